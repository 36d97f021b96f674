"""Cuts a paragraph into sentences, and a sentence that is too long into pieces.

Offsets are character offsets into NFC text, end exclusive. Both functions take time linear in the text (times
a logarithm for :func:`pieces`), whatever the text is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Span = tuple[int, int]

_OPENERS = "“‘«‹([\"'"
_CLOSERS = "”’»›)]\"'"
_QUOTES_CLOSED = "”’»›\"'"
_DASHES = "-–—"

# A stop with all that belongs to it: more stops, the `./.` of official texts, closing quotes and brackets,
# a footnote number such as [1].
_STOP = re.compile(r"(?P<mark>[.?!…]+(?:/{1,2}\.)?)(?P<close>(?:\[\d{1,3}\]|[”’»›)\]\"'][.?!…]*)*)")
_SPACES = re.compile(r"\s*")
# What parts the columns of a paper's head, or the cells of a row.
_GAP = re.compile(r"(?<=\S)(?:\t| {4})[ \t]*(?=\S)")
_LEAD = re.compile(r"[“‘«‹(\[\"'\s•▪●+*–—-]*")
_OPEN = re.compile(r"[“‘«‹(\[]*")
_WORD = re.compile(r"[^\W\d_]{1,20}")

# What stands before a stop at the start of a sentence and numbers it: 1. / 2.3. / II. / a). / Điều 5.
_LABEL = re.compile(
    r"[“‘«‹(\[\"'•▪●+*–—\-\s]*"
    r"(?:(?:điều|chương|mục|phần|khoản|bài|câu|bước|hình|bảng|biểu|phụ\s+lục)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*[a-zđ]?|[ivxlc]{1,6}|[a-zđ])\)?",
    re.IGNORECASE,
)
_LONGEST_LABEL = 24

# Dates and thousands written with a space after the stop: "22. 7. 2021", "5. 096".
_NUMBER_GOES_ON = re.compile(r"\d{1,2}\s?[./]\s?\d{2,4}\b|\d{3,4}\b")
_SHORT_NUMBER = re.compile(r"(?:.*\D)?\d{1,3}")

_YEAR = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-])?\d{4}")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Written before a name or a number, with a stop; compared in lower case.
_TITLES = _words(
    "tp tx tt ts ths pgs gs bs bsck cki ckii ks cn ds ls ns nsnd nsưt nsut ngnd ngưt tr ng ph th nh kh gi "
    "nxb vd đ/c đc mr mrs ms dr prof st vol fig cty sđt đt stt tel"
)
# The same as one capital letter: phường, quận, huyện, xã, đường, tỉnh, khu; or the initial of a name.
_SMALL_TITLES = _words("p q h x đ k f")
_INITIALS = frozenset("abcdefghijklmnopqrstuvwxyzđ")
# Abbreviations with inner stops that are nobody's initials: a stop after them ends the sentence.
_NOT_INITIALS = frozenset(("t.ư", "t.w", "t.u", "t.ư.đ", "v.v"))
# After these words a single capital letter is a class, a group or a Roman number, not an initial.
_LETTERED = _words(
    "loại hạng nhóm lớp khối bảng điểm đội tổ khu cấp mức vitamin gan cúm tuýp type án thứ khóa khoá quý hội "
    "chương phần mục trận tầng lô vùng kỳ đợt nhà tòa toà giải môn chữ đh văn thị"
)
# No person and no place is called like this: such a word after an abbreviation begins a sentence. (Not so of
# "Đồng", "Bà", "Tuy", "Từ", "Phát": Đồng Xoài, Bà Rịa, Tuy Hòa, Từ Sơn, Phát Diệm.)
_BEGINNERS = _words(
    "Các Những Trong Theo Tại Ngày Qua Đến Để Với Khi Sau Trước Bên Ngoài Đây Đó Vì Nếu Cùng Cũng Riêng Còn "
    "Nhưng Và Hầu Mỗi Một Nhiều Việc Được Tiếp Trên Dưới Giữa Nhờ Nhằm Đặc Nhìn"
)
# A point of a list within a paragraph.
_POINT = re.compile(r"[a-zđ]\)\s")
_NAME_GOES_ON = re.compile(r"[._@/]\w")
_DOMAINS = _words("vn com net org edu gov info tv io asia name biz")
_VOWEL = re.compile(r"[aeiouy]")
_WINDOW = 40
_SHORTEST_WORD = 2


def split(text: str, start: int = 0, end: int | None = None, no_break: Sequence[Span] = ()) -> list[Span]:
    """Finds the sentences of one paragraph.

    Args:
        text: NFC text.
        start: Where the paragraph begins.
        end: Where it ends; the end of the text if None.
        no_break: Spans (abbreviations, protected strings) inside which nothing may be cut. A full stop that
            such a span ends with belongs to it and does not end a sentence before more text.

    Returns:
        The sentences in order, white space trimmed from both ends. Together they hold every character of the
        range that is not white space. A tab, or four spaces, part two columns.
    """
    stop = len(text) if end is None else min(end, len(text))
    fence = _Fence(no_break)
    spans: list[Span] = []
    begin = max(start, 0)
    for gap in _GAP.finditer(text, begin, stop):
        if not (fence.inside(gap.start()) or fence.inside(gap.end())):
            spans += _sentences(text, begin, gap.start(), fence)
            begin = gap.end()
    return [*spans, *_sentences(text, begin, stop, fence)]


def _sentences(text: str, begin: int, stop: int, fence: _Fence) -> list[Span]:
    begin = _skip_space(text, begin, stop)
    stop = _trim_end(text, begin, stop)
    spans: list[Span] = []
    for match in _STOP.finditer(text, begin, stop):
        cut = match.end()
        following = _skip_space(text, cut, stop)
        if following >= stop:
            break
        if fence.holds(cut, following) or not _ends_sentence(text, begin, stop, match, following):
            continue
        spans.append((begin, cut))
        begin = following
    if begin < stop:
        spans.append((begin, stop))
    return spans


class _Fence:
    """The spans that must stay whole, for questions in logarithmic time."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(span for span in spans if span[0] < span[1])
        self._starts = [start for start, _ in ordered]
        # The furthest end among the spans up to each one: spans may overlap.
        self._reach = list(accumulate((end for _, end in ordered), max))
        self._ends = {end for _, end in ordered}

    def holds(self, cut: int, following: int) -> bool:
        """Tells whether a sentence must not end at `cut` with the next one beginning at `following`."""
        return self.inside(cut) or self.inside(following) or cut in self._ends

    def inside(self, offset: int) -> bool:
        """Tells whether a span goes on at `offset`."""
        before = bisect_left(self._starts, offset)
        return before > 0 and self._reach[before - 1] > offset


@dataclass(frozen=True, slots=True)
class _Stop:
    """A stop that may end a sentence, with what stands around it."""

    text: str
    begin: int  # of the sentence
    end: int  # of the paragraph
    dot: int
    token: str  # what stands before the stop, up to white space
    mark: str
    close: str
    following: int  # where the text goes on

    @property
    def is_bare(self) -> bool:
        """One full stop and nothing more: it can be that of an abbreviation."""
        return self.mark == "." and not self.close

    @property
    def is_final(self) -> bool:
        """The ./. that closes an official text."""
        return self.mark.endswith("/.") or (self.mark == "." and self.token.endswith("/"))

    @property
    def is_alone_in_brackets(self) -> bool:
        """(?), [...] or an opening quote with dots."""
        return self.dot > self.begin and self.text[self.dot - 1] in "“‘«‹(["

    @property
    def is_label(self) -> bool:
        """The stop of a number at the start of the sentence."""
        if self.mark != "." or self.close not in {"", ")"} or self.dot - self.begin > _LONGEST_LABEL:
            return False
        return _LABEL.fullmatch(self.text, self.begin, self.dot) is not None

    @property
    def goes_on_with_speaker(self) -> bool:
        """A closing quote and a dash: “...” - said somebody."""
        last = self.close.rstrip(".?!…")[-1:] or self.token[-1:]
        return last != "" and last in _QUOTES_CLOSED and self.text[self.following] in _DASHES


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str], following: int) -> bool:
    token = _token_before(text, begin, match.start())
    stop = _Stop(text, begin, end, match.start(), token, match["mark"], match["close"], following)
    if stop.is_alone_in_brackets:
        return False
    if following == match.end():
        return _ends_without_space(stop)
    if stop.is_final:
        return True
    return not stop.goes_on_with_speaker and not stop.is_label and _next_begins(stop)


def _next_begins(stop: _Stop) -> bool:
    """Whether what stands after the stop and white space begins a sentence."""
    text = stop.text
    lead = _LEAD.match(text, stop.following, stop.end)
    at = lead.end() if lead else stop.following
    char = text[at : min(at + 1, stop.end)]
    if char.islower():
        # "a) ..." in a row of points; else a slip of the typist's, which counts only after a plain word:
        # elsewhere the stop is that of an abbreviation.
        plain = stop.is_bare and _is_plain_word(stop.token) and _is_plain_word(_word_at(text, at, stop.end))
        return plain or _POINT.match(text, at, stop.end) is not None
    if char.isdigit():
        if not stop.is_bare:
            return True
        goes_on = _SHORT_NUMBER.fullmatch(stop.token) and _NUMBER_GOES_ON.match(text, at, stop.end)
        return not goes_on and not _keeps_stop(stop, "")
    if char.isalpha():
        return not stop.is_bare or not _keeps_stop(stop, _word_at(text, at, stop.end))
    if char in {".", "…"}:  # "[...] Đoàn", “…và
        return at > stop.following and text[at - 1] in _OPENERS
    return char != "" and char not in ",;:%/=&?!" and char not in _CLOSERS


def _ends_without_space(stop: _Stop) -> bool:
    """Whether a sentence ends at a stop that a letter follows at once: "tốt.Các"."""
    text = stop.text
    opened = _OPEN.match(text, stop.following, stop.end)
    at = opened.end() if opened else stop.following
    right = _word_at(text, at, stop.end)
    if not right or not right[0].isupper() or right.casefold() in _DOMAINS:
        return False
    if stop.is_final:
        return True
    if _NAME_GOES_ON.match(text, at + len(right), stop.end):
        return False  # thoi.Bao.vn
    return _allows_capital(stop.token.lstrip(_OPENERS), right)


def _allows_capital(token: str, right: str) -> bool:
    """Whether a sentence can end with `token` when the capitalised `right` follows its stop at once."""
    bare = token.rstrip(_CLOSERS)
    if any(char in bare for char in "@/."):
        return _YEAR.fullmatch(bare) is not None and right[1:].islower()
    left = re.split(r"[-–—,;:(“\"]", bare)[-1]
    is_word = left.isalpha() and left.islower() and len(left) >= _SHORTEST_WORD
    if len(right) == 1:
        return is_word and right in {"Ở", "Ý"}
    if right[1:].islower():
        return is_word or _YEAR.fullmatch(left) is not None or (bare != token and left != "")
    return is_word and not left.isascii() and right.isupper()


def _keeps_stop(stop: _Stop, following: str) -> bool:
    """Whether the stop is that of an abbreviation before a name or a number."""
    bare = stop.token.lstrip(_OPENERS).casefold()
    if not any(char.isdigit() for char in bare):
        bare = re.split(r"[-–—,;:]", bare)[-1].lstrip(_OPENERS)
    if following in _BEGINNERS or bare in _NOT_INITIALS:
        return False
    parts = bare.split(".")
    last = parts[-1]
    if last not in _INITIALS:  # "châu Á." is a word, not an initial
        return last in _TITLES
    is_small = stop.text[stop.dot - 1].islower()
    if len(parts) > 1:
        return not is_small
    return (not is_small or last in _SMALL_TITLES) and _word_left_of(stop) not in _LETTERED


def _is_plain_word(word: str) -> bool:
    """Whether a word is written small and can be a syllable: "tốt", not "tp", "nxb", "v.v"."""
    if not (word.isalpha() and word.islower() and len(word) >= _SHORTEST_WORD) or word in _TITLES:
        return False
    return _VOWEL.search(unicodedata.normalize("NFD", word)) is not None


def _word_at(text: str, at: int, stop: int) -> str:
    found = _WORD.match(text, at, stop)
    return found[0] if found else ""


def _token_before(text: str, begin: int, at: int) -> str:
    """The characters before `at` up to white space; at most a fixed number, so that time stays linear."""
    window = text[max(begin, at - _WINDOW) : at]
    if not window or window[-1].isspace():
        return ""
    return window.split()[-1]


def _word_left_of(stop: _Stop) -> str:
    """The word before the token, in lower case."""
    at = stop.dot - len(stop.token)
    words = stop.text[max(stop.begin, at - _WINDOW) : at].split()
    return words[-1].strip(_OPENERS + _CLOSERS).casefold() if words else ""


def _skip_space(text: str, at: int, stop: int) -> int:
    found = _SPACES.match(text, at, stop)
    return found.end() if found else at


def _trim_end(text: str, begin: int, stop: int) -> int:
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return stop


# Where a long sentence may be cut, best first; each pattern matches the one white space at the seam.
_SEAMS = (
    re.compile(r"(?<=;)\s"),
    re.compile(r"(?<=:)\s|(?<=\s[–—-])\s"),
    re.compile(r"(?<=[,….?!])\s"),
    re.compile(r"\s(?=(?:và|hoặc|nhưng|để|nhằm|đồng thời|trong đó|qua đó|mà|khi|do|vì)\s)"),
)
# A seam is used only this near to the wished place, as a share of the text: no crumbs.
_REACH = 0.3


def pieces(text: str, limit: int, measure: Callable[[str], int]) -> list[Span]:
    """Cuts an over-long sentence into pieces of about the same size.

    It cuts at semicolons, else at colons and dashes, else at commas, else before conjunctions, else between
    words, and inside a word only where that word alone is too long.

    Args:
        text: One sentence.
        limit: The largest size of a piece.
        measure: The size of a string, such as its number of tokens.

    Returns:
        The pieces in order as spans of `text`, trimmed; together they hold every character that is not white
        space. Each measures `limit` or less, but for a single character that measures more.

    Raises:
        ValueError: If `limit` is less than 1.
    """
    if limit < 1:
        raise ValueError("limit must be 1 or more")
    done: list[Span] = []
    todo = [(0, len(text))]
    while todo:
        begin, stop = todo.pop()
        begin = _skip_space(text, begin, stop)
        stop = _trim_end(text, begin, stop)
        if begin == stop:
            continue
        size = measure(text[begin:stop])
        if size <= limit or stop - begin == 1:
            done.append((begin, stop))
            continue
        parts = -(-size // limit)
        cut = _best_cut(text, begin, stop, begin + (stop - begin) * (parts // 2) // parts)
        todo.append((cut, stop))
        todo.append((begin, cut))
    return done


def _best_cut(text: str, begin: int, stop: int, wish: int) -> int:
    reach = int((stop - begin) * _REACH)
    low, high = max(begin + 1, wish - reach), min(stop, wish + reach)
    for seam in _SEAMS:
        found = min(
            (match.start() for match in seam.finditer(text, low, high)),
            key=lambda at: abs(at - wish),
            default=0,
        )
        if found:
            return found
    cut = _nearest_space(text, begin, stop, wish)
    return cut or _inside_word(text, begin, stop, wish)


def _nearest_space(text: str, begin: int, stop: int, wish: int) -> int:
    """The white space next to `wish`; 0 if there is none. Works at C speed on a line of a million letters."""
    head = text[begin:wish]
    kept = len(head.rstrip())
    words = head[:kept].rsplit(None, 1)
    left = kept if kept < len(head) else (len(head) - len(words[1]) if len(words) > 1 else 0)
    found = re.compile(r"\s").search(text, wish, stop)
    right = found.start() if found else 0
    if left and (not right or wish - (begin + left) <= right - wish):
        return begin + left
    return right


def _inside_word(text: str, begin: int, stop: int, wish: int) -> int:
    cut = max(wish, begin + 1)
    while cut < stop - 1 and unicodedata.combining(text[cut]):
        cut += 1
    return cut
