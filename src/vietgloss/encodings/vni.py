"""VNI for Windows: a vowel and a byte that carries its marks, or one byte alone, all of them in Windows-1252."""

from __future__ import annotations

import re
import unicodedata

_VOWELS = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_HATS = {
    "\u0302": dict(zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)),
    "\u0306": dict(zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)),
}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _letters() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for typed, vowel in _VOWELS.items():
        pairs |= {typed + mark: vowel + tone for mark, tone in _TONES.items()}
        for hat, marks in _HATS.items():
            if vowel in ("aeo" if hat == "\u0302" else "a"):
                pairs |= {typed + mark: vowel + hat + tone for mark, tone in marks.items()}
    pairs |= _ALONE
    pairs = {typed: unicodedata.normalize("NFC", letter) for typed, letter in pairs.items()}
    upper = {typed.upper(): letter.upper() for typed, letter in pairs.items()}
    capital = {typed.capitalize(): letter.upper() for typed, letter in pairs.items()}
    return pairs | capital | upper


LETTERS = _letters()
"""What is typed, as Windows-1252, and the letter it stands for; ì and í are typed as themselves."""

_LETTER = re.compile("|".join(sorted(LETTERS, key=len, reverse=True)))


def decode(data: bytes, errors: str = "strict") -> str:
    r"""Turns a text in VNI into Unicode.

    Raises:
        UnicodeDecodeError: At a byte that is no character.

    >>> decode(b"\xd1a\xfbng vie\xe2n")
    'Đảng viên'
    """
    return _LETTER.sub(lambda m: LETTERS[m[0]], data.decode("cp1252", errors))
