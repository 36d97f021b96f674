"""Names written as abbreviations after their first place: cases in tests/cases/terms/shorten.yaml."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import Glossary
from vietgloss.terms.forms import right_forms
from vietgloss.terms.shorten import shortened

if TYPE_CHECKING:
    from vietgloss.glossary import Term

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "shorten.yaml").read_text(encoding="utf-8"))
TERMS = Glossary.from_text(
    """
terms:
  Hội đồng nhân dân tỉnh:
    {target: Provincial People's Council, also: [People's Council of the province], short: PPC}
  Ủy ban nhân dân tỉnh: {target: Provincial People's Committee, short: PPC}
  Chủ tịch Hội đồng nhân dân tỉnh: Chairman of the Provincial People's Council
  Hội đồng nhân dân: People's Council
  Mặt trận: {target: Fatherland Front, short: FF}
  Liên hiệp: {target: Upper Union, short: UU}
  vốn hỗ trợ: {target: official development assistance, also: [ODA, ODA capital], short: ODA}
  đại dịch: {target: COVID-19 pandemic, short: COVID-19}
  Ban Thường vụ: Standing Board
"""
).terms


def terms_in(text: str) -> list[Term]:
    low = " ".join(text.replace("’", "'").lower().split())
    return [t for t in TERMS.values() if any(f.lower() in low for f in right_forms(t.target, t.also))]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    has = [[t for t in TERMS.values() if t.source in names] for names in case["has"]] if "has" in case else None
    found = has or [terms_in(text) for text in case["text"]]
    assert shortened(list(zip(case["text"], found, strict=True))) == case["short"]


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 25


NAMES = (
    "Provincial People's Council",
    "Provincial People's Councils",
    "Provincial People's Council's",
    "Fatherland Front",
)
PIECES = st.sampled_from([*NAMES, "the", "a", "An", "met", "Việt", ",", ".", "'tis", "’em", "-", "\n", "(x)", "12"])
ANY_NAME = re.compile(r"\b(?:Provincial People's Council(?:s|'s)?|Fatherland Front(?:'s)?)(?: \((?:PPCs?|FF)\))?")
ANY_SHORT = re.compile(rf"{ANY_NAME.pattern}|\b(?:PPCs?|FF)(?:'s|')?")


def rest(pattern: re.Pattern[str], text: str) -> list[str]:
    """What stands around the names, with one article for a and an."""
    return [re.sub(r"\b([Aa])n?(\s+)$", r"\1\2", piece) for piece in pattern.split(text)]


@given(st.lists(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])), max_size=10), max_size=6))
def test_nothing_but_the_names_changes(document: list[list[tuple[str, str]]]) -> None:
    texts = ["".join(piece + gap for piece, gap in segment) for segment in document]
    new = shortened([(text, terms_in(text)) for text in texts])
    assert [rest(ANY_SHORT, text) for text in new] == [rest(ANY_NAME, text) for text in texts]
    for name, short in (("Provincial People's Council", "(PPC"), ("Fatherland Front", "(FF")):
        whole = "\f".join(new)
        assert whole.count(short) <= 1
        assert short not in whole or whole.index(name) < whole.index(short)
