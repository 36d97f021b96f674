"""Choosing the sense of an ambiguous abbreviation by evidence that a person can read.

Eight things speak for a sense: how usual it is, the words around the place (weights learned from text in which full
forms stand written out, see ``weights``), the words directly beside it (see ``beside``), what the text around is about,
the cues that people wrote into its entry, the type in the number of a document that follows (see ``numbered``), its
full form elsewhere in the document, and what was decided for the same abbreviation elsewhere. The points are added up,
and the sum tells the probability of each sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from math import exp, log
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import beside, numbered, weights
from vietgloss.expansion.context import STRETCH, WINDOW, Context, Folded, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vietgloss.glossary import Abbreviation, Sense

    _Evidence = tuple[int, float, str]
    """A piece of evidence: the position of the sense it speaks for, its points, and what it is."""

__all__ = ["STRETCH", "WINDOW", "Context", "Folded", "choose", "folded", "given", "only"]

BY_DEFAULT = 0.6
"""The confidence of a sense that is only the usual one; nothing less sure is made part of a compound."""
SURE_ENOUGH = 0.6
"""A sense less probable than this is not taken by the policy ``keep``."""

# The points of each kind of evidence, found on labelled text (training/senses); 1 point is a factor of e.
BESIDE = 3.0
NEAR = 2.0
IN_DOCUMENT = 1.3
ONCE_IN_DOCUMENT = 1.0
AS_ELSEWHERE = 0.5
"""For each other place of the abbreviation that was decided so, up to ``_MOST_ELSEWHERE`` of them."""
USUAL = 1.2
"""What the entry's default sense has more: the labelled text gives rare senses more room than news does."""
CLEAR = 3.0
"""Where the first sense leads by so much, what the text is about is not asked for: it would not change the choice."""
UNLEARNED = -1.0
"""The prior of a sense that was added since the weights were learned."""
ALONE = 2.0
"""A person's cues count for so much more where nothing is learned."""
_SENTENCE_ENDS = re.compile(rf"[.!?…][\"”’)]?\s{{1,3}}[{vn.UPPER}]")
_SENTENCE_END = re.compile(rf"[{vn.LOWER}]{{2}}[.!?…][\"”’)]?\s{{1,3}}\Z")
COLON = ":"
"""As a cue after: the abbreviation begins a field of a form."""
_COLON_AFTER = re.compile(r"\s?:")
_FIELD_BEFORE = re.compile(r"(?:\A|[.;|•+*–-]|\d[.)]|:[^:]{1,60},)\s{0,9}\Z")
_NO_CUE = "the usual meaning; no cue decides"
_SPOKEN = 0.5
_OFTEN = 3
_MOST_ELSEWHERE = 2
_FADE = 6
_MOST_SURE = 0.98
_MOST_REASONS = 3
_MOST_MODELS = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome: a sense or None, how sure, and why."""

    sense: Sense | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue: the sense it speaks for, its words, and whether its capitals count."""

    number: int
    sense: int
    words: tuple[str, ...]
    cased: bool
    text: str

    @property
    def points(self) -> float:
        """What it is worth directly beside: a document named by its number, or a field's name, leaves little doubt."""
        numbered = any(w.isdigit() for w in self.words) and len(self.words) > 1
        return 2 * BESIDE if numbered or self.words == (COLON,) else BESIDE

    def stands(self, words: Sequence[str], low: Sequence[str], at: int) -> bool:
        """Tell whether the cue stands at a position; ``low`` is ``words`` in small letters."""
        there = words if self.cased else low
        return at >= 0 and tuple(there[at : at + len(self.words)]) == self.words


class _Model:
    """One entry's evidence, indexed: learned weights by feature, cues by their first (``before``: last) word."""

    def __init__(self, entry: Abbreviation) -> None:
        self.entry = entry
        self.full = [folded(s.expansion) for s in entry.senses]
        own = folded(entry.surface)
        self.written = [full if full != own else "" for full in self.full]
        self.groups = _groups(self.full)
        self.before: dict[str, list[_Cue]] = {}
        self.after: dict[str, list[_Cue]] = {}
        self.near: dict[str, list[_Cue]] = {}
        number = count()
        for i, sense in enumerate(entry.senses):
            for cues, index, first in (
                (sense.before, self.before, -1),
                (sense.after, self.after, 0),
                (sense.near, self.near, 0),
            ):
                for cue in _cues(i, cues, number):
                    index.setdefault(vn.lower(cue.words[first]), []).append(cue)
        self._learn()

    def _learn(self) -> None:
        """Bring the learned weights into the order of the entry's senses; one more place is for no sense."""
        senses = self.entry.senses
        # A person's own entry is decided by what the person wrote.
        shipped = senses[0].origin.layer == "shipped"
        held = weights.learned(self.entry.surface, weights.FILE) if shipped else None
        places = [held.position(s.expansion) if held else None for s in senses]
        self.alone = held is None or all(p is None for p in places)
        self.default = next((i for i, s in enumerate(senses) if s.default), None)
        self.priors = [0.0] * len(senses)
        self.weights: dict[str, list[tuple[int, float]]] = {}
        self.beside: list[beside.Counts | None] = []
        if held is None or self.alone:
            return
        forms = zip(senses, self.full, strict=True)
        self.beside = [None if s.keep else beside.counts(form.strip(), beside.FILE) for s, form in forms]
        nothing = held.senses.get(weights.NO_SENSE)
        if nothing is not None:
            places.append(nothing)
            self.groups.append(len(senses))
        self.priors = [held.priors[p] if p is not None else UNLEARNED for p in places]
        if self.default is not None:
            self.priors[self.default] += USUAL
        for feature, speaks in held.weights.items():
            by_place = dict(speaks)
            found = [(i, by_place[p]) for i, p in enumerate(places) if p in by_place]
            if found:
                self.weights[feature] = found


def _groups(full: Sequence[str]) -> list[int | list[int]]:
    """Return the senses by full form: those of the same form are one outcome."""
    by_form: dict[str, list[int]] = {}
    for i, form in enumerate(full):
        by_form.setdefault(form, []).append(i)
    return [held[0] if len(held) == 1 else held for held in by_form.values()]


_models: dict[int, _Model] = {}


def _model(entry: Abbreviation) -> _Model:
    held = _models.get(id(entry))
    if held is None or held.entry is not entry:
        if len(_models) >= _MOST_MODELS:
            _models.clear()
        held = _models[id(entry)] = _Model(entry)
    return held


def only(entry: Abbreviation) -> Choice:
    """Return the one sense of an entry that is not ambiguous."""
    return Choice(entry.senses[0], 0.97, "the glossary knows one meaning")


def choose(entry: Abbreviation, context: Context, *, policy: str = "keep", at_least: float = 0.0) -> Choice:
    """Choose the sense of ``entry`` in ``context``.

    Args:
        entry: The abbreviation.
        context: Where it stands.
        policy: ``keep`` leaves a place of which no sense is sure enough; ``best`` always takes the best.
        at_least: What is less probable than this is not asked for yet; why is not told then.
    """
    if not entry.ambiguous:
        return only(entry)
    model = _model(entry)
    points, evidence = _weigh(model, context)
    more = _elsewhere(model, context.document)
    if more:
        choice = _judge(model, _added(points, more), [*evidence, *more], context, policy, at_least)
        if choice.sense is not None:
            return choice  # else as if nothing stood elsewhere: in the outcome, it does not stand there any more
    return _judge(model, points, evidence, context, policy, at_least)


def _added(points: Sequence[float], more: Sequence[_Evidence]) -> list[float]:
    both = list(points)
    for i, value, _ in more:
        both[i] += value
    return both


def _judge(
    model: _Model, points: list[float], evidence: list[_Evidence], context: Context, policy: str, at_least: float
) -> Choice:
    """Choose by the points."""
    entry = model.entry
    highest = max(points)
    shares = [exp(p - highest) for p in points]
    whole = sum(shares[group] if isinstance(group, int) else max(shares[i] for i in group) for group in model.groups)
    best = points.index(highest)
    sure = min(_MOST_SURE, shares[best] / whole)
    if sure < at_least:
        return Choice(None, 0.0, "")
    if best == len(entry.senses):
        if sure >= SURE_ENOUGH or policy == "keep":
            return Choice(None, 0.0, f"looks like a name ({_why(best, points, evidence, context.document)})")
        best = max(range(len(entry.senses)), key=lambda i: (points[i], -i))
        sure = shares[best] / whole
    why = _why(best, points, evidence, context.document)
    if policy == "keep" and best != model.default and sum(p for i, p, _ in evidence if i == best) < _SPOKEN:
        return Choice(None, 0.0, "no cue speaks for any meaning")  # how usual it is does not decide alone
    if policy == "keep" and sure < SURE_ENOUGH:
        return Choice(None, 0.0, f"cues speak for several meanings ({why})")
    return Choice(entry.senses[best], round(sure, 3), why)


def _weigh(model: _Model, context: Context) -> tuple[list[float], list[_Evidence]]:
    """Return the points of each sense, and each piece of evidence."""
    points = list(model.priors)
    evidence = _cued(model, context)
    if model.alone:
        evidence = [(i, p * ALONE, why) for i, p, why in evidence]
        if model.default is not None:
            points = [0.0] * len(points)
            points[model.default] = 0.4 if evidence else log(BY_DEFAULT / (1 - BY_DEFAULT) * (len(points) - 1)) + 0.01
    if model.weights:
        held = model.weights
        for feature in filter(held.__contains__, context.features):
            evidence += [(i, p, feature) for i, p in held[feature]]
        evidence += beside.points(model.beside, context.beside_words)
    evidence += numbered.points(model.full, context.after)
    evidence += _written(model, context)
    for i, value, _ in evidence:
        points[i] += value
    if model.weights and context.at is not None:
        second, first = sorted(points)[-2:]
        if first - second < CLEAR:
            for i, value, topic in _about(model, context.document.topics(context.at)):
                points[i] += value
                evidence.append((i, value, topic))
    return points, evidence


def _about(model: _Model, shares: Mapping[str, float]) -> Iterator[_Evidence]:
    """Give what the text's topics say."""
    for topic in filter(model.weights.__contains__, shares):
        share = shares[topic]
        for i, points in model.weights[topic]:
            yield i, points * share, topic


def given(entry: Abbreviation, context: Context) -> list[dict[str, float]]:
    """Return what is there for each sense besides learned weights, by kind: for training."""
    model = _model(entry)
    found: list[dict[str, float]] = [{} for _ in entry.senses]
    for i, value, why in _cued(model, context):
        kind = "near" if why.startswith("near") else "beside"
        found[i][kind] = found[i].get(kind, 0.0) + value
    for i, value, _ in _written(model, context):
        found[i]["often" if value == IN_DOCUMENT else "once"] = value
    return found


def _written(model: _Model, context: Context) -> list[_Evidence]:
    """Return what full forms elsewhere in the document say."""
    found: list[_Evidence] = []
    for i, full in enumerate(model.written):
        times = context.document.count(full) if full else 0
        if times:
            value = IN_DOCUMENT if times >= _OFTEN else ONCE_IN_DOCUMENT
            found.append((i, value, f"={full}"))
    return found


def _elsewhere(model: _Model, document: Folded) -> list[_Evidence]:
    """Return what was decided for the same abbreviation in other places."""
    if not document.decided:
        return []
    found: list[_Evidence] = []
    for i, full in enumerate(model.full):
        held = document.decided.get((model.entry.surface, full))
        if held is not None:
            found.append((i, AS_ELSEWHERE * min(held[0], _MOST_ELSEWHERE), f"@{held[1]}"))
    return found


def _cued(model: _Model, context: Context) -> list[_Evidence]:
    """Return what the cues of the entry say: for which sense, how many points, in words."""
    found: dict[int, _Evidence] = {}
    before: dict[int, _Cue] = {}
    after: dict[int, _Cue] = {}
    ended = _SENTENCE_ENDS.match(context.after) is not None
    for left, right in (context.raw, context.normal) if context.document.known else (context.raw,):
        low_left, low_right = [w.lower() for w in left], [w.lower() for w in right]
        for end in _ends(left, context.before):
            for cue in model.before.get(low_left[end - 1], ()):
                if cue.stands(left, low_left, end - len(cue.words)):
                    before[cue.number] = cue
        for cue in model.after.get(low_right[0], ()) if right and not ended else ():
            if cue.stands(right, low_right, 0):
                after[cue.number] = cue
        if COLON in model.after and _heads_field(context):
            after.update((cue.number, cue) for cue in model.after[COLON])
        if model.near:
            _find_near(model, left, low_left, found, from_left=True)
            _find_near(model, right, low_right, found, from_left=False)
    found.update((cue.number, (cue.sense, cue.points, f"after '{cue.text}'")) for cue in _longest(before))
    found.update((cue.number, (cue.sense, cue.points, f"before '{cue.text}'")) for cue in _longest(after))
    return list(found.values())


def _heads_field(context: Context) -> bool:
    """Tell whether the place is what a field of a form begins with: ``TP:`` of those present, at a line's beginning."""
    return _COLON_AFTER.match(context.after) is not None and _FIELD_BEFORE.search(context.before) is not None


def _ends(left: Sequence[str], before: str) -> Iterator[int]:
    """Give where a cue may end that stands directly before: at the place, and before a number (``khởi tố 24 BC``)."""
    if not left or _SENTENCE_END.search(before):
        return
    end = len(left)
    yield end
    while end and left[end - 1].isdigit():
        end -= 1
    if 0 < end < len(left):
        yield end


def _longest(cues: Mapping[int, _Cue]) -> list[_Cue]:
    """Leave out what stands within a longer cue that speaks for another sense: ``số`` in ``số 144-QĐ/TW``."""
    most = max((len(c.words) for c in cues.values()), default=0)
    senses = {c.sense for c in cues.values() if len(c.words) == most}
    return [c for c in cues.values() if c.sense in senses]


def _find_near(
    model: _Model, words: Sequence[str], low: Sequence[str], found: dict[int, _Evidence], *, from_left: bool
) -> None:
    if model.near.keys().isdisjoint(low):
        return
    for at, word in enumerate(low):
        for cue in model.near.get(word, ()):
            if cue.stands(words, low, at):
                between = len(words) - len(cue.words) - at if from_left else at
                value = NEAR / (1 + between / _FADE)
                if cue.number not in found or value > found[cue.number][1]:
                    found[cue.number] = cue.sense, value, f"near '{cue.text}'"


def _why(best: int, points: Sequence[float], evidence: Sequence[_Evidence], document: Folded) -> str:
    """Name the strongest pieces of evidence for the best sense as against the second."""
    second = max((i for i in range(len(points)) if i != best), key=lambda i: points[i])
    speaks: dict[str, float] = {}
    for i, value, what in evidence:
        if i == best:
            speaks[what] = speaks.get(what, 0.0) + value
        elif i == second and what[0] in "<>~#":
            speaks[what] = speaks.get(what, 0.0) - value
    strongest = sorted((w for w in speaks if speaks[w] >= 0.2), key=lambda w: -speaks[w])  # noqa: PLR2004
    said = dict.fromkeys(_told(w, document, speaks) for w in strongest[: 2 * _MOST_REASONS])
    return "; ".join(list(said)[:_MOST_REASONS]) or _NO_CUE


def _told(what: str, document: Folded, speaks: Mapping[str, float]) -> str:
    """Say in words what a piece of evidence is.

    ``=`` and a full form: that it stands in the document; ``@`` and a line: that the abbreviation was so decided there.
    """
    if what[0] == "=":
        line = str(document.line_of(what[1:]))
        # What stands there may be the abbreviation itself, written out.
        return f"decided as on line {line}" if f"@{line}" in speaks else f"written out on line {line}"
    if what[0] == "@":
        return f"decided as on line {what[1:]}"
    return weights.told(what) if what[0] in "<>~#" else what


def _cues(sense: int, cues: Iterable[str], number: Iterator[int]) -> list[_Cue]:
    """Take the cues of a sense apart; a cue in small letters matches any case."""
    parsed = []
    for cue in cues:
        words = (COLON,) if cue.strip() == COLON else tuple(vn.WORD.findall(vn.fold_tone(vn.plain(vn.nfc(cue)))))
        if words:
            parsed.append(_Cue(next(number), sense, words, any(w != w.lower() for w in words), cue))
    return parsed
