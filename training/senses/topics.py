"""Find what texts are about, and which senses are at home there: ``topics.tsv`` and the ``#`` in ``senses.tsv``.

Words that stand in the same texts are gathered into topics, and each topic bears the name of its most typical word.
What is written in full in texts on a topic tells how much that topic speaks for a sense; nobody labels anything.

    python topics.py OUT_topics.tsv senses.tsv --news news.jsonl --domain domain/*.tsv

Run it after ``train.py``: it adds to the lines of ``senses.tsv``, in place of what it added before.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from mine import Finder
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import svds

from vietgloss import Glossary
from vietgloss import text as vn
from vietgloss.expansion import weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.glossary import Abbreviation

TOPICS = 110
MOST_WORDS = 90
"""How many words of a topic are written."""
DIMENSIONS = 64
PIECE = 80
"""How many words count as one text when words are gathered."""
RARE, COMMON = 40, 0.12
CLOSE = 0.4
"""How like its topic's middle a word must be."""
MOST_PLACES = 150
SIDE = 500
STRENGTH = 4.0
"""What a whole text on one topic counts, found on labelled passages."""
HELD = 5
"""So many average texts are added to those of each sense, so that few places say little."""
LEAST = 0.8
MOST_TOPICS = 30
"""How many topics of a sense are written."""
HEADER = """\
# What texts are about. One line a topic: its name, then its words and how much each counts.
# A word with _ is two words, one after the other. Made by training/senses/topics.py; you may edit it.
"""


def pairs(words: Sequence[str]) -> list[str]:
    """Return words and pairs of words."""
    return [*words, *(f"{a}_{b}" for a, b in pairwise(words))]


def texts(news: Path, domain: Sequence[Path]) -> Iterator[str]:
    """Give each text, plain and tone-folded."""
    with news.open(encoding="utf-8") as rows:
        for row in rows:
            yield vn.fold_tone(vn.plain(vn.nfc(json.loads(row)["text"])))
    for path in domain:
        rows_ = path.read_text("utf-8").splitlines()
        yield vn.fold_tone(vn.plain(vn.nfc("\n".join(r.split("\t")[0] for r in rows_))))


def gathered(pieces: list[list[str]]) -> dict[str, dict[str, float]]:
    """Return the topics: for each name, its words and how much each counts."""
    spread = Counter(w for piece in pieces for w in set(piece))
    most = COMMON * len(pieces)
    words = [w for w, n in spread.items() if RARE <= n < most and "0" not in w and w == vn.lower(w)]
    index = {w: i for i, w in enumerate(words)}
    rare = np.array([np.log(len(pieces) / spread[w]) for w in words])
    rows, columns, values = [], [], []
    for i, piece in enumerate(pieces):
        for word, n in Counter(piece).items():
            if word in index:
                rows.append(i)
                columns.append(index[word])
                values.append(1 + np.log(n))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(pieces), len(words))).multiply(rare).tocsr()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = diags(1 / np.maximum(length, 1e-9)) @ matrix
    start = np.random.default_rng(3).standard_normal(min(matrix.shape))
    _, _, axes = svds(matrix.astype(np.float32), k=DIMENSIONS, v0=start.astype(np.float32))
    where = axes.T / np.linalg.norm(axes.T, axis=1, keepdims=True)
    middles = _middles(where)
    like = where @ middles.T
    nearest, near = like.argmax(axis=1), like.max(axis=1)
    topics: dict[str, dict[str, float]] = {}
    for k in range(TOPICS):
        inside = [j for j in np.flatnonzero(nearest == k) if near[j] > CLOSE]
        inside.sort(key=lambda j: -near[j] * spread[words[j]] ** 0.5)
        if inside:
            name = max(inside[:20], key=lambda j: (near[j] + 0.05 * np.log(spread[words[j]])) * ("_" in words[j]))
            topics[words[name]] = {words[j]: round(float(rare[j] * near[j]), 1) for j in inside[:MOST_WORDS]}
    return topics


def _middles(where: np.ndarray) -> np.ndarray:
    """Return the middles of the topics (spherical k-means)."""
    chance = np.random.default_rng(3)
    middles = where[chance.choice(len(where), TOPICS, replace=False)]
    for _ in range(25):
        nearest = (where @ middles.T).argmax(axis=1)
        middles = np.array(
            [
                where[nearest == k].sum(axis=0) if (nearest == k).any() else where[chance.integers(len(where))]
                for k in range(TOPICS)
            ]
        )
        middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    return middles


def at_home(
    read: Sequence[str], entries: dict[str, Abbreviation], names: list[str]
) -> tuple[dict[tuple[str, ...], np.ndarray], np.ndarray]:
    """Return the mean shares of topics around each full form, and those around all."""
    finder, chance = Finder(entries), random.Random(7)  # noqa: S311
    index = {f"#{vn.fold_tone(name)}": i for i, name in enumerate(names)}
    places: dict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    count: Counter[tuple[str, ...]] = Counter()
    for number, text in enumerate(read):
        for full, start, end in finder.find(text):
            count[full] += 1
            at = len(places[full]) if len(places[full]) < MOST_PLACES else chance.randrange(count[full])
            if at < MOST_PLACES:
                places[full][at : at + 1] = [(number, start, end)]
    shares = {}
    for full, found in places.items():
        total = np.zeros(len(names))
        for number, start, end in found:
            text = read[number]
            # The form itself is left out, as an abbreviation stands there in the end.
            around = f"{text[max(0, start - SIDE) : start]} | {text[end : end + SIDE]}"
            for name, share in weights.shares(weights.topics_of(weights.normal(around, entries))).items():
                total[index[name]] += share
        shares[full] = (total, len(found))
    mean = np.mean([total / n for total, n in shares.values()], axis=0)
    return {full: (total + HELD * mean) / (n + HELD) for full, (total, n) in shares.items()}, mean


def add(path: Path, shares: dict[tuple[str, ...], np.ndarray], mean: np.ndarray, names: list[str]) -> None:
    """Add the weights of topics to the lines of ``senses.tsv``."""
    rows = path.read_text("utf-8").splitlines()
    by_surface: dict[str, list[np.ndarray]] = defaultdict(list)
    speaks: dict[int, np.ndarray] = {}
    for i, row in enumerate(rows):
        surface, _, rest = row.partition("\t")
        full = weights.words_of(rest.split("\t")[0])
        if not row.startswith("#") and full in shares:
            speaks[i] = STRENGTH * np.log((shares[full] + 0.002) / (mean + 0.002))
            by_surface[surface].append(speaks[i])
    for i, row in enumerate(rows):
        if row.startswith("#"):
            continue
        surface, full_, prior, *evidence = row.split("\t")
        held = [item for item in (evidence[0].split() if evidence else []) if item[0] != "#"]
        if i in speaks:
            points = speaks[i] - np.mean(by_surface[surface], axis=0)
            order = np.argsort(-np.abs(points) * np.sqrt(mean))[:MOST_TOPICS]
            held += [f"#{weights.readable(names[k])}:{points[k]:.1f}" for k in order if abs(points[k]) >= LEAST]
        rows[i] = "\t".join([surface, full_, prior, " ".join(held)])
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Gather, weigh and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("topics", type=Path)
    parser.add_argument("senses", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--domain", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    entries = dict(Glossary.load().spellings())
    read = list(texts(args.news, args.domain))
    pieces = []
    for text in read:
        words = weights.normal(text, entries)
        pieces += [pairs(words[i : i + PIECE]) for i in range(0, len(words), PIECE)]
    topics = gathered([p for p in pieces if len(p) > PIECE // 2])
    lines = [
        weights.readable(f"{name}\t{' '.join(f'{w}:{p}' for w, p in held.items())}") for name, held in topics.items()
    ]
    args.topics.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(topics), "topics,", sum(map(len, topics.values())), "words", flush=True)
    weights.TOPICS = args.topics
    weights.topic_words.cache_clear()
    add(args.senses, *at_home(read, entries, list(topics)), list(topics))


if __name__ == "__main__":
    main()
