"""The English of a term around the name of a place that stands behind it in the source.

``Giám đốc Sở Du lịch TP. HCM`` is a *Director of the Department of Tourism*; English is as likely to set the city
within that: *Director of the Ho Chi Minh City Department of Tourism*.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import CITIES, CITIES_IN_ENGLISH, any_of

if TYPE_CHECKING:
    from vietgloss.glossary import Term

_UNITS = {
    "tỉnh": ("Province", "Provincial"),
    "thành phố": ("City", "Municipal"),
    "quận": ("District",),
    "huyện": ("District",),
    "thị xã": ("Town",),
    "phường": ("Ward",),
    "xã": ("Commune",),
}
_CAPITAL = rf"[{vn.UPPER}][{vn.LOWER}]+"
_PLACE = re.compile(
    rf" (?:(?i:(?P<of>tỉnh|thành phố)) )?(?P<city>{any_of(CITIES)})(?!\w)"
    rf"| (?i:(?P<unit>{any_of(_UNITS)})) (?P<name>{_CAPITAL}(?: {_CAPITAL}){{0,2}})(?!\w)"
)
_LEVEL = re.compile(r"(?:Municipal|Provincial|District|Commune|Ward|Town|City) ")
_WITHIN = " of the "


def with_place(term: Term, sentence: str, end: int) -> Term:
    """Return a term with the English that has the place behind it within it as right too.

    Args:
        term: The term.
        sentence: The source.
        end: Where the term ends there.
    """
    if _WITHIN not in term.target:
        return term
    place = _PLACE.match(sentence, end)
    if place is None:
        return term
    if place["city"]:
        english = CITIES_IN_ENGLISH.get(place["city"])
        if english:
            names = tuple(dict.fromkeys((english, f"{english.removesuffix(' City')} City")))
        else:
            names = _said(place["city"], place["of"] or "tỉnh")
    else:
        # A person's name may follow that of the place.
        words = place["name"].split(" ")
        names = tuple(said for n in range(1, len(words) + 1) for said in _said(" ".join(words[:n]), place["unit"]))
    return _with_names(term, names)


def _said(name: str, unit: str) -> tuple[str, ...]:
    return (name, *(f"{name} {word}" for word in _UNITS[vn.lower(unit)]))


@lru_cache(1 << 10)
def _with_names(term: Term, said: tuple[str, ...]) -> Term:
    also = list(term.also)
    for english in (term.target, *term.also):
        head, within, body = english.rpartition(_WITHIN)
        if within:
            bare = _LEVEL.sub("", body, count=1) if _LEVEL.match(body) else body
            also += [f"{head}{within}{name} {part}" for name in said for part in dict.fromkeys((body, bare))]
    return replace(term, also=tuple(dict.fromkeys(also)))
