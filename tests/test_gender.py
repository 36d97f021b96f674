"""Titles of women; the cases are data: tests/cases/terms/gender.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.terms.gender import feminine

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "gender.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_holds(case: dict[str, Any]) -> None:
    wanted = case.get("english", case["text"])
    assert feminine(case["text"], case["names"]) == wanted
    assert feminine(wanted, case["names"]) == wanted


@given(st.lists(st.sampled_from(["Chairman", "of", "the", "Mr.", ",", "and", "Lê Văn Bảy", "said."]), max_size=12))
def test_without_a_woman_nothing_changes(words: list[str]) -> None:
    text = " ".join(words)
    assert feminine(text, ["Lê Văn Bảy"]) == text
