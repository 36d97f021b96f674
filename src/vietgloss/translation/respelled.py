"""Names that an engine misspells by one syllable: *Gần Ráng* of ``Ghềnh Ráng``, *Tền Trí Dũng* of ``Tề Trí Dũng``."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation.names import without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_SYLLABLE = rf"[{vn.UPPER}][{vn.LOWER}]*"
_RUN = re.compile(rf"(?<![\w’'-]){_SYLLABLE}(?: {_SYLLABLE}){{1,4}}(?![\w’'-])")
_FEWEST, _MOST = 2, 4
_ALIKE = 0.5
"""A syllable without marks is taken for a misspelling if it shares so much with the source's."""
_ENGLISH = frozenset("the on an in at to so he me can ban hang pan sung tin ten man men do go no long song bin".split())
"""English words that could be Vietnamese syllables."""


def respelled(target: str, source: str) -> str:
    """Return English whose names of two to four syllables are spelled as in the source, where one syllable is not.

    The syllable that is put right stands nowhere in the source, and the name as the source has it nowhere in the
    English.

    Args:
        target: The English.
        source: The Vietnamese.

    >>> respelled("the Gần Ráng tourist area", "khu du lịch Ghềnh Ráng")
    'the Ghềnh Ráng tourist area'
    """
    if not any(map(vn.has_marks, target.split(" "))):
        return target
    there = set(vn.WORD.findall(vn.fold_tone(vn.lower(source))))
    for name in dict.fromkeys(_names(source)):
        if name not in target:
            target = _put(target, name.split(" "), there)
    return target


def _names(source: str) -> Iterator[str]:
    """Give the runs of capitalised syllables of a line; one at its beginning also without its first word."""
    for match in _RUN.finditer(source):
        words = match[0].split(" ")
        if all(map(vn.is_syllable, words)):
            for some in (words, *([words[1:]] if match.start() == 0 else [])):
                if _FEWEST <= len(some) <= _MOST:
                    yield " ".join(some)


def _put(target: str, name: list[str], there: set[str]) -> str:
    """Return English with a name in place of the one run that differs from it in a single strange syllable."""
    found: list[tuple[int, int]] = []
    for match in _RUN.finditer(target):
        words = match[0].split(" ")
        at = match.start()
        for i in range(len(words) - len(name) + 1):
            some = words[i : i + len(name)]
            if _is_slip(some, name, there):
                start = at + sum(len(w) + 1 for w in words[:i])
                found.append((start, start + len(" ".join(some))))
    for start, end in reversed(found):
        target = target[:start] + " ".join(name) + target[end:]
    return target


def _is_slip(words: list[str], name: list[str], there: set[str]) -> bool:
    wrong = [(a, b) for a, b in zip(words, name, strict=True) if a != b]
    if len(wrong) != 1:
        return False
    slip, right = (vn.fold_tone(vn.lower(w)) for w in wrong[0])
    if slip in there or without_marks(slip) == without_marks(right):
        return False  # Ho Chi Minh is English
    if vn.has_marks(wrong[0][0]):
        return True
    alike = SequenceMatcher(None, without_marks(slip), without_marks(right)).ratio() >= _ALIKE
    return alike and vn.is_syllable(slip) and slip not in _ENGLISH
