"""Spans that are never touched: document numbers, addresses, roman numerals, initials, words of capital headlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion.result import Protected
from vietgloss.patterns import DOCUMENT_NUMBER, DOMAIN, EMAIL, PART, URL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBERED = re.compile(
    r"\b(?i:số|công văn|văn bản|tờ trình|báo cáo|kế hoạch|thông báo|quyết định|kết luận|hướng dẫn) "
    rf"(?P<span>\d{{1,5}}[a-zđ]?\s?[-/]\s?{PART})"
)
# The suffix alone, as in "theo NĐ-CP số 30": a type, a joiner, an issuing body.
_SUFFIX = re.compile(r"(?<![\w/.&-])(?:NQ|QĐ|CT|NĐ|TT|KL|QyĐ|HD)[-/](?:TW|TƯ|TU|CP|TTg|HĐTV|BTC|BCT)(?![\w-])")

_ROMAN = re.compile(r"(?<![\w.&])(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![\w&])(?!\.[A-ZĐƯ])")
_ROMAN_LARGE = re.compile(r"\b(?i:thế kỷ|lần thứ|khóa|khoá|chương|phần) (?P<span>[IVXLC]{2,8})(?!\w)")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZĐƯĂÂÊÔƠ]\.\s?){1,4}[A-ZĐƯĂÂÊÔƠ](?:\.|(?!\w))")
_SINGLES = re.compile(r"(?<![\w.])[A-ZĐ](?: [A-ZĐ])+(?!\w)")

_FILE = re.compile(
    r"(?<![\w.-])[\w-]{1,80}(?:\.[\w-]{1,40}){0,3}\.(?:docx?|pdf|xlsx?|pptx?|png|jpe?g|md|txt|zip)(?!\w)"
)
_PLATE = re.compile(r"(?<!\w)(?:[A-ZĐ]{2}[ -]?\d{4,5}[ -]?TS|\d{2}[A-ZĐ]\d?[ -]\d{3,4}\.?\d{1,2})(?!\w)")
_PRODUCT = re.compile(r"(?<![\w/-])(?!QL|TL|ĐT|HL)[A-ZĐ]{1,4}-[A-Z]?\d+[A-Z0-9]*(?![\w/-])")
_CREDIT = re.compile(
    r"(?i:ảnh|tin|bài|đồ họa|video|clip)\s?:\s?"
    r"(?P<span>[A-ZĐƯ][A-ZĐƯ.]*(?:[ -][A-ZĐƯ][A-ZĐƯ.]*){0,3}[ -]?)(?=\s*(?:[)\r\n]|$))"
)
_LONG = 3
_PATTERNS = (
    ("url", URL),
    ("email", EMAIL),
    ("document-number", DOCUMENT_NUMBER),
    ("document-number", _NUMBERED),
    ("document-number", _SUFFIX),
    ("domain", DOMAIN),
    ("file", _FILE),
    ("plate", _PLATE),
    ("product", _PRODUCT),
    ("credit", _CREDIT),
    ("roman", _ROMAN),
    ("roman", _ROMAN_LARGE),
    ("initials", _INITIALS),
    ("initials", _SINGLES),
)


def find(source: str, plain: str, spared: frozenset[str], kept: Sequence[tuple[int, int]] = ()) -> list[Protected]:
    """Return the protected spans of a text, in order, without overlaps; the earlier pattern wins.

    Args:
        source: NFC text.
        plain: The same in the form of :func:`vietgloss.text.plain`.
        spared: Spellings that the glossary or the text itself explains: initials that are one (``T.Ư``) and
            capital words that are one are not protected.
        kept: Spans that belong to the markup: nothing is looked for there.
    """
    taken = bytearray(len(plain))
    for start, end in kept:
        taken[start:end] = b"\1" * (end - start)
    found: list[Protected] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            start, end = match.span("span" if "span" in pattern.groupindex else 0)
            if start == end or any(taken[start:end]):
                continue
            if kind == "initials" and (match[0] in spared or match[0].rstrip(". ") in spared):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Protected(start, end, source[start:end], kind))
    for start, end in _capitals(plain, spared):
        found += [Protected(a, b, source[a:b], "capitals") for a, b in _free(plain, start, end, taken)]
    return sorted(found, key=lambda p: p.start)


def _free(plain: str, start: int, end: int, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Give the parts of a run that no other span has: a headline may hold a roman numeral."""
    run: tuple[int, int] | None = None
    for word in vn.WORD.finditer(plain, start, end):
        if not any(taken[word.start() : word.end()]):
            run = (run[0] if run else word.start(), word.end())
        elif run:
            yield run
            run = None
    if run:
        yield run


def capital_lines(plain: str) -> list[tuple[int, int]]:
    """Return the spans of lines written in capitals throughout that hold at least one ordinary word."""
    lines = []
    for line in vn.LINE.finditer(plain):
        if line[0].isupper():
            words = [m[0] for m in vn.WORD.finditer(line[0]) if m[0].isalpha()]
            if _ordinary(words) or any(vn.has_marks(w) and vn.is_syllable(w) for w in words):
                lines.append(line.span())
    return lines


def _capitals(plain: str, spared: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give runs of ordinary words in capitals: all syllables of a capital line, else two or more side by side."""
    whole = capital_lines(plain)
    at = 0
    for line in vn.LINE.finditer(plain):
        while at < len(whole) and whole[at][1] <= line.start():
            at += 1
        in_capitals = at < len(whole) and whole[at][0] == line.start()
        run: list[re.Match[str]] = []
        for word in vn.WORD.finditer(line[0]):
            gap = line[0][run[-1].end() : word.start()] if run else ""
            fits = word[0].isupper() and word[0].isalpha() and vn.is_syllable(word[0])
            if run and (not fits or (gap.strip() and not in_capitals)):
                yield from _run(run, line.start(), in_capitals, spared)
                run = []
            if fits:
                run.append(word)
        yield from _run(run, line.start(), in_capitals, spared)


def _run(run: list[re.Match[str]], offset: int, in_capitals: bool, spared: frozenset[str]) -> Iterator[tuple[int, int]]:
    words = [w[0] for w in run]
    if not words:
        return
    marked = any(vn.has_marks(w) for w in words)
    spaced = _ordinary(words) and not any(w in spared for w in words)
    if in_capitals or (len(words) > 1 and (marked or spaced)):
        yield offset + run[0].start(), offset + run[-1].end()
    else:
        # A single capital word with a tone mark is a stressed word, never an abbreviation.
        for word in run:
            if vn.has_marks(word[0]) and word[0] not in spared:
                yield offset + word.start(), offset + word.end()


def _ordinary(words: list[str]) -> bool:
    return any(len(w) >= _LONG and vn.is_syllable(w) for w in words)
