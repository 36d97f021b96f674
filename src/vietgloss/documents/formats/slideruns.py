"""The content of a paragraph of PowerPoint (DrawingML) as nodes, and nodes as its runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from vietgloss.documents.formats.ooxml import Styles, copied, local, namespace, written
from vietgloss.documents.formats.runs import Atom, Part, Text

if TYPE_CHECKING:
    from vietgloss.documents.formats.runs import Node, Style, Wrap

NAMESPACES = frozenset(
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"}
)
_PROPERTIES = frozenset({"pPr", "endParaRPr"})
_TABS = re.compile(r"(\t)")
_UNSEEN = frozenset("lang altLang dirty err smtClean smtId noProof bmk kumimoji".split())
_STYLES = Styles(_UNSEEN, {}, frozenset("u strike highlight".split()))


def read(paragraph: etree._Element) -> list[Node]:
    """Reads the content of a paragraph.

    Args:
        paragraph: The ``a:p``.

    Returns:
        What :func:`vietgloss.documents.formats.runs.cut` takes.
    """
    nodes: list[Node] = []
    for child in paragraph:
        name = local(child) if namespace(child) in NAMESPACES else ""
        if name == "r":
            nodes += _run(child)
        elif name == "br":
            nodes.append(Atom([Part(child)], breaks=True))
        elif name not in _PROPERTIES:
            # A field (the number of the slide, the date) or a formula.
            nodes.append(Atom([Part(child)], word=isinstance(child.tag, str)))
    return nodes


def _run(run: etree._Element) -> list[Node]:
    style = _STYLES.of(next((child for child in run if local(child) == "rPr"), None))
    nodes: list[Node] = []
    for child in run:
        if local(child) != "t":
            continue
        for piece in _TABS.split(child.text or ""):
            # A tab is a letter here; it gets an element of its own, since things that stand alone are elements.
            source = etree.Element(child.tag)
            source.text = piece
            nodes.append(Atom([Part(source, style)], hard=True) if piece == "\t" else Text(piece, style, source))
    return nodes


class Sink:
    """Writes runs into a paragraph, between its properties and those of its end.

    Args:
        paragraph: The ``a:p`` that was read; all else is taken out of it.
    """

    def __init__(self, paragraph: etree._Element) -> None:
        self._paragraph = paragraph
        self._a = f"{{{namespace(paragraph)}}}"
        self._text: etree._Element | None = None
        self._key: object = None
        for child in list(paragraph):
            if local(child) not in _PROPERTIES:
                paragraph.remove(child)
        self._end = next((child for child in paragraph if local(child) == "endParaRPr"), None)

    def text(self, text: str, style: Style | None) -> None:
        """Writes text; an empty one leaves an empty run."""
        key = style.key if style is not None else ()
        if self._text is None or key != self._key:
            run = etree.Element(f"{self._a}r")
            if style is not None and style.element is not None:
                run.append(copied(style.element))
            self._text = etree.SubElement(run, f"{self._a}t")
            self._text.text = ""
            self._key = key
            self._add(run)
        self._text.text = (self._text.text or "") + written(text)

    def part(self, part: Part) -> None:
        """Writes what is copied."""
        if part.style is not None:
            self.text(part.element.text or "", part.style)
            return
        part.element.tail = None
        self._text = None
        self._add(part.element)

    def inside(self, wrap: Wrap) -> Sink:  # noqa: ARG002  nothing stands around text but two ends
        """Gives where the content of a wrap goes to."""
        return self

    def _add(self, element: etree._Element) -> None:
        if self._end is None:
            self._paragraph.append(element)
        else:
            self._end.addprevious(element)
