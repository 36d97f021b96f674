"""A page of HTML taken apart, and how it is written again: every character outside what is translated stays."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.documents.formats.html_place import written
from vietgloss.documents.model import content_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.documents.formats.html_run import Passage
    from vietgloss.documents.model import Content, Target

Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart.

    Args:
        source: All of it.
        passages: What is to be translated, in order; the value of an attribute may stand inside another passage.
        edits: What else is to be changed: spans of the source, and what takes their place.
        notes: What to tell the user about it, a line each.
    """

    source: str
    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()

    def written(self, targets: Sequence[Target]) -> str:
        """Give the page with the English of its passages.

        Args:
            targets: The English of each passage, in order.
        """
        plain = _Patched(self.source, [])
        inner = list(self.edits)
        outer: list[tuple[Passage, Target]] = []
        for passage, target in zip(self.passages, targets, strict=True):
            if passage.quote is None:
                outer.append((passage, target))
            else:
                inner.append((passage.start, passage.end, written(passage, target, plain.raw)))
        patched = _Patched(self.source, sorted(inner))
        parts: list[str] = []
        at = 0
        for passage, target in outer:
            parts += (patched.raw(at, passage.start), written(passage, target, patched.raw))
            at = passage.end
        parts.append(patched.raw(at, len(self.source)))
        return "".join(parts)

    def content(self) -> Content:
        """Give the page as the content of a file in UTF-8."""
        return content_of(
            [(p.text, p.kind) for p in self.passages],
            lambda targets: self.written(targets).encode(),
            inlines=[p.inlines for p in self.passages],
            notes=self.notes,
        )


class _Patched:
    """A text with small edits made in whatever piece of it is asked for."""

    def __init__(self, source: str, edits: list[Edit]) -> None:
        self.source, self.edits = source, edits
        self.starts = [start for start, _, _ in edits]

    def raw(self, start: int, end: int) -> str:
        number = bisect_left(self.starts, start)
        parts: list[str] = []
        while number < len(self.edits) and self.edits[number][1] <= end:
            first, last, new = self.edits[number]
            parts += (self.source[start:first], new)
            start = last
            number += 1
        parts.append(self.source[start:end])
        return "".join(parts)
