"""Compares what the calendar names by words: the days of the week, and months that stand without a day."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from vietgloss.i18n import _
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.translation.clock import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.quality.tokens import Date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_VALUES = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5,
}  # fmt: skip
_NAMED = r"(?:Hai|Ba|Tư|Năm|Sáu|Bảy|Bẩy)"
_ANY = r"(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[Bb]ẩy|[2-7])"
_WEEKDAY = re.compile(
    rf"(?<!\w)(?<!lần )(?<!hạng )(?<!kỳ )(?<!khóa )(?<!phiên )(?<!đấu )(?<!họp )(?:[Tt]hứ (?P<a>{_NAMED})(?![\w/])"
    rf"|(?:(?<=sáng )|(?<=chiều )|(?<=tối )|(?<=trưa )|(?<=hằng )|(?<=hàng )|(?<=vào ))thứ (?P<b>{_ANY})(?![\w/])"
    rf"|[Tt]hứ (?P<c>{_ANY})(?=,? (?:ngày \d|hằng tuần|hàng tuần|tuần (?:tới|này|sau|trước))|,? \(?\d{{1,2}}[/-]\d)"
    r"|(?<!ông )(?<!bà )(?P<sunday>(?:[Cc]hủ|[Cc]húa) [Nn]hật)(?!\w))"
)
_ENGLISH = re.compile(
    r"\b(?P<day>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|\b(?P<short>Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)(?=[.,] )"
)
_STARTS = {day[:3]: n for n, day in enumerate(_DAYS)}
_TOGETHER = re.compile(r"\b(?:weekends?|weekdays?|week days?|working days?)\b", re.IGNORECASE)
_MONTH_WORD = re.compile(
    r"\b[Tt]háng (?P<m>[Gg]iêng|[Hh]ai|[Bb]a|[Tt]ư|Năm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín"
    r"|[Mm]ười(?: [Mm]ột| [Hh]ai)?|[Cc]hạp)"
    r"(?!\w)(?! (?:năm|tháng))"
)
_MONTHS = {
    "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip


def weekdays(line: str, target: str) -> list[Warning]:
    """Return a warning for each day of the week that is not in the English; both texts plain."""
    written = dict(_weekdays(line))
    if not written:
        return []
    if target.isupper():
        target = target.title()
    ours = [_STARTS[(m["day"] or m["short"])[:3]] for m in _ENGLISH.finditer(target)]
    strays = [n for n in dict.fromkeys(ours) if n not in written]
    missing = [n for n in written if n not in ours]
    if not strays and _TOGETHER.search(target):
        return []
    warnings = []
    for n in missing:
        found = _DAYS[strays.pop(0)] if strays else ""
        has = _("the translation has {found}").format(found=found) if found else _("it is not in the translation")
        warnings.append(
            Warning(
                "date",
                _("{written} is {days}; {has}").format(written=written[n], days=_DAYS[n], has=has),
                _DAYS[n],
                found,
            )
        )
    return warnings


def spans(line: str) -> list[tuple[int, int]]:
    """Return where days of the week stand in a Vietnamese line: no ordinals are to be read there."""
    return [m.span() for m in _found(line)]


def months(line: str, theirs: Sequence[Date], ours: Sequence[Date]) -> list[Warning]:
    """Return a warning if a month without a day became another.

    A date counts as found wherever its month stands, so ``tháng 8 ... tháng 8/2020`` passes with one August: here a
    month is missed that comes less often in the English, where a month stands that the Vietnamese nowhere has.
    """
    named = [(d.month, d.text) for d in theirs]
    named += [(_MONTHS[m["m"].lower()], m[0]) for m in _MONTH_WORD.finditer(line)]
    known = Counter(month for month, _ in named)
    strays = [d for d in ours if not d.days and not d.year and d.month not in known]
    count = Counter(d.month for d in ours)
    lost = next(((m, text) for m, text in named if count[m] < known[m]), None)
    if not strays or lost is None:
        return []
    expected = MONTHS[lost[0] - 1]
    return [
        Warning(
            "date",
            _("{lost} is {expected}; the translation has {text}").format(
                lost=lost[1], expected=expected, text=strays[0].text
            ),
            expected,
            strays[0].text,
        )
    ]


def _weekdays(line: str) -> Iterator[tuple[int, str]]:
    for match in _found(line):
        word = match["a"] or match["b"] or match["c"]
        yield (6 if match["sunday"] else _VALUES[word.lower()]), match[0]


def _found(line: str) -> Iterator[re.Match[str]]:
    if "hứ " in line or " nhật" in line or " Nhật" in line or "THỨ" in line or "CHỦ" in line:
        yield from _WEEKDAY.finditer(line.lower() if line.isupper() else line)
