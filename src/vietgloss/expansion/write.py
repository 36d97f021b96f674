"""Fitting a full form to its place: capitals, and no word said twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from vietgloss import text as vn

_MOST_BESIDE = 40
_BEGINS = re.compile(r"(?:^|[\r\n]|(?<![^\w][A-ZĐƯ])[.!?…][\"”’)]*\s)[\s\"“‘(•+*#>-]*$")
_OFFICES = frozenset({"Sở", "Bộ", "Ban", "Phòng", "Cục", "Vụ", "cục", "Đài"})
_HEADS = frozenset({"Ban", "Hội", "Khu", "Sở", "Bộ", "Cục", "Phòng", "Viện", "Đoàn", "ban", "hội", "khu"})
_PREVENTED = frozenset(map(vn.fold, ("cháy", "chống", "không", "ngừa", "bệnh", "dịch", "thủ", "vệ")))
"""What follows ``phòng`` where it means to guard against: ``Phòng PCCC`` keeps both."""
_ENDING_ALIKE = frozenset(
    map(vn.fold, ("xã hội", "đại hội", "quốc hội", "giáo hội", "lễ hội", "cơ hội", "quân khu", "ủy ban"))
)
"""Words of two syllables whose second is no head of its own: ``Văn hóa - Xã hội HĐND``."""
_WHOLE_WORD = 2
_ACTS = frozenset(
    map(
        vn.fold,
        (
            "tổ chức|chỉ đạo|kiểm tra|thanh tra|chấp hành|kiểm sát|điều hành|quản lý|giám sát|vận động|điều tra|"
            "chỉ huy|kiểm soát|tư vấn|phục vụ|thi hành|xét xử|đào tạo|hỗ trợ|bảo vệ|phát triển|nghiên cứu|biên soạn|"
            "thẩm định|đánh giá|tiếp nhận|tuyên truyền|kiểm định|giải quyết|xử lý|kiểm nghiệm|đăng ký|thẩm tra|"
            "giám định|cứu hộ"
        ).split("|"),
    )
)
"""What a body is called after, and does: ``BTC tổ chức``, ``UBKT kiểm tra`` say it twice."""
# Offices and inner bodies, which are somebody's: CT.UBND is the Chủ tịch of the Ủy ban.
_OF_A_BODY = re.compile(
    r"(?:phó )?(?:chủ tịch|bí thư|trưởng (?:ban|phòng)|giám đốc|chánh văn phòng|chủ nhiệm)(?: thường trực)?|"
    r"thường trực|văn phòng|ủy viên(?: .+)?|ban (?:thường vụ|chấp hành|thường trực)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\.(?=\d)")
_JOINED = re.compile(r"\.(?=[A-ZĐ]{2})")
_PART_OF_NAME = re.compile(r"(^| - |, | và )([^\W\d_])")


@dataclass(frozen=True, slots=True)
class Written:
    """What is written for ``plain[start:end]``; the span may take in a neighbour that said the same."""

    start: int
    end: int
    text: str


class Writer:
    """Writes full forms into one stretch of text.

    Args:
        plain: The text in the form of :func:`vietgloss.text.plain`.
        capital_lines: The spans of its lines in capitals.
    """

    def __init__(self, plain: str, capital_lines: list[tuple[int, int]]) -> None:
        self._plain = plain
        self._capital_lines = capital_lines

    def begins_sentence(self, start: int) -> bool:
        """Tell whether a sentence begins at ``start``."""
        before = self._plain[max(0, start - _MOST_BESIDE) : start]
        if before[-1:] == " " and (before[-2:-1].isalnum() or before[-2:-1] == ","):  # by far the most frequent
            return False
        return _BEGINS.search(before) is not None

    def write(self, start: int, end: int, full: str) -> Written:
        """Fit ``full`` to the place of the abbreviation at ``plain[start:end]``."""
        if _JOINED.match(self._plain, end) and _OF_A_BODY.fullmatch(full):
            made = self._write(start, end, full)
            return Written(made.start, end + 1, f"{made.text} ") if made.text and made.end == end else made
        made = self._write(start, end, full)
        if made.text and made.end == end and _DOTTED.match(self._plain, end):  # PL.2569
            return Written(made.start, end + 1, f"{made.text} ")
        return made

    def _write(self, start: int, end: int, full: str) -> Written:
        line = bisect_right(self._capital_lines, (start, len(self._plain)))
        if line and self._capital_lines[line - 1][1] > start:
            return Written(start, end, full.upper())
        words, folded = _words(full)
        before = self._words_before(start)
        if before and vn.fold(before[-1]) in folded:
            n = _said_before(before, folded)
            if n == len(words):
                return Written(start - 1, end, "")  # "huyện ủy HU" has been said
            words, folded = words[n:], folded[n:]
        if self._plain[end : end + 1] == " ":
            taken, dropped = _said_after(self._words_after(end), folded)
            end += taken
            words = words[: len(words) - dropped]
        text = " ".join(words)
        if before:
            return Written(start, end, _name_of_office(text) if before[-1] in _OFFICES else text)
        return Written(start, end, vn.capitalise(text) if self.begins_sentence(start) else text)

    def _words_before(self, start: int) -> list[str]:
        """Return the words directly before ``start`` with nothing but single spaces between."""
        if self._plain[start - 1 : start] != " ":
            return []
        found: list[str] = []
        for word in reversed(self._plain[max(0, start - _MOST_BESIDE) : start - 1].split(" ")):
            if not word.isalpha():
                break
            found.append(word)
        found.reverse()
        return found

    def _words_after(self, end: int) -> list[str]:
        found: list[str] = []
        for word in self._plain[end + 1 : end + _MOST_BESIDE].split(" "):
            if not word.isalpha():
                break
            found.append(word)
        return found


@lru_cache(maxsize=4096)
def _words(full: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a full form, as written and folded."""
    words = tuple(full.split())
    return words, tuple(vn.fold(w) for w in words)


def _said_before(before: list[str], folded: tuple[str, ...]) -> int:
    """Return how many words of a full form stand before it already: ``Ban QLDA`` is one Ban.

    A single syllable counts only if it is a word by itself: ``Đảng ủy UBND`` keeps its two ``ủy``.
    """
    said = tuple(vn.fold(w) for w in before)
    guards = before[-1] == "Phòng" and len(folded) > 1 and folded[1].strip(",") in _PREVENTED
    part = len(said) > 1 and f"{said[-2]} {said[-1]}" in _ENDING_ALIKE
    one = before[-1] in _HEADS and len(folded) > 1 and not guards and not part
    shortest = 1 if one else _WHOLE_WORD
    for n in range(min(len(said), len(folded)), shortest - 1, -1):
        if folded[:n] == said[-n:]:
            return n
    return 0


def _said_after(after: list[str], folded: tuple[str, ...]) -> tuple[int, int]:
    """Return what the words after the place say again: ``NQ Nghị quyết``, ``BCHTW Trung ương``.

    Returns the number of following characters that the full form begins with, to be taken in, and the number of its
    last words that follow anyway, to be dropped. Two syllables at least.
    """
    if len(after) < _WHOLE_WORD or vn.fold(after[0]) not in folded:
        return 0, 0
    said = tuple(vn.fold(w) for w in after)
    for n in range(min(len(said), len(folded)), _WHOLE_WORD - 1, -1):
        # A part of it only if that is a name: "UBND Ủy ban", not "THADS thi hành xong".
        if folded[:n] == said[:n] and (n == len(folded) or after[0][0].isupper()):
            return sum(len(w) + 1 for w in after[:n]), 0
        if n < len(folded) and folded[-n:] == said[:n] and not (after[0].islower() and " ".join(said[:n]) in _ACTS):
            return 0, n
    return 0, 0


def _name_of_office(expansion: str) -> str:
    """Return what an office is for in the capitals of its name: ``Sở Lao động - Thương binh và Xã hội``."""
    return _PART_OF_NAME.sub(lambda m: m[1] + m[2].upper(), expansion)
