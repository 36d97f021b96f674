"""The sentences of a text and of its translation, in pairs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import expand
from vietgloss.learning import english
from vietgloss.learning.align import Side, align
from vietgloss.scan.reading import expanded_lines, lines_of
from vietgloss.translation.split import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vietgloss.documents import Document
    from vietgloss.glossary import Glossary
    from vietgloss.terms import TermIndex

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile(rf"(?<!\w)[{vn.UPPER}]\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or several that belong together: the line on which the first begins (from 1), and the text."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, abbreviations written out, and its translation."""

    source: Sentence
    target: Sentence


def pairs_of(source: Document, target: Document, glossary: Glossary, index: TermIndex) -> list[Pair]:
    """Align the sentences of a document with those of its translation.

    Args:
        source: The Vietnamese document.
        target: The English one.
        glossary: What the source's abbreviations mean.
        index: Its terms: they help to find what belongs together.

    Returns:
        The pairs, in order; a sentence without a counterpart is in none.
    """
    lines, _ = expanded_lines(source, glossary)
    ours = [Sentence(source.path, n.number, n.text[a:b]) for n in lines for a, b in split(n.text)]
    theirs = [Sentence(target.path, n.number, s) for n in lines_of(target) for s in english.sentences(n.text)]
    beads = align([_vietnamese_side(s.text, index) for s in ours], [_english_side(s.text) for s in theirs])
    return [
        Pair(_joined([ours[i] for i in here]), _joined([theirs[j] for j in there]))
        for here, there in beads
        if here and there
    ]


def pairs_of_lines(lines: Iterable[str], path: str, glossary: Glossary) -> Iterator[Pair]:
    """Give the pairs of a table: Vietnamese, a tab, English on each line; lines without a tab are passed over."""
    for number, line in enumerate(lines, 1):
        source, tab, rest = line.rstrip("\r\n").partition("\t")
        target = " ".join(vn.nfc(rest.partition("\t")[0]).split())
        text = expand(" ".join(source.split()), glossary).text if tab else ""
        if text.strip() and target:
            yield Pair(Sentence(path, number, text), Sentence(path, number, target))


def _joined(sentences: Sequence[Sentence]) -> Sentence:
    return Sentence(sentences[0].path, sentences[0].line, " ".join(s.text for s in sentences))


def _vietnamese_side(text: str, index: TermIndex) -> Side:
    figures = _figures(text)
    names = {_bare(word) for word in _CAPITAL.findall(text)}
    terms = {word.stem for item in index.find(text) for word in english.words(item.term.target)}
    return Side(len(text), figures | names | terms, figures)


def _english_side(text: str) -> Side:
    figures = _figures(text)
    words = {form for word in english.words(text) for form in (word.stem, _bare(text[word.start : word.end]))}
    return Side(len(text), figures | words, figures)


def _figures(text: str) -> frozenset[str]:
    """Return the figures of a text without what parts thousands and decimals, which differs in both languages."""
    return frozenset(re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text))


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    """Return a word without marks and case: English editions print names with them or without."""
    parts = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))
