"""Where tokens stand when a translation is changed after the model wrote it, or is put together of parts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation.tokens import Alignment, moved, spans, together

WORDS = st.lists(st.sampled_from("the Party committee of Long Thoi met on 3.5% (PPC), “well”".split()), max_size=10)


def words_of(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\S+", text)]


def said(text: str, at: list[tuple[int, int]]) -> list[str]:
    return [text[a:b] for a, b in at]


@pytest.mark.parametrize(
    ("before", "after", "covered", "found"),
    [
        ("the committee met", "the committee met", "committee", "committee"),
        ("the committee met", "the Party committee met", "committee", "committee"),
        ("the Party committee met", "the committee met", "Party committee", "committee"),
        ("the PPC met again", "the Provincial People's Committee met again", "PPC", "Provincial People's Committee"),
        ("the commitee met", "the committee met", "commitee", "committee"),
        ("he met her", "he met", "her", ""),
        ("the met", "met", "the", ""),
        ("met in May", "met in May", "t in M", "t in M"),
        ("a, b", "a, c", "a,", "a,"),
    ],
)
def test_a_span_goes_with_its_words(before: str, after: str, covered: str, found: str) -> None:
    start = before.index(covered)
    assert said(after, moved([(start, start + len(covered))], before, after)) == [found]


@pytest.mark.parametrize(
    ("before", "at", "after", "found"),
    [
        ("No. 12 on farms", 6, "Number 12 on farms", 9),  # right behind its word
        ("No. 12 on farms", 7, "Number 12 on farms", 10),  # before the next one
        ("No. 12 on farms", 6, "No. 12 on the farms", 6),
        ("on farms", 0, "about farms", 0),
    ],
)
def test_what_stands_alone_stays_at_its_word(before: str, at: int, after: str, found: int) -> None:
    assert moved([(at, at)], before, after) == [(found, found)]


@given(WORDS, WORDS, st.data())
def test_spans_stay_inside_and_places_stay_places(old: list[str], new: list[str], data: st.DataObject) -> None:
    before, after = " ".join(old), " ".join(new)
    ends = st.tuples(st.integers(0, len(before)), st.integers(0, len(before))).map(sorted)
    wanted = [(a, b) for a, b in data.draw(st.lists(ends, max_size=4))]
    found = moved(wanted, before, after)
    assert len(found) == len(wanted)
    for (a, b), (c, d) in zip(wanted, found, strict=True):
        assert 0 <= c <= d <= len(after)
        assert c == d or a < b


@given(WORDS, st.data())
def test_what_does_not_change_does_not_move(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    at = words_of(text)
    some = [span for span in at if data.draw(st.booleans())]
    assert moved(some, text, text) == some


@given(WORDS, WORDS, WORDS)
def test_words_that_are_put_in_push_the_others(left: list[str], between: list[str], right: list[str]) -> None:
    # Unlike all others, so that only one word can stand for it.
    before, after = " ".join([*left, "X1", *right]), " ".join([*left, *between, "X1", *right])
    at = before.index("X1")
    assert said(after, moved([(at, at + 2)], before, after)) == ["X1"]


def alignment(source: str, target: str) -> Alignment:
    """Each word of the target looks at the word of the source that has its number."""
    a, b = words_of(source), words_of(target)
    return Alignment(a, b, [[1.0 if n == m else 0.0 for n in range(len(a))] for m in range(len(b))])


def test_an_alignment_moves_with_its_translation() -> None:
    one = alignment("ủy ban họp", "the committee met")
    two = one.moved("the committee met", "then the committee met")
    assert said("then the committee met", two.target) == ["the", "committee", "met"]
    assert (two.source, two.weights) == (one.source, one.weights)
    assert one.moved("the committee met", "the committee met") is one


@given(st.lists(st.tuples(WORDS.filter(bool), WORDS.filter(bool)), min_size=1, max_size=4))
def test_parts_are_one_whole_with_their_words_where_they_were(parts: list[tuple[list[str], list[str]]]) -> None:
    line = ", ".join(" ".join(source) for source, _ in parts)
    whole = " ".join(" ".join(target) for _, target in parts)
    at, given_parts = 0, []
    for source, target in parts:
        given_parts.append((at, " ".join(target), alignment(" ".join(source), " ".join(target))))
        at += len(" ".join(source)) + 2
    found = together(given_parts)
    assert said(whole, found.target) == [w for _, target in parts for w in target]
    assert said(line, found.source) == [w for source, _ in parts for w in source]
    assert all(len(row) == len(found.source) for row in found.weights)
    # No word looks into another part.
    number = 0
    for (start, text, own), row_count in ((p, len(p[2].target)) for p in given_parts):
        end = start + own.source[-1][1]
        for share in found.shares(start, end)[number : number + row_count]:
            assert share in (0.0, 1.0)
        for share in found.shares(end, len(line))[number : number + row_count]:
            assert share == 0.0
        number += row_count
        assert text


@pytest.mark.parametrize(
    ("tokens", "text", "found"),
    [
        (["▁Party", "▁commit", "tee"], "Party committee", ["Party", "commit", "tee"]),
        (["▁", "Đ", "ảng"], "Đảng", ["", "Đ", "ảng"]),
        (["ủy@@", "viên"], "ủyviên", ["ủy", "viên"]),
        ([], "x", []),
    ],
)
def test_tokens_stand_in_their_text(tokens: list[str], text: str, found: list[str]) -> None:
    assert said(text, spans(tokens, text)) == found
