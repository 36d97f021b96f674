"""Reads the figures of an English text: numbers with their scale, dates, ordinals, times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.quality import spelled, tokens
from vietgloss.quality.tokens import Date, Figure
from vietgloss.translation.clock import A_MONTH, MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
_NUMBER_OF = {m: i for i, m in enumerate(MONTHS, 1)} | {m[:3]: i for i, m in enumerate(MONTHS, 1)} | {"Sept": 9}
_MON = rf"(?P<{{}}>(?:{A_MONTH}|(?:{'|'.join(_SHORT)})\.?)(?!\w))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\w|:\d|[.,]\d|\s?%)"
_DAYS = rf"{_DAY}(?:(?:\s?-\s?|,\s|,?\s(?:and|to|through|until|till|or)\s)(?:the\s)?{_DAY}){{0,5}}"
_Y = r"(?:(?:19|20)\d{2}(?!\w)|(?<=, )1[0-8]\d{2}(?!\w|,\d))"
_DATE = re.compile(
    rf"(?:(?<![\w.,/-])|(?<=\d{{4}}-)){_MON.format('a')}\s(?P<days_a>{_DAYS})(?:,?\s?(?:of\s)?(?P<year_a>{_Y}))?"
    rf"|(?<![\w.,/-])(?P<days_b>{_DAYS})\s(?:of\s|day\sof\s)?{_MON.format('b')}(?:,?\s(?P<year_b>{_Y}))?"
    rf"|(?<![\w/])(?<!\d-){_MON.format('c')}(?:,?\s(?:of\s|in\s)?(?P<year_c>{_Y}))?"
)
_FIGURE_SIGNS = re.compile(r"[\dIVX]")
_AMBIGUOUS = re.compile(r"(?<![\w/.,-])\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\w/-])")
_ISO = re.compile(r"(?<![\w/.,-])(?P<y>(?:19|20)\d{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>\d{2})(?![\w/-])")
_CAPITALS = re.compile(r"\b(?!(?:VND|USD|EUR|US)(?![A-Z])|[IVXL]+\b)[A-Z]{2,}")
_CLOCK = re.compile(
    r"(?<![\w.,:/-])(?P<h>[01]?\d|2[0-4])(?:(?::|h)(?P<m>[0-5]\d)|[.](?P<m2>[0-5]\d)(?=\s?[ap]\.?m\b))(?![\w:])"
)
_ORDINAL = re.compile(r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)(?!\w)|\bQ(?P<q>[1-4])(?!\w)")
_ROMAN = re.compile(r"(?<![\w.])[IVXL]{1,7}(?!\w)")
_CURRENCY = re.compile(
    r"(?<!\w)(?:VND|VNĐ|USD|EUR|JPY|GBP|CNY|RMB|KRW|AUD|CAD|SGD|THB|INR|CHF|HKD|TWD|RUB|NZD|LAK|KHR|MYR|IDR|US\$)(?=\s?\d)"
    r"|[$€£](?=\d)"
)
_NUMBER = re.compile(r"(?<![\w])(?<!\d[.,])(?<![A-ZĐ]-)\d+(?:[.,]\d+)*")
_SCALES = spelled.ENGLISH_SCALES | {"bn": 10**9, "tn": 10**12}
_SCALE = re.compile(rf"(?:\s|-)?(?P<scale>{'|'.join(_SCALES)})s?(?!\w)")
_UNIT = re.compile(
    r"\s?(?P<percent>%|per\s?cent(?:age)?\b|pct\b)|[-\s]percent(?:age)?\b|(?P<decade>'?s)(?!\w)"
    r"|(?:ha|km|kg|mg|g|m|mm|cm|l|kWh|MW|kV|am|pm|h|k)?[²³23]?(?!\w)"
)
_BETWEEN = re.compile(r"\s*(?:-|/|,|;|to|and|or|of|out of|from|per)?\s*(?:to|from)?\s*(?:VND|USD|US\$|\$)?\s*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class Reading:
    """The figures of an English text.

    Attributes:
        dates: Months with their days and years.
        figures: All other figures.
        ambiguous: Dates in figures only, which readers take for day-month or for month-day.
        words: The values of numbers in words.
    """

    dates: list[Date]
    figures: list[Figure]
    ambiguous: list[Figure]
    words: spelled.Words


def read(text: str) -> Reading:
    """Return the figures of a plain English text in which codes and addresses are blanked."""
    if text.isupper():
        text = _CAPITALS.sub(lambda m: m[0].capitalize() if m[0].capitalize() in MONTHS else m[0].lower(), text)
    words = spelled.english(text)
    dates = [*_iso(text), *_dates(text)]
    if not _FIGURE_SIGNS.search(text):
        return Reading(dates, [], [], words)
    text = tokens.blank(text, [(d.start, d.end) for d in dates])
    ambiguous = [Figure(*m.span(), m[0], "date", ()) for m in _AMBIGUOUS.finditer(text)]
    text = tokens.blank(text, [(f.start, f.end) for f in ambiguous])
    text = _CURRENCY.sub(lambda m: " " * len(m[0]), text)
    figures: list[Figure] = []
    for small in (_times, _ordinals):
        found = list(small(text))
        figures += found
        text = tokens.blank(text, [(f.start, f.end) for f in found])
    numbers = list(_numbers(text))
    tokens.share_scales(numbers, text, _BETWEEN)
    return Reading(dates, sorted(figures + numbers, key=lambda f: f.start), ambiguous, words)


def value(figure: str) -> float | None:
    """Return the value of an English figure; None if it is none, as ``56,4``.

    >>> value("5,096"), value("5.096"), value("56,4")
    (5096.0, 5.096, None)
    """
    if _PLAIN.fullmatch(figure):
        return float(figure)
    return float(figure.replace(",", "")) if _GROUPED.fullmatch(figure) else None


def _dates(text: str) -> Iterator[Date]:
    for m in _DATE.finditer(text):
        n = "a" if m["a"] else "b" if m["b"] else "c"
        days = tokens.days(m[f"days_{n}"], m.start(f"days_{n}")) if n != "c" else []
        year = tokens.year(m[f"year_{n}"], m.start(f"year_{n}"))
        head = text[: m.start()].rstrip()
        if n == "c" and m["c"] == "May" and not year and (not head or head[-1] in '.:;?!"'):
            continue  # "may", at the head of a sentence
        yield Date(*m.span(), m[0], _NUMBER_OF[m[n].rstrip(".")], days, year)


def _iso(text: str) -> Iterator[Date]:
    for m in _ISO.finditer(text):
        yield Date(*m.span(), m[0], int(m["m"]), tokens.days(m["d"], m.start("d")), tokens.year(m["y"], m.start()))


def _times(text: str) -> Iterator[Figure]:
    for m in _CLOCK.finditer(text):
        yield Figure(*m.span(), m[0], "time", (60.0 * int(m["h"]) + int(m["m"] or m["m2"]),))


def _ordinals(text: str) -> Iterator[Figure]:
    for m in _ORDINAL.finditer(text):
        yield Figure(*m.span(), m[0], "ordinal", (float((m["n"] or m["q"]).replace(",", "")),))
    for m in _ROMAN.finditer(text):
        yield Figure(*m.span(), m[0], "roman", (float(spelled.roman(m[0])),))


def _numbers(text: str) -> Iterator[Figure]:
    for m in _NUMBER.finditer(text):
        scale = _SCALE.match(text, m.end())
        end = scale.end() if scale else m.end()
        unit = _UNIT.match(text, end)
        if unit is None:
            continue  # 5G, 1A: a code
        number = value(m[0])
        factor = _SCALES[scale["scale"]] if scale else 1
        values: tuple[float, ...] = () if number is None else (tokens.rounded(number * factor),)
        if unit[0] == "m" and values and factor == 1:
            values = (*values, tokens.rounded(values[0] * 10**6))  # 2.5m people
        if unit["decade"] and values:
            values = (*values, values[0] % 100)
        if text[m.start() - 1 : m.start()] == "-" and text[m.start() - 5 : m.start() - 1].isdigit() and len(m[0]) == 2:  # noqa: PLR2004
            values = (*values, float(text[m.start() - 5 : m.start() - 3] + m[0]))  # 2020-25
        percent = "percent" in unit[0].replace(" ", "") or "%" in unit[0] or "pct" in unit[0]
        stop = unit.end() if percent else end
        is_year = len(m[0]) == 4 and m[0].isdigit() and m[0][:2] in ("19", "20") and stop == m.end()  # noqa: PLR2004
        kind = "year" if is_year else "number"
        yield Figure(m.start(), stop, text[m.start() : stop], kind, values, int(percent), factor)
