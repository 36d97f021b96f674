"""Which meaning a full form has that two senses of an abbreviation share: ``ban tổ chức`` of a committee, of a race.

The evidence is that of the senses themselves: their cues beside the place and near it, and how they are spelled.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vietgloss.glossary import Sense, Term

_BESIDE, _NEAR, _SPELLED = 3, 1, 2


class Meaning:
    """A sense as a term.

    Args:
        sense: The sense.
        term: Its full form and English.
    """

    def __init__(self, sense: Sense, term: Term) -> None:
        self.term = term
        self._sense = sense

    @cached_property
    def _before(self) -> tuple[str, ...]:
        return tuple(f" {vn.key(cue)}" for cue in self._sense.before)

    @cached_property
    def _after(self) -> tuple[str, ...]:
        return tuple(f"{vn.key(cue)} " for cue in self._sense.after)

    @cached_property
    def _near(self) -> tuple[str, ...]:
        return tuple(f" {vn.key(cue)} " for cue in self._sense.near)

    def points(self, sentence: str, folded: str, start: int, end: int) -> int:
        """Return what speaks for this meaning at ``sentence[start:end]``; ``folded`` is the sentence folded."""
        before, after = f" {folded[:start].rstrip()}", f"{folded[end:].lstrip()} "
        around = f" {folded} "
        return (
            _BESIDE * (before.endswith(self._before) + after.startswith(self._after))
            + _NEAR * any(cue in around for cue in self._near)
            + _SPELLED * (sentence[start + 1 : end] == self.term.source[1:])
        )


def collect(
    alike: Iterable[tuple[str, Sequence[Sense]]], terms: Mapping[str, Term], term_of: Callable[[Sense, str], Term]
) -> dict[int, tuple[Meaning, ...]]:
    """Return the meanings among which to choose, by the identity of the term that stands for them all.

    Args:
        alike: Folded full forms that several senses of an abbreviation have, and those senses.
        terms: The terms by their folded source.
        term_of: Makes a term of a sense and its English.
    """
    found: dict[int, tuple[Meaning, ...]] = {}
    for name, senses in alike:
        own = [Meaning(sense, term_of(sense, sense.target)) for sense in senses if sense.target]
        held = terms.get(name)
        if len(own) > 1 and held is not None and any(meaning.term.origin == held.origin for meaning in own):
            found[id(held)] = tuple(own)
    return found


def chosen(meanings: Sequence[Meaning], sentence: str, folded: str, start: int, end: int) -> Term:
    """Return the meaning that most speaks for; of equals the first."""
    return max(meanings, key=lambda meaning: meaning.points(sentence, folded, start, end)).term
