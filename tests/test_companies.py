"""Names of companies, banks and newspapers, and lists of places, by rule: tests/cases/companies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation import companies, listed

_CASES = yaml.safe_load((Path(__file__).parent / "cases" / "companies" / "companies.yaml").read_text("utf-8"))
_WORDS = "Công ty cổ phần Đầu tư và Xây dựng , - số 5 Hải An các xã Tân Lập Công an báo Tuổi Trẻ ngân hàng thương mại"


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    found = sorted([*companies.find(case["text"]), *listed.find(case["text"])])
    assert [english for _, _, english in found] == case["english"]


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=16))
def test_spans_are_in_the_line(words: list[str]) -> None:
    line = " ".join(words)
    for start, end, english in (*companies.find(line), *listed.find(line)):
        assert 0 <= start < end <= len(line)
        assert english.strip() == english
        assert "  " not in english
