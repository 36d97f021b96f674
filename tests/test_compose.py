"""The English of a block and its inline markup: each piece once, nested as it was, inside the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import office
from placed import inlines_of
from vietgloss.documents import Block, Inline, Target
from vietgloss.documents.compose import Sentence, compose, nested
from vietgloss.documents.registry import parser_for


@st.composite
def markup(draw: st.DrawFn, low: int, high: int, depth: int = 3) -> list[tuple[int, int]]:
    """Spans in a text, in the order in which they open, outer before inner, none crossing another."""
    found: list[tuple[int, int]] = []
    at = low
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(at, high))
        end = draw(st.integers(start, high))
        found.append((start, end))
        if depth and end > start:
            found += draw(markup(start, end, depth - 1))
        at = end
    return found


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, Block, list[Sentence]]:
    """A document's text, a block in it with markup, and sentences with places for what lies in them."""
    text = draw(st.text(st.sampled_from("ab "), min_size=1, max_size=40))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    spans = draw(markup(start, end))
    inlines = tuple(Inline(a, b, 100 + n) for n, (a, b) in enumerate(spans))
    cuts = sorted({start, end, *draw(st.lists(st.integers(start, end), max_size=4))})
    sentences = []
    for a, b in pairwise(cuts):
        english = draw(st.text(st.sampled_from("xyz "), max_size=20))
        some = [i for i in inlines if draw(st.booleans())]
        placed = {}
        for inline in some:
            ends = sorted(draw(st.tuples(st.integers(0, len(english)), st.integers(0, len(english)))))
            placed[inline.id] = (ends[0], ends[1] if inline.start < inline.end else ends[0])
        if draw(st.booleans()):
            sentences.append(Sentence(a, b, english, placed))
    return text, Block(start, end, "paragraph", inlines), sentences


def check(of: tuple[Inline, ...], target: Target) -> None:
    assert sorted(i.id for i in target.inlines) == sorted(i.id for i in of)
    starts = [i.start for i in target.inlines]
    assert starts == sorted(starts)
    assert all(0 <= i.start <= i.end <= len(target.text) for i in target.inlines)
    spans = {i.id: i for i in target.inlines}
    for one in target.inlines:
        for other in target.inlines:
            crossing = one.start < other.start < one.end < other.end
            assert not crossing
    order = {i.id: n for n, i in enumerate(target.inlines)}
    for number, outer in enumerate(of):
        for inner in of[number + 1 :]:
            if outer.start <= inner.start and inner.end <= outer.end and outer.start < outer.end > inner.start:
                assert spans[outer.id].start <= spans[inner.id].start
                assert spans[inner.id].end <= spans[outer.id].end
                assert order[outer.id] < order[inner.id]


@given(blocks())
def test_each_piece_stands_once_inside_the_text_and_nothing_crosses(made: tuple[str, Block, list[Sentence]]) -> None:
    text, block, sentences = made
    target = compose(block, text, sentences)
    check(block.inlines, target)
    for sentence in sentences:
        assert sentence.target in target.text


@given(blocks())
def test_a_translation_that_changes_nothing_moves_nothing(made: tuple[str, Block, list[Sentence]]) -> None:
    text, block, _ = made
    own = {i.id: (i.start - block.start, i.end - block.start) for i in block.inlines}
    same = Sentence(block.start, block.end, text[block.start : block.end], own)
    target = compose(block, text, [same])
    assert target == Target(text[block.start : block.end], inlines_of(block))


@given(st.data())
def test_places_that_nobody_would_choose_still_nest(data: st.DataObject) -> None:
    spans = data.draw(markup(0, 20))
    inlines = tuple(Inline(a, b, n) for n, (a, b) in enumerate(spans))
    ends = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)
    wanted = {i.id: tuple(data.draw(ends)) for i in inlines}
    check(inlines, Target("x" * 20, nested(inlines, wanted)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inlines", "wanted", "found"),
    [
        ([(0, 2), (3, 5)], {0: (6, 9), 1: (0, 4)}, [(0, 4, 1), (6, 9, 0)]),  # they change places
        ([(0, 2), (3, 5)], {0: (0, 5), 1: (3, 9)}, [(0, 5, 0), (5, 9, 1)]),  # they would overlap
        ([(0, 5), (1, 3)], {0: (4, 6), 1: (7, 9)}, [(4, 9, 0), (7, 9, 1)]),  # the outer one grows
        ([(0, 5), (2, 2)], {0: (4, 9), 1: (0, 0)}, [(0, 9, 0), (0, 0, 1)]),  # so it does for a line break
        ([(2, 2), (2, 2)], {0: (4, 4), 1: (4, 4)}, [(4, 4, 0), (4, 4, 1)]),  # two marks stay in order
    ],
)
def test_places_in_small(
    inlines: list[tuple[int, int]], wanted: dict[int, tuple[int, int]], found: list[tuple[int, int, int]]
) -> None:
    pieces = [Inline(a, b, n) for n, (a, b) in enumerate(inlines)]
    assert [(i.start, i.end, i.id) for i in nested(pieces, wanted)] == found


SOURCES = {
    ".html": "<p>Huyện <b>ủy <i>Long</i> Thới</b> đã<br>họp <a href='x'>hôm</a> nay.</p>".encode(),
    ".docx": office.docx(
        office.run("Huyện ")
        + office.run("ủy Long", "<w:b/>")
        + office.run(" Thới ")
        + office.run("họp", "<w:i/>")
        + "."
    ),
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nHuy\xe1\xbb\x87n <i>h\xe1\xbb\x8dp</i> <b>v\xe1\xbb\x81</b>.\n",
}


@pytest.mark.parametrize("suffix", SOURCES)
@given(data=st.data())
def test_writers_take_what_is_nested(suffix: str, data: st.DataObject) -> None:
    from vietgloss.documents import Options  # noqa: PLC0415  # only here

    source = SOURCES[suffix] if suffix == ".docx" else SOURCES[suffix].decode()
    content = parser_for(suffix, "x")(source, "x", Options())
    targets = []
    for block in content.blocks:
        ends = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
        wanted = {i.id: tuple(data.draw(ends)) for i in inlines_of(block)}
        wanted = {i.id: wanted[i.id] if i.start < i.end else (wanted[i.id][0],) * 2 for i in block.inlines}
        targets.append(Target("the people x", nested(inlines_of(block), wanted)))  # type: ignore[arg-type]
    again = content.write(targets)
    read = again if suffix == ".docx" else again.decode()
    assert sum(len(b.inlines) for b in parser_for(suffix, "x")(read, "x", Options()).blocks) <= 2 * sum(
        len(b.inlines) for b in content.blocks
    )
    if suffix == ".html":
        assert [again.count(tag) for tag in (b"<b>", b"</b>", b"<i>", b"</i>", b"<br>", b"<a href='x'>")] == [1] * 6
