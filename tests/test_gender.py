"""Titles of women; the cases are data: gender.yaml and offices.yaml in tests/cases/terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.terms.gender import feminine, throughout

DATA = Path(__file__).parent / "cases" / "terms"
CASES = yaml.safe_load((DATA / "gender.yaml").read_text(encoding="utf-8"))
OFFICES = yaml.safe_load((DATA / "offices.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_holds(case: dict[str, Any]) -> None:
    wanted = case.get("english", case["text"])
    assert feminine(case["text"], case["names"]) == wanted
    assert feminine(wanted, case["names"]) == wanted


@pytest.mark.parametrize("case", OFFICES, ids=lambda case: case["id"])
def test_an_office_is_hers_throughout_a_document(case: dict[str, Any]) -> None:
    names = [found for _, found in case["segments"]]
    wanted = case.get("english", [text for text, _ in case["segments"]])
    assert throughout(case["segments"]) == wanted
    assert throughout(list(zip(wanted, names, strict=True))) == wanted


@given(st.lists(st.sampled_from(["Chairman", "of", "the", "Mr.", ",", "and", "Lê Văn Bảy", "said."]), max_size=12))
def test_without_a_woman_nothing_changes(words: list[str]) -> None:
    text = " ".join(words)
    assert feminine(text, ["Lê Văn Bảy"]) == text
