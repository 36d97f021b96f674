"""CSV and TSV: only the cells of chosen columns change, and no formula comes in."""

from __future__ import annotations

import csv
import io
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss.errors import InputError
from written import parse, replaced, texts, unchanged

NEWS = """Mã,Tiêu đề,Source,Ngày
1,"Hội nghị sơ kết, bàn giải pháp",VNA,2021-07-12
2,Xã Long Thới đón chuẩn nông thôn mới,VNA,2021-07-13
"""


def test_columns_with_vietnamese_are_found_and_the_header_is_kept() -> None:
    content = parse(NEWS, "tin.csv")
    assert texts(content) == ["Hội nghị sơ kết, bàn giải pháp", "Xã Long Thới đón chuẩn nông thôn mới"]
    assert content.notes[0] == "columns with Vietnamese: Tiêu đề"
    assert {b.kind for b in content.blocks} == {"cell"}


def test_only_these_cells_change_and_are_quoted_where_they_must_be() -> None:
    assert replaced(parse(NEWS, "tin.csv"), ["A meeting", 'Long Thới, a "new" commune']) == (
        "Mã,Tiêu đề,Source,Ngày\n"
        '1,"A meeting",VNA,2021-07-12\n'
        '2,"Long Thới, a ""new"" commune",VNA,2021-07-13\n'
    )  # fmt: skip


@pytest.mark.parametrize("wanted", ["Tiêu đề", "tiêu  ĐỀ", "2", " 2 "])
def test_columns_by_name_or_number(wanted: str) -> None:
    assert texts(parse(NEWS, "tin.csv", columns=[wanted])) == texts(parse(NEWS, "tin.csv"))


def test_a_chosen_column_need_not_be_vietnamese() -> None:
    assert texts(parse(NEWS, "tin.csv", columns=["Source"])) == ["VNA", "VNA"]


@pytest.mark.parametrize("wanted", ["Tít", "5", "0"])
def test_a_column_that_is_not_there(wanted: str) -> None:
    with pytest.raises(InputError, match=rf"tin.csv: there is no column {wanted}; the columns are Mã, Tiêu đề"):
        parse(NEWS, "tin.csv", columns=[wanted])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    rows = [["Số", "Tên", "Note"], ["1", "Họp, bàn việc", "a, b"], ["2", "Đi cơ sở", ""], ["3", "Tiếp dân", "c"]]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(rows)
    source = written.getvalue()
    content = parse(source, "tin.csv")
    assert texts(content) == ["Họp, bàn việc", "Đi cơ sở", "Tiếp dân"]
    assert unchanged(content) == source
    new = replaced(content, ["Meeting", "Visit", "Reception"])
    rows = [*rows[:1], ["1", "Meeting", "a, b"], ["2", "Visit", ""], ["3", "Reception", "c"]]
    assert list(csv.reader(io.StringIO(new, newline=""), delimiter=delimiter)) == rows


def test_excel_names_the_delimiter_in_the_first_line() -> None:
    assert texts(parse("sep=;\nTên;Số\nHọp chi bộ;1\n", "tin.csv")) == ["Họp chi bộ"]


def test_a_single_column_of_sentences_with_commas() -> None:
    source = "Câu\nHôm qua, tỉnh họp\nHôm nay, xã họp\nSáng mai, thôn họp\n"
    assert texts(parse(source, "tin.csv"))[0] == "Hôm qua, tỉnh họp"


def test_without_a_header_the_first_row_is_translated_too() -> None:
    source = "1,Thủ tướng tiếp xúc cử tri huyện Sao Mai.\n2,Chủ tịch nước thăm xã Long Thới.\n"
    assert len(texts(parse(source, "tin.csv"))) == 2


def test_rows_may_differ_in_length_and_cells_may_have_lines() -> None:
    source = 'Tên,Ghi chú\nHọp,"Dòng một\nDòng hai"\nĐi\n,,\nTiếp dân,Có,thừa\n'
    content = parse(source, "tin.csv", columns=["Ghi chú"])
    assert texts(content) == ["Dòng một", "Dòng hai", "Có"]
    assert replaced(content, ["One", "Two", "Yes"]) == 'Tên,Ghi chú\nHọp,"One\nTwo"\nĐi\n,,\nTiếp dân,Yes,thừa\n'


def test_other_languages_and_codes_in_a_vietnamese_column_stay() -> None:
    source = "Tên,n\nHọp chi bộ,1\nHĐ-001,2\nBreaking news from London,3\nhttps://vi.example/hội,4\nĐi cơ sở,5\nBan,6\n"
    assert texts(parse(source, "tin.csv")) == ["Họp chi bộ", "Đi cơ sở", "Ban"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝", " ="])
def test_no_formula_comes_in(first: str) -> None:
    content = parse("Tên,n\nHọp chi bộ,1\n", "tin.csv")
    assert replaced(content, [f"{first}CMD()"]) == f"Tên,n\n'{first}CMD(),1\n"


def test_a_dash_that_was_there_stays_one() -> None:
    assert replaced(parse("Tên,n\n- Họp chi bộ,1\n", "tin.csv"), ["- A meeting"]) == "Tên,n\n- A meeting,1\n"


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ('Tên,n\nHọp,1\n"Đi,2\n', 3, "never closed"),
        ('Tên,n\nHọp,1\nA,2\n"Đảng" ta,3\n', 4, "goes on after its closing quote"),
    ],
)
def test_broken_quotes_are_told_with_their_line(source: str, line: int, part: str) -> None:
    with pytest.raises(InputError, match=rf"tin.csv:{line}: .*{part}"):
        parse(source, "tin.csv")


def test_in_tsv_a_quote_is_a_letter() -> None:
    source = 'Tên\tn\n"Đảng" ta\t1\n"Họp\tchi bộ"\t2\n'
    content = parse(source, "tin.tsv")
    assert texts(content) == ['"Đảng" ta', "Họp\tchi bộ"]
    assert replaced(content, ["Our Party", "Cell meeting"]) == 'Tên\tn\nOur Party\t1\n"Cell meeting"\t2\n'


def test_nothing_vietnamese_is_no_error() -> None:
    assert parse("name,n\nmeeting,1\n", "tin.csv").blocks == ()


CELLS = st.text("Họp ởđ,;\"\n\t'|=x1", max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from(",;|"), st.booleans())
def test_whatever_is_written_only_values_of_chosen_cells_change(
    rows: list[list[str]], delimiter: str, every: bool
) -> None:
    written = io.StringIO()
    quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n", quoting=quoting)
    writer.writerows([["Một", "Hai", "Ba"], *rows])
    source = f"sep={delimiter}\n" + written.getvalue()
    content = parse(source, "tin.csv", columns=["2"])
    assert unchanged(content) == source
    new = replaced(content, lambda text: f'{delimiter}"{len(text)}')
    before = list(csv.reader(io.StringIO(source, newline=""), delimiter=delimiter))
    after = list(csv.reader(io.StringIO(new, newline=""), delimiter=delimiter))
    assert [len(row) for row in before] == [len(row) for row in after]
    for old, changed in zip(before[1:], after[1:], strict=True):
        assert [c for n, c in enumerate(old) if n != 1] == [c for n, c in enumerate(changed) if n != 1]


@settings(deadline=None)
@given(st.text(string.printable + "đởΩ\u2028\x00", max_size=60), st.sampled_from(["a.csv", "a.tsv"]))
def test_any_text_is_read_or_refused(source: str, name: str) -> None:
    try:
        content = parse(source, name)
    except InputError:
        return
    assert unchanged(content) == source
    replaced(content, str.upper)
