"""Every slot of a template, by name: a function of a random generator that gives the Vietnamese and the English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import documents as d
import figures as f
import people
from values import chosen

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from values import Value

SLOTS: dict[str, Callable[[random.Random], Value]] = {
    "n": f.small,
    "big": f.big,
    "pct": f.percent,
    "dec": f.decimal,
    "times": f.times,
    "vnd": f.vnd,
    "usd": f.usd,
    "date": f.date,
    "day": f.day,
    "month": f.month,
    "year": f.year,
    "years": f.years,
    "quarter": f.quarter,
    "ordinal": f.ordinal,
    "time": f.time,
    "ha": f.hectares,
    "km": f.kilometres,
    "tonnes": f.tonnes,
    "m2": f.square_metres,
    "person": people.person,
    "province": chosen("provinces"),
    "district": chosen("districts"),
    "commune": chosen("communes"),
    "village": chosen("villages"),
    "title": chosen("titles"),
    "body": chosen("bodies"),
    "topic": chosen("topics"),
    "qd": d.decision,
    "nd": d.decree,
    "tt": d.circular,
    "nqh": d.council,
    "khu": d.plan,
    "phone": d.phone,
    "url": d.url,
    "email": d.email,
    **{kind: d.party(kind) for kind in d.PARTY},
}


def kind(name: str) -> str:
    """Return the slot that a name in a template stands for: ``n`` for ``n2``; ``m2`` is a slot itself.

    Raises:
        KeyError: If there is no such slot.
    """
    for known in (name, name[:-1] if name[-1:].isdigit() else name):
        if known in SLOTS:
            return known
    raise KeyError(name)
