"""The text as it has become when what was decided is written out: what is still open is looked at in it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion.context import Context, Folded, Nearby, folded
from vietgloss.expansion.result import apply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vietgloss.expansion.result import Edit
    from vietgloss.glossary import Abbreviation


class Later:
    """A stretch of text with edits made.

    Args:
        source: The stretch as it was, NFC.
        made: The edits, in order, without overlaps.
        known: The abbreviations in force.
        line: The number of its first line.
    """

    def __init__(self, source: str, made: list[Edit], known: Mapping[str, Abbreviation], line: int) -> None:
        self._plain = vn.plain(apply(source, made))
        self._document = Folded(self._plain, known, line)
        self._nearby = Nearby(self._plain, known, line)
        for edit in made:
            entry = known.get(vn.plain(edit.surface)) if edit.kind == "abbreviation" else None
            if entry is not None and entry.ambiguous:
                key = entry.surface, folded(edit.expansion)
                times, first = self._document.decided.get(key, (0, 0))
                first = first or line + source.count("\n", 0, edit.start)
                self._document.decided[key] = times + 1, first
        self._ends = [e.end for e in made]
        self._shifts = [0, *accumulate(len(e.expansion) - len(e.surface) for e in made)]

    def around(self, start: int, end: int) -> Context:
        """Return the context of a place that no edit has touched; offsets are those of the stretch as it was."""
        return self._context(start, end, self._document)

    def nearby(self, start: int, end: int) -> Context:
        """Return the same, in which full forms elsewhere do not count."""
        return self._context(start, end, self._nearby)

    def _context(self, start: int, end: int, document: Folded) -> Context:
        shift = self._shifts[bisect_right(self._ends, start)]
        return Context.around(self._plain, start + shift, end + shift, document)
