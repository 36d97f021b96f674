"""Finds ordinals that became others where the English has the right number elsewhere.

The numbers of the source are found wherever they stand, so ``quý III`` with ``ba tháng`` would pass as the second
quarter and three months. Here ordinals are compared with ordinals, and quarters, prizes and classes by noun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.i18n import _
from vietgloss.quality import spelled
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.translation import items
from vietgloss.translation.clock import ORDINALS

if TYPE_CHECKING:
    from vietgloss.quality.english import Reading
    from vietgloss.quality.tokens import Figure

_WORDS = ORDINALS[1:6]
_NTH = rf"(?P<n>{'|'.join(_WORDS)}|1st|2nd|3rd|4th|5th|[1-5](?:st|nd|rd|th)|consolation)"
_BOUND = (
    (
        re.compile(r"\b[Qq]u[ýí] (?P<n>I{1,3}|IV|[1-4]|nhất|hai|ba|tư)(?![\w.,]*\w)"),
        re.compile(rf"\b(?:{_NTH}[- ]quarters?\b|Q(?P<q>[1-4])\b)", re.IGNORECASE),
    ),
    (
        re.compile(r"\b[Gg]iải (?P<n>[Nn]hất|[Nn]hì|[Bb]a|[Tt]ư|[Kk]huyến khích)(?!\w)"),
        re.compile(rf"\b{_NTH}[- ](?:team )?(?P<q>prizes?|awards?|places?)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b[Hh]ạng (?P<n>[Nn]hất|[Nn]hì|[Bb]a|[Tt]ư|I{1,3}|IV)(?!\w)"),
        re.compile(rf"\b{_NTH}[- ](?P<q>class)\b", re.IGNORECASE),
    ),
)
_CONSOLATION = 0
_FIRST = re.compile(r"\b(?:đầu|nhất|mở màn|khởi đầu|trước hết|trước tiên|lần I)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:hai|nhì|nữa|lại|sau|khác)\b", re.IGNORECASE)
_FRACTION = re.compile(r"\b(?:một|hai|ba|bốn|\d) phần (?:ba|tư|năm|mười)(?!\w)", re.IGNORECASE)
_PART = re.compile(r"\bphần (?P<n>\w+)")
_NAMED = re.compile(
    r"\b(?:thứ|đợt|vòng|lượt|bước|lần|tập|khóa|phần|(?P<lunar>tháng)) "
    r"(?P<n>hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
    r"(?! (?:mươi|trăm|nghìn|lần))(?(lunar) âm lịch)",
    re.IGNORECASE,
)
"""What English says with an ordinal though the Vietnamese has none, or one that begins a clause."""


def compare(line: str, figures: list[Figure], reading: Reading, target: str) -> list[Warning]:
    """Return a warning for the first ordinal that became another; all as read from the line and its English."""
    return _bound(line, target) or _strange(line, figures, reading)


def _bound(line: str, target: str) -> list[Warning]:
    for theirs, ours in _BOUND:
        wanted = {_vietnamese(m["n"]): m[0] for m in theirs.finditer(line)}
        if not wanted:
            continue
        there = {_english(m): m[0] for m in ours.finditer(target)}
        lost = next((n for n in wanted if n not in there), None)
        stray = next((n for n in there if n not in wanted), None)
        if lost is not None and stray is not None:
            return [_warning(wanted[lost], lost, there[stray])]
    return []


def _strange(line: str, figures: list[Figure], reading: Reading) -> list[Warning]:
    """Return a warning if an ordinal is matched by no ordinal and one stands there that nothing explains."""
    line = _FRACTION.sub(lambda m: " " * len(m[0]), line)
    wanted = [(f.text, f.values[0]) for f in figures if f.kind == "ordinal"]
    wanted += [(m[0], float(spelled.counted(m["n"]) or 0)) for m in _NAMED.finditer(line)]
    if not wanted or not reading.words.ordinals:
        return []
    there = reading.words.ordinals | {v for f in reading.figures if f.kind in ("ordinal", "roman") for v in f.values}
    lost = next(((text, n) for text, n in wanted if n not in there), None)
    known = {v for f in figures for v in f.values} | {n for _, n in wanted}
    known |= {float(spelled.counted(m["n"]) or 0) for m in _PART.finditer(line)}
    known |= ({1.0} if _FIRST.search(line) else set()) | ({2.0} if _SECOND.search(line) else set())
    stray = next((n for n in sorted(reading.words.ordinals) if n not in known), None)
    if lost is None or stray is None:
        return []
    return [_warning(lost[0], int(lost[1]), items.ordinal(int(stray)))]


def _warning(written: str, value: int, found: str) -> Warning:
    expected = "consolation" if value == _CONSOLATION else items.ordinal(value)
    return Warning(
        "ordinal",
        _("{written} is {expected} in English; the translation has {found}").format(
            written=written, expected=expected, found=found
        ),
        expected,
        found,
    )


def _vietnamese(written: str) -> int:
    return _CONSOLATION if written.lower() == "khuyến khích" else spelled.counted(written) or _CONSOLATION


def _english(match: re.Match[str]) -> int:
    word = (match["n"] or match["q"]).lower()
    if word == "consolation":
        return _CONSOLATION
    return _WORDS.index(word) + 1 if word in _WORDS else int(word[0])
