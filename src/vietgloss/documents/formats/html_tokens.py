"""Cuts HTML and XHTML into text, tags and what is neither, each with its place; no input is wrong.

It follows the tokenizer of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html, section 13.2.5) as
far as places need it. The standard library's ``html.parser`` is not used, since its cutting differs between versions
of Python and some take quadratic time for unclosed markup; this one is linear for any text.

Offsets are character offsets into the source, end exclusive.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Literal, NamedTuple

SPACE = " \t\n\f\r"
"""What HTML takes for white space; all else, no-break spaces among them, is text."""

_SPACES = re.compile(rf"[{SPACE}]+")
_MARKUP = re.compile(r"<(?=[A-Za-z!?/])")
_MARKUP_XML = re.compile(r"<(?=[^\s<>&=\"'\d.-])")
_NAME = re.compile(rf"[^{SPACE}/>]+")
_ATTRIBUTE = re.compile(
    rf"[{SPACE}/]*(?:(=[^{SPACE}/>=]*|[^{SPACE}/>=]+)"
    rf"""(?:[{SPACE}]*(=)[{SPACE}]*(?:"([^"]*)"|'([^']*)'|([^{SPACE}>"'][^{SPACE}>]*))?)?)?"""
)
_DOUBLE, _SINGLE, _BARE = 3, 4, 5
_COMMENT_END = re.compile(r"--!?>")
_SUBSET_END = re.compile(r"\]\s*>")
# Ten digits say any character; int() refuses very long ones.
_PIECE = re.compile(
    rf"[{SPACE}]+|&(?:#[0-9]{{1,10}}|#[xX][0-9a-fA-F]{{1,8}}|[A-Za-z][A-Za-z0-9]{{0,31}});?|[^{SPACE}&]+|&"
)
RAW = frozenset("script style xmp iframe noembed noframes".split())
"""Elements whose content is no HTML at all."""
_TEXT_ONLY = frozenset("title textarea".split())  # entities, but no tags
_XML_BUILT_IN = frozenset({"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"})


class Attribute(NamedTuple):
    """An attribute with a value: its name in small letters, where the value stands, the quotation mark around it."""

    name: str
    start: int
    end: int
    quote: str


class Token(NamedTuple):
    """A piece of the source.

    Args:
        kind: ``text``: running text with entities; ``start`` and ``end``: tags; ``other``: comments, declarations,
            scripts, and what can be taken for nothing else.
        start: Where it begins.
        end: Where it ends.
        name: A tag's name in small letters.
        attributes: The attributes of a start tag that have a value.
        closed: Whether a start tag ends with a slash.
    """

    kind: Literal["text", "start", "end", "other"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False


class Tokens:
    """The pieces of a source in order, without gaps.

    Args:
        source: The text.
        xml: Whether it is XHTML, where ``<title/>`` is an empty element and no element's content is raw.
    """

    def __init__(self, source: str, *, xml: bool = False) -> None:
        self.source = source
        self.xml = xml
        self.foreign = False
        """To be set while inside SVG or MathML: nothing is raw there."""
        self._at = 0
        self._raw = ""
        self._unclosed: set[str] = set()
        self._markup = _MARKUP_XML if xml else _MARKUP

    def __iter__(self) -> Tokens:
        """Give itself."""
        return self

    def __next__(self) -> Token:
        """Give the next piece."""
        token = self._raw_text() if self._raw else None
        if token is None:
            token = self._next()
        self._at = token.end
        return token

    def _next(self) -> Token:
        source, at = self.source, self._at
        if at >= len(source):
            raise StopIteration
        found = self._markup.search(source, at)
        if found is None:
            return Token("text", at, len(source))
        if found.start() > at:
            return Token("text", at, found.start())
        after = source[at + 1 : at + 2]
        if after in ("!", "?"):
            return Token("other", at, self._declaration(at))
        if after != "/":
            return self._tag(at, at + 1, "start")
        if source[at + 2 : at + 3].isalpha() or (self.xml and source[at + 2 : at + 3] == "_"):
            return self._tag(at, at + 2, "end")
        return Token("other", at, self._find(">", at) or len(source))

    def _find(self, what: str, at: int) -> int:
        """Where the next ``what`` ends; 0 for none. What was once looked for in vain is not looked for again."""
        if what in self._unclosed:
            return 0
        found = self.source.find(what, at)
        if found < 0:
            self._unclosed.add(what)
            return 0
        return found + len(what)

    def _declaration(self, at: int) -> int:
        """Where a comment, a document type, a CDATA section or an instruction ends."""
        source = self.source
        if source.startswith("<?", at):
            # A browser ends it at the first ">", but PHP and XML do not mean that.
            long = self.xml or source.startswith(("<?php", "<?=", "<?xml"), at)
            return (self._find("?>", at) if long else 0) or self._find(">", at) or len(source)
        if source.startswith("<!--", at):
            if source.startswith(("<!-->", "<!--->"), at) and not self.xml:
                return source.index(">", at) + 1
            found = _COMMENT_END.search(source, at + 4)
            return found.end() if found else len(source)
        if source.startswith("<![CDATA[", at) and (self.xml or self.foreign):
            return self._find("]]>", at) or len(source)
        end = self._find(">", at) or len(source)
        if self.xml and "[" in source[at:end]:
            found = _SUBSET_END.search(source, at)
            return found.end() if found else len(source)
        return end

    def _tag(self, at: int, name_at: int, kind: Literal["start", "end"]) -> Token:
        source = self.source
        name = _NAME.match(source, name_at)
        position = name.end() if name else name_at
        attributes: list[Attribute] = []
        bare = False
        while source[position : position + 1] != ">":
            found = _ATTRIBUTE.match(source, position)
            if found is None or found.end() == position or position >= len(source):
                return Token("other", at, len(source))  # not closed: a browser drops it, too
            position = found.end()
            which = found.lastindex or 0
            bare = which == _BARE
            if which >= _DOUBLE:
                quote = {_DOUBLE: '"', _SINGLE: "'"}.get(which, "")
                attributes.append(Attribute(found[1].lower(), found.start(which), found.end(which), quote))
            elif found[2] and source[position : position + 1] in ('"', "'"):
                return Token("other", at, len(source))  # a quotation mark that is never closed
        label = name[0].lower() if name else ""
        closed = source[position - 1] == "/" and not bare
        if kind == "start" and not self.xml and not self.foreign and (label in RAW or label in _TEXT_ONLY):
            self._raw = label
        return Token(kind, at, position + 1, label, tuple(attributes), closed)

    def _raw_text(self) -> Token | None:
        """The content of a script or title that has just been opened; None if it is empty or not raw."""
        label, self._raw = self._raw, ""
        if label in self._unclosed:
            return None
        found = _closing(label).search(self.source, self._at)
        if found is None:
            self._unclosed.add(label)
            if label in _TEXT_ONLY:
                return None  # a title that never ends: what follows is rather the page than the title
        end = found.start() if found else len(self.source)
        if end == self._at:
            return None
        return Token("text" if label in _TEXT_ONLY else "other", self._at, end)


@cache
def _closing(label: str) -> re.Pattern[str]:
    return re.compile(rf"</{label}(?=[{SPACE}/>])", re.IGNORECASE | re.ASCII)


def pieces(source: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Cuts running text at entities and white space.

    Returns:
        For each piece where it begins and ends in the source, and what it says.
    """
    if source.find("&", start, end) < 0:
        return [(start, end, source[start:end])]
    found = (m.span() for m in _PIECE.finditer(source, start, end))
    return [(a, b, unescape(source[a:b]) if source[a] == "&" else source[a:b]) for a, b in found]


def decoded(source: str, start: int, end: int) -> str:
    """What running text says, white space as it stands."""
    return "".join(text for _, _, text in pieces(source, start, end))


def squeezed(text: str) -> str:
    """The text with each run of HTML's white space as one space."""
    return _SPACES.sub(" ", text)


def is_unknown_entity(piece: str, text: str) -> bool:
    """Whether an entity of XML stands for something that only its document type knows."""
    return piece == text and piece.startswith("&") and piece.endswith(";") and piece not in _XML_BUILT_IN
