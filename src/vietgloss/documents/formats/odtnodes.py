"""The nodes of a paragraph of an OpenDocument text: which look is that of the most, and how they are written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from vietgloss.documents.formats.mixed import Mark, merged, words
from vietgloss.documents.formats.vietnamese import has_letter
from vietgloss.documents.formats.xmlspans import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from vietgloss.documents.formats.mixed import Node

_BARE = "bare"
_MOST = 3


@dataclass(slots=True, eq=False)
class Span(Mark):
    """Text with a look of its own; also text without one, where most of the paragraph has one."""


@dataclass(slots=True, eq=False)
class _Ground(Mark):
    """Text of which most has one look: what stands in no mark in it is written with that."""


def parted(span: Span) -> list[Node]:
    """A span as several, where tabs and line ends part the text in it."""
    out: list[Node] = []
    for cut, run in groupby(span.children or (), lambda n: isinstance(n, Mark) and n.cut):
        own = list(run)
        out += own if cut else [replace(span, children=own)]
    return out


def grounded(nodes: list[Node]) -> list[Node]:
    """Takes the look of most of a text off it, so that only what looks otherwise is marked.

    Tabs and line ends part texts. A text of which enough has no look of its own stays as it is, and so does one that
    looks the same throughout.

    Args:
        nodes: The paragraph's content, merged.
    """
    out: list[Node] = []
    for cut, run in groupby(nodes, lambda n: isinstance(n, Mark) and n.cut):
        own = list(run)
        out += own if cut else _grounded(own)
    return out


def _grounded(nodes: list[Node]) -> list[Node]:
    pieces = [n for n in nodes if has_letter(words([n]))]
    letters: Counter[Hashable] = Counter()
    for node in pieces:
        if isinstance(node, (str, Span)):
            letters[_BARE if isinstance(node, str) else node.key] += len(words([node]))
    bare = letters.pop(_BARE, 0)
    most = max(letters, key=lambda key: letters[key], default=None)
    ground = [n for n in nodes if isinstance(n, Span) and n.key == most]
    # A mark within would lose the look.
    nested = any(isinstance(child, Mark) and child.children is not None for n in ground for child in n.children or ())
    if len(pieces) == 1 or not ground or nested or letters[most] < _MOST * bare:
        return nodes
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Span) and node.key == most:
            out += node.children or []
        elif isinstance(node, str) and not node.isspace():
            out.append(Span("", "", [node], key=_BARE))
        else:
            out.append(node)
    return [_Ground(ground[0].open, ground[0].close, merged(out), cut=True)]


def rewritten(nodes: Iterable[Node], space: str, alone: Callable[[Mark], str]) -> str:
    """Writes a paragraph.

    Args:
        nodes: Its content, without slots.
        space: How a space is written that would be lost because it follows another one.
        alone: How a mark that stands alone is written.
    """
    return _Writer(space, alone).write(nodes)


def _spans(ground: _Ground) -> Iterator[Node]:
    """The nodes of a ground, with its look on all that is in no mark."""
    for marked, group in groupby(ground.children or (), lambda n: isinstance(n, Mark) and n.children is not None):
        own = list(group)
        if marked or not any(isinstance(n, str) and n for n in own):
            yield from own
        else:
            yield Mark(ground.open, ground.close, own)


class _Writer:
    """Writes nodes; knows whether a space that comes now would be lost, as the second of two and the first of all."""

    def __init__(self, space: str, alone: Callable[[Mark], str]) -> None:
        self._space, self._alone = space, alone
        self._lost = True

    def write(self, nodes: Iterable[Node]) -> str:
        parts: list[str] = []
        for node in nodes:
            if isinstance(node, str):
                parts.append(self._text(node))
            elif isinstance(node, _Ground):
                parts.append(self.write(_spans(node)))
            elif isinstance(node, Mark) and node.children is not None:
                parts += (node.open, self.write(node.children), node.close)
            elif isinstance(node, Mark):
                parts.append(self._alone(node))
                self._lost |= node.cut
        return "".join(parts)

    def _text(self, text: str) -> str:
        parts: list[str] = []
        for c in escaped(text):
            parts.append(self._space if c == " " and self._lost else c)
            self._lost = c == " "
        return "".join(parts)
