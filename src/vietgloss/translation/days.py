"""Days of the calendar in Vietnamese text: one (``22/07/2021``, ``ngày 20-8``) or several of a month.

Forms are what may stand in English: the form to write, and others that are right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation.clock import MONTHS

if TYPE_CHECKING:
    _Form = tuple[str, tuple[str, ...]]

_FIGURES = re.compile(r"\d+(?:[.,/:-]\d+)*")

_TIME_OF_DAY = r"(?:(?<=[Ss]áng )|(?<=[Tt]rưa )|(?<=[Cc]hiều )|(?<=[Tt]ối )|(?<=[Đđ]êm )|(?<=[Kk]huya )|(?<=[Hh]ôm ))"
# hai ngày 9-10 and ngày 2-3 lần are no days such as 20-8.
_NOT_MANY = r"(?<!hai )(?<!ba )(?<!bốn )(?<!\d )(?<!mỗi )(?<!một )(?<!hàng )(?<!từng )"
_BEFORE_A_DAY = (
    r"(?:(?<=-\d đến )|(?<=-\d\d đến )|(?<=nay \()|(?<=qua \()|(?<=mai \()|(?<=ngày \()|(?<=[Vv]ào )|(?<=[Pp]hiên ))"
)
# Above twelve there is no month: 25-3 can be nothing else, 2-4 might be two to four.
_NO_SPAN = r"(?P<d6>1[3-9]|2\d|3[01])-(?P<m6>0?[1-9]|1[0-2])(?!\d|%|[.,]\d| (?:km|m|ha|tấn|kg|triệu|tỷ|tháng)\b)"
_MAYBE_SPAN = (
    r"(?P<d5>\d{1,2})-(?P<m5>\d{1,2})"
    rf"(?=$|[,.;:)…](?!\d)| [{vn.UPPER}(–-]"
    r"| (?:tại|ở|đến|và|do|vừa|đã|sẽ|là|theo|năm|trên|cho|tới|vì|của|này|như|với|về|thì|có|khi|để)(?!\w))"
)
DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<lead>[Nn]gày )(?P<d1>\d{1,2}) tháng (?P<m1>\d{1,2}) năm (?P<y1>\d{4})"
    r"|(?P<lead2>[Nn]gày )?(?P<d2>\d{1,2})(?P<sep>[/-])(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4})"
    r"|(?P<lead3>[Tt]háng )(?P<m3>\d{1,2})[/-](?P<y3>\d{4})"
    rf"|(?:[Nn]gày |{_TIME_OF_DAY})(?P<d4>\d{{1,2}})/(?P<m4>\d{{1,2}})"
    # Newspapers of the South write a day as 20-8.
    rf"|(?:{_NOT_MANY}[Nn]gày |{_TIME_OF_DAY}|{_BEFORE_A_DAY})(?:{_NO_SPAN}|{_MAYBE_SPAN}))"
    r"(?![\d/-])"
)
_MORE_DAYS = r"(?:(?:, ?| và (?:ngày )?| đến (?:ngày )?| ?[-–] ?)\d{1,2})"
DAYS = re.compile(
    rf"(?<![\d/.,-])(?:(?:(?:[Cc]ác |[Hh]ai |[Bb]a |[Bb]ốn |\d )?[Nn]gày |(?<=[Ss]áng )|(?<=[Cc]hiều )|(?<=[Tt]ối ))"
    rf"(?P<days>\d{{1,2}}{_MORE_DAYS}{{1,4}})|(?P<range>\d{{1,2}}-\d{{1,2}}))"
    r"/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/-])"
)


def date(match: re.Match[str]) -> _Form | None:
    """Return a date in English and its other right forms; None if it is no date."""
    day = match["d1"] or match["d2"] or match["d4"] or match["d5"] or match["d6"]
    month = int(match["m1"] or match["m2"] or match["m3"] or match["m4"] or match["m5"] or match["m6"])
    year = match["y1"] or match["y2"] or match["y3"]
    if not 1 <= month <= len(MONTHS) or (day and not 1 <= int(day) <= 31):  # noqa: PLR2004  # days of a month
        return None
    name = MONTHS[month - 1]
    if not day:
        return f"{name} {year}", (f"{name}, {year}", f"{name} of {year}")
    if not year:
        return f"{name} {int(day)}", (f"{int(day)} {name}",)
    figures = _FIGURES.search(match[0])
    also = [f"{int(day)} {name} {year}", f"{int(day)} {name}, {year}", f"{name} {int(day)} {year}"]
    if figures and match["sep"]:
        also.append(figures[0])
    return f"{name} {int(day)}, {year}", tuple(also)


def several(match: re.Match[str]) -> _Form | None:
    """Return several days of a month: ``22-24/5/2021`` is May 22-24, 2021, ``hai ngày 28 và 29/7`` July 28 and 29."""
    said, month = match["days"] or match["range"], int(match["m"])
    days = [int(day) for day in re.findall(r"\d+", said)]
    in_order = days == sorted(set(days)) and days[0] >= 1 and days[-1] <= 31  # noqa: PLR2004  # days of a month
    if not 1 <= month <= len(MONTHS) or not in_order:
        return None
    english = re.sub(r" ?[-–] ?", "-", re.sub(r",\s*", ", ", said.replace("ngày ", "")))
    english = re.sub(r"\d+", lambda m: str(int(m[0])), english.replace(" và ", " and ").replace(" đến ", " to "))
    name, year = MONTHS[month - 1], match["y"]
    if len(days) == 2:  # noqa: PLR2004  # a pair
        english = english.replace(", ", " and ")
    forms = [f"{name} {english}", f"{english} {name}"]
    if len(days) == 2:  # noqa: PLR2004  # a pair may be joined in other ways
        forms += [
            f"{name} {days[0]}{joint}{days[1]}" for joint in ("-", " and ", " to ", f" and {name} ", f" to {name} ")
        ]
    if year:
        forms = [form + comma + year for form in forms for comma in (", ", " ")]
    figures = re.sub(r"^\D+", "", match[0])
    return forms[0], tuple(dict.fromkeys([*forms[1:], figures] if "-" in said else forms[1:]))
