"""English for a phrase, put together from the glossary's terms in it: a proposal, never a translation to rely on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.scan.words import words

if TYPE_CHECKING:
    from vietgloss.terms import Found, TermIndex

_AHEAD = 5
_ENOUGH, _MOST = 0.5, 0.75
# Bodies whose field stands behind them: Steering Committee for X, Department of X.
_FOR = ("Committee", "Council", "Board", "Commission", "Fund", "Team", "Group", "Centre", "Center")
_OF = ("Department", "Ministry", "Office", "Bureau", "Institute", "University", "Academy", "Agency", "Law", "Head")


@dataclass(frozen=True, slots=True)
class Composed:
    """A proposed English; the words of the phrase that no term covers stand in it in brackets.

    Attributes:
        english: The proposal.
        terms: The Vietnamese terms it was made of.
        whole: Whether terms cover all of the phrase.
    """

    english: str
    terms: tuple[str, ...]
    whole: bool


@dataclass(slots=True)
class _Piece:
    vietnamese: str
    english: str = ""
    level: bool = False
    known: bool = True

    def __str__(self) -> str:
        return self.english if self.known else f"[{self.vietnamese}]"


def compose(phrase: str, index: TermIndex) -> Composed | None:
    """Return a proposed English for a phrase, or None if terms cover less than half of its syllables.

    Vietnamese puts what describes a thing behind it, English before it, so the parts are turned round.
    """
    chunks, links, covered, total, terms = _chunks(phrase, index)
    headless = bool(chunks[0]) and not chunks[0][0].known
    if not terms or covered < (_MOST if headless else _ENOUGH) * total:
        return None
    english = _turned(chunks[0])
    for link, chunk in zip(links, chunks[1:], strict=True):
        english = f"{english} {link} {_turned(chunk)}" if chunk else english
    return Composed(english, tuple(terms), covered == total)


def _chunks(phrase: str, index: TermIndex) -> tuple[list[list[_Piece]], list[str], int, int, list[str]]:
    """Return the pieces between linking words, these words in English, and what the terms cover."""
    held = words()
    found = {item.start: item for item in index.find(phrase)}
    chunks: list[list[_Piece]] = [[]]
    links: list[str] = []
    terms: list[str] = []
    covered = total = 0
    spans = [match.span() for match in vn.WORD.finditer(phrase)]
    i = 0
    while i < len(spans):
        start, end = spans[i]
        folded = [vn.fold(phrase[a:b]) for a, b in spans[i : i + _AHEAD]]
        item = found.get(start)
        n = 1
        if chunks[-1] and (level := _level(folded)):
            n = level
            chunks[-1].append(_Piece(" ".join(folded[:n]), held.levels[" ".join(folded[:n])], level=True))
            covered += n
        elif (
            not chunks[-1] and (first := held.first_english(folded)) and (item is None or first >= _count(item, spans))
        ):
            n = first
            chunks[-1].append(_Piece(" ".join(folded[:n]), held.english[" ".join(folded[:n])]))
            covered += n
        elif item is not None:
            n = _count(item, spans)
            chunks[-1].append(_Piece(phrase[item.start : item.end], item.term.target))
            terms.append(phrase[item.start : item.end])
            covered += n
        elif folded[0] in held.links and chunks[-1] and i + 1 < len(spans):
            links.append(held.links[folded[0]])
            chunks.append([])
            covered += 1
        elif chunks[-1] and not chunks[-1][-1].known:
            chunks[-1][-1].vietnamese += phrase[spans[i - 1][1] : end]
        else:
            chunks[-1].append(_Piece(phrase[start:end], known=False))
        total += n
        i += n
    return chunks, links, covered, total, terms


def _count(item: Found, spans: list[tuple[int, int]]) -> int:
    """Return how many syllables a term covers."""
    return sum(item.start <= start < item.end for start, _ in spans)


def _level(folded: list[str]) -> int:
    """Return how many syllables at the beginning are the name of a level; 0 if none."""
    levels = words().levels
    return next((n for n in (2, 1) if n <= len(folded) and " ".join(folded[:n]) in levels), 0)


def _turned(pieces: list[_Piece]) -> str:
    if not pieces:
        return ""
    head, behind = pieces[0], [p for p in pieces[1:] if not p.level]
    before = [p for p in pieces[1:] if p.level]
    for preposition, bodies in (("for", _FOR), ("of", _OF)):
        if behind and head.english.endswith(bodies):
            field = " ".join(str(p) for p in reversed(behind))
            return " ".join([*(str(p) for p in reversed(before)), str(head), preposition, field])
    if head.english.endswith(" of"):  # "crime of", "protection of"
        return " ".join(str(p) for p in [head, *reversed(before), *reversed(behind)])
    return " ".join(filter(None, (str(p) for p in [*reversed(before), *reversed(behind), head])))
