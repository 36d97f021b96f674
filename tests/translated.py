"""Translations made without a model, for tests of what is made of translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss import Glossary, expand
from vietgloss.pipeline import Segment, Translation
from vietgloss.quality import Warning  # noqa: A004  # the field's word for it
from vietgloss.terms import TermCheck

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOTHING = expand("", Glossary())


def translation(pairs: Iterable[tuple[str, str]], path: str = "tin-long-thoi.txt") -> Translation:
    """A document with these segments; in each of them a term is missed if its English is not there."""
    segments = tuple(
        Segment(
            0,
            len(source),
            source,
            source,
            english,
            (TermCheck("huyện", "district", "istrict" in english),) if "huyện" in source else (),
            (Warning("number", "7.8 is not in the English"),) if "7,8" in source and "7.8" not in english else (),
        )
        for source, english in pairs
    )
    return Translation(path, "none", segments, "", _NOTHING)
