"""Takes the inline markup off a Markdown paragraph, so that a translator sees words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.documents.inline import Atom, Inline, Wrap, parse
from vietgloss.documents.marks import Mark, Occurrences, Place, Segment
from vietgloss.documents.restore import restore_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mark", "restore_markup", "strip_markup"]


def strip_markup(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Takes the markup off a paragraph.

    Args:
        text: The source of one block.

    Returns:
        The plain text, the same string if there is no markup, and the marks for :func:`restore_markup`.
    """
    found = parse(text)
    cut = _cut(text, found)
    # An icon in a sentence has no words to translate, and a link around it none either: both are kept.
    icons = [wrap for wrap in found.wraps if wrap.kind == "image" and cut.place(*cut.inner(wrap)) != "whole"]
    if icons:
        found = _kept(found, icons)
        cut = _cut(text, found)
    blank = [wrap for wrap in found.wraps if not cut.text[slice(*cut.inner(wrap))].strip()]
    if blank:
        found = _kept(found, blank)
        cut = _cut(text, found)
    marks = sorted(_marks(text, found, cut), key=lambda item: item[0])
    return cut.text, tuple(mark for _, mark in marks)


@dataclass(slots=True)
class _Cut:
    """The plain text while it is made."""

    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    first: int = 0  # of the letters and digits
    last: int = 0  # their end

    def at(self, source: int) -> int:
        """The plain offset of a source offset; of markup, that of what follows."""
        number = bisect_right(self.segments, source, key=lambda segment: segment.start) - 1
        if number < 0:
            return 0
        segment = self.segments[number]
        if segment.is_literal:
            return segment.plain + min(source, segment.end) - segment.start
        if source == segment.start:
            return segment.plain
        return self.segments[number + 1].plain if number + 1 < len(self.segments) else len(self.text)

    def inner(self, wrap: Wrap) -> tuple[int, int]:
        """The plain span of what markup wraps."""
        return self.at(wrap.opening[1]), self.at(wrap.closing[0])

    def place(self, start: int, end: int) -> Place:
        """Where a plain span stands in the text."""
        if start <= self.first and end >= self.last:
            return "whole"
        if end <= self.first or start <= self.first:
            return "start"
        return "end" if end >= self.last else "inside"


def _cut(text: str, found: Inline) -> _Cut:
    cuts = [(span, "") for wrap in found.wraps for span in (wrap.opening, wrap.closing)]
    cuts += [_without(text, atom) for atom in found.atoms]
    cuts += [(escape.span, escape.char) for escape in found.escapes]
    cut = _Cut()
    parts: list[str] = []
    at = length = 0
    for (start, end), new in [*sorted(cuts), ((len(text), len(text)), "")]:
        if at < start:
            cut.segments.append(Segment(length, at, start))
            parts.append(text[at:start])
            length += start - at
        if new:
            cut.segments.append(Segment(length, start, end, is_literal=False))
            parts.append(new)
            length += len(new)
        at = max(at, end)
    cut.text = "".join(parts)
    words = [number for number, char in enumerate(cut.text) if char.isalnum()]
    inked = words or [number for number, char in enumerate(cut.text) if not char.isspace()]
    cut.first, cut.last = (inked[0], inked[-1] + 1) if inked else (0, 0)
    return cut


def _without(text: str, atom: Atom) -> tuple[tuple[int, int], str]:
    """What to cut for an atom, and what to leave in its place: words stay one space apart."""
    start, end = atom.span
    before, after = text[start - 1 : start], text[end : end + 1]
    if after in {" ", "\t"} and (not before or before.isspace()):
        return (start, end + 1), ""
    is_break = text[start : start + 3].lower() == "<br"
    return (start, end), " " if is_break and before.isalnum() and after.isalnum() else ""


def _kept(found: Inline, wraps: list[Wrap]) -> Inline:
    """The same markup with some of it made atoms, along with all that stands inside."""
    wholes: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(
        ((wrap.opening[0], wrap.closing[1], wrap.kind) for wrap in wraps),
        key=lambda item: (item[0], -item[1]),
    ):
        if not wholes or start >= wholes[-1][1]:
            wholes.append((start, end, kind))
    starts = [start for start, _, _ in wholes]

    def is_inside(at: int) -> bool:
        number = bisect_right(starts, at) - 1
        return number >= 0 and at < wholes[number][1]

    kept = Inline()
    kept.atoms.extend(Atom((start, end), kind) for start, end, kind in wholes)
    kept.atoms.extend(atom for atom in found.atoms if not is_inside(atom.span[0]))
    kept.escapes.extend(escape for escape in found.escapes if not is_inside(escape.span[0]))
    for wrap in found.wraps:
        outside = [span for span in (wrap.opening, wrap.closing) if not is_inside(span[0])]
        if len(outside) == 1:  # two tags, one of them in an image's text
            kept.atoms.append(Atom(outside[0]))
        elif outside:
            kept.wraps.append(wrap)
    return kept


def _marks(text: str, found: Inline, cut: _Cut) -> Iterator[tuple[tuple[int, int, int], Mark]]:
    """Makes the marks, each with its sort key: outer before inner."""
    places = Occurrences(cut.text)
    for wrap in found.wraps:
        start, end = cut.inner(wrap)
        inner = cut.text[start:end]
        # What is wrapped may have white space at its ends (code, tags): it is no part of what is looked for.
        place = cut.place(start, end)
        yield (
            (start, -end, wrap.opening[0]),
            Mark(
                wrap.kind,
                start,
                end,
                inner,
                text[slice(*wrap.opening)],
                text[slice(*wrap.closing)],
                wrap.destination,
                place,
                cut.text[:start] if place == "whole" else "",
                cut.text[end:] if place == "whole" else cut.text[end : end + 1],
                bisect_left(places.of(inner), start),
                wrap.is_decoration,
            ),
        )
    for atom in found.atoms:
        at, place = cut.at(atom.span[0]), cut.place(cut.at(atom.span[0]), cut.at(atom.span[0]))
        start, end = atom.span
        if place == "start" and text[end : end + 1].isspace():
            end += 1
        elif place == "end" and text[start - 1 : start].isspace():
            start -= 1
        yield (at, -at, start), Mark(atom.kind, at, at, "", text[start:end], place=place, is_decoration=False)
    counts: dict[str, tuple[int, int]] = {}
    for escape in sorted(found.escapes, key=lambda item: item.span):
        at, char = cut.at(escape.span[0]), escape.char
        seen, upto = counts.get(char, (0, 0))
        nth = seen + cut.text.count(char, upto, at)
        counts[char] = (nth, at)
        source = text[slice(*escape.span)]
        yield (at, -at - 1, escape.span[0]), Mark("escape", at, at + len(char), char, source, nth=nth)
