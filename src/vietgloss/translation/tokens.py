"""Tokens and where they stand in a text; which tokens of a translation stand for which of its source."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_GRAM = 3
_SPACE = "▁"
_NEAR = 3


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
        inside = [a < end and start < b for a, b in self.source]
        return [
            sum(w for w, here in zip(row, inside, strict=False) if here) / (sum(row) or 1.0) for row in self.weights
        ]


def read_vocabulary(folder: Path) -> frozenset[str]:
    """Return the pieces that a CTranslate2 model can write; none if they are kept in another way."""
    for name in ("target_vocabulary", "shared_vocabulary"):
        listed, plain = folder / f"{name}.json", folder / f"{name}.txt"
        if listed.is_file():
            return frozenset(json.loads(listed.read_text(encoding="utf-8")))
        if plain.is_file():
            return frozenset(plain.read_text(encoding="utf-8").splitlines())
    return frozenset()
