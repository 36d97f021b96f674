"""Cutting a line into what the engine can take, and into its clauses."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from vietgloss.translation import split

if TYPE_CHECKING:
    from collections.abc import Callable

_BREAK = re.compile(r"(?<=[,;:])\s+|\s+[–-]\s+")
_SHORTEST = 12
# Measured: of longer sentences the built-in model leaves words out; cut shorter ones, it loses what hangs together.
_MOST_WORDS = 50
_FEWEST_WORDS = 20
_WORD = re.compile(r"\S+")
_OPENS = "([“‘«"
_CLOSES = ")]”’»"


def fitting(text: str, count: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Return the parts of a text that the engine can take: all of it, if it is not longer than ``limit`` tokens."""
    return split.pieces(text, limit, count) if count(text) > limit else [(0, len(text))]


def manageable(text: str, count: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Return the parts of a text that the engine can take without leaving much out.

    A text of more than 50 words is parted at its semicolons, and a part that is still longer at the last comma before
    its 51st word; nothing is parted within brackets or quotation marks.
    """
    return [(start + a, start + b) for start, end in fitting(text, count, limit) for a, b in _shorter(text[start:end])]


def _shorter(text: str) -> list[tuple[int, int]]:
    words = [match.span() for match in _WORD.finditer(text)]
    if len(words) <= _MOST_WORDS:
        return [(0, len(text))]
    after = _outer_stops(text, words)
    cuts = [0]
    for at in range(1, len(words) + 1):
        if after.get(at) == ";" or at == len(words):
            while at - cuts[-1] > _MOST_WORDS:
                held = [i for i in after if _FEWEST_WORDS <= i - cuts[-1] <= _MOST_WORDS and i < at]
                if not held:
                    break
                cuts.append(max(held))
            cuts.append(at)
    return [(words[a][0], words[b - 1][1]) for a, b in itertools.pairwise(cuts)]


def _outer_stops(text: str, words: list[tuple[int, int]]) -> dict[int, str]:
    """Return the number of words up to each comma and semicolon that stands in no brackets or quotation marks."""
    found, depth, straight = {}, 0, False
    for number, (start, end) in enumerate(words, 1):
        for letter in text[start:end]:
            depth = max(0, depth + (letter in _OPENS) - (letter in _CLOSES))
            straight ^= letter == '"'
        if text[end - 1] in ",;" and not depth and not straight:
            found[number] = text[end - 1]
    return found


def clauses(
    text: str, count: Callable[[str], int], limit: int, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """Return the clauses of ``text[start:end]``: parted at commas and the like, none too short or too long."""
    end = len(text) if end is None else end
    cuts = [start]
    for match in _BREAK.finditer(text, start, end):
        if match.start() - cuts[-1] >= _SHORTEST and end - match.end() >= _SHORTEST:
            cuts.append(match.end())
    spans = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip())  # noqa: PLW2901  # the span without its outer spaces
        b = a + len(piece.strip())  # noqa: PLW2901
        if any(c.isalnum() for c in text[a:b]):
            spans += [(a + x, a + y) for x, y in fitting(text[a:b], count, limit)]
        elif spans and b > a:
            spans[-1] = (spans[-1][0], b)
    return spans
