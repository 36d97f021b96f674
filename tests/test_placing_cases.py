"""Markup finds its words in English: the sentences of ``cases/placing`` on the built-in model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.placing import bare, load, measure

from vietgloss.pipeline import Translator
from vietgloss.translation.engine import Options

if TYPE_CHECKING:
    from vietgloss import Glossary

LEAST = 0.8
"""Share of the marked parts that must be right; without terms, names and figures it was 68 %."""


@pytest.mark.parametrize(
    ("phrase", "left"),
    [("of the Youth Union", "youth union"), ("VND12.5 billion,", "vnd12.5 billion"), ("The 12th", "12th"), ("of", "")],
)
def test_small_words_at_the_ends_do_not_count(phrase: str, left: str) -> None:
    assert bare(phrase) == left


def test_every_case_says_what_each_of_its_parts_may_be() -> None:
    for case in load():
        assert case["source"].count("<b>") == case["source"].count("</b>") == len(case["spans"]), case["id"]


def test_markup_stands_on_the_right_words(shipped: Glossary) -> None:
    parts = measure(Translator(shipped, options=Options(beam=1)), load()[::2])
    judged = [part for part in parts if part.right is not None]
    wrong = [f"{part.case}: {part.source} = {part.found}" for part in judged if not part.right]
    assert len(judged) > len(parts) / 2
    assert len(wrong) <= (1 - LEAST) * len(judged), "\n".join(wrong)
