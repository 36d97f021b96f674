"""Ordinary words in capitals: headlines, and stressed words in a line. They are no abbreviations.

All offsets are those of the plain text that is given (:func:`vietgloss.text.plain`); they hold for its source too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import CITIES, any_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


def _behind(*words: str) -> str:
    """Return a pattern of a place behind one of some words."""
    return "|".join(f"(?<={word} )" for word in words)


_LONG = 3
# A line up to its first small letter; only one that gets to its end is in capitals.
_CAPITAL_LINE = re.compile(rf"\n[^\r\na-z{vn.LOWER}]+(?:\([^()\r\n]*\)[ .]*)?(?=[\r\n]|\Z)")
_END = r"(?![^\W_])"
_MARKED = "".join(c for c in vn.UPPER if vn.has_marks(c))
_BARE = "".join(c for c in vn.UPPER if not vn.has_marks(c))
# Two words in capitals or more, or one with a mark; one without is left out here, for there are so many.
_RUN = re.compile(
    rf"[{vn.UPPER}][{vn.UPPER}](?<![^\W_]..)"
    rf"(?:[{vn.UPPER}]*{_END}(?:[^\S\r\n]+[{vn.UPPER}]+{_END})+|(?:(?<=[{_MARKED}].)|(?<=[{_MARKED}])|[{_BARE}]*[{_MARKED}])"
    rf"[{vn.UPPER}]*{_END})"
)
# Syllables that are abbreviations in a headline too, beside what they belong to: CA HUYỆN, BTV TU, HU TRÀ NÓC.
_LEVEL = r"(?:TỈNH|TP|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|TX|TT|PHƯỜNG|XÃ|P\.|Q\.|X\.|H\.)"
_PROVINCES = any_of(map(str.upper, CITIES))
_OF_COMMITTEE = _behind("BTV", "BTG", "BTC", "BCH", "UBKT", "THƯ", "TT", "VP", "CỦA", "BT", "PBT")
_OF_CENTRE = _behind("BCH", "BTC", "BTG", "BDV", "BNC", "UBKT", "VP", "NQ", "HỘI NGHỊ")
_WORD_OR_STOP = rf"(?= [{vn.UPPER}]|\s*(?:[,:;.-]|\Z|[\r\n]))"
_TO_MEND = " (?:DƯỠNG|THÂN|SỬA|BỔ|HÀNH|SĨ|VIỆN|CHỈNH|TẠO|TÂM|LUYỆN)"
_BODY = re.compile(
    rf"(?:CA|ĐU)(?= {_LEVEL}(?!\w))|CA(?= (?:{_PROVINCES})(?!\w))"
    rf"|(?:(?<![^\n])|{_OF_COMMITTEE})"
    rf"(?:TU(?!{_TO_MEND}){_WORD_OR_STOP}|[HQ]U(?= [{vn.UPPER}]))"
    rf"|(?:{_OF_COMMITTEE})ĐU(?! (?:ĐỦ|QUAY|ĐƯA|DÂY|BÁM|TIÊN)){_WORD_OR_STOP}"
    rf"|(?:{_OF_CENTRE})TƯ(?! (?:NHÂN|PHÁP|TƯỞNG|VẤN|LIỆU|DUY|LỆNH|THỤC))(?!\w)"
)
# One letter before a run belongs to it: Ở, Ý, Y.
_LETTER_BEFORE = re.compile(rf"(?<![^\W_])[{vn.UPPER}][^\S\r\n]{{1,3}}\Z")
_BACK = 4
# What small letters in brackets add to a headline: (đến 17h ngày 10/9)
_NOTE = re.compile(rf" ?\((?=[^()]*[{vn.LOWER}])[^()]*\)[ .]*\Z")
# A signature is in capitals although it may hold nothing but short forms: TM. UBND
_SIGNATURE = re.compile(r"[ *_>\t]{0,9}(?:KT|TM|TL|TUQ)\. ?[^\W\d_]{2}")


def capital_lines(plain: str) -> list[tuple[int, int]]:
    """Return the spans of lines written in capitals throughout that hold at least one ordinary word.

    A tab, or four spaces, part a line into two.
    """
    lines = []
    for found in _CAPITAL_LINE.finditer("\n" + plain.replace("\r", "\n").replace("\t", "\n").replace("    ", "\n   ")):
        line = _NOTE.sub("", found[0][1:])
        if line.isupper():
            words = [w for w in vn.WORD.findall(line) if w.isalpha()]
            if _SIGNATURE.match(line) or _ordinary(words) or any(vn.has_marks(w) and vn.is_syllable(w) for w in words):
                lines.append((found.start(), found.start() + len(line)))
    return lines


def runs(plain: str, spared: Container[str]) -> Iterator[tuple[int, int]]:
    """Give the spans of ordinary words in capitals, in order: all syllables of a capital line, else of a run.

    Args:
        plain: Plain text.
        spared: Words that are abbreviations: a run without tone marks that holds one is no run of ordinary words.
    """
    at = 0
    for start, end in capital_lines(plain):
        yield from _between(plain, at, start, spared)
        yield from _syllables(plain, start, end, spared, in_capitals=True)
        at = end
    yield from _between(plain, at, len(plain), spared)


def _between(plain: str, start: int, end: int, spared: Container[str]) -> Iterator[tuple[int, int]]:
    """Give the runs of lines that are not in capitals."""
    nothing: set[str] = set()  # UBND TP comes again and again
    for run in _RUN.finditer(plain, start, end):
        if run[0] in nothing:
            continue
        before = _LETTER_BEFORE.search(plain[max(start, run.start() - _BACK) : run.start()])
        begin = run.start() - len(before[0]) if before else run.start()
        found = list(_syllables(plain, begin, run.end(), spared, in_capitals=False))
        if not found and not before:
            nothing.add(run[0])
        yield from found


def _syllables(
    plain: str, start: int, end: int, spared: Container[str], *, in_capitals: bool
) -> Iterator[tuple[int, int]]:
    """Give the stretches of syllables in capitals; in a capital line punctuation may stand between them."""
    run: list[re.Match[str]] = []
    for word in vn.WORD.finditer(plain, start, end):
        gap = plain[run[-1].end() : word.start()] if run else ""
        fits = word[0].isupper() and word[0].isalpha() and vn.is_syllable(word[0])
        fits = fits and not (in_capitals and word[0] in spared and _BODY.match(plain, word.start()))
        if run and (not fits or (gap.strip() and not in_capitals)):
            yield from _spans(run, spared, in_capitals=in_capitals)
            run = []
        if fits:
            run.append(word)
    yield from _spans(run, spared, in_capitals=in_capitals)


def _spans(run: list[re.Match[str]], spared: Container[str], *, in_capitals: bool) -> Iterator[tuple[int, int]]:
    words = [w[0] for w in run]
    if not words:
        return
    marked = any(vn.has_marks(w) for w in words)
    spaced = _ordinary(words) and not any(w in spared for w in words)
    if in_capitals or (len(words) > 1 and (marked or spaced)):
        yield run[0].start(), run[-1].end()
    else:
        # A single capital word with a tone mark is a stressed word, never an abbreviation.
        for word in run:
            if vn.has_marks(word[0]) and word[0] not in spared:
                yield word.start(), word.end()


def _ordinary(words: list[str]) -> bool:
    return any(len(w) >= _LONG and vn.is_syllable(w) for w in words)
