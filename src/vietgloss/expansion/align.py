"""Aligning a short form with the words it stands for: ``TCCSĐ`` with ``tổ chức cơ sở Đảng``.

The letters are matched from the last to the first with the words that stand nearest, as Schwartz and Hearst (2003,
"A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 8:451-462) do for English.
Vietnamese writes syllables apart, so a letter is the initial of a syllable: tone and horn folded, Đ kept apart from
D, W standing for Ư. Joining words (``và``, ``của``) may be passed over; an abbreviation inside the full form stands
for its own letters.

Offsets count characters of the plain text of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPLIT = re.compile(rf"(\bT\.[ƯUW]\b|{vn.WORD.pattern})")
_UNIT = re.compile(r"\d+|[^\W\d_]")
_JOINING = frozenset(
    "và của về các cho với trong ở tại hoặc theo những trên cùng giữa vì bằng để do từ đến đối là có".split()
)
_NEVER_FIRST = frozenset("và của các những cho hoặc với tại ở là".split())
_MAY_LEAD = frozenset({"các", "những"})
_PLACES = frozenset("tỉnh huyện xã phường quận thành phố tp việt nam vn trung ương".split())
_SECOND = frozenset("nam phố ương".split())
# A full stop behind these ends no sentence: TP. HCM, T.Ư.
_WITH_DOT = frozenset({"TP", "TX", "TT", "T", "Q", "P", "H", "X"})
_HARD = ";:!?()[]…|\r\n"
_VOWELS = frozenset("AEIOUY")

_WINDOW_FOR_LETTER, _WINDOW_MORE = 8, 64
_MOST_COMMAS = 3
_MOST_DROPPED = 2
_NEAR_TAIL, _FAR_TAIL = 2, 8
_LONG, _SURE = 3, 4


@dataclass(frozen=True, slots=True)
class Short:
    """A short form taken apart.

    Attributes:
        units: What must be matched, in order: a letter, a number, or a whole word in small letters.
        runs: For each unit the number of its run: which word of the short form it comes from.
        size: The number of runs.
        letters: How many of the units are letters.
        written: Whether some words are written out (``Bộ GTVT``).
    """

    units: tuple[str, ...]
    runs: tuple[int, ...]
    size: int
    letters: int
    written: bool


@lru_cache(maxsize=8192)
def short(surface: str) -> Short:
    """Take a short form apart.

    >>> short("BCH TW").units
    ('B', 'C', 'H', 'T', 'U')
    >>> short("Bộ GTVT").units
    ('bộ', 'G', 'T', 'V', 'T')
    """
    units: list[str] = []
    runs: list[int] = []
    words = vn.WORD.findall(surface)
    for number, word in enumerate(words):
        own = (_folded(word),) if is_word(word) else _units(word)
        units += own
        runs += [number] * len(own)
    letters = sum(u.isupper() for u in units)
    return Short(tuple(units), tuple(runs), len(words), letters, any(u.islower() for u in units))


def is_word(run: str) -> bool:
    """Tell whether a run of a short form is a word written out (``Bộ``), not letters that stand for words."""
    return len(run) > 1 and run[1:].islower() and (run[0].islower() or vn.is_syllable(run))


@lru_cache(maxsize=16384)
def _folded(word: str) -> str:
    return vn.fold(word)


@lru_cache(maxsize=16384)
def _units(word: str) -> tuple[str, ...]:
    """Return the letters (capitals only; W is read as Ư) and numbers of a word of capitals."""
    found = []
    for unit in _UNIT.findall(word):
        if unit.isdigit():
            found.append(unit)
        elif unit.isupper():
            found.append("U" if unit == "W" else vn.ascii_initial(unit))
    return tuple(found)


@lru_cache(maxsize=16384)
def _initial(word: str) -> str:
    """Return the letter that stands for a word, or nothing for a number or a lone consonant (``N.V.A.``)."""
    letter = vn.ascii_initial(word[0])
    return letter if word[0].isalpha() and (len(word) > 1 or letter in _VOWELS) else ""


@lru_cache(maxsize=16384)
def _own(word: str) -> tuple[str, ...]:
    """Return the units of a word that is an abbreviation or a number itself, else nothing."""
    if (len(word) > 1 and word.isupper() and not vn.has_marks(word)) or word[0].isdigit():
        return _units(word)
    return ()


class Words:
    """The words of a stretch of text, with what stands between them.

    Attributes:
        texts: The words.
        gaps: What stands behind each.
    """

    __slots__ = ("_parts", "_start", "gaps", "texts")

    def __init__(self, plain: str, start: int, end: int) -> None:
        self._start = start
        self._parts = _SPLIT.split(plain[start:end])
        self.texts: list[str] = self._parts[1::2]
        self.gaps: list[str] = self._parts[2::2]

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the words from index ``first`` to before index ``last``."""
        start = self._start + sum(map(len, self._parts[: 2 * first + 1]))
        return start, start + sum(map(len, self._parts[2 * first + 1 : 2 * last]))


def words_before(plain: str, end: int, letters: int) -> Words:
    """Return the words of the phrase that ends at an offset, as many as a form of so many letters may stand for.

    A phrase does not go on across a full stop, a colon, a bracket or the end of a line.
    """
    start = max(0, end - _WINDOW_FOR_LETTER * letters - _WINDOW_MORE)
    window = plain[start:end]
    cut = max(map(window.rfind, _HARD)) + 1
    dot = window.rfind(".", cut)
    while dot >= 0 and _abbreviates(window, dot):
        dot = window.rfind(".", cut, dot)
    cut = max(cut, dot + 1)
    if cut == 0 < start and plain[start - 1].isalnum():
        cut = window.find(" ") if " " in window else len(window)  # half a word is none
    return Words(plain, start + cut, end)


def _abbreviates(window: str, dot: int) -> bool:
    """Tell whether a full stop belongs to an abbreviation: ``TP. HCM``, ``T.Ư``."""
    before = window[max(0, dot - 4) : dot].rpartition(" ")[2]
    after = window[dot + 1 : dot + 3]
    return before in _WITH_DOT and (after[:1].isupper() or (after[:1] == " " and after[1:].isupper()))


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which words a short form stands for.

    Attributes:
        first: Index of the first word of the full form.
        last: Index behind its last word.
        at: For each unit of the short form the index of its word; empty if the glossary knows the full form.
    """

    first: int
    last: int
    at: tuple[int, ...] = ()


def align(form: Short, words: Words, last: int, most_dropped: int = 0) -> Alignment | None:
    """Align a short form with the words before index ``last``; the last word must be matched.

    Args:
        form: The short form.
        words: The words.
        last: Index behind the last word.
        most_dropped: How many inner words that mean something may go without a letter. Then no comma may stand
            between the words.
    """
    search = _Search(form, words, last)
    most_commas = _MOST_COMMAS if form.letters >= _LONG or form.size > 1 else 0
    for drops in range(most_dropped + 1):
        first = search.first(len(form.units), last, drops, 0 if drops else most_commas)
        if first >= 0:
            return Alignment(first, last, tuple(search.at))
    return None


class _Search:
    """The search for one alignment, from its end; what failed once is not tried again."""

    def __init__(self, form: Short, words: Words, last: int) -> None:
        self.form, self.words, self.last = form, words, last
        self.at = [0] * len(form.units)
        self.dead: set[tuple[int, int, int]] = set()

    def first(self, left: int, word: int, drops: int, commas: int) -> int:
        """Match the first ``left`` units with words before index ``word``; return the first word's index or -1."""
        if left == 0:
            return word
        if word == 0 or (left, word, drops) in self.dead:
            return -1
        text = self.words.texts[word - 1]
        inside = word < self.last
        if inside and "," in self.words.gaps[word - 1]:
            commas -= 1
        ways = [(size, drops) for size in _matches(self.form, left, text)] if commas >= 0 else []
        if inside and commas >= 0:
            if _folded(text) in _JOINING:
                ways.append((0, drops))
            elif drops:
                ways.append((0, drops - 1))
        for size, drops_left in ways:
            self.at[left - size : left] = [word - 1] * size
            found = self.first(left - size, word - 1, drops_left, commas)
            if found >= 0:
                return found
        self.dead.add((left, word, drops))
        return -1


def _matches(form: Short, left: int, word: str) -> tuple[int, ...]:
    """Return how many of the first ``left`` units a word may stand for, counted from the last of them."""
    unit = form.units[left - 1]
    if unit.islower():
        return (1,) if unit == _folded(word) else ()
    own = _own(word)
    size = len(own)
    if own and form.units[max(0, left - size) : left] == own:
        return (size, 1) if size > 1 and unit == _initial(word) else (size,)
    return (1,) if unit == _initial(word) else ()


def full_form(form: Short, words: Words, senses: Sequence[str] = (), most_dropped: int = 0) -> Alignment | None:
    """Return the words at the end of ``words`` that a short form stands for, the surest way first.

    Words that no letter stands for may follow the full form (``Bảo hiểm y tế toàn dân (BHYT)``) or stand inside it
    (``An toàn vệ sinh thực phẩm (ATTP)``); the shorter the form, the fewer.

    Args:
        form: The short form.
        words: The words before it.
        senses: Full forms that the glossary has for it, folded.
        most_dropped: How many inner words may go without a letter; -1 if not even words behind the full form may.
    """
    if not _possible(form, words):
        return None
    if most_dropped < 0:
        return align(form, words, len(words))
    tails = list(_tails(form, words, known=bool(senses)))
    near = tails[: _NEAR_TAIL + 1]
    ways = [(tail, 0) for tail in near]
    if most_dropped:
        ways.append((0, most_dropped))
    ways += [(tail, 0) for tail in tails[_NEAR_TAIL + 1 :]]
    for tail, drops in ways:
        found = align(form, words, len(words) - tail, drops)
        if found and (tail <= _NEAR_TAIL or form.letters >= _SURE or _matched(found, words) in senses):
            return found
    return None


def loose_form(form: Short, words: Words) -> Alignment | None:
    """Return a full form both with inner words and with words behind it that no letter stands for."""
    if _possible(form, words):
        for tail in list(_tails(form, words))[1 : _NEAR_TAIL + 1]:
            if found := align(form, words, len(words) - tail, _MOST_DROPPED):
                return found
    return None


def all_of(form: Short, words: Words) -> Alignment | None:
    """Return the alignment of a short form with all of ``words``, but for a few without a letter."""
    size = len(words)
    if not size or not _possible(form, words):
        return None
    found = align(form, words, size)
    if found is None and form.letters >= _SURE:
        found = align(form, words, size, _MOST_DROPPED)
        for tail in range(1, min(_NEAR_TAIL, size - 1) + 1):
            found = found or align(form, words, size - tail)
    if found and all(_folded(t) in _MAY_LEAD for t in words.texts[: found.first]):
        return Alignment(found.first, size, found.at)
    return None


def known_form(words: Words, senses: Sequence[str]) -> Alignment | None:
    """Return the words of a full form that the glossary knows, if they stand at the end of ``words``.

    One or two words more may stand inside it (``Hội Liên hiệp Phụ nữ`` for ``Hội Phụ nữ``).
    """
    size = len(words)
    for sense in senses:
        first, more = size, _MOST_DROPPED
        for wanted in reversed(sense.split()):
            first -= 1
            while 0 < first < size - 1 and more and _folded(words.texts[first]) != wanted:
                first, more = first - 1, more - 1
            if first < 0 or _folded(words.texts[first]) != wanted:
                break
        else:
            return Alignment(first, size)
    return None


def _matched(found: Alignment, words: Words) -> str:
    """Return the words of an alignment that have a letter, folded."""
    return " ".join(_folded(words.texts[i]) for i in dict.fromkeys(found.at))


def _possible(form: Short, words: Words) -> bool:
    """Tell quickly whether every unit could be matched by some word."""
    missing = set(form.units).difference(map(_initial, words.texts))
    if missing:
        missing.difference_update(*map(_own, words.texts))
        if missing and form.written:
            missing.difference_update(map(_folded, words.texts))
    return not missing


def _tails(form: Short, words: Words, *, known: bool = False) -> Iterator[int]:
    """Give how many words at the end may be no part of the full form."""
    yield 0
    most = _FAR_TAIL if form.letters >= _SURE or known else _NEAR_TAIL
    for tail in range(1, min(most, len(words) - 1) + 1):
        at = len(words) - tail
        gap = words.gaps[at - 1]
        if "," in gap:
            return
        word = _folded(words.texts[at])
        if form.letters < _LONG and word not in _PLACES:
            return
        named = words.texts[at][0].isupper() and words.texts[at - 1][0].isupper() and word not in _PLACES
        if form.letters < _SURE and gap == " " and (named or word in _SECOND):
            continue  # Công nghiệp Sài | Gòn
        yield tail


def is_vietnamese(texts: list[str], letters: int) -> bool:
    """Tell whether words are Vietnamese and not the foreign long form of a foreign acronym (``World Bank (WB)``).

    Args:
        texts: The words.
        letters: The number of letters that stand for them.
    """
    strange = [not (vn.is_syllable(t) or _own(t)) for t in texts]
    if any(strange) and all(map(str.isascii, texts)):
        return False
    return 2 * sum(strange) <= len(texts) and not (strange[0] and letters < _SURE)


def is_inside_name(before: str, texts: list[str]) -> bool:
    """Tell whether words are only the end of a name: ``Văn Hùng`` of ``Nguyễn Văn Hùng``.

    Args:
        before: The word before them.
        texts: The words.
    """
    if not before[:1].isupper() or (before.isupper() and all(map(str.isupper, texts))):
        return False
    return all(t[0].isupper() for t in texts[1:])


def is_one_phrase(text: str) -> bool:
    """Tell whether nothing ends a phrase in a text."""
    return "." not in text and not any(c in text for c in _HARD)


def never_begins(word: str) -> bool:
    """Tell whether a word joins phrases and so begins none."""
    return _folded(word) in _NEVER_FIRST


def fits_last(form: Short, word: str) -> bool:
    """Tell whether the last unit of a short form may stand for a word."""
    return bool(_matches(form, len(form.units), word))
