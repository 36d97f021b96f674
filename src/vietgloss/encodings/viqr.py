r"""VIQR (RFC 1456): Vietnamese in plain ASCII, with the marks behind the vowel: ``DDa?ng bo^.``, ``Vie^.t Nam``.

A full stop or a question mark behind a vowel is its tone, unless a backslash stands before it. Many writers left the
backslash out: in a text without any, such a mark at the end of a word stays a mark where the tone makes no syllable.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from vietgloss.encodings.syllables import is_plausible

_MARKS = {
    "^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b",
    "'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323",
}  # fmt: skip
_VOWEL = r"(?:[aA][(^]?|[eE]\^?|[oO][\^+*]?|[uU][+*]?|[iIyY])['`?~.]?"
_LETTER = re.compile(rf"{_VOWEL}|D[Dd]|dd")
_CONSONANT = "[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]"
_WORD = re.compile(rf"\\(?P<literal>[\\'`?~.(^+*dD])|(?:{_VOWEL}|{_CONSONANT})+")
_ESCAPE = re.compile(r"[aeiouyAEIOUY(^+*]\\[?.]")
_LAST = re.compile(
    rf"(?<![A-Za-z'`?~.(^+*])(?:{_VOWEL}|{_CONSONANT})*{_VOWEL}(?<=[?.])(?=[\"')]*[ \t\r]*$)",
    re.MULTILINE,
)
_TAG = re.compile(r"<[^<>\n]{1,500}>|&#?\w{1,10};|\b(?:https?|ftp)://\S+")
_LONGEST = 24  # characters of a word that is worth keeping
_STRONG = re.compile("[đ\u0302\u0306\u031b]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What in an ASCII text speaks for VIQR.

    Args:
        words: The number of its words.
        syllables: Those that are Vietnamese syllables if it is VIQR, marked or not.
        accented: Those of them with any mark.
        strong: Those of them with a circumflex, breve, horn or bar, which hardly any other text writes so; without
            single letters, which formulas hold.
        different: The number of different strong ones.
    """

    words: int
    syllables: int
    accented: int
    strong: int
    different: int


def decode(text: str) -> str:
    r"""Turns a text in VIQR into Unicode.

    >>> decode("DDa?ng bo^. huye^.n; Ban Tuye^n gia'o\\.")
    'Đảng bộ huyện; Ban Tuyên giáo.'
    """
    exact = _ESCAPE.search(text) is not None

    def written(match: re.Match[str]) -> str:
        return match["literal"] or (_word if len(match[0]) <= _LONGEST else _spelt)(match[0], exact)

    return _WORD.sub(written, text)


def unsure_tones(text: str) -> int:
    """Counts the lines that end with a mark that :func:`decode` reads as a tone, in a text without backslashes."""
    if _ESCAPE.search(text):
        return 0
    return sum(_word(m[0], False)[-1] not in "?." for m in _LAST.finditer(text))


def evidence(text: str) -> Evidence:
    """Weighs a text in ASCII; tags, entities and addresses do not count."""
    found = [m[0] for m in _WORD.finditer(_TAG.sub(" ", text)) if not m["literal"]]
    words = [_word(typed, False).rstrip("?.") if len(typed) <= _LONGEST else typed for typed in found]
    small = [w for w in words if not w.isupper() or len(w) == 1]
    words = small if 2 * len(small) >= len(words) else words  # abbreviations do not count, a headline in capitals does
    right = [w.lower() for w in words if is_plausible(w)]
    accented = [w for w in right if not w.isascii()]
    strong = [w for w in accented if len(w) > 1 and _STRONG.search(unicodedata.normalize("NFD", w))]
    return Evidence(len(words), len(right), len(accented), len(strong), len(set(strong)))


def _spelt(typed: str, exact: bool) -> str:
    whole = _letters(typed)
    if exact or typed[-1] not in "?." or is_plausible(whole):
        return whole
    return _letters(typed[:-1]) + typed[-1]


_word = lru_cache(maxsize=65536)(_spelt)


def _letters(typed: str) -> str:
    # Đ begins a syllable; inside a word, dd is English, and in capitals an abbreviation such as QDD.
    spelt = "".join(_letter(m[0]) if m[0] != "dd" or m.start() == 0 else m[0] for m in _PARTS.finditer(typed))
    return unicodedata.normalize("NFC", spelt)


_PARTS = re.compile(rf"{_LETTER.pattern}|.", re.DOTALL)


def _letter(typed: str) -> str:
    if typed[:1] in "dD" and len(typed) > 1:
        return "Đ" if typed[0] == "D" else "đ"
    return typed[0] + "".join(_MARKS[mark] for mark in typed[1:])
