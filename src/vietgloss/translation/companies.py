"""Names of companies: ``Công ty cổ phần Đầu tư xây dựng Hải An`` is Hải An Construction Investment Joint-Stock Company.

Vietnamese says first what a company is, then what it does, then its name; English the other way round. An engine mixes
the three. A name of which a word is not known is left.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import CITIES, any_of
from vietgloss.translation.cells import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE = r"(?P<one> (?:một thành viên|MTV))?"
_FORM = re.compile(
    r"(?<!\w)(?:(?P<big>[Tt]ổng [Cc]ông ty|TỔNG CÔNG TY)|[Cc]ông ty) "
    rf"(?i:(?P<stock>cổ phần)|(?P<limited>trách nhiệm hữu hạn){_ONE})(?= )"
)
_BANK = re.compile(r"(?<!\w)[Nn]gân hàng (?i:thương mại cổ phần) (?=\S)")
_PART = rf"(?:[{vn.UPPER}][{vn.UPPER}{vn.LOWER}]*\d?|[{vn.UPPER}]\.)"
_NUMBERED = r"(?: \d{1,3}(?![\w.,/%]| (?:tỷ|tỉ|triệu|nghìn|đồng|người)))?"
_CITY = rf"(?i:thành phố) (?P<city>{any_of(CITIES)})(?!\w)"
_NAME = re.compile(rf"{_CITY}|{_PART}(?:(?: | [-–&] ){_PART}(?![./]))*{_NUMBERED}|[Ss]ố \d{{1,3}}|\d{{2,3}}")
# What a name goes on with, so that it is not understood: BOT&BT, BOT quốc lộ 1, Deluxe taxi.
_ENDS = re.compile(
    rf"(?![\w/&-])(?! (?:{_PART}|[-–&] {_PART}|quốc lộ|đường|cao tốc|taxi|miền|chi nhánh|\d|"
    rf"(?i:thành phố|tỉnh) [{vn.UPPER}]))"
)
_STOPS = re.compile(r"\s*(?:$|[,.;:()“”\"–-])")
_JOINT = re.compile(r" (?:và|&) |, | [-–] | |-(?=\w)")
_MOST_WORDS = 5
_MOST_TRADES = 5
_HO_CHI_MINH = "Hồ Chí Minh"
_SAID = {"Việt Nam": "Vietnam", "Hà Nội": "Hanoi", "Thành phố Hồ Chí Minh": "Ho Chi Minh City"}
_SAID_WHOLE = re.compile(rf"(?<!\w)(?:{'|'.join(_SAID)})(?!\w)")
# Banks that are called otherwise abroad.
_KNOWN_BANKS = ("Á Châu", "Bản Việt", "Bảo Việt", "Đông Á", "Đông Nam Á", "Tiên Phong", "Quốc", "Việt Nam", "Sài Gòn")


@cache
def _trades() -> dict[str, str]:
    """Return the English of each trade, by its Vietnamese in small letters."""
    return {vn.fold(name): english for name, english in read_table("companies.yaml")["trades"].items()}


def find(line: str) -> Iterator[tuple[int, int, str]]:
    """Give where the name of a company or a bank stands in an expanded line, and its English.

    >>> [english for _, _, english in find("Công ty trách nhiệm hữu hạn Thương mại và dịch vụ Mai Linh họp.")]
    ['Mai Linh Trading and Service Limited Liability Company']
    """
    if "ông ty " in line or "ÔNG TY " in line:
        for form in _FORM.finditer(line):
            end, english = _called(line[form.end() + 1 :])
            if english:
                yield form.start(), form.end() + 1 + end, f"{english} {_what(form)}"
    if "gân hàng " in line:
        for form in _BANK.finditer(line):
            name = _NAME.match(line, form.end())
            if name and " " in name[0] and not name[0].startswith(_KNOWN_BANKS) and _ENDS.match(line, name.end()):
                yield form.start(), name.end(), f"{name[0]} Joint-Stock Commercial Bank"


def _what(form: re.Match[str]) -> str:
    company = "Corporation" if form["big"] else "Company"
    return (
        f"Joint-Stock {company}"
        if form["stock"]
        else f"{'Single-Member ' * bool(form['one'])}Limited Liability {company}"
    )


@lru_cache(maxsize=512)
def _called(rest: str) -> tuple[int, str]:
    """Return where a company's name ends in what follows its form, and its English; empty if it is not understood."""
    at, trades = 0, list[str]()
    began, joint = 0, ""
    while len(trades) < _MOST_TRADES:
        found = _trade(rest, at)
        if found is None:
            break
        began, (end, english) = at, found
        trades.append(english)
        between = _JOINT.match(rest, end)
        if between is None:
            return 0, ""  # nothing is called by what it does alone
        joint, at = between[0], between.end()
    name = _NAME.match(rest, at)
    if name and vn.is_syllable(name[0]):
        longer = _NAME.match(rest, began) if trades and joint == " " else None
        if longer and longer.end() >= name.end():  # Bóng đèn Điện Quang
            name = longer
            trades.pop()
        elif not _STOPS.match(rest, name.end()):
            return 0, ""  # Quốc lộ
    if name is None or joint.strip(" ") or not _ENDS.match(rest, name.end()) or _trade(rest, _last(rest, name.end())):
        return 0, ""
    said = _SAID_WHOLE.sub(lambda m: _SAID[m[0]], name[0])
    if name["city"]:
        said = f"{_SAID.get(name['city'], name['city'])} City" if name["city"] != _HO_CHI_MINH else "Ho Chi Minh City"
    said = re.sub(r"\A[Ss]ố ", "No. ", said)
    return name.end(), " ".join([said, *([_listed(trades)] if trades else [])])


def _last(rest: str, end: int) -> int:
    """Return where the word begins that ends there."""
    return max(rest.rfind(" ", 0, end), rest.rfind("-", 0, end)) + 1


def _trade(rest: str, at: int) -> tuple[int, str] | None:
    """Return where the longest trade from ``at`` on ends, and its English."""
    words = list(vn.WORD.finditer(rest, at, at + 60))[:_MOST_WORDS]
    for last in reversed(range(len(words))):
        end = words[last].end()
        if words[0].start() == at and (english := _trades().get(vn.fold(rest[at:end]))):
            return end, english
    return None


def _listed(trades: list[str]) -> str:
    """Return trades as one phrase: Production, Trading and Housing Development."""
    if trades[-1] == "International":
        trades = [trades[-1], *trades[:-1]]
        return f"{trades[0]} {_listed(trades[1:])}" if trades[1:] else trades[0]
    if trades[0] == "Group":
        return f"{_listed(trades[1:])} Group" if trades[1:] else "Group"
    return trades[0] if len(trades) == 1 else f"{', '.join(trades[:-1])} and {trades[-1]}"
