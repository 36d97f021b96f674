"""The content of a paragraph of Word as nodes, and nodes as runs of Word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from vietgloss.documents.formats.ooxml import Styles, attribute, copied, local, namespace, written
from vietgloss.documents.formats.runs import Atom, Part, Text, Wrap, parts_of

if TYPE_CHECKING:
    from vietgloss.documents.formats.runs import Node, Style

NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Language, spelling and what goes for scripts other than ours: nobody sees a difference.
_UNSEEN = frozenset("lang noProof bCs iCs szCs webHidden".split())
_UNSEEN_FONTS = frozenset("cs cstheme eastAsia eastAsiaTheme hint".split())
_SHOWS = frozenset("u strike dstrike highlight shd bdr".split())
_DROPPED = frozenset("proofErr lastRenderedPageBreak softHyphen".split())
_WRAPS = frozenset("hyperlink ins moveTo smartTag customXml fldSimple sdt dir bdo".split())
_PROPERTIES = frozenset("pPr rPr smartTagPr customXmlPr fldData sdtPr sdtEndPr".split())
# A list to choose from, a date, a box to tick: another text would not be among the choices.
_CHOICES = frozenset("dropDownList comboBox date checkbox picture".split())
_RANGES = re.compile(r"(bookmark|commentRange|perm|moveToRange|moveFromRange|customXml\w+Range)(Start|End)$")
_BREAKS = frozenset("br cr".split())
_HARD = frozenset("tab ptab".split())
_HARD_BREAKS = frozenset("page column".split())
_JOINED = _BREAKS | _HARD
# Fields whose result Word makes anew; they stand for a word. Of the others, the result is text.
_COMPUTED = frozenset(
    """
    page numpages sectionpages pageref section seq noteref date time createdate savedate printdate edittime
    mergefield mergerec mergeseq next eq symbol author lastsavedby title subject keywords filename filesize username
    docproperty docvariable numchars numwords revnum listnum autonum autonumlgl autonumout advance formula
    formcheckbox formdropdown styleref
    """.split()
)

_STYLES = Styles(_UNSEEN, {"rFonts": _UNSEEN_FONTS}, _SHOWS)


def read(paragraph: etree._Element) -> list[Node]:
    """Reads the content of a paragraph.

    Args:
        paragraph: The ``w:p``.

    Returns:
        What :func:`vietgloss.documents.formats.runs.cut` takes.
    """
    return _content(paragraph)


def write(paragraph: etree._Element) -> Sink:
    """Empties a paragraph, but for its properties, to be written anew.

    Args:
        paragraph: The ``w:p`` that was read.
    """
    return Sink(paragraph)


class Sink:
    """Writes runs into an element, after its properties."""

    def __init__(self, host: etree._Element) -> None:
        self._host = host
        self._w = f"{{{namespace(host)}}}" if namespace(host) in NAMESPACES else f"{{{min(NAMESPACES)}}}"
        self._run: etree._Element | None = None
        self._key: object = None
        for child in list(host):
            if local(child) not in _PROPERTIES:
                host.remove(child)

    def text(self, text: str, style: Style | None) -> None:
        """Writes text; an empty one leaves an empty run."""
        run = self._open(style)
        if not text:
            return
        last = run[-1] if len(run) else None
        if last is None or local(last) != "t":
            last = etree.SubElement(run, f"{self._w}t")
        whole = (last.text or "") + written(text)
        last.text = whole
        if whole != whole.strip() or "  " in whole:
            last.set(_SPACE, "preserve")

    def part(self, part: Part) -> None:
        """Writes what is copied; text and breaks into the run that is open, others into one of their own."""
        part.element.tail = None
        if part.style is None:
            self._run = None
            self._host.append(part.element)
            return
        if local(part.element) not in _JOINED:
            self._run = None
        self._open(part.style).append(part.element)
        if local(part.element) not in _JOINED:
            self._run = None

    def inside(self, wrap: Wrap) -> Sink:
        """Writes the element of a wrap, and gives where its content goes to."""
        self._run = None
        if wrap.shell is None or wrap.host is None:
            return self
        wrap.shell.tail = None
        self._host.append(wrap.shell)
        return Sink(wrap.host)

    def _open(self, style: Style | None) -> etree._Element:
        key = style.key if style is not None else ()
        if self._run is None or key != self._key:
            self._run = etree.SubElement(self._host, f"{self._w}r")
            self._key = key
            if style is not None and style.element is not None:
                self._run.append(copied(style.element))
        return self._run


def _content(host: etree._Element) -> list[Node]:
    nodes: list[Node] = []
    for child in host:
        name = local(child)
        if namespace(child) not in NAMESPACES:
            nodes.append(Atom([Part(child)], word=name == "oMath"))
        elif name == "r":
            nodes += _run(child)
        elif name in _WRAPS:
            nodes.append(_wrap(child, name))
        elif found := _RANGES.match(name):
            key = (found[1], attribute(child, "id"))
            nodes.append(Atom([Part(child)], edge=(key, 1 if found[2] == "Start" else -1)))
        elif name not in _PROPERTIES and name not in _DROPPED:
            nodes.append(Atom([Part(child)]))
    return _fields(nodes)


def _wrap(element: etree._Element, name: str) -> Node:
    host: etree._Element | None = element
    if name == "sdt":
        host = next((child for child in element if local(child) == "sdtContent"), None)
        kinds = {local(kind) for child in element if local(child) == "sdtPr" for kind in child}
        if host is None or kinds & _CHOICES:
            return Atom([Part(element)], word=True)
    elif name == "fldSimple" and _keyword(attribute(element, "instr")) in _COMPUTED:
        return Atom([Part(element)], word=True)
    return Wrap(_content(element if host is None else host), element, host)


def _run(run: etree._Element) -> list[Node]:
    style = _STYLES.of(next((child for child in run if local(child) == "rPr"), None))
    nodes: list[Node] = []
    for child in run:
        name = local(child) if namespace(child) in NAMESPACES else ""
        if name == "t":
            text = child.text or ""
            kept = child.get(_SPACE) == "preserve"
            nodes.append(Text(text if kept else text.strip(), style, child))
        elif name == "noBreakHyphen":
            nodes.append(Text("-", style, child))
        elif name == "fldChar":
            nodes.append(_Mark([Part(child, style)], attribute(child, "fldCharType")))
        elif name in {"instrText", "delInstrText"}:
            nodes.append(_Mark([Part(child, style)], "code", child.text or ""))
        elif name not in _PROPERTIES and name not in _DROPPED:
            hard = name in _HARD or (name == "br" and attribute(child, "type") in _HARD_BREAKS)
            word = name in {"sym", "pgNum"}
            nodes.append(Atom([Part(child, style)], hard=hard, breaks=name in _BREAKS, word=word))
    return nodes


class _Mark(Atom):
    """A piece of the frame of a field: where it begins, its code, where its result begins and where it ends."""

    def __init__(self, parts: list[Part], role: str, code: str = "") -> None:
        super().__init__(parts, ordered=True)
        self.role = role
        self.code = code


def _fields(nodes: list[Node]) -> list[Node]:
    """Puts the frames of fields together: a field whose result is text becomes two ends, any other stands alone."""
    frames = _frames(nodes)
    result: list[Node] = []
    # Where the fields end that hold what comes now.
    ends: dict[int, tuple[str, int]] = {}
    at = 0
    while at < len(nodes):
        node = nodes[at]
        if at in ends:
            result.append(Atom(parts_of(node), edge=(ends[at], -1)))
        elif at not in frames:
            result.append(node)
        else:
            middle, end = frames[at]
            head = nodes[at : middle + 1]
            parts = [part for piece in head for part in parts_of(piece)]
            code = "".join(piece.code for piece in head if isinstance(piece, _Mark))
            if end is None:
                result.append(Atom(parts, ordered=True))
            elif end == middle or _keyword(code) in _COMPUTED:
                rest = nodes[middle + 1 : end + 1]
                parts += [part for piece in rest for part in parts_of(piece)]
                result.append(Atom(parts, word=any(isinstance(piece, Text) for piece in rest)))
                middle = end
            else:
                ends[end] = ("field", at)
                result.append(Atom(parts, edge=(ends[end], 1)))
            at = middle
        at += 1
    return result


def _frames(nodes: list[Node]) -> dict[int, tuple[int, int | None]]:
    """For each beginning of a field, where its code ends (at the mark, or at its end), and where it ends, if here."""
    open_fields: list[tuple[int, int | None]] = []
    found: dict[int, tuple[int, int | None]] = {}
    last = 0
    for at, node in enumerate(nodes):
        if not isinstance(node, _Mark):
            continue
        last = at
        if node.role == "begin":
            open_fields.append((at, None))
        elif node.role == "separate" and open_fields and open_fields[-1][1] is None:
            open_fields[-1] = (open_fields[-1][0], at)
        elif node.role == "end" and open_fields:
            begin, middle = open_fields.pop()
            found[begin] = (at if middle is None else middle, at)
    # The code of one that goes on in the next paragraph takes all that belongs to fields.
    found.update({begin: (last if middle is None else middle, None) for begin, middle in open_fields})
    return found


def _keyword(code: str) -> str:
    words = code.split(maxsplit=1)
    if not words:
        return ""
    return "formula" if words[0].startswith("=") else words[0].lower()
