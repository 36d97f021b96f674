"""Finds names that lost their marks without having been known for names: in capitals, or within longer names.

Such a name are two neighbouring words that are two neighbouring capitalised words of the source without their marks,
for English words are that by a rare chance only: ``Cau Dat Tea`` of ``Chè Cầu Đất``, ``CAT TIEN`` of ``CÁT TIÊN``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from vietgloss import text as vn
from vietgloss.i18n import _
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.quality.words import table
from vietgloss.translation import names

_WORD = re.compile(r"(?<![\w'])[^\W\d_]+(?![\w'])")
_PLACE = re.compile(
    r"(?<!\w)(?:HUYỆN|TỈNH|PHƯỜNG|QUẬN|XÃ|THÀNH PHỐ|THỊ TRẤN|THỊ XÃ|THÔN) (?P<name>[^\W\d_]+ [^\W\d_]+)(?![\w'])"
)


def compare(source: str, target: str) -> list[Warning]:
    """Return a warning for the first name that stands there without its marks; both texts plain."""
    theirs, ours = vn.fold_tone(source), vn.fold_tone(target)
    if theirs.isupper() and ours.isupper():
        return _unmarked(theirs, source, ours) or _places(theirs, source, ours)
    return _unmarked(theirs, source, ours)


def _unmarked(folded: str, source: str, target: str) -> list[Warning]:
    there: dict[str, str] = {}
    for first, second in pairwise(_WORD.finditer(target)):
        pair = f"{first[0]} {second[0]}"
        if pair.isascii() and first[0][0].isupper() and second[0][0].isupper() and _beside(target, first, second):
            there[pair] = pair
    if not there:
        return []
    for first, second in pairwise(_WORD.finditer(folded)):
        pair = f"{first[0]} {second[0]}"
        if pair.isascii() or not (first[0][0].isupper() and second[0][0].isupper() and _beside(folded, first, second)):
            continue
        found = names.without_marks(pair)
        if found in there and pair not in target and _is_name(pair):
            written = source[first.start() : second.end()]
            message = _("{written} must keep its letters and marks; the translation has {found}").format(
                written=written, found=found
            )
            return [Warning("name", message, written, found)]
    return []


def _places(folded: str, source: str, target: str) -> list[Warning]:
    """Return a warning for a place of two syllables in a line in capitals of which nothing is in the English."""
    english = set(_WORD.findall(target))
    for match in _PLACE.finditer(folded):
        parts = match["name"].split()
        if _is_name(match["name"]) and all(map(vn.is_syllable, parts)) and not english & set(parts):
            if any(p.capitalize() in table().before_names for p in parts):
                continue
            written = source[slice(*match.span("name"))]
            return [Warning("name", _("{written} is not in the translation").format(written=written), written)]
    return []


def _is_name(pair: str) -> bool:
    words = table()
    return vn.lower(pair).replace(" ", "_") not in words.common and pair.title() not in _otherwise()


@lru_cache(maxsize=1)
def _otherwise() -> frozenset[str]:
    """Return all pairs of neighbouring words in the names that English calls otherwise."""
    return frozenset(" ".join(pair) for name in table().called_otherwise for pair in pairwise(name.split()))


def _beside(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()] == " "
