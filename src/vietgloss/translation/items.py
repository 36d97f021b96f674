"""What must stand in the English exactly: numbers, dates, document numbers, addresses, names of people.

Each item knows the form it takes in English (``5.096`` is ``5,096``) and which forms in a translation are right.
Offsets are characters of the line they were found in, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import DOCUMENT_NUMBER, DOMAIN, EMAIL, URL
from vietgloss.translation import asides, companies, listed, names
from vietgloss.translation.amounts import DECIMAL, MONEY, QUARTER, THOUSANDS, money, quarter
from vietgloss.translation.clock import HOUR, MONTH, MONTHS, ORDINALS, WEEKDAY, hour, month, time_forms, weekday
from vietgloss.translation.days import DATE, DAYS, LUNAR, date, lunar, nth, several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Form = tuple[str, tuple[str, ...]]

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = ORDINALS[:11]

_UNIT = r"(?:ha|km|kg|mg|g|m|mm|cm|m2|m3|m²|m³|km2|tấn|tạ|đ|l|kWh|MW|USD)(?!\w)"
_FIGURE = r"\d+(?:[.,]\d+)*"
_NUMBER = re.compile(rf"(?<![\w.,/:-]){_FIGURE}(?:(?![\d/:-]|[.,]\d|\w)(?:\s?%)?|(?={_UNIT}))")
_RANGE = re.compile(
    rf"(?<![\w.,/:-])(?P<a>{_FIGURE})-(?P<b>{_FIGURE})(?:(?![\d/:-]|[.,]\d|\w)(?P<p>\s?%)?|(?={_UNIT}))"
)
_SHARE = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d+)?/\d{1,4}(?![\w/-]|[.,]\d)")
# 3/9 huyện is three of nine, and no day of September.
COUNTED_OUT = re.compile(
    r" (?:huyện|xã|phường|tỉnh|quận|thôn|ấp|bản|buôn|khu|tổ|hộ|trường|sở|ban|chi bộ|chi đoàn|đảng bộ|đảng viên|đơn vị|"
    r"cơ sở|chỉ tiêu|tiêu chí|nhiệm vụ|dự án|công trình|trạm|lớp|người|đồng chí|đại biểu|phiếu|cán bộ|học sinh|"
    r"doanh nghiệp|hợp tác xã|mô hình|sản phẩm|vụ|ý kiến|nội dung|thành viên|ủy viên|địa phương)(?!\w)"
)
"""What stands behind so many of so many."""
_PERIOD = re.compile(r"(?<![\w.,/-])(?P<a>\d{4})\s?-\s?(?P<b>\d{4})(?![\w/-]|[.,]\d)")
_TIME = re.compile(r"(?<![\w.,:/-])\d{1,2}(?::|[hg])\d{2}(?![\w:])")
_WHOLE_HOUR = re.compile(
    r"(?:(?<=[Ll]úc )|(?<=[Hh]ồi )|(?<=[Tt]ừ )|(?<=[Tt]rước )|(?<=[Ss]au )|(?<=đến )"
    r"|(?=\d{1,2}[hg],? (?:ngày|sáng|chiều|tối|đêm) ))"
    r"(?P<h>[01]?\d|2[0-4])[hg](?![\w:])"
)
_INITIALS = re.compile(rf"(?<![\w.])(?:[{vn.UPPER}]\.\s?){{1,4}}[{vn.UPPER}](?:\.|(?!\w))")
_CODE = re.compile(r"(?<![\w-])[A-ZĐƯ][A-ZĐƯ0-9]+(?:[-&/.][A-ZĐƯ0-9]+)*(?![\w-])")
_ORDINAL_WITHIN = re.compile(r"(?<= )[0-9]{1,3}(?:st|nd|rd|th) ")
_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ORDINAL = re.compile(
    r"(?:\b[Ll]ần thứ |(?<=Đại hội )(?=[IVX]{1,5}(?!\w)))"
    rf"(?P<n>[IVXL]+|\d{{1,2}}|nhất|(?:hai mươi|mười)(?: (?:{'|'.join(_ONES)}))?|hai|ba|tư|năm|sáu|bảy|tám|chín)(?!\w)"
)
_COUNTED = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


_CODE_LETTERS = 2
_ROMAN_ONLY = re.compile(r"[IVXLC]+(?:/\d{4})?")
_ADDRESSES = ("url", "email", "domain")
_NAMED = ("name", "place", "given", "aside", "document-number")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that must stand in the English.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends.
        source: As it stands in Vietnamese.
        target: As it is to stand in English.
        kind: ``document-number``, ``url``, ``email``, ``domain``, ``date``, ``period``, ``month``, ``time``,
            ``quarter``, ``money`` (large numbers too), ``ordinal``, ``number``, ``name``, ``initials``, ``place``,
            ``given`` (a given name that stands alone), ``aside``, ``code`` or ``term``.
        also: Other forms that are right.
    """

    start: int
    end: int
    source: str
    target: str
    kind: str
    also: tuple[str, ...] = ()


def find(line: str, *, with_asides: bool = True) -> list[Item]:
    """Return the items of a Vietnamese line in order, without overlaps; the earlier kind wins.

    Args:
        line: The line.
        with_asides: Whether brackets, companies and the like are items as a whole; else what stands in them is. Given
            names that stand alone are items then, too.
    """
    plain = vn.plain(line)
    taken = bytearray(len(line))
    items: list[Item] = []
    for start, end, target, kind, also in _candidates(line, plain, with_asides=with_asides):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            items.append(Item(start, end, line[start:end], target or line[start:end], kind, also))
    return sorted(items, key=lambda i: i.start)


def _candidates(line: str, plain: str, *, with_asides: bool) -> Iterator[tuple[int, int, str, str, tuple[str, ...]]]:
    """Give all that might be an item: span, English ("" as it stands), kind, other right forms."""
    for start, end, english in (
        (*asides.find(plain), *companies.find(plain), *listed.find(plain)) if with_asides else ()
    ):
        yield start, end, english, "aside", ()
    for kind, pattern, read in _GRAMMAR:
        for match in pattern.finditer(plain):
            form = read(match)
            if form is not None:
                yield *match.span(), form[0], kind, form[1]
    for start, end in (*names.papers(line), *names.people(line)):
        yield start, end, "", "name", ()
    for start, end in names.places(line):
        yield start, end, "", "place", ()
    for start, end in names.given(line) if with_asides else ():
        yield start, end, "", "given", ()
    for start, end in names.foreign(line):
        yield start, end, "", "name", ()


def number(figure: str) -> str:
    """Return a Vietnamese figure in English form: full stops part thousands, a comma parts decimals.

    >>> number("5.096"), number("56,4"), number("1.234,5"), number("2021")
    ('5,096', '56.4', '1,234.5', '2021')
    """
    bare = figure.rstrip("%")
    if bare[:1] == "0" and bare[1:2].isdigit():  # a telephone's
        return figure
    if THOUSANDS.fullmatch(bare) or DECIMAL.fullmatch(bare):
        return figure.translate(str.maketrans(".,", ",."))
    return figure


def ordinal(value: int) -> str:
    """Return an English ordinal in figures.

    >>> ordinal(13), ordinal(21), ordinal(2)
    ('13th', '21st', '2nd')
    """
    return nth(value)


def _value(written: str) -> int:
    """Return the value of a roman numeral, figures, or a small number in words."""
    if written.isdigit():
        return int(written)
    if written in _COUNTED:
        return _COUNTED.index(written)
    if " " in written:
        *tens, ones = written.split(" ")
        return _ONES[ones] + (20 if tens[0] == "hai" else 10) if ones in _ONES else 20
    values = [_ROMAN[c] for c in written]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


_UNIT_BETWEEN = len(" thành phố ")
_BEFORE_FIGURE = re.compile(r"(?:\d|\d[.,:/-])\Z")
_AFTER_FIGURE = re.compile(r"\d|[.,:/-]\d")


def missing(items: list[Item], target: str) -> list[Item]:
    """Return the items whose English does not stand in ``target``; what stands twice must stand twice."""
    return account(items, target)[0]


def account(items: list[Item], target: str) -> tuple[list[Item], bytearray]:
    """Return the items that are missing in ``target``, and which of its characters the others account for."""
    plain = vn.plain(target)
    low = plain.lower()
    used = bytearray(len(plain))
    absent = []
    folded = vn.lower(plain)
    held: list[tuple[int, int, Item]] = []
    for item in sorted(items, key=lambda i: -len(i.target)):
        # Most forms stand nowhere: looking for the bare letters first spares most of the work.
        spans = (
            span
            for form, small, low_form in map(_plain, (item.target, *item.also))
            if small in low
            for span in _places(form, low_form, plain, folded, item.kind)
        )
        free = next(((a, b) for a, b in spans if not any(used[a:b]) or _is_within(a, b, item, held)), None)
        if free:
            held.append((*free, item))
        parts = [free] if free else _around_ordinals(item, folded, used)
        if not parts:
            absent.append(item)
        for start, end in parts:
            used[start:end] = b"\1" * (end - start)
    return sorted(absent, key=lambda i: i.start), used


def _is_within(start: int, end: int, item: Item, held: list[tuple[int, int, Item]]) -> bool:
    """Tell whether a place may be an item's inside the English of the term before it: *the Cà Mau Department*.

    The word for what the place is may stand between: ``Sở Y tế tỉnh Cà Mau``.
    """
    return any(
        first <= start and end <= last and end - start < last - first and 0 < item.start - other.end <= _UNIT_BETWEEN
        for first, last, other in held
        if other.kind == "term"
    )


def _around_ordinals(item: Item, folded: str, used: bytearray) -> list[tuple[int, int]]:
    """Return where a term stands with an ordinal in it, in parts: *Resolution of the 13th Congress of the Party*.

    The ordinal is left to whoever else asks for it.
    """
    if item.kind != "term" or " " not in item.target:
        return []
    ordinals = [m.span() for m in _ORDINAL_WITHIN.finditer(folded)]
    for start, end in ordinals:
        without = folded[:start] + folded[end:]
        for _, _, low in map(_plain, (item.target, *item.also)):
            for a, b in _places(low, low, without, without, item.kind) if low in without else ():
                parts = [(a, start), (end, b + end - start)]
                if a < start < b and not any(any(used[x:y]) for x, y in parts):
                    return parts
    return []


@lru_cache(maxsize=1 << 14)
def _plain(form: str) -> tuple[str, str, str]:
    plain = vn.plain(form)
    return plain, plain.lower(), vn.lower(plain)


def says(term: Item, item: Item) -> bool:
    """Tell whether a term holds an item and says it itself: ``13th National Party Congress`` says the ordinal."""
    inside = term.start <= item.start and item.end <= term.end
    return inside and not missing([item], term.target)


def with_marks(items: list[Item], target: str) -> str:
    """Return ``target`` with names and document numbers written as in the source where only their marks are gone.

    What is written in by rule gets its capitals back too.
    """
    for item in items:
        bare = names.without_marks(item.target)
        alone = " " not in item.target and item.kind != "document-number"  # The, My: no telling from English
        if item.kind == "given":
            target = names.with_its_marks(target, item.target)
            continue
        if item.kind == "aside" and item.target not in target:
            target = re.sub(rf"(?<!\w){re.escape(item.target)}(?!\w)", item.target, target, flags=re.IGNORECASE)
        if item.kind in _NAMED and bare != item.target and not alone and item.target not in target:
            target = re.sub(rf"(?<!\w){re.escape(bare)}(?!\w)", item.target.replace("\\", r"\\"), target)
    return target


def _places(form: str, low: str, target: str, folded: str, kind: str) -> Iterator[tuple[int, int]]:
    """Give where ``form`` (``low``: in lower case) stands in ``target`` (``folded``: in lower case) as a whole."""
    cased = kind in _NAMED or kind in _ADDRESSES
    there, form = (target, form) if cased else (folded, low)
    figure = kind in ("number", "money", "period", "time") and form[:1].isdecimal()
    tails = ("'s", "s", "es", "") if kind == "term" else ("",)
    at = there.find(form)
    while at >= 0 and form:
        # By hand: a compiled pattern for each of thousands of forms takes a second.
        end = at + len(form)
        # 20,208/BC-UBND is not 208/BC-UBND.
        longer = figure or (kind == "document-number" and form[0].isdecimal())
        inside = longer and _BEFORE_FIGURE.search(there, max(0, at - 2), at)
        if inside or (not figure and _is_word(there, at - 1)):
            ends = []
        elif figure:
            ends = [] if _AFTER_FIGURE.match(there, end) else [end]
        else:
            ends = [end + len(t) for t in tails if there.startswith(t, end) and not _is_word(there, end + len(t))]
        if ends:
            yield at, ends[0]
        at = there.find(form, ends[0] if ends else at + 1)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def _number_forms(figure: str, english: str) -> tuple[str, ...]:
    """Return other right forms of a figure: small ones in words, leading zeros gone."""
    forms = []
    if english.endswith("%"):
        return tuple(english[:-1] + unit for unit in (" %", " percent", " per cent"))
    if figure.isdigit():
        value = int(figure) if len(figure) < 9 else -1  # noqa: PLR2004  # longer figures have no other form
        if 0 <= value < len(_WORDS):
            forms.append(_WORDS[value])
        if 0 < value < len(_ORDINALS):
            forms.append(_ORDINALS[value])
        if 0 <= value < len(_WORDS) ** 2:
            forms += [f"{value}st", f"{value}nd", f"{value}rd", f"{value}th"]
        if value >= 1000:  # noqa: PLR2004  # from here on English may part thousands
            forms.append(f"{value:,}")
        if figure != str(value) and value >= 0:
            forms.append(str(value))
    return tuple(forms)


def _as_it_stands(_: re.Match[str]) -> _Form:
    return "", ()


def _code(match: re.Match[str]) -> _Form | None:
    """Return an abbreviation that was left as it is; a roman numeral or a word in capitals is none."""
    word = match[0]
    letters = sum(c.isalpha() for c in word)
    if letters < _CODE_LETTERS or _ROMAN_ONLY.fullmatch(word) or (letters > _CODE_LETTERS and vn.is_syllable(word)):
        return None
    return "", ()


def _ordinal_form(match: re.Match[str]) -> _Form:
    value = _value(match["n"])
    return ordinal(value), (*_ORDINALS[value : value + 1], match["n"])


def _period(match: re.Match[str]) -> _Form:
    first, last = match["a"], match["b"]
    return f"{first}-{last}", (match[0], f"{first} to {last}", f"{first} and {last}")


def _time(match: re.Match[str]) -> _Form:
    clock = re.sub("[hg]", ":", match[0])
    hours, minutes = map(int, clock.split(":"))
    return clock, (clock.replace(":", "."), match[0], *time_forms(hours, minutes))


def _whole_hour(match: re.Match[str]) -> _Form:
    forms = time_forms(int(match["h"]), 0)
    return forms[0], (*forms[1:], match[0])


def _range(match: re.Match[str]) -> _Form:
    percent = "%" if match["p"] else ""
    first, last = number(match["a"]), number(match["b"])
    return f"{first}-{last}{percent}", (f"{first} to {last}{percent}", f"{first}% to {last}%", f"{first}%-{last}%")


def _share(match: re.Match[str]) -> _Form:
    if "," in match[0]:
        return match[0].replace(",", "."), (match[0].replace(",", ".").replace("/", " out of "),)
    first, second = (int(part) for part in match[0].split("/"))
    also: tuple[str, ...] = tuple(
        match[0].replace("/", between) for between in (" of ", " out of ", " of the ", " out of the ")
    )
    day = 1 <= second <= len(MONTHS) and 1 <= first <= 31  # noqa: PLR2004  # it may be one: Quốc khánh 2/9
    if day and not COUNTED_OUT.match(match.string, match.end()):
        also += (f"{MONTHS[second - 1]} {first}", f"{first} {MONTHS[second - 1]}")
    return "", also


def _number(match: re.Match[str]) -> _Form:
    english = number(match[0].replace(" ", ""))
    return english, _number_forms(match[0], english)


# The earlier kind wins where two overlap.
_GRAMMAR: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], _Form | None]], ...] = (
    ("url", URL, _as_it_stands),
    ("email", EMAIL, _as_it_stands),
    ("domain", DOMAIN, _as_it_stands),
    ("document-number", DOCUMENT_NUMBER, _as_it_stands),
    ("quarter", QUARTER, quarter),
    ("money", MONEY, money),
    ("initials", _INITIALS, _as_it_stands),
    ("code", _CODE, _code),
    ("date", LUNAR, lunar),
    ("date", DAYS, several),
    ("date", DATE, date),
    ("month", MONTH, month),
    ("date", WEEKDAY, weekday),
    ("time", HOUR, hour),
    ("ordinal", _ORDINAL, _ordinal_form),
    ("period", _PERIOD, _period),
    ("time", _TIME, _time),
    ("time", _WHOLE_HOUR, _whole_hour),
    ("number", _SHARE, _share),  # 6/7 targets
    ("number", _RANGE, _range),
    ("number", _NUMBER, _number),
)
