"""What is struck out of a model's English without asking: tests/cases/polish."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation import items
from vietgloss.translation.polish import polished

_CASES = yaml.safe_load((Path(__file__).parent / "cases" / "polish" / "polish.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, str]) -> None:
    found = items.find(case["source"])
    assert polished(case["english"], case["source"], found) == case["polished"]
    assert polished(case["polished"], case["source"], found) == case["polished"]


@given(
    st.lists(
        st.sampled_from("Party members of the commune met and 84 5% (a) “b” Nhà Bè".split()), max_size=12, unique=True
    )
)
def test_plain_english_stays(words: list[str]) -> None:
    sentence = " ".join(words)  # each once: twice is one too many
    assert polished(sentence, sentence, []) == sentence
