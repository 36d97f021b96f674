"""Finds Vietnamese that was left in the English and is no name."""

from __future__ import annotations

import re
from itertools import pairwise

from vietgloss import text as vn
from vietgloss.i18n import _
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.quality.words import table
from vietgloss.translation import names

_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def untranslated(source: str, target: str) -> list[Warning]:
    """Return a warning with the Vietnamese words that were left and are no names."""
    found = list(_LETTERS.finditer(target))
    left = _capitals(found, source, target) if target.isupper() else _mixed(found, source, target)
    if not left:
        return []
    phrase = " ".join(found[i][0] for i in sorted(left))
    return [Warning("untranslated", _("left in Vietnamese: {phrase}").format(phrase=phrase), "", phrase)]


def _mixed(found: list[re.Match[str]], source: str, target: str) -> set[int]:
    words = table()
    left: set[int] = set()
    for i, match in enumerate(found):
        word = vn.fold_tone(match[0])
        if not word.isascii():
            small = word.islower() and vn.is_syllable(word) and word not in words.kept and not _in_name(target, match)
            if small or (word in words.never_names and not _beside_capital(target, found, i)):
                left.add(i)
        elif i and word.islower() and _plain_pair(found, i, source, target):
            left |= {i - 1, i}
    if any(m[0][:1].isupper() and not m[0].isascii() for m in found):
        left |= _phrases(found, source, target)
    return left


def _phrases(found: list[re.Match[str]], source: str, target: str) -> set[int]:
    """Return the words of phrases such as ``Bằng khen``: a capital, then small letters, which names do not have."""
    kept = table().kept
    plain = _spaced(vn.fold_tone(source))
    left: set[int] = set()
    for i, (first, second) in enumerate(pairwise(found)):
        one, two = vn.fold_tone(first[0]), vn.fold_tone(second[0])
        if not one[0].isupper() or not two.islower() or (one.isascii() and two.isascii()):
            continue
        if target[first.end() : second.start()] != " " or not (vn.is_syllable(one) and vn.is_syllable(two)):
            continue
        if f" {one} {two} " not in plain or vn.lower(one) in kept or _in_quotes(target, first.start()):
            continue
        end = i + 2
        while end < len(found) and _goes_on(target, found, i, end, plain):
            end += 1
        if not any(found[k][0][0].isupper() for k in range(i + 1, end)):  # Thích nữ Diệu Thiện
            left |= set(range(i, end))
    return left


def _in_quotes(target: str, at: int) -> bool:
    """Whether a place is within quotation marks, where songs and books keep their names."""
    return target.count('"', 0, at) % 2 == 1 or target.count("“", 0, at) > target.count("”", 0, at)


def _goes_on(target: str, found: list[re.Match[str]], i: int, k: int, plain: str) -> bool:
    """Whether the word ``k`` continues a phrase that begins with the word ``i`` and stands so in the source."""
    together = target[found[k - 1].end() : found[k].start()] == " "
    return together and f" {vn.fold_tone(target[found[i].start() : found[k].end()])} " in plain


def _capitals(found: list[re.Match[str]], source: str, target: str) -> set[int]:
    """Return the words of a line in capitals that are left: common pairs of the source, with marks or without."""
    pairs = {(a[0], b[0]) for a, b in pairwise(vn.WORD.finditer(vn.lower(vn.fold_tone(source))))}
    common = {p for p in pairs if _is_common(*p)}
    bare = {tuple(names.without_marks(w) for w in p) for p in common} - _ENGLISH
    left: set[int] = set()
    for i, (first, second) in enumerate(pairwise(found)):
        pair = (vn.lower(vn.fold_tone(first[0])), vn.lower(vn.fold_tone(second[0])))
        if target[first.end() : second.start()] == " " and (pair in common or pair in bare):
            left |= {i, i + 1}
    return left


_ENGLISH = {("an", "to"), ("to", "an"), ("in", "an"), ("on", "an"), ("to", "do")}
"""Pairs of English words that are also pairs of Vietnamese ones without their marks."""


def _is_common(first: str, second: str) -> bool:
    """Whether two syllables are a common word, and so no name."""
    return f"{vn.lower(first)}_{vn.lower(second)}" in table().common


def _spaced(text: str) -> str:
    return f" {' '.join(vn.WORD.findall(text))} "


def _in_name(target: str, match: re.Match[str]) -> bool:
    """Whether a small syllable is part of a name: Ka-tơ."""
    return target[max(0, match.start() - 1) : match.start()] in ("-", "'", "’") and target[match.start() - 2].isalpha()


def _beside_capital(target: str, found: list[re.Match[str]], i: int) -> bool:
    """Whether another capitalised word stands beside a word: Hội An, Lê Thành."""
    near = [k for k in (i - 1, i + 1) if 0 <= k < len(found)]
    return any(
        found[k][0][0].isupper() and target[min(found[k].end(), found[i].end())] == " " and vn.is_syllable(found[k][0])
        for k in near
    )


def _plain_pair(found: list[re.Match[str]], i: int, source: str, target: str) -> bool:
    """Whether two words without marks are Vietnamese: no English words, or words of the source without its marks."""
    first, second = found[i - 1][0], found[i][0]
    if not (first.isascii() and first.islower() and vn.is_syllable(first) and vn.is_syllable(second)):
        return False
    if target[found[i - 1].end() : found[i].start()] != " ":
        return False
    words = table()
    strange = (first not in words.english) + (second not in words.english)
    if first in words.kept or second in words.kept:
        return False
    if strange != 1:
        return strange > 1
    bare = f" {' '.join(names.without_marks(vn.lower(w)) for w in vn.WORD.findall(source))} "
    return f" {first} {second} " in bare
