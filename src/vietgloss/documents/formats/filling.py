"""The English put into the slots of planned nodes, with the markup where it stands now; and nodes written as XML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vietgloss.documents.formats.mixed import Mark, Slot
from vietgloss.documents.formats.xmlspans import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vietgloss.documents.formats.mixed import Node
    from vietgloss.documents.model import Inline, Target

# No space goes between these and what stands alone behind them.
_OPENING = frozenset("([{“‘«\"'/-")


def filled(nodes: Iterable[Node], targets: Iterator[Target]) -> list[Node]:
    """Planned nodes with the English in the place of the slots.

    Args:
        nodes: The nodes.
        targets: Gives one target for each slot, in order.
    """
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Slot):
            target = next(targets)
            out += node.nodes if node.unchanged(target) else _Filling(node, target).nodes()
        elif isinstance(node, Mark) and node.children is not None:
            out.append(replace(node, children=filled(node.children, targets)))
        else:
            out.append(node)
    return out


class _Open(NamedTuple):
    """A mark that covers what comes now: where it ends, its number, and what is in it."""

    end: int
    number: int
    nodes: list[Node]


class _Filling:
    """Makes the nodes for the English of a slot, from its beginning to its end."""

    def __init__(self, slot: Slot, target: Target) -> None:
        self._slot, self._text = slot, target.text
        self._inlines = _in_order(slot, target.inlines)
        self._dropped = _dropped(slot, self._inlines, target.text)
        self._at = 0
        self._open = [_Open(len(target.text), -1, [])]

    def nodes(self) -> list[Node]:
        for inline in self._inlines:
            while len(self._open) > 1 and not _stays(self._open[-1], inline, self._slot.parents):
                self._close()
            self._add(inline.start)
            mark = self._slot.marks[inline.id]
            if mark.children is None:
                self._alone(mark, wide=inline.id in self._slot.wide)
            else:
                top = self._open[-1]
                inside: list[Node] = []
                top.nodes.append(replace(mark, children=inside))
                self._open.append(_Open(min(inline.end, top.end), inline.id, inside))
        while len(self._open) > 1:
            self._close()
        self._add(len(self._text))
        return self._open[0].nodes

    def _close(self) -> None:
        self._add(self._open[-1].end)
        self._open.pop()

    def _add(self, end: int) -> None:
        text = self._text[self._at : end]
        if self._dropped:
            text = "".join(c for k, c in enumerate(text, self._at) if k not in self._dropped)
        if text:
            self._open[-1].nodes.append(text)
        self._at = max(self._at, end)

    def _alone(self, mark: Mark, *, wide: bool) -> None:
        """Adds a mark that stands alone; a wide one had a space on both sides, and words do not run into it."""
        nodes, before, behind = self._open[-1].nodes, self._text[: self._at][-1:], self._text[self._at :][:1]
        if wide and before and not (before.isspace() or before in _OPENING):
            nodes.append(" ")
        nodes.append(mark)
        if wide and behind.isalnum():
            nodes.append(" ")


def _stays(top: _Open, inline: Inline, parents: Sequence[int]) -> bool:
    """Whether a mark is inside the one that is open; at its very end only if it was there before."""
    if inline.start != top.end or inline.end != top.end:
        return inline.start < top.end
    parent = parents[inline.id]
    while parent not in {top.number, -1}:
        parent = parents[parent]
    return parent == top.number


def _in_order(slot: Slot, inlines: Sequence[Inline]) -> list[Inline]:
    """The inlines with the marks that must keep their order back in it, each at the place of another."""
    ordered = iter(sorted(i.id for i in inlines if slot.marks[i.id].ordered))
    return [replace(i, id=next(ordered)) if slot.marks[i.id].ordered else i for i in inlines]


def _dropped(slot: Slot, inlines: Sequence[Inline], text: str) -> set[int]:
    """Which spaces to leave out, since a mark stands for each."""
    dropped: set[int] = set()
    for inline in inlines:
        if inline.id in slot.spaced:
            at = inline.start
            beside = (k for k in (at, at - 1) if 0 <= k < len(text) and text[k] == " " and k not in dropped)
            dropped.update(list(beside)[:1])
    return dropped


def written(nodes: Iterable[Node], alone: Callable[[Mark], str] = lambda mark: mark.open) -> str:
    """Nodes as XML.

    Args:
        nodes: Nodes without slots.
        alone: How a mark that stands alone is written.
    """
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(escaped(node))
        elif isinstance(node, Mark):
            inner = alone(node) if node.children is None else node.open + written(node.children, alone) + node.close
            parts.append(inner)
    return "".join(parts)
