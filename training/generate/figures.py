"""Figures, money, measures, dates and times, as Vietnamese news writes them and as the English edition prints them."""

# Shares are what these functions are made of.
# ruff: noqa: PLR2004
from __future__ import annotations

import calendar
import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from values import Value

_SWAP = str.maketrans(".,", ",.")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_QUARTERS = (("I", "first"), ("II", "second"), ("III", "third"), ("IV", "fourth"))
_NOON = 12
_TEENS = range(10, 21)


def english(figure: str) -> str:
    """Turn a Vietnamese figure into an English one: ``1.245,6`` is ``1,245.6``."""
    return figure.translate(_SWAP)


def _whole(number: int) -> str:
    return f"{number:,}".translate(_SWAP)


def _spread(rng: random.Random, low: float, high: float) -> float:
    # Even over the orders of magnitude, as figures in news are.
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def _rounded(rng: random.Random, low: float, high: float) -> int:
    number = int(_spread(rng, low, high))
    if rng.random() < 0.4:  # news likes round figures
        unit = 10 ** max(0, len(str(number)) - rng.choice((1, 2, 2)))
        number = max(int(low), number // unit * unit)
    return number


def _decimal(rng: random.Random, low: float, high: float, places: int = 1) -> str:
    # The last place is never 0: nobody writes 12,50.
    scale = 10**places
    number = int(_spread(rng, low, high) * scale)
    number += rng.randint(1, 9) if number % 10 == 0 else 0
    return f"{_whole(number // scale)},{number % scale:0{places}d}"


def _either(rng: random.Random, low: float, high: float, share: float) -> str:
    """Give a figure with decimals, in a share of the cases; else a whole one."""
    return _decimal(rng, low, high) if rng.random() < share else _whole(_rounded(rng, max(low, 2), high))


def small(rng: random.Random) -> Value:
    """2 to 99; below 10 often with a leading zero."""
    number = int(_spread(rng, 2, 100))
    return (f"{number:02d}" if rng.random() < 0.4 else str(number)), str(number)


def big(rng: random.Random) -> Value:
    """100 to 9,999,999."""
    figure = _whole(_rounded(rng, 100, 99_999 if rng.random() < 0.75 else 9_999_999))
    return figure, english(figure)


def percent(rng: random.Random) -> Value:
    """A share of a hundred, seldom above."""
    kind = rng.random()
    if kind < 0.06:
        figure = "100"
    elif kind < 0.3:
        figure = str(rng.randint(2, 99))
    elif kind < 0.36:
        figure = _decimal(rng, 100, 180)
    else:
        places = 2 if kind > 0.75 else 1
        whole = rng.choice((rng.randint(0, 30), rng.randint(30, 99)))
        figure = f"{whole},{rng.randint(0, 9) if places > 1 else ''}{rng.randint(1, 9)}"
    return f"{figure}%", f"{english(figure)}%"


def decimal(rng: random.Random) -> Value:
    """A figure with decimals."""
    figure = _decimal(rng, 1, 400, rng.choice((1, 1, 1, 2)))
    return figure, english(figure)


def times(rng: random.Random) -> Value:
    """How many times as much."""
    figure = _decimal(rng, 1.1, 9.9, rng.choice((1, 1, 1, 2)))
    return figure, english(figure)


def vnd(rng: random.Random) -> Value:
    """An amount in đồng."""
    kind = rng.random()
    if kind < 0.5:
        figure = _either(rng, 1.1, 9000, 0.55)
        return f"{figure} tỷ đồng", f"VND{english(figure)} billion"
    if kind < 0.83:
        figure = _either(rng, 2, 950, 0.25)
        return f"{figure} triệu đồng", f"VND{english(figure)} million"
    if kind < 0.88:
        figure = _either(rng, 2, 300, 0.4)
        return f"{figure} nghìn tỷ đồng", f"VND{english(figure)} trillion"
    figure = _whole(_rounded(rng, 10, 5000) * 1000 if kind < 0.97 else _rounded(rng, 100_000, 90_000_000))
    return f"{figure} đồng", f"VND{english(figure)}"


def usd(rng: random.Random) -> Value:
    """An amount in dollars."""
    kind = rng.random()
    if kind < 0.4:
        figure = _either(rng, 1.1, 60, 0.8)
        return f"{figure} tỷ USD", f"USD{english(figure)} billion"
    if kind < 0.85:
        figure = _either(rng, 1.5, 950, 0.5)
        return f"{figure} triệu USD", f"USD{english(figure)} million"
    figure = _whole(_rounded(rng, 100, 900_000))
    return f"{figure} USD", f"USD{english(figure)}"


def hectares(rng: random.Random) -> Value:
    """An area of land."""
    return _measure(_either(rng, 1.1, 60_000, 0.45), "ha", "ha")


def kilometres(rng: random.Random) -> Value:
    """A length of road."""
    return _measure(_either(rng, 1.1, 900, 0.6), "km", "km")


def square_metres(rng: random.Random) -> Value:
    """An area built upon; Vietnamese has it with or without the raised 2."""
    return _measure(_either(rng, 20, 90_000, 0.15), rng.choice(("m²", "m2")), "m²")


def tonnes(rng: random.Random) -> Value:
    """A weight."""
    if rng.random() < 0.12:
        return _measure(_decimal(rng, 1.1, 40), "triệu tấn", "million tonnes")
    return _measure(_either(rng, 2, 900_000, 0.3), "tấn", "tonnes")


def _measure(figure: str, vietnamese: str, in_english: str) -> Value:
    return f"{figure} {vietnamese}", f"{english(figure)} {in_english}"


def _calendar(rng: random.Random) -> dt.date:
    # Most dates are of the last years; the others reach back to 1930, the Party's year.
    first = 2015 if rng.random() < 0.9 else 1930
    start = dt.date(first, 1, 1).toordinal()
    return dt.date.fromordinal(rng.randint(start, dt.date(2029, 12, 31).toordinal()))


def date(rng: random.Random) -> Value:
    """A whole date, in one of the usual layouts."""
    when = _calendar(rng)
    layout = rng.random()
    if layout < 0.3:
        text = f"{when.day}/{when.month}/{when.year}"
    elif layout < 0.5:
        text = f"{when.day:02d}/{when.month:02d}/{when.year}"
    elif layout < 0.65:
        text = f"{when.day}-{when.month}-{when.year}"
    elif layout < 0.7:
        text = f"{when.day}.{when.month}.{when.year}"
    else:
        padded = f"{when.day:02d}" if rng.random() < 0.5 else str(when.day)
        text = f"{padded} tháng {when.month} năm {when.year}"
    return text, f"{calendar.month_name[when.month]} {when.day}, {when.year}"


def day(rng: random.Random) -> Value:
    """A day of a month."""
    when = _calendar(rng)
    layouts = (
        f"{when.day}/{when.month}",
        f"{when.day}/{when.month}",
        f"{when.day:02d}/{when.month:02d}",
        f"{when.day}-{when.month}",
        f"{when.day} tháng {when.month}",
    )
    return rng.choice(layouts), f"{calendar.month_name[when.month]} {when.day}"


def month(rng: random.Random) -> Value:
    """A month of a year."""
    when = _calendar(rng)
    layouts = (
        f"{when.month}/{when.year}",
        f"{when.month}/{when.year}",
        f"{when.month:02d}/{when.year}",
        f"{when.month}-{when.year}",
        f"{when.month} năm {when.year}",
    )
    return rng.choice(layouts), f"{calendar.month_name[when.month]} {when.year}"


def year(rng: random.Random) -> Value:
    """A year."""
    text = str(_calendar(rng).year)
    return text, text


def years(rng: random.Random) -> Value:
    """A term of five years, seldom a span of ten."""
    first = rng.choice((*range(1990, 2030, 5), 2015, 2020, 2020, 2025, 2025, 2016, 2021, 2021, 2026))
    last = first + (9 if first % 5 else 10) if rng.random() < 0.1 else first + (4 if first % 5 else 5)
    dash = " - " if rng.random() < 0.3 else "-"
    return f"{first}{dash}{last}", f"{first}-{last}"


def quarter(rng: random.Random) -> Value:
    """A quarter of a year."""
    roman, name = rng.choice(_QUARTERS)
    when = rng.randint(2010, 2029)
    return rng.choice((f"{roman}/{when}", f"{roman}/{when}", f"{roman} năm {when}")), f"the {name} quarter of {when}"


def roman(number: int) -> str:
    """Write a number in Roman figures."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def ordinal(rng: random.Random) -> Value:
    """The number of a congress or session, mostly in Roman figures."""
    number = min(rng.randint(1, 35), rng.randint(1, 35))
    ending = "th" if number in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return (roman(number) if rng.random() < 0.75 else str(number)), f"{number}{ending}"


def time(rng: random.Random) -> Value:
    """A time of day, by the 24-hour clock in Vietnamese; noon and midnight themselves are left out."""
    hour = rng.choice((*range(24), *range(5, 23), *range(7, 18)))
    minute = rng.choice((0, 0, 0, 30, 30, 15, 45, rng.randint(1, 59)))
    if hour % _NOON == 0 and minute == 0:
        minute = 30
    if minute:
        layouts = [f"{hour} giờ {minute:02d} phút", f"{hour} giờ {minute:02d}", f"{hour}h{minute:02d}"]
        layouts += [f"{hour:02d} giờ {minute:02d} phút", f"{hour:02d}h{minute:02d}", f"{hour}g{minute:02d}"]
    else:
        layouts = [f"{hour} giờ", f"{hour} giờ", f"{hour:02d} giờ", f"{hour}h", f"{hour}h00", f"{hour} giờ 00"]
    shown = f"{hour % _NOON or _NOON}" + (f":{minute:02d}" if minute else "")
    return rng.choice(layouts), f"{shown} {'a.m.' if hour < _NOON else 'p.m.'}"
