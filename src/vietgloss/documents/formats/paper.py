"""Reads and writes the parts of a Word or PowerPoint file that hold paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from vietgloss.documents.formats import xmlparts
from vietgloss.documents.formats.ooxml import local, namespace, notes_on, open_part, title_of, title_part, written
from vietgloss.documents.formats.runs import Segment, cut
from vietgloss.documents.formats.spread import spread
from vietgloss.documents.formats.weave import weave
from vietgloss.documents.model import Inline, Target, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _
from vietgloss.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from vietgloss.documents.formats.runs import Node, Sink
    from vietgloss.documents.formats.zips import Archive
    from vietgloss.documents.model import Content, Kind

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DELETED = frozenset({"del", "moveFrom"})


class Dialect(Protocol):
    """How paragraphs of a format are read and written."""

    @property
    def namespaces(self) -> frozenset[str]:
        """The namespaces in which an element ``p`` is a paragraph."""

    def read(self, paragraph: etree._Element) -> list[Node]:
        """The content of a paragraph."""

    def write(self, paragraph: etree._Element) -> Sink:
        """Empties a paragraph to be written anew."""

    def kind(self, paragraph: etree._Element) -> Kind:
        """What the paragraph is."""


@dataclass(slots=True)
class _Paragraph:
    element: etree._Element
    nodes: list[Node]
    segments: list[Segment]
    # For each segment, which block of the document it is; another copy of a text box is the same one.
    numbers: list[int]


@dataclass(slots=True)
class _Plan:
    """A file taken apart: the parts with their paragraphs, and the blocks in order."""

    parts: list[tuple[str, etree._Element, list[_Paragraph]]]
    blocks: list[tuple[Segment, Kind]]


def content(archive: Archive, parts: Sequence[str], dialect: Dialect, where: str) -> Content:
    """Finds the paragraphs in parts of a file.

    Args:
        archive: The file.
        parts: The names of the parts in reading order.
        dialect: How its paragraphs are read and written.
        where: The name of the file, for errors.

    Returns:
        Its stretches to translate, with the title of the document as the last one.

    Raises:
        InputError: If a part is missing or damaged.
    """
    plan = _plan(archive, parts, dialect, where)
    texts = [(segment.text, kind) for segment, kind in plan.blocks]
    inlines: list[Sequence[Inline]] = [segment.inlines for segment, _ in plan.blocks]
    titled = title_part(archive, where)
    if titled:
        title = title_of(open_part(archive, titled, where))
        heading: Kind = "heading"
        texts.append((_one_line(title), heading))
        inlines.append(())

    def write(targets: Sequence[Target]) -> bytes:
        changes = _written(archive, _plan(archive, parts, dialect, where), targets, dialect)
        if titled:
            root = open_part(archive, titled, where)
            element = title_of(root)
            if element is not None and targets[-1].text != _one_line(element):
                element.text = written(targets[-1].text)
                changes[titled] = xmlparts.serialise(root, archive.read(titled))
        return archive.rewritten(changes)

    return content_of(texts, write, inlines=inlines, notes=notes_on(archive))


def _one_line(element: etree._Element | None) -> str:
    return "" if element is None else " ".join(nfc(element.text or "").split())


def _plan(archive: Archive, parts: Sequence[str], dialect: Dialect, where: str) -> _Plan:
    plan = _Plan([], [])
    for name in parts:
        try:
            _take_apart(plan, name, open_part(archive, name, where), dialect)
        except RecursionError:
            raise InputError(_("the file is refused: it is nested too deep"), where=f"{where}: {name}") from None
    return plan


def _take_apart(plan: _Plan, name: str, root: etree._Element, dialect: Dialect) -> None:
    found: list[_Paragraph] = []
    # The stretches in the first copy of what is there twice, by where it stands.
    first: dict[etree._Element, dict[object, int]] = {}
    for element in _paragraphs(root, dialect):
        segments: list[Segment] = []
        nodes = cut(dialect.read(element), segments)
        for segment in segments:
            spread(segment)
        numbers = []
        choices, is_copy = _choices(element)
        for segment in segments:
            key = (segment.text, segment.inlines)
            number = next((first[c][key] for c in choices if is_copy and key in first.get(c, {})), None)
            if number is None:
                number = len(plan.blocks)
                plan.blocks.append((segment, dialect.kind(element)))
            for choice in choices:
                first.setdefault(choice, {}).setdefault(key, number)
            numbers.append(number)
        if segments:
            found.append(_Paragraph(element, nodes, segments, numbers))
    plan.parts.append((name, root, found))


def _paragraphs(root: etree._Element, dialect: Dialect) -> Iterator[etree._Element]:
    for element in root.iter():
        if local(element) != "p" or namespace(element) not in dialect.namespaces:
            continue
        if not any(local(above) in _DELETED for above in element.iterancestors()):
            yield element


def _choices(element: etree._Element) -> tuple[list[etree._Element], bool]:
    """The places around a paragraph at which a file holds several copies, and whether it stands in a later copy."""
    places = []
    is_copy = False
    for above in element.iterancestors():
        if namespace(above) == _COMPATIBILITY:
            if local(above) == "AlternateContent":
                places.append(above)
            elif above.getprevious() is not None:
                is_copy = True
    return places, is_copy


def _written(archive: Archive, plan: _Plan, targets: Sequence[Target], dialect: Dialect) -> dict[str, bytes]:
    changes = {}
    for name, root, paragraphs in plan.parts:
        changed = False
        for paragraph in paragraphs:
            new = {id(s): targets[number] for s, number in zip(paragraph.segments, paragraph.numbers, strict=True)}
            if all(new[id(s)] == Target(s.text, s.inlines) for s in paragraph.segments):
                continue
            changed = True
            weave(paragraph.nodes, new, dialect.write(paragraph.element))
        if changed:
            changes[name] = xmlparts.serialise(root, archive.read(name))
    return changes
