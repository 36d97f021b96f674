"""Reads the figures of a Vietnamese line: numbers with their scale, dates, ordinals, times.

``5.096`` is 5,096 and ``56,4`` is 56.4; ``2.500 tỷ`` is 2.5 trillion; ``quý I/2021`` is the first quarter of 2021.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.quality import spelled, tokens
from vietgloss.quality.tokens import Date, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

_D = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_LIST = rf"{_D}(?:\s?(?:-|,\s|và|đến|tới)\s?(?:hết\s)?(?:(?:ngày|sáng|trưa|chiều|tối)\s)?{_D}){{0,5}}"
_M = r"(?:0?[1-9]|1[0-2])(?!\d)"
_Y = r"(?:19|20)\d{2}(?!\d)"
_ANY_YEAR = r"(?:1\d|20)\d{2}"
_LEAD = r"(?:[Nn]gày|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Mm]ùng|[Hh]ôm|[Nn]gày mùng)\s"
_DATE = re.compile(
    rf"(?<![\w/.,-])(?<!số )(?P<lead>{_LEAD})?"
    rf"(?:(?P<d1>{_LIST})(?P<sep>[/.-])(?P<m1>{_M})(?P=sep)(?P<y1>{_ANY_YEAR})(?![/\d])"
    rf"|(?P<d2>{_LIST})\s?/\s?(?P<m2>{_M})(?:\snăm\s(?P<y2>{_Y}))?(?![/\d]|[.,]\d)"
    rf"|(?P<d3>{_LIST})\stháng\s(?P<m3>{_M})(?:(?:,?\snăm\s|[/-])(?P<y3>{_Y}))?(?![/\d]|[.,]\d))"
)
_HYPHENED = re.compile(
    rf"(?<![\w/.,-])(?:{_LEAD}|Ngày [^\W\d][^\d.,;:]{{2,44}}\s)(?P<days>{_LIST})-(?P<m>{_M})(?![/\d-]|[.,]\d)"
)
_MONTH = re.compile(
    rf"\b[Tt]háng\s(?P<months>{_M}(?:\s?(?:-|,|và|đến|tới)\s?(?:tháng\s)?{_M}){{0,5}})"
    rf"(?:\s?[/-]\s?(?P<y1>{_Y})|,?\snăm\s(?P<y2>{_Y}))?(?![/\d]|[.,]\d)"
)
_BULLETIN = re.compile(rf"(?<![\w/.,-])(?P<m>{_M})/(?P<y>{_Y})(?![/\w])")
_CLOCK = re.compile(
    r"(?<![\w.,:/-])(?P<h>[01]?\d|2[0-4])(?:(?::|\s?[hg]\s?|\sgiờ\s)(?P<m>[0-5]\d|\d(?=\sphút))(?![\w%/]|:\d)(?:\sphút)?"
    r"|\s?(?:giờ|h|g)(?!\w)(?P<half>\srưỡi)?)"
)
_FROM_HOUR = re.compile(r"\b[Tt]ừ (?P<h>[01]?\d|2[0-4])(?= ?(?:đến|tới|-) ?(?:[01]?\d|2[0-4])(?: giờ|h)(?!\w))")
_NTH = r"(?P<n>[IVXL]{1,7}|\d{1,3})(?!\w|[.,]\d|\s?(?:%|triệu|tỷ|nghìn))"
_UNITS = "nhất|nhì|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín"
_COUNTED = rf"(?:mười|(?:hai|ba|bốn|tư|năm) mươi)(?:\s(?:{_UNITS}|mốt|lăm))?|{_UNITS}"
_ORDINAL = re.compile(
    rf"\b(?:[Tt]hứ|THỨ|[Kk]hóa|[Kk]hoá|KHÓA|[Qq]uý|[Qq]uí|[Tt]hế kỷ)\s{_NTH}"
    rf"|\b(?:[Ll]ần|[Kk]ỳ họp|[Pp]hiên họp|[Hh]ội nghị|[Đđ]ại hội|[Tt]hế kỷ) thứ (?P<w>{_COUNTED})(?!\w)"
    r"|\b(?:[Gg]iải|[Hh]ạng) (?P<v>[Nn]hất|[Nn]hì|[Bb]a|[Tt]ư)(?!\w)"
    r"|\b[Kk]ỷ niệm (?P<k>\d{1,4})(?= năm\b)|\bHội nghị Trung ương (?P<t>\d{1,2})(?![\w.,]*\w)"
    rf"|(?:(?<=\w )|(?<=\())thứ (?P<x>{_COUNTED})(?!\w|,|\s(?:{_UNITS}),)"
)
_ROMAN = re.compile(
    r"(?<![\w.-])(?:[IVXL]{2,7}|(?:(?<=hạng\s)|(?<=loại\s)|(?<=cấp\s)|(?<=nhóm\s)|(?<=hương\s)|(?<=hần\s))[IVX])(?!\w|[.-]\w)"
)
_NUMBER = re.compile(r"(?<![\w])(?<!\d[.,])(?<![A-ZĐ]-)\d+(?:[.,]\d+)*")
_SCALE = re.compile(
    r"\s?(?P<scale>(?:(?:trăm|nghìn|ngàn|vạn|triệu|(?:tỷ|tỉ)(?!\s(?:lệ|số|trọng|giá|suất|phú)(?!\w))|chục)\s?)+)(?!\w)(?P<half>rưỡi)?"
)
_UNIT = re.compile(
    r"\s?(?P<percent>%|phần trăm|điểm phần trăm)|(?:ha|km|kg|mg|g|m|mm|cm|tấn|tạ|đ|l|kWh|MW|kV|USD|k|h)?[²³23]?(?!\w)"
)
_SCALES = {
    "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "chục": 10,
}  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:-|/|,|;|đến|tới|và|hoặc|lên|xuống|từ|còn|hay|là)?\s*(?:từ|mức)?\s*")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_ALWAYS = re.compile(
    r"(?<![\w/])(?<!áng )(?<!hiều )(?<!ối )(?<!gày )(?<!rưa )(?<!êm )24/(?:24|7)(?:\s?(?:giờ|h)(?!\w))?(?![\w/])"
)
_QUINTALS = re.compile(r" ?tạ(?!\w)")
_BEFORE_DAY = re.compile(r"\b(?:[Nn]gày|[Mm]ùng|[Mm]ồng) $")
_LUNAR = re.compile(r" tháng (?:Chạp|Giêng|chạp|giêng)")
_TWICE = re.compile(r"(?<![\w.,/-])(1[3-9]|[2-9]\d|\d{3,4})/\1(?![\w/-]|[.,]\d)")
_CAPITALS = re.compile(r"(?!(?<=THỨ )[IVXL]+\b|(?<=KHÓA )[IVXL]+\b|(?<=QUÝ )[IVXL]+\b|USD\b)\b[^\W\d_]{2,}")
_NOON = 12
_FIGURE_SIGNS = re.compile(r"[\dIVX]|thứ|[Gg]iải|hạng")


def read(text: str) -> tuple[list[Date], list[Figure]]:
    """Return the dates and the other figures of a plain Vietnamese line in which codes and addresses are blanked."""
    dates: list[Date] = []
    figures: list[Figure] = []
    if not _FIGURE_SIGNS.search(text):
        return dates, figures
    if text.isupper():
        text = _CAPITALS.sub(lambda m: m[0].lower(), text)
    text = _ALWAYS.sub(lambda m: " " * len(m[0]), text)
    text = _TWICE.sub(lambda m: m[1].ljust(len(m[0])), text)  # 63/63 provinces: all 63
    figures += _times(text)
    text = tokens.blank(text, [(f.start, f.end) for f in figures])
    figures += _ordinals(text)
    text = tokens.blank(text, [(f.start, f.end) for f in figures])
    for reader in (_dates, _hyphened, _months):
        dates += reader(text)
        text = tokens.blank(text, [(d.start, d.end) for d in dates])
    found = list(_romans(text))
    figures += found
    text = tokens.blank(text, [(f.start, f.end) for f in found])
    numbers = _merged(list(_numbers(text)), text)
    tokens.share_scales(numbers, text, _BETWEEN)
    return dates, sorted(figures + numbers, key=lambda f: f.start)


def value(figure: str) -> float | None:
    """Return the value of a Vietnamese figure; None if it is no number, as ``2.1.3``.

    >>> value("5.096"), value("56,4"), value("1.234,5"), value("2.1.3")
    (5096.0, 56.4, 1234.5, None)
    """
    if _THOUSANDS.fullmatch(figure):
        return float(figure.replace(".", "").replace(",", "."))
    if _ENGLISH_THOUSANDS.fullmatch(figure):
        return float(figure.replace(",", ""))
    try:
        return float(figure.replace(",", "."))
    except ValueError:
        return None


def _dates(text: str) -> Iterator[Date]:
    for m in _DATE.finditer(text):
        n = "1" if m["d1"] else "2" if m["d2"] else "3"
        days = tokens.days(m[f"d{n}"], m.start(f"d{n}"))
        year = tokens.year(m[f"y{n}"], m.start(f"y{n}"))
        loose = n == "2" and year is None and (not m["lead"] or text[m.end() : m.end() + 8] == " âm lịch")
        start = m.start() + len(m["lead"] or "")
        yield Date(start, m.end(), text[start : m.end()], int(m[f"m{n}"]), days, year, loose)


def _hyphened(text: str) -> Iterator[Date]:
    for m in _HYPHENED.finditer(text):
        yield Date(
            m.start("days"),
            m.end(),
            text[m.start("days") : m.end()],
            int(m["m"]),
            tokens.days(m["days"], m.start("days")),
        )


def _months(text: str) -> Iterator[Date]:
    for m in _MONTH.finditer(text):
        group = "y1" if m["y1"] else "y2"
        months = re.findall(r"\d+", m["months"])
        for month in months:
            yield Date(m.start(), m.end(), m[0], int(month), [], tokens.year(m[group], m.start(group)))
    for m in _BULLETIN.finditer(text):
        yield Date(m.start(), m.end(), m[0], int(m["m"]), [], tokens.year(m["y"], m.start("y")), loose=True)


def _times(text: str) -> Iterator[Figure]:
    for m in _CLOCK.finditer(text):
        if m["m"] or m["half"]:
            hour, other = _hours(m)
            minute = int(m["m"] or 30)
            yield Figure(*m.span(), m[0], "time", (60.0 * hour + minute, 60.0 * other + minute))
        else:
            yield _full_hour(m)
    yield from map(_full_hour, _FROM_HOUR.finditer(text))


def _full_hour(m: re.Match[str]) -> Figure:
    hour, other = _hours(m)
    return Figure(*m.span("h"), m["h"], "hour", (60.0 * hour, 60.0 * other, 60.0 * (hour % 24)))


def _hours(m: re.Match[str]) -> tuple[int, int]:
    """Return the hour of a match, and the same on the other half of the day."""
    hour = int(m["h"])
    return hour, hour - _NOON if hour > _NOON else hour + _NOON


def _ordinals(text: str) -> Iterator[Figure]:
    for m in _ORDINAL.finditer(text):
        group = next(g for g in "nwvktx" if m[g])
        written = m[group]
        number = spelled.counted(written)
        if number:
            yield Figure(*m.span(group), written, "ordinal", (float(number),))


def _romans(text: str) -> Iterator[Figure]:
    for m in _ROMAN.finditer(text):
        around = text[max(0, m.start() - 3) : m.start()] + text[m.end() : m.end() + 3]
        if any(c.isalpha() for c in around) and around.isupper():  # VI PHẠM is no numeral
            continue
        yield Figure(*m.span(), m[0], "ordinal", (float(spelled.roman(m[0])),))


def _numbers(text: str) -> Iterator[Figure]:
    for m in _NUMBER.finditer(text):
        scale = _SCALE.match(text, m.end())
        end = len(text[: scale.end()].rstrip()) if scale else m.end()
        unit = _UNIT.match(text, end)
        if unit is None:
            continue  # B12, 5G: a code
        written = [m[0]] if value(m[0]) is not None or m[0].count(",") == 0 else re.split("[,]", m[0])
        for part in written:
            number = value(part)
            factor = 1
            for word in scale["scale"].split() if scale else ():
                factor *= _SCALES[word]
            if number is not None and scale and scale["half"]:
                number += 0.5
            values: tuple[float, ...] = () if number is None else (tokens.rounded(number * factor),)
            if values and _QUINTALS.match(text, end):
                values = (*values, tokens.rounded(values[0] / 10))
            percent = bool(unit["percent"])
            stop = unit.end() if percent else end
            is_year = len(part) == 4 and part.isdigit() and part[:2] in ("19", "20") and stop == m.end()  # noqa: PLR2004
            kind = "year" if is_year else "number"
            if _BEFORE_DAY.search(text, max(0, m.start() - 6), m.start()) or _LUNAR.match(text, m.end()):
                kind = "day"
            yield Figure(
                m.start(),
                stop,
                text[m.start() : stop] if len(written) == 1 else part,
                kind,
                values,
                int(percent),
                factor,
            )


def _merged(numbers: list[Figure], text: str) -> list[Figure]:
    """Put together what is one amount: ``1 tỷ 200 triệu`` is 1.2 billion."""
    out: list[Figure] = []
    for number in numbers:
        last = out[-1] if out else None
        if last and last.scale > number.scale > 1 and last.values and text[last.end : number.start] == " ":
            last.values = (tokens.rounded(last.values[0] + number.values[0]),)
            last.text, last.end = f"{last.text} {number.text}", number.end
        else:
            out.append(number)
    return out
