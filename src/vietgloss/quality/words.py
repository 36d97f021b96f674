"""The tables in ``words.yaml``, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from vietgloss import text as vn


@dataclass(frozen=True, slots=True)
class Words:
    """What the checks of names and of untranslated Vietnamese know.

    Attributes:
        before_names: Capitalised words that are no part of a name.
        never_names: Capitalised words that are no name by themselves, and so are Vietnamese that was left.
        called_otherwise: Places that English calls otherwise, tone-folded, each with the forms that are right.
        kept: Words of Vietnamese culture that English prints as they are.
        common: Common words of two syllables, tone-folded, joined by ``_``.
        english: English words that could be Vietnamese syllables.
    """

    before_names: frozenset[str]
    never_names: frozenset[str]
    called_otherwise: dict[str, tuple[str, ...]]
    kept: frozenset[str]
    common: frozenset[str]
    english: frozenset[str]


@lru_cache(maxsize=1)
def table() -> Words:
    """Return the tables."""
    text = Path(__file__).with_name("words.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # a safe one, in C
    return Words(
        frozenset(vn.fold_tone(w.rstrip("_")) for w in raw["before_names"].split()),
        frozenset(vn.fold_tone(w) for w in raw["never_names"].split()),
        {vn.fold_tone(k): tuple(v) for k, v in raw["called_otherwise"].items()},
        frozenset(vn.fold_tone(w) for w in raw["kept"].split()),
        frozenset("_".join(map(vn.fold_tone, w.split("_"))) for w in raw["common"].split()),
        frozenset(str(w) for w in raw["english"].split()),
    )
