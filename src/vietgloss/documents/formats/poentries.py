"""The entries of a PO file, by line, and how one is written with another translation; the rest stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[([0-9]{1,2})\])?|domain)[ \t]*(\".*)")
_STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))")
_FUZZY = re.compile(r"#,(?:.*,)?\s*fuzzy\s*(?:,.*)?")
_FORMATTED = re.compile(r"[,\s](?!no-)[\w-]+-format\b")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPED = {"\\": "\\\\", '"': '\\"', **{value: "\\" + key for key, value in _PLAIN.items()}}
_WORD = re.compile(r"[^ ]* +|[^ ]+")
_WIDTH = 78


@dataclass(slots=True)
class String:
    """A translation in an entry: its keyword, its text, and the lines it stands on (from 0, end exclusive)."""

    keyword: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Entry:
    """An entry: its texts, and where the parts stand that may change.

    Args:
        number: Its number in the file.
        first: The line of its first keyword, or of the comment with its former text.
        flags: The line of its flags (``#,``); -1 if it has none.
        fuzzy: Whether it is marked so.
        wraps: Whether its lines may be wrapped.
        formatted: Whether a program puts values into its text.
        source: Its ``msgid``.
        plural: Its ``msgid_plural``; None if it has none.
        context: Its ``msgctxt``; None if it has none.
        strings: Its translations, more than one for a plural.
    """

    number: int
    first: int = -1
    flags: int = -1
    fuzzy: bool = False
    wraps: bool = True
    formatted: bool = False
    source: str = ""
    plural: str | None = None
    context: str | None = None
    strings: list[String] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """A PO file: its lines with their ends, and its entries."""

    lines: list[str]
    entries: list[Entry]

    @property
    def header(self) -> Entry | None:
        """The entry with an empty ``msgid``; None if there is none."""
        return next((e for e in self.entries if not e.source and e.context is None and e.strings), None)


def read(text: str, where: str) -> File:
    """Reads a PO file; entries that are obsolete (``#~``) are left out.

    Args:
        text: Its text.
        where: The name of the file, for errors.

    Raises:
        InputError: If a line is none of a PO file, or an entry is not whole.
    """
    return _Reader(_LINE.findall(text), where).run()


class _Reader:
    """Reads the lines one by one."""

    def __init__(self, lines: list[str], where: str) -> None:
        self.file = File(lines, [])
        self.where = where
        self.entry = Entry(0)
        self.begun = -1  # the line of the entry's msgid or msgctxt
        self.has_source = False

    def run(self) -> File:
        at = 0
        lines = self.file.lines
        while at < len(lines):
            line = lines[at].strip()
            if not line or line.startswith("#"):
                if self.entry.strings and line:
                    self._end()
                self._comment(line, at)
                at += 1
                continue
            found = _KEYWORD.match(lines[at].rstrip("\r\n"))
            if not found:
                raise self._wrong(_("is none of a PO file"), at)
            at = self._keyword(found, at)
        if self.begun >= 0:
            self._end()
        return self.file

    def _comment(self, line: str, at: int) -> None:
        if line.startswith("#~") or not line:
            return
        if self.begun >= 0:
            return  # a comment between msgid and msgstr is the entry's, and has no meaning
        if line.startswith("#,"):
            self.entry.flags = at
            self.entry.fuzzy = self.entry.fuzzy or _FUZZY.fullmatch(line) is not None
            self.entry.wraps = self.entry.wraps and "no-wrap" not in line
            self.entry.formatted = self.entry.formatted or _FORMATTED.search(line) is not None
        elif line.startswith("#|") and self.entry.first < 0:
            self.entry.first = at

    def _keyword(self, found: re.Match[str], at: int) -> int:
        name = found[1]
        start = at
        text, at = self._text(found[3], at)
        if name == "domain":
            return at
        if name in ("msgctxt", "msgid") and self.entry.strings:
            self._end()
        if self.begun < 0:
            self.begun = start
            self.entry.first = start if self.entry.first < 0 else self.entry.first
        if name == "msgctxt":
            self.entry.context = text
        elif name == "msgid":
            if self.has_source:
                raise self._wrong(_("has a second msgid for one msgstr"), start)
            self.entry.source, self.has_source = text, True
        elif not self.has_source:
            raise self._wrong(_("has {name} without msgid").format(name=name), start)
        elif name == "msgid_plural":
            self.entry.plural = text
        else:
            self.entry.strings.append(String(name, text, start, at))
        return at

    def _text(self, first: str, at: int) -> tuple[str, int]:
        parts: list[str] = []
        line = first
        while True:
            found = _STRING.fullmatch(line)
            if not found:
                raise self._wrong(_("has a string that is not closed"), at)
            parts.append(found[1])
            at += 1
            if at == len(self.file.lines) or not self.file.lines[at].lstrip().startswith('"'):
                return vn.nfc(_ESCAPE.sub(_character, "".join(parts))), at
            line = self.file.lines[at]

    def _end(self) -> None:
        if not self.entry.strings:
            raise self._wrong(_("has a msgid without msgstr"), self.begun)
        self.file.entries.append(self.entry)
        self.entry = Entry(len(self.file.entries))
        self.begun, self.has_source = -1, False

    def _wrong(self, problem: str, at: int) -> InputError:
        return InputError(
            _("this line {problem}").format(problem=problem),
            remedy=_("check it with msgfmt -c"),
            where=f"{self.where}:{at + 1}",
        )


def _character(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return chr(int(found[2], 8)) if found[2] else _PLAIN.get(found[3], found[3])


def written(file: File, news: Mapping[int, Mapping[int, str]], reviewed: AbstractSet[int]) -> str:
    """Return the file with other translations.

    Args:
        file: The file.
        news: For the number of an entry, the new text of each of its translations by their number.
        reviewed: The numbers of the entries that a person has to read, which get the flag ``fuzzy``.
    """
    lines: list[str] = list(file.lines)
    for entry in file.entries:
        for number, text in news.get(entry.number, {}).items():
            string = entry.strings[number]
            if text == string.text:
                continue
            end = _line_end(lines[string.start])
            whole = end.join(_wrapped(string.keyword, text, wraps=entry.wraps and entry.number in reviewed)) + end
            lines[string.start : string.end] = [whole, *[""] * (string.end - string.start - 1)]
        if entry.number in reviewed and not entry.fuzzy:
            at = entry.flags if entry.flags >= 0 else entry.first
            if entry.flags >= 0:
                lines[at] = lines[at].replace("#,", "#, fuzzy,", 1)
            else:
                lines[at] = f"#, fuzzy{_line_end(lines[at])}{lines[at]}"
    return "".join(lines)


def _line_end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\n"


def _wrapped(keyword: str, text: str, *, wraps: bool) -> list[str]:
    """The lines of a string as gettext breaks them: after a line break, and between words at 78 columns."""
    if "\n" not in text[:-1] and (not wraps or len(keyword) + len(_escaped(text)) + 3 <= _WIDTH):
        return [f'{keyword} "{_escaped(text)}"']
    lines = [f'{keyword} ""']
    for part in _LINE.findall(text):
        line = ""
        for word in _WORD.findall(_escaped(part)) if wraps else [_escaped(part)]:
            if line and len(line) + len(word) + 2 > _WIDTH:
                lines.append(f'"{line}"')
                line = ""
            line += word
        lines.append(f'"{line}"')
    return lines


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in text)
