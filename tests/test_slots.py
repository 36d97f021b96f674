"""Terms with slots: what the loader takes, what is found in a sentence, and the English for it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import Glossary, GlossaryError
from vietgloss import text as vn
from vietgloss.glossary import Term
from vietgloss.glossary.load import parse
from vietgloss.terms import TermIndex, check

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "slots.yaml").read_text(encoding="utf-8"))
TERMBASE = """
terms:
  Đại hội lần thứ {n} của Đảng: "{n:ordinal} National Party Congress"
  Đại hội {n} của Đảng: {target: "{n:ordinal} National Party Congress", also: ["Congress {n:roman}"]}
  Đại hội X của Đảng: Tenth Congress
  Hội nghị Trung ương {n} (khóa {m}): "{n:ordinal} Plenum of the {m:ordinal} Party Central Committee"
  Tỉnh ủy {place}: "{place} Provincial Party Committee"
  khóa {n}: {target: "{n:ordinal} tenure", not_in: [ổ khóa ba]}
  kỳ họp thứ {n}: "{n:ordinal} session"
  xã {place}: "{place} Commune"
  xã Long Thới giàu đẹp: rich and beautiful
  Đại hội Đảng bộ xã {place} lần thứ {n}: "{n:ordinal} Party Congress of {place} Commune"
  giải thưởng {who:name}: "{who} Award"
  nhiệm kỳ {n} - {m}: "{n}-{m} term"
  "{n} tấn gạo": "{n} tonnes of rice"
  quý {n}: "{n}"
  lớp {n}: class {n:number}
  hạng {n}: class {n:roman}
  bậc {n}: "{n:word}"
  Ban Chấp hành: Executive Committee
  Hội đồng nhân dân {level}: {target: "{level} People's Council", also: ["People's Council of the {level:unit}"]}
  Hội đồng nhân dân {level} {place}: "People's Council of {place} {level:unit}"
"""
INDEX = TermIndex(Glossary.from_text(TERMBASE))


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = vn.nfc(case["text"])
    found = INDEX.find(text, english_figures=case.get("english_figures", False))
    assert [(text[f.start : f.end], f.term.target) for f in found] == list(case["terms"].items())
    assert set(case.get("also", ())) <= set(found[0].term.also if found else ())


def test_a_filled_term_keeps_its_source_and_origin() -> None:
    glossary = Glossary.from_text(TERMBASE)
    (found,) = TermIndex(glossary).find("Đại hội XI của Đảng")
    held = glossary.terms["đại hội {n} của đảng"]
    assert (found.term.source, str(found.term.origin)) == (held.source, str(held.origin))
    assert found.term.also == ("Congress XI",)


def test_terms_are_counted_by_what_stands_in_their_slots() -> None:
    def right(text: str, english: str) -> list[bool]:
        return [c.found for c in check(INDEX.find(text), text, english)]

    twice = "Đại hội XIII của Đảng và Đại hội XIII của Đảng"
    assert right(twice, "the 13th National Party Congress") == [True, False]
    assert right(twice, "13th National Party Congress, 13th National Party Congress") == [True, True]
    assert right("Đại hội XIII của Đảng, Đại hội XII của Đảng", "12th National Party Congress") == [False, True]
    assert right("Tỉnh ủy Sơn La", "the Son La Provincial Party Committee") == [True]


def test_the_higher_layer_goes_before_a_plain_term_of_a_lower_one() -> None:
    plain, slotted = "terms: {Đại hội X của Đảng: Tenth}", 'terms: {"Đại hội {n} của Đảng": "{n:ordinal} one"}'

    def english(shipped: str, project: str) -> str:
        parts = [parse(shipped, "a.yaml", "shipped"), parse(project, "b.yaml", "project")]
        return TermIndex(Glossary.merge(parts)).find("Đại hội X của Đảng")[0].term.target

    assert english(plain, slotted) == "10th one"
    assert english(slotted, plain) == "Tenth"


@pytest.mark.parametrize(
    ("yaml_text", "says"),
    [
        ('terms: {"khóa {n": x}', "<t>:1:9: terms.khóa {n: a brace without its partner; braces are for slots"),
        ('terms: {"khóa n}": x}', "a brace without its partner"),
        ('terms: {"khóa {}": x}', "'{}' is no slot; braces are for slots: write {n} for a number"),
        ('terms: {"khóa {1}": x}', "'{1}' is no slot"),
        ('terms: {"khóa { n }": x}', "is no slot"),
        ('terms: {"khóa {n:ordinal}": x}', "unknown format of a slot, '{n:ordinal}'; write {n} or {n:name}"),
        ('terms: {"khóa {n} và {n}": x}', "the slot '{n}' stands twice; give each slot its own name"),
        ('terms: {"khóa {n} {m}": x}', "two slots side by side; write what stands between them"),
        ('terms: {"QL{n}": x}', "a slot in the middle of a word, 'L{n}'; put a space"),
        ('terms: {"{n}": x}', "nothing but slots; write the words of the term beside them"),
        ('terms: {"khóa {n}": "{n:th} x"}', "<t>:1:21: terms.khóa {n}: unknown format of a slot, '{n:th}'; write {n}"),
        ('terms: {"khóa {n}": "{m} x"}', "the slot '{m}' does not stand in the Vietnamese; its slots: {n}"),
        ('terms: {khóa: "{n} x"}', "'{n}' does not stand in the Vietnamese; write '{n}' there too"),
        ('terms: {"xã {place}": "{place:ordinal} x"}', "a name has no format, '{place:ordinal}'; write '{place}'"),
        ('terms: {"hội {level}": "{level:ordinal} x"}', "a slot, '{level:ordinal}'; write {level} or {level:unit}"),
        ('terms: {"khóa {n}": "{n:unit} x"}', "unknown format of a slot, '{n:unit}'; write {n} or {n:ordinal}"),
        ('terms: {"hội {place} {level}": "{level} x"}', "two slots side by side"),
        ('terms: {"khóa {n}": {target: "{n} x", also: [y, "{n} z}"]}}', ".also: a brace without its partner"),
        ('terms: {"khóa {n}": {target: "{n", also: y}}', "terms.khóa {n}.target: a brace without its partner"),
        ("terms:\n  khóa {n}: {n:ordinal} tenure", "not YAML: .*; put a text that begins with '{' in quotes"),
    ],
)  # fmt: skip
def test_wrong_slots_are_refused(yaml_text: str, says: str) -> None:
    with pytest.raises(GlossaryError) as refused:
        Glossary.from_text(yaml_text, "<t>")
    head, _, tail = says.partition(".*")
    assert head in str(refused.value)
    assert tail in str(refused.value)


def test_braces_elsewhere_are_text() -> None:
    glossary = Glossary.from_text(
        'abbreviations: {A: {expansion: "a {x", target: "b {y"}}\n'
        'terms: {khóa: {target: lock, note: "{", not_in: ["{z} khóa"]}}'
    )
    assert [f.term.target for f in TermIndex(glossary).find("ổ khóa, a {x")] == ["lock", "b {y"]


def test_terms_that_no_file_holds_do_no_harm() -> None:
    glossary = Glossary(terms={"khóa {n": Term("khóa {n", "{m} x"), "ổ {n}": Term("ổ {n}", "{m}")})
    assert TermIndex(glossary).find("khóa 3, ổ 4") == []


def test_the_shipped_terms_with_slots(shipped: Glossary) -> None:
    held = [t for t in shipped.terms.values() if "{" in t.source]
    assert len(held) >= 60
    index = TermIndex(shipped)
    text = "Bí thư Tỉnh ủy Sơn La dự Đại hội đại biểu Đảng bộ tỉnh Sơn La lần thứ XV, nhiệm kỳ 2020-2025."
    assert [f.term.target for f in index.find(text)][:2] == [
        "Secretary of the Sơn La Provincial Party Committee",
        "15th Congress of the Sơn La Provincial Party Organization",
    ]
    values = {"n": "7", "m": "XI", "place": "Tân Phú", "level": "thành phố"}
    for term in held:
        sentence = term.source
        for name, value in values.items():
            sentence = sentence.replace(f"{{{name}}}", value)
        (found,) = index.find(sentence)
        assert (found.start, found.end) == (0, len(sentence))
        for english in (found.term.target, *found.term.also):
            assert "{" not in english
            assert english == " ".join(english.split())


WORDS = st.sampled_from(
    (
        "Đại hội lần thứ của Đảng Hội nghị Trung ương ( khóa ) Tỉnh ủy xã tấn gạo quý lớp hạng bậc nhiệm kỳ - – , . ’ "
        "% / XIII IV L 3 13 2015 5.096 12,5 năm mười hai ba tư nhất mươi trăm Long Thới Bà Rịa Vũng Tàu Nguyễn Văn A "
        "TP giàu đẹp { } {n}"
    ).split()
)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", " ", "  ", "\u00a0"])), max_size=30))
def test_spans_lie_in_the_sentence_and_no_brace_is_left(pieces: list[tuple[str, str]]) -> None:
    sentence = vn.nfc("".join(word + gap for word, gap in pieces))
    found = INDEX.find(sentence)
    assert all(0 <= f.start < f.end <= len(sentence) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for item in found:
        assert not {"{", "}"} & set("".join((item.term.target, *item.term.also)))
    check(found, sentence, sentence)


@given(st.text(alphabet="{}n:m ordialplce{}khóa", max_size=25), st.text(alphabet="{}n:m ordialplce{}", max_size=25))
def test_any_braces_are_refused_or_filled(source: str, target: str) -> None:
    try:
        glossary = Glossary.from_text(yaml.safe_dump({"terms": {f"khóa {source}": f"x {target}"}}, allow_unicode=True))
    except GlossaryError:
        return
    (term,) = glossary.terms.values()
    sentence = term.source
    while "{" in sentence:
        head, _, rest = sentence.partition("{")
        slot, _, tail = rest.partition("}")
        sentence = f"{head}{'Sơn La' if slot in ('place', 'name') or ':' in slot else '7'}{tail}"
    for found in TermIndex(glossary).find(sentence):
        assert not {"{", "}"} & set(found.term.target)
