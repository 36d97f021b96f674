r"""Terms that stand on both sides of a pair: where their English may be written into the Vietnamese.

A span is four numbers, all counted in words (``\w+``): where it begins and how long it is in the Vietnamese, and the
same in the English. Written ``3+2=5+1``. Where the term's own form is another than what stands in the English (``step
up`` for ``stepped up``), it follows: ``3+2=5+2=step_up``. So a span stays small, and training can put the English in
quickly, in the form that a glossary would give.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

WORD = re.compile(r"\w+")
LONGEST = 10
SHORTEST = 2
_ARTICLE = re.compile(r"^(to|a|an|the) ")
_FEWEST_LETTERS = 3
AS_IT_STANDS = 0.2
"""How often training sees the very form of the English instead of the term's own."""


class Span(NamedTuple):
    """Where a term stands: in words, in the Vietnamese and in the English; its own form if that is another."""

    start: int
    count: int
    english: int
    english_count: int
    form: str = ""

    def __str__(self) -> str:
        written = f"{self.start}+{self.count}={self.english}+{self.english_count}"
        return f"{written}={self.form.replace(' ', '_')}" if self.form else written


def read_spans(text: str) -> list[Span]:
    """Read spans as they are written, blanks between."""
    spans = []
    for part in text.split():
        where, where_in_english, *form = part.split("=", 2)
        numbers = [int(n) for n in f"{where}+{where_in_english}".split("+")]
        spans.append(Span(*numbers, form[0].replace("_", " ") if form else ""))
    return spans


class Terms:
    """Vietnamese terms of two words or more, each with its English forms.

    Args:
        stem: Gives a word without number and tense, so that ``promoted`` is found for ``promote``.
    """

    def __init__(self, stem: Callable[[str], str] = str.lower) -> None:
        self._stem = stem
        self._english: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}

    def add(self, vietnamese: str, english: Iterable[str]) -> None:
        """Take in a term; longer English forms are looked for first."""
        key = tuple(WORD.findall(vietnamese.lower()))
        if not SHORTEST <= len(key) <= LONGEST:
            return
        forms = self._english.setdefault(key, [])
        for form in english:
            bare = _ARTICLE.sub("", " ".join(form.split())).strip("?!. ")
            words = tuple(self._stem(word) for word in WORD.findall(bare.lower()))
            if words and len("".join(words)) >= _FEWEST_LETTERS and words not in [held for held, _ in forms]:
                forms.append((words, bare))
        forms.sort(key=lambda pair: -len(" ".join(pair[0])))

    def spans(self, vietnamese: str, english: str) -> list[Span]:
        """Find the terms of a pair from left to right, the longest at each place; no English place twice."""
        words = WORD.findall(vietnamese.lower())
        places = [match.span() for match in WORD.finditer(english)]
        others = [self._stem(english[a:b].lower()) for a, b in places]
        names = {at for at, (a, _) in enumerate(places) if at and english[a].isupper()}
        taken: set[int] = set()
        found, at = [], 0
        while at < len(words):
            for count in range(min(LONGEST, len(words) - at), SHORTEST - 1, -1):
                hit = self._find(tuple(words[at : at + count]), others, taken, names)
                if hit:
                    start, length, form = hit
                    there = english[places[start][0] : places[start + length - 1][1]]
                    found.append(Span(at, count, start, length, "" if there == form else form))
                    taken.update(range(start, start + length))
                    at += count - 1
                    break
            at += 1
        return found

    def _find(
        self, term: tuple[str, ...], words: list[str], taken: set[int], names: set[int]
    ) -> tuple[int, int, str] | None:
        for form, written in self._english.get(term, ()):
            length = len(form)
            shut = taken | names if length == 1 and written.islower() else taken  # to state is not the State
            for start in range(len(words) - length + 1):
                if words[start] == form[0] and tuple(words[start : start + length]) == form and start not in shut:
                    return start, length, written
        return None


def put_in(vietnamese: str, english: str, spans: Iterable[Span], rng: random.Random | None = None) -> str:
    """Write the English of spans into the Vietnamese: in its own form, or now and then as it stands in the English."""
    source = [match.span() for match in WORD.finditer(vietnamese)]
    target = [match.span() for match in WORD.finditer(english)]
    for span in sorted(spans, reverse=True):
        start, end = source[span.start][0], source[span.start + span.count - 1][1]
        as_it_stands = rng is not None and rng.random() < AS_IT_STANDS
        term = term_of(english, span, target) if as_it_stands or not span.form else span.form
        vietnamese = vietnamese[:start] + term + vietnamese[end:]
    return vietnamese


def term_of(english: str, span: Span, places: list[tuple[int, int]] | None = None) -> str:
    """Return the English of a span as it stands."""
    places = places or [match.span() for match in WORD.finditer(english)]
    return english[places[span.english][0] : places[span.english + span.english_count - 1][1]]
