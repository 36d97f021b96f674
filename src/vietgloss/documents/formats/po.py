"""PO, the message files of gettext: ``msgid`` in Vietnamese, ``msgstr`` filled with English where there is none.

A filled entry is marked ``fuzzy``, as gettext's own tools and the editors of PO files mark what a person has yet to
read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.documents.formats import poentries
from vietgloss.documents.formats.fragments import fragment, is_markup, lines, one_line
from vietgloss.documents.formats.vietnamese import has_letter, is_foreign, mostly_vietnamese
from vietgloss.documents.model import Options, Target, content_of
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.documents.formats.fragments import Fragment
    from vietgloss.documents.formats.poentries import Entry
    from vietgloss.documents.model import Content

_PRINTF = r"%(?:\([^()\s]+\)|[0-9]+\$)?[-+#0]*(?:[0-9]+|\*)?(?:\.(?:[0-9]+|\*))?(?:hh|ll|[hlLqjzt])?[diouxXeEfFgGcspn@]"
_NAMED = r"%\([^()\s]+\)[#0-9.+-]*[diouxXeEfFgGcrsa]|%\{\w+\}|\$\{\w+\}|\$\w+\b|\{\{\s*[\w.]+\s*\}\}|\{[^{}\s]*\}"
_TAG = r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#[0-9]+);"
_AROUND = ((r"\(", r"\)"), (r"\[", r"\]"), ('"', '"'), ("'", "'"), ("\u201c", "\u201d"), ("", ""))


def _marks(printf: str) -> re.Pattern[str]:
    """Placeholders and tags. Quotes and brackets around a placeholder go with it: alone they would mean nothing."""
    slot = rf"(?:{_NAMED}|{printf}|%[0-9]{{1,2}}\b|%%)"
    return re.compile(rf"(?P<slot>{'|'.join(f'{a}{slot}{b}' for a, b in _AROUND)})|{_TAG}")


_MARKS = _marks(_PRINTF)
# Where nothing says that values are put into a text, the per cent sign of "50%cho" is one.
_CAREFUL_MARKS = _marks(_PRINTF + r"(?![^\W\d_])")
_BY_ORDER = re.compile(r"%[-+#0]*(?:[0-9]+|\*)?(?:\.(?:[0-9]+|\*))?(?:hh|ll|[hlLqjzt])?[diouxXeEfFgGcspn@]|\{\}")
_LANGUAGE = re.compile(r"^Language:[^\n]*$", re.MULTILINE)
_CHARSET = re.compile(r"(?<=charset=)[\w-]+")


class _Text:
    """A text of an entry, its pieces, and the English once it is there."""

    def __init__(self, source: str, marks: re.Pattern[str]) -> None:
        self.source = source
        flows = is_markup(source)
        found = (fragment(source, marks, span, ordered=_BY_ORDER, flows=flows) for span in lines(source))
        self.pieces: list[Fragment] = [f for f in found if f]

    def filled(self, targets: Sequence[Target]) -> str:
        new: list[str] = []
        at = 0
        for piece, target in zip(self.pieces, targets, strict=True):
            new += (self.source[at : piece.start], one_line(piece.filled(target)))
            at = piece.end
        return "".join(new) + self.source[at:]


def parse(source: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  # every parser takes these
    """Reads a PO file.

    Args:
        source: Its text in NFC.
        where: The name of the file, for errors.
        options: Not used.

    Returns:
        The texts of the entries whose translation is empty or fuzzy; a text of several lines is several blocks. What is
        written has the header ``Language: en`` and UTF-8 as its character set.

    Raises:
        InputError: If a line is none of a PO file.
    """
    text = source if isinstance(source, str) else source.decode("utf-8")
    found = poentries.read(text, where)
    todo = [e for e in found.entries if e.source and (e.fuzzy or any(not s.text for s in e.strings))]
    notes: tuple[str, ...] = ()
    if not mostly_vietnamese(e.source for e in todo):
        if any(has_letter(e.source) for e in todo):
            notes = (_("the texts of this file (msgid) are not Vietnamese"),)
        todo = []
    work: list[tuple[Entry, list[_Text]]] = []
    for entry in todo:
        marks = _MARKS if entry.formatted else _CAREFUL_MARKS
        texts = [_Text(t, marks) for t in ([entry.source] if entry.plural is None else [entry.source, entry.plural])]
        if any(t.pieces for t in texts) and not is_foreign(entry.source):
            work.append((entry, texts))

    def write(targets: Sequence[Target]) -> bytes:
        left = iter(targets)
        for_entries: dict[int, dict[int, str]] = {}
        for entry, texts in work:
            english = [t.filled([next(left) for _ in t.pieces]) for t in texts]
            for_entries[entry.number] = _strings(entry, english)
        header = found.header
        if header:
            for_entries[header.number] = {0: _header(header.strings[0].text)}
        return poentries.written(found, for_entries, {e.number for e, _ in work}).encode("utf-8")

    pieces = [p for _, texts in work for t in texts for p in t.pieces]
    return content_of([(p.text, "paragraph") for p in pieces], write, inlines=[p.inlines for p in pieces], notes=notes)


def _strings(entry: Entry, english: list[str]) -> dict[int, str]:
    """The English for each ``msgstr`` that takes it; the first of several is the singular."""
    news: dict[int, str] = {}
    for number, string in enumerate(entry.strings):
        if string.text and not entry.fuzzy:
            continue
        news[number] = english[0] if number == 0 and len(entry.strings) > 1 else english[-1]
    return news


def _header(text: str) -> str:
    text = _CHARSET.sub(lambda m: m[0] if m[0].lower() == "utf-8" else "UTF-8", text)
    if _LANGUAGE.search(text):
        return _LANGUAGE.sub("Language: en", text, count=1)
    return text + ("" if text.endswith("\n") or not text else "\n") + "Language: en\n"
