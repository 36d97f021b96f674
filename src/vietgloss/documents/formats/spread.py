"""Gives a stretch of runs its plain text, with inlines for what does not go for all of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from vietgloss.documents.formats.runs import Atom, Item, Segment, Style, Text, Wrap, join, pair
from vietgloss.documents.model import Inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.runs import Node

_CONTROLS = re.compile(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")


def spread(segment: Segment) -> None:
    """Sets the text of a stretch, NFC and without white space at its ends, and its inlines.

    The style that most of the text has is the ground and no inline; so it is in each thing around text.

    Args:
        segment: As :func:`vietgloss.documents.formats.runs.cut` found it.
    """
    for wrap in _wraps(segment.nodes):
        wrap.children = join(pair(wrap.children))
    _compose(segment.nodes)
    spreading = _Spreading()
    segment.items = spreading.level(segment.nodes)
    segment.ground = _ground(segment.nodes)
    full = spreading.text
    lead = len(full) - len(full.lstrip())
    segment.text = full.strip()
    for item in _all(segment.items):
        item.start = min(max(item.start - lead, 0), len(segment.text))
        item.end = min(max(item.end - lead, item.start), len(segment.text))
    segment.inlines = tuple(Inline(item.start, item.end, item.id) for item in _all(segment.items))


def _wraps(nodes: Sequence[Node]) -> Iterator[Wrap]:
    """All wraps, outer before inner, so that the caller may change what is in them."""
    for node in nodes:
        if isinstance(node, Wrap):
            yield node
            yield from _wraps(node.children)


def _all(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.children)


def _leaves(nodes: Sequence[Node]) -> Iterator[Text]:
    for node in nodes:
        if isinstance(node, Text):
            yield node
        elif isinstance(node, Wrap):
            yield from _leaves(node.children)


def _compose(nodes: Sequence[Node]) -> None:
    """Brings the texts into NFC, together too: a mark that begins a run goes to the letter before."""
    last: Text | None = None
    for leaf in _leaves(nodes):
        leaf.text = unicodedata.normalize("NFC", _CONTROLS.sub(" ", leaf.text))
        while last is not None and leaf.text and not unicodedata.is_normalized("NFC", last.text + leaf.text):
            last.text = unicodedata.normalize("NFC", last.text + leaf.text[0])
            leaf.text = unicodedata.normalize("NFC", leaf.text[1:])
        if leaf.text:
            last = leaf


def _ground(nodes: Sequence[Node]) -> Style | None:
    """The style with most letters among the texts that stand directly here; the first one at a tie."""
    sizes: Counter[object] = Counter()
    styles: dict[object, Text] = {}
    for node in nodes:
        if isinstance(node, Text):
            sizes[node.style.key] += len(node.text.strip())
            known = styles.setdefault(node.style.key, node)
            if len(node.text) > len(known.text):
                styles[node.style.key] = node
    return styles[max(sizes, key=lambda key: sizes[key])].style if sizes else None


class _Spreading:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        # Where the last word ends, and where the first one begins since somebody asked.
        self._end_of_words = 0
        self._first_word: int | None = None
        self._count = 0
        # Whether a space at the beginning of the next text is left out, as one stands there already.
        self._skip = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def level(self, nodes: Sequence[Node]) -> list[Item]:
        """The inlines of one level, with their own; the text is added to what there is."""
        ground = _ground(nodes)
        items: list[Item] = []
        at = 0
        while at < len(nodes):
            node = nodes[at]
            if isinstance(node, Text) and ground is not None and node.style.key != ground.key and node.text.strip():
                end = _same(nodes, at)
                items.append(self._styled(nodes[at:end], node.style))
                at = end
                continue
            if isinstance(node, Text):
                self._add(node.text)
            elif isinstance(node, Atom):
                items.append(self._atom(node, nodes[at + 1] if at + 1 < len(nodes) else None))
            elif isinstance(node, Wrap):
                item = self._item(node)
                items.append(item)
                item.children = self.level(node.children)
                item.ground = _ground(node.children)
                item.end = self._length
            at += 1
        return items

    def _styled(self, nodes: Sequence[Node], style: Style) -> Item:
        item = self._item(style)
        item.ground = style
        self._first_word = None
        for at, node in enumerate(nodes):
            if isinstance(node, Text):
                self._add(node.text)
            elif isinstance(node, Atom):
                item.children.append(self._atom(node, nodes[at + 1]))
        # Spaces at its ends are no part of it: the words are what is looked for in the English.
        item.start = self._length if self._first_word is None else self._first_word
        item.end = max(self._end_of_words, item.start)
        return item

    def _atom(self, atom: Atom, after: Node | None) -> Item:
        spaced = self._end_of_words < self._length
        if atom.breaks or atom.hard:
            self._add("" if spaced else " ")
            self._skip = True
        item = self._item(atom)
        if atom.word and spaced and isinstance(after, Text) and after.text[:1].isspace():
            item.spaced = self._skip = True
        return item

    def _add(self, text: str) -> None:
        if self._skip:
            text = text.lstrip()
            self._skip = not text
        bare = text.strip()
        if bare:
            lead = text.index(bare)
            self._first_word = self._length + lead if self._first_word is None else self._first_word
            self._end_of_words = self._length + lead + len(bare)
        self._parts.append(text)
        self._length += len(text)

    def _item(self, what: Style | Wrap | Atom) -> Item:
        item = Item(self._count, what, self._length, self._length)
        self._count += 1
        return item


def _same(nodes: Sequence[Node], at: int) -> int:
    """Where the stretch of one style ends; things that stand alone in the midst of it belong to it."""
    first = nodes[at]
    end = at + 1
    for index in range(at + 1, len(nodes)):
        node = nodes[index]
        if isinstance(node, Text) and isinstance(first, Text) and node.style.key == first.style.key:
            end = index + 1
        elif not isinstance(node, Atom):
            break
    return end
