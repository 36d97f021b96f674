"""The cues that people wrote into an entry's senses: which of them stand beside a place, near it, or further off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vietgloss.expansion.context import Context
    from vietgloss.glossary import Sense

    Evidence = tuple[int, float, str]
    """A piece of evidence: the position of the sense it speaks for, its points, and what it is."""

# The points of each kind, found on labelled text (training/senses); 1 point is a factor of e.
BESIDE = 4.0
NEAR = 3.0
FAR = 0.5
"""For a cue of ``near`` that stands further off, in the text around; up to ``_MOST_FAR`` of them for a sense."""
COLON = ":"
"""As a cue after: the abbreviation begins a field of a form."""
CLOSING = ")"
"""As a cue after: behind a dash it ends a note in parentheses, and says whose note it is."""
_MOST_FAR = 2
_FADE = 6
_SENTENCE_ENDS = re.compile(rf"[.!?…][\"”’)]?\s{{1,3}}[{vn.UPPER}]")
_SENTENCE_END = re.compile(rf"(?:[{vn.LOWER}]{{2}}|[{vn.UPPER}]{{3}})[.!?…][\"”’)]?\s{{1,3}}\Z")
_COLON_AFTER = re.compile(r"\s?:")
_NOTE_BEFORE = re.compile(r"[-–—] ?\Z")
_FIELD_BEFORE = re.compile(r"(?:\A|[.;|•+*–-]|\d[.)]|:[^:]{1,60},)\s{0,9}\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its number among those of an entry, the sense it speaks for, its words, and whether its capitals count."""

    number: int
    sense: int
    words: tuple[str, ...]
    cased: bool
    text: str

    @property
    def points(self) -> float:
        """What it is worth directly beside: a document named by its number, or a field's name, leaves little doubt."""
        numbered = any(w.isdigit() for w in self.words) and len(self.words) > 1
        return 2 * BESIDE if numbered or self.words in ((COLON,), (CLOSING,)) else BESIDE

    @property
    def phrase(self) -> str:
        """Its words in small letters, between spaces."""
        return f" {' '.join(self.words).lower()} "

    def stands(self, words: Sequence[str], low: Sequence[str], at: int) -> bool:
        """Tell whether the cue stands at a position; ``low`` is ``words`` in small letters."""
        there = words if self.cased else low
        return at >= 0 and tuple(there[at : at + len(self.words)]) == self.words


class Cues:
    """The cues of an entry, by their first word; those of ``before`` by their last.

    Args:
        senses: The entry's senses.
    """

    def __init__(self, senses: Sequence[Sense]) -> None:
        self.before: dict[str, list[Cue]] = {}
        self.after: dict[str, list[Cue]] = {}
        self.near: dict[str, list[Cue]] = {}
        self._senses = len(senses)
        number = count()
        for i, sense in enumerate(senses):
            for cues, index, first in (
                (sense.before, self.before, -1),
                (sense.after, self.after, 0),
                (sense.near, self.near, 0),
            ):
                for cue in _parsed(i, cues, number):
                    index.setdefault(vn.lower(cue.words[first]), []).append(cue)

    def around(self, context: Context) -> list[Evidence]:
        """Return what the cues in the place's own line say: for which sense, how many points, in words."""
        found: dict[int, Evidence] = {}
        before: dict[int, Cue] = {}
        after: dict[int, Cue] = {}
        ended = _SENTENCE_ENDS.match(context.after) is not None
        for left, right in (context.raw, context.normal) if context.document.known else (context.raw,):
            low_left, low_right = [w.lower() for w in left], [w.lower() for w in right]
            for end in _ends(left, context.before):
                for cue in self.before.get(low_left[end - 1], ()):
                    if cue.stands(left, low_left, end - len(cue.words)):
                        before[cue.number] = cue
            for cue in self.after.get(low_right[0], ()) if right and not ended else ():
                if cue.stands(right, low_right, 0):
                    after[cue.number] = cue
            if COLON in self.after and _heads_field(context):
                after.update((cue.number, cue) for cue in self.after[COLON])
            if CLOSING in self.after and context.after.startswith(CLOSING) and _NOTE_BEFORE.search(context.before):
                after.update((cue.number, cue) for cue in self.after[CLOSING])
            if self.near:
                self._find_near(left, low_left, found, from_left=True)
                self._find_near(right, low_right, found, from_left=False)
        found.update((cue.number, (cue.sense, cue.points, f"after '{cue.text}'")) for cue in _longest(before))
        found.update((cue.number, (cue.sense, cue.points, f"before '{cue.text}'")) for cue in _longest(after))
        return list(found.values())

    def further_off(self, context: Context, at: int, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
        """Give what the cues of ``near`` say that are not in ``evidence`` but stand in the text around ``at``."""
        words, text = context.document.said(at)
        told = {(i, why) for i, _, why in evidence}
        held = [0] * self._senses
        for first in sorted(self.near.keys() & words):
            for cue in self.near[first]:
                if held[cue.sense] < _MOST_FAR and (cue.sense, _why_near(cue)) not in told and cue.phrase in text:
                    held[cue.sense] += 1
                    yield cue.sense, FAR, f"'{cue.text}' in the text around"

    def _find_near(
        self, words: Sequence[str], low: Sequence[str], found: dict[int, Evidence], *, from_left: bool
    ) -> None:
        if self.near.keys().isdisjoint(low):
            return
        for at, word in enumerate(low):
            for cue in self.near.get(word, ()):
                if cue.stands(words, low, at):
                    between = len(words) - len(cue.words) - at if from_left else at
                    value = NEAR / (1 + between / _FADE)
                    if cue.number not in found or value > found[cue.number][1]:
                        found[cue.number] = cue.sense, value, _why_near(cue)


def _why_near(cue: Cue) -> str:
    return f"near '{cue.text}'"


def _heads_field(context: Context) -> bool:
    """Tell whether the place is what a field of a form begins with: ``TP:`` of those present, at a line's beginning."""
    return _COLON_AFTER.match(context.after) is not None and _FIELD_BEFORE.search(context.before) is not None


def _ends(left: Sequence[str], before: str) -> Iterator[int]:
    """Give where a cue may end that stands directly before: at the place, and before a number (``khởi tố 24 BC``)."""
    if not left or _SENTENCE_END.search(before):
        return
    end = len(left)
    yield end
    while end and left[end - 1].isdigit():
        end -= 1
    if 0 < end < len(left):
        yield end


def _longest(cues: Mapping[int, Cue]) -> list[Cue]:
    """Leave out what stands within a longer cue that speaks for another sense: ``số`` in ``số 144-QĐ/TW``."""
    most = max((len(c.words) for c in cues.values()), default=0)
    senses = {c.sense for c in cues.values() if len(c.words) == most}
    return [c for c in cues.values() if c.sense in senses]


def _parsed(sense: int, cues: Iterable[str], number: Iterator[int]) -> Iterator[Cue]:
    """Take the cues of a sense apart; a cue in small letters matches any case."""
    for cue in cues:
        sign = cue.strip()
        words = (sign,) if sign in (COLON, CLOSING) else tuple(vn.WORD.findall(vn.fold_tone(vn.plain(vn.nfc(cue)))))
        if words:
            yield Cue(next(number), sense, words, any(w != w.lower() for w in words), cue)
