"""Tokens and where they stand in a text; which tokens of a translation stand for which of its source."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_GRAM = 3
_SPACE = "▁"
_NEAR = 3
_WORD = re.compile(r"\S+")


def loops(target: str) -> bool:
    """Tell whether three words in a row stand three times or more in a sentence."""
    words = vn.WORD.findall(target.lower())
    grams = Counter(tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))
    return max(grams.values(), default=0) >= _GRAM


def spans(tokens: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Return where each token stands in a text, in characters, end exclusive; an empty span for one without letters.

    Tokens are pieces of SentencePiece or BPE: a low line before the first of a word. A piece that the tokenizer
    changed (another width, another form) takes the place after the one before.
    """
    found, at = [], 0
    for token in tokens:
        bare = token.replace(_SPACE, "").removesuffix("@@")
        while at < len(text) and text[at].isspace():
            at += 1
        start = text.find(bare, at, at + len(bare) + _NEAR) if bare else at
        start = at if start < 0 else start
        end = min(len(text), start + len(bare))
        found.append((min(start, end), end))
        at = end
    return found


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much each token of a translation looked at each token of its source.

    Attributes:
        source: Where the source's tokens stand in it.
        target: Where the translation's tokens stand in it.
        weights: For each token of the translation its weights on the source's tokens.
    """

    source: list[tuple[int, int]]
    target: list[tuple[int, int]]
    weights: list[list[float]]

    def shares(self, start: int, end: int) -> list[float]:
        """Return for each token of the translation the share of its weight that lies on ``source[start:end]``."""
        inside = [i for i, (a, b) in enumerate(self.source) if a < end and start < b]
        if not inside:
            return [0.0] * len(self.weights)
        if inside[-1] - inside[0] == len(inside) - 1:  # as it is but for tokens without letters
            first, last = inside[0], inside[-1] + 1
            return [sum(row[first:last]) / (sum(row) or 1.0) for row in self.weights]
        return [sum(row[i] for i in inside if i < len(row)) / (sum(row) or 1.0) for row in self.weights]

    def moved(self, before: str, after: str) -> Alignment:
        """Return the same for a translation in which some words were changed.

        Args:
            before: The translation that this was made of.
            after: The same with changes.
        """
        return self if before == after else Alignment(self.source, moved(self.target, before, after), self.weights)

    def from_source(self, origin: Callable[[int, int], tuple[int, int]]) -> Alignment:
        """Return the same for the source that this one was made of; ``origin`` tells where a span of it comes from."""
        return Alignment([origin(a, b) for a, b in self.source], self.target, self.weights)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a line.

    Attributes:
        text: The English.
        alignment: Works out which of its words stand for which of the line's.
    """

    text: str
    alignment: Callable[[], Alignment]


def together(parts: Sequence[tuple[int, str, Alignment]]) -> Alignment:
    """Return the alignments of the parts of a line as one of the whole.

    Args:
        parts: For each part where it begins in the line, its translation, and their alignment; the translation of the
            whole is those of the parts with a space between.
    """
    width = sum(len(part.source) for _, _, part in parts)
    source: list[tuple[int, int]] = []
    target: list[tuple[int, int]] = []
    rows: list[list[float]] = []
    at = 0
    for start, text, part in parts:
        before, after = len(source), width - len(source) - len(part.source)
        source += [(a + start, b + start) for a, b in part.source]
        target += [(a + at, b + at) for a, b in part.target]
        # A row may be longer than its source by the mark of its end.
        rows += [[0.0] * before + list(row)[: len(part.source)] + [0.0] * after for row in part.weights]
        at += len(text) + 1
    return Alignment(source, target, rows)


def moved(spans: Sequence[tuple[int, int]], before: str, after: str) -> list[tuple[int, int]]:
    """Return where spans of a text stand in a changed form of it.

    Args:
        spans: Spans of ``before`` in characters, end exclusive; an empty one is a place between two characters.
        before: The text.
        after: The same with some words changed, left out or put in. Of words that were replaced, the first stands for
            the first; what has no counterpart becomes an empty span where it was.
    """
    if before == after:
        return list(spans)
    old = words_of(before)
    places = _counterparts(before, after)

    def at(offset: int, *, is_end: bool) -> int:
        word = next((n for n, (a, b) in enumerate(old) if (a < offset <= b if is_end else a <= offset < b)), None)
        if word is None:  # between words
            following = [n for n, (a, _) in enumerate(old) if a >= offset]
            if is_end:
                leading = [n for n, (_, b) in enumerate(old) if b <= offset]
                return places[leading[-1]][1] if leading else 0
            return places[following[0]][0] if following else len(after)
        (a, b), (c, d) = old[word], places[word]
        if before[a:b] == after[c:d] or d - c == b - a:
            return c + offset - a
        return d if is_end else c

    found = []
    for a, b in spans:
        # What stands alone right behind a word, such as the mark of a footnote, stays behind it.
        start = at(a, is_end=a == b and a > 0 and not before[a - 1].isspace())
        end = max(start, at(b, is_end=True)) if a < b else start
        while start < end and after[start].isspace() and not before[a].isspace():
            start += 1  # the word that it began with was left out
        found.append((start, end))
    return found


def _counterparts(before: str, after: str) -> list[tuple[int, int]]:
    """Return for each word of a text where its counterpart stands in a changed form of it."""
    old, new = words_of(before), words_of(after)
    matcher = SequenceMatcher(None, [before[a:b] for a, b in old], [after[a:b] for a, b in new], autojunk=False)
    places = [(0, 0)] * len(old)
    for _, i, j, k, end in matcher.get_opcodes():
        for number in range(i, j):
            place = min(k + number - i, end - 1)
            gap = new[k - 1][1] if k else 0
            places[number] = new[place] if place >= k else (gap, gap)
        if end - k > j - i > 0:  # one word became several: 15/8/2024 is August 15, 2024
            places[j - 1] = (places[j - 1][0], new[end - 1][1])
    return places


def words_of(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand: what white space parts."""
    return [match.span() for match in _WORD.finditer(text)]


def read_vocabulary(folder: Path) -> frozenset[str]:
    """Return the pieces that a CTranslate2 model can write; none if they are kept in another way."""
    for name in ("target_vocabulary", "shared_vocabulary"):
        listed, plain = folder / f"{name}.json", folder / f"{name}.txt"
        if listed.is_file():
            return frozenset(json.loads(listed.read_text(encoding="utf-8")))
        if plain.is_file():
            return frozenset(plain.read_text(encoding="utf-8").splitlines())
    return frozenset()
