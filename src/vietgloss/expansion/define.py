"""Definitions in the text: ``tổ chức cơ sở Đảng (TCCSĐ)``.

Four shapes are read, each from a sign that is found first, so that the time grows with the number of signs:

1. ``full form (ABBR)``, ``full form (sau đây gọi tắt là ABBR)``, ``full form (CNH, HĐH)``, ``full form (Bộ GTVT)``;
2. ``ABBR (full form)``;
3. ``full form, viết tắt là ABBR,``;
4. ``full form - ABBR``.

That the short form stands for the words beside it is seen by its letters (:mod:`vietgloss.expansion.align`, after
Schwartz and Hearst 2003), or by the glossary. All offsets count characters of the plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.expansion import align

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vietgloss.expansion.align import Alignment, Short, Words
    from vietgloss.glossary import Abbreviation

_C = "A-ZĐƯÂÊÔƠĂ"
_ONE = rf"[{_C}][^\W_]*(?:[-&./][^\W_]+)*"
_MORE = rf"[{_C}0-9][^\W_]*(?:[-&./][^\W_]+)*"
_TELLS = (
    r"(?:(?:[Ss]au|[Dd]ưới|[Tt]ừ) (?:đây|này)[ ,]{1,2})?(?:xin |được )?(?:[Tt]ên )?(?:[Gg]ọi |[Vv]iết )?"
    r"(?:chung )?tắt(?: chung)?(?: là| thành)? ?:? ?"
)

_PARENTHESIS = re.compile(r"\(([^()\r\n]{2,100})\)")
_TWO_CAPITALS = re.compile(rf"[{_C}][a-zđư]{{0,2}}(?:\. ?| ?[-&/] ?|, )?[{_C}]")
_TOLD = re.compile(rf"{_TELLS}(?=[\"“”'{_C}])")
_FULL = re.compile(rf"{_ONE}(?:(?: ?[-&/] ?|\. ?| ){_MORE}){{0,5}}")
_EACH = re.compile(rf"(?<![^\W_]){_ONE}")
_LISTED = re.compile(rf"{_ONE}(?:(?: ?[,;] ?| và ){_ONE}){{1,5}}")
_MIXED = re.compile(r"[^\W\d_]+(?:(?: |-|&|, ?|\. ?)[^\W_]+){1,8}")
_PIECE_END = re.compile(r" - |[,;/] ?| hoặc | hay ")
_BEFORE = re.compile(rf"(?<![\w./&-]){_ONE}(?:(?:, ?| ?[-&] ?| |\. ?){_MORE}){{0,3}}(?= ?$)")
_BETWEEN = re.compile(r", ?| ?[-&] ?| ")
_MEANING = re.compile(r"(?:tức là|tức|là|hay là|hay|hoặc|(?:chữ )?viết tắt của|viết tắt là)(?: cụm từ| từ| chữ)? ")
_TELLING = re.compile(rf"tắt(?: chung)?(?: là| thành)? ?:? ?([\"“'])?({_ONE}(?: ?[-&] ?{_MORE})?)(?(1)[\"”'])(?!\w)")
_TELLING_LEAD = re.compile(
    r"(?<=[^\s,-])(?:(?: ?, ?| - )(?:và )?(?:(?:sau|dưới|từ) (?:đây|này)[ ,]{1,2})?(?:xin |được )?(?:tên )?| (?:và )?)"
    r"(?:gọi |viết )(?:chung )?$"
)
_DASHED = re.compile(rf" - (?=[{_C}][a-zđư]{{0,2}}[-&./]?[{_C}])({_ONE}(?: ?[-&] ?[{_C}][^\W_]*)?)(?!\w|[/-]|\.\w)")

_ROMAN = re.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})")
_DOTTED = re.compile(rf"[{_C}](?:\. ?[{_C}])+\.?")
_AROUND = " \"“”'*_"
_JOINED = frozenset("-/&@#.\\")
_FEWEST, _SOME, _MANY = 2, 3, 4
_MOST_UNITS = 14
_MOST_SPACES = 3
_LONGEST_WORD = 12
_BACK = 48
_FAR = 20_000


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation defined in the text.

    Attributes:
        surface: The abbreviation, in plain form.
        start: Where the span to be taken out begins, the space or comma before it included.
        end: Where it ends. Of several in one parenthesis only the first has that span, the others an empty one here.
        full_start: Where the full form begins.
        full_end: Where it ends.
        since: From where on it is in force: ``end``, or the place of the abbreviation itself where the full form
            follows it.
    """

    surface: str
    start: int
    end: int
    full_start: int
    full_end: int
    since: int


def find(plain: str, known: Mapping[str, Abbreviation]) -> list[Definition]:
    """Return the definitions of a text in order of their start.

    Args:
        plain: Text in the form of :func:`vietgloss.text.plain`.
        known: The glossary's abbreviations. Their full forms are seen whatever their initials.
    """
    reader = _Reader(plain, known)
    groups = [*reader.in_parentheses(), *reader.told(), *reader.after_dashes()]
    groups.sort(key=lambda g: g[0].start)
    found: list[Definition] = []
    at = 0
    for group in groups:
        if min(group[0].start, group[0].since) >= at:
            found += group
            at = group[0].end
    return found


class _Part(NamedTuple):
    """One abbreviation of a short form: its span in the short form, and the runs of letters that it has of it."""

    start: int
    end: int
    first: int
    last: int


class _Meant(NamedTuple):
    """An abbreviation, where it stands, and the span of its full form."""

    surface: str
    at: int
    start: int
    end: int


class _Reader:
    """Reads the definitions of one text, shape by shape; definitions that share a span come as one group."""

    def __init__(self, plain: str, known: Mapping[str, Abbreviation]) -> None:
        self.plain = plain
        self.known = known

    def in_parentheses(self) -> Iterator[list[Definition]]:
        """Read ``full form (ABBR)`` and ``ABBR (full form)``."""
        plain = self.plain
        for match in _PARENTHESIS.finditer(plain):
            start = match.start()
            group = self._short_inside(match) if _TWO_CAPITALS.search(match[1]) else []
            if not group and start > 1:
                before = plain[start - 2 if plain[start - 1] == " " else start - 1]
                if before.isupper() or before.isdigit():
                    group = self._full_inside(match)
            if group:
                yield group

    def _short_inside(self, match: re.Match[str]) -> list[Definition]:
        """Read ``full form (ABBR)``."""
        start, end = self._stripped(*match.span(1))
        told = _TOLD.match(self.plain, start, end)
        if told:
            start, end = self._stripped(told.end(), end)
        inside = self.plain[start:end]
        for skipped, parts in _readings(inside):
            if skipped and not self._is_said(inside[:skipped], match.start()):
                continue
            if found := self._meant(inside[skipped:], start + skipped, parts, match.start(), told=told is not None):
                return _group(found, self._spaces_before(match.start()), match.end())
        pieces = list(_PIECE_END.finditer(inside))
        if not pieces:
            return []
        # (ABBR - gloss), (gloss - ABBR): the gloss stays.
        first, last = pieces[0], pieces[-1]
        for skipped, surface, taken in (
            (0, inside[: first.start()], (match.start(1), start + first.end())),
            (last.end(), inside[last.end() :], (start + last.start(), end)),
        ):
            fits = _FULL.fullmatch(surface) and align.short(surface).letters >= _SOME
            if fits and (found := self._meant(surface, start + skipped, (), match.start())):
                return _group(found, *taken)
        return []

    def _full_inside(self, match: re.Match[str]) -> list[Definition]:
        """Read ``ABBR (full form)``."""
        plain = self.plain
        before = _BEFORE.search(plain, max(0, match.start() - _BACK), match.start())
        start, end = self._stripped(*match.span(1))
        if meaning := _MEANING.match(plain, start, end):
            start, end = self._stripped(meaning.end(), end)
        if not before or not align.is_one_phrase(plain[start:end]):
            return []
        words = align.Words(plain, start, end)
        for cut in (0, *(m.end() for m in _BETWEEN.finditer(before[0]))):
            surface, at = before[0][cut:], before.start() + cut
            for skipped, parts in _readings(surface):
                found = self._meant(surface[skipped:], at + skipped, parts, end, words=words)
                if found and (len(found) > 1 or self._is_sure(found[0], match.end())):
                    return _group(found, self._spaces_before(match.start()), match.end(), follows=True)
        return []

    def told(self) -> Iterator[list[Definition]]:
        """Read ``full form, viết tắt là ABBR``."""
        plain = self.plain
        for match in _TELLING.finditer(plain):
            lead = _TELLING_LEAD.search(plain, max(0, match.start() - _BACK), match.start())
            if lead and (found := self._meant(match[2], match.start(2), (), lead.start(), told=True)):
                end = match.end()
                after = plain[end : end + 3]
                if "," in lead[0] and after[:1] == "," and not after[2:].isupper():
                    end += 1
                elif lead[0].startswith(" - ") and after == " - ":
                    end += 2
                yield _group(found, lead.start(), end)

    def after_dashes(self) -> Iterator[list[Definition]]:
        """Read ``full form - ABBR``."""
        plain = self.plain
        for match in _DASHED.finditer(plain):
            surface, start, end = match[1], match.start(), match.end()
            last = plain[plain.rfind(" ", max(0, start - _LONGEST_WORD), start) + 1 : start]
            if not last.isalnum() or not (surface in self.known or align.fits_last(align.short(surface), last)):
                continue
            found = self._meant(surface, match.start(1), (), start, exact=True)
            if found and self._is_sure(found[0], end, alone=True):
                paired = plain.startswith(" - ", end) and plain[end + 3 : end + 4].islower()
                yield _group(found, start, end + 2 if paired else end)

    def _meant(
        self,
        surface: str,
        at: int,
        parts: Sequence[_Part],
        end: int,
        *,
        words: Words | None = None,
        told: bool = False,
        exact: bool = False,
    ) -> list[_Meant]:
        """Return what the parts of a short form stand for, or nothing if it does not fit the words beside it.

        Args:
            surface: The short form.
            at: Where it stands.
            parts: Its abbreviations; none if all of it is one.
            end: Where the words before it end.
            words: The words that must all belong to the full form, instead of those before ``end``.
            told: Whether the text says that it is a short form.
            exact: Whether every word of the full form must have its letter.
        """
        form = align.short(surface)
        entry = self.known.get(surface)
        if not _may_be_short(surface, len(parts) or 1, known=entry is not None) or (entry and entry.keep):
            return []
        senses = _senses(entry)
        if words is not None:
            found = align.known_form(words, senses)
            found = found if found and found.first == 0 else align.all_of(form, words)
        else:
            words = align.words_before(self.plain, end, len(form.units))
            if not words.texts or words.gaps[-1].strip(_AROUND):
                return []
            most_dropped = -1 if exact else _most_dropped(form, len(parts), told=told)
            found = align.known_form(words, senses) or align.full_form(form, words, senses, most_dropped)
            if found is None and most_dropped > 1 and self._is_used(surface, at + len(surface)):
                found = align.loose_form(form, words)
        if found is None or not self._is_sound(surface, form, words, found):
            return []
        if not parts or not found.at:
            start, end = words.span(found.first, found.last)
            return [_Meant(surface, at, start, self._with_quote(start, end))]
        meant = []
        for part in parts:
            own = [w for w, run in zip(found.at, form.runs, strict=True) if part.first <= run < part.last]
            start, end = words.span(own[0], own[-1] + 1)
            name = surface[part.start : part.end]
            if self.plain[start:end] != name:
                if own[-1] == own[0]:
                    return []
                meant.append(_Meant(name, at + part.start, start, self._with_quote(start, end)))
        return meant

    def _is_sound(self, surface: str, form: Short, words: Words, found: Alignment) -> bool:
        """Tell whether an aligned full form is a phrase of its own in Vietnamese."""
        texts = words.texts[found.first : found.last]
        start, end = words.span(found.first, found.last)
        if len(texts) < _FEWEST or f" {surface} " in f" {self.plain[start:end]} " or align.never_begins(texts[0]):
            return False
        if self.plain[start - 1 : start] in _JOINED or not align.is_vietnamese(texts, form.letters):
            return False
        before = self.plain[max(0, start - _LONGEST_WORD) : start - 1].rpartition(" ")[2]
        return form.letters >= _MANY or self.plain[start - 1] != " " or not align.is_inside_name(before, texts)

    def _is_sure(self, meant: _Meant, end: int, *, alone: bool = False) -> bool:
        """Tell whether a short form of two letters is confirmed: by the glossary, or by another use in the text.

        Where no parenthesis marks it (``alone``), the glossary must not know better, and no name may go on behind it
        (``văn hóa đại học - ĐH Huế``).
        """
        if align.short(meant.surface).letters >= _SOME:
            return True
        entry = self.known.get(meant.surface)
        after = self.plain[end : end + 2]
        if alone and after[:1] == " " and after[1:].isupper():
            return False
        if _sense(self.plain[meant.start : meant.end]) in _senses(entry):
            return True
        return not (alone and (entry or after[:1] == ")")) and self._is_used(meant.surface, end)

    def _is_used(self, surface: str, start: int) -> bool:
        """Tell whether a short form stands as a word in the text not far behind an offset."""
        stop = start + _FAR
        at = self.plain.find(surface, start, stop)
        while at >= 0:
            end = at + len(surface)
            around = self.plain[at - 1 : at] + self.plain[end : end + 1]
            if not any(c.isalnum() or c in "-/&@#" for c in around):
                return True
            at = self.plain.find(surface, end, stop)
        return False

    def _is_said(self, lead: str, end: int) -> bool:
        """Tell whether the words before a short form (``Công ty`` of ``Công ty QLN``) stand before an offset too."""
        before = vn.fold(self.plain[max(0, end - _BACK * 2) : end])
        return f" {vn.fold(lead).strip()} " in f" {before}"

    def _with_quote(self, start: int, end: int) -> int:
        """Return the end of a full form, with the quotation mark that closes one inside it."""
        after = self.plain[end : end + 1]
        opened = self.plain.count("“", start, end) > self.plain.count("”", start, end)
        odd = self.plain.count('"', start, end) % 2
        return end + 1 if (after == "”" and opened) or (after == '"' and odd) else end

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        """Return a span without spaces and quotation marks at its ends."""
        text = self.plain[start:end].rstrip(_AROUND)
        return start + len(text) - len(text.lstrip(_AROUND)), start + len(text)

    def _spaces_before(self, start: int) -> int:
        """Return where the spaces before an offset begin."""
        before = self.plain[max(0, start - _MOST_SPACES) : start]
        return start - len(before) + len(before.rstrip(" "))


@lru_cache(maxsize=8192)
def _readings(inside: str) -> tuple[tuple[int, tuple[_Part, ...]], ...]:
    """Return the ways to read a short form: as one, as a list (``CNH, HĐH``), with words in full (``Bộ GTVT``).

    Each is the offset from which on it is read, and its abbreviations, counted from there; none if all of it is one.
    """
    full, listed = _FULL.fullmatch(inside), _LISTED.fullmatch(inside)
    if not (full or listed or _MIXED.fullmatch(inside)):
        return ()
    runs = list(vn.WORD.finditer(inside))
    written = [align.is_word(r[0]) for r in runs]
    if not any(written):
        return ((0, () if full else _parts(inside)),) if full or listed else ()
    if all(written):
        return ()
    lead = runs[written.index(False)].start()
    ways = [(skipped, _parts(inside[skipped:])) for skipped in sorted({0, lead})]
    return tuple((s, () if parts[0][:2] == (0, len(inside) - s) else parts) for s, parts in ways if parts)


def _parts(inside: str) -> tuple[_Part, ...]:
    """Return the abbreviations among the words of a short form."""
    starts = [r.start() for r in vn.WORD.finditer(inside)]
    return tuple(
        _Part(m.start(), m.end(), bisect_left(starts, m.start()), bisect_left(starts, m.end()))
        for m in _EACH.finditer(inside)
        if not all(map(align.is_word, vn.WORD.findall(m[0])))
    )


@lru_cache(maxsize=8192)
def _may_be_short(surface: str, parts: int, *, known: bool) -> bool:
    """Tell whether a short form may be one by its look."""
    form = align.short(surface)
    if form.letters < _FEWEST * parts or len(form.units) > _MOST_UNITS:
        return False
    small = 0 if form.written else sum(map(str.islower, surface))
    return known or not (small > form.letters // 2 or _ROMAN.fullmatch(surface) or _DOTTED.fullmatch(surface))


def _most_dropped(form: Short, parts: int, *, told: bool) -> int:
    """Return how many inner words of a full form may be without a letter."""
    if form.written:
        return 1 if form.letters >= _SOME else 0
    if parts > 1:
        return 0
    return 2 if form.letters >= _MANY - told else 0


def _group(meant: list[_Meant], start: int, end: int, *, follows: bool = False) -> list[Definition]:
    """Return the definitions that share a span to be taken out; the first has the span."""
    return [
        Definition(m.surface, end if i else start, end, m.start, m.end, m.at if follows else end)
        for i, m in enumerate(meant)
    ]


def _senses(entry: Abbreviation | None) -> tuple[str, ...]:
    return tuple(_sense(s.expansion) for s in entry.senses) if entry else ()


@lru_cache(maxsize=16384)
def _sense(expansion: str) -> str:
    """Return a full form as it is compared: its words, folded."""
    return " ".join(vn.WORD.findall(vn.fold(expansion)))
