"""Sums of money, large numbers and quarters of a year.

``2,5 tỷ đồng`` is VND2.5 billion, ``1,2 triệu`` 1.2 million, ``quý I/2021`` the first quarter of 2021.
"""

from __future__ import annotations

import re

from vietgloss.translation.clock import ORDINALS

_SCALES = {"nghìn tỷ": 12, "ngàn tỷ": 12, "tỷ": 9, "tỉ": 9, "triệu": 6, "nghìn": 3, "ngàn": 3, "": 0}
_WORDS = {12: "trillion", 9: "billion", 6: "million", 3: "thousand"}
_CURRENCIES = {"đồng": "VND", "đ": "VND", "VNĐ": "VND", "VND": "VND", "USD": "USD", "đô la Mỹ": "USD", "euro": "EUR"}
_NAMES = {
    "VND": ("VND", "dong", "đồng", "Vietnamese dong"),
    "USD": ("USD", "dollars", "US dollars"),
    "EUR": ("EUR", "euros", "euro"),
}
_SIGNS = {"VND": ("VND", "VND "), "USD": ("USD", "USD ", "US$", "$"), "EUR": ("EUR", "EUR ", "€")}
MONEY = re.compile(
    r"(?<![\w.,/:-])(?P<figure>\d+(?:[.,]\d+)*)"
    r"(?:\s(?P<scale>nghìn tỷ|ngàn tỷ|tỷ|tỉ|triệu|nghìn|ngàn)(?!\w))?"
    r"(?:(?:\s|(?<=\d)(?=đ\b))(?P<currency>đồng(?!\s(?:chí|bào|thời|bộ|hồ|hương|đội|ruộng|cỏ|lúa|diễn|nghiệp)\b)"
    r"|đ|VNĐ|VND|USD|đô la Mỹ|euro)(?!\w))?"
)
# A figure alone may count something precious (quý): then a mark or the end must follow.
QUARTER = re.compile(
    r"\b[Qq]uý (?P<n>I{1,3}|IV|[1-4])(?:(?:/|-|, | năm |/năm )(?P<year>\d{4})(?![\w/-])"
    r"|(?<=[IV])(?![\w/-])|(?=\s*(?:$|[,.;:)](?!\d))))"
)
_SHORT_ORDINALS = ("1st", "2nd", "3rd", "4th")
_ROMAN = ("I", "II", "III", "IV")
DECIMAL = re.compile(r"\d+,\d+")
_ENGLISH_DECIMAL = re.compile(r"\d+\.\d{1,2}")  # 182.88 triệu USD: newspapers write it so at times
THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def money(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return a sum or a large number in English, and its other right forms; None for a figure alone."""
    scale, currency = match["scale"] or "", match["currency"]
    if not scale and not currency:
        return None
    value = _value(match["figure"])
    if value is None:
        return None
    amounts = _amounts(value, _SCALES[scale])
    if not currency:
        return amounts[0], tuple(amounts[1:])
    code = _CURRENCIES[currency]
    forms = [f"{sign}{amount}" for amount in amounts for sign in _SIGNS[code]]
    forms += [f"{amount} {name}" for amount in amounts for name in _NAMES[code]]
    return forms[0], tuple(forms[1:])


def _value(figure: str) -> float | None:
    if THOUSANDS.fullmatch(figure) or DECIMAL.fullmatch(figure):
        return float(figure.replace(".", "").replace(",", "."))
    return float(figure) if figure.isdigit() or _ENGLISH_DECIMAL.fullmatch(figure) else None


def _amounts(value: float, scale: int) -> list[str]:
    """Return a number in words of scale: as it was said first, then in the scales above and below that suit it."""
    found = [f"{_figure(value)} {_WORDS[scale]}" if scale else _figure(value)]
    for other in (12, 9, 6, 3):
        shifted = value * 10.0 ** (scale - other)
        if other != scale and 1 <= shifted < 1000 and round(shifted, 3) == shifted:  # noqa: PLR2004  # 0.5 billion is said in millions
            found.append(f"{_figure(shifted)} {_WORDS[other]}")
    whole = value * 10.0**scale
    if scale and whole == int(whole):
        found.append(f"{int(whole):,}")
    return list(dict.fromkeys(found))


def _figure(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def quarter(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return a quarter of a year in English, and its other right forms."""
    written, year = match["n"], match["year"]
    at = int(written) - 1 if written.isdigit() else _ROMAN.index(written)
    names = (f"{ORDINALS[at + 1]} quarter", f"{_SHORT_ORDINALS[at]} quarter")
    if not year:
        return f"the {names[0]}", (*names, f"Q{at + 1}", f"quarter {at + 1}", f"quarter {_ROMAN[at]}")
    forms = [f"{name}{between}{year}" for name in names for between in (" of ", " ", " in ", ", ")]
    forms += [f"{year} {name}" for name in names] + [f"Q{at + 1} {year}", f"Q{at + 1} of {year}", f"Q{at + 1}/{year}"]
    forms += [f"Quarter {n}{between}{year}" for n in (at + 1, _ROMAN[at]) for between in ("/", " of ", " ", ", ")]
    return f"the {forms[0]}", tuple(forms)
