"""Which English words stand for which Vietnamese ones, and how much of a line a translation says.

A small model leaves out what it finds hard. Of its likeliest translations, the one whose words account for most of
the line is the better one more often than not.

``lexicon.tsv.gz`` holds for each word its translations, with the chance in hundredths that the word stands in a line
in whose translation that English does. It is learned from parallel text by model 1 of Brown et al. (1993);
``training/starter/lexicon.py`` makes it, and the model card names the text.
"""

from __future__ import annotations

import gzip
import math
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    Known = list[dict[str, float]]

_WORD = re.compile(r"[^\W\d_]+(?:'s\b)?")
_NOTHING = math.log(0.004)
"""The log chance of a word that nothing in a translation accounts for."""


def words(text: str) -> list[str]:
    """Return the words of a text, Vietnamese or English, in small letters, tone marks in one place; no figures.

    >>> words("Hoà Bình có 5.096 ĐV")
    ['hòa', 'bình', 'có', 'đv']
    >>> words("The Party’s 5,096 members")
    ['the', "party's", 'members']
    """
    return _WORD.findall(vn.fold(text))


def joined(syllables: Sequence[str], together: Container[str]) -> list[str]:
    """Return syllables as words: each two that belong together with a space between, from the left.

    >>> joined(["đảng", "viên", "trẻ"], {"đảng viên"})
    ['đảng viên', 'trẻ']
    """
    found: list[str] = []
    at = 0
    while at < len(syllables):
        pair = " ".join(syllables[at : at + 2])
        two = at + 1 < len(syllables) and pair in together
        found.append(pair if two else syllables[at])
        at += 1 + two
    return found


class Lexicon:
    """Translations of words.

    Args:
        lines: A word, and after tabs its translations, each with its chance: ``chi bộ⇥cell 73⇥cells 29``.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[str, str] = dict(line.split("\t", 1) for line in lines)
        self._read: dict[str, dict[str, float]] = {}

    def known(self, source: str) -> Known:
        """Return the translations of those words of a Vietnamese line that the lexicon has, with their log chances."""
        return [of for word in joined(words(source), self._lines) if (of := self._of(word))]

    def said(self, source: str, targets: Sequence[str]) -> list[float]:
        """Tell for each of several translations how much of a Vietnamese line it says; see :func:`share`."""
        known = self.known(source)
        return [share(known, target) for target in targets]

    def _of(self, word: str) -> dict[str, float]:
        """Return the translations of a word, read when they are first asked for."""
        found = self._read.get(word)
        if found is None:
            cells = (cell.rsplit(" ", 1) for cell in self._lines.get(word, "").split("\t") if cell)
            found = self._read[word] = {target: math.log(int(chance) / 100) for target, chance in cells}
        return found


def share(known: Known, target: str) -> float:
    """Tell how much of a line a translation says.

    Args:
        known: What :meth:`Lexicon.known` gives for the line.
        target: English for it.

    Returns:
        The mean over the words of the logarithm of the best chance that a word of the translation gives: 0 at best,
        -5.5 if nothing is said, about -2 as a rule.
    """
    there = set(words(target))
    return sum(max((of[t] for t in of.keys() & there), default=_NOTHING) for of in known) / max(1, len(known))


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Return the shipped lexicon."""
    data = files("vietgloss.translation").joinpath("lexicon.tsv.gz").read_bytes()
    return Lexicon(gzip.decompress(data).decode().splitlines())
