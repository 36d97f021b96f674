"""Putting right in place what the engine copied nearly right: a figure, a name, a document number.

A model that writes ``93.5%`` for ``103.5%`` or ``Vũ Thị Kim Sa`` for ``Võ Thị Kim Sa`` has the sentence right and the
copy wrong. For each item that is missing, the place in the English is looked for that no other item accounts for, that
has the shape of the item and is nearest to it in letters (Ratcliff and Obershelp's ratio).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation import items as found_items
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.translation.items import Item

_FIGURE = re.compile(r"(?<![\d/-])(?<!\d[.,:])\d+(?:[.,/:-]\d+)*%?(?![\w/-]|[.,]\d)")
_SUM = re.compile(
    r"(?:(?:VND|USD|US\$|\$|EUR|€)\s?)?(?<![\d/-])(?<!\d[.,:])\d+(?:[.,]\d+)*"
    r"(?: (?:thousand|million|billion|trillion))?"
    r"(?: (?:VND|dong|đồng|USD|US dollars|dollars|euros?))?(?![\w/-]|[.,]\d|%)"
)
_QUARTER = re.compile(
    r"(?:the )?(?:first|second|third|fourth|1st|2nd|3rd|4th) quarter(?: (?:of )?\d{4})?", re.IGNORECASE
)
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_TITLE = re.compile(r"(?:Comrade|Mr|Mrs|Ms|Dr|Chairman|Chairwoman|Secretary|Director)\.? ")
_CODE = re.compile(r"(?<![\w/-])\d+[\w./-]*[A-ZĐ][\w./-]*\w|(?<![\w/-])\d+[/-][\w/-]+")
_NAME = re.compile(rf"[{vn.UPPER}][^\W\d_]*(?:[ .]+[{vn.UPPER}][^\W\d_]*)*")
_GIVEN = re.compile(
    rf"(?!(?:The|This|That|Then|They|There|These|His|Her|Its|In|On|At|To|He|She|It|An|And)\b)[{vn.UPPER}][^\W\d_]*"
)
_ADDRESS = re.compile(r"\S*[\w-]+\.[\w-]+\S*")
_BRACKET = re.compile(r"\([^()]*\)")
_CREDIT = re.compile(r"(?:\w+ ){0,3}[^\W\d_]+: [^().:]+(?=\.?$|\)[.]?$)")
_UPPER = re.compile(r"\b[A-ZĐƯ]{2,}\b")
_DIGIT = re.compile(r"\d")
_PHRASE = re.compile(
    rf"(?:the )?[{vn.UPPER}][^\W\d_]*(?:(?:,? | - )(?:[{vn.UPPER}][\w’'-]*|and|of|\w+s(?!\w)|newspaper))*"
)
_ALMOST = 0.75
_SAME_SHAPE = 0.55
# The shape to look for, and how near it must be.
_SHAPES: dict[str, tuple[re.Pattern[str], float]] = {
    "number": (_FIGURE, 0.5),
    "money": (_SUM, 0.5),
    "quarter": (_QUARTER, 0.5),
    "period": (_FIGURE, 0.5),
    "time": (_FIGURE, 0.5),
    "ordinal": (_ORDINAL, 0.5),
    "document-number": (_CODE, 0.5),
    "name": (_NAME, 0.7),
    "place": (_NAME, 0.7),
    "given": (_GIVEN, 0.75),
    "aside": (_BRACKET, 0.3),
    "code": (_UPPER, 0.5),
    "url": (_ADDRESS, 0.4),
    "email": (_ADDRESS, 0.4),
    "domain": (_ADDRESS, 0.4),
}


def mend(items: list[Item], target: str, terms: Sequence[Item] = ()) -> tuple[str, list[tuple[str, Item]]]:
    """Put items right in place.

    Args:
        items: What must stand in the English.
        target: The English.
        terms: What stands for them there is no copy of an item: ``Program 135``.

    Returns:
        The English put right, and what was changed: what stood there, and the item.
    """
    absent, used = found_items.account([*items, *terms], target)
    candidates = [c for item in absent if item.kind != "term" for c in _candidates(item, target, used)]
    chosen: list[tuple[int, int, Item]] = []
    done: set[int] = set()
    for _, start, end, item in sorted(candidates, key=lambda c: -c[0]):
        if id(item) not in done and not any(used[start:end]):
            done.add(id(item))
            used[start:end] = b"\1" * (end - start)
            chosen.append((start, end, item))
    chosen.sort(key=lambda c: c[0])
    changed = [(target[start:end], item) for start, end, item in chosen]
    for start, end, item in reversed(chosen):
        target = target[:start] + item.target + target[end:]
    return target, changed


def _candidates(item: Item, target: str, used: bytearray) -> list[tuple[float, int, int, Item]]:
    """Return the places that may be a bad copy of ``item``: how near, and the span."""
    if item.kind not in _SHAPES:
        return []
    shape, least = _SHAPES[item.kind]
    if item.kind == "aside" and not item.target.startswith("("):
        shape, least = (_CREDIT, least) if ":" in item.target else (_PHRASE, _ALMOST)
    wanted = names.without_marks(item.target).lower()
    found = []
    for match in shape.finditer(target):
        title = _TITLE.match(match[0]) if item.kind == "name" else None
        start, end = match.start() + (len(title[0]) if title else 0), match.end()
        there = target[start:end]
        if any(used[start:end]) or there.endswith("%") != item.target.endswith("%"):
            continue
        near = SequenceMatcher(None, wanted, names.without_marks(there).lower(), autojunk=False).ratio()
        if shape not in (_NAME, _GIVEN) and _DIGIT.sub("9", there) == _DIGIT.sub("9", item.target):
            near = max(near, _SAME_SHAPE)  # a figure of the same shape that is not in the source
        found.append((near, start, end, item))
    if shape is _BRACKET and len(found) == 1:
        return found  # the only brackets that are left
    return [candidate for candidate in found if candidate[0] >= least]
