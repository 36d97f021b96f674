"""What the engine gets for the Vietnamese of notes and tables: tests/cases/plainer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation.plainer import plainer

_CASES = yaml.safe_load((Path(__file__).parent / "cases" / "plainer" / "plainer.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, str]) -> None:
    assert plainer(case["text"]) == case["plain"]


@given(st.lists(st.sampled_from("chết 72 , mới đạt 38% vốn 12 tỷ đồng 24/24 giờ 6h - 10h và".split()), max_size=14))
def test_twice_is_once(words: list[str]) -> None:
    once = plainer(" ".join(words))
    assert plainer(once) == once
