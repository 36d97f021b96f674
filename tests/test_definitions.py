"""Definitions in the text: cases that are data, tests/cases/definitions/*.yaml, and rules that hold for all text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import Glossary
from vietgloss import text as vn
from vietgloss.expansion import align, define

CASES = Path(__file__).parent / "cases" / "definitions"


def params(name: str) -> list[Any]:
    cases = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in cases]


def found(case: dict[str, Any]) -> tuple[str, list[define.Definition]]:
    plain = vn.plain(vn.nfc(case["text"]))
    glossary = Glossary.from_text(yaml.safe_dump({"abbreviations": case.get("glossary", {})}, allow_unicode=True))
    return plain, define.find(plain, dict(glossary.spellings()))


def without(plain: str, definitions: list[define.Definition]) -> str:
    for definition in reversed(definitions):
        plain = plain[: definition.start] + plain[definition.end :]
    return plain


@pytest.mark.parametrize("case", params("found"))
def test_found(case: dict[str, Any]) -> None:
    plain, definitions = found(case)
    assert [(d.surface, plain[d.full_start : d.full_end]) for d in definitions] == list(case["defines"].items())
    assert without(plain, definitions) == case["rest"]


@pytest.mark.parametrize("case", params("none"))
def test_no_definition(case: dict[str, Any]) -> None:
    assert found(case)[1] == []


def test_in_force_from_its_end_on_or_from_its_own_place() -> None:
    after = define.find("Hai khu công nghiệp (KCN).", {})[0]
    assert (after.start, after.end, after.since) == (19, 25, 25)
    before = define.find("Hai KCN (khu công nghiệp).", {})[0]
    assert (before.start, before.end, before.since) == (7, 25, 4)


def test_a_span_is_taken_out_once() -> None:
    first, second = define.find("Cán bộ, đảng viên (CB, ĐV).", {})
    assert (first.start, first.end) == (17, 26)
    assert (second.start, second.end, second.since) == (26, 26, 26)


PIECES = st.sampled_from(
    [
        "khu công nghiệp", "(KCN)", "KCN", "doanh nghiệp", "(DN)", " - DN", "DN", "(doanh nghiệp)", "Nguyễn Văn Hùng",
        "(VH)", "công nghiệp hóa, hiện đại hóa", "(CNH, HĐH)", "CNH, HĐH", "(công nghiệp hóa, hiện đại hóa)", "TP. HCM",
        ", viết tắt là", "gọi tắt là", "“", "”", "(sGD)", "(Bộ GTVT)", "Bộ Giao thông vận tải", "(TAND - Court)",
        "tòa án nhân dân", "COVID-19", "(PCD COVID-19)", "BTV Tỉnh ủy", "(BTVTU)", "và", "của", ".", ",", ";", "(", ")",
        "\n", "  ", "-", "World Bank (WB)", "VH, TT&DL", "T.Ư", "(H1)", "1",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=20).map(" ".join) | st.lists(PIECES, max_size=20).map("".join)
KNOWN = dict(
    Glossary.from_text(
        "abbreviations: {DN: doanh nghiệp, BTV: Ban Thường vụ, 'VH, TT&DL': khu công nghiệp, COVID-19: {keep: true}}"
    ).spellings()
)


@given(TEXTS)
def test_spans_are_in_order_and_apart(text: str) -> None:
    plain = vn.plain(vn.nfc(text))
    at = 0
    for definition in define.find(plain, KNOWN):
        assert at <= definition.start <= definition.end <= len(plain)
        assert 0 <= definition.full_start < definition.full_end <= len(plain)
        assert 0 <= definition.since <= definition.end
        at = definition.end


@given(TEXTS)
def test_the_short_form_stands_beside_and_its_letters_align(text: str) -> None:
    plain = vn.plain(vn.nfc(text))
    for definition in define.find(plain, KNOWN):
        full = plain[definition.full_start : definition.full_end]
        if definition.since < definition.end:
            assert plain.startswith(definition.surface, definition.since)
        else:
            assert definition.surface in plain[definition.full_end : definition.end]
        form, words = align.short(definition.surface), align.Words(full, 0, len(full))
        known = definition.surface in KNOWN
        assert known or align.align(form, words, len(words), 3) or align.all_of(form, words)


@given(TEXTS)
def test_an_unrelated_entry_changes_nothing(text: str) -> None:
    plain = vn.plain(vn.nfc(text))
    more = Glossary.from_text("abbreviations: {QQZZ: quà quê}").abbreviations
    assert define.find(plain, KNOWN | more) == define.find(plain, KNOWN)


@pytest.mark.parametrize("piece", ["(", "A (", "Anh - AB ", ", viết tắt là ", "(AB, ", "AB (", "A, B (AB) "])
def test_the_time_grows_with_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        define.find(text, {})
        return time.process_time() - start

    assert seconds(80_000) < 20 * max(seconds(20_000), 0.002)
