r"""Terms that stand on both sides of a pair: where their English may be written into the Vietnamese.

A span is four numbers, all counted in words (``\w+``): where it begins and how long it is in the Vietnamese, and the
same in the English. Written ``3+2=5+1``. So it stays small, and training can put the English in quickly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

WORD = re.compile(r"\w+")
LONGEST = 10
SHORTEST = 2
_ARTICLE = re.compile(r"^(to|a|an|the) ")
_FEWEST_LETTERS = 3


class Span(NamedTuple):
    """Where a term stands: in words, in the Vietnamese and in the English."""

    start: int
    count: int
    english: int
    english_count: int

    def __str__(self) -> str:
        return f"{self.start}+{self.count}={self.english}+{self.english_count}"


def read_spans(text: str) -> list[Span]:
    """Read spans as they are written, blanks between."""
    return [Span(*map(int, re.split(r"[+=]", part))) for part in text.split()]


class Terms:
    """Vietnamese terms of two words or more, each with its English forms."""

    def __init__(self) -> None:
        self._english: dict[tuple[str, ...], list[tuple[str, ...]]] = {}

    def add(self, vietnamese: str, english: Iterable[str]) -> None:
        """Take in a term; longer English forms are looked for first."""
        key = tuple(WORD.findall(vietnamese.lower()))
        if not SHORTEST <= len(key) <= LONGEST:
            return
        forms = self._english.setdefault(key, [])
        for form in english:
            words = tuple(WORD.findall(_ARTICLE.sub("", form.strip().lower())))
            if words and len("".join(words)) >= _FEWEST_LETTERS and words not in forms:
                forms.append(words)
        forms.sort(key=lambda words: -len(" ".join(words)))

    def spans(self, vietnamese: str, english: str) -> list[Span]:
        """Find the terms of a pair from left to right, the longest at each place; the last word may have an -s."""
        words = WORD.findall(vietnamese.lower())
        others = WORD.findall(english.lower())
        places: dict[str, list[int]] = {}
        for at, word in enumerate(others):
            places.setdefault(word, []).append(at)
        found, at = [], 0
        while at < len(words):
            for count in range(min(LONGEST, len(words) - at), SHORTEST - 1, -1):
                hit = self._find(tuple(words[at : at + count]), others, places)
                if hit:
                    found.append(Span(at, count, *hit))
                    at += count - 1
                    break
            at += 1
        return found

    def _find(self, term: tuple[str, ...], words: list[str], places: dict[str, list[int]]) -> tuple[int, int] | None:
        for form in self._english.get(term, ()):
            last = (form[-1], form[-1] + "s", form[-1] + "es")
            starts = places.get(form[0], ()) if len(form) > 1 else [at for w in last for at in places.get(w, ())]
            for start in starts:
                piece = words[start : start + len(form)]
                if len(piece) == len(form) and tuple(piece[:-1]) == form[:-1] and piece[-1] in last:
                    return start, len(form)
        return None


def put_in(vietnamese: str, english: str, spans: Iterable[Span]) -> str:
    """Write the English of spans into the Vietnamese."""
    source = [match.span() for match in WORD.finditer(vietnamese)]
    target = [match.span() for match in WORD.finditer(english)]
    for span in sorted(spans, reverse=True):
        start, end = source[span.start][0], source[span.start + span.count - 1][1]
        vietnamese = vietnamese[:start] + term_of(english, span, target) + vietnamese[end:]
    return vietnamese


def term_of(english: str, span: Span, places: list[tuple[int, int]] | None = None) -> str:
    """Return the English of a span."""
    places = places or [match.span() for match in WORD.finditer(english)]
    return english[places[span.english][0] : places[span.english + span.english_count - 1][1]]
