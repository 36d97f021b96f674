"""Writes the English of a stretch of runs, with its inlines where they stand now.

Each inline stays in the one that it was in, whatever the offsets say: a link in a link, or the mark of a footnote that
slips into one, would be another structure.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from vietgloss.documents.formats.runs import Atom, Segment, Style, Text, Wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vietgloss.documents.formats.runs import Item, Node, Sink
    from vietgloss.documents.model import Target

_Spans = dict[int, tuple[int, int]]
_Placed = list[tuple["Item", int, int]]


def weave(nodes: Sequence[Node], targets: Mapping[int, Target], sink: Sink) -> None:
    """Writes the content of a paragraph, or of something in it.

    Args:
        nodes: What :func:`vietgloss.documents.formats.runs.cut` gave.
        targets: The English by the ``id`` of the segment.
        sink: Where to.
    """
    for node in nodes:
        if isinstance(node, Text):
            sink.text(node.text, node.style)
        elif isinstance(node, Atom):
            for part in node.parts:
                sink.part(part)
        elif isinstance(node, Segment):
            _segment(node, targets[id(node)], sink)
        else:
            for part in node.opening:
                sink.part(part)
            weave(node.children, targets, sink.inside(node))
            for part in node.closing:
                sink.part(part)


def _segment(segment: Segment, target: Target, sink: Sink) -> None:
    spans = {i.id: (i.start, i.end) for i in target.inlines}
    _Weaving(target.text, spans).level(segment.items, 0, len(target.text), segment.ground, sink)


class _Weaving:
    def __init__(self, text: str, spans: _Spans) -> None:
        self._text = text
        self._spans = spans
        self._order = {number: at for at, number in enumerate(spans)}

    def level(self, items: Sequence[Item], start: int, end: int, ground: Style | None, sink: Sink) -> None:
        """Writes ``text[start:end]`` with the inlines of one level."""
        placed = self._place(items, start, end, gaps=ground is None)
        at = start
        strip = wrote = False
        for item, first, last in placed:
            breaks = isinstance(item.what, Atom) and (item.what.breaks or item.what.hard)
            wrote |= self._plain(at, first, ground, sink, left=strip, right=breaks)
            strip = breaks
            self._item(item, first, last, ground, sink)
            at = last
        wrote |= self._plain(at, end, ground, sink, left=strip)
        if not wrote and ground is not None:
            sink.text("", ground)

    def _plain(
        self, start: int, end: int, style: Style | None, sink: Sink, *, left: bool = False, right: bool = False
    ) -> bool:
        text = self._text[start:end]
        text = text.lstrip() if left else text
        text = text.rstrip() if right else text
        if text:
            sink.text(text, style)
        return bool(text)

    def _item(self, item: Item, start: int, end: int, ground: Style | None, sink: Sink) -> None:
        what = item.what
        if isinstance(what, Style):
            self.level(item.children, start, end, what, sink)
        elif isinstance(what, Wrap):
            for part in what.opening:
                sink.part(part)
            self.level(item.children, start, end, item.ground, sink.inside(what))
            for part in what.closing:
                sink.part(part)
        else:
            if item.spaced and start and not self._text[start - 1].isspace():
                sink.text(" ", ground)
            for part in what.parts:
                sink.part(part)
            if item.spaced and self._text[start : start + 1].isalnum():
                sink.text(" ", ground)

    def _place(self, items: Sequence[Item], low: int, high: int, *, gaps: bool) -> _Placed:
        """Where the inlines of a level stand: in order, within bounds, none in another."""
        known = sorted(items, key=lambda item: self._order.get(item.id, item.id))
        wide: _Placed = []
        alone: list[tuple[Item, int]] = []
        for item in known:
            start, end = self._spans.get(item.id, (high, high))
            start = min(max(start, low), high)
            end = min(max(end, start), high)
            if isinstance(item.what, Atom):
                alone.append((item, start))
                continue
            # A space at the end of a link or of a field's result stands outside: Word makes such a result anew.
            words = self._text[start:end].strip()
            if words:
                start += self._text[start:end].index(words)
                end = start + len(words)
            wide.append((item, start, end))
        apart = _apart(sorted(_in_order(wide), key=lambda entry: entry[1:]))
        if gaps:
            apart = _stretched(apart, low, high)
        return _with_atoms(apart, alone)


def _is_ordered(item: Item) -> bool:
    """Whether it is, or holds, an end of something that has its other end elsewhere."""
    own = isinstance(item.what, Atom) and item.what.ordered
    return own or any(_is_ordered(child) for child in item.children)


def _in_order(wide: _Placed) -> _Placed:
    """Gives those that must stay in order the places of all of them, in the order that they had."""
    ordered = sorted((item for item, _, _ in wide if _is_ordered(item)), key=lambda item: item.id)
    places = sorted((start, end) for item, start, end in wide if _is_ordered(item))
    kept = [(item, *place) for item, place in zip(ordered, places, strict=True)]
    return [entry for entry in wide if not _is_ordered(entry[0])] + kept


def _apart(wide: _Placed) -> _Placed:
    """Cuts off where one reaches over the next."""
    result: _Placed = []
    for item, start, end in wide:
        begin = start
        if result and start < result[-1][2]:
            other, first, last = result[-1]
            if start > first:
                result[-1] = (other, first, start)
            else:
                begin = min(last, end)
        result.append((item, begin, max(begin, end)))
    return result


def _stretched(wide: _Placed, low: int, high: int) -> _Placed:
    """Where no text stands outside of links and the like, none shall: each takes what follows, the first all before."""
    starts = [low, *(start for _, start, _ in wide[1:]), high]
    return [(item, starts[at], starts[at + 1]) for at, (item, _, _) in enumerate(wide)]


def _with_atoms(wide: _Placed, alone: Sequence[tuple[Item, int]]) -> _Placed:
    """Puts what stands alone between the others; what would stand in one of them comes after it."""
    starts = [start for _, start, _ in wide]
    placed: list[tuple[int, int, int, int, tuple[Item, int, int]]] = []
    for (item, at), floor, limit in _bounds(wide, alone):
        # Those before have begun earlier; of them only the last can reach over this place.
        before = max(bisect_left(starts, min(at, starts[limit]) if limit < len(starts) else at), floor)
        place = max(at if limit >= len(starts) else min(at, starts[limit]), wide[before - 1][2] if before else 0)
        placed.append((before, 0, place, item.id, (item, place, place)))
    placed += [(index, 1, 0, 0, entry) for index, entry in enumerate(wide)]
    return [entry[-1] for entry in sorted(placed, key=lambda entry: entry[:-1])]


def _bounds(wide: _Placed, alone: Sequence[tuple[Item, int]]) -> Iterator[tuple[tuple[Item, int], int, int]]:
    """For each that stands alone: where to, and how many of the wide ones must, and how many may come before it."""
    ordered = sorted((item for item, _ in alone if _is_ordered(item)), key=lambda item: item.id)
    places = sorted(at for item, at in alone if _is_ordered(item))
    held = [(item.id, index) for index, (item, _, _) in enumerate(wide) if _is_ordered(item)]
    for item, at in zip(ordered, places, strict=True):
        floor = max((index + 1 for number, index in held if number < item.id), default=0)
        limit = min((index for number, index in held if number > item.id), default=len(wide))
        yield (item, at), floor, limit
    for item, at in alone:
        if not _is_ordered(item):
            yield (item, at), 0, len(wide)
