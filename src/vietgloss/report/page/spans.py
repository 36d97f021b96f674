"""Where the expansions and terms of a segment stand: in its source as it was typed, and in its English."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from vietgloss.terms.find import stem
from vietgloss.terms.forms import right_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vietgloss.expansion import Expansion
    from vietgloss.expansion.result import Ambiguous, Edit
    from vietgloss.pipeline import Segment
    from vietgloss.terms import TermCheck

_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CACHED = 1 << 14
Span = tuple[int, int]
_Placed = TypeVar("_Placed", bound="_Place")


class _Place(Protocol):
    """What stands somewhere in a document's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A place of an abbreviation that neither the glossary nor the text explains; offsets into the document's text."""

    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A stretch of a segment's source with all that is to be said of it.

    Attributes:
        start: Where it begins, a character offset into the segment's source.
        end: Where it ends, exclusive.
        edits: The expansions in it.
        terms: The numbers of its terms in ``Segment.terms``.
        ambiguous: The abbreviations in it that could mean several things.
        unknown: The abbreviations in it that nobody explains.
        parts: Where in it abbreviations stand, with offsets as above; they lie inside and do not overlap.
    """

    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    terms: tuple[int, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    unknown: tuple[str, ...] = ()
    parts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetMark:
    """A stretch of a segment's English that stands for terms: offsets into it, and their numbers."""

    start: int
    end: int
    terms: tuple[int, ...]


class _Sorted(Generic[_Placed]):
    """Places in order, to be asked for those inside a segment."""

    def __init__(self, places: Iterable[_Placed]) -> None:
        self._places = tuple(places)
        self._starts = [p.start for p in self._places]

    def inside(self, segment: Segment) -> tuple[_Placed, ...]:
        first, last = bisect_left(self._starts, segment.start), bisect_left(self._starts, segment.end)
        return tuple(p for p in self._places[first:last] if p.end <= segment.end)


class Places:
    """All places of abbreviations in a document, for one segment after the other."""

    def __init__(self, expansion: Expansion) -> None:
        self._edits = _Sorted(expansion.edits)
        self._ambiguous = _Sorted(expansion.ambiguous)
        self._unknown = _Sorted(_unexplained(expansion))

    def unexplained(self, segment: Segment) -> tuple[Unexplained, ...]:
        """Return the unknown abbreviations in a segment, each place of each."""
        return self._unknown.inside(segment)

    def ambiguous(self, segment: Segment) -> tuple[Ambiguous, ...]:
        """Return the ambiguous abbreviations in a segment."""
        return self._ambiguous.inside(segment)

    def source_marks(self, segment: Segment) -> list[SourceMark]:
        """Return what is to be marked in a segment's source, in order, without overlaps.

        A term that the expansion made longer or shorter covers what was typed for it. What overlaps is one mark.
        """
        edits = self._edits.inside(segment)
        found = [_Raw(*_trimmed(e.surface, e.start - segment.start), edit=e) for e in edits]
        found += [_Raw(start, end, term=n) for n, (start, end) in _term_spans(segment, edits)]
        found += [_Raw(a.start - segment.start, a.end - segment.start, ambiguous=a) for a in self.ambiguous(segment)]
        found += [
            _Raw(u.start - segment.start, u.end - segment.start, unknown=u.surface) for u in self.unexplained(segment)
        ]
        return [_mark(group) for group in _clusters(found)]


def target_marks(segment: Segment, also: Callable[[TermCheck], tuple[str, ...]]) -> list[TargetMark]:
    """Return where the English of the terms stands that were found, in order, without overlaps.

    Args:
        segment: The segment.
        also: Gives further English that counts as right for a term.
    """
    words = list(_ENGLISH_WORD.finditer(segment.target))
    stems = [stem(w[0]) for w in words]
    first: dict[str, list[int]] = {}
    for i, word in enumerate(stems):
        first.setdefault(word, []).append(i)
    taken: list[tuple[int, int, int]] = []
    wanted = [(n, _stemmed(t.target, also(t))) for n, t in enumerate(segment.terms) if t.found]
    for n, forms in sorted(wanted, key=lambda item: (-max(map(len, item[1]), default=0), item[0])):
        places = sorted((i, i + len(form)) for form in forms for i in _at(stems, first, form))
        free = [p for p in places if not any(p[0] < end and start < p[1] for start, end, _ in taken)]
        # A word may serve two terms: "university students" for sinh viên and đại học.
        own = {(s, e) for s, e, other in taken if segment.terms[other].target == segment.terms[n].target}
        chosen = free or [p for p in places if p not in own]
        if chosen:
            taken.append((*max(chosen, key=lambda p: (p[1] - p[0], -p[0])), n))
    raw = [_Raw(words[i].start(), words[j - 1].end(), term=n) for i, j, n in taken]
    marks = (_mark(group) for group in _clusters(raw))
    return [TargetMark(m.start, m.end, m.terms) for m in marks]


# -- one kind of place after the other -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    edit: Edit | None = None
    term: int = -1
    ambiguous: Ambiguous | None = None
    unknown: str = ""


def _clusters(found: Iterable[_Raw]) -> Iterator[list[_Raw]]:
    """Give what overlaps together."""
    group: list[_Raw] = []
    end = -1
    for raw in sorted((r for r in found if r.start < r.end), key=lambda r: (r.start, -r.end, r.term)):
        if group and raw.start >= end:
            yield group
            group = []
        end = max(end, raw.end) if group else raw.end
        group.append(raw)
    if group:
        yield group


def _mark(group: Sequence[_Raw]) -> SourceMark:
    return SourceMark(
        group[0].start,
        max(r.end for r in group),
        tuple(r.edit for r in group if r.edit),
        tuple(sorted(r.term for r in group if r.term >= 0)),
        tuple(r.ambiguous for r in group if r.ambiguous),
        tuple(dict.fromkeys(r.unknown for r in group if r.unknown)),
        tuple((r.start, r.end) for r in group if r.term < 0),
    )


def _trimmed(surface: str, start: int) -> Span:
    """Return the span of a surface without white space at its ends: a definition is taken out with its space."""
    left = len(surface) - len(surface.lstrip())
    return start + left, start + max(left, len(surface.rstrip()))


def _unexplained(expansion: Expansion) -> Iterator[Unexplained]:
    """Give every place of the unknown abbreviations; the result of the expansion knows only the first."""
    if not expansion.unknown:
        return
    places: list[_Place] = [*expansion.edits, *expansion.protected, *expansion.ambiguous]
    known = sorted((p.start, p.end) for p in places)
    starts = [start for start, _ in known]
    surfaces = sorted({u.surface for u in expansion.unknown}, key=lambda s: (-len(s), s))
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, surfaces))})(?!\w)", expansion.source):
        at = bisect_left(starts, match.end())
        if not (at and known[at - 1][1] > match.start()):
            yield Unexplained(match.start(), match.end(), match[0])


# -- terms in the source ---------------------------------------------------------------------------------------------


def _term_spans(segment: Segment, edits: Sequence[Edit]) -> Iterator[tuple[int, Span]]:
    """Give for each term that can be found again its number and its span in the source as typed."""
    pieces = _pieces(segment, edits)
    at = 0
    for number, term in enumerate(segment.terms):
        place = _pattern(term.source).search(segment.expanded, at) if pieces else None
        if place is not None:
            at = place.end()
            yield number, _typed(pieces, place.start(), place.end())


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the expanded segment and what was typed for it; ``whole`` if it was changed."""

    start: int
    end: int
    typed: int
    typed_end: int
    whole: bool


def _pieces(segment: Segment, edits: Sequence[Edit]) -> list[_Piece]:
    """Return the expanded segment piece by piece; nothing if the edits do not lead to it."""
    pieces: list[_Piece] = []
    texts: list[str] = []
    at = length = 0
    ends = [(e.start - segment.start, e.end - segment.start, e) for e in edits]
    for start, end, edit in ends:
        for a, b, new, whole in ((at, start, segment.source[at:start], False), (start, end, edit.expansion, True)):
            pieces.append(_Piece(length, length + len(new), a, b, whole))
            texts.append(new)
            length += len(new)
        at = end
    rest = segment.source[at:]
    pieces.append(_Piece(length, length + len(rest), at, at + len(rest), whole=False))
    return pieces if "".join((*texts, rest)) == segment.expanded else []


def _typed(pieces: Sequence[_Piece], start: int, end: int) -> Span:
    """Return what was typed for a span of the expanded segment; an abbreviation counts as a whole."""
    inside = [p for p in pieces if p.start < end and start < p.end]
    first, last = inside[0], inside[-1]
    left = first.typed if first.whole else first.typed + start - first.start
    return left, last.typed_end if last.whole else last.typed + end - last.start


@lru_cache(_CACHED)
def _pattern(source: str) -> re.Pattern[str]:
    """Return what finds a term as a text has it: whole words, any white space between them."""
    words = r"\s+".join(re.escape(word) for word in source.split())
    return re.compile(rf"(?<!\w){words}(?!\w)" if words else r"(?!)")


# -- terms in the English --------------------------------------------------------------------------------------------


@lru_cache(_CACHED)
def _stemmed(target: str, also: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    forms = {tuple(stem(w) for w in _ENGLISH_WORD.findall(form)) for form in right_forms(target, also)}
    return tuple(sorted(form for form in forms if form))


def _at(stems: Sequence[str], first: Mapping[str, Sequence[int]], form: tuple[str, ...]) -> Iterator[int]:
    """Give where a form begins; ``first`` has the positions of each stem."""
    for i in first.get(form[0], ()):
        if tuple(stems[i : i + len(form)]) == form:
            yield i
