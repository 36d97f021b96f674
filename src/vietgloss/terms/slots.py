"""Terms with slots in a sentence: where they stand, and their English with what stands in the slots.

A slot takes the whole figure (``5.096``, not ``5``) and the longest name; shorter names are tried where a longer one
takes words of another term. The syntax is that of :mod:`vietgloss.glossary.slots`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.glossary import slots as syntax
from vietgloss.translation.clock import ORDINALS
from vietgloss.translation.names import without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vietgloss.glossary import Term
    from vietgloss.terms.values import Value, Words

_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = ORDINALS[:11]
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MOST_ROMAN = 399
_FIRST_YEAR = 1000


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the Vietnamese."""

    name: str
    kind: syntax.Kind


class Pattern:
    """A term with slots, ready to be looked for.

    Args:
        term: The term; its slots must be right.

    Attributes:
        parts: Its folded words and its slots, in order.
        gaps: What stands between one part and the next, spaces stripped.
        words: All its words.
        lead: Its words before the first slot.
    """

    def __init__(self, term: Term) -> None:
        self.term = term
        kinds = syntax.slots_of(term.source)
        folded = vn.key(term.source)
        found = list(syntax.TOKEN.finditer(folded))
        names = iter(kinds)
        slots = [next(names) if token["slot"] is not None else "" for token in found]
        self.parts = [Slot(n, kinds[n]) if n else token[0] for n, token in zip(slots, found, strict=True)]
        self.gaps = [folded[a.end() : b.start()].strip() for a, b in pairwise(found)]

        self.words = frozenset(part for part in self.parts if isinstance(part, str))
        lead = next((k for k, part in enumerate(self.parts) if isinstance(part, Slot)), len(self.parts))
        self.lead = [part for part in self.parts[:lead] if isinstance(part, str)]

    def at(self, words: Words, at: int) -> Iterator[tuple[int, dict[str, Value]]]:
        """Give the ways in which the term stands at word ``at``: the word behind it, and what its slots hold."""
        return self._rest(words, 0, at)

    def _rest(self, words: Words, k: int, at: int) -> Iterator[tuple[int, dict[str, Value]]]:
        last = k + 1 == len(self.parts)
        for end, held in self._part(words, k, at, last=last):
            if last:
                yield end, held
            elif end < words.length and words.gaps[end - 1] == self.gaps[k]:
                for whole, more in self._rest(words, k + 1, end):
                    yield whole, held | more

    def _part(self, words: Words, k: int, at: int, *, last: bool) -> Iterator[tuple[int, dict[str, Value]]]:
        part = self.parts[k]
        if isinstance(part, str):
            if words.folded[at] == part:
                yield at + 1, {}
            return
        if part.kind == "number":
            found = words.numbers(at, first=not k, last=last)
        elif part.kind == "level":
            found = words.levels(at)
        else:
            found = words.names(at, place=part.kind == "place")
        for end, value in found:
            yield end, {part.name: value}

    def filled(self, values: Mapping[str, Value]) -> Term | None:
        """Return the term with its English for these values; None where the target cannot hold them.

        Names without their marks and ordinals in words count as right too, so they stand under ``also``.
        """
        target = _text(self.term.target, values)
        if target is None:
            return None
        also = _all_forms((self.term.target, *self.term.also), values)
        return replace(
            self.term,
            target=target,
            also=tuple(t for t in also if t != target),
            forbidden=tuple(_all_forms(self.term.forbidden, values)),
            short=_text(self.term.short, values) or "",
        )


def patterns(terms: Iterable[Term]) -> list[Pattern]:
    """Return the patterns of those terms that have slots, the higher layer first; wrong ones are left out."""
    right = [t for t in terms if is_slotted(t)]
    return [Pattern(t) for t in sorted(right, key=lambda t: -t.origin.rank)]


def is_slotted(term: Term) -> bool:
    """Tell whether a term has slots, all of them right: those of no glossary file may be wrong."""
    if "{" not in term.source:
        return False
    wrong = syntax.source_problem(term.source)
    texts = (term.target, *term.also, *term.forbidden, term.short)
    return not (wrong or any(syntax.english_problem(t, term.source) for t in texts))


def _text(text: str, values: Mapping[str, Value]) -> str | None:
    """Return an English text with what its slots hold, or None where a format does not fit."""
    out = []
    at = 0
    for token in syntax.TOKEN.finditer(text):
        if token["slot"] is not None:
            blank = syntax.blank(token["slot"])
            written = _written(values[blank.name], blank.format)
            if written is None:
                return None
            out += [text[at : token.start()], written]
            at = token.end()
    return "".join([*out, text[at:]]).replace("Ho Chi Minh Municipal ", "Ho Chi Minh City ")  # it is always a city's


def _all_forms(texts: Iterable[str], values: Mapping[str, Value]) -> list[str]:
    """Return English texts with what their slots hold, in all ways to write it, each once."""
    found = [
        text for form in (_text, _otherwise, _in_words, _bare) for text in (form(t, values) for t in texts) if text
    ]
    return list(dict.fromkeys(found))


def _written(value: Value, form: str) -> str | None:
    """Return a value in a format of :data:`vietgloss.glossary.slots.FORMATS`, or None if it has none such."""
    if value.unit:
        return value.unit if form == syntax.UNIT else value.written
    if form == "ordinal":
        # 2015 without its point is a year; there is no 2015th tenure.
        year = value.number is not None and value.number >= _FIRST_YEAR and value.written.isdecimal()
        return None if not value.number or year else _ordinal(value.number, value.figure)
    if form == "roman":
        return _roman(value.number) if value.number and value.number <= _MOST_ROMAN else None
    if form == "word" and value.number is not None and value.number < len(_CARDINALS):
        return _CARDINALS[value.number]
    return value.written if value.roman and not form else value.figure


def _ordinal(number: int, figure: str) -> str:
    figure = str(number) if figure.isdecimal() else figure
    return figure + ("th" if number % 100 // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _in_words(text: str, values: Mapping[str, Value]) -> str | None:
    """Return the text with its ordinals in words (``third``), or None where there is none such."""
    blanks = [b for b in syntax.blanks_of(text) if b.format == "ordinal"]
    numbers = {b.name: values[b.name].number or 0 for b in blanks}
    small = {name: n for name, n in numbers.items() if 0 < n < len(_ORDINALS)}
    if not small:
        return None
    for name, n in small.items():
        text = text.replace(f"{{{name}:ordinal}}", _ORDINALS[n])
    return _text(text, values)


def _otherwise(text: str, values: Mapping[str, Value]) -> str | None:
    """Return the text with the other adjective of its level (City for Municipal), or None where there is none."""
    others = {n: replace(v, written=v.other) for n, v in values.items() if v.other}
    return _text(text, {**values, **others}) if others else None


def _bare(text: str, values: Mapping[str, Value]) -> str | None:
    """Return the text with its names without marks, as they are often written abroad, or None without names."""
    names = {n: replace(v, written=without_marks(v.written)) for n, v in values.items() if v.name}
    return _text(text, {**values, **names}) if names else None
