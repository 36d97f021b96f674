"""Expansion on labelled passages: tests/cases/passages/{dev,test}/*.yaml (docs/language-cases.md)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from benchmarks.passages import Change, Passage, parse, read, score
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss import Glossary, expand
from vietgloss.expansion import expand_stream
from vietgloss.expansion.core import BLOCK, LONGEST_LINE, blocks

CASES = Path(__file__).parent / "cases" / "passages"
DEV, TEST = read(CASES / "dev"), read(CASES / "test")
ALL = [*DEV, *TEST]
# What was reached, rounded down: a change that makes it worse must say why.
FLOORS = {
    "dev": {"f1": 0.92, "ambiguous_correct": 0.925, "definition_recall": 0.97},
    "test": {
        "f1": 0.915,
        "ambiguous_correct": 0.90,
        "definition_recall": 0.95,
    },  # with the fresh ones, which are harder
}
# 0.02 on the test split until weights were learned without the labels in real news, which are lost.
MOST_TOUCHED = {"dev": 0.04, "test": 0.025}


@pytest.fixture(scope="session")
def ambiguous(shipped: Glossary) -> frozenset[str]:
    return frozenset(surface for surface, entry in shipped.spellings() if entry.ambiguous)


def test_there_are_enough_passages() -> None:
    assert len(ALL) >= 250
    assert sum(len(p.labels) for p in ALL) >= 1500
    assert sum(len(p.labels) for p in TEST) >= sum(len(p.labels) for p in ALL) / 4


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_score_holds(split: str, shipped: Glossary, ambiguous: frozenset[str]) -> None:
    def changes(text: str) -> list[Change]:
        return [Change(e.start, e.end, e.expansion) for e in expand(text, shipped).edits]

    reached = score(DEV if split == "dev" else TEST, changes, ambiguous)
    for name, floor in FLOORS[split].items():
        assert getattr(reached, name) >= floor, "\n".join(reached.wrong[:40])
    assert reached.kept_touched <= MOST_TOUCHED[split]


@pytest.mark.parametrize("passage", ALL, ids=lambda p: p.id)
def test_rules_that_hold_for_every_passage(passage: Passage, shipped: Glossary) -> None:
    result = expand(passage.text, shipped)
    for span in [*result.edits, *result.protected, *result.ambiguous]:
        assert result.source[span.start : span.end] == span.surface
    for span in result.protected:
        assert result.between(span.start, span.end) == span.surface
    assert expand(unicodedata.normalize("NFD", passage.text), shipped) == result
    assert expand(result.text, shipped).text == result.text


FRAGMENTS = sorted({f.strip() for p in ALL for f in re.split(r"(?<=[.;,\n])", p.text) if f.strip()})


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_expanding_twice_is_expanding_once_with_the_shipped_glossary(text: str) -> None:
    shipped = Glossary.load()
    once = expand(text, shipped).text
    assert expand(once, shipped).text == once


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map(" ".join))
@settings(max_examples=30, deadline=None)
def test_an_unrelated_entry_changes_nothing_in_the_shipped_glossary(text: str) -> None:
    shipped = Glossary.load()
    more = Glossary.merge([shipped, Glossary.from_text("abbreviations: {QQZZXW: quà quê}")])
    assert expand(text, more).text == expand(text, shipped).text


def test_a_long_document_is_expanded_the_same_in_a_stream(shipped: Glossary) -> None:
    text = "\n".join(p.text for p in ALL)
    text = (text + "\n") * (2 * BLOCK // len(text) + 2)
    whole = expand(text, shipped)
    assert len(list(blocks([text]))) > 1
    pieces = [text[i : i + 1000] for i in range(0, len(text), 1000)]
    parts = list(expand_stream(lambda: pieces, shipped))
    assert "".join(p.text for p in parts) == whole.text
    assert sum(len(p.edits) for p in parts) == len(whole.edits)
    assert Counter(u.surface for p in parts for u in p.unknown) >= Counter(u.surface for u in whole.unknown)
    assert all(whole.source[e.start : e.end] == e.surface for e in whole.edits)


def test_a_definition_holds_from_one_stretch_to_the_next(shipped: Glossary) -> None:
    text = "Quỹ Phát triển Long Thới (QPTLT) ra mắt.\n" + "Một dòng thường.\n" * (BLOCK // 16) + "QPTLT họp.\n"
    parts = list(expand_stream(lambda: [text], shipped))
    assert len(parts) > 1
    assert parts[-1].text.endswith("Quỹ Phát triển Long Thới họp.\n")
    assert parts[-1].edits[-1].reason == "defined in the document, line 1"
    assert parts[-1].first_line > 1


@given(st.lists(st.text(alphabet="aă\n đ\u0301", max_size=50), max_size=20))
def test_blocks_lose_nothing(pieces: list[str]) -> None:
    assert "".join(blocks(pieces)) == unicodedata.normalize("NFC", "".join(pieces))


def test_a_line_without_end_is_cut() -> None:
    text = "từ " * LONGEST_LINE
    parts = list(blocks([text]))
    assert "".join(parts) == text
    assert all(len(p) <= LONGEST_LINE for p in parts)


@pytest.mark.parametrize("wrong", ["{ĐV|đảng viên", "ĐV|đảng viên}", "a | b", "{ĐV}"])
def test_a_broken_label_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="without its partner"):
        parse(wrong)


def test_the_scorer_tells_right_from_wrong() -> None:
    text, labels = parse(
        "{BTV|Ban Thường vụ} {TU|Tỉnh ủy} theo {18-NQ/TW|=}, tổ chức cơ sở đảng{ (TCCSĐ)|}, {ĐV|đảng viên}."
    )
    passage = Passage("x", "y", text, labels)
    one = [Change(0, 6, "ban thường vụ tỉnh ủy"), Change(41, 49, ""), Change(51, 53, "đơn vị")]
    reached = score([passage], lambda _: one, frozenset({"ĐV", "TU"}))
    assert (reached.right, reached.missed, reached.false, reached.touched) == (2, 1, 1, 0)
    assert (reached.definitions, reached.definitions_right) == (1, 1)
    assert (reached.ambiguous, reached.ambiguous_right, reached.ambiguous_wrong) == (2, 1, 1)
    nothing = score([passage], lambda _: [], frozenset({"ĐV"}))
    assert (nothing.right, nothing.f1, nothing.undecided) == (0, 0.0, 1.0)
    torn = score([passage], lambda _: [Change(15, 17, "Nghị quyết")], frozenset())
    assert torn.kept_touched == 1.0
