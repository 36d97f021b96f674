"""English text: its sentences, its words, and the runs of words that can be a term."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vietgloss.terms.find import stem

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*['’]?")
LONGEST = 7
EDGES = frozenset(
    "a an the this that these those its their his her our your my of in on at by for from to with without into onto "
    "over under between among through during before after since until about against as than and or but nor so if "
    "while when where which who whom whose what how why is are was were be been being am has have had having do does "
    "did will would shall should can could may might must not no it he she they we you i them him us me there here "
    "also very more most much many some any each every all both such other another only just even still yet already "
    "said says saying say told added noted stressed one two three four five six seven eight nine ten first second "
    "via up down out off then now mr mrs ms january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words that a term does not begin or end with."""
# What no term goes across.
_BREAKS = frozenset(
    "is are was were be been being has have had will would shall should can could may might must "
    "which who whom whose that while when where it he she they we you i said says".split()
)
_STOP = re.compile(r"[.?!…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZĐ0-9À-Ỹ])")
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|Assoc|Gen|Col|Lt|Sen|Rep|Gov|St|No|Nos|Art|vs|etc|i\.e|e\.g|Co|Ltd|Inc|Jr|Sr|"
    r"Maj|Capt|Sgt|approx|[A-ZĐ]|U\.S|a\.m|p\.m)\.$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: its span, its stem, and whether something that parts terms stands before it."""

    start: int
    end: int
    stem: str
    low: str
    parted: bool


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, without outer white space.

    >>> sentences("Mr. An spoke. Nobody answered.")
    ['Mr. An spoke.', 'Nobody answered.']
    """
    found, at = [], 0
    for stop in _STOP.finditer(text):
        if not _ABBREVIATED.search(text, max(at, stop.start() - 12), stop.start() + 1) or text[stop.start()] in "?!":
            found.append(text[at : stop.end()].strip())
            at = stop.end()
    return [sentence for sentence in (*found, text[at:].strip()) if sentence]


def words(sentence: str) -> list[Word]:
    """Return the words of a sentence."""
    found, at = [], 0
    for match in WORD.finditer(sentence):
        low = match[0].lower().replace("’", "'")
        gap = sentence[at : match.start()]
        found.append(Word(match.start(), match.end(), stem(low), low, gap.strip() != "" or at == 0))
        at = match.end()
    return found


def runs(found: list[Word]) -> list[tuple[int, int]]:
    """Return the runs of words that can be a term, as spans of word numbers, end exclusive."""
    spans = []
    for i, first in enumerate(found):
        if not is_edge(first):
            continue
        for j in range(i, min(i + LONGEST, len(found))):
            word = found[j]
            if (j > i and word.parted) or word.low in _BREAKS or word.low[0].isdigit():
                break
            if is_edge(word):
                spans.append((i, j + 1))
    return spans


def is_edge(word: Word) -> bool:
    """Tell whether a term may begin or end with a word."""
    return word.low not in EDGES and not word.low[0].isdigit() and len(word.low) > 1
