"""Days of the calendar in Vietnamese text: one (``22/07/2021``, ``ngày 20-8``) or several of a month.

Forms are what may stand in English: the form to write, and others that are right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation.clock import MONTHS, ORDINALS

if TYPE_CHECKING:
    _Form = tuple[str, tuple[str, ...]]

_FIGURES = re.compile(r"\d+(?:[.,/:-]\d+)*")

_TIME_OF_DAY = r"(?:(?<=[Ss]áng )|(?<=[Tt]rưa )|(?<=[Cc]hiều )|(?<=[Tt]ối )|(?<=[Đđ]êm )|(?<=[Kk]huya )|(?<=[Hh]ôm ))"
# hai ngày 9-10 and ngày 2-3 lần are no days such as 20-8.
_NOT_MANY = r"(?<!hai )(?<!ba )(?<!bốn )(?<!\d )(?<!mỗi )(?<!một )(?<!hàng )(?<!từng )"
_BEFORE_A_DAY = (
    r"(?:(?<=-\d đến )|(?<=-\d\d đến )|(?<=nay \()|(?<=qua \()|(?<=mai \()|(?<=ngày \()|(?<=[Vv]ào )|(?<=[Pp]hiên )"
    r"|(?<=(?:áng|iều|rưa) nay )|(?<=(?:áng|iều|rưa) nay, )|(?<=(?:ối|ôm) nay )|(?<=(?:ối|ôm) nay, )|(?<=ôm qua )"
    r"|(?<=(?:khai|dụng|hiện|hành|động) từ )|(?<=(?:lực|đầu) từ )|(?<=[Kk]ể từ ))"
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
    r"|(?:(?P<lead3>[Tt]háng )|(?<=[Tt]ừ )|(?<=đến )|(?<=[Vv]ào )|(?<=[Tt]rước ))"
    r"(?P<m3>\d{1,2})[/-](?P<y3>(?:19|20)\d\d)"
    rf"|(?:[Nn]gày |{_TIME_OF_DAY}|{_BEFORE_A_DAY})(?P<d4>\d{{1,2}})/(?P<m4>\d{{1,2}})"
    # Newspapers of the South write a day as 20-8.
    rf"|(?:{_NOT_MANY}[Nn]gày |{_TIME_OF_DAY}|{_BEFORE_A_DAY})(?:{_NO_SPAN}|{_MAYBE_SPAN}))"
    r"(?![\d/-])"
)
_MORE_DAYS = r"(?:(?:, ?| và (?:ngày )?| đến (?:ngày )?| ?[-–] ?)\d{1,2})"
DAYS = re.compile(
    rf"(?<![\d/.,-])(?:(?:(?:(?:[Cc]ác |[Hh]ai |[Bb]a |[Bb]ốn |\d )?[Nn]gày |(?<=[Ss]áng )|(?<=[Cc]hiều )|(?<=[Tt]ối ))"
    rf"(?P<days>\d{{1,2}}{_MORE_DAYS}{{1,4}})|(?P<range>\d{{1,2}}-\d{{1,2}}))"
    r"(?:/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?|(?(range)(?!)|-(?P<m2>\d{1,2})-(?P<y2>\d{4})))"
    # ngày 2 và 3-6, as newspapers of the South write
    r"|(?:[Cc]ác |[Hh]ai |[Bb]a |\d )?[Nn]gày (?P<listed>\d{1,2}(?:, ?\d{1,2}){0,3} và (?:ngày )?\d{1,2})"
    r" ?-(?P<m3>1[0-2]|0?[1-9]))(?![\d/-])"
)
_OF_THE_MOON = r" ?\(?(?i:âm lịch|ÂL)\)?"
LUNAR = re.compile(
    r"(?<![\d/.,-])(?:(?:[Nn]gày |[Mm][ùồ]ng )?(?P<a>\d{1,2})(?:(?: ?[-–] ?| đến (?:ngày |m[ùồ]ng )?)(?P<b>\d{1,2}))?"
    rf" tháng (?:(?P<named>(?i:giêng|chạp))(?:{_OF_THE_MOON})?|(?P<n>1[0-2]|[1-9]){_OF_THE_MOON})"
    r"|(?:[Nn]gày )?(?:(?P<d1>\d{1,2})(?P<s>[/-])(?P<m1>\d{1,2}) (?P<to>đến|và) (?:ngày )?)?"
    rf"(?P<d2>\d{{1,2}})[/-](?P<m2>\d{{1,2}}){_OF_THE_MOON})(?!\w)"
)
"""Days of the lunar calendar: *24 tháng Chạp*, *10/3 âm lịch*."""
_SPELLED = re.compile(r"(\d+)\w\w lunar")
_MOONS = {"giêng": 1, "chạp": 12}


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
    said, month = match["days"] or match["range"] or match["listed"], int(match["m"] or match["m2"] or match["m3"])
    days = [int(day) for day in re.findall(r"\d+", said)]
    in_order = days == sorted(set(days)) and days[0] >= 1 and days[-1] <= 31  # noqa: PLR2004  # days of a month
    if not 1 <= month <= len(MONTHS) or not in_order:
        return None
    english = re.sub(r" ?[-–] ?", "-", re.sub(r",\s*", ", ", said.replace("ngày ", "")))
    english = re.sub(r"\d+", lambda m: str(int(m[0])), english.replace(" và ", " and ").replace(" đến ", " to "))
    name, year = MONTHS[month - 1], match["y"] or match["y2"]
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


def lunar(match: re.Match[str]) -> _Form | None:
    """Return a day of the lunar calendar, or two: *10/3 âm lịch* is the 10th of the 3rd lunar month."""
    joined = {"đến": "to", "và": "and", None: "to"}[match["to"]]
    if match["a"]:
        moon = _MOONS.get(vn.lower(match["named"] or "")) or int(match["n"])
        days = [(int(day), moon) for day in (match["a"], match["b"]) if day]
    else:
        days = [(int(match[f"d{i}"]), int(match[f"m{i}"])) for i in (1, 2) if match[f"d{i}"]]
    if any(not (1 <= day <= 30 and 1 <= month <= 12) for day, month in days):  # noqa: PLR2004  # of a moon and a year
        return None
    if len({month for _, month in days}) == 1:
        numbers = f" {joined} ".join(nth(day) for day, _ in days)
        forms = [f"the {numbers}{of}{nth(days[0][1])} lunar month" for of in (" of the ", " day of the ")]
    else:
        forms = [
            f" {joined} ".join(f"the {nth(day)}{of}{nth(month)} lunar month" for day, month in days)
            for of in (" of the ", " day of the ")
        ]
    spelled = [_SPELLED.sub(lambda m: f"{ORDINALS[int(m[1])]} lunar", form) for form in forms]
    every = [*forms, *spelled]
    return forms[0], (*every[1:], *(form.removeprefix("the ") for form in every))


def nth(value: int) -> str:
    """Return an English ordinal in figures: 13th, 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 // 10 == 1 else ending}"
