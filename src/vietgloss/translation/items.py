"""What must stand in the English exactly: numbers, dates, document numbers, addresses, names of people.

Each item knows the form it takes in English (``5.096`` is ``5,096``) and which forms in a translation are right.
Offsets are characters of the line they were found in, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import DOCUMENT_NUMBER, DOMAIN, EMAIL, URL

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip

_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<lead>[Nn]gày )(?P<d1>\d{1,2}) tháng (?P<m1>\d{1,2}) năm (?P<y1>\d{4})"
    r"|(?P<lead2>[Nn]gày )?(?P<d2>\d{1,2})(?P<sep>[/-])(?P<m2>\d{1,2})(?P=sep)(?P<y2>\d{4})"
    r"|(?P<lead3>[Tt]háng )(?P<m3>\d{1,2})[/-](?P<y3>\d{4}))(?![\d/-])"
)
_NUMBER = re.compile(r"(?<![\w.,/:-])\d+(?:[.,]\d+)*(?![\d/:-]|[.,]\d|\w)(?:\s?%)?")
_SHARE = re.compile(r"(?<![\w.,/-])\d{1,3}/\d{1,3}(?![\w/-]|[.,]\d)")
_FIGURES = re.compile(r"\d+(?:[.,/:-]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+,\d+")
_ORDINAL = re.compile(r"\b[Ll]ần thứ (?P<n>[IVXL]+|\d{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)")
_COUNTED = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ADDRESS = (("url", URL), ("email", EMAIL), ("domain", DOMAIN))

# Family names of the Kinh and the larger other peoples, by how often they are nothing else.
_SURNAMES = frozenset(
    "Nguyễn Trần Phạm Huỳnh Hoàng Phan Võ Đặng Bùi Đỗ Ngô Dương Đinh Trịnh Tạ Trương Tống Quách Tăng Phùng Khổng "
    "Lê Lý Nông Hứa Giàng Ksor Siu Rơ Lò Sùng Thạch Triệu Vừ Mùa Cầm Hoàng Lưu Doãn Nghiêm Khuất Đàm Lữ".split()
)
_WEAK_SURNAMES = frozenset(
    "Hồ Vũ Hà Mai Đào Lâm Tô Thái Cao Châu Chu Lương Vương Kiều Sơn Vi Từ Văn Đoàn Danh Bế Ma Quang Tòng An".split()
)
_NOT_PEOPLE = frozenset(
    {"hồ chí minh", "hồ chính minh", "trần hưng đạo", "hà nội", "hà giang", "hà nam", "hà tĩnh", "cao bằng"}
)
_TITLES = frozenset(
    "ông bà anh chị em cô chú bác thầy đồng_chí đ/c bí_thư chủ_tịch giám_đốc trưởng tỉnh ủy uỷ viên".split()
)
_NAME_PART = re.compile(r"[A-ZĐÀ-ỸĂÂÊÔƠƯ][a-zà-ỹđăâêôơư]*(?:['’][A-ZĐa-zđ]+)?")
_LONGEST_NAME = 5
_SURE_NAME = 3


@dataclass(frozen=True, slots=True)
class Item:
    """Something that must stand in the English.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends.
        source: As it stands in Vietnamese.
        target: As it is to stand in English.
        kind: ``document-number``, ``url``, ``email``, ``domain``, ``date``, ``ordinal``, ``number``,
            ``name`` or ``term``.
        also: Other forms that are right.
    """

    start: int
    end: int
    source: str
    target: str
    kind: str
    also: tuple[str, ...] = ()


def find(line: str) -> list[Item]:
    """Return the items of a Vietnamese line in order, without overlaps; the earlier kind wins."""
    plain = vn.plain(line)
    taken = bytearray(len(line))
    items: list[Item] = []
    for start, end, target, kind, also in _candidates(line, plain):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            items.append(Item(start, end, line[start:end], target or line[start:end], kind, also))
    return sorted(items, key=lambda i: i.start)


def _candidates(line: str, plain: str) -> Iterator[tuple[int, int, str, str, tuple[str, ...]]]:
    """Give all that might be an item: span, English ("" as it stands), kind, other right forms."""
    for kind, pattern in (*_ADDRESS, ("document-number", DOCUMENT_NUMBER)):
        for match in pattern.finditer(plain):
            yield *match.span(), "", kind, ()
    for match in _DATE.finditer(plain):
        english, also = _date(match)
        if english:
            yield *match.span(), english, "date", also
    for match in _ORDINAL.finditer(plain):
        value = _value(match["n"])
        yield *match.span(), ordinal(value), "ordinal", (*_ORDINALS[value : value + 1], match["n"])
    for match in _SHARE.finditer(plain):  # 6/7 targets, 24/7
        yield *match.span(), "", "number", (match[0].replace("/", " of "), match[0].replace("/", " out of "))
    for match in _NUMBER.finditer(plain):
        english = number(match[0].replace(" ", ""))
        yield *match.span(), english, "number", _number_forms(match[0], english)
    for start, end in _names(line):
        yield start, end, "", "name", ()


def number(figure: str) -> str:
    """Return a Vietnamese figure in English form: full stops part thousands, a comma parts decimals.

    >>> number("5.096"), number("56,4"), number("1.234,5"), number("2021")
    ('5,096', '56.4', '1,234.5', '2021')
    """
    bare = figure.rstrip("%")
    if _THOUSANDS.fullmatch(bare) or _DECIMAL.fullmatch(bare):
        return figure.translate(str.maketrans(".,", ",."))
    return figure


def ordinal(value: int) -> str:
    """Return an English ordinal in figures.

    >>> ordinal(13), ordinal(21), ordinal(2)
    ('13th', '21st', '2nd')
    """
    last = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 // 10 == 1 else last}"


def _value(written: str) -> int:
    """Return the value of a roman numeral, figures, or a small number in words."""
    if written.isdigit():
        return int(written)
    if written in _COUNTED:
        return _COUNTED.index(written)
    values = [_ROMAN[c] for c in written]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def missing(items: list[Item], target: str) -> list[Item]:
    """Return the items whose English does not stand in ``target``; what stands twice must stand twice."""
    low = vn.plain(target)
    used = bytearray(len(low))
    absent = []
    for item in sorted(items, key=lambda i: -len(i.target)):
        spans = [s for form in (item.target, *item.also) for s in _places(vn.plain(form), low, item.kind)]
        free = next(((a, b) for a, b in spans if not any(used[a:b])), None)
        if free is None:
            absent.append(item)
        else:
            used[free[0] : free[1]] = b"\1" * (free[1] - free[0])
    return sorted(absent, key=lambda i: i.start)


def _places(form: str, target: str, kind: str) -> list[tuple[int, int]]:
    """Return where ``form`` stands in ``target`` as a whole: a figure not inside a longer figure."""
    before, after = r"(?<![\w])", r"(?![\w])"
    if kind == "number" and form[:1].isdigit():
        before = r"(?<!\d)(?<!\d[.,:/-])"
        after = r"(?!\d)(?![.,:/-]\d)"
    if kind == "term":
        after = r"(?:'?s|es)?(?![\w])"
    flags = 0 if kind in ("name", "document-number") else re.IGNORECASE
    return [m.span() for m in re.finditer(before + re.escape(form) + after, target, flags)]


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


def _date(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """Return a date in English and its other right forms; nothing if it is no date."""
    day = match["d1"] or match["d2"]
    month = int(match["m1"] or match["m2"] or match["m3"])
    year = match["y1"] or match["y2"] or match["y3"]
    if not 1 <= month <= len(_MONTHS) or (day and not 1 <= int(day) <= 31):  # noqa: PLR2004  # days of a month
        return "", ()
    name = _MONTHS[month - 1]
    if not day:
        return f"{name} {year}", (f"{name}, {year}", f"{name} of {year}")
    figures = _FIGURES.search(match[0])
    also = [f"{int(day)} {name} {year}", f"{int(day)} {name}, {year}", f"{name} {int(day)} {year}"]
    if figures and match["sep"]:
        also.append(figures[0])
    return f"{name} {int(day)}, {year}", tuple(also)


def _names(line: str) -> list[tuple[int, int]]:
    """Return spans of people's names: a family name and one to four capitalised syllables after it."""
    words = list(re.finditer(r"[^\s,.;:()\[\]\"“”!?…/–-]+", line))
    spans = []
    i = 0
    while i < len(words):
        n = 1
        while (
            i + n < len(words)
            and n < _LONGEST_NAME
            and line[words[i + n - 1].end() : words[i + n].start()] == " "
            and _NAME_PART.fullmatch(words[i + n][0])
        ):
            n += 1
        first = words[i][0]
        if n > 1 and (first in _SURNAMES or first in _WEAK_SURNAMES):
            name = line[words[i].start() : words[i + n - 1].end()]
            titled = i > 0 and words[i - 1][0].lower() in _TITLES
            sure = n >= _SURE_NAME or titled or first in _SURNAMES
            if (
                sure
                and not (first in _WEAK_SURNAMES and n < _SURE_NAME and not titled)
                and name.lower() not in _NOT_PEOPLE
            ):
                spans.append((words[i].start(), words[i + n - 1].end()))
                i += n
                continue
        i += 1
    return spans
