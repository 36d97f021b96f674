"""Counting runs of syllables level by level: a run can be frequent only if the two runs inside it are."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST, LONGEST = 2, 7
_MOST = 1 << 31


class Stream(Protocol):
    """Syllables as numbers, 0 for a break; and whether a phrase may begin (``opens``) or end at each."""

    syllables: array[int]
    opens: bytearray
    closes: bytearray


@dataclass(frozen=True, slots=True)
class Gram:
    """A repeated run of syllables.

    Attributes:
        number: Tells runs apart.
        length: In syllables.
        places: Where it stands in the stream as a possible phrase.
        cohesion: Normalised pointwise mutual information of its two parts, where it falls apart most easily; from -1
            to 1.
        parts: The numbers of the shorter runs inside it.
    """

    number: int
    length: int
    places: Sequence[int]
    cohesion: float
    parts: frozenset[int]


def grams(stream: Stream, fewest: int) -> list[Gram]:
    """Return the runs of 2 to 7 syllables that stand ``fewest`` times or more as possible phrases."""
    levels, counts = _levels(stream.syllables, fewest)
    total = max(1, sum(1 for number in stream.syllables if number))
    found = []
    for length in range(SHORTEST, len(levels)):
        places: dict[int, array[int]] = {}
        level, opens, closes = levels[length], stream.opens, stream.closes
        for at, number in enumerate(level):
            if number and opens[at] and closes[at + length - 1]:
                places.setdefault(number, array("i")).append(at)
        for number, where in places.items():
            if len(where) >= fewest:
                cohesion, parts = _inside(levels, counts, stream, where[0], length, total)
                found.append(Gram(number, length, where, cohesion, parts))
    return found


def _levels(syllables: array[int], fewest: int) -> tuple[list[array[int]], Counter[int]]:
    """Return for each length the number of the run that begins at each place (0: none), and the runs' counts.

    Numbers are unique over all lengths. Single syllables are ``levels[1]``.
    """
    counts = Counter(number for number in syllables if number)
    levels = [array("i"), syllables]
    free = max(counts, default=0) + 1
    for _ in range(SHORTEST, LONGEST + 1):
        below = levels[-1]
        pairs: Counter[int] = Counter()
        for at in range(len(below) - 1):
            if below[at] and below[at + 1]:
                pairs[below[at] * _MOST + below[at + 1]] += 1
        numbers = {}
        for pair, count in pairs.items():
            if count >= fewest:
                numbers[pair] = free
                counts[free] = count
                free += 1
        if not numbers:
            break
        level = array("i", bytes(4 * len(below)))
        for at in range(len(below) - 1):
            if below[at] and below[at + 1]:
                level[at] = numbers.get(below[at] * _MOST + below[at + 1], 0)
        levels.append(level)
    return levels, counts


def _inside(
    levels: list[array[int]], counts: Counter[int], stream: Stream, at: int, length: int, total: int
) -> tuple[float, frozenset[int]]:
    """Return the cohesion of a run, and the runs inside it."""
    whole = counts[levels[length][at]]
    loosest = 1.0
    for cut in range(1, length):
        if not stream.opens[at + cut] and length > SHORTEST:
            continue  # inside a word or a known term
        left, right = counts[levels[cut][at]], counts[levels[length - cut][at + cut]]
        information = math.log(whole * total / (left * right))
        loosest = min(loosest, information / -math.log(whole / total) if whole < total else 1.0)
    parts = {
        levels[n][at + k]
        for n in range(SHORTEST, length)
        for k in range(length - n + 1)
    }  # fmt: skip
    return loosest, frozenset(parts)
