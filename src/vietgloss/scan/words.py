"""Which words may begin, end or part a term: what ``words.yaml`` says."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 3
_LONG = 5


@dataclass(frozen=True)
class Words:
    """The lists of ``words.yaml``, folded for comparison; see there for what each is for.

    Attributes:
        listed: All words of several syllables in the lists.
    """

    breaks: frozenset[str]
    edges: frozenset[str]
    not_first: frozenset[str]
    not_last: frozenset[str]
    weak_first: frozenset[str]
    general: frozenset[str]
    heads: frozenset[str]
    tails: frozenset[str]
    levels: dict[str, str]
    english: dict[str, str]
    links: dict[str, str]

    listed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        every = self.breaks | self.edges | self.not_first | self.not_last | self.weak_first | self.general | self.heads
        object.__setattr__(self, "listed", frozenset(word for word in every if " " in word))

    def length(self, syllables: Sequence[str], at: int) -> int:
        """Return how many of the folded ``syllables`` from ``at`` on are one listed word; 1 if none is."""
        for n in range(min(_LONGEST, len(syllables) - at), 1, -1):
            if " ".join(syllables[at : at + n]) in self.listed:
                return n
        return 1

    def parts(self, syllables: Sequence[str]) -> list[str]:
        """Return folded syllables cut into listed words and single syllables."""
        parts, at = [], 0
        while at < len(syllables):
            n = self.length(syllables, at)
            parts.append(" ".join(syllables[at : at + n]))
            at += n
        return parts

    def lets_stand(self, phrase: str) -> bool:
        """Tell whether the words at the edges of a phrase, and inside it, let it be a full form or a term."""
        parts = self.parts(vn.key(phrase).split())
        first, last = self.edges | self.not_first, self.edges | self.not_last
        return bool(parts) and parts[0] not in first and parts[-1] not in last and self.breaks.isdisjoint(parts)

    def first_english(self, syllables: Sequence[str]) -> int:
        """Return how many of the folded ``syllables`` at the beginning have an English in the list; 0 if none."""
        return next((n for n in range(min(_LONG, len(syllables)), 0, -1) if " ".join(syllables[:n]) in self.english), 0)


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the lists."""
    text = resources.files("vietgloss.scan").joinpath("words.yaml").read_text(encoding="utf-8")
    lists: dict[str, Any] = yaml.safe_load(text)
    return Words(**{name: _folded(value) for name, value in lists.items()})


def _folded(value: str | dict[str, str]) -> Any:  # noqa: ANN401  # a list or a table
    if isinstance(value, dict):
        return {vn.key(vietnamese): english for vietnamese, english in value.items()}
    return frozenset(vn.key(word) for word in value.split("|"))
