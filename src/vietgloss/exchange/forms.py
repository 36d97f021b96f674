"""Rows without headings: what stands in which column is told by the form of the texts."""

from __future__ import annotations

import re

from vietgloss import text as vn

_MOST_LETTERS = 20
_MOST_WORDS = 3
_ENDS = re.compile(r"\s+")


def looks_abbreviated(text: str) -> bool:
    """Tell whether ``text`` looks like an abbreviation: capitals, perhaps with a few small letters.

    >>> [w for w in ("UBND", "KT-XH", "TTg", "QL#", "Ban", "BAN CHẤP HÀNH", "CNH, HĐH") if looks_abbreviated(w)]
    ['UBND', 'KT-XH', 'TTg', 'QL#', 'CNH, HĐH']
    """
    words = _ENDS.split(text.strip())
    if not text.strip() or len(text) > _MOST_LETTERS or len(words) > _MOST_WORDS:
        return False
    letters = [c for c in vn.nfc(text) if c.isalpha()]
    capitals = [c for c in letters if c.isupper()]
    if not capitals or not vn.nfc(text)[0].isalnum() or vn.has_marks(_hatless(text)):
        return False
    if len(capitals) * 2 <= len(letters) or (len(letters) == 1 and "#" not in text and len(text.strip()) > 1):
        return False
    return len(words) == 1 or not all(vn.is_syllable(w.lower()) for w in words if w.isalpha())


def looks_vietnamese(text: str) -> bool:
    """Tell whether ``text`` is Vietnamese by its marks, or because each of its words could be."""
    words = vn.WORD.findall(vn.nfc(text))
    if any(vn.has_marks(word) or "đ" in word.lower() or "ơ" in word.lower() or "ư" in word.lower() for word in words):
        return True
    return bool(words) and all(vn.is_syllable(word.lower()) for word in words)


def marked(text: str) -> bool:
    """Tell whether ``text`` bears a letter that only Vietnamese has among the two languages."""
    return any(c > "\u00bf" and c.isalpha() for c in vn.nfc(text))


def reversed_pairs(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether English stands first and Vietnamese second, over all pairs."""
    first = sum(marked(a) and not marked(b) for a, b in pairs)
    second = sum(marked(b) and not marked(a) and not looks_abbreviated(a) for a, b in pairs)
    return second > first


def _hatless(text: str) -> str:
    """Return ``text`` without the marks that an abbreviation may bear: Ă, Â, Ê and Ô of a first letter."""
    return "".join("A" if c in "ĂÂ" else "E" if c == "Ê" else "O" if c == "Ô" else c for c in vn.nfc(text))
