"""What a number says of the abbreviation before it: ``CT số 09-CTr/TU`` is a program, ``CN, 31/8`` a Sunday.

The types are those of Decree 30/2020/NĐ-CP (annex III) and of Guidance 36-HD/VPTW of 2018 for the Party.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POINTS = 6.0
_TYPES = {
    "NQ": ("nghị quyết",),
    "QĐ": ("quyết định", "quy định"),
    "QyĐ": ("quy định",),
    "QĐi": ("quy định",),
    "CT": ("chỉ thị",),
    "CTr": ("chương trình",),
    "CTHĐ": ("chương trình hành động", "chương trình"),
    "KH": ("kế hoạch",),
    "KL": ("kết luận",),
    "TB": ("thông báo",),
    "HD": ("hướng dẫn",),
    "QC": ("quy chế",),
    "BC": ("báo cáo",),
    "TTr": ("tờ trình",),
    "ĐA": ("đề án",),
    "TT": ("thông tư",),
    "NĐ": ("nghị định",),
    "CV": ("công văn",),
    "CĐ": ("công điện",),
    "BB": ("biên bản",),
    "PA": ("phương án",),
}
_FORMS = {code: frozenset(f" {vn.fold(form)} " for form in forms) for code, forms in _TYPES.items()}
_NUMBER = re.compile(
    r"\s{0,2}(?:[Ss]ố:?\s{0,2})?\d[\d.]{0,6}(?:/\d{4})?\s?[-/]\s?"
    r"(?P<code>[A-ZĐ][A-ZĐa-z]{1,3})(?=[-/](?!VKS))"  # 31/CT-VKS is an indictment
)


# CN, 31/8; CN (31/8); CN 31/8/2025; CN ngày 31/8: a day of the week
_DAY = re.compile(r"(?:, ?| ?\(| |, ngày | ngày )(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{4})?(?![\w/-])")
_WEEKDAYS = frozenset(f" {vn.fold(day)} " for day in ("chủ nhật", "thứ bảy"))


def points(full: Sequence[str], after: str) -> Iterator[tuple[int, float, str]]:
    """Give what the number that follows a place says: the position of a sense, its points, and why.

    Args:
        full: The full form of each sense, in the form of :func:`vietgloss.expansion.context.folded`.
        after: The plain text after the place.
    """
    number = _NUMBER.match(after)
    forms = _FORMS.get(number["code"]) if number else None
    if number and forms:
        yield from ((i, POINTS, f"the number says {number['code']}") for i, form in enumerate(full) if form in forms)
    elif not _WEEKDAYS.isdisjoint(full) and _DAY.match(after):
        yield from ((i, POINTS, "a date follows") for i, form in enumerate(full) if form in _WEEKDAYS)
