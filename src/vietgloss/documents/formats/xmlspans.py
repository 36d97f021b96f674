"""XML read with the place of each element, so that a new text goes in between and every other byte stays as it is.

Only the elements that are asked for are kept; a large file costs no large tree. Offsets count bytes of UTF-8.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat  # a document type is refused, and with it every entity

from vietgloss.errors import InputError
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Wanted = Callable[[str, dict[str, str], list[str]], bool]

_MAX_DEPTH = 200
_XML = "http://www.w3.org/XML/1998/namespace"
_START_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")
_NAME = re.compile(r"<([^\s/>]+)")
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True, eq=False)
class Element:
    """An element and where it stands.

    Args:
        tag: Its name: with the prefix that the caller gave its namespace, such as ``text:p``; ``{uri}local`` for a
            namespace that the caller does not know.
        attrib: Its attributes, named in the same way.
        start: Where its start tag begins, in bytes of UTF-8.
        content: Where its start tag ends and its content begins.
        children: Its text and elements in order. A comment or processing instruction is an element with an empty
            ``tag``.
        close: Where its content ends; the same as ``content`` for an empty tag.
        end: Where it ends.
    """

    tag: str
    attrib: dict[str, str]
    start: int
    content: int
    children: list[Element | str] = field(default_factory=list)
    close: int = 0
    end: int = 0

    @property
    def elements(self) -> list[Element]:
        """The elements in it, without comments."""
        return [child for child in self.children if not isinstance(child, str) and child.tag]

    def find(self, tag: str) -> Element | None:
        """The first child of a name, if there is one."""
        return next((child for child in self.elements if child.tag == tag), None)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


@dataclass(frozen=True, slots=True)
class Source:
    """An XML file in UTF-8, and how it was written.

    Args:
        data: Its bytes in UTF-8, without byte order mark.
        encoding: The encoding that it came in.
        bom: The byte order mark that it began with.
        where: The file's name for errors.
    """

    data: bytes
    encoding: str
    bom: bytes
    where: str

    def raw(self, start: int, end: int) -> str:
        """What stands between two offsets."""
        return self.data[start:end].decode()

    def tag(self, element: Element) -> str:
        """The start tag of an element as it is written."""
        return self.raw(element.start, element.content)

    def name(self, element: Element) -> str:
        """The name of an element as it is written, with its own prefix."""
        found = _NAME.match(self.tag(element))
        return found[1] if found else element.tag

    def line(self, offset: int) -> int:
        """The line in which an offset stands, from 1."""
        return self.data.count(b"\n", 0, offset) + 1

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> bytes:
        """The file with other text in some places, in the encoding in which it came.

        Args:
            edits: Start, end and new content of each place; not overlapping, in any order.
        """
        parts: list[bytes] = []
        at = 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            parts += (self.data[at:start], new.encode())
            at = end
        parts.append(self.data[at:])
        data = b"".join(parts)
        if self.encoding != "utf-8":
            # What the encoding does not have is written as a character reference.
            data = data.decode().encode(self.encoding, "xmlcharrefreplace")
        return self.bom + data


def source(data: bytes, where: str) -> Source:
    """Decodes an XML file by its byte order mark, its declaration, or else as UTF-8.

    Raises:
        InputError: If it is not in the encoding that it declares.
    """
    bom, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", ""))
    data = data[len(bom) :]
    if not encoding:
        declared = _DECLARED.match(data[:200].replace(b"\0", b""))
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if data.startswith(b"<\0"):
            encoding = "utf-16-le"
        elif data.startswith(b"\0<"):
            encoding = "utf-16-be"
    try:
        encoding = codecs.lookup(encoding).name
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        raise InputError(
            _("damaged: not {encoding} as it should be").format(encoding=encoding), remedy=_(_AGAIN), where=where
        ) from None
    return Source(text.encode("utf-8", "surrogatepass"), encoding, bom, where)


_AGAIN = N_("save it again in the program that made it")


def elements(
    source: Source, names: Mapping[str, str], wanted: Wanted, skip: frozenset[str] = frozenset()
) -> list[Element]:
    """Reads the elements that are wanted, as :func:`visit`, and gives all of them in order."""
    found: list[Element] = []
    visit(source, names, wanted, found.append, skip)
    return found


def visit(
    source: Source,
    names: Mapping[str, str],
    wanted: Wanted,
    take: Callable[[Element], None],
    skip: frozenset[str] = frozenset(),
) -> None:
    """Reads the elements that are wanted, each with all that is in it.

    Args:
        source: The file.
        names: The prefix for each namespace that matters, by its URI; an empty one for bare names.
        wanted: Told the name, the attributes and the names of all ancestors of each element that is not inside a
            wanted one, in order; says whether it is wanted. It must not change the list.
        take: Given each wanted element when it ends, before ``wanted`` is asked for the next.
        skip: The names of elements in which nothing is wanted; ``wanted`` is not asked.

    Raises:
        InputError: If it is not well-formed, has a document type (and so perhaps entities), or is nested too deeply.
    """
    _Reader(source, names, wanted, take, skip).read()


class _Reader:
    def __init__(
        self,
        source: Source,
        names: Mapping[str, str],
        wanted: Wanted,
        take: Callable[[Element], None],
        skip: frozenset[str],
    ) -> None:
        self._source, self._wanted, self._take, self._skip = source, wanted, take, skip
        self._prefixes = {_XML: "xml", **names}
        self._known: dict[str, str] = {}
        self._path: list[str] = []
        self._open: list[Element] = []
        self._skipped = 0
        self._parser = expat.ParserCreate("utf-8", " ")

    def read(self) -> None:
        parser = self._parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._other
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(self._source.data, True)
        except expat.ExpatError as error:
            problem = _("damaged: not well-formed XML ({errorstring})").format(
                errorstring=expat.ErrorString(error.code)
            )
            raise InputError(problem, remedy=_(_AGAIN), where=f"{self._source.where}:{error.lineno}") from None

    def _name(self, name: str) -> str:
        try:
            return self._known[name]
        except KeyError:
            uri, _rest, local = name.rpartition(" ")
            prefix = self._prefixes.get(uri, f"{{{uri}}}") if uri else ""
            known = f"{prefix}:{local}" if prefix and not prefix.startswith("{") else prefix + local
            self._known[name] = known
            return known

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._name(name)
        if len(self._path) >= _MAX_DEPTH:
            problem = _("its elements are nested more than {max_depth} deep").format(max_depth=_MAX_DEPTH)
            raise InputError(problem, remedy=_(_AGAIN), where=f"{self._source.where}:{self._parser.CurrentLineNumber}")
        if self._skipped or (not self._open and tag in self._skip):
            self._skipped += 1
        else:
            attrib = {self._name(key): value for key, value in attributes.items()}
            if self._open or self._wanted(tag, attrib, self._path):
                self._begin(tag, attrib)
        self._path.append(tag)

    def _begin(self, tag: str, attrib: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        found = _START_TAG.match(self._source.data, start)
        element = Element(tag, attrib, start, found.end() if found else start)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _rest: str) -> None:
        self._path.pop()
        if self._skipped:
            self._skipped -= 1
        elif self._open:
            element = self._open.pop()
            data, at = self._source.data, self._parser.CurrentByteIndex
            # An empty tag <a/> ends where it begins: its end has no tag of its own.
            empty = data[element.content - 2 : element.content] == b"/>"
            element.close = element.content if empty else at
            element.end = element.content if empty else data.index(b">", at) + 1
            if not self._open:
                self._take(element)

    def _text(self, text: str) -> None:
        if self._open and not self._skipped:
            children = self._open[-1].children
            if children and isinstance(children[-1], str):
                children[-1] += text
            else:
                children.append(text)

    def _other(self, *_rest: str) -> None:
        if self._open and not self._skipped:
            start, data = self._parser.CurrentByteIndex, self._source.data
            mark = b"-->" if data.startswith(b"<!--", start) else b"?>"
            end = data.index(mark, start) + len(mark)
            self._open[-1].children.append(Element("", {}, start, end, [], end, end))

    def _doctype(self, *_rest: object) -> None:
        problem = _("it has a document type (DOCTYPE), which could hold entities, and is not read")
        raise InputError(problem, remedy=_(_AGAIN), where=f"{self._source.where}:{self._parser.CurrentLineNumber}")


def start_tag_at(data: bytes, start: int) -> str:
    """The start tag that begins at an offset, as it is written."""
    found = _START_TAG.match(data, start)
    return found[0].decode() if found else ""


def escaped(text: str) -> str:
    """A text as the content of an element; characters that XML cannot hold are left out."""
    text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def with_attribute(tag: str, name: str, value: str) -> str:
    """A start tag with an attribute set.

    Args:
        tag: A start tag as it is written, ``<a b="c">`` or ``<a/>``.
        name: The attribute's name as it is written, with its prefix.
        value: Its value; it must hold no quote, ampersand or angle bracket.
    """
    old = re.compile(rf"(\s){re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')")
    for found in old.finditer(tag):
        # Inside another value the same letters are text: quotes before it come in pairs outside.
        if not _inside_value(tag[: found.start()]):
            return f'{tag[: found.start()]}{found[1]}{name}="{value}"{tag[found.end() :]}'
    at = len(tag[: -2 if tag.endswith("/>") else -1].rstrip())
    return f'{tag[:at]} {name}="{value}"{tag[at:]}'


def _inside_value(text: str) -> bool:
    quote = ""
    for c in text:
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'":
            quote = c
    return bool(quote)
