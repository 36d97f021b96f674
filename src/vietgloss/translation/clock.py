"""Times of day and months without a year: ``13 giờ 30`` is 1:30 p.m., ``tháng 11`` November."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
A_MONTH = f"(?:{'|'.join(MONTHS)})"
"""A month in English, as a pattern."""
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
# Not "tháng 5/2021", which is a date; "5 tháng" is a span of time.
MONTH = re.compile(r"\b[Tt]háng (?P<n>0?[1-9]|1[0-2])(?![\w/-]|[.,]\d)")
HOUR = re.compile(
    r"(?<![\w.,:/-])(?P<h>[01]?\d|2[0-4]) giờ(?!\w)(?: (?P<m>[0-5]?\d)(?: phút(?!\w)|(?![\w/-]| giờ|[.,]\d)))?"
)
_CLOCK = r"(?P<h1>[01]?\d|2[0-4])[hg:](?P<m1>[0-5]\d)?(?: ?(?:[-–]|đến) ?(?P<h2>[01]?\d|2[0-4])[hg:](?P<m2>[0-5]\d)?)?"
_WEEKDAYS = dict(
    zip(
        ("hai", "2", "ba", "3", "tư", "4", "năm", "5", "sáu", "6", "bảy", "7", "chủ nhật"),
        ("Monday", "Monday", "Tuesday", "Tuesday", "Wednesday", "Wednesday", "Thursday", "Thursday", "Friday", "Friday",
         "Saturday", "Saturday", "Sunday"),
        strict=True,
    )
)  # fmt: skip
_PARTS = {"sáng": "morning", "trưa": "noon", "chiều": "afternoon", "tối": "evening"}
# What a line of a programme begins with: 7h30-7h45:, 09/4, 13h30:, 04/10:, Sáng 5/8:, Thứ hai, 7h30:
SCHEDULED = re.compile(
    r"(?=[^:]{0,40}\d)(?:(?i:từ )(?=\d{1,2}[hg]))?"
    r"(?:(?i:(?P<part>sáng|trưa|chiều|tối))(?:,? ))?"
    r"(?:(?i:(?:thứ (?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<s>chủ nhật)))(?:,? (?=\d|ngày)| (?=\()))?"
    r"(?:\(?(?i:ngày )?(?P<d>0?[1-9]|[12]\d|3[01])/(?P<mo>0?[1-9]|1[0-2])(?:/(?P<y>\d{4}))?\)?(?= ?:|,? \d))?"
    rf"(?:(?<=[\d)]),? )?(?:{_CLOCK})? ?: (?=\S)"
)
# Elsewhere "thứ hai" is the second.
_DAY_OF_WEEK = r"(?:[Tt]hứ (?P<w{0}>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<s{0}>[Cc]hủ nhật))"
WEEKDAY = re.compile(
    rf"(?:(?<=\()|(?<=[Ss]áng )|(?<=[Cc]hiều )|(?<=[Tt]ối )){_DAY_OF_WEEK.format(1)}(?=\)|,? (?:ngày|\d)|,|\.|\Z)"
    rf"|(?<!\w){_DAY_OF_WEEK.format(2)}(?=,? (?:ngày )?\d{{1,2}}/\d)"
)
SPAN = re.compile(_CLOCK)
"""A time, or a time and when it ends, as it stands in a cell."""
HOURS = re.compile(
    r"(?<![\w.,:/-])(?P<h1>[01]?\d|2[0-4])[hg](?P<m1>[0-5]\d)?[-–](?P<h2>[01]?\d|2[0-4])[hg](?P<m2>[0-5]\d)?(?![\w:/-])"
)
"""The same within a sentence: ``từ 6h-9h``."""
_HALF = re.compile(r"(?<![\d:.,])(?P<before>(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))? ?)[ap](?P<after>\.m\.|m\b)")
_LATE = re.compile(r"(?<![\d:.,])(?P<h>1[3-9]|2[0-3])(?P<rest>[:.][0-5]\d p\.?m\b)")
# What is so long, and no time of day: Mỗi ca 8 giờ.
_LASTS = (
    "ca ",
    "trong ",
    "suốt ",
    "kéo dài ",
    "hơn ",
    "gần ",
    "khoảng ",
    "mỗi ngày ",
    "làm việc ",
    "mất ",
    "chậm nhất ",
)
_FIGURES = re.compile(r"\d+")
_NOON = 12
_DAY = 24


def month(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return a month in English, and its other right forms: of the lunar year it has a number."""
    number = int(match["n"])
    return MONTHS[number - 1], (f"month {number}", MONTHS[number - 1][:3], ORDINALS[number])


def hour(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return a time of day in English, and its other right forms; whole hours may also be a span of time."""
    hours = int(match["h"])
    if not match["m"] and match.string.endswith(_LASTS, 0, match.start()):
        return ("1 hour" if hours == 1 else f"{hours} hours"), (f"{hours}-hour", f"{hours}h")
    forms = time_forms(hours, int(match["m"] or 0))
    return forms[0], forms[1:]


def scheduled(match: re.Match[str]) -> str:
    """Return the day and the time that a line of a programme begins with: ``7:30-7:45 a.m.``, ``April 9, 1:30 p.m.``.

    Args:
        match: Of :data:`SCHEDULED`.
    """
    of_week = _WEEKDAYS.get((match["w"] or match["s"] or "").lower(), "")
    day = ""
    if match["d"]:
        day = f"{MONTHS[int(match['mo']) - 1]} {int(match['d'])}" + (f", {match['y']}" if match["y"] else "")
    said = ", ".join(filter(None, (of_week, day)))
    if match["part"]:
        part = _PARTS[match["part"].lower()].capitalize()
        said = f"{part}, {said}" if part == "Noon" and said else f"{part} of {said}" if said else part
    return ", ".join(filter(None, (said, span(match) if match["h1"] else "")))


def weekday(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return a day of the week in English, and its short form."""
    said = match["w1"] or match["s1"] or match["w2"] or match["s2"]
    name = _WEEKDAYS[said.lower()]
    return name, (name[:3],)


def span(match: re.Match[str]) -> str:
    """Return a time, or a time and its end, in English: ``7:30-7:45 a.m.``."""
    first = _time(match["h1"], match["m1"])
    if match["h2"]:
        last = _time(match["h2"], match["m2"])
        joined = f"{first[0]}-{last[0]}" if first[1] == last[1] else f"{first[0]} {first[1]}-{last[0]}"
        first = (joined, last[1])
    return " ".join(first)


def _time(hours: str, minutes: str | None) -> tuple[str, str]:
    late = int(hours) % _DAY >= _NOON
    return f"{int(hours) % _NOON or _NOON}:{minutes or '00'}", "p.m." if late else "a.m."


def with_right_halves(english: str, times: Sequence[str]) -> str:
    """Put *a.m.* and *p.m.* right behind the times of a line: an engine that copies 18:30 may say 6:30 a.m.

    A time that the line has twice, once of each half of the day, is left.

    Args:
        english: The English of the line.
        times: Its times as its source writes them: ``18h30``, ``13 giờ``.
    """
    halves: dict[tuple[int, str], set[bool]] = {}
    for time in times:
        figures = [int(n) for n in _FIGURES.findall(time)]
        if figures:
            minutes = f"{figures[1]:02d}" if len(figures) > 1 else "00"
            halves.setdefault((figures[0] % _NOON or _NOON, minutes), set()).add(figures[0] % _DAY >= _NOON)

    def right(match: re.Match[str]) -> str:
        held = halves.get((int(match["h"]), match["m"] or "00"), set())
        if len(held) != 1:
            return match[0]
        return f"{match['before']}{'p' if held == {True} else 'a'}{match['after']}"

    english = _LATE.sub(lambda m: f"{int(m['h']) - _NOON}{m['rest']}", english)
    return _HALF.sub(right, english) if halves else english


def time_forms(hours: int, minutes: int) -> tuple[str, ...]:
    """Return the English forms of a time of day, best first."""
    late = hours % _DAY >= _NOON
    short = hours % _NOON or _NOON
    half = "p.m." if late else "a.m."
    clock = f"{minutes:02d}"
    forms = [f"{short}:{clock} {half}", f"{hours}:{clock}", f"{short}:{clock}", f"{hours}.{clock}"]
    if not minutes:
        spans = [f"{hours} hours", f"{hours}-hour", f"{hours}h", f"{hours} o'clock", f"{short} o'clock"]
        forms = [f"{short} {half}", *forms, *spans]
        forms += ["midnight"] if hours % _DAY == 0 else ["noon"] if hours == _NOON else []
    forms += [form.replace(half, bare) for form in forms for bare in (half.replace(".", ""), half[:-1]) if half in form]
    return tuple(dict.fromkeys(forms))
