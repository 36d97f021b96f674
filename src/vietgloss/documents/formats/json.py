"""JSON and JSON lines: the values of chosen fields; every other character stays as it is.

The standard library's ``json`` gives values but not where they stand, and its depth is bounded by Python's stack, so
the strings are found here, by RFC 8259; it only decodes them. Tags inside a string go where the English wants them, but
HTML is not read: no paragraph of it is known, no attribute translated.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from vietgloss.documents.formats.fragments import fragment, is_markup, lines, one_line
from vietgloss.documents.formats.vietnamese import is_vietnamese
from vietgloss.documents.model import Options, Target, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.fragments import Fragment
    from vietgloss.documents.model import Content

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"')
# NaN and Infinity are no JSON, but Python and others write them.
_SCALAR = re.compile(
    r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])|(?:true|false|null|NaN|-?Infinity)\b"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#[0-9]+);")
_PROGRAM = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_DEEPEST = 1000
_HALVES = re.compile("[\ud800-\udfff]")  # of characters, which UTF-8 cannot hold
_SHOWN = 8


class _Value(NamedTuple):
    """A string of the file: the span of its raw text with its quotes, and the keys that lead to it."""

    start: int
    end: int
    key: str
    path: str


class _Held(NamedTuple):
    """A value to translate and its pieces."""

    value: _Value
    text: str
    pieces: list[Fragment]


def parse(source: str | bytes, where: str, options: Options) -> Content:
    """Reads JSON, or JSON with a value on each line.

    Args:
        source: Its text in NFC.
        where: The name of the file, for errors.
        options: The fields to translate; without any, all strings that are Vietnamese. ``title`` is a field of this
            name anywhere, ``articles[].title`` or ``articles.title`` the one at this place.

    Returns:
        The strings to translate. A string of several lines is several blocks. Keys are never translated.

    Raises:
        InputError: If it is no JSON, is nested deeper than 1,000 levels, or holds none of the chosen fields.
    """
    text = source if isinstance(source, str) else source.decode("utf-8")
    values = _values(text, where)
    held: list[_Held] = []
    met: dict[str, None] = {}
    for value in values:
        raw = json.loads(text[value.start : value.end])
        met[value.key] = None
        if _PROGRAM.search(raw) or not (_chosen(value, options.fields) if options.fields else is_vietnamese(raw)):
            continue
        flows = is_markup(raw)
        pieces = [f for span in lines(raw) if (f := fragment(raw, _TAG, span, flows=flows))]
        if pieces:
            held.append(_Held(value, raw, pieces))
    if options.fields and values and not any(_chosen(v, options.fields) for v in values):
        names = [k for k in met if k][:_SHOWN]
        remedy = (
            _("fields with texts are {names}").format(names=", ".join(names))
            if names
            else _("no field of the file holds a text")
        )
        raise InputError(
            _("no text in a field {names}").format(names=_(" or ").join(options.fields)), remedy=remedy, where=where
        )
    style = _Style(text)

    def write(targets: Sequence[Target]) -> bytes:
        return _written(text, held, targets, style).encode("utf-8")

    fragments = [f for h in held for f in h.pieces]
    return content_of([(f.text, "paragraph") for f in fragments], write, inlines=[f.inlines for f in fragments])


def _chosen(value: _Value, fields: Sequence[str]) -> bool:
    return any(f.replace("[]", "").strip(".") in (value.key, value.path) for f in fields)


# -- finding the strings -----------------------------------------------------------------------------------


def _values(text: str, where: str) -> list[_Value]:
    """The strings of a file: of one value, or of a value on each line."""
    if where.lower().endswith(".jsonl"):
        return _of_lines(text, where)
    scan = _Scan(text, 0, len(text), where)
    values = list(scan.run())
    rest = _SPACE.match(text, scan.at).end()  # type: ignore[union-attr]  # it matches nothing too
    if rest == len(text):
        return values
    if "\n" in text[scan.at : rest]:  # JSON lines by another name
        return _of_lines(text, where)
    raise scan.wrong(_("something follows the end of the value"), rest)


def _of_lines(text: str, where: str) -> list[_Value]:
    values: list[_Value] = []
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip(" \t\r"):
            scan = _Scan(text, at, end, where)
            values += scan.run()
            rest = _SPACE.match(text, scan.at, end).end()  # type: ignore[union-attr]  # it matches nothing too
            if rest < end:
                raise scan.wrong(_("something follows the end of the value on this line"), rest)
        at = end + 1
    return values


class _Scan:
    """Reads one value without recursion, and gives the strings in it that are no keys."""

    def __init__(self, text: str, start: int, end: int, where: str) -> None:
        self.text, self.at, self.end, self.where = text, start, end, where
        self.path: list[str | None] = []  # for each open bracket the key that leads on, None in a list

    def run(self) -> Iterator[_Value]:
        shut: list[str] = []
        fresh = False  # whether a bracket has just been opened
        while True:
            char = self._next()
            if shut and char == shut[-1] and fresh:
                self._close(shut)
            else:
                if shut and shut[-1] == "}":
                    char = self._member(char)
                if char in "{[" and char:
                    shut.append("}" if char == "{" else "]")
                    if len(shut) > _DEEPEST:
                        raise self.wrong(_("nested deeper than {deepest} levels").format(deepest=_DEEPEST), self.at)
                    self.path.append("" if char == "{" else None)
                    self.at += 1
                    fresh = True
                    continue
                if char == '"':
                    yield self._string()
                else:
                    self._scalar()
            fresh = False
            while shut and self._next() == shut[-1]:
                self._close(shut)
            if not shut:
                return
            if self._next() != ",":
                raise self.wrong(_("a comma or {shut} is missing").format(shut=shut[-1]), self.at)
            self.at += 1

    def _next(self) -> str:
        self.at = _SPACE.match(self.text, self.at, self.end).end()  # type: ignore[union-attr]  # it matches nothing too
        return self.text[self.at] if self.at < self.end else ""

    def _close(self, shut: list[str]) -> None:
        shut.pop()
        self.path.pop()
        self.at += 1

    def _member(self, char: str) -> str:
        """Reads a key and its colon; gives what the value begins with."""
        if char != '"':
            raise self.wrong(_("the name of a field in double quotes is missing"), self.at)
        start, end = self._quoted()
        self.path[-1] = json.loads(self.text[start:end])
        if self._next() != ":":
            raise self.wrong(_("a colon is missing"), self.at)
        self.at += 1
        return self._next()

    def _quoted(self) -> tuple[int, int]:
        found = _STRING.match(self.text, self.at, self.end)
        if not found:
            raise self.wrong(_("a string is not closed, or holds a line break or a wrong escape"), self.at)
        self.at = found.end()
        return found.span()

    def _string(self) -> _Value:
        start, end = self._quoted()
        names = [name for name in self.path if name is not None]
        return _Value(start, end, names[-1] if names else "", ".".join(names))

    def _scalar(self) -> None:
        found = _SCALAR.match(self.text, self.at, self.end)
        if not found:
            raise self.wrong(
                _("a value is missing") if self.at < self.end else _("the file ends in the middle"), self.at
            )
        self.at = found.end()

    def wrong(self, problem: str, at: int) -> InputError:
        line = self.text.count("\n", 0, at) + 1
        column = at - self.text.rfind("\n", 0, at)
        return InputError(_("not valid JSON: {problem}").format(problem=problem), where=f"{self.where}:{line}:{column}")


# -- writing -----------------------------------------------------------------------------------------------


class _Style:
    """How a file writes its strings: what is escaped, and how."""

    def __init__(self, text: str) -> None:
        self.ascii = text.isascii()
        codes = [found[1] for found in _ESCAPE.finditer(text) if found[1]]
        self.capital = any(c != c.lower() for c in codes)
        # Some programs write < and & as \u003c and \u0026.
        self.escaped = {c for c in (chr(int(code, 16)) for code in codes) if c.isascii() and c.isprintable()}
        self.slash = "\\/" in text

    def write(self, value: str, raw: str) -> str:
        """Return ``value`` as a string of the file; ``raw`` is what stood there."""
        as_ascii = self.ascii or (raw.isascii() and any(found[1] for found in _ESCAPE.finditer(raw)))
        slash = self.slash and "/" not in raw.replace("\\/", "")
        return f'"{"".join(self._char(c, as_ascii, slash) for c in value)}"'

    def _char(self, char: str, as_ascii: bool, slash: bool) -> str:
        if char in self.escaped or (as_ascii and not char.isascii()) or _HALVES.match(char):
            short = json.dumps(char) if not char.isascii() else f'"\\u{ord(char):04x}"'
            return re.sub(r"(?<=u)....", lambda m: m[0].upper(), short[1:-1]) if self.capital else short[1:-1]
        return "\\/" if slash and char == "/" else json.dumps(char, ensure_ascii=False)[1:-1]


def _written(text: str, held: Sequence[_Held], targets: Sequence[Target], style: _Style) -> str:
    out: list[str] = []
    at = number = 0
    for value, old, pieces in held:
        new: list[str] = []
        inside = 0
        for piece in pieces:
            filled = piece.filled(targets[number])
            number += 1
            new += (old[inside : piece.start], filled if filled == piece.raw else one_line(filled))
            inside = piece.end
        whole = "".join(new) + old[inside:]
        if whole != old:
            out += (text[at : value.start], style.write(whole, text[value.start : value.end]))
            at = value.end
    return "".join(out) + text[at:]
