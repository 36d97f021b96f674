"""Spans that are never touched: document numbers, addresses, codes, roman numerals, initials, words of headlines.

A rule is tried only where something rare and cheap to find stands (``@``, ``.vn``, a figure after a capital), and every
repetition in it has a bound: so the time grows with the text alone, whatever the text. All offsets are those of the
plain text (:func:`vietgloss.text.plain`), which are the source's. docs/protection.md lists the forms for editors.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from vietgloss import patterns
from vietgloss import text as vn
from vietgloss.expansion import codes, firms
from vietgloss.expansion.capitals import capital_lines, runs
from vietgloss.expansion.result import Protected
from vietgloss.expansion.scanned import LONGEST_WORD, Scanned

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

__all__ = ["capital_lines", "find"]

_CAPITAL = "A-ZĐƯĂÂÊÔƠ"

# -- addresses and files
_URL_STARTS = (re.compile(r"://"), re.compile(r"www\."), re.compile(r"W[wW]{2}\."))
_SCHEMES = ("https", "http")
_LONGEST_LOCAL = 64
_LONGEST_ADDRESS = 400
_BREAK = re.compile(r"[\s<>\"“”]")
_FILE_END = re.compile(
    r"\.(?i:docx?|pdf|xlsx?|pptx?|png|jpe?g|gif|md|txt|csv|zip|rar|mp[34]|html?)(?!\w)",
)
_FILE = re.compile(r"[\w-](?<![\w.-].)[\w-]{0,79}(?:\.[\w-]{1,40}){0,3}\.[A-Za-z0-9]{2,4}(?!\w)")

# -- codes torn apart, telephones
_LONGEST_TORN = 3
_PHONE = re.compile(r"0(?<![\w/.,-].)[1-9][0-9]{1,3}(?:[ .-]?[0-9x]{2,5}){2,3}(?![\w/]|[.,-][0-9])")
_PHONE_IN_PARTS = re.compile(r"\((?:0[1-9][0-9]{1,2}|\+?84[0-9]{0,3})\)(?:[ .-]?[0-9]{2,5}){2,3}(?!\w|[.,-][0-9])")
_PHONE_ABROAD = re.compile(r"\+84(?:[ .-]?[0-9]{2,5}){3,4}(?!\w|[.,-][0-9])")
_PHONE_FIGURES = range(10, 13)

# -- measures: units in capitals after a figure, angles and temperatures
_UNITS = tuple(
    re.compile(rf"{unit}(?!\w)")
    for unit in (
        r"W(?<=[0-9]\ [KMGT].)[hp]?", r"Hz(?<=[0-9]\ [KMG]..)", r"VA(?<=[0-9]\ [KM]..)", r"TEU(?<=[0-9]\ ...)",
        r"DWT(?<=[0-9]\ ...)", r"GB(?<=[0-9]\ ..)",
    )
)  # fmt: skip
_ANGLES = tuple(
    re.compile(
        rf"{degree}(?: ?[0-9]{{1,2}}(?:[.,][0-9]{{1,4}})?['′] ?)?(?:[0-9]{{1,2}}(?:[.,][0-9]{{1,4}})?(?:[\"″”]|'') ?)?"
        r" ?[NSEWBĐTCFK](?!\w)"
    )
    for degree in "°º"
)
_LONGEST_FIGURE = 8

# -- what is to be typed in a message: soạn tin theo cú pháp HV SBD gửi 8030
_MESSAGE = re.compile(r"cú pháp:? ?[\"“]?(?P<span>[A-ZĐƯ0-9]{2,12}(?: [A-ZĐƯ0-9]{1,12}){0,5})(?=[\"”]? gửi )")
# the numbers of forms: theo mẫu 3-KNĐ; các mẫu 01/TD, 10C/TD
_FORM_NUMBER = (
    r"(?:(?:[A-Z]-?)?[0-9]{1,2}[A-Za-z]?[/-][A-ZĐ]{2,8}|[A-ZĐ]{1,4}(?:-[A-ZĐ]{1,4}){0,2}-[0-9]{1,3})(?![\w/-])"
)
_FORM = re.compile(
    rf"(?:[Mm]ẫu|[Bb]iểu(?: mẫu)?) (?:số )?(?P<span>{_FORM_NUMBER}(?:(?:, ?| và | hoặc ){_FORM_NUMBER}){{0,5}})"
)

# -- words with a small letter before a hyphen: rt-PA, e-GP
_SMALL_LETTER = re.compile(r"-(?<=[a-z].)[A-Z]")
_SMALL_AND_CAPITALS = re.compile(r"[a-z](?<![\w.@/-].)[a-z]?-[A-Z][A-Z0-9]{1,7}(?![\w/-])")

# -- roman numerals
_ROMAN = re.compile(rf"[IVX](?![{vn.LOWER}])(?<![\w.&].)[IVX]{{0,6}}(?![\w&])(?!\.[A-ZĐƯ])")
_ROMAN_LARGE = re.compile(
    r"[XL](?:(?<=[Tt]hế kỷ .)|(?<=[Ll]ần thứ .)|(?<=[Kk]hóa .)|(?<=[Kk]hoá .)|(?<=[Cc]hương .))[IVXLC]{1,7}(?!\w)"
)
_TENS = ("", "X", "XX", "XXX")
_UNDER_TEN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_NUMERALS = frozenset(t + u for t in _TENS for u in _UNDER_TEN if t + u)
# A single letter is a numeral after these, and beside another numeral or a year.
_NUMBERED = frozenset(
    "quý quận vọng chiến khóa khoá kỳ kì thứ hội chương phần mục tập loại hạng cấp nhóm khu lục đoàn vực vùng bậc kỷ "
    "đoạn đợt vòng bước khoa ck mức độ tổ nhiệm điều biểu bảng cục đảng type".split()
)
_AFTER_NUMERAL = re.compile(r" ?[/-] ?[0-9]{4}|(?:, ?| ?[-/] ?| và | hoặc | đến )[IVX]{1,5}(?!\w|\.\w)")
_BEFORE_NUMERAL = re.compile(r"(?<!\w)[IVX]{1,5}(?:, ?| ?[-/] ?| và | hoặc | đến )\Z")
_HEAD_BEFORE = re.compile(r"(?:\A|[\r\n])[ #*_>]{0,8}\Z")
_HEAD_AFTER = re.compile(r"[.)] | ?- ")
_BEHIND, _AHEAD = 12, 14

# -- people and credits
_DOT = re.compile(rf"\.(?<=[{_CAPITAL}].)(?<![\w.]..)")
_INITIALS = re.compile(rf"(?:[{_CAPITAL}]\. ?){{1,4}}[{_CAPITAL}](?:\.|(?!\w))")
_PERSON = re.compile(
    rf"(?<!\w)(?:(?P<certain>(?:[Aa]nh|[Cc]hị|[Ôô]ng|[Bb]à|[Ee]m|[Cc]háu|[Cc]ô|[Bb]ạn|[Tt]hầy|"
    rf"giáo|[Tt]ên|[Ảả]nh:|ẢNH:|bị cáo|bị can|đối tượng|nạn nhân|"
    rf"[{vn.UPPER}][{vn.LOWER}]{{1,6}} (?:Văn|Thị|Thị [{vn.UPPER}][{vn.LOWER}]{{1,6}})))"
    r"|(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lâm|Đoàn|Trịnh|Mai|Cao|"
    rf"Lương|Lưu|Thạch|Kim|Danh|Sơn|Tạ|Tô|Hà|Đào)(?: [{vn.UPPER}][{vn.LOWER}]{{1,6}}){{0,2}}) \Z"
)
_PLACE_LETTERS = "HPQTX"
_LONGEST_NAME = 36
_CREDIT = re.compile(
    r":(?i:(?<=ảnh.)|(?<=tin.)|(?<=bài.)|(?<=họa.)|(?<=hoạ.)|(?<=video.)|(?<=clip.)|(?<=viết.)|"
    r"(?<=ảnh .)|(?<=tin .)|(?<=bài .)|(?<=họa .)|(?<=hoạ .))\s?"
    r"(?P<span>[A-ZĐƯ][A-ZĐƯ.]{0,20}(?:(?: ?[-,] ?| )[A-ZĐƯ][A-ZĐƯ.]{0,20}){0,4}(?: ?-)?)"
    r"(?=[^\S\r\n]{0,9}(?:[)\r\n]|\Z))"
)


def _urls(text: Scanned) -> Iterator[tuple[int, int]]:
    done = 0
    for at in sorted(m.start() for p in _URL_STARTS for m in p.finditer(text.plain)):
        before = text.plain[max(0, at - 5) : at].lower()
        start = at - next((len(s) for s in _SCHEMES if before.endswith(s)), 0)
        match = patterns.URL.match(text.plain, start) if start >= done else None
        if match:
            done = match.end()
            yield match.span()


def _emails(text: Scanned) -> Iterator[tuple[int, int]]:
    at = text.plain.find("@")
    while at >= 0:
        match = patterns.EMAIL.match(text.plain, text.back(at, _LONGEST_LOCAL, "_.+-"))
        if match:
            yield match.span()
        at = text.plain.find("@", at + 1)


def _domains(text: Scanned) -> Iterator[tuple[int, int]]:
    done = 0
    for found in patterns.DOMAIN_END.finditer(text.plain):
        if found.start() < done:
            continue
        start = text.back(found.start(), min(_LONGEST_ADDRESS, found.start() - done), "_.@-")
        stop = _BREAK.search(text.plain, found.end(), found.end() + _LONGEST_ADDRESS)
        done = stop.start() if stop else min(len(text.plain), found.end() + _LONGEST_ADDRESS)
        for match in patterns.DOMAIN.finditer(text.plain, start, done):
            yield match.span()


def _files(text: Scanned) -> Iterator[tuple[int, int]]:
    done = 0
    for found in _FILE_END.finditer(text.plain):
        start = text.back(found.start(), min(_LONGEST_ADDRESS, found.start() - done), "_.-")
        done = found.end()
        match = _FILE.match(text.plain, start)
        if match:
            yield match.span()


def _numbers(text: Scanned) -> Iterator[tuple[int, int]]:
    for match in patterns.DOCUMENT_NUMBER.finditer(text.plain):
        yield match.span()


def _suffixes(text: Scanned) -> Iterator[tuple[int, int]]:
    for found in chain.from_iterable(p.finditer(text.plain) for p in patterns.SUFFIX_JOINTS):
        match = patterns.SUFFIX.match(text.plain, text.back(found.start(), LONGEST_WORD, ""))
        if match and match[0] not in text.spared:
            yield match.span()
    for match in patterns.BLANK.finditer(text.plain):
        yield match.span("span")


def _coded(pattern: re.Pattern[str]) -> Callable[[Scanned], Iterator[tuple[int, int]]]:
    """Return a rule that tries a pattern where a word with figures begins."""

    def scan(text: Scanned) -> Iterator[tuple[int, int]]:
        for at in text.coded:
            match = pattern.match(text.plain, at)
            if match and match[0] not in text.spared:
                yield match.span()

    return scan


def _torn(text: Scanned) -> Iterator[tuple[int, int]]:
    for found in codes.TORN.finditer(text.plain):
        start = text.back(found.start(), LONGEST_WORD, "/")  # AN/AAQ -24
        letters = text.plain[start : found.start()]
        if letters.isupper() and len(letters.rpartition("/")[2]) <= _LONGEST_TORN:
            yield start, found.end()


def _vessels(text: Scanned) -> Iterator[tuple[int, int]]:
    for at in text.coded:
        match = codes.ON_WATER.match(text.plain, at)
        if match and codes.VESSEL.search(text.plain, max(0, at - codes.VESSEL_REACH), at):
            yield match.span()


def _phones(text: Scanned) -> Iterator[tuple[int, int]]:
    for pattern in (_PHONE_IN_PARTS, _PHONE_ABROAD, _PHONE):
        for match in pattern.finditer(text.plain):
            if sum(c.isdigit() or c == "x" for c in match[0]) in _PHONE_FIGURES:
                yield match.span()


def _measures(text: Scanned) -> Iterator[tuple[int, int]]:
    for found in chain.from_iterable(p.finditer(text.plain) for p in _UNITS):
        start = text.back(found.start(), 1, "")
        if text.plain[start : found.end()] not in text.spared:
            yield start, found.end()
    for found in chain.from_iterable(p.finditer(text.plain) for p in _ANGLES):
        yield text.back(found.start(), _LONGEST_FIGURE, ".,"), found.end()


def _messages(text: Scanned) -> Iterator[tuple[int, int]]:
    for match in chain(_MESSAGE.finditer(text.plain), _FORM.finditer(text.plain)):
        yield match.span("span")


def _small_letters(text: Scanned) -> Iterator[tuple[int, int]]:
    for found in _SMALL_LETTER.finditer(text.plain):
        match = _SMALL_AND_CAPITALS.match(text.plain, text.back(found.start(), 2, ""))
        if match and match[0] not in text.spared:
            yield match.span()


def _romans(text: Scanned) -> Iterator[tuple[int, int]]:
    for match in _ROMAN.finditer(text.plain):
        if match[0] in _NUMERALS and (len(match[0]) > 1 or _numbers_something(text, *match.span())):
            yield match.span()
    for match in _ROMAN_LARGE.finditer(text.plain):
        yield match.span()


def _numbers_something(text: Scanned, start: int, end: int) -> bool:
    """Tell whether a single letter is a numeral: behind ``quý``, beside another numeral, or before a heading."""
    before, after = text.plain[max(0, start - _BEHIND) : start], text.plain[end : end + _AHEAD]
    word = before[:-1].replace("(", " ").rsplit(maxsplit=1)[-1:] if before.endswith(" ") else []
    if word and word[0].lower() in _NUMBERED:
        return True
    if _AFTER_NUMERAL.match(after) or _BEFORE_NUMERAL.search(before):
        return True
    heads = _HEAD_BEFORE.search(before if start > _BEHIND else "\n" + before) is not None
    return heads and _HEAD_AFTER.match(after) is not None and f"{text.plain[start]}." not in text.spared


def _initials(text: Scanned) -> Iterator[tuple[int, int]]:
    for found in _DOT.finditer(text.plain):
        start = found.start() - 1
        match = _INITIALS.match(text.plain, start)
        if match:
            if match[0] not in text.spared and match[0].rstrip(". ") not in text.spared:
                yield match.span()
        elif text.plain[start - 1 : start] == " ":
            person = _PERSON.search(text.plain[max(0, start - _LONGEST_NAME) : start])
            after = text.plain[found.end() : found.end() + 2].strip()
            place = text.plain[start] in _PLACE_LETTERS and (after[:1].isupper() or after[:1].isdigit())
            if person and (person["certain"] or not place):
                yield start, found.end()


def _credits(text: Scanned) -> Iterator[tuple[int, int]]:
    for match in _CREDIT.finditer(text.plain):
        yield match.span("span")


# The earlier rule wins where two overlap.
_PATTERNS: tuple[tuple[str, Callable[[Scanned], Iterator[tuple[int, int]]]], ...] = (
    ("url", _urls),
    ("email", _emails),
    ("plate", _coded(codes.BOAT)),  # before KH 96868-TS is read as a plan's number
    ("document-number", _coded(patterns.NUMBER_IN_LETTERS)),
    ("document-number", _numbers),
    ("file", _files),  # before the end of KH-UBND.pdf is read as a number's
    ("document-number", _suffixes),
    ("domain", _domains),
    ("plate", _coded(codes.PLATE)),
    ("plate", _vessels),
    ("product", _torn),
    ("product", _coded(codes.PRODUCT)),
    ("product", _messages),
    ("product", firms.named),
    ("product", _small_letters),
    ("product", firms.stocks),
    ("phone", _phones),
    ("measure", _measures),
    ("credit", _credits),
    ("roman", _romans),
    ("initials", _initials),
)


def find(source: str, plain: str, spared: Container[str], kept: Sequence[tuple[int, int]] = ()) -> list[Protected]:
    """Return the protected spans of a text, in order, without overlaps; the earlier rule wins.

    Args:
        source: NFC text.
        plain: The same in the form of :func:`vietgloss.text.plain`.
        spared: Spellings that the glossary or the text itself explains: initials, codes and capital words that are
            one are not protected.
        kept: Spans that belong to the markup: nothing is looked for there.
    """
    taken = bytearray(len(plain))
    for start, end in kept:
        taken[start:end] = b"\1" * (end - start)
    found: list[Protected] = []
    text = Scanned(plain, spared)
    for kind, rule in _PATTERNS:
        for start, end in rule(text):
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                found.append(Protected(start, end, source[start:end], kind))
    for start, end in runs(plain, spared):
        found += [Protected(a, b, source[a:b], "capitals") for a, b in _free(plain, start, end, taken)]
    return sorted(found, key=lambda p: p.start)


def _free(plain: str, start: int, end: int, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Give the parts of a run that no other span has: a headline may hold a roman numeral."""
    run: tuple[int, int] | None = None
    for word in vn.WORD.finditer(plain, start, end):
        if taken.find(1, word.start(), word.end()) < 0:
            run = (run[0] if run else word.start(), word.end())
        elif run:
            yield run
            run = None
    if run:
        yield run
