"""Whether the English says what the Vietnamese says at all: by which words translate which, whatever their order."""

from __future__ import annotations

from vietgloss.i18n import _
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.translation import lexicon

# Words of the source that the lexicon has, and how little may be said of them: of clean pairs of training/pairs that
# the lexicon did not learn from, one of 300 says less; of sentences with the English of another, 99 of 100.
_FEWEST = 7
_LIMITS = ((12, -4.6), (20, -4.3), (10**9, -4.08))


def said(source: str, target: str) -> float | None:
    """Return how much of the source the English says, at most 0; None where the lexicon has too few of its words."""
    judged = _judged(source, target)
    return judged[1] if judged else None


def meaning(source: str, target: str) -> list[Warning]:
    """Return a warning if hardly a word of the English translates one of the source: another sentence, or none.

    Args:
        source: The Vietnamese, plain; with fewer than seven words that the lexicon has it is not judged.
        target: The English, plain.
    """
    judged = _judged(source, target)
    if judged is None:
        return []
    known, share = judged
    if share >= next(low for limit, low in _LIMITS if known < limit):
        return []
    return [Warning("meaning", _("the English says something else, or little of the sentence"))]


def _judged(source: str, target: str) -> tuple[int, float] | None:
    """Return how many words of the source the lexicon has, and how much of them is said; None if they are too few."""
    known = lexicon.load().known(source)
    return (len(known), lexicon.share(known, target)) if len(known) >= _FEWEST else None
