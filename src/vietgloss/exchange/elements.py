"""XML piece by piece, with nothing in it that reaches outside or grows: no entities, no internal document type."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vietgloss.errors import InputError
from vietgloss.exchange.model import MAX_ROWS
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MAX_DEPTH = 60
_CHUNK = 1 << 20
_LANGUAGE = "http://www.w3.org/XML/1998/namespace}lang"
_CODE = ("bpt", "ept", "it", "ph", "ut", "sc", "ec")  # what stands in them is markup of the source, no text


@dataclass(slots=True)
class Node:
    """An element: its name and attributes without namespaces, and the line it begins on (from 1)."""

    tag: str
    attributes: dict[str, str]
    line: int
    parts: list[str | Node] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The elements directly in it."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def text(self) -> str:
        """Its text with that of inline elements, white space squeezed."""
        return " ".join("".join(self.texts()).split())

    @property
    def language(self) -> str:
        """The language by ``xml:lang`` or ``lang``: its first part in small letters, ``vie`` and ``eng`` made two."""
        named = self.attributes.get("xml:lang") or self.attributes.get("lang", "")
        short = re.split("[-_]", named.strip().lower())[0]
        return {"vie": "vi", "eng": "en"}.get(short, short)

    def texts(self) -> Iterator[str]:
        """Give the pieces of text in it, without the codes that some inline elements hold."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.tag not in _CODE:
                yield from part.texts()

    def walk(self) -> Iterator[Node]:
        """Give the elements in it, at any depth."""
        for child in self.children:
            yield child
            yield from child.walk()


class _Builder:
    """Builds the elements of the wanted kinds, and keeps nothing of what stands around them."""

    def __init__(self, wanted: Collection[str], name: str) -> None:
        self.wanted = wanted
        self.name = name
        self.expat: Any = None
        self.done: list[Node] = []
        self.root: Node | None = None
        self.count = 0
        self._open: list[Node] = []
        self._depth = 0

    def start(self, tag: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            where = f"{self.name}:{self.expat.CurrentLineNumber}"
            raise InputError(_("nested too deeply"), remedy=_("is it a TBX or TMX file?"), where=where)
        short = tag.rpartition("}")[2]
        if self._open or short in self.wanted or self.root is None:
            pairs = zip(attributes[::2], attributes[1::2], strict=True)
            plain = {"xml:lang" if k == _LANGUAGE else k.rpartition("}")[2]: v for k, v in pairs}
            node = Node(short, plain, self.expat.CurrentLineNumber)
            if self.root is None:
                self.root = node
            if self._open:
                self._open[-1].parts.append(node)
                self._open.append(node)
            elif short in self.wanted:
                self._open.append(node)

    def end(self, _tag: str) -> None:
        self._depth -= 1
        if self._open:
            node = self._open.pop()
            if not self._open:
                self.done.append(node)
                self.count += 1

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].parts.append(text)

    def close(self) -> None:
        """Nothing is left to do."""


class Elements:
    """The elements of some kinds in an XML file, one after the other.

    Args:
        data: The file.
        wanted: Their names, without namespaces.
        name: The file, for messages.

    Attributes:
        root: The root element without what stands in it; None before the first element was given.

    Raises:
        InputError: While it is walked through, if the file is not well-formed, hostile or too large.
    """

    def __init__(self, data: bytes, wanted: Collection[str], name: str) -> None:
        self.data = data
        self.name = name
        self._builder = _Builder(wanted, name)

    @property
    def root(self) -> Node | None:
        """The root element."""
        return self._builder.root

    def __iter__(self) -> Iterator[Node]:
        from defusedxml.common import DefusedXmlException  # noqa: PLC0415  # only for XML
        from defusedxml.ElementTree import DefusedXMLParser, ParseError  # noqa: PLC0415  # same

        builder = self._builder
        parser: Any = DefusedXMLParser(target=builder, forbid_dtd=False, forbid_entities=True, forbid_external=True)
        builder.expat = parser.parser  # asked directly: half the time of going through ElementTree, the same guard
        builder.expat.StartElementHandler = builder.start
        builder.expat.EndElementHandler = builder.end
        builder.expat.CharacterDataHandler = builder.data
        # `<!DOCTYPE tmx SYSTEM "tmx14.dtd">` is usual and is not fetched; one with declarations inside is refused.
        builder.expat.StartDoctypeDeclHandler = self._refuse_declarations
        try:
            for at in range(0, len(self.data), _CHUNK):
                parser.feed(self.data[at : at + _CHUNK])
                yield from self._ready()
            parser.close()
        except DefusedXmlException:
            raise self._hostile() from None
        except (ParseError, LookupError, ValueError) as error:
            if isinstance(error, InputError):
                raise
            line = getattr(error, "position", (0, 0))[0]
            where = f"{self.name}:{line}" if line else self.name
            problem = str(error).split(": line")[0][:100]
            raise InputError(
                _("not well-formed XML: {problem}").format(problem=problem),
                remedy=_("is the file complete?"),
                where=where,
            ) from None
        yield from self._ready()

    def _ready(self) -> Iterator[Node]:
        ready, self._builder.done = self._builder.done, []
        if self._builder.count > MAX_ROWS:
            remedy = _("split it into several files")
            raise InputError(
                _("more than {max_rows:,} entries").format(max_rows=MAX_ROWS), remedy=remedy, where=self.name
            )
        yield from ready

    def _refuse_declarations(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise self._hostile()

    def _hostile(self) -> InputError:
        problem = _("declares entities or reaches outside; that is not read")
        where = f"{self.name}:{self._builder.expat.CurrentLineNumber}"
        return InputError(problem, remedy=_("export it anew without a document type"), where=where)


def escaped(text: str) -> str:
    """Return ``text`` for the inside of an element."""
    return html.escape(text, quote=False)


def root_of(head: str) -> str:
    """Return the name of the first element in the beginning of a text, in small letters; empty if it is no XML."""
    found = re.match(
        r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*)*<([A-Za-z_][\w.:-]*)", head, re.DOTALL
    )
    return found[1].rpartition(":")[2].lower() if found else ""
