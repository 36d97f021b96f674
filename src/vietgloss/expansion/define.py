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
    from collections.abc import Mapping

    from vietgloss.glossary import Abbreviation

_DEFINED = re.compile(
    r"""(?P<span>\ ?\(\ ?
        (?:(?:(?:sau\ đây|dưới\ đây)\ )?(?:được\ )?(?:gọi|viết)\ (?:chung\ )?tắt(?:\ là)?\ ?:?\ ?)?
        ["“']?(?P<abbr>[A-ZĐƯÔƠĂÂÊ][\w&./-]{0,30}(?:\ ?-\ ?[A-ZĐƯ]{1,12}){0,6})["”']?
        \ ?\))""",
    re.VERBOSE,
)
_SKIPPED = frozenset({"và", "của", "về", "các", "cho", "với", "trong", "ở", "tại", "hoặc", "theo"})
_TAIL = frozenset("tỉnh huyện xã phường quận thành phố việt nam trung ương".split())
_MOST_TAIL = 2
_ROMAN = re.compile(r"[IVXLC]+")
_MOST_LETTERS = 12
_LONGEST_WORD = 12
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


def find(plain: str, known: Mapping[str, Abbreviation]) -> list[Definition]:
    """Return the definitions of a text in order.

    Args:
        plain: Text in the form of :func:`vietgloss.text.plain`.
        known: The glossary's abbreviations. Their letters may stand for themselves inside a full form (``BTV Tỉnh
            ủy (BTVTU)``), and their full forms are seen whatever their initials.
    """
    found = []
    for match in _DEFINED.finditer(plain):
        surface = match["abbr"]
        letters = _letters(surface)
        if not _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS or _ROMAN.fullmatch(surface):
            continue
        window = max(0, match.start() - 24 * len(letters))
        line_start = max(plain.rfind("\n", window, match.start()), plain.rfind("\r", window, match.start())) + 1
        window = max(line_start, window)
        words = [
            w for w in vn.WORD.finditer(plain, window, match.start()) if w.start() > window or window == line_start
        ]
        if not words or plain[words[-1].end() : match.start()].strip(" \"”':"):
            continue
        full = _known_form(words, known.get(surface)) or _align(letters, words, plain, known)
        if full is not None and surface not in plain[full[0] : full[1]].split() and not _inside_name(plain, *full):
            found.append(Definition(surface, match.start(), match.end(), *full))
    return found


def _inside_name(plain: str, start: int, end: int) -> bool:
    """Tell whether a full form is only the end of a longer name: ``Văn Hùng`` of ``Nguyễn Văn Hùng (VH)``."""
    before = vn.WORD.findall(plain[max(0, start - _LONGEST_WORD) : start])
    capitals = all(w[0].isupper() for w in vn.WORD.findall(plain[start:end]))
    return capitals and bool(before) and before[-1][0].isupper() and plain[start - 1 : start] == " "


def _known_form(words: list[re.Match[str]], entry: Abbreviation | None) -> tuple[int, int] | None:
    """Return the span of a full form that the glossary knows, if it stands directly before the parenthesis."""
    for sense in entry.senses if entry else ():
        wanted = vn.WORD.findall(vn.fold(sense.expansion))
        if 0 < len(wanted) <= len(words) and [vn.fold(w[0]) for w in words[-len(wanted) :]] == wanted:
            return words[-len(wanted)].start(), words[-1].end()
    return None


def _letters(surface: str) -> list[str]:
    """Return the letters of an abbreviation that stand for words: its capitals; W is read as Ư."""
    return ["U" if c == "W" else vn.ascii_initial(c) for c in surface if c.isupper()]


def _align(
    letters: list[str], words: list[re.Match[str]], plain: str, known: Mapping[str, Abbreviation]
) -> tuple[int, int] | None:
    """Return the span of the full form whose initials are ``letters``, or None if there is none.

    Words that only say where (``tỉnh``, ``Việt Nam``) may stand between the full form and the parenthesis.
    """
    for tail in range(min(_MOST_TAIL, len(words) - 1) + 1):
        if tail and vn.lower(words[-tail][0]) not in _TAIL:
            break
        body = words[: len(words) - tail]
        start = _begin(letters, body, plain, known)
        if start is not None:
            return start, body[-1].end()
    return None


def _begin(letters: list[str], words: list[re.Match[str]], plain: str, known: Mapping[str, Abbreviation]) -> int | None:
    """Return where the full form begins that ends with the last of ``words``."""
    left = len(letters)
    start = None
    for word in reversed(words):
        if start is not None and any(c in ".;:!?()" for c in plain[word.end() : start]):
            return None
        own = _letters(word[0]) if word[0] in known else []
        if own and left >= len(own) and letters[left - len(own) : left] == own:
            left -= len(own)
        elif vn.ascii_initial(word[0]) == letters[left - 1]:
            left -= 1
        elif word[0] not in _SKIPPED or start is None:
            return None
        start = word.start()
        if left == 0:
            return start
    return None
