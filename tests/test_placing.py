"""Where markup stands in the English: rules that hold for all input, and some sentences with the built-in model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from benchmarks.placing import load, measure
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import Glossary
from vietgloss.documents import Document, Options
from vietgloss.documents.registry import parser_for
from vietgloss.pipeline import Translator
from vietgloss.pipeline.model import Model, in_step
from vietgloss.terms.rounds import MOST_TOKENS
from vietgloss.translation import engine
from vietgloss.translation.placing import placed, with_heads
from vietgloss.translation.tokens import Alignment

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = st.lists(st.sampled_from("Huyện ủy họp, (về) “chợ” 3,5% . –".split()), max_size=8).map(" ".join)
ENGLISH = st.lists(st.sampled_from("The District Committee met, (about) “a market” 3.5% . –".split()), max_size=8).map(
    " ".join
)
SURE = ["name-of-a-chair", "share", "amount", "number-of-a-document", "term-digital"]


def words_of(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\S+", text)]


def aligned(source: str, target: str, looks: Sequence[int]) -> Alignment:
    """Each word of the target looks at the word of the source that has the given number."""
    a, b = words_of(source), words_of(target)
    return Alignment(a, b, [[float(n == look) for n in range(len(a))] for look in looks])


class Short:
    """An engine that fails on long lines, as real ones do; each word is a token and looks at its first."""

    def count(self, line: str) -> int:
        return len(line.split())

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        assert all(self.count(text) <= MOST_TOKENS for pair in pairs for text in pair)
        return [aligned(source, target, [0] * self.count(target)) for source, target in pairs]


def test_a_line_too_long_for_the_engine_keeps_its_markup_about_where_it_was() -> None:
    source = " ".join(f"từ{n}" for n in range(700))
    target = " ".join(f"word{n}" for n in range(700))
    model = Model(Short)  # type: ignore[arg-type]  # what is asked of an engine here
    first, long, last = model.align([("một hai", "one two"), (source, target), ("ba", "three")])
    assert (first.weights, last.target) == ([[1.0, 0.0]] * 2, [(0, 5)])
    start = source.index("từ350")
    ((a, b),) = placed([(start, start + len("từ350"))], source, target, long)
    assert "word350" in target[a:b]
    assert len(target[a:b].split()) <= 3


@given(LINES, ENGLISH)
def test_what_is_in_step_is_as_long_on_both_sides(source: str, target: str) -> None:
    found = in_step(source, target)
    assert len(found.source) == len(found.target) == len(found.weights)
    assert (bool(found.source)) == (bool(source.split()) and bool(target.split()))


@given(LINES, ENGLISH, st.data())
def test_places_lie_in_the_english_and_cut_no_word(source: str, target: str, data: st.DataObject) -> None:
    a, b = words_of(source), words_of(target)
    share = st.floats(0, 1)
    rows = data.draw(st.lists(st.lists(share, min_size=len(a), max_size=len(a)), min_size=len(b), max_size=len(b)))
    ends = st.tuples(st.integers(0, len(source)), st.integers(0, len(source))).map(sorted)
    spans = [(start, end) for start, end in data.draw(st.lists(ends, max_size=4))]
    found = placed(spans, source, target, Alignment(a, b, rows))
    assert len(found) == len(spans)
    for (start, end), (first, last) in zip(spans, found, strict=True):
        assert 0 <= first <= last <= len(target)
        assert first == last or start < end
        for edge in {first, last} - {0, len(target)}:
            assert not (target[edge - 1].isalnum() and target[edge].isalnum())


@pytest.mark.parametrize(
    ("source", "target", "looks", "marked", "expected"),
    [
        ("Huyện ủy họp hôm nay", "Today the Committee met", [3, 0, 1, 2], "Huyện ủy", "the Committee"),
        ("Huyện ủy họp hôm nay", "Today the Committee met", [3, 0, 1, 2], "họp", "met"),
        ("Xã “Sao Mai” họp", "Sao “Mai” met", [1, 2, 3], "“Sao Mai”", "Sao “Mai”"),
        ("Huyện ủy họp.", "The Committee met.", [0, 1, 2], "Huyện ủy họp.", "The Committee met."),
    ],
)
def test_a_part_stands_over_the_words_that_look_at_it(
    source: str, target: str, looks: list[int], marked: str, expected: str
) -> None:
    start = source.index(marked)
    ((first, last),) = placed([(start, start + len(marked))], source, target, aligned(source, target, looks))
    assert target[first:last].removeprefix("the ") == expected.removeprefix("the ")


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(Glossary.load(), options=engine.Options(beam=1))


def page(translator: Translator, source: str) -> str:
    content = parser_for(".html", "x")(source, "x.html", Options())
    document = Document("x.html", content.text, bom=False, blocks=content.blocks, suffix=".html", content=content)
    return translator.translate([document])[0].to_bytes().decode()


def test_what_is_sure_is_placed_right_by_the_model(translator: Translator) -> None:
    """The share over all sentences is what ``benchmarks.placing`` tells."""
    cases = [case for case in load() if case["id"] in SURE]
    assert len(cases) == len(SURE)
    assert [p.case for p in measure(translator, cases) if p.right is False] == []


def test_a_footnote_mark_stands_behind_its_word_and_a_link_over_its_own(translator: Translator) -> None:
    out = page(
        translator, "<p>Huyện ủy ban hành <a href='n'>Nghị quyết số 12-NQ/HU</a><sup>1</sup> về nông nghiệp.</p>"
    )
    assert re.search(r"12-NQ/HU</a><sup>1</sup>", out), out
    assert out.count("<a href='n'>") == 1


def test_markup_over_a_whole_sentence_covers_its_english(translator: Translator) -> None:
    out = page(translator, "<p><b>Huyện ủy họp.</b> Xã Sao Mai có chợ mới.</p>")
    first, rest = re.fullmatch(r"<p><b>(.*)</b>(.*)</p>", out).groups()  # type: ignore[union-attr]
    assert first.endswith(".")
    assert "Sao Mai" in rest
    assert "Sao Mai" not in first


def test_a_part_that_the_engine_never_saw_stands_at_the_head() -> None:
    target = "- Article 1. It begins."
    assert with_heads([(2, 9), (10, 14)], [(0, 0), (0, 4)], [(0, 0), (13, 15)], "- Article 1. ", target) == [
        (2, 12),
        (13, 15),
    ]
    assert with_heads([(2, 2)], [(0, 0)], [(0, 0)], "- Article 1. ", target) == [(0, 0)]
    assert with_heads([(2, 9)], [(0, 0)], [(0, 0)], "- Article 1. ", "As people wrote it.") == [(0, 0)]
