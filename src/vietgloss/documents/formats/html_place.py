"""Writes a translated paragraph of HTML: its English with the inline markup where it belongs now.

Whatever places it is given, each element keeps its parent, so the structure of the page stays: what would leave its
parent is held inside, siblings that overlap are cut back, and unpaired tags keep their order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.documents.formats.html_run import Node, Passage
    from vietgloss.documents.model import Target

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_RUNNING = re.compile("[&<>]")
_VALUE = re.compile("[&<>\"']")
# What XML may not hold, whatever it is written as; HTML has no use for it either.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_SPACE_BEFORE = ".,;:!?)]}%\u201d\u2019\u2026"


def escaped(text: str, *, value: bool = False) -> str:
    """The text as it stands in HTML.

    Args:
        text: The text.
        value: Whether it is the value of an attribute.
    """
    return (_VALUE if value else _RUNNING).sub(lambda m: _ESCAPES[m[0]], _CONTROL.sub("", text))


def written(passage: Passage, target: Target, raw: Callable[[int, int], str]) -> str:
    """What takes the place of a passage.

    Args:
        passage: The passage.
        target: Its English.
        raw: Gives a piece of the source, with the attributes in it translated.

    Returns:
        The English as HTML; the source as it was where the target says the same as the source.
    """
    if target.text == passage.text and tuple(target.inlines) == passage.inlines:
        return raw(passage.start, passage.end)
    if passage.quote is not None:
        value = escaped(target.text, value=True)
        return value if passage.quote else f'"{value}"'
    return _Writer(passage.nodes, target, raw).run()


class _Writer:
    def __init__(self, nodes: tuple[Node, ...], target: Target, raw: Callable[[int, int], str]) -> None:
        self.nodes, self.text, self.raw = nodes, target.text, raw
        end = len(self.text)
        # What was not placed comes last, so that nothing is lost.
        self.spans = [[end, end] for _ in nodes]
        for inline in target.inlines:
            if 0 <= inline.id < len(nodes):
                start = min(max(inline.start, 0), end)
                self.spans[inline.id] = [start, min(max(inline.end, start), end)]
        self.out: list[str] = []
        self.at = 0
        self.last = ""
        self.space = False

    def run(self) -> str:
        children = self._settled()
        # Each level: what is still to be written there, last first; and the pair it is in.
        levels = [(children[-1][::-1], -1)]
        while levels:
            todo, around = levels[-1]
            if not todo:
                levels.pop()
                if around >= 0:
                    self._words(self.spans[around][1])
                    closing = self.nodes[around].closing
                    self.out.append(self.raw(*closing) if closing else "")
                continue
            number = todo.pop()
            node = self.nodes[number]
            self._words(self.spans[number][0])
            if node.before and self.last and not self.last.isspace():
                self.out.append(" ")
                self.space = False
            self.out.append(self.raw(*node.opening))
            if node.closing:
                levels.append((children[number][::-1], number))
            elif node.before or node.after:
                self.space = node.after
                self.last = "x"  # something to see
        self._words(len(self.text))
        return "".join(self.out)

    def _words(self, end: int) -> None:
        words = self.text[self.at : end]
        if not words:
            return
        self.at = end
        if self.space and not words[0].isspace() and words[0] not in _NO_SPACE_BEFORE:
            self.out.append(" ")
        self.space = False
        self.out.append(escaped(words))
        self.last = words[-1]

    def _settled(self) -> dict[int, list[int]]:
        """The children of each pair in their new order (-1: of none), their places made to fit."""
        children: dict[int, list[int]] = defaultdict(list)
        for number, node in enumerate(self.nodes):
            children[node.parent].append(number)
        children[-1] = self._grouped(children[-1])
        # A parent has a smaller number than what is in it.
        for parent in range(len(self.nodes)):
            if parent in children:
                children[parent] = self._ordered(children[parent], *self.spans[parent])
        return children

    def _grouped(self, numbers: list[int]) -> list[int]:
        """What is in no pair, in its new order: unpaired tags keep theirs, and the rest stays between the same two."""
        groups: dict[int, list[int]] = defaultdict(list)
        singles = [n for n in numbers if self.nodes[n].single]
        at = 0
        for number in singles:
            at = max(at, self.spans[number][0])
            self.spans[number] = [at, at]
        for number in numbers:
            if not self.nodes[number].single:
                groups[self.nodes[number].group].append(number)
        edges = [0, *(self.spans[n][0] for n in singles), len(self.text)]
        found: list[int] = []
        for group in range(len(singles) + 1):
            found += singles[group - 1 : group] if group else []
            found += self._ordered(groups[group], edges[group], edges[group + 1])
        return found

    def _ordered(self, numbers: list[int], low: int, high: int) -> list[int]:
        """Siblings in their new order, each between ``low`` and ``high``, none in another."""
        for number in numbers:
            start, end = (min(max(at, low), high) for at in self.spans[number])
            self.spans[number] = [start, end if self.nodes[number].closing else start]
        wide = {n for n in numbers if self.spans[n][0] < self.spans[n][1]}
        pairs = self._apart(wide)
        starts = [self.spans[n][0] for n in pairs]
        for number in numbers:
            if number not in wide:
                at = self.spans[number][0]
                before = bisect_right(starts, at) - 1
                if before >= 0:
                    start, end = self.spans[pairs[before]]
                    at = (start if at - start < end - at else end) if start < at < end else at
                self.spans[number] = [at, at]
        return sorted(numbers, key=lambda n: (*self.spans[n], n))

    def _apart(self, pairs: set[int]) -> list[int]:
        """Pairs in order, cut back where they overlap; one around another keeps its longer side."""
        waiting = [(*self.spans[n], n) for n in pairs]
        heapify(waiting)
        done: list[int] = []
        while waiting:
            start, end, number = heappop(waiting)
            self.spans[number] = [start, end]
            if done and self.spans[done[-1]][1] > start:
                other = done[-1]
                low, high = self.spans[other]
                if end < high and high - end > start - low:
                    done.pop()
                    heappush(waiting, (end, high, other))
                else:
                    self.spans[other][1] = start
            done.append(number)
        return done
