"""Unicode facts of Vietnamese writing.

All functions that prepare text for comparison keep its length, so that an offset found in the prepared text is
an offset in the original. Offsets everywhere in vietgloss count characters of NFC text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
"""A maximal run of letters and digits."""

_LOOK_ALIKES = {
    # Three letters look like Đ; only U+0110 is Vietnamese.
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u00f0": "đ",
    "\u0256": "đ",
    # Word processors' spaces and dashes.
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\u3000\t", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc", "'"),
    **dict.fromkeys("\u2044\u2215", "/"),
}
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")

_TONES = {0x0300, 0x0301, 0x0303, 0x0309, 0x0323}
_MARKS = _TONES | {0x0302, 0x0306, 0x031B}

_PLAIN_VOWELS = "aăâeêioôơuưy"
LOWER = "bcdđfghjklmnpqrstvwxz" + "".join(
    unicodedata.normalize("NFC", v + t) for v in _PLAIN_VOWELS for t in ("", *map(chr, sorted(_TONES)))
)
"""All small letters of Vietnamese, and f, j, w, z, for character classes."""

UPPER = LOWER.upper()
"""Their capitals."""


def nfc(text: str) -> str:
    """Return ``text`` in Unicode normalisation form C, the form in which all offsets are counted."""
    return unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """Return ``text`` with look-alikes of Đ, exotic spaces and dashes made plain; the length stays.

    >>> plain("KT – XH,\u00a0\u00d0V")
    'KT - XH, ĐV'
    """
    for found in set(_LOOK_ALIKE.findall(text)):  # str.translate takes ten times as long
        text = text.replace(found, _LOOK_ALIKES[found])
    return text


def lower(text: str) -> str:
    """Return ``text`` in lower case, character by character, so that the length stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _tone_pairs() -> dict[str, str]:
    """The two-letter vowel groups whose tone mark is written on either letter (uỷ/ủy), each to its first form."""
    pairs = {}
    for first in "ouOU":
        for second in "aeyAEY":
            for tone in sorted(_TONES):
                late = first + unicodedata.normalize("NFC", second + chr(tone))
                early = unicodedata.normalize("NFC", first + chr(tone)) + second
                pairs[late] = early
    return pairs


_TONE_PAIRS = _tone_pairs()
_TONE_PAIR = re.compile(f"[ouOU][{''.join(sorted({pair[1] for pair in _TONE_PAIRS}))}]")


def fold_tone(text: str) -> str:
    """Return ``text`` with the tone mark of oa, oe, uy on the first vowel, for comparison; the length stays.

    >>> fold_tone("Uỷ ban") == fold_tone("Ủy ban")
    True
    """
    return _TONE_PAIR.sub(lambda m: _TONE_PAIRS.get(m[0], m[0]), text)


def fold(text: str) -> str:
    """Return ``text`` plain, tone-folded and in lower case, for comparison; the length stays."""
    return lower(fold_tone(plain(text)))


def key(text: str) -> str:
    """Return the form under which a term is looked up: :func:`fold` with white space squeezed.

    >>> key("Ban  Thường vụ")
    'ban thường vụ'
    """
    return " ".join(fold(nfc(text)).split())


@lru_cache(maxsize=65536)
def without_tone(word: str) -> str:
    """Return ``word`` without tone marks; circumflex, breve and horn stay."""
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in parts if ord(c) not in _TONES))


@lru_cache(maxsize=65536)
def ascii_initial(word: str) -> str:
    """Return the first letter of ``word`` in capitals without any mark; Đ stays Đ.

    >>> ascii_initial("ương"), ascii_initial("đảng"), ascii_initial("Ủy")
    ('U', 'Đ', 'U')
    """
    head = plain(word[:1])
    parts = unicodedata.normalize("NFD", head)
    return "".join(c for c in parts if ord(c) not in _MARKS).upper()


_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:iêu|yêu|oai|oay|oeo|uây|uôi|uyê|uya|uyu|ươi|ươu|"
    r"ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|oo|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    r"(?:[aăâeêioôơuư]|y(?![cmnpt])))"  # TYT is none
    r"(?:ch|ng|nh|[cmnpt])?"
)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Tell whether ``word`` could be a Vietnamese syllable by its letters.

    Capital abbreviations such as ``UBND`` cannot; ``TU`` and ``CA`` can.
    """
    return _SYLLABLE.fullmatch(without_tone(plain(word).lower())) is not None


@lru_cache(maxsize=65536)
def has_marks(word: str) -> bool:
    """Tell whether ``word`` bears a tone mark, circumflex or breve, as abbreviations never do (Ư may)."""
    return any(ord(c) in _MARKS - {0x031B} for c in unicodedata.normalize("NFD", word))


def capitalise(text: str) -> str:
    """Return ``text`` with its first letter a capital, the rest unchanged."""
    return text[:1].upper() + text[1:]
