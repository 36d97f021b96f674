"""Compares small counts in words: ``ba tháng`` must not become four months.

English rephrases freely (``a quarter``, ``both sides``), so a count is reported only where two things come together:
its number is not in the English, and another small number is there that nothing in the Vietnamese explains.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss.i18n import _
from vietgloss.quality import spelled
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it

if TYPE_CHECKING:
    from collections.abc import Iterator

_VALUES = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_ENGLISH = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}
_WORDS = {n: w for w, n in _ENGLISH.items()}
_WORD = re.compile(r"[^\W_]+")
_MORE = frozenset(
    "một mốt tư lăm nhăm mươi trăm nghìn ngàn vạn triệu tỷ tỉ chục rưỡi phần phẩy linh lẻ hay hoặc đến mẹ má bà ông "
    "cha bố".split()
)
"""Words that make a number of a number word longer, vaguer, or no number at all (``ba mẹ``: parents),
or whose count English may make otherwise (``ba bà cháu``: she and two grandchildren)."""
_NOT_AFTER = frozenset(
    "thứ tháng ngày mùng mồng giải hạng quý lần lớp khóa đợt vòng số phẩy mươi trăm nghìn ngàn tỷ tỉ triệu "
    "vài dăm".split()
)
"""Words after which a number word is an ordinal, a name, or the tail of a longer number."""
_YEAR_AFTER = frozenset(
    "trong của hằng hàng mỗi mọi từng đầu cuối giữa cả nhiều các những vài qua sang một hai ba bốn sáu bảy tám chín "
    "mười mươi nửa tháng theo suốt quanh đến từ là cùng bao".split()
)
"""Words after which ``năm`` is a year, as it is after figures."""
_YEAR_BEFORE = frozenset("nay qua trước sau tới học đó ấy này ngoái mới liền liên liên tục cùng kia".split())
_SURE_UNITS = frozenset("ngày giờ tuần phút người".split())
"""Words before which ``năm`` is five wherever it stands."""
_LOOSE = {
    2: r"both|pair|couple|twin\w*|dual|double\w*|twice|half|halves|either|neither|bilateral|mutual|each other|twofold",
    3: r"triple\w*|trio|thrice|threefold|tripartite|trilateral|triplets?|thirds",
    4: r"quadruple\w*|fourfold|quartet",
    5: r"fivefold|fifths?",
    6: r"half a dozen",
    7: r"sevenfold",
    10: r"tenfold|tenths?",
}  # fmt: skip
_SPANS = {
    "tháng": {3: r"quarter\w*", 6: r"half|mid-?year|semi-?annual"},
    "ngày": {7: r"weeks?|weekly"},
    "năm": {5: r"half a decade", 10: r"decades?"},
}
"""Spans of time that English may call otherwise."""
_UNITS = {"tháng": "month", "ngày": "day", "năm": "year"}
_COUNT = re.compile(
    r"(?<![\w.,'’/-])(?<!\bor )(?<!\bby )"
    r"(?:(?P<word>two|three|four|five|six|seven|eight|nine|ten)|(?P<figure>[2-9]|10))"
    r"(?=(?:-|\s)(?!(?:hundred|thousand|million|billion|trillion|dozen|thirds?|quarters?|fifths?|tenths?|halves|per\s?cent"
    r"|percent|or|to|and|of|in|a\.?m|p\.?m|o'clock)\b)[a-z])",
    re.IGNORECASE,
)
_TENS = re.compile(
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:hundred|thousand)(?: and)?)[- ]$", re.IGNORECASE
)
_FIGURE = re.compile(r"(?<![\d/])(?<!\d[.,])\d+(?![/\d])(?![.,]\d)")
_ROMAN = re.compile(r"(?<!\w)(?:I{1,3}|IV|VI{0,3}|IX|X)(?!\w)")
_ORDINAL_NAMES = re.compile(r"\b(?:[Gg]iải|[Hh]ạng|[Tt]hứ|[Tt]háng) (?:Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười)\b")


def compare(source: str, target: str) -> list[Warning]:
    """Return a warning for each small count that became another; both texts plain, codes and addresses blanked."""
    counts = list(_counts(source))
    if not counts:
        return []
    explained = _explained(source)
    wanted = Counter(value for value, _ in counts)
    strays = [m for m in _english(target) if _value(m) not in explained]
    warnings = []
    for value, written in counts:
        if not strays:
            break
        unit = written.split()[-1]
        named = _UNITS.get(unit, "-") in target[strays[0].end() : strays[0].end() + 16]
        if len(_forms(value, "" if named else unit).findall(target)) >= wanted[value]:
            continue
        wanted[value] -= 1
        found = strays.pop(0)
        expected = _WORDS[value]
        message = _("{written} is {expected}; the translation has {found}, which is not in the source").format(
            written=written, expected=expected, found=found[0]
        )
        warnings.append(Warning("number", message, expected, found[0]))
    return warnings


@lru_cache(maxsize=64)
def _forms(value: int, unit: str) -> re.Pattern[str]:
    """Return what may stand for a count in English: the word, the figure, and what is said instead."""
    span = _SPANS.get(unit, {}).get(value)
    words = "|".join(filter(None, (_WORDS[value], _LOOSE.get(value), span)))
    return re.compile(rf"\b(?:{words})\b|(?<![\d.,/(]){value}(?![\d/]|[.,]\d)", re.IGNORECASE)


def _counts(source: str) -> Iterator[tuple[int, str]]:
    """Give each number word from two to ten that stands alone before a word in small letters, and both words."""
    if source.isupper():
        source = source.lower()
    source = _ORDINAL_NAMES.sub(lambda m: " " * len(m[0]), source)
    found = list(_WORD.finditer(source))
    for i, match in enumerate(found[:-1]):
        value = _VALUES.get(match[0].lower())
        if value is None or (
            not match[0].islower() and source[: match.start()].strip(' "“(-')[-1:] not in ("", ".", ":", ";")
        ):
            continue
        before = found[i - 1][0].lower() if i and source[found[i - 1].end() : match.start()] == " " else ""
        after = found[i + 1][0]
        together = source[match.end() : found[i + 1].start()] == " "
        if not together or not after.islower() or after in _MORE or (after in _VALUES and after != "năm"):
            continue
        counted = i > 1 and (found[i - 2][0].lower() in _VALUES or found[i - 2][0].isdigit())
        if (before in _NOT_AFTER and not counted) or before in _VALUES or before == "mười":
            continue
        if match[0].lower() == "năm" and _is_year(before, after):
            continue
        yield value, f"{match[0]} {after}"


def _is_year(before: str, after: str) -> bool:
    if after in _SURE_UNITS and not before.isdigit() and before not in _VALUES:
        return False  # trong năm ngày
    return before.isdigit() or before in _YEAR_AFTER or after in _YEAR_BEFORE


def _explained(source: str) -> set[int]:
    """Return the small values that stand anywhere in the source, in words, figures or Roman numerals."""
    plain = _ORDINAL_NAMES.sub(" ", source).lower()
    words = [m[0] for m in _WORD.finditer(plain)]
    found = {int(d) for d in _FIGURE.findall(source)}
    found |= {2} if {"đôi", "cặp", "kép", "nhì", "song"} & set(words) else set()
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word == "năm":
            found |= set() if _is_year(before, after) or after.isdigit() else {5}
        elif word in _VALUES and before not in ("thứ", "tháng", "giải", "hạng"):
            found.add(_VALUES[word])
        elif word in ("tư", "lăm") and before not in ("thứ", "tháng"):
            found.add(4 if word == "tư" else 5)
    return found | {spelled.roman(m) for m in _ROMAN.findall(source)}


def _english(target: str) -> Iterator[re.Match[str]]:
    for match in _COUNT.finditer(target):
        if not _TENS.search(target, max(0, match.start() - 10), match.start()):
            yield match


def _value(match: re.Match[str]) -> int:
    return int(match["figure"]) if match["figure"] else _ENGLISH[match["word"].lower()]
