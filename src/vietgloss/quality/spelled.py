"""Numbers in words, English and Vietnamese, and in Roman numerals: enough to know that twenty days are 20 days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss.translation.clock import ORDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH = {w: i for i, w in enumerate(_UNITS)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_ENGLISH_ORDINALS = {
    **{w: i for i, w in enumerate(ORDINALS) if w},
    **{w + "th": i for i, w in enumerate(_UNITS) if i >= len(ORDINALS)},
    **{w[:-1] + "ieth": n for w, n in ((t, 10 * i) for i, t in enumerate(_TENS, 2))},
    "hundredth": 100,
    "thousandth": 1000,
}
_ENGLISH |= _ENGLISH_ORDINALS
_LOOSE = {
    "once": 1, "twice": 2, "both": 2, "double": 2, "doubled": 2, "pair": 2, "couple": 2, "triple": 3, "tripled": 3,
    "dozen": 12, "half": 50, "third": 33, "thirds": 67, "quarter": 25, "quarters": 25, "all": 100, "entire": 100,
    "whole": 100, "every": 100, "fully": 100, "a": 1, "an": 1, "each": 1, "per": 1, "single": 1, "one": 1, "no": 0,
    "full": 100, "wholly": 100, "entirely": 100, "unanimous": 100, "unanimously": 100, "none": 100,
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "noon": 12, "midday": 12, "midnight": 0, "decade": 10, "decades": 10, "century": 100,
    "centenary": 100,
}  # fmt: skip
ENGLISH_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15,
}  # fmt: skip
"""The words that a number is multiplied by."""
_ENGLISH_WORD = re.compile(r"[a-z]+")

_VIETNAMESE = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_VIETNAMESE_SCALES = {
    "mươi": 10, "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9,
    "tỉ": 10**9,
}  # fmt: skip
_LOOSE_VIETNAMESE = {
    "nhất": 1, "nhì": 2, "đôi": 2, "cặp": 2, "nửa": 50, "đầu": 1, "chục": 10, "tá": 12, "kỷ": 100, "thế": 100,
    "chạp": 12, "giêng": 1, "kép": 2, "vợ": 2, "toàn": 100,
}  # fmt: skip
_BEFORE_YEARS = frozenset(_VIETNAMESE) - {"không"} | {"mươi", "chục", "trăm"}
_WORD = re.compile(r"[^\W\d_]+")
_FILLERS = frozenset({"linh", "lẻ", "rưỡi", "and"})
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Words:
    """The values of the numbers in words of an English text.

    Attributes:
        sure: Cardinals and ordinals: ``twenty days``, ``the thirteenth``.
        ordinals: Ordinals only.
        loose: What may stand for a number: ``both``, ``a dozen``, ``half``, ``a``.
    """

    sure: set[float]
    ordinals: set[float]
    loose: set[float]


def english(text: str) -> Words:
    """Return the values of all numbers in words in an English text."""
    words = _ENGLISH_WORD.findall(text.lower())
    sure: set[float] = set()
    _runs(words, _ENGLISH, ENGLISH_SCALES, sure)
    loose: set[float] = {_LOOSE[w] for w in words if w in _LOOSE}
    if "half" in words:
        loose |= {0.5, 30, 6}  # half an hour, half a year
        loose |= {n + 0.5 for n in sure}  # two and a half days
    ordinals = _ordinals(words)
    return Words(sure, ordinals, loose)


def _ordinals(words: list[str]) -> set[float]:
    """Return the values of ordinals in words; of one after a ten, as ``twenty-first``, only the sum."""
    found: set[float] = set()
    for before, word in zip(["", *words], words, strict=False):
        if word in _ENGLISH_ORDINALS:
            value = _ENGLISH_ORDINALS[word]
            found.add(value + (_ENGLISH[before] if before in _TENS and value < 10 else 0))  # noqa: PLR2004
    return found


def vietnamese(text: str) -> set[float]:
    """Return the values of all numbers in words in a Vietnamese text, each run as a whole and each of its words."""
    found: set[float] = set()
    words = _without_years(_WORD.findall(text.lower()))
    _runs(words, _VIETNAMESE, _VIETNAMESE_SCALES, found)
    found |= set(_ranges(words))
    return found | {_LOOSE_VIETNAMESE[w] for w in words if w in _LOOSE_VIETNAMESE}


def _without_years(words: list[str]) -> list[str]:
    """Return the words with *năm* left out where it is years: ``mười bốn năm`` is 14 years, five there is *lăm*."""
    return [
        "" if word == "năm" and before in _BEFORE_YEARS and after not in _VIETNAMESE_SCALES else word
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
    ]


def _ranges(words: list[str]) -> Iterator[float]:
    """Give the lower value of ranges whose scale stands once: ``một đến ba triệu`` is from one million."""
    for first, joint, second, scale, other in zip(
        words, words[1:], words[2:], words[3:], [*words[4:], ""], strict=False
    ):
        if joint in ("đến", "tới") and first in _VIETNAMESE and second in _VIETNAMESE and scale in _VIETNAMESE_SCALES:
            yield _VIETNAMESE[first] * _VIETNAMESE_SCALES[scale] * _VIETNAMESE_SCALES.get(other, 1)


def _runs(words: list[str], plain: dict[str, int], scales: dict[str, int], found: set[float]) -> None:
    """Add the value of each run of number words, and of each word that is a number alone."""
    total, current, running = 0, 0, False
    for word in [*words, ""]:
        if word in scales and (running or word != "chục"):
            scale = scales[word]
            if scale >= 1000:  # noqa: PLR2004  # from here on a scale closes what stands before it
                # hai nghìn tỷ: a scale upon a scale
                total, current = (total + max(current, 1) * scale if current or not total else total * scale), 0
            else:
                current = max(current % 10, 1) * scale + current // 10 * 10 if current else scale
            running = True
        elif word in plain:
            value = plain[word]
            found.add(value)
            current += value
            running = True
        elif running and word not in _FILLERS:
            found.add(total + current)
            total, current, running = 0, 0, False


@lru_cache(maxsize=256)
def roman(numeral: str) -> int:
    """Return the value of a Roman numeral up to the fifties.

    >>> roman("XIII"), roman("XIV"), roman("IX")
    (13, 14, 9)
    """
    values = [_ROMAN[c] for c in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


@lru_cache(maxsize=256)
def counted(word: str) -> int | None:
    """Return the value of a Vietnamese ordinal written in figures, Roman numerals or words; None if it is none."""
    if word.isdigit():
        return int(word)
    if word and not word.strip("IVXL"):
        return roman(word)
    if word.lower() in ("nhất", "nhì"):
        return _LOOSE_VIETNAMESE[word.lower()]
    found: set[float] = set()
    _runs(word.lower().split(), _VIETNAMESE, _VIETNAMESE_SCALES, found)
    return int(max(found)) if found else None
