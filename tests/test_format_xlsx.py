"""Excel workbooks: which cells are translated, and that all else stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table

from office import relations, zipped
from placed import anywhere, covered, english, same, texts_of
from vietgloss.documents.formats.xlsx import parse
from vietgloss.documents.model import Inline, Options, Target
from vietgloss.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from vietgloss.documents.model import Content

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
BOLD = "<rPr><b/></rPr>"
RED = '<rPr><color rgb="FFFF0000"/></rPr>'


def book(sheets: Mapping[str, str], strings: Sequence[str] = (), more: Mapping[str, str] | None = None) -> bytes:
    """A workbook of sheets, given by the content of their rows, and of shared strings, given by their content."""
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    entries = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"{HEAD}<workbook {MAIN} {R}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
            ("s", "sharedStrings", "/xl/sharedStrings.xml"),
        ),
        "xl/sharedStrings.xml": f'{HEAD}<sst {MAIN} count="9" uniqueCount="{len(strings)}">'
        + "".join(f"<si>{s}</si>" for s in strings)
        + "</sst>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        entries[f"xl/worksheets/sheet{n}.xml"] = (
            f"{HEAD}<worksheet {MAIN} {R}><sheetData>{rows}</sheetData></worksheet>"
        )
    return zipped({**entries, **(more or {})})


def row(number: int, *cells: int | str) -> str:
    """A row: a number is that of a shared string, a text is a whole cell."""
    inside = "".join(
        f'<c r="{chr(65 + k)}{number}" t="s"><v>{c}</v></c>' if isinstance(c, int) else c for k, c in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'


def t(text: str) -> str:
    return f"<t>{text}</t>"


def run(look: str, text: str) -> str:
    return f"<r>{look}<t>{text}</t></r>"


def read(data: bytes, *columns: str) -> Content:
    return parse(data, "so.xlsx", Options(columns=columns))


def entry(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def strings_of(data: bytes) -> list[str]:
    return re.findall("<si>(.*?)</si>", entry(data, "xl/sharedStrings.xml"), re.DOTALL)


def changed(before: bytes, after: bytes) -> list[str]:
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    assert old.namelist() == new.namelist()
    return [n for n in old.namelist() if old.read(n) != new.read(n)]


def test_vietnamese_cells_are_translated_once_for_each_string() -> None:
    data = book(
        {"A": row(1, 0, 1) + row(2, 2, 3) + row(3, 2, 4)}, [t("Xã"), t("Done"), t("Sao Mai họp"), t("USB"), t("12")]
    )
    content = read(data)
    assert texts_of(content) == ["Xã", "Sao Mai họp"]
    assert {b.kind for b in content.blocks} == {"cell"}
    assert content.write(same(content)) == data
    out = content.write(english(content))
    assert changed(data, out) == ["xl/sharedStrings.xml"]
    assert strings_of(out) == [t("English 1"), t("Done"), t("English 2"), t("USB"), t("12")]


def test_a_string_shared_with_a_cell_that_is_not_chosen_stays_for_that_one() -> None:
    data = book({"A": row(1, 0, 0) + row(2, 1, 0), "B": row(1, 1)}, [t("Xã"), t("Tin mới")])
    content = read(data, "A!B", "B!A")
    assert texts_of(content) == ["Xã", "Tin mới"]
    out = content.write([Target("Commune"), Target("News")])
    assert strings_of(out) == [t("Xã"), t("Tin mới"), t("Commune"), t("News")]
    assert 'uniqueCount="4"' in entry(out, "xl/sharedStrings.xml")
    sheet = entry(out, "xl/worksheets/sheet1.xml")
    assert re.findall('r="(..)" t="s"><v>(.)</v>', sheet) == [("A1", "0"), ("B1", "2"), ("A2", "1"), ("B2", "2")]
    assert "<v>3</v>" in entry(out, "xl/worksheets/sheet2.xml")


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["B"], ["Đơn vị", "Xã A"]),
        (["b"], ["Đơn vị", "Xã A"]),
        (["2"], ["Đơn vị", "Xã A"]),
        (["Đơn vị"], ["Đơn vị", "Xã A"]),
        (["đơn  vị"], ["Đơn vị", "Xã A"]),
        (["C", "2"], ["Đơn vị", "STT", "Xã A", "Done"]),
        (["STT"], ["STT", "Done"]),
        (["Một!A"], ["Tên"]),
        (["'Một'!B"], ["Đơn vị", "Xã A"]),
        (["XFD"], []),
    ],
)
def test_columns(columns: list[str], found: list[str]) -> None:
    strings = [t(x) for x in ("Tên", "Đơn vị", "STT", "12", "Xã A", "Done")]
    data = book({"Một": row(2, 0, 1, 2) + row(3, 3, 4, 5)}, strings)
    assert texts_of(read(data, *columns)) == found


@pytest.mark.parametrize(
    ("column", "problem"),
    [
        ("Nội dung", "so.xlsx: no column Nội dung; give a letter, a number from 1, or one of Xã"),
        ("0", "no column 0"),
        ("16385", "no column 16385"),
        ("XFE", "no column XFE"),
        ("C!B", "no sheet C; its sheets are A, B"),
    ],
)
def test_a_column_that_is_not_there(column: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read(book({"A": row(1, 0), "B": ""}, [t("Xã")]), column)
    assert problem in str(caught.value)


def test_cells_need_not_say_where_they_are() -> None:
    rows = "<row><c/><c t='s'><v>0</v></c></row><row><c t='s'><v>1</v></c><c t='s'><v>1</v></c></row>"
    assert texts_of(read(book({"A": rows}, [t("Một"), t("Hai")]), "B")) == ["Một", "Hai"]


def test_strings_in_the_cell() -> None:
    cells = (
        f'<c r="A1" s="3" t="inlineStr"><is>{t("Xã &amp; ấp")}</is></c>',
        '<c r="B1" t="str"><f>IF(A1="Xã","Đạt")</f><v>Đạt</v></c>',
        '<c r="C1"><v>Xã</v></c>',
    )
    data = book({"A": row(1, *cells)})
    content = read(data)
    assert texts_of(content) == ["Xã & ấp"]
    out = content.write([Target("Communes <&>")])
    wanted = cells[0].replace("Xã &amp; ấp", "Communes &lt;&amp;&gt;")
    assert entry(out, "xl/worksheets/sheet1.xml") == entry(data, "xl/worksheets/sheet1.xml").replace(cells[0], wanted)
    # What formulas show of these texts is to be found anew.
    assert '</sheets><calcPr fullCalcOnLoad="1"/>' in entry(out, "xl/workbook.xml")


def test_looks_in_a_cell() -> None:
    rich = run("", "Ủy ban nhân dân ") + run(BOLD, "xã Sao Mai") + run("", " họp") + run(RED, ".")
    content = read(book({"A": row(1, 0)}, [f"{rich}<phoneticPr fontId='1'/>"]))
    assert texts_of(content) == ["Ủy ban nhân dân xã Sao Mai họp."]
    assert covered(content) == ["xã Sao Mai", "."]
    out = content.write([Target("Sao Mai met.", (Inline(0, 7, 0), Inline(11, 12, 1)))])
    new = f'{run(BOLD, "Sao Mai")}<r><t xml:space="preserve"> met</t></r>{run(RED, ".")}'
    assert strings_of(out) == [f"{new}<phoneticPr fontId='1'/>"]


def test_a_look_that_lost_its_words_is_kept() -> None:
    content = read(book({"A": row(1, 0)}, [run("", "Ủy ban ") + run(BOLD, "xã")]))
    out = content.write([Target("It", (Inline(2, 2, 0),))])
    assert strings_of(out) == [run("", "It") + run(BOLD, "")]


def test_looks_that_are_nested_are_written_one_behind_the_other() -> None:
    content = read(book({"A": row(1, 0)}, [run("", "Ủy ban ") + run(BOLD, "xã ") + run(RED, "Mai")]))
    out = content.write([Target("abc", (Inline(0, 3, 0), Inline(1, 2, 1)))])
    assert strings_of(out) == [run(BOLD, "a") + run(RED, "b") + run(BOLD, "c")]


def test_lines_of_a_cell_are_texts_of_their_own() -> None:
    lines = f'{run(BOLD, "Đầu đề&#10;  Mục một")}<r><t xml:space="preserve"> và hai_x000D_&#10;</t></r>'
    content = read(book({"A": row(1, 0, 1)}, [lines, t("Một\n\n Hai ")]))
    assert texts_of(content) == ["Đầu đề", "Mục một và hai", "Một", "Hai"]
    targets = [Target("Head"), Target("Items", (Inline(3, 5, 0),)), Target("One"), Target("Two")]
    first, second = strings_of(content.write(targets))
    assert (
        first
        == '<r><rPr><b/></rPr><t xml:space="preserve">Head\n  Ite</t></r><r><t xml:space="preserve">ms_x000D_\n</t></r>'
    )
    assert second == '<t xml:space="preserve">One\n\n Two </t>'


def test_what_looks_like_an_escape_is_escaped() -> None:
    content = read(book({"A": row(1, 0)}, [t("Xã _x005F_x0041_")]))
    assert texts_of(content) == ["Xã _x0041_"]
    assert strings_of(content.write([Target("_x0042_\x07")])) == [t("_x005F_x0042__x0007_")]


def test_heads_of_tables_and_pivot_tables_are_left() -> None:
    table = f'<table {MAIN} ref="A1:B3" totalsRowCount="1"><tableColumns/></table>'
    pivot = f'<pivotTableDefinition {MAIN}><location ref="D1:E3"/></pivotTableDefinition>'
    cache = f'<pivotCacheDefinition {MAIN}><worksheetSource ref="A5:B9" sheet="A"/></pivotCacheDefinition>'
    more = {
        "xl/tables/table1.xml": table,
        "xl/pivot.xml": pivot,
        "xl/cache.xml": cache,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("r1", "table", "../tables/table1.xml"), ("r2", "pivotTable", "../pivot.xml")
        ),
    }
    rows = row(1, 0, 1, "", 5) + row(2, 2, 1) + row(3, 3) + row(5, 4) + row(6, 6)
    strings = [t(x) for x in ("Đầu", "Xã", "Ấp", "Tổng cộng", "Đơn vị", "Bảng tổng", "Huyện")]
    data = book({"A": rows}, strings, more)
    related = relations(
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("s", "sharedStrings", "sharedStrings.xml"),
        ("c", "pivotCacheDefinition", "cache.xml"),
    )
    archive = {n: entry(data, n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    data = zipped({**archive, "xl/_rels/workbook.xml.rels": related})
    content = read(data)
    assert texts_of(content) == ["Ấp", "Xã", "Huyện"]
    assert content.notes[0].startswith("left as they are: 5 cells")
    out = content.write(english(content))
    assert strings_of(out)[1] == t("Xã")
    assert strings_of(out)[7:] == [t("English 2")]


def test_a_workbook_of_openpyxl_keeps_charts_formulas_and_numbers() -> None:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = "Báo cáo"
    for cells in (["Đơn vị", "Số"], ["Xã A", 3], ["Xã B", 4], ["Tổng", "=SUM(B2:B3)"]):
        sheet.append(cells)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    sheet.add_table(Table(displayName="Bang", ref="A1:B3"))
    file = io.BytesIO()
    made.save(file)
    content = read(file.getvalue())
    out = content.write(english(content))
    assert changed(file.getvalue(), out) in (["xl/worksheets/sheet1.xml"], ["xl/sharedStrings.xml"])
    now: Any = openpyxl.load_workbook(io.BytesIO(out)).active
    assert [[c.value for c in r] for r in now.iter_rows()] == [
        ["Đơn vị", "Số"],
        ["English 1", 3],
        ["English 2", 4],
        ["English 3", "=SUM(B2:B3)"],
    ]


def test_prefixes_are_kept() -> None:
    data = book({"A": row(1, 0, 0)}, [t("Xã")])
    named = {n: entry(data, n) for n in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    strings = f"<x:sst {MAIN.replace('xmlns', 'xmlns:x')}><x:si><x:r><x:t>Xã</x:t></x:r></x:si></x:sst>"
    content = read(zipped({**named, "xl/sharedStrings.xml": strings}), "A")
    out = entry(content.write(english(content)), "xl/sharedStrings.xml")
    assert out == strings.replace("</x:sst>", "<x:si><x:r><x:t>English 1</x:t></x:r></x:si></x:sst>")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK", "so.xlsx: "),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "password"),
        (zipped({"a.txt": "a"}), "xl/workbook.xml"),
        (zipped({"xl/workbook.xml": f"<workbook {MAIN}><sheets/></workbook>"}), "no sheet in it"),
        (book({"A": row(1, 5)}, [t("Xã")]), "so.xlsx (xl/worksheets/sheet1.xml): damaged: cell A1 has no string 5"),
        (book({"A": "<c"}), "so.xlsx (xl/worksheets/sheet1.xml):2: damaged"),
        (book({"A": ""}, ["<!DOCTYPE a>"]), "damaged"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


_texts = st.sampled_from(["Xã ", "Sao Mai", "\n", " họp", "3", "UBND", "&amp;", "  "])
_runs = st.lists(st.builds(run, st.sampled_from(["", BOLD, RED]), _texts), min_size=1, max_size=6).map("".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(_runs | _texts.map(t), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_looks_survive_wherever_they_stand(strings: list[str], random: Random) -> None:
    data = book({"A": row(1, *range(len(strings)))}, strings)
    content = read(data, *(str(n) for n in range(1, len(strings) + 1)))
    assert content.write(same(content)) == data
    targets = anywhere(content, random)
    out = content.write(targets)
    assert out == content.write(targets)
    for new, old in zip(strings_of(out), strings_of(data), strict=True):
        # The look of most is no mark: it goes where no mark stands.
        assert len(_looks(old) - _looks(new)) <= 1
    part = entry(out, "xl/sharedStrings.xml").encode()
    shown = "".join("".join(etree.fromstring(part).itertext()).split())
    for target in targets:
        assert "".join(target.text.split()) in shown


def _looks(string: str) -> set[str]:
    return {look for look in (BOLD, RED, "<r><t") if look in string}
