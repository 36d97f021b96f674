"""Checks that names of people and places stand in the English with all their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.i18n import _
from vietgloss.quality import bare
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.quality.words import table
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = rf"[{vn.UPPER}][{vn.LOWER}]*(?:'[{vn.UPPER}{vn.LOWER}]+)?(?![\w'])"
_RUN = re.compile(rf"(?<![\w']){_PART}(?: {_PART})*")
_TITLED = re.compile(rf"\b(?:ông|bà|anh|chị|em|cô|chú|bác|cụ|thầy|thím|dì) (?P<name>{_PART})(?! {_PART})")
_SPOKEN_OF = re.compile(rf"\b(?i:ông|bà|anh|chị|em|cô|chú|bác|cụ|thầy) (?P<name>{_PART})(?! {_PART})")
_ENGLISH_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Comrade|Dr)\.? (?P<name>{_PART})(?! {_PART})")
_TARGET_WORD = re.compile(rf"(?<![\w'])[{vn.UPPER}][{vn.LOWER}{vn.UPPER}]+")
_HEAD = re.compile(r"(?:^|[.:;?!\"“(•/-])\W*$")
_AFTER_PLACE = re.compile(
    r"\b(?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|thôn|ấp|bản|đường|phố|trường|phổ thông|cơ sở|tiểu học) $",
    re.IGNORECASE,
)
_LEADS = frozenset("Hồ Từ Sông Mai Cao An Văn Hà Đào".split())
_FEWEST = 2
_LONGEST = 9
_SHORT = 3


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as the source has it, tone-folded; ``sure`` where it is one even if nothing like it is in the English."""

    folded: str
    written: str
    sure: bool
    person: bool = False


def compare(source: str, target: str) -> list[Warning]:
    """Return which names of ``source`` do not stand in ``target`` as they should; both plain."""
    folded, english = vn.fold_tone(source), vn.fold_tone(target)
    searched = vn.lower(english) if english.isupper() else english
    warnings: list[Warning] = []
    told: list[str] = []
    for name in _names(source, folded):
        wanted = vn.lower(name.folded) if english.isupper() else name.folded
        if any(name.folded in t for t in told) or _stands(wanted, searched, person=name.person):
            continue
        unmarked = names.without_marks(name.folded)
        without = unmarked != name.folded and len(unmarked) > _SHORT and _whole(unmarked, english)
        found = unmarked if without else _near(name.folded, folded, english, target)
        told.append(name.folded)
        if found or name.sure:
            warnings.append(_warning(name, found))
    return (
        warnings
        or bare.compare(source, target)
        or _unasked(folded, english, target)
        or _changed_places(source, folded, english)
    )


def _warning(name: _Name, found: str) -> Warning:
    forms = table().called_otherwise.get(name.folded, ("-",))
    expected = forms[0] if forms[0] != "-" else name.written
    says = _("{written} must keep its letters and marks").format(written=name.written)
    if expected != name.written:
        says = _("{written} is {expected} in English").format(written=name.written, expected=expected)
    has = _("the translation has {found}").format(found=found) if found else _("it is not in the translation")
    return Warning("name", f"{says}; {has}", expected, found)


def _names(source: str, folded: str) -> Iterator[_Name]:
    """Give the names in a line: places called otherwise in English, people, places, and other runs of capitals."""
    people = names.people(source)
    known = sorted([*people, *names.places(source)])
    for match in _RUN.finditer(folded):
        for start, end, sure in _in_run(folded, match, known):
            yield _Name(folded[start:end], source[start:end], sure, (start, end) in people)
    for match in _TITLED.finditer(folded):
        start, end = match.span("name")
        if match["name"] not in table().before_names and not folded[end : end + 2].strip().islower():
            yield _Name(match["name"], source[start:end], sure=True)


def _in_run(source: str, run: re.Match[str], known: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """Give the spans of the names in a run of capitalised words, and whether they are sure to be names."""
    words = table()
    start, end = run.span()
    parts = run[0].split()
    grams = (" ".join(parts[i : i + n]) for n in (3, 2) for i in range(len(parts) - n + 1))
    single = run[0] if run[0] in words.called_otherwise else None
    other = next((g for g in grams if g in words.called_otherwise), single)
    if other is not None:
        at = source.index(other, start)
        yield at, at + len(other), words.called_otherwise[other] != ("-",)
        if at - 1 > start:
            yield from _plain_run(source, start, at - 1, known)
        if at + len(other) + 1 < end:
            yield from _plain_run(source, at + len(other) + 1, end, known)
        return
    yield from _plain_run(source, start, end, known)


def _plain_run(source: str, start: int, end: int, known: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    words = table()
    begin = start
    parts = source[start:end].split()
    named = {a for a, b in known if start <= a and b <= end}
    while parts and parts[0] in words.before_names and start not in named:
        start += len(parts[0]) + 1
        parts = parts[1:]
    while parts and not parts[-1].strip("IVX") and len(parts) > 1:  # Quý I
        end -= len(parts[-1]) + 1
        parts = parts[:-1]
    if len(parts) >= _FEWEST:
        if parts[0] in words.before_names and _goes_on(source, start, end):
            return  # Đoàn Thanh niên
        yield start, end, bool(named) or not _HEAD.search(source[:start])
    elif parts and named and parts[0] not in words.before_names and not _goes_on(source, start, end):
        yield start, end, True
    elif end - begin > len(parts[0] if parts else "") and begin < end:
        yield begin, end, False


def _goes_on(source: str, start: int, end: int) -> bool:
    """Whether a capitalised word is the head of a longer one in small letters: ``Chi nhánh``, ``Miến dong``."""
    if source[:start].endswith("tác xã "):
        return True
    following = source[end + 1 : end + 12].split(maxsplit=1)[:1] if source[end : end + 1] == " " else []
    return bool(following) and following[0] in ("nhánh", "bộ", "đoàn", "hội", "dong", "ủy", "viên", "cục", "niên")


def _stands(name: str, target: str, *, person: bool) -> bool:
    """Whether a name stands in the target whole, in pieces of two words or more, or without a word that may be none."""
    words = table()
    forms = words.called_otherwise.get(name)
    if forms and forms[0] != "-":
        return any(vn.fold_tone(f) in target or vn.lower(f) in target for f in forms)
    if _whole(name, target):
        return True
    parts = name.split()
    for cut in range(1, len(parts) - 1 if len(parts) <= _LONGEST else 0):
        head, tail = " ".join(parts[:cut]), " ".join(parts[cut:])
        if not _alone(tail, target):
            continue
        if head in _LEADS or head in words.before_names or (cut == 1 and not person):
            return True
        if cut >= _FEWEST and _stands(head, target, person=person):
            return True
    return False


def _whole(name: str, target: str) -> bool:
    at = target.find(name)
    while at >= 0:
        after = target[at + len(name) : at + len(name) + 1]
        if not (at and target[at - 1].isalnum()) and not after.isalpha():
            return True
        at = target.find(name, at + 1)
    return False


def _alone(name: str, target: str) -> bool:
    """Whether a name stands in the target with no other Vietnamese name before it: a surname may have been changed."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", target):
        before = target[: match.start()].rsplit(maxsplit=1)[-1:]
        if not (before and before[0][:1].isupper() and vn.is_syllable(before[0]) and target[match.start() - 1] == " "):
            return True
    return False


def _near(name: str, source: str, folded: str, target: str) -> str:
    """Return what stands in the place of a name: as many words, one of them the same, and not in the source."""
    parts = name.split()
    if len(parts) < _FEWEST:
        return ""
    for match in _RUN.finditer(folded):
        words = match[0].split()
        for i in range(len(words) - len(parts) + 1):
            piece = words[i : i + len(parts)]
            same = sum(a == b for a, b in zip(piece, parts, strict=True))
            if 2 * same >= len(parts) and all(map(vn.is_syllable, piece)) and " ".join(piece) not in source:
                start = match.start() + len(" ".join([*words[:i], ""]))
                return target[start : start + len(" ".join(piece))]
    return ""


def _changed_places(source: str, folded: str, english: str) -> list[Warning]:
    """Return a warning if two people come in another order in the English: one may have got the other's office."""
    people = [s for s in names.people(source) if not _AFTER_PLACE.search(source[: s[0]])]
    once = [s for s in people if folded.count(folded[slice(*s)]) == 1 == english.count(folded[slice(*s)])]
    for first, second in pairwise(once):
        if english.index(folded[slice(*first)]) > english.index(folded[slice(*second)]):
            both = _("{source} comes before {source_2}").format(
                source=source[slice(*second)], source_2=source[slice(*first)]
            )
            return [
                Warning(
                    "name",
                    _("in the translation {both}: check what it says of each").format(both=both),
                    source[slice(*first)],
                )
            ]
    return _changed_titles(source, folded, english)


def _changed_titles(source: str, folded: str, english: str) -> list[Warning]:
    """Return a warning if two people named as ``ông Sỹ ... bà Nhâm`` come in another order."""
    theirs = [(m["name"], source[slice(*m.span("name"))]) for m in _SPOKEN_OF.finditer(folded)]
    ours = [m["name"] for m in _ENGLISH_TITLED.finditer(english)]
    for (first, one), (second, other) in pairwise(theirs):
        names_of_both = [n for n in ours if n in (first, second)]
        if first != second and names_of_both == [second, first] and [n for n, _ in theirs].count(first) == 1:
            both = _("{other} comes before {one}").format(other=other, one=one)
            return [Warning("name", _("in the translation {both}: check what it says of each").format(both=both), one)]
    return []


def _unasked(source: str, folded: str, target: str) -> list[Warning]:
    """Return names with Vietnamese marks that stand in the English and nowhere in the source."""
    low = vn.lower(source)
    for match in _TARGET_WORD.finditer(folded):
        if not match[0].isascii() and vn.is_syllable(match[0]) and vn.lower(match[0]) not in low and match[0] != "Hồ":
            found = target[slice(*match.span())]
            return [
                Warning(
                    "name", _("the translation has {found}, which is not in the source").format(found=found), "", found
                )
            ]
    return []
