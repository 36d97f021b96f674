"""Compounds of known parts: ``NQĐH`` is ``NQ`` and ``ĐH``, ``BTVTU`` is ``BTV`` and ``TU``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.expansion import sense as senses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vietgloss.expansion.context import Context
    from vietgloss.glossary import Abbreviation, Sense

_SHORTEST_PART = 2
_SHORTEST = 4
_LONGEST = 14
_MOST_PARTS = 3
_TWO = 2
_LONG_PART = 3


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound taken apart: its parts as spelled, the sense chosen for each, and how sure."""

    parts: tuple[str, ...]
    senses: tuple[Sense, ...]
    confidence: float

    @property
    def expansion(self) -> str:
        """The full forms of the parts in a row."""
        return " ".join(s.expansion for s in self.senses)


def find(word: str, entries: Mapping[str, Abbreviation], context: Context) -> Compound | None:
    """Take ``word`` apart into the fewest known parts, or return None.

    Of several ways with the same number of parts the one with the surest senses is taken.
    """
    if not _SHORTEST <= len(word) <= _LONGEST:
        return None
    for count in range(2, _MOST_PARTS + 1):
        ways = [w for w in _ways(word, count, entries) if not any(entries[p].keep for p in w)]
        decided = [c for c in (_decide(way, entries, context) for way in ways) if c is not None and _is_likely(c)]
        if decided:
            return max(decided, key=lambda c: (c.confidence, len(c.parts[0])))
    return None


def _is_likely(made: Compound) -> bool:
    """Tell whether parts belong together: long ones, or one is a body's name: ``NQĐH``, ``BTVTU``, ``UBNDTP``.

    Two letters and two letters are too often the name of a firm.
    """
    shortest, longest = min(map(len, made.parts)), max(map(len, made.parts))
    if shortest >= _LONG_PART:
        return True
    first, last = made.senses[0].expansion[0].isupper(), made.senses[-1].expansion[0].isupper()
    if longest < _LONG_PART:
        return last and len(made.parts) == _TWO
    return first or last


def possible(word: str, entries: Mapping[str, Abbreviation]) -> bool:
    """Tell whether ``word`` is made of known parts, so that more context may help to choose their senses."""
    lengths = _SHORTEST <= len(word) <= _LONGEST
    return lengths and any(_ways(word, count, entries) for count in range(2, _MOST_PARTS + 1))


def _ways(word: str, count: int, entries: Mapping[str, Abbreviation]) -> list[tuple[str, ...]]:
    if count == 1:
        return [(word,)] if len(word) >= _SHORTEST_PART and word in entries else []
    ways = []
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART * (count - 1) + 1):
        if word[:cut] in entries:
            ways += [(word[:cut], *rest) for rest in _ways(word[cut:], count - 1, entries)]
    return ways


def _decide(parts: tuple[str, ...], entries: Mapping[str, Abbreviation], context: Context) -> Compound | None:
    """Choose each part's sense with its neighbours' full forms beside it; None if one cannot be told."""
    chosen: list[Sense] = []
    confidence = 0.9
    for i, part in enumerate(parts):
        following = entries[parts[i + 1]].senses[0].expansion if i + 1 < len(parts) else ""
        before = chosen[-1].expansion if chosen else ""
        choice = senses.choose(entries[part], context.beside(before, following))
        if choice.sense is None or choice.sense.keep:
            return None
        if entries[part].ambiguous and choice.confidence <= senses.BY_DEFAULT:
            return None  # a guess on a guess is no explanation
        chosen.append(choice.sense)
        confidence = min(confidence, choice.confidence)
    return Compound(parts, tuple(chosen), round(confidence * 0.95, 3))
