"""The paragraphs of a part of an OpenDocument text, and the part with their English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.documents.formats.filling import filled
from vietgloss.documents.formats.mixed import Mark, merged, paired, plan, slots
from vietgloss.documents.formats.odtnodes import Span, grounded, parted, rewritten
from vietgloss.documents.formats.odtstyles import NAMES, Styles
from vietgloss.documents.formats.xmlspans import elements

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from vietgloss.documents.formats.mixed import Node, Slot
    from vietgloss.documents.formats.xmlspans import Element, Source
    from vietgloss.documents.model import Kind, Target

# An index keeps its title a second time, for the day when it is made anew.
_PARAGRAPHS = frozenset({"text:p", "text:h", "svg:title", "svg:desc", "text:index-title-template", "dc:title"})
_LEFT = frozenset(
    {"text:tracked-changes", "table:tracked-changes", "office:annotation", "office:forms", "office:scripts"}
)
_CUTS = frozenset({"text:tab", "text:line-break"})
_IDS = ("text:change-id", "text:name", "text:id", "office:name")
_COVERING = frozenset({"text:span", "text:a", "text:meta"})
_PLACES: dict[str, Kind] = {"table:table-cell": "cell", "text:list-item": "item", "text:list-header": "item"}


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph.

    Args:
        start: Where its content begins, in bytes.
        end: Where that ends.
        kind: What it is.
        nodes: Its content, planned.
        inner: The paragraphs in its text boxes and notes.
        spaces: How a space that must not be lost is written.
    """

    start: int
    end: int
    kind: Kind
    nodes: list[Node]
    inner: list[Paragraph]
    spaces: str

    @property
    def slots(self) -> list[Slot]:
        """Its own texts, without those of ``inner``."""
        return list(slots(self.nodes))


@dataclass(slots=True, eq=False)
class _Holder(Mark):
    """A mark that stands alone and holds paragraphs: a text box, a note."""

    start: int = 0
    end: int = 0
    inner: list[Paragraph] = field(default_factory=list)


class Part:
    """A part of the file.

    Args:
        source: The part.

    Raises:
        InputError: If it is not well-formed.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._styles = Styles(source)
        kinds: list[Kind] = []

        def wanted(tag: str, _: dict[str, str], path: list[str]) -> bool:
            found = tag in _PARAGRAPHS
            if found:
                kinds.append(_kind(tag, path))
            return found

        found = elements(source, NAMES, wanted, _LEFT)
        self._top = [self._paragraph(e, kind) for e, kind in zip(found, kinds, strict=True)]

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs, those in text boxes and notes behind the one that these hang on."""
        return _all(self._top)

    def with_english(self, targets: Iterator[Target]) -> bytes:
        """The part with other text.

        Args:
            targets: Gives one target for each slot of :attr:`paragraphs`, in order.
        """
        own = {id(p): [next(targets) for _ in p.slots] for p in self.paragraphs}
        return self._source.edited((p.start, p.end, self._written(p, own)) for p in self._top)

    def _written(self, paragraph: Paragraph, own: dict[int, list[Target]]) -> str:
        targets = own[id(paragraph)]
        if all(slot.unchanged(target) for slot, target in zip(paragraph.slots, targets, strict=True)):
            return self._spliced(paragraph.start, paragraph.end, paragraph.inner, own)

        def alone(mark: Mark) -> str:
            if isinstance(mark, _Holder):
                return self._spliced(mark.start, mark.end, mark.inner, own)
            return mark.open

        return rewritten(filled(paragraph.nodes, iter(targets)), paragraph.spaces, alone)

    def _spliced(self, start: int, end: int, inner: Sequence[Paragraph], own: dict[int, list[Target]]) -> str:
        parts: list[str] = []
        for paragraph in inner:
            parts += (self._source.raw(start, paragraph.start), self._written(paragraph, own))
            start = paragraph.end
        return "".join([*parts, self._source.raw(start, end)])

    def _paragraph(self, element: Element, kind: Kind) -> Paragraph:
        inner: list[Paragraph] = []
        nodes = plan(grounded(merged(self._nodes(element, inner))), figures=True)
        prefix = self._source.name(element).rpartition(":")[0] if element.tag.startswith("text:") else ""
        spaces = f"<{prefix}:s/>" if prefix else " "
        return Paragraph(element.content, element.close, kind, nodes, inner, spaces)

    def _nodes(self, element: Element, inner: list[Paragraph]) -> list[Node]:
        nodes: list[Node] = []
        before: Element | str | None = None
        for child in element.children:
            last, before = before, child
            if isinstance(child, str):
                nodes.append(child)
            elif _is_plain_space(child, last):
                nodes.append(" ")
            elif child.tag in _COVERING and child.content < child.end:
                inside = self._nodes(child, inner)
                raw = self._source.tag(child), self._source.raw(child.close, child.end)
                key = self._look(child)
                if child.tag != "text:span":
                    nodes.append(Mark(*raw, inside))
                elif key is None:
                    nodes += inside  # it changes nothing
                else:
                    nodes += parted(Span(*raw, inside, key=key))
            else:
                nodes.append(self._alone(child, inner))
        return paired(nodes)

    def _look(self, span: Element) -> Hashable:
        if span.attrib.keys() - {"text:style-name"}:
            return span.tag, span.start  # it is more than a look: like no other
        return self._styles.look(span.attrib.get("text:style-name", ""))

    def _alone(self, element: Element, inner: list[Paragraph]) -> Mark:
        raw = self._source.raw(element.start, element.end)
        held = [self._paragraph(e, kind) for e, kind in _held(element, [])]
        if not held:
            opens, closes = _half(element)
            half = bool(opens or closes)
            return Mark(
                raw,
                cut=element.tag in _CUTS,
                gap=element.tag == "text:s",
                ordered=half,
                opens=opens,
                closes=closes,
            )
        inner += held
        return _Holder(raw, start=element.start, end=element.end, inner=held)


def _half(element: Element) -> tuple[Hashable, Hashable]:
    """What a mark opens and what it closes: bookmarks, changes, comments and entries of an index have two ends."""
    name = next((element.attrib[name] for name in _IDS if name in element.attrib), None)
    tag = element.tag
    if tag.startswith("office:annotation"):
        return (None, ("note", name)) if tag.endswith("-end") else (("note", name) if name else None, None)
    kind, _, end = tag.rpartition("-")
    if not tag.startswith("text:") or name is None or end not in {"start", "end"}:
        return None, None
    return ((kind, name), None) if end == "start" else (None, (kind, name))


def _is_plain_space(element: Element, before: Element | str | None) -> bool:
    """Whether a space is written as an element only since it would be lost behind another element."""
    behind = before is None or (not isinstance(before, str) and before.tag != "text:s")
    return behind and element.tag == "text:s" and element.attrib.get("text:c", "1") == "1"


def _all(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        yield paragraph
        yield from _all(paragraph.inner)


def _held(element: Element, path: list[str]) -> Iterator[tuple[Element, Kind]]:
    if element.tag in _LEFT:
        return
    if element.tag in _PARAGRAPHS:
        yield element, _kind(element.tag, path)
        return
    for child in element.elements:
        yield from _held(child, [*path, element.tag])


def _kind(tag: str, path: Sequence[str]) -> Kind:
    if tag == "text:h":
        return "heading"
    return next((_PLACES[place] for place in reversed(path) if place in _PLACES), "paragraph")
