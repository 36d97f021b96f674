"""Choosing the sense of an ambiguous abbreviation by evidence that a person can read.

Each sense collects points: words directly before or after it that its entry names, cues around it (the nearer the
more), and its full form used elsewhere in the document. The best sense is taken if it leads clearly; else the
default sense, if the entry names one and nothing speaks for another; else none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from vietgloss.glossary import Abbreviation, Sense

WINDOW = 15
"""How many syllables to each side count as near."""
BY_DEFAULT = 0.6
"""The confidence of a sense that is only the usual one."""

_LINE_END = re.compile(r"[\r\n]")
_BESIDE, _NEAR, _IN_DOCUMENT, _ONCE_IN_DOCUMENT = 3.0, 1.0, 0.7, 0.25
_OFTEN = 3
_CLEAR, _ENOUGH = 1.5, 0.4


class Folded:
    """A whole document, for counting how often a full form stands in it; each count is made once."""

    def __init__(self, plain: str) -> None:
        self._text = folded(plain)
        self._counts: dict[str, int] = {}

    def count(self, full: str) -> int:
        """Return how often ``full``, in the form of :func:`folded`, stands in the document."""
        if full not in self._counts:
            self._counts[full] = self._text.count(full)
        return self._counts[full]


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a place: to its left and right in the same line, and the whole document for full forms."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    document: Folded

    @classmethod
    def around(cls, plain: str, start: int, end: int, document: Folded) -> Context:
        """Return the context of ``plain[start:end]``; ``document`` is the whole text."""
        reach = WINDOW * 9  # a Vietnamese syllable and its space have at most eight letters
        left_part = plain[max(0, start - reach) : start]
        right_part = plain[end : end + reach]
        left = vn.WORD.findall(vn.fold_tone(_LINE_END.split(left_part)[-1]))
        right = vn.WORD.findall(vn.fold_tone(_LINE_END.split(right_part, maxsplit=1)[0]))
        return cls(tuple(left[-WINDOW:]), tuple(right[:WINDOW]), document)

    def beside(self, left: str = "", right: str = "") -> Context:
        """Return the context with words put directly to the left and right: the neighbours in a compound."""
        return Context(
            (*self.left, *vn.WORD.findall(vn.fold_tone(left))),
            (*vn.WORD.findall(vn.fold_tone(right)), *self.right),
            self.document,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome: a sense or None, how sure, and why."""

    sense: Sense | None
    confidence: float
    reason: str


def choose(entry: Abbreviation, context: Context) -> Choice:
    """Choose the sense of ``entry`` in ``context``."""
    if not entry.ambiguous:
        return Choice(entry.senses[0], 0.97, "the glossary knows one meaning")
    scored = sorted(
        ((*_score(sense, entry.surface, context), -i, sense) for i, sense in enumerate(entry.senses)),
        key=lambda s: (s[0], s[2]),
        reverse=True,
    )
    best, why, _, sense = scored[0]
    second = scored[1][0]
    if best >= _ENOUGH and best >= _CLEAR * second:
        confidence = min(0.96, 0.55 + 0.4 * best / (best + second + 0.8))
        return Choice(sense, confidence, why)
    default = next((s for s in entry.senses if s.default), None)
    if default is not None and (best < _ENOUGH or default is sense or scored[1][3] is default):
        return Choice(default, BY_DEFAULT if best < _ENOUGH else 0.5, "the usual meaning; no cue decides")
    if best < _ENOUGH:
        return Choice(None, 0.0, "no cue speaks for any meaning")
    return Choice(None, 0.0, f"cues speak for several meanings ({why})")


def _score(sense: Sense, surface: str, context: Context) -> tuple[float, str]:
    points, reasons = 0.0, []
    for cue in sense.before:
        if _ends(context.left, cue):
            points += _BESIDE
            reasons.append(f"after '{cue}'")
    for cue in sense.after:
        if _begins(context.right, cue):
            points += _BESIDE
            reasons.append(f"before '{cue}'")
    for cue in sense.near:
        distance = _distance(context, cue)
        if distance is not None:
            points += _NEAR / (1 + distance / 6)
            reasons.append(f"near '{cue}'")
    full = folded(sense.expansion)
    times = context.document.count(full) if full.strip() != vn.fold(surface) else 0
    if times:
        points += _IN_DOCUMENT if times >= _OFTEN else _ONCE_IN_DOCUMENT
        reasons.append("written out elsewhere in the document")
    return points, "; ".join(reasons)


def folded(text: str) -> str:
    """Return ``text`` as folded words between single spaces, with a space at both ends."""
    return f" {' '.join(vn.WORD.findall(vn.fold(text)))} "


@lru_cache(maxsize=8192)
def _cue(cue: str) -> tuple[tuple[str, ...], bool]:
    """Return a cue's words and whether its capitals count: a cue in small letters matches any case."""
    words = tuple(vn.WORD.findall(vn.fold_tone(vn.plain(vn.nfc(cue)))))
    return words, any(w != w.lower() for w in words)


def _same(words: tuple[str, ...], cue: str) -> bool:
    wanted, cased = _cue(cue)
    return (words if cased else tuple(w.lower() for w in words)) == wanted


def _ends(left: tuple[str, ...], cue: str) -> bool:
    n = len(_cue(cue)[0])
    return 0 < n <= len(left) and _same(left[-n:], cue)


def _begins(right: tuple[str, ...], cue: str) -> bool:
    n = len(_cue(cue)[0])
    return 0 < n <= len(right) and _same(right[:n], cue)


def _distance(context: Context, cue: str) -> int | None:
    """Return how many syllables stand between the place and the nearest ``cue``, or None."""
    n = len(_cue(cue)[0])
    if not n:
        return None
    best = None
    for i in range(len(context.right) - n + 1):
        if _same(context.right[i : i + n], cue):
            best = i
            break
    for i in range(len(context.left) - n, -1, -1):
        if _same(context.left[i : i + n], cue):
            gap = len(context.left) - n - i
            return gap if best is None else min(best, gap)
    return best
