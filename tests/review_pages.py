"""Translations for the tests of the page for review, made without a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from vietgloss import Glossary, expand, quality
from vietgloss.pipeline import Segment, Translation
from vietgloss.terms import TermIndex, check

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES = Path(__file__).parent / "cases" / "page"


def glossary() -> Glossary:
    """The glossary of these tests."""
    return Glossary.from_text((CASES / "glossary.yaml").read_text(encoding="utf-8"), "glossary/long-thoi.yaml")


def translation(path: str, paragraphs: Sequence[Sequence[Sequence[str]]], known: Glossary | None = None) -> Translation:
    """A translation of paragraphs of pairs, checked as the pipeline does it."""
    known = known or glossary()
    index = TermIndex(known)
    text = "\n\n".join(" ".join(vietnamese for vietnamese, _ in pairs) for pairs in paragraphs)
    expansion = expand(text, known)
    segments: list[Segment] = []
    at = 0
    for vietnamese, english in (pair for pairs in paragraphs for pair in pairs):
        start = text.index(vietnamese, at)
        at = start + len(vietnamese)
        expanded = expansion.between(start, at)
        terms = tuple(check(index.find(expanded), expanded, english))
        warnings = tuple(quality.check(expanded, english, terms=terms))
        segments.append(Segment(start, at, vietnamese, expanded, english, terms, warnings))
    target = "\n\n".join(" ".join(english for _, english in pairs) for pairs in paragraphs)
    return Translation(path, "tiny", tuple(segments), target, expansion)


def news() -> list[Translation]:
    """The documents of news.yaml."""
    held = yaml.safe_load((CASES / "news.yaml").read_text(encoding="utf-8"))
    return [translation(d["path"], d["paragraphs"]) for d in held]
