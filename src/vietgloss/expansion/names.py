"""Abbreviations that a text uses as a name: of a firm, or of a foreign body whose letters are no Vietnamese initials.

What is named so once is a name in the whole document: ``Công ty NTD`` and, further on, ``NTD``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from vietgloss.glossary import Abbreviation

_SHORT = rf"(?P<short>[{vn.UPPER}][{vn.UPPER}0-9]{{1,5}})(?![\w&/])"
# Each begins with letters that are found fast, and looks behind for the rest.
_FORMS = r"(?: (?:TNHH|CP|MTV|cổ phần|một thành viên|trách nhiệm hữu hạn))*"
_FIRM = re.compile(
    r"(?:ông ty(?<=[Cc]ông ty)|C(?:ty|TY)|ập đoàn(?<=[Tt]ập đoàn)|ẬP ĐOÀN)"
    rf"(?:{_FORMS}|(?: [^\W\d]+){{0,8}}? (?P<foreign>[A-Z][a-z]{{3,}})(?: ?[-–])?)"  # Công ty Oleco - NQ
    rf" [\"“]?{_SHORT}(?!-| [\"“]?[{vn.UPPER}0-9]| (?:tỉnh|huyện|thành|thị|quận|đô thị|và|cấp|công|khu)(?!\w))"
)
# Tập đoàn thực phẩm sạch (gọi tắt là DS): where the letters are the initials, they are defined, and that counts more.
_CALLED = re.compile(rf"\([^()\r\n]{{0,40}}(?:tắt|nay) là:? [\"“]?{_SHORT}[\"”]?\)")
# Tòa Trọng tài Thường trực (PCA), Boeing (BA), Công ty Truyền thông DS (DS)
_BRACKETED = re.compile(rf" \((?P<short>[{vn.UPPER}][^\W_]{{1,9}})\)")
_PHRASE = re.compile(r"[^()\r\n.,;:!?\"“”–]{1,90}\Z")
_HEADS = frozenset(
    vn.fold_tone(head)
    for head in (
        "tòa trọng|tòa án|đài truyền|đài phát|hãng tin|hãng thông|tập đoàn|công ty|ngân hàng|quỹ đầu|"
        "viện nghiên|viện hàn|trung tâm|tổ chức|hiệp hội|hiệp định|hiệp ước|liên minh|liên đoàn|lữ đoàn|học viện|"
        "cơ quan|hệ thống"
    ).split("|")
)
_MOST_WORDS = 12
_FEWEST_LETTERS = 3
# Industries: what may follow "Công ty" in short and is no name.
_INDUSTRIES = (
    "xây dựng|thương mại|dịch vụ|vận tải|bảo hiểm|bưu chính|môi trường|khai thác|đường|bất động sản|"
    "đầu tư|cổ phần|trách nhiệm|một thành viên|sản xuất|xuất nhập|nhập khẩu|xuất khẩu|tư vấn|phát triển|"
    "kinh doanh|điện|cấp nước|cấp thoát|thoát nước|xăng|thanh niên|quản lý|công trình|công nghiệp|"
    "công nghệ|công ích|công cộng|du lịch|lâm|chế biến|dược|thiết bị|viễn thông|chứng khoán|tài chính|"
    "xổ số|nông|thủy|thực phẩm|cao su|may|quảng cáo|truyền thông|phát hành|khoáng sản|vật liệu|vật tư|"
    "vệ sinh|bảo vệ|đô thị|cảng|hàng|kiểm toán|luật|thẩm định|lương thực|giống|thuốc|nước|than|"
    "hóa chất|phân bón|vàng|xi măng|cơ khí|cơ giới|cầu|cây xanh|chiếu sáng|chăn nuôi|cung ứng|bốc xếp|"
    "nhà|kỹ thuật|thiết kế|thi công|giao thông|taxi|xe|khách sạn|bán lẻ|bê tông|sách|in|ăn uống|"
    "nghiên cứu|thông tin|truyền tải|kho|tnhh|liên doanh|nhà nước|quốc phòng|văn hóa|y tế|"
    "giáo dục|bảo dưỡng|sửa chữa|lắp|gia công|bách hóa|giấy|gỗ|thép|nhựa|dệt|da|thủ công|mỹ nghệ|"
    "muối|rượu|bia|mía|chè|cà phê"
)
_INDUSTRY = re.compile(rf"(?:{_INDUSTRIES})(?!\w)")


def named(plain: str, entries: Mapping[str, Abbreviation]) -> Iterator[str]:
    """Give the abbreviations that a text uses as names.

    Args:
        plain: Text in the form of :func:`vietgloss.text.plain`.
        entries: The glossary's abbreviations by spelling.
    """
    for match in _FIRM.finditer(plain):
        entry = entries.get(match["short"])
        if entry is None or (match["foreign"] and vn.is_syllable(match["foreign"])):
            continue
        if not _says_what(entry):
            yield match["short"]
    for match in _CALLED.finditer(plain):
        if _is_called(plain, match.start(), match["short"], entries):
            yield match["short"]
    for match in _BRACKETED.finditer(plain):
        short, start = match["short"], match.start()
        itself = plain.endswith(short, 0, start) and not plain[start - len(short) - 1 : start - len(short)].isalnum()
        entry = entries.get(short) if short.isupper() else None
        if itself or (entry is not None and not _is_place(entry) and _is_foreign(plain, start, entry)):
            yield short


def _is_called(plain: str, start: int, short: str, entries: Mapping[str, Abbreviation]) -> bool:
    """Tell whether a text gives letters to what stands before ``start`` that are short for no such thing.

    ``BCĐ chuyển đổi số tỉnh (gọi tắt là BCĐ)`` says that BCĐ stands for itself and the rest.
    """
    before = plain[max(0, start - 90) : start].rstrip()
    if before.endswith(short):
        return True
    words = [vn.fold_tone(vn.lower(w)) for w in vn.WORD.findall(before)][-_MOST_WORDS:]
    entry = entries.get(short)
    senses = entry.senses if entry else ()
    return vn.lower(short) not in words and not any(_shares(_folded(s.expansion), words) for s in senses)


def _folded(text: str) -> list[str]:
    return vn.WORD.findall(vn.fold_tone(vn.lower(text)))


def _says_what(entry: Abbreviation) -> bool:
    """Tell whether a firm of that industry or place may be meant: ``Công ty XD``, ``Samsung VN``."""
    return _is_place(entry) or any(_INDUSTRY.match(vn.lower(s.expansion)) for s in entry.senses)


def _is_place(entry: Abbreviation) -> bool:
    return any(s.expansion.istitle() for s in entry.senses)


def _is_foreign(plain: str, end: int, entry: Abbreviation) -> bool:
    """Tell whether letters in parentheses stand for a name before them that is none of the entry's full forms."""
    phrase = _PHRASE.search(plain, max(0, end - 90), end) if plain[end - 1 : end].islower() else None
    words = vn.WORD.findall(phrase[0])[-_MOST_WORDS:] if phrase else []
    if not words:
        return False
    last = words[-1]
    if last.isalpha() and last[0].isupper() and not last.isupper() and not vn.is_syllable(last):
        return True  # Boeing (BA)
    folded = [vn.fold_tone(vn.lower(w)) for w in words]
    heads = {f"{a} {b}" for a, b in pairwise(folded)} & _HEADS
    # mã số bí mật (CCV): a thing is explained; after a person's name it is what he is
    if not heads and (len(entry.surface) < _FEWEST_LETTERS or not last.islower() or _may_be_initials(entry, folded)):
        return False
    return not any(_shares(_folded(s.expansion), folded) for s in entry.senses)


def _may_be_initials(entry: Abbreviation, words: list[str]) -> bool:
    """Tell whether the letters stand among the first letters of words, in order."""
    initials = iter(word[0] for word in words)
    return all(vn.fold(letter) in initials for letter in entry.surface)


def _shares(full: list[str], words: list[str]) -> bool:
    """Tell whether half of a full form's words stand in a phrase."""
    return 2 * sum(w in words for w in full) >= len(full)
