"""A text with marks in it (tags, placeholders): the plain text to translate, and the marks put back into the English.

Used by the formats whose texts are strings: subtitles, PO, JSON. Offsets count characters of NFC text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.documents.formats.vietnamese import has_letter
from vietgloss.documents.model import Inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.model import Target

# What ends a line, and what no text to translate may hold: control characters and half characters.
_BREAKS = "\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff"
_LINE = re.compile(f"[^{_BREAKS}]+")
_CONTROL = re.compile(f"[{_BREAKS}]+")
_NO_SPACE_BEFORE = ".,;:!?)]}\u201d\u2019\u2026%"
_TAG = re.compile(r"<(?P<shut>/)?(?P<name>[A-Za-z][\w:-]*)[^<>]*?(?P<alone>/)?>")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_BLANKS = re.compile(r"[ \t]+")
_ALWAYS_ALONE = frozenset("br hr img input wbr".split())


class _Mark(NamedTuple):
    """A mark of a text as it stands: ``first`` to ``last`` is the raw text of its two ends."""

    opening: str
    closing: str | None
    before: str
    after: str
    parent: int | None
    slot: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a string to translate.

    Args:
        start: Where it begins in the string.
        end: Where it ends, exclusive.
        text: What is to be translated, in NFC, without marks, not blank.
        inlines: Its marks, with offsets into ``text``.
        raw: The piece with its marks.
        marks: What the marks are, by the number of the inline.
    """

    start: int
    end: int
    text: str
    inlines: tuple[Inline, ...]
    raw: str
    marks: tuple[_Mark, ...]

    def filled(self, target: Target) -> str:
        """Return the English with its marks; the piece as it was if nothing has changed.

        Args:
            target: The English and where each mark stands now.
        """
        if target.text == self.text and target.inlines == self.inlines:
            return self.raw
        return _Filling(self.marks, target).run()


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines of ``text`` that have a letter, without white space at their ends."""
    for found in _LINE.finditer(text):
        line = found[0]
        if has_letter(line):
            start = found.start() + len(line) - len(line.lstrip())
            yield start, found.end() - (len(line) - len(line.rstrip()))


def one_line(text: str) -> str:
    """Return ``text`` without line breaks and control characters, each a space now."""
    return _CONTROL.sub(" ", text)


def is_markup(text: str) -> bool:
    """Whether a string is HTML or the like, where any number of blanks is one: it has a tag.

    >>> is_markup("Xã<br>Long Thới"), is_markup("3 < 5 > 2")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def fragment(
    text: str,
    marks: re.Pattern[str] | None,
    span: tuple[int, int],
    *,
    ordered: re.Pattern[str] | None = None,
    flows: bool = False,
) -> Fragment | None:
    """Take a piece of a string apart.

    Args:
        text: The string.
        marks: What is a mark. A match that is a tag opens or shuts one; a match of a group ``slot`` stands for words;
            any other stands alone. None if there are none.
        span: The piece.
        ordered: Which slots must keep their order, since they have no name or number.
        flows: Whether any number of blanks and tabs is one blank, as in HTML; elsewhere they may part columns.

    Returns:
        The piece without the marks at its two ends; None if no letter is left then.
    """
    start, end = span
    pieces = _tokens(text, start, end, marks) if marks else [(start, end, None)]
    pairs = _pairs(pieces)
    first, last = _inner(text, pieces, pairs)
    pieces = pieces[first:last]
    if not pieces:
        return None
    start, end = pieces[0][0], pieces[-1][1]
    raw = text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
    pairs = {a - first: b - first for a, b in pairs.items() if first <= a < last and b < last}
    built = _Reading(text, pieces, pairs, ordered, flows=flows).run()
    if not has_letter(built[0]):
        return None
    return Fragment(start, end, *built[:2], text[start:end], built[2])


_Piece = tuple[int, int, "re.Match[str] | None"]


def _tokens(text: str, start: int, end: int, marks: re.Pattern[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = start
    for found in marks.finditer(text, start, end):
        if found.end() == found.start():
            continue
        if found.start() > at:
            pieces.append((at, found.start(), None))
        pieces.append((found.start(), found.end(), found))
        at = found.end()
    if at < end:
        pieces.append((at, end, None))
    return pieces


def _is_slot(found: re.Match[str]) -> bool:
    return found.groupdict().get("slot") is not None


def _pairs(pieces: Sequence[_Piece]) -> dict[int, int]:
    """Which tag is shut by which; a tag without its partner, or that crosses another, stands alone."""
    pairs: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    count: dict[str, int] = {}
    for number, (_, _, found) in enumerate(pieces):
        tag = _TAG.fullmatch(found[0]) if found and not _is_slot(found) else None
        if not tag or tag["alone"] or tag["name"].lower() in _ALWAYS_ALONE:
            continue
        name = tag["name"].lower()
        if not tag["shut"]:
            waiting.append((name, number))
            count[name] = count.get(name, 0) + 1
        elif count.get(name):
            while waiting:
                other, opened = waiting.pop()
                count[other] -= 1
                if other == name:
                    pairs[opened] = number
                    break
    return pairs


def _inner(text: str, pieces: Sequence[_Piece], pairs: dict[int, int]) -> tuple[int, int]:
    """The first and last piece between marks that hold the whole text or stand at its ends."""
    first, last = 0, len(pieces)
    shutting = set(pairs.values())
    while first < last:
        start, end, found = pieces[first]
        if (not found and text[start:end].isspace()) or (
            found and not _is_slot(found) and first not in pairs and first not in shutting
        ):
            first += 1
            continue
        start, end, found = pieces[last - 1]
        if (not found and text[start:end].isspace()) or (
            found and not _is_slot(found) and last - 1 not in pairs and last - 1 not in shutting
        ):
            last -= 1
            continue
        if pairs.get(first) != last - 1:
            break
        first, last = first + 1, last - 1
    return first, last


class _Reading:
    """Makes the plain text of pieces, and notes where the marks stood."""

    def __init__(
        self,
        text: str,
        pieces: Sequence[_Piece],
        pairs: dict[int, int],
        ordered: re.Pattern[str] | None,
        *,
        flows: bool,
    ) -> None:
        self.text, self.pieces, self.pairs, self.ordered, self.flows = text, pieces, pairs, ordered, flows
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[_Mark] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.open: list[int] = []

    def run(self) -> tuple[str, tuple[Inline, ...], tuple[_Mark, ...]]:
        closing = {b: a for a, b in self.pairs.items()}
        for number, (start, end, found) in enumerate(self.pieces):
            if not found:
                self._words(self.text[start:end])
            elif number in closing:
                self.ends[self.open.pop()] = self.length
            else:
                self._mark(number, found)
        whole = "".join(self.parts)
        text = vn.nfc(whole.rstrip())
        # Composed letters would move the offsets; a text that was not NFC comes only from escapes, and is rare.
        move = (lambda at: len(vn.nfc(whole[:at]))) if text != whole.rstrip() else (lambda at: at)
        spans = zip(self.starts, self.ends, strict=True)
        inlines = tuple(
            Inline(min(move(a), len(text)), min(move(b), len(text)), number) for number, (a, b) in enumerate(spans)
        )
        return text, inlines, tuple(self.marks)

    def _words(self, words: str) -> None:
        if self.flows:
            words = _BLANKS.sub(" ", words)
        if not self.parts:
            words = words.lstrip()
        elif self.parts[-1][-1].isspace():
            words = words.lstrip(" ")
            if words and words[0] in _NO_SPACE_BEFORE:
                self._close_up()
        if words:
            self.parts.append(words)
            self.length += len(words)

    def _close_up(self) -> None:
        """Take away the space before what was a placeholder and is a comma now."""
        last = self.parts.pop()
        closed = last.rstrip(" ")
        self.length -= len(last) - len(closed)
        if closed:
            self.parts.append(closed)
        for places in (self.starts, self.ends):
            at = len(places)
            while at and places[at - 1] > self.length:
                at -= 1
                places[at] = self.length

    def _mark(self, number: int, found: re.Match[str]) -> None:
        start, end, _ = self.pieces[number]
        partner = self.pairs.get(number)
        closing = None
        if partner is not None:
            shut = self.pieces[partner]
            closing = self.text[shut[0] : shut[1]]
        first, last = self.pieces[0][0], self.pieces[-1][1]
        before = self.text[start - 1] if start > first else ""
        after = self.text[end] if end < last else ""
        slot = _is_slot(found)
        ordered = bool(slot and self.ordered and self.ordered.search(found[0]))
        parent = self.open[-1] if self.open else None
        self.marks.append(_Mark(found[0], closing, before, after, parent, slot, ordered))
        self.starts.append(self.length)
        self.ends.append(self.length)
        if partner is not None:
            self.open.append(len(self.marks) - 1)


class _Filling:
    """Writes an English text with the marks where they stand now."""

    def __init__(self, marks: Sequence[_Mark], target: Target) -> None:
        self.marks, self.target = marks, target
        self.out: list[str] = []
        self.last = ""
        self.at = 0
        self.space = ""
        self.waiting: list[Inline] = []
        self.in_order = iter([m.opening for m in marks if m.ordered])

    def run(self) -> str:
        for inline in self.target.inlines:
            while self.waiting and self._over(self.waiting[-1], inline):
                self._shut()
            self._words(inline.start)
            self._open(inline)
        while self.waiting:
            self._shut()
        self._words(len(self.target.text))
        return "".join(self.out)

    def _over(self, held: Inline, inline: Inline) -> bool:
        """Whether a tag is shut before the next mark; at the same place, the source tells which is inside which."""
        if held.end != inline.start or inline.end > held.end:
            return held.end < inline.start or inline.end > held.end
        parent = self.marks[inline.id].parent
        while parent is not None and parent != held.id:
            parent = self.marks[parent].parent
        return parent is None

    def _open(self, inline: Inline) -> None:
        mark = self.marks[inline.id]
        if mark.closing is not None:
            self._add(mark.opening)
            self.waiting.append(inline)
            return
        raw = next(self.in_order) if mark.ordered else mark.opening
        glued = mark.before == self.last or mark.before.isalnum()
        word = mark.slot and (self.last.isalnum() or self.last in _NO_SPACE_BEFORE) and not glued
        if self.last and not self.last.isspace() and (mark.before.isspace() or word):
            self._add(" ")
        self._add(raw)
        self.last = raw[-1]
        self.space = "wide" if mark.after.isspace() else "word" if mark.slot and not mark.after.isalnum() else ""

    def _shut(self) -> None:
        inline = self.waiting.pop()
        self._words(inline.end)
        self._add(self.marks[inline.id].closing or "")

    def _words(self, end: int) -> None:
        words = self.target.text[self.at : end]
        if not words:
            return
        self.at = end
        if (self.space == "wide" and not words[0].isspace() and words[0] not in _NO_SPACE_BEFORE) or (
            self.space == "word" and words[0].isalnum()
        ):
            words = " " + words
        self.space = ""
        self._add(words)
        self.last = words[-1]

    def _add(self, text: str) -> None:
        self.out.append(text)
        if text == " ":
            self.last = " "
