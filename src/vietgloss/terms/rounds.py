"""Lines to English with the glossary's terms in it: in rounds, each for the lines that the one before left wanting.

1. Every line goes to the engine, with its terms written in as the mode says; of its likeliest translations the first is
   taken that holds all terms and items.
2. A name that is lost takes the place of what the engine made of it. A line that then still lost a figure or a name, or
   that runs in circles, is tried again clause by clause.
3. Terms that are missed are put in the place of what the engine wrote for them. Where that cannot be, the line is tried
   again: with the English of its terms written in, if the engine has learned that; else by clauses, or without codes.
4. A line that lost an item is set around it, and one that the engine garbles is built around its terms.

What is missed after all that is reported, never passed over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from vietgloss import text as vn
from vietgloss.terms import choose, repair, write
from vietgloss.terms.gender import feminine
from vietgloss.terms.posts import unpromoted
from vietgloss.terms.tidy import balanced, tidy
from vietgloss.terms.unify import unified, with_capitals
from vietgloss.translation import by_hand, cells
from vietgloss.translation.clauses import clauses, fitting, manageable
from vietgloss.translation.lines import finish, verbatim
from vietgloss.translation.pieces import join
from vietgloss.translation.polish import polished
from vietgloss.translation.tokens import Hypothesis, loops, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vietgloss.terms.choose import Candidate
    from vietgloss.terms.write import Form
    from vietgloss.translation.lines import Line
    from vietgloss.translation.tokens import Alignment

    Spans = list[tuple[int, int]]
    Cut = Callable[[str, Callable[[str], int], int], Spans]

MODES = ("inline", "repair", "placeholder", "off")
_FORMS: dict[str, Callable[[Line], Form]] = {"inline": write.inline, "placeholder": write.marked}
_FEWEST_KEPT = 0.6
_MOST_LEFT = 2
_ENDS = (".", "!", "?", "./.")
_STOPS = (*_ENDS, ";")
_ENDING = ".?! "
MOST_TOKENS = 400
"""Longer sentences are not repaired: the engine sees 512 tokens at once, and English may have more of them."""


class Model(Protocol):
    """What rounds need of an engine; :class:`vietgloss.translation.engine.Engine` has it, and a test's stand-in."""

    def count(self, line: str) -> int:
        """Return the number of tokens of a line."""

    def hypotheses(self, lines: Iterable[str]) -> Mapping[str, Sequence[Hypothesis]]:
        """Give translations of each line, likeliest first."""

    def align(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Alignment]:
        """Tell which words of translations stand for which of their sources."""


def translate(
    lines: list[Line], model: Model, limit: int, mode: str = "off", *, rescue: bool = True, copies: bool = False
) -> None:
    """Fill in the English of ``lines``.

    Args:
        lines: Prepared lines, with their terms.
        model: What translates.
        limit: The longest line in tokens that the engine gets in one piece.
        mode: One of :data:`MODES`; ``off`` pays no attention to terms.
        rescue: Whether lines that the engine garbles are built around their terms.
        copies: Whether the engine has learned to copy English that is written into a line.
    """
    for line in lines:
        known = _known(line)
        if known:
            line.target, line.verbatim = finish(line, known), True
        elif line.verbatim:
            line.target = verbatim(line)
    todo = [line for line in lines if not line.verbatim]
    run = _Rounds(model, limit)
    write_in = _FORMS.get(mode, write.bare)
    run.go([(line, write_in(line)) for line in todo], manageable)
    # A name is sooner put in its place than a sentence is said again.
    run.repair(run.nameless(todo), repair.placed)
    run.go([(line, write_in(line)) for line in todo if run.spoilt(line)], clauses)
    run.repair(run.nameless(todo), repair.placed)
    if mode != "off":
        run.repair([line for line in todo if run.best[id(line)].missed])
        wanting = run.wanting(todo)
        for form, cut in _again(mode, copies=copies):
            run.go([(line, form(line)) for line in run.wanting(wanting)], cut)
        run.repair([line for line in wanting if run.best[id(line)].missed])
    for line in todo:
        done = run.best[id(line)]
        line.target, line.missed, line.mended = done.text, [*done.missed], [*done.mended]
        # Setting a sentence by hand for the sake of a given name would cost more than it is worth; the checks tell it.
        line.lost = [item for item in done.lost if item.kind != "given"]
        line.built = rescue and _garbled(line)
    stubborn = [line for line in todo if line.lost or line.built]
    if stubborn:
        _set_by_hand(stubborn, run, mended=mode != "off")
    for line in todo:
        if mode != "off" and line.anchors:
            line.target = _tidied(line)
        whole = balanced(line.target, line.text)
        line.target = finish(line, _polished(line, whole))


def _polished(line: Line, text: str) -> str:
    """Return the English of a line in order; a change by which a term or an item is lost is not made."""
    form, running = write.bare(line), line.end in _STOPS
    after = polished(text, line.text, line.items, running=running)
    if _unless_lost(form, text, after) == after:
        return after
    return polished(
        text,
        line.text,
        line.items,
        running=running,
        keeps=lambda before, now: choose.judged(form, now).cost <= choose.judged(form, before).cost,
    )


def _set_by_hand(lines: list[Line], run: _Rounds, *, mended: bool) -> None:
    """Set lines around what they lost; one left in Vietnamese for a name keeps what the engine said."""
    said = [(line.target, line.missed, line.mended) for line in lines]
    by_hand.set_in_place(lines, run.first, run.clauses)
    run.set_again(lines, mended=mended)
    for line, (target, missed, nearly) in zip(lines, said, strict=True):
        # A name that is reported as lost is better than words that nobody can read; a figure is set all the same.
        named = {item.kind for item in line.lost} <= repair.COPIED
        if (
            named
            and any(map(str.isalpha, target))
            and (_foreign(line.target) > _foreign(target) + _MOST_LEFT or _quotes(line.target) > _quotes(line.text))
        ):
            line.target, line.missed, line.mended = target, missed, nearly
            line.lost, line.built = [], False


def _again(mode: str, *, copies: bool) -> list[tuple[Callable[[Line], Form], Cut]]:
    """Return the ways in which lines are tried again whose terms could not be put in: how written, and how cut."""
    if mode == "repair" and copies:
        return [(write.inline, clauses)]
    # What is left out of a long sentence is left out less often of its clauses.
    return [(write.bare, fitting)] if mode == "placeholder" else [(_FORMS.get(mode, write.bare), clauses)]


def is_settled(line: Line) -> bool:
    """Tell whether a line needs no engine: it has no words, or is known as a whole, as a term or a column's head."""
    return line.verbatim or bool(_known(line))


def _mark(line: Line) -> str:
    """Return the mark that ends a sentence for the engine: without one it takes a sentence for a headline."""
    return line.end[0] if line.end in _ENDS and not line.capitals else ""


def _unended(found: Sequence[Hypothesis], mark: str) -> list[Hypothesis]:
    """Return translations without the mark that ends them, if one was asked for; the line's own is put there."""
    return [_without_end(h) for h in found] if mark else list(found)


def _without_end(found: Hypothesis) -> Hypothesis:
    text = found.text.rstrip(_ENDING)
    return Hypothesis(text, lambda: found.alignment().moved(found.text, text))


def _foreign(english: str) -> int:
    """Return how many words of English are Vietnamese and no names."""
    said = vn.lower(english) if english.isupper() else english
    return sum(1 for word in vn.WORD.findall(said) if word.islower() and vn.has_marks(word) and vn.is_syllable(word))


def _quotes(text: str) -> int:
    """Return how many quotation marks a text has."""
    return sum(map(text.count, '"“”'))


def _known(line: Line) -> str | None:
    for start, end, english, _ in line.terms[:1]:
        if (start, end) == (0, len(line.text)):
            return english  # a term that stands alone in a cell or a heading needs no guess
    return cells.whole(line.text)


def _tidied(line: Line) -> str:
    """Return the English of a line with one name for one thing and no doubled words, if nothing goes with them."""
    form = write.bare(line)
    text = _unless_lost(form, line.target, with_capitals(form.items, unified(form.items, line.target)))
    text = _unless_lost(form, text, unpromoted(text, line.text, line.anchors))
    people = [item.target for item in form.items if item.kind == "name"]
    text = _unless_lost(form, text, feminine(text, people))
    running = True if line.end in _STOPS else None
    return _unless_lost(form, text, tidy(text, [a.target for a in line.anchors], running=running))


def _unless_lost(form: Form, before: str, after: str) -> str:
    """Return ``after``, but ``before`` if an item or a term was lost on the way."""
    if after == before or choose.judged(form, after).cost > choose.judged(form, before).cost:
        return before
    return after


def _garbled(line: Line) -> bool:
    """Tell whether a line is to be built around its terms: its sentence lost many of them, or runs in circles."""
    if not line.anchors:
        return False
    kept = 1 - len(line.missed) / len(line.anchors)
    return bool(line.lost) or kept < _FEWEST_KEPT or (loops(line.target) and not loops(line.text))


def _together(parts: Sequence[tuple[int, Hypothesis | None]]) -> Hypothesis | None:
    """Return what the engine said of the parts of a line as one; None if one of them is not known.

    Args:
        parts: Where each part begins in the line, and the answer to it.
    """
    said = [(at, h) for at, h in parts if h is not None]
    if len(said) < len(parts):
        return None
    return Hypothesis(
        " ".join(h.text for _, h in said), lambda: together([(at, h.text, h.alignment()) for at, h in said])
    )


def _of_the_line(said: Hypothesis, form: Form) -> Hypothesis:
    """Return an answer to a line with English written in as one to the line itself."""
    return Hypothesis(said.text, lambda: said.alignment().from_source(form.origin))


class _Rounds:
    """The best translation of each line so far."""

    def __init__(self, model: Model, limit: int) -> None:
        self.model, self.limit = model, limit
        self.best: dict[int, Candidate] = {}

    def first(self, lines: Iterable[str]) -> dict[str, str]:
        """Return the likeliest translation of each line."""
        wanted = list(lines)
        found = self.model.hypotheses(wanted)
        return {line: found[line][0].text if found[line] else "" for line in wanted}

    def spoilt(self, line: Line) -> bool:
        """Tell whether a line's translation so far runs in circles or has lost an item."""
        return any(self.best[id(line)].cost[:2])

    def nameless(self, lines: Iterable[Line]) -> list[Line]:
        """Return those lines whose translation so far lost a name."""
        return [line for line in lines if any(i.kind in repair.COPIED for i in self.best[id(line)].lost)]

    def wanting(self, lines: Iterable[Line]) -> list[Line]:
        """Return those lines whose translation so far misses a term that is more than a common word."""
        return [line for line in lines if any(map(write.is_specific, self.best[id(line)].missed))]

    def clauses(self, text: str, start: int, end: int) -> Spans:
        """Return the clauses of ``text[start:end]``."""
        return clauses(text, self.model.count, self.limit, start, end)

    def go(self, lines: list[tuple[Line, Form]], cut: Cut) -> None:
        """Translate lines, cut into parts; what is better than what was there before stays."""
        parts = [
            [
                (a, b, form.part(a, b), _mark(line) if b == len(form.text) else "")
                for a, b in cut(form.uncut(), self.model.count, self.limit)
            ]
            for line, form in lines
        ]
        found = self.model.hypotheses(p.text + mark for line_parts in parts for _, _, p, mark in line_parts)
        for (line, form), line_parts in zip(lines, parts, strict=True):
            chosen = [choose.best(p, _unended(found[p.text + mark], mark)) for _, _, p, mark in line_parts]
            if [(a, b) for a, b, _, _ in line_parts] == [(0, len(form.text))]:
                candidate = chosen[0]  # judged as a whole already
            else:
                pieces = [(p.text, c.text) for (_, _, p, _), c in zip(line_parts, chosen, strict=True)]
                candidate = choose.judged(form, pieces[0][1] if len(pieces) == 1 else join(pieces))
                candidate = replace(
                    candidate,
                    mended=sum((c.mended for c in chosen), ()) + candidate.mended,
                    said=_together([(a, c.said) for (a, _, _, _), c in zip(line_parts, chosen, strict=True)]),
                )
            if form.written and candidate.said:
                candidate = replace(candidate, said=_of_the_line(candidate.said, form))
            before = self.best.get(id(line))
            if before is None or candidate.cost < before.cost:
                self.best[id(line)] = candidate

    def repair(self, lines: list[Line], mended: Callable[..., str | None] = repair.repaired) -> None:
        """Put missed terms, or lost names, in the place of what the engine wrote for them."""
        lines = [line for line in lines if self._short(line.text, self.best[id(line)].text)]
        forms = [write.bare(line) for line in lines]
        held = [choose.judged(form, self.best[id(line)].text) for form, line in zip(forms, lines, strict=True)]
        alignments = self._alignments(lines, held)
        for line, form, candidate, alignment in zip(lines, forms, held, alignments, strict=True):
            text = mended(form, candidate, alignment)
            if text is None:
                continue
            better = choose.judged(form, text)
            before = self.best[id(line)]
            # What the engine said of the rest still holds, should another term be missed.
            better = replace(better, mended=before.mended + better.mended, said=before.said)
            if better.cost < candidate.cost:
                self.best[id(line)] = better

    def _alignments(self, lines: list[Line], held: list[Candidate]) -> list[Alignment]:
        """Tell for each line which of its translation's words stand for which of its own.

        The search tells it along with its answer; only a translation made of several answers is gone through again.
        """
        said = [self.best[id(line)].said for line in lines]
        asked = [(line.text, c.text) for line, c, h in zip(lines, held, said, strict=True) if h is None]
        forced = iter(self.model.align(asked))
        return [
            next(forced) if h is None else h.alignment().moved(h.text, c.text) for c, h in zip(held, said, strict=True)
        ]

    def set_again(self, lines: list[Line], *, mended: bool) -> None:
        """Look again at lines that were set by hand: which terms they miss, and put those in if asked to."""
        for line in lines:
            self.best[id(line)] = choose.judged(write.bare(line), line.target)
        if mended:
            self.repair([line for line in lines if self.best[id(line)].missed])
        for line in lines:
            done = self.best[id(line)]
            line.target, line.missed, line.mended = done.text, [*done.missed], [*done.mended]

    def _short(self, *texts: str) -> bool:
        """Tell whether texts are short enough for the engine to look at them in one piece."""
        return all(self.model.count(text) <= MOST_TOKENS for text in texts)
