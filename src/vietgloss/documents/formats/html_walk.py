"""Walks through a page and finds what is to be translated in it: paragraphs, titles, attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.documents.formats import html_tags as tags
from vietgloss.documents.formats.html_page import Page
from vietgloss.documents.formats.html_run import MOST_PARTS, Passage, Run
from vietgloss.documents.formats.html_stack import Frame, Stack
from vietgloss.documents.formats.html_tokens import Tokens, decoded, is_unknown_entity, pieces, squeezed
from vietgloss.documents.formats.vietnamese import is_vietnamese
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.documents.formats.html_page import Edit
    from vietgloss.documents.formats.html_tokens import Attribute, Token
    from vietgloss.documents.model import Kind

# HTML that ends an SVG or a formula in which it stands, and what may hold HTML there.
_BREAKS_OUT = frozenset("body center div dl h1 h2 h3 h4 h5 h6 li ol p pre table ul".split())
_HOLDS_HTML = frozenset("foreignobject desc title annotation-xml".split())
_READ = frozenset("lang xml:lang translate class charset http-equiv name property".split())
_SHOWN = frozenset("embed img input picture".split())
_ROOTS = frozenset({"html", "body"})
_VIETNAMESE = re.compile(r"vi(?:[-_].*)?", re.IGNORECASE)
_LONGEST_LOOK = 500
_TAG = re.compile(r"<[^>]*>?")
_LINE_END = re.compile(r"\r\n|\n|\r")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"'>]+)", re.IGNORECASE)
_DECLARED = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def page(source: str, *, xml: bool) -> Page:
    """Takes a page apart; no source is wrong.

    Args:
        source: The page.
        xml: Whether it is XHTML.
    """
    return _Walk(source, xml=xml).page()


class _Walk:
    def __init__(self, source: str, *, xml: bool) -> None:
        self.source, self.xml = source, xml
        self.tokens = Tokens(source, xml=xml)
        self.stack = Stack()
        self.run = Run(source)
        self.passages: list[Passage] = []
        self.edits: list[Edit] = []
        self.notes: dict[str, None] = {}
        self.at_root = True

    def page(self) -> Page:
        for token in self.tokens:
            if token.kind == "start":
                self._start(token)
            elif token.kind == "end":
                self._end(token)
            elif token.kind == "text":
                self._text(token)
            else:
                self._other(token)
        self._close_to("", len(self.source), len(self.source))
        self._flush("paragraph")
        self.passages.sort(key=lambda p: p.start)
        return Page(self.source, tuple(self.passages), tuple(self.edits), tuple(self.notes))

    # -- text ----------------------------------------------------------------------------------------------

    def _text(self, token: Token) -> None:
        top = self.stack.top
        if top.skipped:
            return
        start = token.start
        if top.pre:
            for found in _LINE_END.finditer(self.source, token.start, token.end):
                self._words(start, found.start())
                self._flush(top.kind)
                start = found.end()
        self._words(start, token.end)

    def _words(self, start: int, end: int) -> None:
        if self.xml and self.source.find("&", start, end) >= 0:
            for a, b, text in pieces(self.source, start, end):
                if is_unknown_entity(self.source[a:b], text):
                    self._words_known(start, a)
                    self.run.atom(a, b, shown=True)
                    start = b
        self._words_known(start, end)

    def _words_known(self, start: int, end: int) -> None:
        if start < end:
            self.run.text(start, end)

    def _other(self, token: Token) -> None:
        if self.stack.top.skipped:
            return
        start = self.source[token.start : token.start + 9]
        if start.startswith("<?xml") and (found := _DECLARED.match(self.source, token.start, token.end)):
            self._encoding(found.start(found.lastindex or 0), found.end(found.lastindex or 0))
        self.run.atom(token.start, token.end, shown=start == "<![CDATA[")

    def _flush(self, kind: Kind) -> None:
        """End a paragraph."""
        if self.run.is_full:
            self.notes[
                _("a paragraph with more than {most_parts} tags is left as it is").format(most_parts=MOST_PARTS)
            ] = None
            self.run = Run(self.source)
        elif self.run.events:
            if self.run.flowing and (found := self.run.passage(kind)):
                self.passages.append(found)
            self.run = Run(self.source)

    # -- tags ----------------------------------------------------------------------------------------------

    def _start(self, token: Token) -> None:
        name = token.name
        local = name.rpartition(":")[2]
        if local in tags.FOREIGN:
            self._skip_foreign(token, local)
            return
        while not self.xml and (other := self.stack.implied(name)):
            self._close_to(other, token.start, token.start)
        top = self.stack.top
        values = self._values(token)
        inline = tags.is_inline(name, top.block, flowing=self.run.flowing)
        frame = self._frame(token, values, top, inline=inline)
        if not (top.skipped or frame.no_translation or frame.foreign):
            self._attributes(token, values)
        if name in tags.VOID or (self.xml and token.closed):
            self._alone(token, frame, top)
            return
        if (not inline and top.atom_from < 0) or (top.skipped and not frame.skipped):
            self._flush(top.kind)
        elif inline and not top.skipped:
            if frame.skipped:
                frame.atom_from = token.start
            else:
                self.run.open(token.start, token.end, name)
        self.stack.push(frame)

    def _alone(self, token: Token, frame: Frame, top: Frame) -> None:
        """An element without content."""
        if top.skipped:
            return
        if frame.inline:
            self.run.atom(token.start, token.end, shown=token.name in _SHOWN)
        else:
            self._flush(top.kind)

    def _frame(self, token: Token, values: dict[str, str], top: Frame, *, inline: bool) -> Frame:
        name = token.name
        classes = values.get("class", "").split()
        wanted = values.get("translate", "").strip().lower()
        blocked = (top.no_translation and wanted != "yes") or wanted == "no" or "notranslate" in classes
        language = next((values[key].strip() for key in ("lang", "xml:lang") if key in values), None)
        foreign = top.foreign
        if language is not None:
            foreign = bool(language) and name not in _ROOTS and not _VIETNAMESE.fullmatch(language)
            # Word marks Vietnamese as English where the keyboard was English.
            foreign = foreign and not self._looks_vietnamese(token)
        return Frame(
            name,
            inline,
            tags.KINDS.get(name, top.kind),
            top.block if inline else name,
            no_translation=blocked,
            foreign=foreign,
            opaque=top.opaque or top.atom_from >= 0 or name in tags.OPAQUE,
            atom_from=top.atom_from,
            pre=top.pre or name == "pre",
        )

    def _looks_vietnamese(self, token: Token) -> bool:
        """Whether an element that says it is in another language begins with Vietnamese all the same."""
        text = self.source[token.end : token.end + _LONGEST_LOOK]
        # What says its own language inside it does not count.
        text = text.partition(f"</{token.name}")[0].partition("lang=")[0]
        if token.name in tags.ended_by(token.name):
            text = text.partition(f"<{token.name}")[0]
        text = _TAG.sub(" ", text)
        return not text.isascii() and is_vietnamese(decoded(text, 0, len(text)))

    def _end(self, token: Token) -> None:
        name = token.name
        if self.stack.holds(name):
            self._close_to(name, token.start, token.end)
        elif self.stack.top.atom_from < 0:
            if name in tags.BLOCK:
                self._flush(self.stack.top.kind)
            elif not self.stack.top.skipped:
                self.run.close(token.start, token.end, name)

    def _close_to(self, name: str, start: int, end: int) -> None:
        """Close elements up to the innermost one of this name; all for none.

        Args:
            name: The name.
            start: Where what closes them begins in the source.
            end: Where its end tag ends; the same as ``start`` if that was left out.
        """
        while len(self.stack.frames) > 1:
            frame = self.stack.pop()
            above = self.stack.top
            last = frame.name == name
            if frame.atom_from >= 0:
                if above.atom_from < 0:
                    self.run.atom(frame.atom_from, end if last and frame.inline else start, shown=True)
            elif not frame.inline:
                self._flush(frame.kind)
            elif not frame.skipped:
                if last and start < end:
                    self.run.close(start, end, name)
                if above.skipped:
                    self._flush(frame.kind)
            if last:
                return

    def _skip_foreign(self, token: Token, local: str) -> None:
        """Pass over SVG or a formula, to its end tag or to HTML that cannot stand in it."""
        end, depth, holding = token.end, 1, 0
        after = None
        if not token.closed:
            self.tokens.foreign = True
            for inner in self.tokens:
                name = inner.name.rpartition(":")[2]
                if inner.kind == "start" and not self.xml and not holding and inner.name in _BREAKS_OUT:
                    after = inner
                    break
                end = inner.end
                if not inner.closed and inner.kind in ("start", "end"):
                    step = 1 if inner.kind == "start" else -1
                    depth += step if name == local else 0
                    holding = max(0, holding + step) if name in _HOLDS_HTML else holding
                if not depth:
                    break
            self.tokens.foreign = False
        if not self.stack.top.skipped:
            self.run.atom(token.start, end, shown=True)
        if after:
            self._start(after)

    # -- attributes ----------------------------------------------------------------------------------------

    def _values(self, token: Token) -> dict[str, str]:
        """What the attributes say that tell how to read an element; the first of each name counts."""
        values: dict[str, str] = {}
        for name, start, end, _rest in token.attributes:
            values.setdefault(name, decoded(self.source, start, end) if name in _READ else "")
        return values

    def _attributes(self, token: Token, values: dict[str, str]) -> None:
        """Find the texts in attributes, and put right what they say about the page."""
        root = token.name == "html" or (self.xml and self.at_root)
        self.at_root = False
        texts = tags.text_attributes(token.name, values)
        for attribute in token.attributes:
            name = attribute.name
            if name in texts:
                self._value(attribute)
            elif root and name in ("lang", "xml:lang") and _VIETNAMESE.fullmatch(values[name].strip()):
                self.edits.append((attribute.start, attribute.end, "en"))
            elif token.name == "meta" and name == "charset":
                self._encoding(attribute.start, attribute.end)
            elif token.name == "meta" and name == "content" and values.get("http-equiv", "").lower() == "content-type":
                found = _CHARSET.search(self.source, attribute.start, attribute.end)
                if found:
                    self._encoding(found.start(1), found.end(1))

    def _encoding(self, start: int, end: int) -> None:
        said = self.source[start:end].strip()
        if said.lower() not in ("utf-8", "utf8"):
            self.edits.append((start, end, "utf-8"))
            self.notes[
                _("the page says that it is {said!r}; the translated one is UTF-8 and says so").format(said=said[:40])
            ] = None

    def _value(self, attribute: Attribute) -> None:
        _rest, start, end, quote = attribute
        text = vn.nfc(squeezed(decoded(self.source, start, end))).strip()
        if not any(c.isalpha() for c in text):
            return
        self.passages.append(Passage(start, end, text, quote=quote))
