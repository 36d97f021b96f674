"""Cutting a line into what the engine can take, and into its clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.translation import split

if TYPE_CHECKING:
    from collections.abc import Callable

_BREAK = re.compile(r"(?<=[,;:])\s+|\s+[–-]\s+")
_SHORTEST = 12


def fitting(text: str, count: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Return the parts of a text that the engine can take: all of it, if it is not longer than ``limit`` tokens."""
    return split.pieces(text, limit, count) if count(text) > limit else [(0, len(text))]


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
