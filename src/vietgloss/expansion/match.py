"""Finding the glossary's abbreviations: whole words, case-sensitive, the longest at each place, in one pass.

Only words that look like an abbreviation, or that begin a spelling of the glossary, are looked up, each in a
dictionary: the time does not grow with the glossary.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vietgloss.glossary import Abbreviation, Glossary

NUMBER = "#"
"""Ends a spelling that a number follows: ``QL#`` is found in ``QL6``, ``QL.6`` and ``QL1A``, no room's ``P0214``."""
SIGNED = "^"
"""Ends a spelling that begins a line and stands before a title in capitals: ``KT.^`` is found in ``KT. CHỦ TỊCH``."""

# Two capitals, or a capital and a figure, with at most three letters between, at the beginning of a word. The
# look-behind comes after the first letter, so that the search can skip to capitals.
_LOOKS = re.compile(rf"[{vn.UPPER}](?<![^\W_][{vn.UPPER}])[^\W_]{{0,3}}?[{vn.UPPER}0-9][^\W_]*")
# Words joined without a space (HĐND-UBND, LĐ-TB&XH).
_CHAIN = re.compile(r"[^\W_]+(?:(?:[-/.]| ?& ?)[^\W_]+)*")
_LONGEST_CHAIN = 200
_MOST_RESTS = 300
_APART = frozenset(' ,;:()\n"“”!?') | {""}
_BEGINS_ANYWAY = "(?:Theo|Trong|Khi|Các|Những|Đến|Tuy|Ngoài|Nếu|Ông|Bà)"
"""Words that begin a sentence, and no name, whatever follows."""
_BEGINNINGS = (
    "(?:Tại|Sau|Từ|Chủ|Hiện|Với|Để|Do|Vì|Bên|Về|Nhiều|Một|Đây|Đó|Việc|Năm|Ngày|Kết|Cơ|Qua|Trước|Đồng|Riêng|Toàn|"
    "Mỗi|Mọi|Đối|Song|Nhưng|Anh|Chị|Nhóm|Hai|Cả|Vụ|Lực|Công|Cán|Hành|Sáng|Chiều|Tối|Bộ|Sở|Tỉnh|Huyện|Xã|"
    "Phường|Thành|Ngành|Mức|Số|Tổng|Thời|Còn|Cùng|Đề|Yêu|Nay|Vậy|Như|Khoảng|Hơn|Gần|Dự|Người|Học|Giá|Lãnh|Hội|"
    "Ủy|Đảng|Ban|Mặt|Nghị|Chính|Quốc|Thường|Kinh|Giám|Phó|Bí|Trưởng|Hợp|Khu|Quyết|Kế|Báo|Phòng|Chi bộ|"
    "Trung tâm|Trung ương|Nhân dân|Liên đoàn|Liên minh|Văn phòng|Đoàn viên|Đại hội|Đại biểu)"
)
"""More that do where a word in small letters follows; beginnings of full forms among them."""
_LETTER_AND_DOT = 2
# What may stand before a signature in its line: signs of markup, what parts a second column, a sentence.
_HEADS_LINE = re.compile(r"(?:[\r\n\t|]| {3}|[\w)][.!;] )[ *_>]*\Z")
_FAR = 24
_TITLE = r"(?:(?:PHÓ |TỔNG )?(?:CHỦ (?:TỊCH|NHIỆM)|GIÁM ĐỐC|BÍ THƯ|CHÁNH|[^\W\d_]{2,5} TRƯỞNG|TRƯỞNG)(?!\w))"
_NUMBERED = re.compile(r"([^\W\d_]+)\d{1,4}[^\W\d_]?")


NAME_ON_NEXT_LINE = re.compile(
    rf"\r?\n(?!{_BEGINS_ANYWAY} )(?:HCM|[{vn.UPPER}][{vn.LOWER}]{{1,6}} [{vn.UPPER}][{vn.LOWER}])"
)
"""A line broken between a title and the name it belongs to: ``TP.`` and, on the next line, ``Đà Lạt``."""


class Spelling:
    """One way to write an abbreviation."""

    __slots__ = ("__dict__", "first", "surface")

    def __init__(self, surface: str, first: str) -> None:
        self.surface = surface
        self.first = first

    @cached_property
    def second(self) -> str:
        """Its second word, or nothing."""
        found = vn.WORD.search(self.surface, len(self.first))
        return found[0] if found else ""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches all of it; None if it is its first word and no more. Made at the first use: there may be many."""
        return None if self.first == self.surface else _pattern(self.surface)


class Index:
    """All spellings by their first word.

    Args:
        spellings: Spellings in plain form.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._by_word: dict[str, list[Spelling]] = {}
        for surface in sorted(dict.fromkeys(spellings), key=len, reverse=True):
            first = vn.WORD.match(surface)
            if first is not None:
                self._by_word.setdefault(first[0], []).append(Spelling(surface, first[0]))
        self._numbered = {s.first for held in self._by_word.values() for s in held if s.surface.endswith(NUMBER)}
        odd = {w: held for w, held in self._by_word.items() if not _LOOKS.fullmatch(w)}
        self.odd = OddWords((s.first, s.surface) for held in odd.values() for s in held)

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def at(self, plain: str, word: re.Match[str]) -> tuple[str, int, int] | None:
        """Return the longest spelling that begins at ``word``: the spelling, its start and end in ``plain``."""
        held = self._by_word.get(word[0])
        if held is None and self._numbered:
            number = _NUMBERED.fullmatch(word[0])
            held = self._by_word.get(number[1]) if number and number[1] in self._numbered else None
            held = [s for s in held if s.surface.endswith(NUMBER)] if held else None
        for spelling in held or ():
            second = spelling.second
            # Most end here: to make a pattern for each of a hundred that begin with one word takes a while.
            if second and plain.find(second, word.end(), word.end() + _FAR + len(second)) < 0:
                continue
            pattern = spelling.pattern
            if pattern is None:
                return spelling.surface, word.start(), word.end()
            match = pattern.match(plain, word.start())
            if match and (spelling.surface[-1] != SIGNED or heads_line(plain, match.start())):
                return spelling.surface, match.start(), match.end()
        return None


def chains(plain: str, *odd: OddWords) -> Iterator[tuple[int, int]]:
    """Give the spans of words joined without a space of which one may be an abbreviation, in order.

    Args:
        plain: Text in the form of :func:`vietgloss.text.plain`.
        odd: Words to look at although they do not look like abbreviations.
    """
    done = 0
    looking = [m.span() for m in _LOOKS.finditer(plain)]
    for start, end in sorted([*looking, *chain.from_iterable(o.places(plain, looking) for o in odd)]):
        if start < done:
            continue
        apart = plain[start - 1 : start] in _APART and plain[end : end + 1] in _APART
        if apart and "&" not in plain[start - 2 : end + 2]:
            done = end  # a word by itself, as most are
            yield start, end
            continue
        joined = _chain_around(plain, start, done)
        done = joined.end()
        yield joined.span()


class OddWords:
    """Words that begin a spelling but do not look like an abbreviation: ``Tp``, ``đ`` of ``đ/c``.

    Most begin a phrase around an abbreviation, and are frequent by themselves: ``có`` of ``có độ PH``. These are looked
    for only where the abbreviation stands.

    Args:
        spellings: Spellings, each after its first word.
    """

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        words = set()
        self._before: dict[str, set[tuple[str, int]]] = {}
        for word, surface in spellings:
            inner = next((m for m in vn.WORD.finditer(surface, len(word)) if _LOOKS.fullmatch(m[0])), None)
            if inner is None:
                words.add(word)
            else:
                self._before.setdefault(inner[0], set()).add((word, inner.start()))
        self._words = frozenset(words)
        first = "".join(sorted({re.escape(w[0]) for w in words}))
        rests = sorted({w[1:] for w in words}, key=len, reverse=True)
        rest = "|".join(map(re.escape, rests)) if len(rests) <= _MOST_RESTS else r"[^\W_]*"
        self._pattern = re.compile(rf"[{first}](?<![^\W_].)(?:{rest})(?![^\W_])") if words else None

    def places(self, plain: str, looking: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Give the spans of the words in ``plain``, in no order.

        Args:
            plain: The text.
            looking: The spans in it of what looks like an abbreviation.
        """
        for found in self._pattern.finditer(plain) if self._pattern else ():
            if found[0] in self._words:
                yield found.span()
        for start, end in looking if self._before else ():
            for word, distance in self._before.get(plain[start:end], ()):
                at = plain.rfind(word, max(0, start - distance - _FAR), start)
                while at >= 0 and not _is_word(plain, at, at + len(word)):
                    at = plain.rfind(word, max(0, start - distance - _FAR), at)
                if at >= 0:
                    yield at, at + len(word)


def _is_word(plain: str, start: int, end: int) -> bool:
    return not plain[end : end + 1].isalnum() and not (start and plain[start - 1].isalnum())


def _chain_around(plain: str, at: int, earliest: int) -> re.Match[str]:
    """Return the chain that holds the word at ``at``; chains before ``earliest`` are done with."""
    reach = max(earliest, at - _LONGEST_CHAIN)
    begin = max(reach, max(plain.rfind(c, reach, at) for c in " \n\r") + 1)
    while plain[begin - 2 : begin] == "& " and begin - 2 > reach:  # GD & ĐT
        begin = max(reach, plain.rfind(" ", reach, max(reach, begin - 3)) + 1)
    while True:
        joined = _CHAIN.search(plain, begin, at + _LONGEST_CHAIN)
        assert joined is not None  # noqa: S101  # the word at `at` is one
        if joined.end() > at:
            return joined
        begin = joined.end()


def heads_line(plain: str, at: int) -> bool:
    """Tell whether only markup stands before ``at`` in its line or its column of the line, or a sentence ends there."""
    before = plain[max(0, at - _FAR) : at]
    return _HEADS_LINE.search(before if at > _FAR else f"\n{before}") is not None


def _pattern(surface: str) -> re.Pattern[str]:
    """Return a pattern for a spelling of several words: ``KT-XH`` also with spaces around the hyphen."""
    if surface.endswith(SIGNED):  # one letter may be a district's: Q. HẢI CHÂU
        title = _TITLE if len(surface) == _LETTER_AND_DOT + 1 else f"[{vn.UPPER}]{{2}}"
        return re.compile(rf"{re.escape(surface[:-1])}(?= ?{title})")
    if surface.endswith(NUMBER):
        return re.compile(re.escape(surface[:-1]) + rf"(?:\. ?)?(?=(?!0\d\d)\d{{1,4}}[{vn.UPPER}]?(?!\w))")
    if len(surface) == _LETTER_AND_DOT and surface[1] == ".":  # Q. of a district: before its name only
        return re.compile(rf"{surface[0]}\.(?= ?[{vn.UPPER}][{vn.LOWER}{vn.UPPER}])")
    parts = []
    at = 0
    for word in vn.WORD.finditer(surface):
        parts += [_joiner(surface[at : word.start()]), re.escape(word[0])]
        at = word.end()
    parts.append(re.escape(surface[at:]) if at < len(surface) else r"(?!\w)")
    if surface[-1] == "." and surface[:-1].isupper():  # TS. Nguyễn; a sentence's end in "được TS. BCĐ sẽ họp"
        parts.append(rf"(?! (?:[{vn.UPPER}]{{2,}}|{_BEGINNINGS}) [{vn.LOWER}]| {_BEGINS_ANYWAY} )")
    return re.compile("".join(parts))


def _joiner(between: str) -> str:
    if not between:
        return ""
    joiner = re.escape(between.strip())
    if not joiner:
        return " +"
    if between.strip() in "-&/":
        return f" ?{joiner} ?"
    if joiner in (r"\.", ","):
        return f"{joiner} ?"
    return joiner


_indexes: dict[int, tuple[Glossary, Index, dict[str, Abbreviation]]] = {}


def index_of(glossary: Glossary) -> tuple[Index, dict[str, Abbreviation]]:
    """Return the index of a glossary and its entries by spelling; made once for each glossary object."""
    held = _indexes.get(id(glossary))
    if held is None or held[0] is not glossary:
        entries = dict(glossary.spellings())
        _indexes.clear()  # one glossary is in use at a time; holding more would only hold memory
        held = _indexes[id(glossary)] = (glossary, Index(entries), entries)
    return held[1], held[2]
