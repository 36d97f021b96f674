"""Repeated phrases that look like terms, by counting alone: no tagger and no other texts than those given.

A phrase is two to seven syllables without punctuation, figures or names of people between them. What counts for it:
how often it stands there and in how many documents; how much of that is not inside a longer phrase (the C-value of
Frantzi, Ananiadou and Mima, Automatic recognition of multi-word terms, 2000); how firmly its parts belong together
(normalised pointwise mutual information; Bouma 2009); and that different words stand before and after it, as they do
where a word ends.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.scan.grams import SHORTEST, Gram, grams
from vietgloss.scan.words import words
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from vietgloss.scan.reading import Line
    from vietgloss.terms import TermIndex

MOST_TEXT = 20_000_000
"""Characters that are held; documents beyond are not read for phrases."""
CONTEXT = 50
_FEWEST = 3
_MOST_SHARE = 0.8
_LOOSE = 0.2
_BURST = 1.5
_STRETCH = 500
_SENTENCE_END = frozenset('.?!:"“”…•-–—')
_DASHED = re.compile(rf"\s?[-–—]\s?[{vn.UPPER}]")
# What multiplies the score; chosen on news articles that are not part of the project.
_BODY, _TITLE, _PAIR, _WEAK, _COVERED, _NAME = 2.0, 0.6, 0.15, 0.6, 0.15, 0.4
_ONCE_EACH, _LONG_ONCE_EACH = 0.1, 0.4


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the file, the line counted from 1, and the words around it, abbreviations written out."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that may be a term.

    Attributes:
        text: As it is written in the middle of a sentence.
        count: How often it stands there.
        documents: In how many documents.
        score: The higher, the likelier a term; comparable within one collection only.
        cohesion: How firmly its parts belong together, up to 1.
        free: How often it stands outside longer phrases, roughly.
        capital: Whether it is written with a capital, as names of bodies are.
        places: Some of the places.
    """

    text: str
    count: int
    documents: int
    score: float
    cohesion: float
    free: float
    capital: bool
    places: tuple[Place, ...]


class Phrases:
    """Collects the phrases of documents, one after another; holds their text, up to :data:`MOST_TEXT` characters.

    Args:
        index: The terms of the glossary: a phrase never ends in the middle of one.
        known: What is no find any more, as :func:`vietgloss.text.key` gives it.
    """

    def __init__(self, index: TermIndex, known: Collection[str] = ()) -> None:
        self._index = index
        self._known = known
        self._numbers: dict[str, int] = {}
        self._folded: list[str] = [""]
        self._lines: list[tuple[int, int, str]] = []  # document, line, text
        self._paths: list[str] = []
        self._size = 0
        # One item a syllable; 0 is a break between phrases.
        self.syllables = array("i", [0])
        self.opens = bytearray(1)
        self.closes = bytearray(1)
        self._starts_sentence = bytearray(1)
        self._at = array("i", [0])
        self._line = array("i", [0])

    @property
    def full(self) -> bool:
        """Whether no more text is held."""
        return self._size > MOST_TEXT

    def add(self, path: str, lines: Iterable[Line]) -> None:
        """Take in a document, as expanded lines."""
        if self.full:
            return
        self._paths.append(path)
        for line in lines:
            self._size += len(line.text)
            self._lines.append((len(self._paths) - 1, line.number, line.text))
            self._add(line.text)

    def _add(self, text: str) -> None:
        folded = vn.fold(text)
        found = list(vn.WORD.finditer(folded))
        syllables = [word[0] for word in found]
        joined = self._joined(text, folded, syllables, [word.start() for word in found])
        barred = sorted([*names.people(text), *names.places(text)])
        held, loud, nth = words(), text.isupper(), 0
        first, at, i = True, 0, 0
        while i < len(found):
            start = found[i].start()
            gap = text[at:start]
            if gap != " ":
                self._break()
            first = i == 0 or not _SENTENCE_END.isdisjoint(gap)
            while nth < len(barred) and barred[nth][1] <= start:
                nth += 1
            inside = nth < len(barred) and barred[nth][0] <= start
            n = held.length(syllables, i)
            if inside or not vn.is_syllable(syllables[i]):
                self._break()
                n = 1
            elif " ".join(syllables[i : i + n]) in held.breaks and not joined[i]:
                self._break()
            else:
                n = 1
                self._put(syllables[i], start, opens=not joined[i], closes=not joined[i + 1], first=first or loud)
            at = found[i + n - 1].end()
            i += n
        self._break()

    def _joined(self, text: str, folded: str, syllables: list[str], starts: list[int]) -> bytearray:
        """Return for each syllable whether it belongs to one word or known term with the one before it."""
        joined = bytearray(len(syllables) + 1)
        where = {start: i for i, start in enumerate(starts)}
        taken = bytearray(len(syllables))
        for item in self._index.find(text):
            i = where[item.start]
            n = len(vn.WORD.findall(folded[item.start : item.end]))
            for k in range(i, i + n):
                taken[k] = 1
                joined[k] = k > i
        held, i = words(), 0
        while i < len(syllables):
            n = 1 if taken[i] else held.length(syllables, i)
            if n > 1 and not any(taken[i : i + n]):
                joined[i + 1 : i + n] = b"\1" * (n - 1)
            i += n
        return joined

    def _put(self, syllable: str, at: int, *, opens: bool, closes: bool, first: bool) -> None:
        number = self._numbers.setdefault(syllable, len(self._folded))
        if number == len(self._folded):
            self._folded.append(syllable)
        self.syllables.append(number)
        self.opens.append(opens)
        self.closes.append(closes)
        self._starts_sentence.append(first)
        self._at.append(at)
        self._line.append(len(self._lines) - 1)

    def _break(self) -> None:
        if self.syllables[-1]:
            self.syllables.append(0)
            self.opens.append(0)
            self.closes.append(0)
            self._starts_sentence.append(0)
            self._at.append(0)
            self._line.append(0)

    def found(self, fewest: int = _FEWEST, places: int = 3, *, everyday: bool = False) -> list[Phrase]:
        """Return the phrases that stand ``fewest`` times or more, the likeliest terms first.

        Args:
            fewest: The smallest count.
            places: How many places to give of each.
            everyday: Whether everyday words of two syllables are given too.
        """
        candidates = [gram for gram in grams(self, max(2, fewest)) if self._fits(gram, everyday=everyday)]
        nested, holders = Counter[int](), Counter[int]()
        found = []
        for gram in sorted(candidates, key=lambda g: -g.length):
            inside = nested[gram.number] / holders[gram.number] if holders[gram.number] else 0
            free = len(gram.places) - inside
            if free >= min(2, fewest) or not holders[gram.number]:
                found.append(self._phrase(gram, free, places))
            for number in gram.parts:
                nested[number] += len(gram.places)
                holders[number] += 1
        return sorted(found, key=lambda p: (-p.score, p.text))

    def _fits(self, gram: Gram, *, everyday: bool) -> bool:
        """Whether the words at its edges and around it let a phrase be a term."""
        if (
            gram.cohesion < _LOOSE
            or self._share(gram, -1) > _MOST_SHARE
            or self._share(gram, gram.length) > _MOST_SHARE
        ):
            return False
        syllables = self._syllables_of(gram)
        if " ".join(syllables) in self._known:
            return False
        held = words()
        parts = held.parts(syllables)
        first, last = parts[0], parts[-1]
        if first in held.edges or last in held.edges or last in held.not_last:
            return False
        if len(parts) == 1 or all(part in held.general or part in held.edges for part in parts):
            return False
        capital = self._is_capital(gram)
        if not capital and (first in held.not_first or (not everyday and self._is_everyday(gram))):
            return False
        return not self._is_name(gram, first) and not (capital and self._goes_on(gram))

    def _is_everyday(self, gram: Gram) -> bool:
        """Whether two syllables are an everyday word: such words stand about once in each article."""
        return gram.length == SHORTEST and _burst(gram) < _BURST

    def _documents(self, gram: Gram) -> int:
        return len({self._lines[self._line[place]][0] for place in gram.places})

    def _share(self, gram: Gram, offset: int) -> float:
        """Return how often the most frequent neighbour stands beside a phrase; a break is no neighbour."""
        beside = Counter(self.syllables[place + offset] for place in gram.places)
        del beside[0]
        return max(beside.values(), default=0) / len(gram.places)

    def _phrase(self, gram: Gram, free: float, places: int) -> Phrase:
        syllables = self._syllables_of(gram)
        held = words()
        text, capital = self._written(gram), self._is_capital(gram)
        first = held.parts(syllables)[0]
        covered = sum(f.end - f.start + len(" ") for f in self._index.find(text)) > len(text)
        documents = self._documents(gram)
        score = math.log2(gram.length) * free * gram.cohesion
        score *= math.log2(1 + documents) if len(self._paths) > 1 else 1
        if capital:
            score *= _BODY if first in held.heads else _TITLE
        else:
            # A term comes back within an article, an everyday word stands once in each (Church and Gale, Poisson
            # mixtures, 1995).
            least = _ONCE_EACH if gram.length == SHORTEST else _LONG_ONCE_EACH
            score *= min(1.0, least + _burst(gram) - 1)
        score *= _PAIR if gram.length == SHORTEST else 1
        score *= _WEAK if first in held.weak_first and not capital else 1
        score *= _COVERED if covered else 1
        score *= _NAME if text.split()[-1][:1].isupper() else 1
        shown = tuple(self._place(place, gram.length) for place in gram.places[:places])
        return Phrase(text, len(gram.places), documents, round(score, 3), round(gram.cohesion, 3), free, capital, shown)

    def _syllables_of(self, gram: Gram) -> list[str]:
        at = gram.places[0]
        return [self._folded[n] for n in self.syllables[at : at + gram.length]]

    def _is_capital(self, gram: Gram) -> bool:
        """Whether it is mostly written with a capital where no sentence begins."""
        inner = [place for place in gram.places if not self._starts_sentence[place]]
        return 2 * sum(self._surface(place, 1)[:1].isupper() for place in inner) > len(inner)

    def _is_name(self, gram: Gram, first: str) -> bool:
        """Whether it is a name of a person, a place or a shop: in capitals but for the first word, or at its end."""
        syllables = self._written(gram).split()
        n = len(first.split())
        if syllables[0][:1].isupper() and first not in words().heads:
            n = 0
        if all(s[:1].isupper() for s in syllables[n:]):
            return True
        last = syllables[-1][:1].isupper() and not any(s[:1].isupper() for s in syllables[:-1])
        return last and vn.fold(syllables[-1]) not in words().tails

    def _goes_on(self, gram: Gram) -> bool:
        """Whether it is mostly the first part of a name with a dash: "Sở Văn hóa - Thông tin"."""
        cut = 0
        for place in gram.places:
            text = self._lines[self._line[place]][2]
            end = self._at[place] + len(self._surface(place, gram.length))
            cut += _DASHED.match(text, end) is not None
        return 2 * cut >= len(gram.places)

    def _surface(self, place: int, length: int) -> str:
        text = self._lines[self._line[place]][2]
        last = place + length - 1
        return text[self._at[place] : self._at[last] + len(self._folded[self.syllables[last]])]

    def _written(self, gram: Gram) -> str:
        inner = [place for place in gram.places if not self._starts_sentence[place]]
        forms = Counter(self._surface(place, gram.length) for place in inner or gram.places)
        text = min(forms, key=lambda form: (-forms[form], form))
        return text if inner else vn.lower(text[:1]) + text[1:]

    def _place(self, place: int, length: int) -> Place:
        document, number, text = self._lines[self._line[place]]
        start = self._at[place]
        end = start + len(self._surface(place, length))
        left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
        around = f"{'…' * (left > 0)}{text[left:right].strip()}{'…' * (right < len(text))}"
        return Place(self._paths[document], number, around)


def _burst(gram: Gram) -> float:
    """Return how often a phrase stands in each stretch of text of an article's length that holds it at all."""
    return len(gram.places) / len({place // _STRETCH for place in gram.places})
