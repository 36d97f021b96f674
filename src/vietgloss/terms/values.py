"""What may stand in the slot of a term: figures, roman numerals and small numbers in words, names, and levels.

Offsets are characters of the sentence; ends are counted in words of :data:`vietgloss.text.WORD`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import CITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)|\d+(?:[.,]\d+)?(?![.,]?\d)")
_ENGLISH_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![.,]?\d)|\d+(?:\.\d+)?(?![.,]?\d)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+")
_GOES_ON = re.compile(r"[-/:]\w|\s?%")
_ROMAN = re.compile(r"(?!L?$)(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

_UNITS = {
    "một": 1, "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_BEHIND_TEN = {k: v for k, v in _UNITS.items() if k not in ("nhất", "năm")} | {"mốt": 1, "lăm": 5, "nhăm": 5}
_SCALES = frozenset("mươi chục trăm nghìn ngàn vạn triệu tỷ tỉ rưỡi phẩy".split())

_PART = rf"[{vn.UPPER}][{vn.LOWER}]*(?:'[{vn.UPPER}{vn.LOWER}]+)?(?!\w)"
_RUN = re.compile(rf"{_PART}(?: +{_PART})*")
_PARTS = re.compile(_PART)
_PAIR = re.compile(rf"{_PART} +{_PART} ?- ?{_PART} +{_PART}")
_MOST, _LONGEST = 4, 8
_SURE, _TELLING = 1, 2
# Family names that hardly stand inside the name of a place, and those that do.
_FAMILIES = frozenset("Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Võ Đặng Bùi Đỗ Ngô Đinh Trịnh Trương Tống Phùng".split())
_MAYBE_FAMILIES = frozenset("Dương Hồ Vũ Lý Hà Mai Đào Lâm Cao Lương Tạ Thái Lưu Đoàn Nông".split())
_PLACES_LIKE_FAMILIES = CITIES | {"Vũ Quang", "Mai Sơn"}
# People after whom communes, wards and cities are called; else a person's name after xã is the person's.
_NAMESAKES = frozenset(
    "Hồ Chí Minh|Trần Hưng Đạo|Lê Hồng Phong|Phan Bội Châu|Phan Chu Trinh|Hoàng Văn Thụ|Nguyễn Văn Trỗi|Võ Thị Sáu|"
    "Nguyễn Thị Minh Khai|Trần Nguyên Hãn|Hoàng Hoa Thám|Phạm Ngũ Lão|Đinh Tiên Hoàng|Lý Thường Kiệt|Lý Thái Tổ|"
    "Bùi Thị Xuân|Lê Đại Hành|Nguyễn Thái Học|Trần Quốc Toản|Phan Đình Phùng|Hồ Tùng Mậu|Trần Văn Thời|Lê Minh Xuân|"
    "Phạm Văn Cội|Phạm Văn Hai|Hoàng Su Phì|Ngô Gia Tự|Nguyễn An Ninh|Hồ Đắc Kiện|Tạ An Khương".split("|")
)
_IN_ENGLISH = {"Hà Nội": "Hanoi", "Hồ Chí Minh": "Ho Chi Minh"}
# Capitalised words that begin something else: a unit, an office, a term of office.
_NO_NAMES = frozenset("Khóa Khoá Tỉnh Huyện Quận Xã Phường Nhiệm Ủy Uỷ I V X".split())
_NO_PAIRS = frozenset(
    "thành phố|thành ủy|thị xã|thị trấn|chủ tịch|phó chủ|bí thư|phó bí|chi bộ|đảng bộ|đảng ủy|đồng chí|hội đồng|"
    "hội nghị|ban chấp|ban thường|ban tổ|ban dân|ban tuyên|văn phòng|trung ương|đại hội|việt nam".split("|")
)
# Levels of government: as an adjective, the unit, and another right adjective.
_LEVELS = {
    ("tỉnh",): ("Provincial", "Province", ""),
    ("thành", "phố"): ("Municipal", "City", "City"),
    ("huyện",): ("District", "District", ""),
    ("quận",): ("District", "District", "Urban District"),
    ("thị", "xã"): ("Town", "Town", ""),
    ("xã",): ("Commune", "Commune", ""),
    ("phường",): ("Ward", "Ward", ""),
    ("thị", "trấn"): ("Township", "Township", "Town"),
    ("đặc", "khu"): ("Special Zone", "Special Zone", ""),
}


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a slot: as it is written, and its number; None where it is a name or no whole number.

    Of a level of government, ``written`` is the English adjective, ``unit`` the noun, ``other`` another adjective.
    Of a place with an English name, ``written`` is that, ``other`` the Vietnamese one.

    Figures are written as in English: ``5,096`` for ``5.096``.
    """

    written: str
    number: int | None = None
    roman: bool = False
    word: bool = False
    name: bool = False
    unit: str = ""
    other: str = ""

    @property
    def figure(self) -> str:
        """The number in English form, roman and words in figures: ``5,096``, ``12.5``, ``13``."""
        if self.number is not None and (self.roman or self.word):
            return str(self.number)
        return self.written


class Words:
    """The words of a sentence as slots and terms see them.

    Args:
        sentence: The sentence, in NFC.
        words: The words of the folded sentence.
        gaps: What stands between them, spaces stripped.
        english_figures: Whether figures are in English form already.
    """

    def __init__(
        self, sentence: str, words: Sequence[re.Match[str]], gaps: Sequence[str], *, english_figures: bool = False
    ) -> None:
        self.english_figures = english_figures
        self.plain = vn.plain(sentence)
        self.sentence = sentence
        self.folded = [w[0] for w in words]
        self.gaps = gaps
        self.length = len(words)
        self._starts = [w.start() for w in words]
        self._ends = [w.end() for w in words]

    def numbers(self, at: int, *, first: bool, last: bool) -> Iterator[tuple[int, Value]]:
        """Give the number that begins at word ``at``: the word behind its end, and the number.

        Args:
            at: The number of a word.
            first: Whether nothing of the term stands before it, so that it must not be the end of a longer figure.
            last: Whether nothing of the term stands behind it, so that it must not go on.
        """
        start = self._starts[at]
        if first and start > 1 and self.plain[start - 1] in ".,/:-" and self.plain[start - 2].isdigit():
            return
        found = self._figure(at) or self._roman(at) or self._word(at)
        if found is None:
            return
        end = found[0]
        if last and (_GOES_ON.match(self.plain, self._ends[end - 1]) or self._a_year(at, end)):
            return
        behind = self.folded[end] if end < self.length and not self.gaps[end - 1] else ""
        if (last or found[1].word) and behind in _SCALES:
            return
        yield found

    def _a_year(self, at: int, end: int) -> bool:
        """Tell whether ``năm`` at the end of a term is the year, and no five: it is five after ``thứ``."""
        return end == at + 1 and self.folded[at] == "năm" and self.folded[max(0, at - 1)] != "thứ"

    def _figure(self, at: int) -> tuple[int, Value] | None:
        pattern = _ENGLISH_FIGURE if self.english_figures else _FIGURE
        match = pattern.match(self.plain, self._starts[at])
        if match is None or match.end() not in self._ends[at : at + _LONGEST]:
            return None
        written = match[0]
        if not self.english_figures and _GROUPED.fullmatch(written):
            written = written.translate(str.maketrans(".,", ",."))
        whole = written.replace(",", "")
        end = self._ends.index(match.end(), at) + 1
        return end, Value(written, int(whole) if whole.isdecimal() else None)

    def _roman(self, at: int) -> tuple[int, Value] | None:
        written = self.plain[self._starts[at] : self._ends[at]]
        if not _ROMAN.fullmatch(written):
            return None
        values = [_ROMAN_VALUES[c] for c in written]
        number = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
        return at + 1, Value(written, number, roman=True)

    def _word(self, at: int) -> tuple[int, Value] | None:
        run = next((i for i in range(2) if at + i + 1 >= self.length or self.gaps[at + i]), 2)
        behind = self.folded[at : at + run + 1]
        number, n = _UNITS.get(behind[0]), 1
        if behind[0] == "năm" and len(behind) > 1 and behind[1].isdecimal():
            return None  # the year 2021
        if behind[0] == "mười":
            number = 10 + (_BEHIND_TEN.get(behind[1], 0) if len(behind) > 1 else 0)
            n = 1 + (number > 10)  # noqa: PLR2004  # ten alone is one word
        elif number is not None and number > 1 and behind[1:2] == ["mươi"]:
            unit = _BEHIND_TEN.get(behind[2], 0) if len(behind) > 2 else 0  # noqa: PLR2004
            number, n = 10 * number + unit, 2 + bool(unit)
        if number is None:
            return None
        return at + n, Value(self.sentence[self._starts[at] : self._ends[at + n - 1]], number, word=True)

    def levels(self, at: int) -> Iterator[tuple[int, Value]]:
        """Give the level of government that begins at word ``at``: the word behind its end, and the level."""
        for n in (2, 1):
            words = tuple(self.folded[at : at + n])
            found = _LEVELS.get(words)
            if found and len(words) == n and not any(self.gaps[at : at + n - 1]):
                yield at + n, Value(found[0], unit=found[1], other=found[2])
                return

    def names(self, at: int, *, place: bool) -> Iterator[tuple[int, Value]]:
        """Give the names that begin at word ``at``, the longest first: the word behind its end, and the name.

        Args:
            at: The number of a word.
            place: Whether it must be that of a place: in ``Chủ tịch tỉnh Hồ Thị Hoàng Yến`` there is none.
        """
        start = self._starts[at]
        pair = _PAIR.match(self.plain, start)
        if pair and not any(self._other(pair[0], m) for m in _PARTS.finditer(pair[0])):
            yield self._name(at, pair.end())
            return
        run = _RUN.match(self.plain, start)
        if run is None:
            return
        every = _PARTS.finditer(self.plain, start, run.end())
        parts = list(takewhile(lambda part: not self._other(self.plain, part), every))
        most = min(_MOST, len(parts))
        if place:
            most = _of_a_place([part[0] for part in parts], most)
        for n in range(most, max(0, min(2, most) - 1), -1):
            yield self._name(at, parts[n - 1].end(), place=place)

    def _name(self, at: int, end: int, *, place: bool = False) -> tuple[int, Value]:
        behind = next((i for i in range(at, self.length) if self._starts[i] >= end), self.length)
        name = " ".join(self.sentence[self._starts[at] : end].split())
        english = _IN_ENGLISH.get(name) if place else None
        return behind, Value(english or name, other=name if english else "", name=True)

    @staticmethod
    def _other(text: str, part: re.Match[str]) -> bool:
        """Tell whether a capitalised word begins something that is no name."""
        if part[0] in _NO_NAMES:
            return True
        two = vn.WORD.match(text, part.end() + 1)
        return two is not None and vn.fold(f"{part[0]} {two[0]}") in _NO_PAIRS


def _of_a_place(words: Sequence[str], most: int) -> int:
    """Return how many of capitalised words, ``most`` at most, name a place; 0 where they name a person.

    A person's name may follow that of the place: ``Lạng Sơn Hoàng Văn Nghiệm``.
    """
    for n in (2, 3):
        if len(words) >= n + 2 and " ".join(words[:n]) in CITIES:
            return n  # the person's name has two words and more
    if len(words) > _TELLING and words[0] in _FAMILIES | _MAYBE_FAMILIES:
        namesake = next((n for n in (3, 4) if " ".join(words[:n]) in _NAMESAKES), 0)
        if namesake or " ".join(words[:2]) not in _PLACES_LIKE_FAMILIES:
            return namesake
    return next((i for i in range(1, most) if _person(words, i)), most)


def _person(words: Sequence[str], i: int) -> bool:
    """Tell whether a person's name begins at word ``i``, behind that of a place."""
    behind = len(words) - i - 1
    if words[i] in _FAMILIES:
        return behind >= _SURE
    return i > 1 and words[i] in _MAYBE_FAMILIES and behind >= _TELLING
