"""Fit the weights of ``senses.tsv``: from mined contexts, then adapted to labelled places. README.md says how.

python train.py OUT.tsv --mined mined.jsonl --passages dev/*.yaml --labels labels.tsv --contexts contexts.tsv \
        --news news.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import labels
import numpy as np
from mine import Example, Finder, hidden
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from vietgloss import Glossary
from vietgloss import text as vn
from vietgloss.expansion import sense as senses
from vietgloss.expansion import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from labels import Place

    from vietgloss.glossary import Abbreviation

FIRST_FEATURES = 400
"""How many features of a sense are tried."""
MOST_FEATURES, FEWEST_FEATURES = 160, 12
HINT = 8.0
"""How much a phrase of hints.txt counts; all mined contexts of a sense together count 400."""
BAG = 0.6
"""What a word in the bag is worth in the regression: below 1, the words directly beside count for more."""
SPREAD = 0.5
"""How much it counts that evidence is frequent when the strongest is picked."""
LEAST_WEIGHT = 0.3
STRENGTH = {"passages": 0.7, "wild": 0.5, "sentences": 0.25}
RIDGE = {"scale": 0.02, "sense": 0.25, "word": 3.0, "name": 0.5, "noname": 0.3}
"""How strongly each kind of parameter is held at where it begins, when the weights are adapted to labels."""
_START = {"learned": 0.7, "bias": 0.7, "rank": 0.0, "default": 0.7, "written": 0.0, "noname": -2.0, "scale": 1.0}


def key_of(expansion: str, others: Iterable[str]) -> str:
    """Return the name of a sense: its words in small letters, unless only capitals tell it from another."""
    exact = " ".join(vn.WORD.findall(vn.fold_tone(vn.plain(expansion))))
    low = " ".join(weights.words_of(expansion))
    same = {" ".join(vn.WORD.findall(vn.fold_tone(vn.plain(o)))) for o in others}
    return exact if sum(vn.lower(o) == low for o in same) > 1 else low


@dataclass
class Task:
    """One abbreviation: its senses' keys and written forms, and what is fitted for them."""

    entry: Abbreviation
    keys: list[str]
    written: dict[str, str]
    bias: dict[str, float] = field(default_factory=dict)
    words: dict[str, dict[str, float]] = field(default_factory=dict)
    hints: dict[str, list[list[str]]] = field(default_factory=dict)
    most: int = FIRST_FEATURES
    usual: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: Abbreviation) -> Task:
        """Make the task of an entry."""
        forms = [s.expansion for s in entry.senses]
        written: dict[str, str] = {}
        for form in forms:
            written.setdefault(key_of(form, forms), form)
        return cls(entry, list(written), written)

    def keys_of(self, expansion: str) -> str:
        """Return the key of one of the entry's own full forms."""
        return key_of(expansion, [s.expansion for s in self.entry.senses])

    def key_of_label(self, place: Place) -> str:
        """Return the key of a labelled place's sense, ``=`` for none, or nothing if the glossary has no such sense."""
        if not place.forms:
            kept = next((s.expansion for s in self.entry.senses if s.keep), None)
            return self.keys_of(kept) if kept is not None else weights.NO_SENSE
        for form in place.forms:
            exact = key_of(form, ())
            cased = " ".join(vn.WORD.findall(vn.fold_tone(vn.plain(form))))
            for key in self.keys:
                if key in (cased, exact) or key[1:] == cased[1:]:
                    return key
        low = {" ".join(weights.words_of(f)) for f in place.forms}
        return next((k for k in self.keys if vn.lower(k) in low), "")


def features_of(example: Example, entries: dict[str, Abbreviation]) -> list[str]:
    """Return the features of a mined context."""
    left, right = weights.normal(example.left, entries), weights.normal(example.right, entries)
    return weights.features(left, right, *weights.marks(example.left, example.right))


def hints(path: Path, entries: dict[str, Abbreviation], tasks: dict[str, Task]) -> None:
    """Read the phrases of ``hints.txt`` into the tasks: as they stand, and with neighbours abbreviated."""
    finder, chance = Finder(entries), random.Random(5)  # noqa: S311
    for row in path.read_text("utf-8").splitlines() if path.exists() else ():
        head, _, phrases = row.partition(": ")
        surface, _, full = head.partition(" ")
        if surface not in tasks or row.startswith("#"):
            continue
        key = tasks[surface].keys_of(full)
        for phrase in phrases.split("|"):
            if phrase.count("_") != 1:
                continue
            left, right = (vn.fold_tone(side) for side in phrase.strip().split("_"))
            for share in (0.0, 0.7):
                before, after = hidden(left, finder, chance, share), hidden(right, finder, chance, share)
                feats = features_of(Example(full, before, after, 1.0, "hint"), entries)
                tasks[surface].hints.setdefault(key, []).append([f for f in feats if f not in ("<^", ">^")])


def how_usual(task: Task, mined: dict[tuple[str, ...], list[tuple[Example, list[str]]]]) -> None:
    """Note what hints at how usual a sense is: its place in the entry, and how often its full form is written."""
    for sense in task.entry.senses:
        key = task.keys_of(sense.expansion)
        if key not in task.usual:
            rank, written = len(task.usual), len(mined.get(tuple(vn.lower(key).split()), ()))
            task.usual[key] = {"rank": rank**0.5, "written": float(np.log1p(written)) / 4, "default": 0.0}
        if sense.default:
            task.usual[key]["default"] = 1.0


# -- from mined contexts ---------------------------------------------------------------------------------------------


def shares(tasks: dict[str, Task], use: Counter[str], budget: int) -> None:
    """Give each task the number of features per sense that it may have."""
    wish = {s: (1 + use[s]) ** 0.5 for s in tasks}

    def given(factor: float) -> dict[str, int]:
        return {s: round(min(MOST_FEATURES, max(FEWEST_FEATURES, factor * w))) for s, w in wish.items()}

    low, high = 0.0, 200.0
    for _ in range(40):
        middle = (low + high) / 2
        whole = sum(n * len(tasks[s].keys) for s, n in given(middle).items())
        low, high = (middle, high) if whole < budget else (low, middle)
    for surface, most in given(low).items():
        tasks[surface].most = most


def fit_mined(task: Task, mined: dict[tuple[str, ...], list[tuple[Example, list[str]]]]) -> None:
    """Fit a multinomial logistic regression on contexts of the full forms, all senses made equally frequent."""
    rows, ys, ws = [], [], []
    for y, key in enumerate(task.keys):
        found = mined.get(tuple(vn.lower(key).split()), [])
        if key != vn.lower(key) or any(vn.lower(k) == key for k in task.keys if k != key):
            found = [f for f in found if f[0].label[1:] == key[1:] and (f[0].label[0] == key[0] or key[0].islower())]
        whole = sum(e.weight for e, _ in found)
        for example, feats in found:
            rows.append(feats)
            ys.append(y)
            ws.append(example.weight / whole * min(400.0, 8.0 * len(found)))
        for feats in task.hints.get(key, ()):
            rows.append(feats)
            ys.append(y)
            ws.append(HINT)
    if len(set(ys)) < 2:  # noqa: PLR2004
        return
    count = Counter(f for row in rows for f in row)
    hinted = {f for feats in task.hints.values() for row in feats for f in row}
    names = sorted(f for f, n in count.items() if n >= 4 or f in hinted)  # noqa: PLR2004
    index = {f: i for i, f in enumerate(names)}
    pairs = [(i, index[f]) for i, row in enumerate(rows) for f in row if f in index]
    if not pairs:
        return  # a few rare examples that have nothing in common
    matrix = csr_matrix(
        ([1.0 if names[j][0] != "~" else BAG for _, j in pairs], tuple(zip(*pairs, strict=True))),
        shape=(len(rows), len(names)),
    )
    y, w = np.array(ys), np.array(ws)
    k = len(task.keys)
    weight, _ = _softmax_fit(matrix, y, w, k, None, 2.0)
    spread = np.sqrt(np.asarray(matrix.multiply(w[:, None]).sum(axis=0)).ravel() / w.sum())
    worth = np.abs(weight) * spread**SPREAD
    mask = np.zeros((k, len(names)), dtype=bool)
    mask.flat[np.argsort(-worth, axis=None)[: task.most * k]] = True
    weight, bias = _softmax_fit(matrix, y, w, k, mask, 1.0)
    for c, key in enumerate(task.keys):
        task.bias[key] = float(bias[c])
        task.words[key] = {
            names[j]: float(weight[c, j]) * (1.0 if names[j][0] != "~" else BAG) for j in np.flatnonzero(mask[c])
        }


def _softmax_fit(
    matrix: csr_matrix, y: np.ndarray, w: np.ndarray, k: int, mask: np.ndarray | None, l2: float
) -> tuple[np.ndarray, np.ndarray]:
    n, f = matrix.shape
    right = np.zeros((n, k))
    right[np.arange(n), y] = 1
    transposed = matrix.T.tocsr()

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        weight, bias = theta[: k * f].reshape(k, f), theta[k * f :]
        z = matrix @ weight.T + bias
        z -= z.max(axis=1, keepdims=True)
        e = np.exp(z)
        whole = e.sum(axis=1, keepdims=True)
        value = float((w * (np.log(whole[:, 0]) - (z * right).sum(axis=1))).sum())
        error = (e / whole - right) * w[:, None]
        grad = (transposed @ error).T + l2 * weight
        if mask is not None:
            grad = grad * mask
        grad_bias = error.sum(axis=0) + 0.1 * bias
        value += 0.5 * l2 * float((weight**2).sum()) + 0.05 * float((bias**2).sum())
        return value, np.concatenate([grad.ravel(), grad_bias])

    best = minimize(loss, np.zeros(k * f + k), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return best[: k * f].reshape(k, f), best[k * f :]


# -- adapted to labelled places --------------------------------------------------------------------------------------


class Adapted:
    """A conditional logit over labelled places: priors, small changes to words, and the outcome of no sense.

    Each alternative of each place (a sense, or none) has a sum of points; the parameters are the points. Each is held
    at where it begins by a ridge, so that what few labels say moves it little.
    """

    def __init__(self, tasks: dict[str, Task], places: Sequence[Place], source_weight: dict[str, float]) -> None:
        self.tasks = tasks
        self.index: dict[tuple[str, ...], int] = {}
        self.start: list[float] = []
        self.ridge: list[float] = []
        rows: list[tuple[int, int, float]] = []
        constant: list[float] = []
        self.first: list[int] = []
        right: list[int] = []
        importance: list[float] = []
        common = Counter(f for p in places for f in set(p.context.features))
        named = Counter(f for p in places if not p.forms for f in set(p.context.features))
        self.name_features = {f for f, n in named.items() if n >= 4 and common[f] >= 4}  # noqa: PLR2004
        for place in places:
            task = tasks[place.entry.surface]
            key = task.key_of_label(place)
            if not key or not task.words:
                continue
            self.first.append(len(constant))
            given = points_given(task, place)
            feats = place.context.features
            surface = task.entry.surface
            for alternative in [*task.keys, weights.NO_SENSE]:
                row = len(constant)
                constant.append(0.0)
                for kind, value in given.get(alternative, {}).items():
                    rows.append((row, self._parameter("scale", kind), value))
                if alternative == key:
                    right.append(row)
                rows.append((row, self._parameter("sense", surface, alternative), 1.0))
                if alternative == weights.NO_SENSE:
                    rows += [(row, self._parameter("name", f), 1.0) for f in feats if f in self.name_features]
                    rows.append((row, self._parameter("noname", "bias"), 1.0))
                else:
                    held = task.words.get(alternative, {})
                    rows.append((row, self._parameter("scale", "learned"), sum(held.get(f, 0.0) for f in feats)))
                    rows.append((row, self._parameter("scale", "bias"), task.bias.get(alternative, 0.0)))
                    rows += [(row, self._parameter("scale", k), x) for k, x in task.usual[alternative].items()]
                rows += [(row, self._parameter("word", surface, alternative, f), 1.0) for f in feats if common[f] > 1]
            importance.append(source_weight[place.source])
        self.n = len(constant)
        self.constant = np.array(constant)
        self.right = np.array(right)
        self.importance = np.array(importance)
        i, j, x = zip(*rows, strict=True)
        self.matrix = csr_matrix((x, (i, j)), shape=(self.n, len(self.index)))
        self.theta = self._fit()

    def _parameter(self, *name: str) -> int:
        if name not in self.index:
            self.index[name] = len(self.index)
            self.start.append(self.beginning(name))
            self.ridge.append(RIDGE[name[0]])
        return self.index[name]

    def beginning(self, name: tuple[str, ...]) -> float:
        """Return what a parameter is before labels speak."""
        if name[0] == "noname":
            return _START["noname"]
        return _START.get(name[1], _START["scale"]) if name[0] == "scale" else 0.0

    def prior(self, surface: str, key: str) -> float:
        """Return how usual a sense is, all told."""
        task = self.tasks[surface]
        held = [("bias", task.bias.get(key, 0.0)), *task.usual[key].items()]
        return self.value("sense", surface, key) + sum(self.value("scale", kind) * x for kind, x in held)

    def _fit(self) -> np.ndarray:
        start, ridge = np.array(self.start), np.array(self.ridge)
        first = np.array(self.first)
        group = np.repeat(np.arange(len(first)), np.diff([*first, self.n]))
        transposed = self.matrix.T.tocsr()

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            z = self.matrix @ theta + self.constant
            z -= np.maximum.reduceat(z, first)[group]
            e = np.exp(z)
            whole = np.add.reduceat(e, first)
            value = float((self.importance * (np.log(whole) - z[self.right])).sum())
            error = e / whole[group]
            error[self.right] -= 1
            error *= self.importance[group]
            away = theta - start
            return value + 0.5 * float((ridge * away**2).sum()), transposed @ error + ridge * away

        return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x

    def value(self, *name: str) -> float:
        """Return a parameter; where no label spoke, its beginning."""
        if name in self.index:
            return float(self.theta[self.index[name]])
        return self.beginning(name)


def points_given(task: Task, place: Place) -> dict[str, dict[str, float]]:
    """Return what the entry's cues and the rest of the document say for each sense, as the program counts it."""
    best: dict[str, dict[str, float]] = {}
    for sense, points in zip(place.entry.senses, senses.given(place.entry, place.context), strict=True):
        key = task.keys_of(sense.expansion)
        if key not in best or sum(points.values()) > sum(best[key].values()):
            best[key] = points
    return best


# -- the file --------------------------------------------------------------------------------------------------------

HEADER = """\
# What the words around an ambiguous abbreviation say about its sense. One line a sense, fields parted by tabs:
#   abbreviation   full form   prior   evidence:points ...
# The points of all evidence that stands there are added to the prior; 1 point makes a sense e = 2.7 times as likely.
#   <word  the word directly before     <one_two  the two words directly before
#   >word  the word directly after      >one_two  the two words directly after
#   ~word  within 12 words              ~one_two  these two words, one after the other, within 12 words
#   #topic  what the text is about (topics.tsv): the points count as often as the topic's share, from 0 to 1
# In place of a word: Aa a capitalised word, AA a word in capitals, aa one in small letters, Xx a foreign one,
# 0 a number, ^ the line's end, ",", "(", ")", "-", "/", "&" themselves, . a full stop or the like, * another sign.
# The full form "=" means: none of the senses, but a name or foreign. The line "*" is added to that of all.
# Made by training/senses/train.py from text in which the full forms stand written out. You may edit it: a line
# taken out leaves its sense with the cues of the glossary only.
"""


def write(path: Path, tasks: dict[str, Task], adapted: Adapted) -> None:
    """Write the file."""
    out = []
    scale = adapted.value("scale", "learned")
    noname = adapted.value("noname", "bias")
    deviations: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for name, i in adapted.index.items():
        if name[0] == "word":
            deviations[name[1], name[2]][name[3]] = float(adapted.theta[i])
    shared = {f: adapted.value("name", f) for f in adapted.name_features}
    out.append(_line("*", weights.NO_SENSE, noname, shared, 60))
    added = usual(Path(__file__).with_name("usual.tsv"))
    for surface, task in sorted(tasks.items()):
        if not task.words:
            continue
        priors = {k: adapted.prior(surface, k) for k in task.keys}
        mean = sum(priors.values()) / len(priors)
        for key in sorted(task.keys):
            words = {f: scale * w for f, w in task.words.get(key, {}).items()}
            for feature, change in deviations.get((surface, key), {}).items():
                words[feature] = words.get(feature, 0.0) + change
            prior = priors[key] - mean + added.get((surface, vn.lower(task.written[key])), 0.0)
            out.append(_line(surface, task.written[key], prior, words, task.most))
        none = adapted.value("sense", surface, weights.NO_SENSE) - mean + added.get((surface, weights.NO_SENSE), 0.0)
        out.append(_line(surface, weights.NO_SENSE, none, deviations.get((surface, weights.NO_SENSE), {}), 10))
    path.write_text(HEADER + "\n".join(out) + "\n", encoding="utf-8")


def usual(path: Path) -> dict[tuple[str, str], float]:
    """Read what a person added to priors: points by abbreviation and full form, the latter in small letters."""
    added = {}
    for row in path.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            surface, full, points = row.split("\t")
            added[surface, vn.lower(full)] = float(points)
    return added


def _line(surface: str, full: str, prior: float, words: dict[str, float], most: int) -> str:
    strongest = sorted(words, key=lambda f: (-abs(words[f]), f))[:most]
    kept = sorted((f for f in strongest if abs(words[f]) >= LEAST_WEIGHT), key=lambda f: (-words[f], f))
    return f"{surface}\t{full}\t{prior:.2f}\t{' '.join(f'{weights.readable(f)}:{words[f]:.1f}' for f in kept)}"


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mined", type=Path, required=True)
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--contexts", type=Path)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--sentences", type=Path, nargs="*", default=[])
    parser.add_argument("--budget", type=int, default=0)
    args = parser.parse_args()
    weights.FILE = Path("/nonexistent")
    entries = dict(Glossary.load().spellings())
    tasks = {e.surface: Task.of(e) for e in entries.values() if e.ambiguous and not e.keep}
    mined = {}
    with args.mined.open(encoding="utf-8") as lines:
        for line in lines:
            full, found = json.loads(line)
            mined[tuple(full)] = [(e, features_of(e, entries)) for e in (Example(*f) for f in found)]
    hints(Path(__file__).with_name("hints.txt"), entries, tasks)
    passages = labels.passages(sorted(args.passages), entries)
    wild = labels.wild(args.labels, args.contexts, args.news, entries) if args.labels else []
    written = labels.sentences(sorted(args.sentences), entries)
    print(len(passages), "labels in passages,", len(wild), "in news,", len(written), "in sentences", flush=True)
    places = [*passages, *settled(passages), *wild, *written]
    if args.budget:
        shares(tasks, Counter(p.entry.surface for p in places), args.budget)
    for task in tasks.values():
        how_usual(task, mined)
        fit_mined(task, mined)
    print("mined contexts fitted", flush=True)
    write(args.out, tasks, adapted := Adapted(tasks, places, STRENGTH))
    print({k: round(float(adapted.theta[i]), 2) for k, i in adapted.index.items() if k[0] in ("scale", "noname")})


def settled(places: list[Place]) -> list[Place]:
    """Return the places as the expander sees them when the rest of the text has been written out."""
    return [replace(p, context=p.settled) for p in places if p.settled]


if __name__ == "__main__":
    main()
