"""The lines of text of a PDF and where they stand, by PDFium. Lengths are in points, from the lower left corner."""

from __future__ import annotations

import ctypes
import math
import re
import statistics
from contextlib import closing
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

BROKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
"""A letter that is none: its font does not say what it shows."""

_GAP = 1.5  # times the size: wider is another column or cell
_SHIFT = 0.5
_FEWEST_SPREAD = 3
_WIDEST_SPREAD = 6
_PIECE_GAP = 0.35  # narrower is one line drawn in pieces
_MOST_LETTERS = 50_000_000
_HYPHEN = "\x02"  # PDFium's sign for a hyphen at the end of a line
_BULLET = re.compile(r"[\ue000-\uf8ff](?=\s)")
_LIST_MARK = re.compile(r"(?:[0-9]{1,3}|[IVXivx]{1,5}|[a-zđ])[.)]|[-+\u2022\u2013*]")


class Line(NamedTuple):
    """A line, or as much of it as stands in one column: its box, the size of its letters, its text.

    Args:
        left: Its left edge.
        right: Its right edge.
        bottom: The height of the line that its letters stand on.
        size: The size of its letters.
        word: How wide its first word is.
        text: Its text, in NFC, white space squeezed.
    """

    left: float
    right: float
    bottom: float
    size: float
    word: float
    text: str

    @property
    def middle(self) -> float:
        """The middle of the line from left to right."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Read:
    """What was read.

    Args:
        count: The number of pages.
        pages: The lines of each page with text, in the order of the file; those that are turned as a page of their own.
        pictures: The pages (from 1) that hold pictures only.
    """

    count: int = 0
    pages: list[list[Line]] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


def read(data: bytes, where: str) -> Read:
    """Reads the lines of a PDF.

    Args:
        data: The file.
        where: Its name, for errors.

    Raises:
        InputError: If it is no PDF, damaged, or locked.
    """
    import pypdfium2  # noqa: PLC0415  # loads a large library

    found = Read()
    letters = 0
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            found.count = len(document)
            for number in range(found.count):
                with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                    letters += textpage.count_chars()
                    if letters > _MOST_LETTERS:
                        raise InputError(_("holds more text than can be read"), remedy=_("split the file"), where=where)
                    groups = [_merged(_lines(group)) for group in _letters(textpage)]
                    found.pages += [lines for lines in groups if lines]
                    if not any(groups) and _has_picture(page):
                        found.pictures.append(number + 1)
    except pypdfium2.PdfiumError as error:
        raise _input_error(str(error).lower(), where) from None
    return found


def _input_error(message: str, where: str) -> InputError:
    if "password" in message or "security" in message:
        return InputError(_("is locked with a password"), remedy=_("save it without one"), where=where)
    return InputError(_("is no PDF, or damaged"), remedy=_("open it in a viewer and save it anew"), where=where)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415  # as above

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


class _Letter(NamedTuple):
    """A letter, where it stands on which line, and its size; a size of 0 for a space or line end that PDFium adds."""

    char: str
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    size: float = 0.0

    @property
    def is_drawn(self) -> bool:
        return self.size > 0 and not self.char.isspace()


def _letters(textpage: pypdfium2.PdfTextPage) -> list[list[_Letter]]:
    """The letters of a page, those that stand upright apart from those turned by 90, 180 and 270 degrees.

    Each group is turned upright; the largest comes first.
    """
    import pypdfium2.raw as pdfium  # noqa: PLC0415  # as above

    groups: dict[int, list[_Letter]] = {}
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    turn = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004  # Unicode
        if char in "\r\n" or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            groups.setdefault(turn, []).append(_Letter("-" if char == _HYPHEN else char))
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pdfium.FPDFText_GetMatrix(textpage, index, matrix)
        size = pdfium.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        if not (math.isfinite(matrix.a) and math.isfinite(matrix.b)):
            continue
        turn = round(2 * math.atan2(matrix.b, matrix.a) / math.pi) % 4
        left, right, base = (
            (box.left, box.right, y.value),
            (box.bottom, box.top, -x.value),
            (-box.right, -box.left, -y.value),
            (-box.top, -box.bottom, x.value),
        )[turn]
        values = (left, right, base, size)
        if all(map(math.isfinite, values)) and size > 0:
            groups.setdefault(turn, []).append(_Letter("-" if char == _HYPHEN else char, *values))
    return sorted(groups.values(), key=len, reverse=True)


def _lines(letters: Sequence[_Letter]) -> list[Line]:
    lines: list[Line] = []
    held: list[_Letter] = []
    last: _Letter | None = None
    for letter in letters:
        if letter.char in "\r\n":
            lines += _line(held)
            held, last = [], None
            continue
        if last and letter.is_drawn:
            apart = _is_apart(last, letter)
            below = abs(last.base - letter.base) > _SHIFT * letter.size or letter.left < last.right
            if apart and (below or not _is_list_mark(held)):
                lines += _line(held)
                held = []
            elif apart:
                held.append(_Letter(" "))
        held.append(letter)
        last = letter if letter.is_drawn else last
    return lines + _line(held)


def _is_apart(last: _Letter, letter: _Letter) -> bool:
    """Whether a letter is not on one line with the letter before it, or far from it."""
    size = max(last.size, letter.size)
    between = letter.left - last.right
    return between > _GAP * size or between < -2 * size or abs(last.base - letter.base) > _SHIFT * size


def _is_list_mark(held: Sequence[_Letter]) -> bool:
    return _LIST_MARK.fullmatch("".join(letter.char for letter in held).strip()) is not None


def _line(held: Sequence[_Letter]) -> list[Line]:
    """The line of some letters; none if they are white space."""
    drawn = [letter for letter in held if letter.is_drawn]
    text = vn.nfc(" ".join("".join(letter.char for letter in held).split()))
    if not drawn or not text:
        return []
    # The usual size: a raised figure of a note is smaller, an initial larger.
    size = statistics.median_low(letter.size for letter in drawn)
    base = statistics.median_low(letter.base for letter in drawn)
    left, right = min(x.left for x in drawn), max(x.right for x in drawn)
    word = _first_word(held)
    return [Line(left, right, base, size, word, _BULLET.sub("\u2022", text))]


def _first_word(held: Sequence[_Letter]) -> float:
    """How wide the first word is."""
    word = list(takewhile(lambda letter: not letter.char.isspace(), dropwhile(lambda x: not x.is_drawn, held)))
    return max(letter.right for letter in word) - min(letter.left for letter in word)


def _merged(lines: list[Line]) -> list[Line]:
    """Lines that were drawn in pieces as one, and spread words as one; the others in the order of the file."""
    merged: list[Line] = []
    for run in _runs(lines):
        words = [line for line in run if " " not in line.text]
        if len(run) >= _FEWEST_SPREAD and len(words) >= len(run) - 1 and _is_even(run):
            merged.append(_one(run, " "))
            continue
        for number, line in enumerate(run):
            gap = (line.left - run[number - 1].right) / line.size if number else _GAP
            if gap < _PIECE_GAP:
                merged[-1] = _one([merged[-1], line], " " if gap > _PIECE_GAP / 3 else "")
            else:
                merged.append(line)
    return merged


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other from left to right at the same height."""
    runs: list[list[Line]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if last and abs(last.bottom - line.bottom) < _SHIFT * last.size and line.left > last.right - _SHIFT * last.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_even(run: Sequence[Line]) -> bool:
    """Whether the gaps are equal, as where a line of few words is spread to the margins; cells are not like that."""
    gaps = [b.left - a.right for a, b in pairwise(run)]
    return max(gaps) < _WIDEST_SPREAD * run[0].size and max(gaps) - min(gaps) < run[0].size / 10


def _one(lines: Sequence[Line], space: str) -> Line:
    return lines[0]._replace(right=lines[-1].right, text=space.join(line.text for line in lines))
