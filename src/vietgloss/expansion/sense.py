"""Choosing the sense of an ambiguous abbreviation by evidence that a person can read.

Nine things speak for a sense: how usual it is, the words around the place (weights learned from text in which full
forms stand written out, see ``weights``), the words directly beside it (see ``beside``), what the text around is about,
the cues that people wrote into its entry, the type in the number of a document that follows (see ``numbered``), whose
the text is (see ``seat``), its full form elsewhere in the document, and what was decided for the same abbreviation
elsewhere. The points are added up, and the sum tells the probability of each sense.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from vietgloss.expansion import beside, numbered, seat, weights
from vietgloss.expansion.context import STRETCH, WINDOW, Context, Folded, folded
from vietgloss.expansion.cues import Cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vietgloss.expansion.cues import Evidence
    from vietgloss.glossary import Abbreviation, Sense

__all__ = ["STRETCH", "WINDOW", "Context", "Folded", "choose", "folded", "given", "only"]

BY_DEFAULT = 0.6
"""The confidence of a sense that is only the usual one; nothing less sure is made part of a compound."""
SURE_ENOUGH = 0.6
"""A sense less probable than this is not taken by the policy ``keep``."""

# The points of each kind of evidence, found on labelled text (training/senses); 1 point is a factor of e.
IN_DOCUMENT = 1.3
ONCE_IN_DOCUMENT = 1.0
AS_ELSEWHERE = 0.5
"""For each other place of the abbreviation that was decided so, up to ``_MOST_ELSEWHERE`` of them."""
USUAL = 1.2
"""What the entry's default sense has more: the labelled text gives rare senses more room than news does."""
PRIOR = 0.8
"""The share of a learned prior that counts: a cue is to win against what is merely usual."""
CLEAR = 3.0
"""Where the first sense leads by so much, what stands further off is not asked for: it would not change the choice."""
UNLEARNED = 0.0
"""The prior of a sense that was added since the weights were learned: as usual as the mean of all."""
WRITTEN_OUT = 0.4
"""The share of the logarithm of how often its full form is written out that counts as the prior of such a sense."""
LITTLE = 5.0
"""So many are added to each count."""
ALONE = 2.0
"""A person's cues count for so much more where nothing is learned."""
DEFAULT = 2.0
"""What the default sense has more where nothing is learned: less than any cue, more than a full form elsewhere."""
_NO_CUE = "the usual meaning; no cue decides"
_SPOKEN = 0.5
_OFTEN = 3
_MOST_ELSEWHERE = 2
_MOST_SURE = 0.98
_MOST_REASONS = 3
_MOST_MODELS = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome: a sense or None, how sure, and why."""

    sense: Sense | None
    confidence: float
    reason: str


class _Model:
    """One entry's evidence: its cues, and learned weights by feature."""

    def __init__(self, entry: Abbreviation) -> None:
        self.entry = entry
        self.full = [folded(s.expansion) for s in entry.senses]
        own = folded(entry.surface)
        self.written = [full if full != own else "" for full in self.full]
        self.groups = _groups(self.full)
        self.cues = Cues(entry.senses)
        self.twins = seat.twins(self.full)
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
        written = [0.0] * len(senses)
        # Where the letters are a name as well, nothing was counted for that: the words beside would speak against it.
        self.a_name = any(sense.keep for sense in senses)
        if shipped and not (self.alone and self.a_name):
            forms = zip(senses, self.full, strict=True)
            self.beside = [None if s.keep else beside.counts(form.strip(), beside.FILE) for s, form in forms]
            written = _written_out(senses, self.beside)
        if held is None or self.alone:
            self.priors = written
            return
        nothing = held.senses.get(weights.NO_SENSE)
        if nothing is not None:
            places.append(nothing)
            written.append(0.0)
            self.groups.append(len(senses))
        self.priors = [
            PRIOR * held.priors[p] if p is not None else UNLEARNED + PRIOR * w
            for p, w in zip(places, written, strict=True)
        ]
        if self.default is not None:
            self.priors[self.default] += USUAL
        at: dict[int, list[int]] = {}
        for i, place in enumerate(places):
            if place is not None:
                at.setdefault(place, []).append(i)
        for feature, speaks in held.weights.items():
            found = [(i, points) for place, points in speaks for i in at.get(place, ())]
            if found:
                self.weights[feature] = found

    def about(self, context: Context, at: int, _: Sequence[Evidence]) -> Iterator[Evidence]:
        """Give what the text's topics say."""
        shares = context.document.topics(at) if self.weights else {}
        for topic in filter(self.weights.__contains__, shares):
            for i, points in self.weights[topic]:
                yield i, points * shares[topic], topic


def _written_out(senses: Sequence[Sense], counts: Sequence[beside.Counts | None]) -> list[float]:
    """Return what it says that one full form is written out more often than another, for senses never learned."""
    logs = [log((seen[0] if seen else 0.0) + LITTLE) for seen in counts]
    mean = sum(logs) / len(logs)
    return [0.0 if s.keep else WRITTEN_OUT * (n - mean) for s, n in zip(senses, logs, strict=True)]


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


def _added(points: Sequence[float], more: Sequence[Evidence]) -> list[float]:
    both = list(points)
    for i, value, _ in more:
        both[i] += value
    return both


def _judge(
    model: _Model, points: list[float], evidence: list[Evidence], context: Context, policy: str, at_least: float
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


def _weigh(model: _Model, context: Context) -> tuple[list[float], list[Evidence]]:
    """Return the points of each sense, and each piece of evidence."""
    evidence = _close_by(model, context)
    near = bool(evidence)
    points = _begin(model, spoken=near)
    for i, value, _ in evidence:
        points[i] += value
    for more in (model.cues.further_off, model.about):
        second, first = sorted(points)[-2:]
        if context.at is not None and first - second < CLEAR:
            for i, value, why in more(context, context.at, evidence):
                points[i] += value
                evidence.append((i, value, why))
    if evidence and not near and not model.a_name:  # what stands further off is to outweigh the default sense as well
        begun = zip(points, _begin(model, spoken=True), _begin(model, spoken=False), strict=True)
        points = [p + now - before for p, now, before in begun]
    return points, evidence


def _begin(model: _Model, *, spoken: bool) -> list[float]:
    """Return the points of each sense before any evidence counts; ``spoken`` tells whether there is some."""
    if not model.alone or model.default is None:
        return list(model.priors)
    points = list(model.priors) if spoken else [0.0] * len(model.priors)
    usual = log(BY_DEFAULT / (1 - BY_DEFAULT) * (len(points) - 1)) + 0.01
    points[model.default] += DEFAULT if spoken else usual
    return points


def _close_by(model: _Model, context: Context) -> list[Evidence]:
    """Return the evidence that stands close by, and full forms elsewhere in the document."""
    evidence = model.cues.around(context)
    if model.alone:
        evidence = [(i, p * ALONE, why) for i, p, why in evidence]
    if model.weights:
        held = model.weights
        for feature in filter(held.__contains__, context.features):
            evidence += [(i, p, feature) for i, p in held[feature]]
    evidence += beside.points(model.beside, context.beside_words)
    evidence += numbered.points(model.full, context.after)
    evidence += _written(model, context)
    if model.twins and context.at is not None:
        evidence += seat.points(model.twins, context.document, context.at)
    return evidence


def given(entry: Abbreviation, context: Context) -> list[dict[str, float]]:
    """Return what is there for each sense besides learned weights, by kind: for training."""
    model = _model(entry)
    found: list[dict[str, float]] = [{} for _ in entry.senses]
    for i, value, why in model.cues.around(context):
        kind = "near" if why.startswith("near") else "beside"
        found[i][kind] = found[i].get(kind, 0.0) + value
    for i, value, _ in _written(model, context):
        found[i]["often" if value == IN_DOCUMENT else "once"] = value
    return found


def _written(model: _Model, context: Context) -> list[Evidence]:
    """Return what full forms elsewhere in the document say."""
    found: list[Evidence] = []
    for i, full in enumerate(model.written):
        times = context.document.count(full) if full else 0
        if times:
            value = IN_DOCUMENT if times >= _OFTEN else ONCE_IN_DOCUMENT
            found.append((i, value, f"={full}"))
    return found


def _elsewhere(model: _Model, document: Folded) -> list[Evidence]:
    """Return what was decided for the same abbreviation in other places."""
    if not document.decided:
        return []
    found: list[Evidence] = []
    for i, full in enumerate(model.full):
        held = document.decided.get((model.entry.surface, full))
        if held is not None:
            found.append((i, AS_ELSEWHERE * min(held[0], _MOST_ELSEWHERE), f"@{held[1]}"))
    return found


def _why(best: int, points: Sequence[float], evidence: Sequence[Evidence], document: Folded) -> str:
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
