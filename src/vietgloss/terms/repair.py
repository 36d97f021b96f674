"""Putting the English of a missed term in the place of what the engine wrote for it.

Which words that is, the decoder's attention tells (Bahdanau et al., 2015), helped by words that the term's English has
too. Words that stand for another term, a figure or a name are never touched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vietgloss.terms.find import stem
from vietgloss.terms.fit import fit
from vietgloss.translation import items as found_items

if TYPE_CHECKING:
    from vietgloss.terms.choose import Candidate
    from vietgloss.terms.write import Form
    from vietgloss.translation.items import Item
    from vietgloss.translation.tokens import Alignment

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL = frozenset(
    "a an the of to in on at for and or with by from as that which this these those its their his her it is are was "
    "were be been has have had will".split()
)
_LEAST = 0.22
"""The share of its attention that a word must give to the term to speak for it."""
_ALIKE = 0.45
"""What a word is worth that stands in the term's English too."""
_ENOUGH = 0.15
_LONGER = 4


class _Word(NamedTuple):
    start: int
    end: int
    worth: float
    free: bool


def repaired(form: Form, candidate: Candidate, alignment: Alignment) -> str | None:
    """Return a translation with its missed terms put in, or None if no place is found for any.

    Args:
        form: The line; its items are what the translation must hold.
        candidate: The translation.
        alignment: Which words of the translation stand for which characters of the form's text.
    """
    text = candidate.text
    _, used = found_items.account(list(form.items), text)
    places: list[tuple[int, int, Item]] = []
    for item in sorted(candidate.missed, key=lambda i: i.start - i.end):
        place = _place(item, text, used, alignment)
        if place:
            places.append((*place, item))
            used[place[0] : place[1]] = b"\1" * (place[1] - place[0])
    for start, end, item in sorted(places, key=lambda p: p[0], reverse=True):
        new = fit(item.target, text[:start], text[start:end], text[end:])
        text = text[:start] + new + text[end:]
    return text if places else None


def _place(item: Item, text: str, used: bytearray, alignment: Alignment) -> tuple[int, int] | None:
    """Return where in a translation the words for a term stand."""
    words = _words(item, text, used, alignment)
    longest = len(_WORD.findall(item.target)) + _LONGER
    best, place = _ENOUGH, None
    for first, word in enumerate(words):
        if not word.free or word.worth <= 0:
            continue
        total = 0.0
        for last in range(first, min(len(words), first + longest)):
            if not words[last].free:
                break
            total += words[last].worth
            if total > best and words[last].worth > 0:
                best, place = total, (word.start, words[last].end)
    return place


def _words(item: Item, text: str, used: bytearray, alignment: Alignment) -> list[_Word]:
    shares = alignment.shares(item.start, item.end)
    alike = {stem(w) for form in (item.target, *item.also) for w in _WORD.findall(form)} - _SMALL
    words = []
    tokens = [(a, b, s) for (a, b), s in zip(alignment.target, shares, strict=False)]
    passed = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while passed < len(tokens) and tokens[passed][1] <= start:  # tokens come in the order of the text
            passed += 1
        own, at = [], passed
        while at < len(tokens) and tokens[at][0] < end:
            own.append(tokens[at][2])
            at += 1
        share = sum(own) / len(own) if own else 0.0
        low = match[0].lower()
        if low in _SMALL:
            worth = min(0.0, share - _LEAST)
        else:
            worth = share - _LEAST + (_ALIKE if share > _LEAST / 4 and stem(low) in alike else 0)
        words.append(_Word(start, end, worth, not any(used[start:end])))
    return words
