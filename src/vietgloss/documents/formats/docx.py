"""Word: body, tables, text boxes, notes, headers and footers; formatting, links, fields and tracked changes are kept.

Comments, deleted text, charts and SmartArt are left as they are. The XML is that of ECMA-376 (transitional and strict).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.documents.formats import ooxml, paper, wordruns
from vietgloss.documents.formats.zips import Archive
from vietgloss.i18n import N_

if TYPE_CHECKING:
    from lxml import etree

    from vietgloss.documents.formats.runs import Node, Sink
    from vietgloss.documents.model import Content, Kind, Options

_PARTS = ("footnotes", "endnotes", "header", "footer")
_HEADING = re.compile(r"heading|title|subtitle", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def parse(source: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  the same for all formats
    """Reads a Word file.

    Args:
        source: The content of the file.
        where: Its name, for errors.
        options: Nothing of it matters here.

    Raises:
        InputError: If it is no Word file, is damaged, or is protected by a password.
    """
    archive = Archive(source if isinstance(source, bytes) else source.encode(), where)
    main = ooxml.main_part(archive, "document", where, N_("Word document"))
    relations = ooxml.relations(archive, main, where)
    parts = [main]
    for kind in _PARTS:
        own = {relation.target for relation in relations if relation.kind == kind and archive.has(relation.target)}
        parts += sorted(own, key=lambda name: [int(number) for number in _DIGITS.findall(name)])
    styles = next((r.target for r in relations if r.kind == "styles" and archive.has(r.target)), "")
    headings = _headings(ooxml.open_part(archive, styles, where)) if styles else frozenset()
    return paper.content(archive, parts, _Word(headings), where)


def _headings(styles: etree._Element) -> frozenset[str]:
    """The styles for headings; their ids depend on the language of Word, their names do not."""
    found = set()
    for style in styles:
        name = next((ooxml.attribute(child, "val") for child in style if ooxml.local(child) == "name"), "")
        if ooxml.local(style) == "style" and _HEADING.match(name):
            found.add(ooxml.attribute(style, "styleId"))
    return frozenset(found)


class _Word:
    namespaces = wordruns.NAMESPACES

    def __init__(self, headings: frozenset[str]) -> None:
        self._headings = headings

    def read(self, paragraph: etree._Element) -> list[Node]:
        return wordruns.read(paragraph)

    def write(self, paragraph: etree._Element) -> Sink:
        return wordruns.Sink(paragraph)

    def kind(self, paragraph: etree._Element) -> Kind:
        properties = next((child for child in paragraph if ooxml.local(child) == "pPr"), ())
        names = {ooxml.local(child): child for child in properties}
        if "pStyle" in names and ooxml.attribute(names["pStyle"], "val") in self._headings:
            return "heading"
        if any(ooxml.local(above) == "tc" for above in paragraph.iterancestors()):
            return "cell"
        return "item" if "numPr" in names else "paragraph"
