"""What is handed to reviewers: a Word table, TMX, XLIFF and a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from defusedxml import ElementTree as ET  # noqa: N817  # its usual name
from hypothesis import given, settings
from hypothesis import strategies as st

from translated import translation
from vietgloss.digests import MARK, bare, digest, guarded, mark
from vietgloss.errors import UsageError
from vietgloss.report.segments_tmx import as_tmx
from vietgloss.report.segments_tsv import as_tsv
from vietgloss.report.segments_xliff import as_xliff
from vietgloss.report.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIRS = [
    ("Huyện Long Thới chi 7,8 tỷ đồng.", "Long Thới District spent VND8.7 billion."),
    ("Đảng bộ huyện\ncó 12 chi bộ <mới> & “mạnh”.", "The Party organization has 12 new & “strong” <cells>."),
    ("- Xã Sao Mai", "- Sao Mai Commune"),
    ("", ""),
    ("Huyện Long Thới chi 7,8 tỷ đồng.", "Long Thới District spent VND8.7 billion."),
]
TWO = [translation(PAIRS), translation(PAIRS[:1], "thư mục/=tin 2.txt")]
V1, V2 = "{urn:oasis:names:tc:xliff:document:1.2}", "{urn:oasis:names:tc:xliff:document:2.0}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ANY = st.text(st.characters(codec=None) | st.sampled_from("=+-@'\"\t\n\r<>&0179 \x00\x0b\x85\ufffe\ud800"), max_size=40)


def parsed(text: str | bytes) -> Any:  # noqa: ANN401  # elements have no type of their own in defusedxml
    return ET.fromstring(text.encode() if isinstance(text, str) else text)


def rows(docx: bytes) -> Iterator[list[list[Any]]]:
    """The paragraphs of each cell of each row."""
    document = parsed(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))
    for row in document.iter(f"{W}tr"):
        yield [list(cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]


def shown(paragraph: Any) -> str:  # noqa: ANN401  # as above
    """What a reader sees of a paragraph."""
    runs = [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}rPr/{W}vanish") is None]
    return "".join(t.text or "" for r in runs for t in r.iter(f"{W}t"))


# -- Word ------------------------------------------------------------------------------------------------


def test_word_has_number_source_and_english_with_warnings_below() -> None:
    head, first, second, *_ = rows(side_by_side(TWO))
    assert [shown(p) for cell in head for p in cell] == ["No.", "Vietnamese", "English"]
    assert [[shown(p) for p in cell] for cell in first] == [
        ["1"],
        [PAIRS[0][0]],
        [PAIRS[0][1], "number: 7.8 is not in the English"],
    ]
    assert shown(second[1][0]) == "Đảng bộ huyện có 12 chi bộ <mới> & “mạnh”."
    assert first[2][1].find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "VietglossWarning"


def test_word_has_a_table_and_a_title_for_each_document() -> None:
    document = parsed(zipfile.ZipFile(io.BytesIO(side_by_side(TWO))).read("word/document.xml"))
    body = document.find(f"{W}body")
    assert [e.tag.removeprefix(W) for e in body] == ["p", "tbl", "p", "tbl", "p", "sectPr"]
    assert [shown(e) for e in body.findall(f"{W}p")] == ["tin-long-thoi.txt", "=tin 2.txt", ""]
    assert len(list(body.iter(f"{W}tblHeader"))) == len(TWO)
    size = body.find(f"{W}sectPr/{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient")) == ("16838", "11906", "landscape")


def test_word_knows_the_language_of_each_column() -> None:
    for row in list(rows(side_by_side(TWO)))[1:4]:
        languages = [{e.get(f"{W}val") for p in cell for e in p.iter(f"{W}lang")} for cell in row]
        assert languages[1:] == [{"vi-VN"}, {"en-GB"}]


def test_word_is_a_whole_package() -> None:
    archive = zipfile.ZipFile(io.BytesIO(side_by_side(TWO)))
    assert archive.testzip() is None
    names = set(archive.namelist())
    types = parsed(archive.read("[Content_Types].xml"))
    declared = {e.get("PartName").lstrip("/") for e in types if e.get("PartName")}
    assert declared | {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"} == names
    for name in names:
        parsed(archive.read(name))
    linked = {e.get("Id") for e in parsed(archive.read("word/_rels/document.xml.rels"))}
    assert {"rId1", "rId2", "rId3"} == linked


def test_word_has_the_same_bytes_each_time() -> None:
    assert side_by_side(TWO) == side_by_side(TWO)
    assert {m.date_time for m in zipfile.ZipFile(io.BytesIO(side_by_side(TWO))).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_with_nothing_in_it() -> None:
    nothing = [translation([])]
    assert not list(rows(side_by_side(nothing)))
    assert parsed(as_tmx(nothing)).find("body") is not None
    assert parsed(as_xliff(nothing)).find(f"{V1}file/{V1}body") is not None
    assert parsed(as_xliff(nothing, "2.1")).find(f"{V2}file") is None
    assert as_tsv(nothing).count("\n") == 1


# -- TMX -------------------------------------------------------------------------------------------------


def test_tmx_has_each_different_segment_once() -> None:
    tmx = parsed(as_tmx(TWO))
    assert (tmx.get("version"), tmx.find("header").get("creationtool")) == ("1.4", "vietgloss")
    units = tmx.findall("body/tu")
    assert [u.get("tuid") for u in units] == ["1", "2", "3", "4"]
    assert [[s.text or "" for s in u.iter("seg")] for u in units] == [list(pair) for pair in PAIRS[:4]]
    props = [(p.get("type"), p.text) for p in units[0].findall("prop")]
    assert props == [
        ("x-document", "tin-long-thoi.txt"),
        ("x-document", "thư mục/=tin 2.txt"),
        ("x-vietgloss-machine", mark(*PAIRS[0])),
    ]
    assert [n.text for n in units[0].findall("note")] == ["number: 7.8 is not in the English"]


# -- XLIFF -----------------------------------------------------------------------------------------------


def test_xliff_1_2() -> None:
    files = parsed(as_xliff(TWO)).findall(f"{V1}file")
    assert [f.get("original") for f in files] == ["tin-long-thoi.txt", "thư mục/=tin 2.txt"]
    assert {(f.get("source-language"), f.get("target-language")) for f in files} == {("vi", "en")}
    units = files[0].findall(f"{V1}body/{V1}trans-unit")
    assert [(u.find(f"{V1}source").text or "", u.find(f"{V1}target").text or "") for u in units] == PAIRS
    states = [u.find(f"{V1}target").get("state") for u in units]
    assert states == ["needs-review-translation"] * 3 + ["needs-translation", "needs-review-translation"]
    assert [(n.get("from"), n.text) for n in units[0].findall(f"{V1}note")] == [
        ("warning", "number: 7.8 is not in the English")
    ]
    assert [(n.get("from"), n.text) for n in units[1].findall(f"{V1}note")] == [
        ("glossary", "huyện = district (not in the English)")
    ]


def test_xliff_2_1() -> None:
    xliff = parsed(as_xliff(TWO, "2.1"))
    assert (xliff.get("version"), xliff.get("srcLang"), xliff.get("trgLang")) == ("2.1", "vi", "en")
    units = xliff.findall(f"{V2}file/{V2}unit")
    assert [u.get("id") for u in units] == ["u1", "u2", "u3", "u4", "u5", "u1"]
    assert [(u.find(f".//{V2}source").text or "", u.find(f".//{V2}target").text or "") for u in units[:5]] == PAIRS
    assert {u.find(f"{V2}segment").get("state") for u in units} == {"initial"}
    order = [child.tag.rpartition("}")[2] for child in units[0]]
    assert order == ["metadata", "notes", "segment"]


def test_another_version_of_xliff_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no XLIFF 2\.0 is written; choose 1\.2 or 2\.1"):
        as_xliff(TWO, "2.0")


# -- Tables ----------------------------------------------------------------------------------------------


def test_table_is_one_that_excel_reads_right() -> None:
    text = as_tsv(TWO)
    assert text.startswith("\ufeffdocument\tnumber\tsource\tEnglish\twarnings\tdigest\n")
    table = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter="\t"))[1:]
    assert [row[1] for row in table] == ["1", "2", "3", "4", "5", "1"]
    assert table[0][2:5] == [*PAIRS[0], "number: 7.8 is not in the English"]
    assert table[2][2:4] == ["'- Xã Sao Mai", "'- Sao Mai Commune"]
    assert table[5][0] == "thư mục/=tin 2.txt"
    assert all(MARK.fullmatch(row[5]) for row in table)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+84 24", "-5", "@SUM(A1)", " =1", "\t=1", "22/07/2021", "1E5", "3-4", "22 July 2021", "'=1", "007"],
)
def test_a_sheet_gets_no_formula_no_date_and_no_figure(cell: str) -> None:
    (row,) = list(csv.reader(io.StringIO(as_tsv([translation([(cell, cell)])]), newline=""), delimiter="\t"))[1:]
    assert row[2] == row[3] == f"'{cell}"


@given(ANY)
def test_the_guard_of_a_cell_goes_again(cell: str) -> None:
    assert bare(guarded(cell)) == cell
    assert not guarded(cell).lstrip()[:1] or guarded(cell).lstrip()[0] not in "=+-@"


@pytest.mark.parametrize("cell", ["12 chi bộ", "Party cell 5", "Sao Mai", "", "'Three nos' policy"])
def test_other_cells_are_left_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


def test_the_guard_goes_from_a_corrected_cell_too() -> None:
    assert bare("'Sao Mai Commune, in the south of the district of Long Thới") == (
        "Sao Mai Commune, in the south of the district of Long Thới"
    )
    assert (
        bare("'Three nos' policy of the Party cell in the hamlet")
        == "'Three nos' policy of the Party cell in the hamlet"
    )


# -- All of them -----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ANY, ANY), max_size=4), ANY)
def test_every_text_gives_a_whole_file(pairs: list[tuple[str, str]], path: str) -> None:
    made = [translation(pairs, path)]
    parsed(as_tmx(made))
    parsed(as_xliff(made))
    parsed(as_xliff(made, "2.1"))
    assert len(list(rows(side_by_side(made)))) == (len(pairs) + 1 if pairs else 0)
    as_tsv(made).encode()


@given(ANY)
def test_a_digest_minds_no_white_space(text: str) -> None:
    assert digest(text) == digest(f"\r\n {text}\t") == digest(text.replace(" ", "\u00a0\n"))
    assert digest(f"{text}.") != digest(text)
