"""Lines that are in another encoding than the rest: pasted together from several files."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from vietgloss.encodings.fitting import Fit, fit
from vietgloss.encodings.names import EIGHT_BIT
from vietgloss.encodings.reading import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST = 3  # words
_LOOKED_AT = 2000  # lines, for a message
_GOOD = 0.85  # of the words with marks


def foreign_lines(data: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    """Yields the number, from 1, of each line that does not read well in an encoding but does in another, and which.

    Args:
        data: A file in an encoding with eight bits; lines end with LF, CRLF or CR.
        encoding: Its canonical name.
    """
    for number, line in _lines(data):
        found = _read(line, encoding)
        if found.wrong < _LEAST or found.share > _GOOD:
            continue
        others = [(other, _read(line, other)) for other in ("utf-8", *EIGHT_BIT) if other != encoding]
        good = [(other, read) for other, read in others if _is_good(read) and read.wrong + _LEAST <= found.wrong]
        if good:
            yield number, max(good, key=lambda pair: (pair[1].right, -pair[1].wrong))[0]


def mixture(data: bytes) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """Finds the first line that is clearly in one encoding, and the first that is clearly in another one, if any."""
    first: tuple[int, str] | None = None
    for number, line in islice(_lines(data), _LOOKED_AT):
        good = [name for name in ("utf-8", *EIGHT_BIT) if _is_good(_read(line, name))]
        if len(good) != 1:
            continue
        if first and first[1] != good[0]:
            return first, (number, good[0])
        first = first or (number, good[0])
    return None


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines with bytes beyond ASCII."""
    for number, line in enumerate(data.splitlines(), 1):  # of bytes: at CR, LF and CRLF only
        if not line.isascii():
            yield number, line


def _read(line: bytes, encoding: str) -> Fit:
    return fit(text_in(line, encoding, "replace"))


def _is_good(found: Fit) -> bool:
    return found.right >= _LEAST and found.share >= _GOOD
