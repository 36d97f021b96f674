"""Where the entries of a YAML file stand: character spans of keys, values, fields and list items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss import text as vn
from vietgloss.glossary.cache import without_collection
from vietgloss.glossary.load import YAML_LOADER
from vietgloss.glossary.plain import SECTIONS, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLANK = re.compile(r"\s+\Z")
_COMMENT = re.compile("(?<!\\S)#[^\n\r\x85\u2028\u2029]*")
_HEAD = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\n\r]*)?)*)*(?:[|>][^\n\r]*)?")
_OTHER_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_STEPS = {
    yaml.MappingStartEvent: 1,
    yaml.SequenceStartEvent: 1,
    yaml.MappingEndEvent: -1,
    yaml.SequenceEndEvent: -1,
}


@dataclass(slots=True)
class Node:
    """A piece of YAML and its span ``[start, end)``: characters of the text without its byte order mark.

    Attributes:
        kind: ``scalar``, ``mapping``, ``sequence`` or ``alias``.
        start: Where it begins, an anchor or a tag included.
        end: Where its last visible character ends; for a block, that of its last part.
        flow: Whether it is written in ``{}`` or ``[]``.
        value: The text of a scalar.
        children: Items of a sequence; keys and values in turn of a mapping.
        opening: Where the ``{`` or ``[`` of a flow one stands.
        comments: The comments inside it.
    """

    kind: str
    start: int
    end: int
    flow: bool = False
    value: str = ""
    children: list[Node] = field(default_factory=list)
    opening: int = -1
    comments: list[str] = field(default_factory=list)

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Give the keys and values of a mapping."""
        return zip(self.children[::2], self.children[1::2], strict=True)

    def pair(self, key: str) -> tuple[Node, Node] | None:
        """Return the key and value nodes of a field, or None."""
        return next(((k, v) for k, v in self.pairs() if spelt(k.value) == key), None)


@dataclass(slots=True)
class Place:
    """An entry in the text: the spans of its key and value, and where its events stand."""

    section: Section
    name: str
    start: int
    key_end: int
    end: int
    first: int
    last: int

    @property
    def key(self) -> tuple[Section, str]:
        """The same as :attr:`vietgloss.glossary.plain.Record.key`."""
        return self.section, (vn.plain if self.section == "abbreviations" else vn.key)(self.name)


class Places:
    """The entries of a text in their order.

    Args:
        text: YAML without a byte order mark, known to be a valid glossary.

    Attributes:
        root: The top mapping without the insides of its sections; None in an empty file.
        sections: The value of each section that is there, without its entries.
        entries: The entries of all sections.
        aliased: Whether the text refers to anchors, so that one entry may say what stands in another.
        stop: Where the document ends: at ``...``, or at the end of the text.

    Raises:
        yaml.YAMLError: If the text is not YAML.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        with without_collection():
            self.events: list[Any] = list(yaml.parse(text, Loader=YAML_LOADER))
        self.root: Node | None = None
        self.sections: dict[str, Node] = {}
        self.section_keys: dict[str, Node] = {}
        self.entries: list[Place] = []
        self._by_key: dict[tuple[Section, str], Place] | None = None
        self.aliased = any(type(e) is yaml.AliasEvent for e in self.events) if "*" in text else False
        self.stop = len(text)
        if isinstance(self.events[2 if len(self.events) > 3 else 0], yaml.MappingStartEvent):  # noqa: PLR2004
            self._read_root(2)
        ending = self.events[-2]
        if getattr(ending, "explicit", False):  # a document's end, `...`
            self.stop = ending.start_mark.index

    def of(self, key: tuple[Section, str]) -> Place | None:
        """Return the place of an entry, or None."""
        if self._by_key is None:
            self._by_key = {place.key: place for place in reversed(self.entries)}
        return self._by_key.get(key)

    def node(self, place: Place) -> Node:
        """Return the value of an entry with everything in it."""
        return self._build(place.first)[0]

    def holder(self, section: Section) -> Node:
        """Return the value of a section with its keys and values, these without their insides."""
        node = self.sections[section]
        if not node.children:
            for place in self.entries:
                if place.section == section:
                    key = Node("scalar", place.start, place.key_end, value=place.name)
                    node.children += [key, self._shell(place.first)[0]]
        return node

    def changed_from(self, old: Places) -> tuple[list[Place], list[Place]]:
        """Return the entries of ``old`` and of this text between the first and the last that do not read alike.

        Whatever stands before and behind them says the same in both, whatever its layout.
        """
        mine, theirs = self.entries, old.entries
        said, held = self._said(), old._said()
        most = min(len(mine), len(theirs))
        first = next((n for n in range(most) if said(mine[n]) != held(theirs[n])), most)
        last = next((n for n in range(most - first) if said(mine[-1 - n]) != held(theirs[-1 - n])), most - first)
        return theirs[first : len(theirs) - last], mine[first : len(mine) - last]

    def _said(self) -> Callable[[Place], tuple[object, ...]]:
        """Return what gives the meaning of an entry, for comparison."""
        flat = [e.value if type(e) is yaml.ScalarEvent else type(e) for e in self.events]
        return lambda place: (place.section, place.name, flat[place.first : place.last + 1])

    def inside(self, place: Place, field: str) -> Node | None:
        """Return the value of a field of an entry, or None."""
        node = self.node(place)
        pair = node.pair(field) if node.kind == "mapping" else None
        return pair[1] if pair else None

    def yaml_of(self, place: Place) -> str:
        """Return a document that holds this entry alone.

        Raises:
            yaml.YAMLError: If it refers to an anchor elsewhere.
        """
        one = [
            yaml.StreamStartEvent(),
            yaml.DocumentStartEvent(explicit=False),
            yaml.MappingStartEvent(None, None, implicit=True),
            yaml.ScalarEvent(None, None, (True, True), place.section),
            yaml.MappingStartEvent(None, None, implicit=True),
            yaml.ScalarEvent(None, None, (True, True), place.name),
            *self.events[place.first : place.last + 1],
            *[yaml.MappingEndEvent()] * 2,
            yaml.DocumentEndEvent(explicit=False),
            yaml.StreamEndEvent(),
        ]
        return str(yaml.emit(one, allow_unicode=True))

    def comments(self, place: Place) -> list[str]:
        """Return the comments inside an entry; the one behind its end is not inside."""
        return self._comments(place.first, place.last, place.key_end, place.end)

    def _comments(self, first: int, last: int, at: int, end: int) -> list[str]:
        """Return the comments between the events ``first`` to ``last``, from offset ``at`` to ``end``."""
        found = []
        for event in self.events[first : last + 1]:
            start = event.start_mark.index
            if start < at:
                continue  # the end of a block stands further down
            found += _COMMENT.findall(self.text[at:start])
            at = max(at, min(event.end_mark.index, end))
            if getattr(event, "style", "") or getattr(event, "anchor", "") or getattr(event, "tag", ""):
                head = _HEAD.match(self.text, start, end)
                found += _COMMENT.findall(head.group()) if head else []
            if at >= end:
                break
        return [comment.rstrip() for comment in found]

    def line_of(self, index: int) -> int:
        """Return the line of an offset, counted from 1, as YAML counts lines."""
        return lines_in(self.text, index) + 1

    # -- events --------------------------------------------------------------------------------------------

    def _read_root(self, at: int) -> None:
        start = self.events[at]
        root = Node("mapping", start.start_mark.index, 0, bool(start.flow_style))
        at += 1
        while not isinstance(self.events[at], yaml.MappingEndEvent):
            key, after = self._build(at)
            value, last = self._shell(after)
            root.children += [key, value]
            if key.value in SECTIONS and value.kind == "mapping":
                self._read_section(key.value, after)
            if key.value in SECTIONS:
                self.sections[key.value] = value
                self.section_keys[key.value] = key
            at = last + 1
        root.end = self._end(at)
        self.root = root

    def _read_section(self, section: Any, at: int) -> None:  # noqa: ANN401  # one of SECTIONS
        at += 1
        while not isinstance(self.events[at], yaml.MappingEndEvent):
            key = self.events[at]
            first = at + 1
            last = self._last(first)
            name = spelt(getattr(key, "value", ""))
            place = Place(section, name, key.start_mark.index, key.end_mark.index, self._end(last), first, last)
            self.entries.append(place)
            at = last + 1

    def _last(self, at: int) -> int:
        """Return the number of the event that ends the node beginning at ``at``."""
        if not isinstance(self.events[at], yaml.CollectionStartEvent):
            return at
        depth = 1
        while depth:
            at += 1
            depth += _STEPS.get(type(self.events[at]), 0)
        return at

    def _end(self, last: int) -> int:
        """Return where the last visible character of a node ends whose last event is ``last``."""
        while isinstance(self.events[last], yaml.CollectionEndEvent) and (
            self.events[last].start_mark.index == self.events[last].end_mark.index
        ):
            last -= 1  # the end of a block stands where the next token begins
        end = int(self.events[last].end_mark.index)
        blank = _BLANK.search(self.text, self.events[last].start_mark.index, end)
        return blank.start() if blank else end

    def _shell(self, at: int) -> tuple[Node, int]:
        """Return a node without its insides, and the number of its last event."""
        event, last = self.events[at], self._last(at)
        flow = bool(getattr(event, "flow_style", 0))
        node = Node(_kind(event), event.start_mark.index, self._end(last), flow)
        node.opening = event.end_mark.index - 1 if flow else -1
        return node, last

    def _build(self, at: int) -> tuple[Node, int]:
        """Return the node that begins with event ``at``, and the number of the event after it."""
        node, last = self._shell(at)
        node.value = getattr(self.events[at], "value", "")
        node.comments = self._comments(at, last, node.start, node.end)
        at += 1
        while at < last:
            child, at = self._build(at)
            node.children.append(child)
        return node, last + 1


def lines_in(text: str, end: int | None = None) -> int:
    """Count the line ends that YAML knows, up to an offset."""
    end = len(text) if end is None else end
    others = 0 if text.isascii() and "\r" not in text else len(_OTHER_BREAKS.findall(text, 0, end))
    return text.count("\n", 0, end) + others


def spelt(name: str) -> str:
    """Return a key as the glossary reads it: NFC, single spaces."""
    return " ".join(vn.nfc(name).split())


def _kind(event: object) -> str:
    if isinstance(event, yaml.MappingStartEvent):
        return "mapping"
    if isinstance(event, yaml.SequenceStartEvent):
        return "sequence"
    return "alias" if isinstance(event, yaml.AliasEvent) else "scalar"
