"""Expansion on cases that are data: tests/cases/expand/*.yaml, and by rules that hold for all text."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss import Glossary, expand

CASES = Path(__file__).parent / "cases" / "expand"


def load(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def params(*names: str) -> list[Any]:
    return [pytest.param(case, id=f"{name}:{case['id']}") for name in names for case in load(name)]


def agrees(case: dict[str, Any], shipped: Glossary) -> None:
    glossary = Glossary.from_text(case["glossary"], case["id"]) if case.get("glossary") else shipped
    result = expand(case["text"], glossary)
    assert result.text == unicodedata.normalize("NFC", case.get("expanded", case["text"]))
    if "unknown" in case:
        assert sorted(u.surface for u in result.unknown) == sorted(case["unknown"])
    if "ambiguous" in case:
        assert sorted(a.surface for a in result.ambiguous) == sorted(case["ambiguous"])
    kept = {p.surface for p in result.protected}
    assert kept >= set(case.get("protected", []))


@pytest.mark.parametrize("case", params("in_the_wild", "synthetic", "must_not_change", "protect"))
def test_case(case: dict[str, Any], shipped: Glossary) -> None:
    agrees(case, shipped)


@pytest.mark.parametrize("case", params("known_failures"))
@pytest.mark.xfail(reason="known failure: move the case to another file when it passes")
def test_known_failure(case: dict[str, Any], shipped: Glossary) -> None:
    agrees(case, shipped)


GLOSSARY = Glossary.from_text(
    """
abbreviations:
  HĐND: Hội đồng nhân dân
  KT-XH: kinh tế - xã hội
  TP.: thành phố
  ĐV: {senses: [{expansion: đảng viên, near: [chi bộ]}, {expansion: đơn vị, near: [cơ quan]}]}
  NQ: Nghị quyết
  ĐH: {senses: [{expansion: Đại hội, near: [nghị quyết], default: true}, {expansion: đại học, near: [sinh viên]}]}
  COVID-19: {keep: true}
"""
)
PIECES = st.sampled_from(
    [
        "HĐND", "KT-XH", "KT – XH", "ĐV", "NQĐH", "NQ", "TP.", "COVID-19", "chi bộ", "cơ quan", "tỉnh", "họp", ".",
        ",", " (", ")", "(NQ)", "Nghị quyết", "16-ĐA/TU", "XIII", "\n", "\u00a0", " ", " ", "ABCX", "TIN TỨC", "“",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join)


@given(TEXTS)
def test_offsets_reproduce_the_surface_and_the_text(text: str) -> None:
    result = expand(text, GLOSSARY)
    at, rebuilt = 0, []
    for edit in result.edits:
        assert result.source[edit.start : edit.end] == edit.surface
        assert edit.start >= at
        rebuilt += [result.source[at : edit.start], edit.expansion]
        at = edit.end
    assert "".join([*rebuilt, result.source[at:]]) == result.text
    for span in result.protected:
        assert result.source[span.start : span.end] == span.surface
        assert not any(e.start < span.end and span.start < e.end for e in result.edits)
    for entry in result.unknown:
        assert result.source[entry.start : entry.end] == entry.surface


@given(TEXTS)
def test_nfc_and_nfd_give_the_same(text: str) -> None:
    assert expand(unicodedata.normalize("NFD", text), GLOSSARY) == expand(text, GLOSSARY)


@given(st.text(alphabet="abcdđeghiklmnopqrstuvxy ăâêôơư.,;\n", max_size=200))
def test_text_without_abbreviations_stays(text: str) -> None:
    result = expand(text, GLOSSARY)
    assert result.text == unicodedata.normalize("NFC", text)
    assert not result.unknown


@given(TEXTS)
@settings(max_examples=200)
def test_an_unrelated_entry_changes_nothing(text: str) -> None:
    more = Glossary.merge([GLOSSARY, Glossary.from_text("abbreviations: {QQZZ: quà quê}")])
    assert expand(text, more).text == expand(text, GLOSSARY).text


@given(TEXTS)
def test_expanding_twice_is_expanding_once(text: str) -> None:
    once = expand(text, GLOSSARY).text
    assert expand(once, GLOSSARY).text == once


def test_an_edit_says_where_it_comes_from() -> None:
    glossary = Glossary.from_text(
        "abbreviations:\n  HĐND: {expansion: Hội đồng nhân dân, target: People's Council}", "my.yaml"
    )
    edit = expand("Chủ tịch HĐND tỉnh", glossary).edits[0]
    assert (edit.origin, edit.target, edit.kind, edit.start, edit.end) == (
        "my.yaml:2",
        "People's Council",
        "abbreviation",
        9,
        13,
    )


def test_a_definition_is_taken_out_and_holds() -> None:
    result = expand("Có 84 tổ chức cơ sở Đảng (TCCSĐ). Các TCCSĐ họp.", GLOSSARY)
    assert result.text == "Có 84 tổ chức cơ sở Đảng. Các tổ chức cơ sở Đảng họp."
    removed, made = result.edits
    assert (removed.kind, removed.surface, removed.expansion) == ("definition", " (TCCSĐ)", "")
    assert (made.origin, made.confidence) == ("document", 0.99)


def test_ambiguous_without_cue_is_left_and_reported() -> None:
    result = expand("Các ĐV ấy", GLOSSARY)
    assert result.text == "Các ĐV ấy"
    assert result.ambiguous[0].senses == ("đảng viên", "đơn vị")


def test_json_has_the_contract_s_keys() -> None:
    result = expand("HĐND và ABCX theo 16-ĐA/TU; ABCX.", GLOSSARY).to_dict()
    assert set(result) == {"text", "edits", "protected", "ambiguous", "unknown"}
    assert set(result["edits"][0]) == {
        "start", "end", "surface", "expansion", "target", "kind", "sense", "reason", "confidence", "origin",
    }  # fmt: skip
    assert result["unknown"] == [{"surface": "ABCX", "count": 2, "first": {"start": 8, "end": 12}}]
    assert result["protected"] == [{"start": 18, "end": 26, "surface": "16-ĐA/TU", "kind": "document-number"}]
