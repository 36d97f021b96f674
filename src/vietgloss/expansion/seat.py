"""Whose body a text means by ``TU``: the province's (*Tỉnh ủy*) or, in a centrally run city, the city's (*Thành ủy*).

The words beside it hardly tell. But a text of a city writes ``UBND TP`` and never ``tỉnh``, however far off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.expansion.context import Folded

REACH = 4000
"""How many characters are looked at as one, with as many before and after them."""
ONLY_CITY = 5.0
ONLY_PROVINCE = 1.0
MORE_CITY = 1.5
"""The points; found on labelled passages. A province is the usual meaning anyway."""

_CENTRAL = "Hà Nội|HCM|Hồ Chí Minh|Đà Nẵng|Hải Phòng|Cần Thơ|Huế"
_BODIES = (
    "UBND|HĐND|UBMTTQ|MTTQ|TAND|VKSND|CA|LĐLĐ|QS|ĐB|Ủy ban nhân dân|Hội đồng nhân dân|Mặt trận Tổ quốc|Công an|"
    "Tòa án nhân dân|Liên đoàn Lao động|Quân sự|Đảng bộ|[Ll]ãnh đạo|[Tt]oàn|địa bàn"
)
_CITY = re.compile(
    vn.fold_tone(
        rf"(?<!\w)(?:(?:{_BODIES}) (?:TP|Tp|[Tt]hành phố)(?! ?\.? ?[{vn.UPPER}])(?!\w)"
        rf"|(?:TP|Tp|[Tt]hành phố)\.? ?(?:{_CENTRAL})(?!\w)"
        r"|(?:(?<=[Tt]ại )|(?<=\n))(?:Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ)(?!\w)"
        r"|(?<!xã, )(?<!huyện, )(?<!thị, )(?<!tỉnh, )(?<!xã và )(?<!huyện và )(?<!các )[Tt]hành phố"
        rf"(?! [{vn.UPPER}\d])(?!\w)"
        rf"|(?:[Qq]uận|Q\.) ?(?=[{vn.UPPER}\d]))"
    )
)
_PROVINCE = re.compile(
    vn.fold_tone(
        r"(?<!\w)(?<!các )(?<!liên )(?<!ngoại )(?<!nhiều )(?<!ngoài )"
        r"(?:[Tt]ỉnh|TỈNH)(?!\w|, thành| thành| bạn| khác| ủy)"
    )
)


def twins(full: Sequence[str]) -> list[tuple[int, int]]:
    """Return the senses that differ in nothing but whose body is meant: their positions, the province's first.

    Args:
        full: The full form of each sense, in the form of :func:`vietgloss.expansion.context.folded`.
    """
    places = {form: i for i, form in enumerate(full)}
    pairs = ((i, places.get(form.replace(" tỉnh ", " thành "))) for form, i in places.items() if " tỉnh " in form)
    return [(i, city) for i, city in pairs if city is not None]


def points(pairs: Sequence[tuple[int, int]], document: Folded, at: int) -> Iterator[tuple[int, float, str]]:
    """Give what the text around ``at`` says: the position of a sense, its points, and why."""
    city, provinces = document.seat(at)
    if not city and not provinces:
        return
    for province, municipal in pairs:
        if city and not provinces:
            yield municipal, ONLY_CITY, f"a text of a city: '{city[0]}'"
        elif len(city) > provinces:
            yield municipal, MORE_CITY, f"a text of a city: '{city[0]}'"
        elif not city:
            yield province, ONLY_PROVINCE, "a text of a province"


def of(text: str) -> tuple[tuple[str, ...], int]:
    """Return what speaks in a tone-folded text for a city, and how often a province is named.

    >>> of(vn.fold_tone("Lãnh đạo UBND TP và HĐND TP dự. UBND TP Mỹ Tho báo cáo."))
    (('UBND TP', 'HĐND TP'), 0)
    >>> of("UBND tỉnh họp với các tỉnh bạn.")
    ((), 1)
    """
    return tuple(m[0] for m in _CITY.finditer(text)), sum(1 for _ in _PROVINCE.finditer(text))
