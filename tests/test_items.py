"""Numbers, dates, document numbers and names: found, put into English form, and missed when they are gone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation import items

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "items" / "items.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = items.find(case["text"])
    assert [[i.kind, i.target] for i in found] == case["items"]
    assert all(case["text"][i.start : i.end] == i.source for i in found)


@given(st.text(alphabet="0123456789.,/-: %abĐNguyễn", max_size=40))
def test_items_do_not_overlap_and_are_present_in_themselves(text: str) -> None:
    found = items.find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert items.missing(found, " ; ".join(i.target for i in found)) == []


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("với 5.096 đảng viên", "with 5,096 Party members", []),
        ("với 5.096 đảng viên", "with 5.096 Party members", ["5,096"]),
        ("với 5.096 đảng viên", "with 15,096 Party members", ["5,096"]),
        ("đạt 56,4%", "reached 56.4%", []),
        ("đạt 56,4%", "reached 56.4 percent", []),
        ("đạt 56,4%", "reached 564%", ["56.4%"]),
        ("tại 9 loại hình", "in nine types", []),
        ("tại 9 loại hình", "in types", ["9"]),
        ("84 tổ chức và 84 chi bộ", "84 organizations and cells", ["84"]),
        ("ngày 22/07/2021", "on 22 July 2021", []),
        ("ngày 22/07/2021", "on 22/07/2021", []),
        ("ngày 22/07/2021", "in July 2021", ["July 22, 2021"]),
        ("số 16-ĐA/TU", "No. 16-ĐA/TU", []),
        ("số 16-ĐA/TU", "No. 16-DA/TU", ["16-ĐA/TU"]),
        ("số 208/BC-UBND", "No. 20,208/BC-UBND", ["208/BC-UBND"]),
        ("ông Võ Văn Bảy", "Mr. Vo Van Bay", ["Võ Văn Bảy"]),
        ("lần thứ XIII", "the 13th", []),
        ("lần thứ XIII", "the XIII", []),
        ("lần thứ IX", "the ninth", []),
    ],
)
def test_missing(source: str, target: str, lost: list[str]) -> None:
    assert [i.target for i in items.missing(items.find(source), target)] == lost


def test_names_get_their_marks_back() -> None:
    found = items.find("ông Võ Văn Bảy, xã Phú Quới, số 16-ĐA/TU")
    english = "Mr. Vo Van Bay of Phu Quoi commune, No. 16-DA/TU"
    assert items.with_marks(found, english) == "Mr. Võ Văn Bảy of Phú Quới commune, No. 16-ĐA/TU"
    assert items.missing(found, items.with_marks(found, english)) == []


def test_english_words_are_not_names_without_marks() -> None:
    found = items.find("xã Mỹ và xã Thế giới")
    assert items.with_marks(found, "The people of My commune") == "The people of My commune"
