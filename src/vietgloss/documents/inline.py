"""Reads the inline markup of one Markdown paragraph: where emphasis, links, code, tags and escapes stand.

It follows CommonMark's algorithm (with strike-through and footnotes) because markdown-it-py keeps no offsets
of inline markup. Offsets are character offsets into the paragraph, end exclusive.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
WrapKind = Literal["strong", "emphasis", "strike", "code", "link", "image", "autolink", "html"]

_SPECIAL = re.compile(r"[\\`*_~<\[\]!&]")
_TICKS = re.compile(r"`+")
_AUTOLINK = re.compile(
    r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*)>"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<more>(?:{_ATTRIBUTE})*)\s*(?P<void>/?)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FOOTNOTE = re.compile(r"\[\^[^\]\[\s]{1,100}\]")
_REFERENCE = re.compile(r"\[(?:[^\[\]\\]|\\.){0,999}\]", re.DOTALL)
_NESTED = r"(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*"
_DESTINATION = re.compile(
    rf"""\(\s*(?P<url><(?:[^<>\n\\]|\\.)*>|(?!<)(?:[^\s()\\]|\\.|\({_NESTED}\))*)"""
    r"""(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)""",
    re.DOTALL,
)
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_STRONG = 2
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True, slots=True)
class Wrap:
    """Markup around text: what opens it and what closes it."""

    kind: WrapKind
    opening: Span
    closing: Span
    destination: str = ""
    is_decoration: bool = True  # without it no content is lost


@dataclass(frozen=True, slots=True)
class Atom:
    """Markup that holds no text to translate: a lone tag, a footnote's number, an icon."""

    span: Span
    kind: str = "html"


@dataclass(frozen=True, slots=True)
class Escape:
    """A character written as a backslash escape or an entity."""

    span: Span
    char: str


@dataclass(frozen=True, slots=True)
class Inline:
    """All markup of a paragraph."""

    wraps: list[Wrap] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    escapes: list[Escape] = field(default_factory=list)


def parse(text: str) -> Inline:
    """Finds the inline markup of a paragraph."""
    return _Parser(text).run()


@dataclass(slots=True)
class _Run:
    """A run of asterisks, underscores or tildes; `start` and `end` shrink as its characters are used up."""

    char: str
    start: int
    end: int
    can_open: bool
    can_close: bool
    length: int


@dataclass(slots=True)
class _Bracket:
    start: int
    is_image: bool
    runs_before: int


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Inline()
        self.runs: list[_Run] = []
        self.brackets: list[_Bracket] = []
        self.inactive = 0  # links hold no links: brackets below this depth open none
        self.tags: dict[str, list[re.Match[str]]] = defaultdict(list)
        self.has_comments = True
        self.ticks: dict[int, list[int]] | None = None

    def run(self) -> Inline:
        readers = {
            "\\": self._escape,
            "`": self._code,
            "<": self._angle,
            "[": self._open,
            "!": self._bang,
            "]": self._close,
            "&": self._entity,
        }
        at = 0
        while special := _SPECIAL.search(self.text, at):
            at = readers.get(special[0], self._run)(special.start())
        self._pair_runs(0)
        for left in self.tags.values():
            self.found.atoms.extend(Atom(tag.span()) for tag in left)
        return self.found

    def _escape(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following in _ASCII_PUNCTUATION:
            self.found.escapes.append(Escape((at, at + 2), following))
            return at + 2
        return at + 1

    def _entity(self, at: int) -> int:
        match = _ENTITY.match(self.text, at)
        if match and (char := html.unescape(match[0])) != match[0]:
            self.found.escapes.append(Escape(match.span(), char))
            return match.end()
        return at + 1

    def _code(self, at: int) -> int:
        if self.ticks is None:
            self.ticks = defaultdict(list)
            for match in _TICKS.finditer(self.text):
                self.ticks[len(match[0])].append(match.start())
        opening = _TICKS.match(self.text, at)
        begin = opening.end() if opening else at + 1
        closers = self.ticks.get(begin - at, [])
        number = bisect_left(closers, begin)
        if number == len(closers):
            return begin
        end = closers[number]
        inner = self.text[begin:end]
        # CommonMark takes one space off each side, so that code may begin with a tick.
        pad = int(inner[0] in " \n\r" and inner[-1] in " \n\r" and inner.strip(" \n\r") != "")
        after = end + begin - at
        self.found.wraps.append(Wrap("code", (at, begin + pad), (end - pad, after), is_decoration=False))
        return after

    def _angle(self, at: int) -> int:
        if match := _AUTOLINK.match(self.text, at):
            span = match.span()
            self.found.wraps.append(
                Wrap("autolink", (at, at + 1), (span[1] - 1, span[1]), match["url"], is_decoration=False)
            )
            return span[1]
        if self.text.startswith("<!--", at):
            # A search that found nothing is not made again: time stays linear.
            end = self.text.find("-->", at + 4) if self.has_comments else -1
            self.has_comments = end >= 0
            if end >= 0:
                self.found.atoms.append(Atom((at, end + 3)))
                return end + 3
            return at + 4
        if match := _TAG.match(self.text, at):
            self._tag(match)
            return match.end()
        return at + 1

    def _tag(self, match: re.Match[str]) -> None:
        name = match["name"].lower()
        if match["void"] or name in _VOID:
            self.found.atoms.append(Atom(match.span()))
        elif not match["close"]:
            self.tags[name].append(match)
        elif self.tags[name]:
            opening = self.tags[name].pop()
            self.found.wraps.append(
                Wrap("html", opening.span(), match.span(), is_decoration=not opening["more"].strip())
            )
        else:
            self.found.atoms.append(Atom(match.span()))

    def _bang(self, at: int) -> int:
        if self.text.startswith("![", at):
            self.brackets.append(_Bracket(at, is_image=True, runs_before=len(self.runs)))
            return at + 2
        return at + 1

    def _open(self, at: int) -> int:
        if match := _FOOTNOTE.match(self.text, at):
            self.found.atoms.append(Atom(match.span(), "footnote"))
            return match.end()
        self.brackets.append(_Bracket(at, is_image=False, runs_before=len(self.runs)))
        return at + 1

    def _close(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        bracket = self.brackets.pop()
        depth = len(self.brackets)
        active = bracket.is_image or depth >= self.inactive
        self.inactive = min(self.inactive, depth)
        match = _DESTINATION.match(self.text, at + 1) or _REFERENCE.match(self.text, at + 1)
        if not active or not match:
            return at + 1
        destination = (match.groupdict().get("url") or match[0]).strip("<>")
        opening = (bracket.start, bracket.start + 1 + bracket.is_image)
        kind: WrapKind = "image" if bracket.is_image else "link"
        self.found.wraps.append(Wrap(kind, opening, (at, match.end()), destination, is_decoration=False))
        self._pair_runs(bracket.runs_before)
        if not bracket.is_image:
            self.inactive = depth
        return match.end()

    def _run(self, at: int) -> int:
        text, char = self.text, self.text[at]
        end = at
        while end < len(text) and text[end] == char:
            end += 1
        before, after = text[at - 1 : at] or " ", text[end : end + 1] or " "
        left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
        right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
        can_open, can_close = left, right
        if char == "_":  # no emphasis inside words such as snake_case
            can_open = left and (not right or _is_punctuation(before))
            can_close = right and (not left or _is_punctuation(after))
        if char != "~" or end - at == _STRONG:
            self.runs.append(_Run(char, at, end, can_open, can_close, end - at))
        return end

    def _pair_runs(self, bottom: int) -> None:
        """Pairs the runs from number `bottom` on, and forgets them."""
        openers: list[tuple[int, _Run]] = []
        dead: dict[tuple[str, bool, int], int] = {}  # below these numbers no opener fits such a closer
        for number, closer in enumerate(self.runs[bottom:]):
            key = (closer.char, closer.can_open, closer.length % 3)
            while closer.can_close and closer.start < closer.end:
                depth = len(openers) - 1
                while depth >= 0 and openers[depth][0] >= dead.get(key, 0):
                    if _fit(openers[depth][1], closer):
                        break
                    depth -= 1
                else:
                    dead[key] = number
                    break
                del openers[depth + 1 :]
                opener = openers[depth][1]
                self._wrap(opener, closer)
                if opener.start == opener.end:
                    openers.pop()
            if closer.can_open and closer.start < closer.end:
                openers.append((number, closer))
        del self.runs[bottom:]

    def _wrap(self, opener: _Run, closer: _Run) -> None:
        both = min(opener.end - opener.start, closer.end - closer.start) >= _STRONG
        size = _STRONG if both else 1
        kind: WrapKind = "strike" if closer.char == "~" else ("strong" if both else "emphasis")
        opener.end -= size
        closer.start += size
        opening, closing = (opener.end, opener.end + size), (closer.start - size, closer.start)
        self.found.wraps.append(Wrap(kind, opening, closing))


def _fit(opener: _Run, closer: _Run) -> bool:
    if opener.char != closer.char:
        return False
    # CommonMark's rule of three, which tells *a**b*c apart.
    if not (opener.can_close or closer.can_open):
        return True
    return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


def _is_punctuation(char: str) -> bool:
    return char in _ASCII_PUNCTUATION or unicodedata.category(char)[0] in "PS"
