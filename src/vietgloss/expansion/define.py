"""Definitions in the text: ``tổ chức cơ sở Đảng (TCCSĐ)``.

The letters of the abbreviation are aligned, from the last to the first, with the initials of the syllables before
the parenthesis, as Schwartz and Hearst (2003) do for English; Vietnamese writes syllables apart, so the alignment
is on initials only: tone and horn folded, Đ kept apart from D, W standing for Ư, joining words skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Container

_DEFINED = re.compile(
    r"""(?P<span>\s?\(\s?
        (?:(?:(?:sau\ đây|dưới\ đây)\ )?(?:được\ )?(?:gọi|viết)\ (?:chung\ )?tắt(?:\ là)?\s?:?\s?)?
        ["“']?(?P<abbr>[A-ZĐƯÔƠĂÂÊ][\w&./-]*(?:\ ?-\ ?[A-ZĐƯ]+)*)["”']?
        \s?\))""",
    re.VERBOSE,
)
_SKIPPED = frozenset({"và", "của", "về", "các", "cho", "với", "trong", "ở", "tại", "hoặc", "theo"})
_ROMAN = re.compile(r"[IVXLC]+")
_MOST_LETTERS = 12
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation defined in the text.

    Attributes:
        surface: The abbreviation, in plain form.
        start: Where the parenthesis to be taken out begins, the space before it included.
        end: Where it ends.
        full_start: Where the full form begins.
        full_end: Where it ends.
    """

    surface: str
    start: int
    end: int
    full_start: int
    full_end: int


def find(plain: str, known: Container[str]) -> list[Definition]:
    """Return the definitions of a text in order.

    Args:
        plain: Text in the form of :func:`vietgloss.text.plain`.
        known: Abbreviations whose letters may stand for themselves inside a full form (``BTV Tỉnh ủy (BTVTU)``).
    """
    found = []
    for match in _DEFINED.finditer(plain):
        surface = match["abbr"]
        letters = _letters(surface)
        if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS or _ROMAN.fullmatch(surface):
            continue
        line_start = max(plain.rfind("\n", 0, match.start()), plain.rfind("\r", 0, match.start())) + 1
        window = max(line_start, match.start() - 24 * len(letters))
        words = [
            w for w in vn.WORD.finditer(plain, window, match.start()) if w.start() > window or window == line_start
        ]
        full = _align(letters, words, plain, match.start(), known)
        if full is not None:
            found.append(Definition(surface, match.start(), match.end(), full, match.start()))
    return found


def _letters(surface: str) -> list[str]:
    """Return the letters of an abbreviation that stand for words: its capitals; W is read as Ư."""
    return ["U" if c == "W" else vn.ascii_initial(c) for c in surface if c.isupper()]


def _align(letters: list[str], words: list[re.Match[str]], plain: str, end: int, known: Container[str]) -> int | None:
    """Return where the full form begins whose initials are ``letters``, or None if there is none."""
    if not words or plain[words[-1].end() : end].strip(" \"”'"):
        return None
    left = len(letters)
    start = None
    for word in reversed(words):
        if start is not None and any(c in ".;:!?()" for c in plain[word.end() : start]):
            return None
        own = _letters(word[0]) if word[0] in known else []
        if own and letters[left - len(own) : left] == own and left >= len(own):
            left -= len(own)
        elif vn.ascii_initial(word[0]) == letters[left - 1]:
            left -= 1
        elif word[0] not in _SKIPPED or start is None:
            return None
        start = word.start()
        if left == 0:
            return start
    return None
