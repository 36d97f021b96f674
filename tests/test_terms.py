"""Terms in the source, and whether their English stands in the target: cases in tests/cases/terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import Glossary, expand
from vietgloss.terms import TermIndex, check
from vietgloss.terms.find import stem
from vietgloss.terms.forms import right_forms
from vietgloss.terms.unify import unified
from vietgloss.translation.items import Item

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "terms.yaml").read_text(encoding="utf-8"))
UNIFIED = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "unify.yaml").read_text(encoding="utf-8"))
STEMS = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "stems.yaml").read_text(encoding="utf-8"))
INDEX = TermIndex(
    Glossary.from_text(
        """
abbreviations:
  HĐND: {expansion: Hội đồng nhân dân, target: People's Council}
terms:
  Ban Thường vụ: Standing Board
  Ủy ban nhân dân: People's Committee
  tổ chức cơ sở đảng: grassroots Party organization
  tổ chức: organization
  cơ sở: grassroots
  Đại hội: Congress
  Đại hội Đảng: Party Congress
  Đảng bộ: Party Organization
  học tập: {target: study, not_in: [học tập trung]}
  kinh tế - xã hội: socio-economic
  kiểm tra, giám sát: inspection and supervision
  kết nạp: admit
  đảng viên: {target: Party member, also: [member of the Party, members of the Party]}
  Tỉnh ủy: Provincial Party Committee
  Đảng ủy: Party Committee
  cấp ủy: {target: Party committee, also: [Provincial Party Committee]}
  sinh viên: {target: student, also: [university student]}
  đại học: university
  đi đầu: take the lead
  hội họp: hold a meeting
  doanh nhân: businessman
  tiêu chí: criterion
"""
    )
)


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = INDEX.find(case["text"])
    assert [case["text"][f.start : f.end] for f in found] == case["terms"]
    if "english" in case:
        checks = check(found, case["text"], case["english"])
        assert [c.found for c in checks] == case["found"]
        assert [c.source for c in checks] == case["terms"]


@pytest.mark.parametrize("case", UNIFIED, ids=[c["id"] for c in UNIFIED])
def test_variants_give_way_to_the_term_s_own_english(case: dict[str, Any]) -> None:
    items = [
        Item(10 * i, 10 * i + 9, "", target, "term", right_forms(target, tuple(also)))
        for i, (target, *also) in enumerate(case["terms"])
    ]
    assert unified(items, case["english"]) == case["unified"]


@pytest.mark.parametrize("forms", STEMS["same"])
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1, [stem(word) for word in forms.split()]


@pytest.mark.parametrize("pair", STEMS["different"])
def test_different_words_have_different_stems(pair: str) -> None:
    first, second = pair.split()
    assert stem(first) != stem(second)


@given(st.text(alphabet="abcdeginrstuxyz'’s", max_size=12))
def test_any_word_has_a_stem(word: str) -> None:
    assert stem(f"{word}b's") == stem(f"{word}b")
    assert len(stem(word)) <= len(word) + 1


def test_a_meaning_carries_what_is_forbidden_and_short() -> None:
    glossary = Glossary.from_text(
        "abbreviations: {ĐV: {expansion: đảng viên, target: Party member, forbidden: [cadre], short: PM}}\n"
        'terms: {"Tỉnh ủy {place}": {target: "{place} Committee", forbidden: "{place} Council", short: "{place}C"}}\n'
    )
    found = [f.term for f in TermIndex(glossary).find("đảng viên Tỉnh ủy Sơn La")]
    assert [(t.forbidden, t.short) for t in found] == [
        (("cadre",), "PM"),
        (("Sơn La Council", "Son La Council"), "Sơn LaC"),
    ]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Ban tổ chức thông báo", "organizing committee"),
        ("Ban Tổ chức thông báo", "Organization Department"),
        ("Ban Tổ chức giải thông báo", "organizing committee"),
        ("Trưởng Ban tổ chức thông báo", "Organization Department"),
        ("BAN TỔ CHỨC THÔNG BÁO", "Organization Department"),
    ],
)
def test_a_full_form_of_two_senses_is_chosen_by_their_cues_and_capitals(text: str, target: str) -> None:
    glossary = Glossary.from_text(
        "abbreviations:\n"
        "  BTC:\n"
        "    senses:\n"
        "    - {id: party, expansion: Ban Tổ chức, target: Organization Department, before: [Trưởng], default: true}\n"
        "    - {id: race, expansion: ban tổ chức, target: organizing committee, after: [giải]}\n"
    )
    assert [found.term.target for found in TermIndex(glossary).find(text)] == [target]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("quyền Bí thư Tỉnh ủy Cà Mau", ["acting Secretary of the Cà Mau Provincial Party Committee"]),
        ("thẩm quyền Bí thư Tỉnh ủy Cà Mau", ["Secretary of the Cà Mau Provincial Party Committee"]),
        ("nguyên Bí thư Tỉnh ủy Cà Mau", ["former Secretary of the Cà Mau Provincial Party Committee"]),
        ("cựu Giám đốc Sở Y tế", ["former Director of the Department of Health"]),
        ("Thái Nguyên Bí thư Tỉnh ủy", ["Secretary of the Provincial Party Committee"]),
        ("Phó Trưởng phòng Quản lý đô thị", ["Deputy Head of the Urban Management Division"]),
        ("thứ trưởng Bộ Y tế", ["Deputy Minister of Health"]),
    ],
)
def test_posts_follow_from_what_the_glossary_knows(text: str, targets: list[str]) -> None:
    assert [found.term.target for found in TermIndex(Glossary.load(user=False)).find(text)] == targets


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Giám đốc Sở Du lịch TP.HCM", "Director of the Ho Chi Minh City Department of Tourism"),
        ("Giám đốc Sở Du lịch tỉnh Cà Mau", "Director of the Cà Mau Provincial Department of Tourism"),
        ("Phó Ban Tổ chức Thành ủy Hà Nội", "Deputy Head of the Organization Department of the Hanoi Party Committee"),
    ],
)
def test_a_place_behind_a_term_may_stand_within_its_english(text: str, english: str) -> None:
    shipped = Glossary.load(user=False)
    source = expand(text, shipped).text
    terms = [found for found in TermIndex(shipped).find(source) if " of the " in found.term.target]
    assert [found.found for found in check(terms, source, english)] == [True]
    other = english.replace("Ho Chi Minh", "Hải Phòng").replace("Cà Mau", "Huế").replace("Hanoi", "Huế")
    assert [found.found for found in check(terms, source, other)] == [False]
