"""What may be a term on either side of the pairs, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.glossary import Glossary, Term
from vietgloss.learning import english
from vietgloss.scan.phrases import Phrases
from vietgloss.scan.reading import Line
from vietgloss.scan.suggest import known_phrases
from vietgloss.terms import TermIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.learning.sentences import Pair

Span = tuple[int, int]


@dataclass
class Candidate:
    """A Vietnamese term or phrase.

    Attributes:
        text: As it is written.
        term: What the glossary says, or None.
        places: Its spans (in syllables) by the number of the pair.
    """

    text: str
    term: Term | None = None
    places: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Run:
    """A run of English words: its places (spans of words) by the number of the pair."""

    places: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))


def full_index(glossary: Glossary) -> TermIndex:
    """Return an index of all terms and full forms of a glossary; where there is no English, it is empty."""
    terms = dict(glossary.terms)
    for entry in glossary.abbreviations.values():
        for sense in entry.senses:
            if not sense.target and not sense.keep:
                terms.setdefault(vn.key(sense.expansion), Term(sense.expansion, "", origin=sense.origin))
    return TermIndex(Glossary(glossary.abbreviations, terms))


def candidates(pairs: Sequence[Pair], glossary: Glossary, fewest: int) -> list[Candidate]:
    """Return the glossary's terms that stand in the pairs, and repeated phrases."""
    index = full_index(glossary)
    found: dict[str, Candidate] = {}
    phrases = Phrases(index, known_phrases(glossary))
    syllables = []
    for path, own in groupby((pair.source for pair in pairs), key=lambda sentence: sentence.path):
        phrases.add(path, [Line(sentence.line, sentence.text) for sentence in own])
    for number, pair in enumerate(pairs):
        text = pair.source.text
        words = list(vn.WORD.finditer(vn.fold(text)))
        syllables.append([word[0] for word in words])
        where = {word.start(): i for i, word in enumerate(words)}
        for item in index.find(text):
            start = where[item.start]
            n = sum(item.start <= word.start() < item.end for word in words[start:])
            name = vn.key(item.term.source)
            candidate = found.setdefault(name, Candidate(item.term.source, item.term))
            candidate.places[number].append((start, start + n))
    new = {tuple(vn.fold(p.text).split()): p.text for p in phrases.found(fewest, places=0, everyday=True)}
    for number, words_of_pair in enumerate(syllables):
        for i in range(len(words_of_pair)):
            for n in range(2, 8):
                text_of = new.get(tuple(words_of_pair[i : i + n])) if i + n <= len(words_of_pair) else None
                if text_of is not None:
                    found.setdefault(vn.key(text_of), Candidate(text_of)).places[number].append((i, i + n))
    return list(found.values())


def runs(sentences: Sequence[list[english.Word]], fewest: int) -> dict[tuple[str, ...], Run]:
    """Return the runs of English words, by their stems, that stand in ``fewest`` pairs or more."""
    found: dict[tuple[str, ...], Run] = {}
    for number, words in enumerate(sentences):
        for start, end in english.runs(words):
            stems = tuple(word.stem for word in words[start:end])
            found.setdefault(stems, Run()).places[number].append((start, end))
    return {stems: run for stems, run in found.items() if len(run.places) >= fewest}
