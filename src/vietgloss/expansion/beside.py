"""How often words stood directly beside a full form where it is written out: which meaning is at home in a place.

``beside.tsv`` holds the counts, one line a full form, for reading and for editing; ``training/senses/beside.py`` makes
it. From the counts of all meanings of an abbreviation follows how likely each is between the words that stand there.
"""

from __future__ import annotations

from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = Path(__file__).with_name("beside.tsv")
"""The counts that are shipped."""
REACH = 2
"""So many words of a side are counted together."""
SHARE = 0.4
"""How much the logarithm of a likelihood counts, in points: words beside and ``weights`` say much the same."""
DOUBT = 5.0
"""So many places of no meaning at all are added to what was counted."""
FEWEST = 20
"""A full form that was seen less often says nothing."""
HEADER = """\
# How often words stood directly beside a full form that is written out. One line a full form, fields parted by tabs:
#   full form   how often it was seen   words:how often ...
#   <word  directly before   <two_one  the two directly before   >word, >one_two  directly after
# Made by training/senses/beside.py. You may edit it.
"""

Counts = tuple[float, dict[str, float]]


def features(words: Sequence[str], sign: str) -> list[str]:
    """Return the nearest word and the nearest two of a side, as the file names them.

    Args:
        words: The words, the nearest first.
        sign: ``<`` for those before, ``>`` for those after.
    """
    found = []
    for n in range(1, min(REACH, len(words)) + 1):
        some = words[:n]
        found.append(sign + "_".join(reversed(some) if sign == "<" else some))
    return found


def apart(gap: str) -> bool:
    """Tell whether more than a space or a quotation mark stands between a full form and the word beside it."""
    return bool(gap.strip(" \"“”'"))


def both(left: str, right: str, before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the features of both sides of a place; a side on which a sign stands first has none.

    Args:
        left: The text before the place, in its line.
        right: The text after it.
        before: The normal words of ``left``, the nearest last.
        after: Those of ``right``, the nearest first.
    """
    i, j = len(left), 0
    while i and not left[i - 1].isalnum():
        i -= 1
    while j < len(right) and not right[j].isalnum():
        j += 1
    first = [] if apart(left[i:]) else features(before[: -REACH - 1 : -1], "<")
    return first, [] if apart(right[:j]) else features(after[:REACH], ">")


@cache
def _lines(path: Path) -> dict[str, str]:
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
    return {row[: row.index("\t")]: row for row in rows if row and row[0] != "#"}


@cache
def counts(full: str, path: Path) -> Counts | None:
    """Return how often a full form was seen, and the words beside it; None if it was seen too seldom."""
    row = _lines(path).get(full)
    if row is None:
        return None
    _, seen, words = row.split("\t")
    if float(seen) < FEWEST:
        return None
    return float(seen), {f: float(n) for f, _, n in (item.rpartition(":") for item in words.split())}


def points(held: Sequence[Counts | None], sides: Sequence[Sequence[str]]) -> Iterator[tuple[int, float, str]]:
    """Give what the words beside a place say: for which meaning, how many points, and the words.

    The points of all meanings add up to nothing, so that one of which nothing is known stays where it is.

    Args:
        held: What was counted for each meaning.
        sides: The features of each side.
    """
    known = [(i, c) for i, c in enumerate(held) if c is not None]
    if len(known) < 2:  # noqa: PLR2004  # one alone has nothing to be compared with
        return
    for side in sides:
        if not side:
            continue
        told = side[0]
        sums = [0.0] * len(known)
        whole = sum(n for _, (n, _) in known)
        below = [n for _, (n, _) in known]
        for feature in side:
            times = [c.get(feature, 0.0) for _, (_, c) in known]
            all_times = sum(times)
            usual = DOUBT * (all_times + 0.5) / (whole + DOUBT)
            for at, n in enumerate(times):
                sums[at] += log((n + usual) / (below[at] + DOUBT))
            if all_times:
                told = feature
            else:
                break
            whole, below = all_times, times
        mean = sum(sums) / len(sums)
        for (i, _), value in zip(known, sums, strict=True):
            yield i, SHARE * (value - mean), told
