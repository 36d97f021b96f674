"""Which sentences of a text and of its translation belong together.

By their lengths (Gale and Church, A program for aligning sentences in bilingual corpora, Computational Linguistics
19, 1993), and by what stands in both: figures, names, and terms with their English. Dynamic programming finds the
cheapest way through both texts; it looks only near the diagonal, so that time grows with the length, not its square.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many sentences become how many, and how often (Gale and Church, table 5).
_BEADS = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
_VARIANCE = 12.0  # 6.8 in the paper, for languages that are nearer to each other
_MOST_FOR_LENGTH = 25.0
_TINY = 1e-12
_GAIN, _LOSS = 8.0, 3.0
_BAND, _BAND_SHARE = 40, 0.1


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence as the aligner sees it.

    Attributes:
        length: In characters.
        anchors: What its counterpart should hold.
        figures: Those of the anchors that must stand on both sides.
    """

    length: int
    anchors: frozenset[str]
    figures: frozenset[str]


def align(source: Sequence[Side], target: Sequence[Side]) -> list[tuple[range, range]]:
    """Return the beads: which sentences (by number) of the source stand for which of the target, in order.

    One side of a bead is empty where a sentence has no counterpart.
    """
    n, m = len(source), len(target)
    if not n or not m:
        return [(range(i, i + 1), range(0)) for i in range(n)] + [(range(0), range(j, j + 1)) for j in range(m)]
    score = _Score(source, target)
    half = max(_BAND, int(_BAND_SHARE * max(n, m)))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        middle = i * m // n
        for j in range(max(0, middle - half), min(m, middle + half) + 1):
            choices = [
                (held[0] + score.cost(i - a, i, j - b, j), (a, b))
                for a, b in _BEADS
                if (held := best.get((i - a, j - b))) is not None
            ]
            if choices:
                best[i, j] = min(choices)
    beads, i, j = [], n, m
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        beads.append((range(i - a, i), range(j - b, j)))
        i, j = i - a, j - b
    return beads[::-1]


class _Score:
    """What a bead costs: the less, the likelier."""

    def __init__(self, source: Sequence[Side], target: Sequence[Side]) -> None:
        self._source, self._target = source, target
        # How many characters of English come from one of Vietnamese, in these texts.
        self._ratio = max(1, sum(s.length for s in target)) / max(1, sum(s.length for s in source))
        seen = Counter(anchor for side in (*source, *target) for anchor in side.anchors)
        total = len(source) + len(target)
        self._weight = {anchor: math.log(1 + total / count) for anchor, count in seen.items()}

    def cost(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """Return the cost of the source's sentences from ``i`` to ``i_end`` standing for the target's from ``j`` on."""
        source, target = self._source[i:i_end], self._target[j:j_end]
        prior = -math.log(_BEADS[i_end - i, j_end - j])
        if not source or not target:
            return prior  # whatever its length: translations of news are often shortened
        length = self._for_length(sum(s.length for s in source), sum(s.length for s in target))
        return prior + length + self._for_anchors(source, target)

    def _for_length(self, source: int, target: int) -> float:
        mean = max(1.0, (source + target / self._ratio) / 2)
        delta = (target - source * self._ratio) / math.sqrt(mean * _VARIANCE)
        return min(_MOST_FOR_LENGTH, -math.log(max(_TINY, math.erfc(abs(delta) / math.sqrt(2)))))

    def _for_anchors(self, source: Sequence[Side], target: Sequence[Side]) -> float:
        wanted = frozenset().union(*(s.anchors for s in source))
        there = frozenset().union(*(s.anchors for s in target))
        extra = frozenset().union(*(s.figures for s in target)) - wanted
        weight = sum(self._weight[a] for a in (*wanted, *extra))
        if not weight:
            return 0.0
        share = sum(self._weight[a] for a in wanted & there) / weight
        return _LOSS - (_GAIN + _LOSS) * share
