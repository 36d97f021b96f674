"""The sentence splitter: real-life sentences from a table, and what holds for any text."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation.split import pieces, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.translation.split import Span

CASES = yaml.safe_load((Path(__file__).parent / "cases/split/sentences.yaml").read_text(encoding="utf-8"))
# Text made of what the rules look at; random Unicode would hardly ever reach them.
PARTS = [
    *[
        ".",
        "?",
        "!",
        "…",
        "...",
        "./.",
        "”",
        "“",
        '"',
        ")",
        "(",
        "[",
        "]",
        ",",
        ";",
        ":",
        "-",
        "–",
        "\u00a0",
        "\n",
    ],
    *["tốt", "Các", "TP", "N.V.A", "5", "22.7.2021", "1", "a)", "Điều", "x.vn", "Á"],
]
TEXTS = st.lists(st.sampled_from([*PARTS, " "])).map("".join) | st.text()
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))))


def sentences(text: str, **options: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in split(text, **options)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    assert sentences(case["text"]) == case["sentences"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bệnh viện ở TX. Đồng Xoài. TP. Bà Rịa.", ["Bệnh viện ở TX. Đồng Xoài.", "TP. Bà Rịa."]),
        ("Đây là cúp châu Á. Lãnh đạo vui.", ["Đây là cúp châu Á.", "Lãnh đạo vui."]),
        ("Trên địa bàn TP. Các đơn vị vui.", ["Trên địa bàn TP.", "Các đơn vị vui."]),
        ("Trẻ thiếu vitamin A. Bác sĩ nói.", ["Trẻ thiếu vitamin A.", "Bác sĩ nói."]),
        ("Từ ngày 22. 7. 2021 có 5. 096 người.", ["Từ ngày 22. 7. 2021 có 5. 096 người."]),
        ("Điều 5. Phạm vi. a) Một. b) Hai.", ["Điều 5. Phạm vi.", "a) Một.", "b) Hai."]),
        ("Đạt kết quả tốt. các đơn vị vui.", ["Đạt kết quả tốt.", "các đơn vị vui."]),
        ("năm 2020.Các cấp.UBND tỉnh.Vn", ["năm 2020.", "Các cấp.", "UBND tỉnh.Vn"]),
        ("Văn bản (…) Đảng. [...] Đoàn.", ["Văn bản (…) Đảng.", "[...] Đoàn."]),
        ("Theo Th.S. Lê B và J.K. Rowling.", ["Theo Th.S. Lê B và J.K. Rowling."]),
    ],
)
def test_more(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_only_the_range_is_split() -> None:
    text = "Bỏ. Một.  Hai. Bỏ."
    assert split(text, 4, 15) == [(4, 8), (10, 14)]
    assert split(text, 3, 4) == []


def test_a_protected_span_is_not_cut_and_keeps_its_stop() -> None:
    text = "Công ty Abc. Xyz dự. Đơn vị Hđqt. Nam dự."
    company, board = text.index("Abc"), text.index("Hđqt.")
    assert sentences(text, no_break=[(company, company + 8), (board, board + 5)]) == [
        "Công ty Abc. Xyz dự.",
        "Đơn vị Hđqt. Nam dự.",
    ]


@given(TEXTS, SPANS)
def test_sentences_hold_all_text_in_order(text: str, no_break: list[tuple[int, int]]) -> None:
    spans = split(text, no_break=no_break)
    assert_covers(text, spans)
    # No span that must stay whole has an end of a sentence inside it.
    cuts = [end for _, end in spans[:-1]] + [start for start, _ in spans[1:]]
    assert not [1 for start, end in no_break for cut in cuts if start < cut < end]


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_range_is_split_like_the_text_in_it(text: str, start: int, end: int) -> None:
    spans = split(text, start, end)
    assert all(start <= left < right <= end for left, right in spans)
    assert_covers(text[start:end], [(left - start, right - start) for left, right in spans])


@given(TEXTS, st.integers(1, 30))
def test_pieces_fit_and_hold_all_text(text: str, limit: int) -> None:
    spans = pieces(text, limit, len)
    assert_covers(text, spans)
    assert all(right - left <= limit for left, right in spans)


@given(st.lists(st.text("abcđê", min_size=1, max_size=8)).map(" ".join), st.integers(8, 30))
def test_pieces_end_between_words(text: str, limit: int) -> None:
    words = [word for start, end in pieces(text, limit, len) for word in text[start:end].split()]
    assert words == text.split()


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("một hai ba", 10, ["một hai ba"]),
        ("một, hai ba; bốn, năm", 13, ["một, hai ba;", "bốn, năm"]),
        ("nội dung: một, hai", 13, ["nội dung:", "một, hai"]),
        ("một hai – ba bốn", 12, ["một hai –", "ba bốn"]),
        ("tăng 56,4% so, với năm", 16, ["tăng 56,4% so,", "với năm"]),
        ("một hai và ba bốn", 12, ["một hai", "và ba bốn"]),
        ("một hai ba bốn", 8, ["một hai", "ba bốn"]),
        ("aaaaaaaaaa b", 5, ["aaaaa", "aaaaa", "b"]),
        ("một; " + "hai ba bốn năm sáu bảy", 16, ["một; hai ba", "bốn năm sáu bảy"]),
    ],
)
def test_pieces(text: str, limit: int, expected: list[str]) -> None:
    assert [text[start:end] for start, end in pieces(text, limit, len)] == expected


def test_pieces_wants_a_limit() -> None:
    with pytest.raises(ValueError, match="limit"):
        pieces("một", 0, len)


def test_a_character_that_is_too_big_stays() -> None:
    assert pieces("ab", 1, lambda text: 9 * len(text)) == [(0, 1), (1, 2)]


@pytest.mark.parametrize("unit", ["a", "a.", ".(", "…", "A.", "; "])
def test_a_long_line_takes_linear_time(unit: str) -> None:
    line = unit * (60_000 // len(unit))
    begin = time.perf_counter()
    split(line)
    pieces(line, 500, len)
    assert time.perf_counter() - begin < 20  # a fraction of a second; quadratic time would be half an hour


def assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert not re.search(r"\A\s|\s\Z", text[start:end])
        at = end
    assert not text[at:].strip()
