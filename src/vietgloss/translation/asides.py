"""Set forms with hardly a word between: where a person lives, a photographer, a park called after a day, (dự thảo).

An engine garbles all three: ``(sinh năm 1997, ngụ phường 7, quận 10)``, ``Ảnh: THẢO LÊ``, ``Công viên 23 tháng 9``. The
forms are few, so their English is written by rule. One that is not wholly understood is left.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import PROVINCES, any_of
from vietgloss.translation.amounts import MONEY, money
from vietgloss.translation.clock import HOURS, MONTHS, span
from vietgloss.translation.days import DATE, date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_UNITS = {
    "thị trấn": "Township",
    "thị xã": "Town",
    "thành phố": "City",
    "khu phố": "Quarter",
    "tổ dân phố": "Residential Group",
    "phường": "Ward",
    "quận": "District",
    "huyện": "District",
    "tỉnh": "Province",
    "đường": "Street",
    "thôn": "Village",
    "làng": "Village",
    "buôn": "Village",
    "khóm": "Quarter",
    "bản": "Village",
    "xã": "Commune",
    "ấp": "Hamlet",
    "tổ": "Group",
}
_NAME = rf"(?:[{vn.UPPER}][{vn.LOWER}]*|[{vn.UPPER}]['’][{vn.UPPER}]?[{vn.LOWER}]+)"
_UNIT = re.compile(
    rf"(?i:(?P<unit>{'|'.join(_UNITS)})) (?:(?P<n>\d{{1,3}}[A-Z]?)|(?P<name>{_NAME}(?: {_NAME}){{0,3}}))"
)
_HOUSE = re.compile(
    r"(?:nhà )?(?:số )?(?P<n>\d{1,4}[A-Z]?\d{0,3}(?:/\d{1,4}[A-Z]?){0,4}),? "
    rf"(?:(?:đường|phố) )?(?P<street>{_NAME}(?: {_NAME}){{1,4}})"
)
_HO_CHI_MINH = "Hồ Chí Minh"
_BORN = re.compile(r"(?i:sinh năm) (\d{4})")
_AGED = re.compile(r"(\d{1,3}) tuổi")
_NATIONAL = re.compile(r"(?i:(?:mang )?quốc tịch) (?P<land>[^\d,;()]{2,20})")
_NATIONS = {
    "Trung Quốc": "Chinese", "Đài Loan": "Taiwanese", "Hàn Quốc": "South Korean", "Nhật Bản": "Japanese",
    "Nga": "Russian", "Mỹ": "American", "Anh": "British", "Pháp": "French", "Đức": "German", "Úc": "Australian",
    "Canada": "Canadian", "Lào": "Lao", "Campuchia": "Cambodian", "Thái Lan": "Thai", "Malaysia": "Malaysian",
    "Singapore": "Singaporean", "Indonesia": "Indonesian", "Philippines": "Philippine", "Ấn Độ": "Indian",
    "Nigeria": "Nigerian", "Việt Nam": "Vietnamese",
}  # fmt: skip
_DAY = r"(\d{1,2}[/-]\d{1,2}[/-]\d{4})"
_LIFE = re.compile(rf"{_DAY}\s*[-–]\s*{_DAY}")
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)\s?[-–]\s?((?:1[5-9]|20)\d\d)")
_LIVES = re.compile(
    r"(?i:(?:hiện )?(?P<all>cùng |đều )?(?:ngụ|trú|cư trú|thường trú|tạm trú|sinh sống|sống|ở)(?: tại| ở)?"
    r"|hộ khẩu thường trú(?: tại)?:?|đăng ký hộ khẩu thường trú(?: tại)?:?|nơi đăng ký hộ khẩu thường trú:?"
    r"|chỗ ở(?: hiện nay| hiện tại)?(?: tại)?:?) "
)
_FROM = re.compile(r"(?i:quê quán|quê)(?: ở| tại|:)? ")
_NOW = re.compile(r"(?i:hiện(?: nay| tại)?(?: là)?) (?P<sum>\d.{0,40})")
_BRACKET = re.compile(r"\((?P<inside>[^()\n]{3,160})\)")

# What brackets say in official papers.
_SET = {
    "trích": "excerpt",
    "trích lược": "excerpt",
    "dự thảo": "draft",
    "tóm tắt": "summary",
    "tiếp theo": "continued",
    "tiếp theo kỳ trước": "continued",
    "đã ký": "signed",
    "để báo cáo": "for reporting",
    "báo cáo": "for reporting",
    "thực hiện": "for implementation",
    "để biết": "for information",
    "để thực hiện": "for implementation",
    "để phối hợp": "for coordination",
    "kèm theo danh sách": "list attached",
    "có danh sách kèm theo": "list attached",
    "danh sách kèm theo": "list attached",
    "có phụ lục kèm theo": "appendix attached",
    "nếu có": "if any",
    "bản sao": "copy",
    "bản chính": "original",
    "bổ sung": "supplemented",
    "sửa đổi": "amended",
    "sửa đổi, bổ sung": "amended and supplemented",
    "lần 1": "first time",
    "lần 2": "second time",
    "lần 3": "third time",
    "đợt 1": "phase 1",
    "đợt 2": "phase 2",
    "đợt 3": "phase 3",
    "mở rộng": "enlarged",
    "hợp nhất": "consolidated",
    "tổng hợp": "compiled",
    "t/h": "compiled",
    "bất thường": "extraordinary",
    "thường lệ": "regular",
    "chuyên đề": "thematic",
    "trái": "left",
    "phải": "right",
    "bìa trái": "far left",
    "bìa phải": "far right",
    "giữa": "center",
    "ảnh minh họa": "illustrative photo",
    "ảnh tư liệu": "file photo",
    "phần 1": "part 1",
    "phần 2": "part 2",
    "đứng giữa": "standing, center",
}

_WORD = rf"(?:[{vn.UPPER}][{vn.UPPER}{vn.LOWER}]*|[{vn.UPPER}](?:\.[{vn.UPPER}]+)+)\.?"
_CREDITED = rf"{_WORD}(?:(?: - |[-/]|, | & | ){_WORD}){{0,6}}"
_CREDITS = {
    "ảnh minh họa": "Illustrative photo",
    "ảnh minh hoạ": "Illustrative photo",
    "ảnh tư liệu": "File photo",
    "tin, ảnh": "Text and photos",
    "bài, ảnh": "Text and photos",
    "bài và ảnh": "Text and photos",
    "nguồn ảnh": "Photo source",
    "ảnh": "Photo",
    "video": "Video",
    "clip": "Video",
}
_CREDIT = re.compile(
    rf"(?<![\w])(?P<label>(?i:{'|'.join(_CREDITS)})): ?(?P<name>{_CREDITED})(?=\s*(?:\)\s*)?\.?\s*$|\))"
)

_IN_BRACKETS = re.compile(
    rf"\((?P<label>(?i:nguồn ảnh|nguồn|ảnh|video|clip)): ?(?:báo )?(?P<name>[{vn.UPPER}][^()\n]{{1,50}})\)"
)
_SOURCES = {"nguồn": "Source", "nguồn ảnh": "Photo source"}
_GIVEN_BY = {
    "tư liệu": "File photo",
    "cacc": "Photo: provided by police",
    "công an cung cấp": "Photo: provided by police",
    "nvcc": "Photo: provided by the subject",
    "nhân vật cung cấp": "Photo: provided by the subject",
    "minh họa": "Illustrative photo",
}
_PROVIDED = re.compile(rf"(?<!\w)(?i:ảnh): ?(?P<by>(?i:{any_of(_GIVEN_BY)}))(?=\s*\)?\.?\s*$)")
_NUMBER = re.compile(
    r"(?<!\w)[Ss]ố (?P<n>\d{1,4}[A-Z]?\d{0,3}(?:/\d{1,4}[A-Z]?){1,4})"
    rf"(?= (?:đường |phố |ngõ )?[{vn.UPPER}][{vn.LOWER}])"
)

_CALLED = {
    "công viên": "Park",
    "đường": "Street",
    "phố": "Street",
    "quảng trường": "Square",
    "bệnh viện": "Hospital",
    "trường": "School",
    "cầu": "Bridge",
    "nhà máy": "Factory",
}
_CALLED_AFTER = re.compile(
    rf"(?<!\w)(?P<what>(?i:{'|'.join(_CALLED)})) (?P<d>0?[1-9]|[12]\d|3[01])(?P<by>/| tháng |-)(?P<m>0?[1-9]|1[0-2])"
    r"(?![\d/%-]|[.,]\d| năm| làn| em| học| km| m(?!\w))"
)


def find(line: str) -> Iterator[tuple[int, int, str]]:
    """Give where an aside stands in an expanded line, and its English.

    >>> [english for _, _, english in find("Ông Lê Văn B (58 tuổi, ngụ phường 7, quận Tân Bình) kể. Ảnh: LÊ AN")]
    ['(aged 58, residing in Ward 7, Tân Bình District)', 'Photo: LÊ AN']
    """
    if "(" in line:
        yield from _brackets(line)
    for pattern, said in _SAID:
        for match in pattern.finditer(line):
            yield *match.span(), said(match)


def _called(match: re.Match[str]) -> str:
    return f"{MONTHS[int(match['m']) - 1]} {int(match['d'])} {_CALLED[vn.lower(match['what'])]}"


# In order: the earlier one wins.
_SAID: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_NUMBER, lambda match: f"No. {match['n']}"),
    (HOURS, span),
    (_PROVIDED, lambda match: _GIVEN_BY[vn.lower(match["by"])]),
    (_CALLED_AFTER, _called),
    (_CREDIT, lambda match: f"{_CREDITS[vn.lower(match['label'])]}: {match['name']}"),
)


def _brackets(line: str) -> Iterator[tuple[int, int, str]]:
    """Give where brackets are understood as a whole, and their English."""
    for match in _BRACKET.finditer(line):
        english = _set(match["inside"]) or _lived(match["inside"]) or _now(match["inside"]) or _inside(match["inside"])
        if english:
            yield *match.span(), f"({english})"
    for match in _IN_BRACKETS.finditer(line):
        label = vn.lower(match["label"])
        yield *match.span(), f"({_CREDITS.get(label) or _SOURCES[label]}: {match['name']})"


def _set(text: str) -> str:
    """Return the English of a set word in brackets, with its capitals; empty if it is none."""
    english = _SET.get(vn.lower(text.strip()), "")
    return vn.capitalise(english) if text[:1].isupper() else english


def _lived(text: str) -> str:
    """Return two days or two years in brackets, as behind a name: ``18/4/1953-13/2/2015``; empty if it is neither."""
    years = _YEARS.fullmatch(text.strip())
    if years:
        return f"{years[1]}-{years[2]}"
    found = _LIFE.fullmatch(text.strip())
    days = [date(day) if (day := DATE.fullmatch(part)) else None for part in found.groups()] if found else []
    return " - ".join(day[0] for day in days if day) if all(days) else ""


def _now(text: str) -> str:
    """Return what something costs now: ``hiện là 1,2 triệu đồng``; empty if it says anything else."""
    found = _NOW.fullmatch(text.strip())
    sum_ = MONEY.fullmatch(found["sum"]) if found else None
    english = money(sum_) if sum_ else None
    return f"currently {english[0]}" if english else ""


@lru_cache(maxsize=256)
def _inside(text: str) -> str:
    """Return the English of what brackets hold about a person or a place; empty if any of it is not understood."""
    said: list[str] = []
    units = 0
    for part in re.split(r"\s*[,;]\s*|\s+-\s+", text.strip()):
        born, aged = _BORN.fullmatch(part), _AGED.fullmatch(part)
        national = _NATIONAL.fullmatch(part)
        if national and national["land"] in _NATIONS:
            said.append(f"{_NATIONS[national['land']]} national")
            continue
        if born or aged:
            said.append(f"born in {born[1]}" if born else f"aged {aged[1]}" if aged else "")
            continue
        lead, rest = "", part
        for pattern, english in ((_LIVES, "residing in "), (_FROM, "from ")):
            match = pattern.match(part)
            if match:
                lead, rest = english, part[match.end() :]
                if match.groupdict().get("all"):
                    lead = f"all {lead}"
        place = _place(rest)
        if not place:
            return ""
        units += bool(lead) or place != rest
        if place.startswith("No. "):
            lead = lead.replace("residing in", "residing at")
        said.append(lead + place)
    of_a_person = all(part.startswith(("born", "aged")) or part.endswith(" national") for part in said)
    return ", ".join(said) if units or of_a_person else ""


def _place(text: str) -> str:
    match, house = _UNIT.fullmatch(text), _HOUSE.fullmatch(text)
    if house:
        return f"No. {house['n']} {house['street']} Street"
    if match is None:
        return text if text in PROVINCES else ""
    if match["n"]:
        return f"{_UNITS[vn.lower(match['unit'])]} {match['n']}"
    name = "Ho Chi Minh" if match["name"] == _HO_CHI_MINH else match["name"]
    return f"{name} {_UNITS[vn.lower(match['unit'])]}"
