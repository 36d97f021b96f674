"""Several places of one kind, and newspapers: ``các xã Tân Lập, Tân Hòa và Mỹ An``, ``báo Tuổi Trẻ``.

Names with one word for what they all are: an engine gives that word to the first and garbles the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import CITIES, CITIES_IN_ENGLISH, PROVINCES, any_of
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = {
    "xã": "communes",
    "phường": "wards",
    "quận": "districts",
    "huyện": "districts",
    "thị trấn": "townships",
    "thị xã": "towns",
    "tỉnh": "provinces",
    "thôn": "villages",
    "làng": "villages",
    "bản": "villages",
    "buôn": "villages",
    "ấp": "hamlets",
    "khóm": "quarters",
    "khu phố": "quarters",
    "đường": "streets",
    "tuyến đường": "streets",
}
_COUNTS = {
    "hai": "two", "ba": "three", "bốn": "four", "năm": "five", "sáu": "six", "bảy": "seven", "tám": "eight",
    "chín": "nine", "mười": "ten",
}  # fmt: skip
_SYLLABLE = rf"[{vn.UPPER}][{vn.LOWER}]*(?:['’][{vn.UPPER}]?[{vn.LOWER}]+)?"
_NAME = rf"{_SYLLABLE}(?: {_SYLLABLE}){{0,3}}"
_LIST = re.compile(
    rf"(?<!\w)(?P<many>[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười|0?\d) "
    rf"(?P<unit>{any_of(_UNITS)}):? "
    rf"(?P<names>{_NAME}(?:, {_NAME}){{0,14}}(?:,? (?:và|&) {_NAME})?)(?![\w/-])(?! [{vn.UPPER}])"
)
# đường A, B, C: streets even without a word for several
_STREETS = re.compile(
    rf"(?<!\w)[Đđ]ường (?P<names>{_NAME}(?:, {_NAME}){{1,14}}(?:,? (?:và|&) {_NAME}|, {_NAME}))"
    rf"(?![\w/-])(?! [{vn.UPPER}])"
)
_PART = re.compile(r",? (?:và|&) |, ")
# What may follow a name of one syllable; else it is the beginning of something else: và Công an huyện.
_AFTER_NAMES = frozenset(
    "và của tại ở đã sẽ vừa đang có là đến từ trong thuộc với để cho do bị được cùng theo về qua thì đạt chưa còn cũng "
    "phải không như nằm khi sau trước vào năm nay nơi trên dọc gồm đều làm bằng rồi tổ triển thực hoàn xảy tiếp".split()
)
_NEXT = re.compile(rf" ([{vn.LOWER}]+)")
_PAPERS = re.compile(
    r"(?<!\w)(?P<by>(?:[Pp]hóng viên|PV) )?(?P<the>[Bb]áo|[Tt]ờ|[Tt]ạp chí)(?P<online> điện tử)? "
    rf"(?P<name>(?:{names.PAPERS})|"
    rf"(?:{any_of(PROVINCES)})(?= |[,.;:)]|$))(?! [{vn.UPPER}])"
)


def find(line: str) -> Iterator[tuple[int, int, str]]:
    """Give where a list of places or a newspaper stands in an expanded line, and its English.

    >>> [english for _, _, english in find("Tại các xã Tân Lập, Tân Hòa và Mỹ An, báo Tuổi Trẻ đưa tin.")]
    ['Tân Lập, Tân Hòa and Mỹ An communes', 'Tuổi Trẻ newspaper']
    """
    for match in _LIST.finditer(line):
        said = _PART.split(match["names"])
        after = _NEXT.match(line, match.end())
        cut = " " not in said[-1] and after and after[1] not in _AFTER_NAMES
        if len(said) == 1 or cut:
            continue
        said = [CITIES_IN_ENGLISH.get(name, name) for name in said]
        listed = f"{', '.join(said[:-1])} and {said[-1]}"
        units, count = _UNITS[match["unit"]], vn.lower(match["many"])
        if count == "các":
            yield *match.span(), f"{listed} {units}"
        else:
            yield *match.span(), f"the {_COUNTS.get(count, count.lstrip('0'))} {units} of {listed}"
    for match in _STREETS.finditer(line):
        said = _PART.split(match["names"])
        if all(" " in name and name not in CITIES for name in said):
            yield *match.span(), f"{', '.join(said[:-1])} and {said[-1]} streets"
    for match in _PAPERS.finditer(line):
        what = "magazine" if vn.lower(match["the"]).startswith("t") and "chí" in match["the"] else "newspaper"
        yield (
            *match.span(),
            f"{match['name']} {'online ' * (match['online'] is not None and 'Online' not in match['name'])}{what}",
        )
