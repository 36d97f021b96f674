"""Finding again in a translation what stood in its source: where the bold words, the link, the footnote mark go.

Which words stand for which, the decoder's attention tells (Bahdanau et al., 2015). A span becomes the stretch of words
that look at it most, less than the others look elsewhere (the maximal sum of a row of numbers, Bentley, 1984).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.translation.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.translation.tokens import Alignment

_WORD = re.compile(r"[^\W_]+(?:[.,'’/-][^\W_]+)*%?")
_LEAST = 0.3
"""The share of its attention that a word must give to a span to belong to it."""


def placed(spans: Sequence[tuple[int, int]], source: str, target: str, alignment: Alignment) -> list[tuple[int, int]]:
    """Return where in a translation each span of its source stands.

    Args:
        spans: Spans of ``source``, in characters; an empty one is a place between two words.
        source: The line that was translated.
        target: Its translation.
        alignment: Which words stand for which.

    Returns:
        A span of ``target`` for each, whole words; an empty one for an empty one.
    """
    words = [m.span() for m in _WORD.finditer(target)]
    return [
        _span(start, end, source, target, words, alignment)
        if start < end
        else _point(start, source, target, words, alignment)
        for start, end in spans
    ]


def _span(
    start: int, end: int, source: str, target: str, words: list[tuple[int, int]], alignment: Alignment
) -> tuple[int, int]:
    if not any(c.isalnum() for c in source[:start]) and not any(c.isalnum() for c in source[end:]):
        return 0, len(target)
    if not words:
        return (0, len(target)) if start == 0 else (len(target), len(target))
    shares = _shares(words, alignment, start, end)
    best, first, last = 0.0, -1, -1
    total, since = 0.0, 0
    for number, share in enumerate(shares):
        if total <= 0:
            total, since = 0.0, number
        total += share - _LEAST
        if total > best:
            best, first, last = total, since, number
    if first < 0:
        first = last = max(range(len(words)), key=lambda n: shares[n])
    return _grown(words[first][0], words[last][1], source[start:end], target)


def _point(at: int, source: str, target: str, words: list[tuple[int, int]], alignment: Alignment) -> tuple[int, int]:
    """Where something that stands alone goes: behind the word that it stood close to, else before the next one."""
    here = words_of(source)
    if not words or not any(c.isalnum() for c in source[:at]):
        return 0, 0
    if not any(c.isalnum() for c in source[at:]):
        return len(target), len(target)
    glued = not source[at - 1].isspace()
    near = [w for w in here if (w[0] < at if glued else w[1] > at)]
    start, end = near[-1] if glued else near[0]
    shares = _shares(words, alignment, start, at if glued else end)
    word = words[max(range(len(words)), key=lambda n: shares[n])]
    place = word[0]
    if glued:
        place = word[1]
        if not source[at - 1].isalnum():  # it stood behind a comma
            place += len(target[place:]) - len(target[place:].lstrip(",.;:!?)”\"'"))
    return place, place


def _shares(words: list[tuple[int, int]], alignment: Alignment, start: int, end: int) -> list[float]:
    shares = alignment.shares(start, end)
    found = []
    for a, b in words:
        own = [s for (c, d), s in zip(alignment.target, shares, strict=False) if a < d and c < b]
        found.append(sum(own) / len(own) if own else 0.0)
    return found


def _grown(start: int, end: int, covered: str, target: str) -> tuple[int, int]:
    """Return a span with the quotes and brackets at its ends that the source's span had."""
    inner = covered.strip()
    if inner[:1] in '"“‘«(' and start > 0 and target[start - 1] in "\"“‘'«(":
        start -= 1
    if inner[-1:] in '"”’»)' and target[end : end + 1] and target[end] in "\"”’'»)":
        end += 1
    if inner[-1:] in ".,;:!?…" and target[end : end + 1] and target[end] in ".,;:!?…":
        end += 1
    return start, end
