"""Import and export: what each format holds comes back, wrong rows are told, hostile files are refused in one line."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import subprocess
import sys
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from vietgloss.encodings.vni import LETTERS as VNI
from vietgloss.errors import GlossaryError, InputError, UsageError, VietglossError
from vietgloss.exchange import FORMATS, Imported, Options, read, write
from vietgloss.exchange.apply import apply
from vietgloss.exchange.archive import MAX_MEMBERS
from vietgloss.exchange.check import checked
from vietgloss.exchange.headers import columns_of
from vietgloss.glossary.merging import joined
from vietgloss.glossary.plain import Record, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss import Glossary

CASES = [
    pytest.param(case, id=case["name"])
    for file in sorted((Path(__file__).parent / "cases" / "exchange").glob("*.yaml"))
    for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # texts only
]


def flags(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a case, where all is text, with their truth values."""
    made = {k: True if k in ("keep", "default") else v for k, v in fields.items()}
    return made | ({"senses": [flags(s) for s in made["senses"]]} if "senses" in made else {})


def shown(imported: Imported) -> dict[str, Any]:
    return {f"{r.section} {r.name}": r.fields for r in imported.records}


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    given_options = dict(case.get("options", {}))
    if "columns" in given_options:
        given_options["columns"] = columns_of(given_options["columns"])
    imported = read(case["text"].encode(), case.get("from"), Options(name=case["file"], **given_options))
    assert shown(imported) == {name: flags(fields) for name, fields in case["records"].items()}
    wanted = case.get("rejected", [])
    assert [r.row for r in imported.rejected] == [int(row) for row, _ in wanted], imported.rejected
    assert all(part in r.reason for r, (_, part) in zip(imported.rejected, wanted, strict=True)), imported.rejected
    notes = "\n".join(imported.notes)
    assert all(part in notes for part in case.get("notes", [])), notes
    assert imported.format == case.get("format", imported.format)
    assert imported.separator == case.get("separator", imported.separator)


# -- Round trips -------------------------------------------------------------------------------------------

PIECES = [
    *"aăđươệxyzABĐƯ019 .,;:|\\=>'\"@+-#[]{}<>&%*!?/\u00a0\u2013\t_",
    "=>",
    " | ",
    "\\|",
    "[near] ",
    "]]>",
    "sep=;",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map("".join).filter(lambda t: bool(t.split()))
lists = st.lists(texts, max_size=3, unique_by=lambda t: " ".join(t.split()))
examples = st.lists(st.fixed_dictionaries({"source": texts, "expands_to": texts}), max_size=2)
english = {"target": texts, "also": lists, "forbidden": lists, "short": texts}
cues = {**english, "near": lists, "before": lists, "after": lists}
aside = {"note": texts, "ref": texts, "examples": examples}


def some_of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


senses = st.builds(
    lambda e, o: {**e, **o},
    st.one_of(texts.map(lambda t: {"expansion": t}), st.just({"keep": True})),
    some_of(id=texts, **aside, **cues),
)


def with_default(several: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    return [{**s, **({"default": True} if n == number else {})} for n, s in enumerate(several)]


entry_fields = st.one_of(
    st.builds(lambda e, o, b: {"expansion": e, **o, **b}, texts, some_of(**cues), some_of(forms=lists, **aside)),
    some_of(forms=lists, **aside).map(lambda b: {"keep": True, **b}),
    st.builds(
        lambda s, n, b: {"senses": with_default(s, n), **b},
        st.lists(senses, min_size=1, max_size=3),
        st.integers(0, 5),
        some_of(forms=lists, **aside),
    ),
)
term_fields = st.builds(
    lambda t, o: {"target": t, **o},
    texts,
    some_of(also=lists, forbidden=lists, short=texts, not_in=lists, note=texts, ref=texts),
)


def entry(section: str, name: str, fields: dict[str, Any]) -> Record | None:
    try:
        return checked(section, name, fields)
    except (GlossaryError, InputError):
        return None


abbreviations = st.builds(lambda n, f: entry("abbreviations", n, f), texts, entry_fields).filter(bool)
terms = st.builds(lambda n, f: entry("terms", n, f), texts, term_fields).filter(bool)
entries = st.lists(st.one_of(abbreviations, terms), min_size=1, max_size=4, unique_by=lambda r: r.key)
quick = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def by_key(records: Iterable[Record]) -> dict[Any, Record]:
    return {record.key: record for record in records}


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "tbx-basic", "tbx-min", "yaml", "json"])
def test_what_holds_everything_gives_everything_back(form: str) -> None:
    @quick
    @given(entries)
    def comes_back(records: list[Record]) -> None:
        out = write(records, form)
        assert out.lost == ()
        back = read(out.data, form)
        assert back.rejected == ()
        assert by_key(back.records) == by_key(records)
        assert write(back.records, form).data == write(records, form).data or form in ("xlsx", "csv", "tsv")

    comes_back()


HELD = {"tmx": {"target", "also", "forbidden", "short", "not_in", "note", "ref"}, "omegat": {"target", "also", "note"}}


@pytest.mark.parametrize("form", ["tmx", "omegat", "deepl", "deepl-csv"])
def test_what_holds_terms_tells_what_is_lost(form: str) -> None:
    @quick
    @given(entries)
    def comes_back_or_is_told(records: list[Record]) -> None:
        for record in records:
            assume(record.fields.get("target") not in record.fields.get("also", ()))  # the same twice is one
        out = write(records, form)
        told = {(lost.entry, lost.field) for lost in out.lost}
        if not out.data.strip(b"\n") or (form == "tmx" and b"<tu>" not in out.data):
            assert {entry for entry, field in told if field in ("entry", "abbreviation")} >= {r.name for r in records}
            return
        back = by_key(read(out.data, form).records)
        for record in records:
            if record.section == "abbreviations":
                assert (record.name, "abbreviation") in told or (record.name, "entry") in told
            elif (record.name, "entry") not in told:
                held = {k: v for k, v in record.fields.items() if k in HELD.get(form, {"target"})}
                assert back[record.key].fields == held
                assert {f for n, f in told if n == record.name} >= set(record.fields) - set(held)

    comes_back_or_is_told()


def test_the_shipped_glossary_comes_back(shipped: Glossary) -> None:
    records = [record_of(e) for e in (*shipped.abbreviations.values(), *shipped.terms.values())]
    for form in ("csv", "tbx-basic"):
        out = write(records, form)
        assert out.lost == ()
        back = read(out.data, form)
        assert back.rejected == ()
        assert list(back.records) == records, form


def test_tbx_says_what_is_forbidden_and_short_in_its_own_categories() -> None:
    fields = {"target": "People's Council", "forbidden": ["Soviet"], "short": "PC"}
    out = write([checked("terms", "Hội đồng nhân dân", fields)], "tbx-basic").data.decode()
    units = [re.sub(r"<[^>]*>|\s+", " ", unit).split() for unit in out.split("<termSec>")[2:]]
    assert units == [
        ["People's", "Council", "preferredTerm-admn-sts"],
        ["PC", "abbreviation"],
        ["Soviet", "deprecatedTerm-admn-sts"],
    ]


def test_one_side_may_not_forbid_the_english_of_the_other() -> None:
    held = checked("terms", "cán bộ", {"target": "official", "forbidden": ["cadre"], "short": "o"})
    assert joined(held, checked("terms", "cán bộ", {"target": "cadre"})) is None
    both = joined(held, checked("terms", "cán bộ", {"target": "officer", "forbidden": ["clerk"], "short": "of"}))
    assert both is not None
    assert both.fields == {"target": "official", "also": ["officer"], "forbidden": ["cadre", "clerk"], "short": "o"}


def test_tbx_has_the_structure_of_the_standard() -> None:
    full = {"expansion": "đảng <viên>", "target": "member & co", "also": ["m"], "near": ["chi bộ"], "ref": "r"}
    full |= {"note": "n"}
    records = [checked("abbreviations", "ĐV", full), checked("terms", "chi bộ", {"target": "Party cell"})]
    space = "{urn:iso:std:iso:30042:ed-2}"
    for form, dialect, kinds in (
        ("tbx-basic", "TBX-Basic", {"administrativeStatus", "termType", "source"}),
        ("tbx-min", "TBX-Min", {"administrativeStatus"}),
    ):
        root = ET.fromstring(write(records, form).data)  # noqa: S314  # our own
        assert (root.tag, root.get("type"), root.get("style")) == (f"{space}tbx", dialect, "dca")
        assert [c.tag for c in root] == [f"{space}tbxHeader", f"{space}text"]
        assert root.find(f"{space}tbxHeader/{space}fileDesc/{space}sourceDesc/{space}p") is not None
        concepts = root.findall(f"{space}text/{space}body/{space}conceptEntry")
        assert len({c.get("id") for c in concepts}) == len(concepts) == 2
        order = ["admin", "note", "langSec"]
        for concept in concepts:
            tags = [c.tag.removeprefix(space) for c in concept]
            assert tags == sorted(tags, key=order.index)
            for unit in concept.iter(f"{space}termSec"):
                assert next(c.tag for c in unit) == f"{space}term"
                assert {c.tag for c in unit} <= {f"{space}term", f"{space}termNote"}
            languages = [c.get("{http://www.w3.org/XML/1998/namespace}lang") for c in concept.iter(f"{space}langSec")]
            assert languages == ["vi", "en"]
        assert {e.get("type") for e in root.iter() if e is not root and e.get("type")} <= kinds


def test_control_characters_are_left_out_and_told() -> None:
    for form in FORMATS:
        out = write([Record("terms", "chi bộ", {"target": "a\x01b", "also": ["c\x02"]})], form)
        assert ("chi bộ", "target") in {(lost.entry, lost.field) for lost in out.lost} or form in ("yaml", "json")


# -- Workbooks ---------------------------------------------------------------------------------------------


def workbook(*sheets: list[list[Any]], hidden: int = 0) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"S{number}")
        if number == hidden:
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_of_a_workbook_become_text() -> None:
    head = ["viết tắt", "tên đầy đủ", "tiếng Anh", "ghi chú"]
    rows = [
        head,
        ["XA", 12.0, 1.5, dt.datetime(2021, 5, 3)],  # noqa: DTZ001  # a spreadsheet has no zones
        [None, None],
        ["XB", True, "=1+1", dt.datetime(2021, 5, 3, 8, 30)],  # noqa: DTZ001
        ["XC", "#N/A", None, None],
        ["XD", None, "x", None],
    ]
    imported = read(workbook(rows))
    assert shown(imported) == {
        "abbreviations XA": {"expansion": "12", "target": "1.5", "note": "2021-05-03"},
        "abbreviations XB": {"expansion": "true", "note": "2021-05-03 08:30"},  # the formula has no value stored
    }
    assert [r.row for r in imported.rejected] == [5, 6]
    assert "column B is #N/A" in imported.rejected[0].reason


def test_sheets_are_read_each_by_its_headings_and_hidden_ones_not() -> None:
    data = workbook(
        [["abbr", "full form"], ["XA", "một"], ["XB", None]],
        [["English", "Tiếng Việt"], ["Party cell", "chi bộ"], ["x", None]],
        [["abbr", "full form"], ["XC", "ba"]],
        hidden=3,
    )
    imported = read(data)
    assert set(shown(imported)) == {"abbreviations XA", "terms chi bộ"}
    assert [(r.sheet, r.row) for r in imported.rejected] == [("S1", 3), ("S2", 3)]
    assert any("S3 is hidden" in note for note in imported.notes)


def test_no_cell_that_is_written_is_a_formula() -> None:
    records = [checked("terms", "chi bộ", {"target": "=HYPERLINK(1)", "also": ["@x"], "note": "'-1", "ref": "+1"})]
    sheet = openpyxl.load_workbook(io.BytesIO(write(records, "xlsx").data)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    for form in ("csv", "tsv"):
        cells = write(records, form).data.decode("utf-8-sig").splitlines()[1].split("," if form == "csv" else "\t")
        assert not [cell for cell in cells if cell.strip('"')[:1] in set("=+-@") - {""} and cell]
        assert read(write(records, form).data, form).records == tuple(records)


# -- Encodings ---------------------------------------------------------------------------------------------

VIETNAMESE = "viết tắt;tên đầy đủ\nXBND;ủy ban nhân dân\nXĐV;đảng viên ưu tú\nXKT;kỹ thuật, nghỉ ngơi và suy nghĩ\n"


def windows_1258(text: str) -> bytes:
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += (base + tones).encode("cp1258")
    return out


def vni(text: str) -> bytes:
    typed = {letter: code for code, letter in reversed(VNI.items())}
    return "".join(typed.get(c, c) for c in text).encode("cp1252")


TCVN3 = (
    b"vi\xd5t t\xbet;t\xaan \xae\xc7y \xae\xf1\n"
    b"XBND;\xf1y ban nh\xa9n d\xa9n\n"
    b"X\xa7V;\xae\xb6ng vi\xaan \xadu t\xf3\n"
    b"XKT;k\xfc thu\xcbt, ngh\xd8 ng\xaci v\xb5 suy ngh\xdc\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (VIETNAMESE.encode(), "utf-8"),
        (VIETNAMESE.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", VIETNAMESE).encode(), "utf-8"),
        (VIETNAMESE.encode("utf-16"), "utf-16"),
        (VIETNAMESE.encode("utf-16-le"), "utf-16-le"),
        (VIETNAMESE.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(VIETNAMESE), "cp1258"),
        (vni(VIETNAMESE), "vni"),
        (TCVN3, "tcvn3"),
    ],
    ids=["utf-8", "bom", "nfd", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "vni", "tcvn3"],
)
def test_encodings_are_recognised(data: bytes, encoding: str) -> None:
    imported = read(data, None, Options(name="a.csv"))
    assert imported.encoding == encoding
    assert {r.name: r.fields["expansion"] for r in imported.records} == {
        "XBND": "ủy ban nhân dân",
        "XĐV": "đảng viên ưu tú",
        "XKT": "kỹ thuật, nghỉ ngơi và suy nghĩ",
    }
    assert bool(imported.notes) == (encoding in ("cp1258", "vni", "tcvn3"))


def test_every_letter_of_vni_is_in_the_table() -> None:
    vowels = [unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in "\u0300\u0301\u0303\u0309\u0323"]
    letters = {*vowels, *"ăâêôơưđ"}
    assert letters - set(VNI.values()) <= {"ì", "í"}  # the same byte in both
    assert {c.upper() for c in letters} - set(VNI.values()) <= {"Ì", "Í"}


# -- What cannot be read -----------------------------------------------------------------------------------

ENTITY = '<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "{}">{}]><tbx><text><body>&a;</body></text></tbx>'
LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def changed(**parts: bytes) -> bytes:
    """A workbook with parts of it replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["abbr", "full form"], ["XA", "một"]]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name.split("/")[-1].split(".")[0], old.read(name)))
    return out.getvalue()


BOOK = workbook([["abbr", "full form"], ["XA", "một"]])
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst>&e;</sst>'
HOSTILE = {
    "nothing": ("a.csv", b""),
    "white space": ("a.csv", b" \r\n\t\n"),
    "nothing as a workbook": ("a.xlsx", b""),
    "NULs": ("a.csv", b"\0" * 1000),
    "a binary file": ("a.csv", bytes(range(256)) * 20),
    "UTF-32": ("a.csv", VIETNAMESE.encode("utf-32")),
    "UTF-32 without a mark": ("a.csv", VIETNAMESE.encode("utf-32-le")),
    "half of UTF-16": ("a.csv", VIETNAMESE.encode("utf-16")[:-1]),
    "Russian": ("a.csv", "сокращение;значение\nЦК;Центральный комитет\n".encode("cp1251")),
    "a slip in UTF-8": ("a.csv", VIETNAMESE.encode() + b"XA;m\xe1t\n"),
    "a huge line": ("a.csv", b"abbr,full form\nXA," + b"x" * 3_000_000),
    "one column": ("a.csv", b"mot\nhai\n"),
    "a JSON that is none": ("a.json", b"[{"),
    "deep JSON": ("a.json", b"[" * 100_000),
    "JSON of something else": ("a.json", b'{"a": 1}'),
    "a YAML that is none": ("a.yaml", b"abbreviations: ["),
    "deep YAML": ("a.yaml", b"[" * 10_000),
    "entities": ("a.tbx", ENTITY.format("x", "").encode()),
    "billion laughs": ("a.tbx", ENTITY.format("x", LAUGHS).encode()),
    "an external entity": ("a.tmx", XXE.replace("sst", "tmx").encode()),
    "an external parameter": ("a.tbx", b'<!DOCTYPE tbx [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><tbx/>'),
    "an internal document type": ("a.tbx", b'<!DOCTYPE tbx [<!ATTLIST tbx a CDATA "x">]><tbx/>'),
    "an entity of an outer document type": ("a.tmx", b'<!DOCTYPE tmx SYSTEM "x.dtd"><tmx><body>&nbsp;</body></tmx>'),
    "half of XML": ("a.tbx", write([checked("terms", "chi bộ", {"target": "x"})], "tbx").data[:-40]),
    "deep XML": ("a.tbx", b"<tbx>" + b"<a>" * 100_000),
    "XML of a kind nobody knows": ("a.xml", b"<recipe/>"),
    "an XML encoding nobody knows": ("a.tbx", b'<?xml version="1.0" encoding="klingon"?><tbx/>'),
    "HTML as a workbook": ("a.xlsx", b"<!DOCTYPE html><html><table><tr><td>x</td></tr></table></html>"),
    "HTML as a table": ("a.csv", b"<html><body>x</body></html>"),
    "text as TBX": ("a.tbx", b"abbr,full form\n"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "half a workbook": ("a.xlsx", BOOK[: len(BOOK) // 2]),
    "another zip": ("a.xlsx", archive(word__document_xml=b"<w/>")),
    "a bomb": ("a.xlsx", archive(xl__workbook_xml=b"\0" * (40 << 20))),
    "a bomb of many parts": ("a.xlsx", archive(**{f"a{n}": b"" for n in range(MAX_MEMBERS + 1)})),
    "XXE in a workbook": ("a.xlsx", changed(workbook=XXE.encode())),
    "a sheet that is no XML": ("a.xlsx", changed(sheet1=b"<worksheet><sheetData><row")),
    "a sheet of another form": ("a.xlsx", changed(sheet1=b"<x/>", workbook=b"<y/>")),
    "a wrong checksum": (
        "a.xlsx",
        BOOK.replace(BOOK[(at := BOOK.index(b"PK\x01\x02") + 16) : at + 4], b"\x01\x02\x03\x04"),
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_read_is_told_in_one_line(kind: str) -> None:
    name, data = HOSTILE[kind]
    with pytest.raises(VietglossError) as told:
        read(data, None, Options(name=name))
    said = str(told.value)
    assert said.startswith(name)
    assert "\n" not in said
    assert len(said) < 250
    assert "; " in said or "empty" in said or "nested" in said, said


def test_numbers_of_rows_and_columns_in_a_workbook_do_not_cost_memory() -> None:
    def cell(place: str, text: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'

    def sheet(far: int, last: int = 9_999) -> bytes:
        return changed(
            sheet1=(
                '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cell("A1", "abbr")}{cell("B1", "full form")}'
                f'</row><row r="{far}">{cell(f"A{far}", "XA")}{cell(f"B{far}", "một")}{cell(f"ZZZ{far}", "x")}</row>'
                f'<row r="{last}">{cell(f"A{last}", "XB")}</row></sheetData></worksheet>'
            ).encode()
        )

    assert shown(read(sheet(900_000, 999_999_999))) == {"abbreviations XA": {"expansion": "một"}}
    tracemalloc.start()
    read(sheet(2))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30 << 20


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tbx", "a.json", "a.yaml", "a.utf8", "a.xlsx", "a"]))
def test_no_bytes_are_a_traceback(data: bytes, name: str) -> None:
    try:
        read(data, None, Options(name=name))
    except VietglossError as error:
        assert "\n" not in str(error)  # noqa: PT017  # most bytes are refused, some are a table


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(BOOK) - 1), st.integers(0, 255))
def test_no_broken_workbook_is_a_traceback(at: int, byte: int) -> None:
    try:
        read(BOOK[:at] + bytes([byte]) + BOOK[at + 1 :], None, Options(name="a.xlsx"))
    except VietglossError as error:
        assert "\n" not in str(error)  # noqa: PT017  # same


def test_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in ("table", "pairs", "elements", "listing", "sheet"):
        monkeypatch.setattr(f"vietgloss.exchange.{module}.MAX_ROWS", 3)
    records = [checked("terms", f"chợ {n}", {"target": "x"}) for n in range(5)]
    for form in ("csv", "xlsx", "tbx", "tmx", "omegat", "deepl", "json"):
        with pytest.raises(InputError, match="more than 3"):
            read(write(records, form).data, form)
    monkeypatch.setattr("vietgloss.exchange.registry.MAX_BYTES", 10)
    (tmp_path / "a.csv").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="larger than"):
        read(tmp_path / "a.csv")


def test_long_texts_are_rejected_row_by_row() -> None:
    imported = read(("abbr,full form\nXA,một\nXB," + "x" * 501 + "\n" + "X" * 501 + ",ba\n").encode())
    assert [(r.row, "longer than 500" in r.reason) for r in imported.rejected] == [(3, True), (4, True)]
    assert all(len(r.reason) < 200 for r in imported.rejected)


def test_ten_thousand_rows_are_read() -> None:
    rows = "".join(f"X{n}K,khu vực số {n},zone {n},ghi chú {n}\n" for n in range(10_000))
    assert len(read(("viết tắt,tên đầy đủ,tiếng Anh,ghi chú\n" + rows).encode()).records) == 10_000


def test_one_abbreviation_on_many_rows_has_many_senses() -> None:
    rows = "".join(f"XA,khu vực số {n}\n" for n in range(3000))
    (record,) = read(("abbr,full form\n" + rows).encode()).records
    assert len(record.fields["senses"]) == 3000


@pytest.mark.parametrize("text", ["abbreviation", "abbreviation=", "abbreviation=0", "colour=2", "abbr=2,viết tắt=3"])
def test_wrong_columns_are_told(text: str) -> None:
    with pytest.raises(UsageError):
        columns_of(text)


def test_unknown_formats_and_encodings_are_told() -> None:
    with pytest.raises(UsageError, match="known ones: csv"):
        read(b"x", "doc")
    with pytest.raises(UsageError, match="known ones: csv"):
        write([], "doc")
    for encoding in ("klingon", "base64", "zip"):
        with pytest.raises(InputError, match=encoding):
            read(VIETNAMESE.encode(), None, Options(name="a.csv", encoding=encoding))


# -- Into a file -------------------------------------------------------------------------------------------

OWN = "# mine\nabbreviations:\n  XA: một    # one\n  XV: {keep: true}\nterms:\n  chi bộ: Party cell\n"


def test_a_new_file_says_where_it_comes_from(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.yaml"
    outcome = apply([checked("terms", "chợ", {"target": "market"})], file, heading="imported from a.csv")
    assert len(outcome.added) == 1
    assert file.read_text(encoding="utf-8") == "# imported from a.csv\nterms:\n  chợ: market\n"


def test_nothing_is_made_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.yaml"
    apply([], file)
    apply([checked("terms", "chợ", {"target": "market"})], file, dry_run=True)
    held = {("terms", "chợ"): "b.yaml:3"}
    outcome = apply([checked("terms", "chợ", {"target": "market"})], file, beside=held)
    assert [place for _, place in outcome.skipped] == ["b.yaml:3"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("on_conflict", "wanted"),
    [
        ("skip", OWN.replace("cell\n", "cell\n  chợ: market\n")),
        ("replace", OWN.replace("XA: một ", "XA: hai ").replace("Party cell\n", "Party branch\n  chợ: market\n")),
        (
            "add",
            OWN.replace("  XA: một    # one\n", "...").replace(
                "chi bộ: Party cell\n", "chi bộ: {target: Party cell, also: [Party branch]}\n  chợ: market\n"
            ),
        ),
    ],
)
def test_entries_that_are_there(tmp_path: Path, on_conflict: str, wanted: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(OWN, encoding="utf-8")
    new = [
        checked("abbreviations", "XA", {"expansion": "hai"}),
        checked("abbreviations", "XV", {"keep": True}),
        checked("terms", "chi bộ", {"target": "Party branch"}),
        checked("terms", "chợ", {"target": "market"}),
    ]
    outcome = apply(new, file, on_conflict=on_conflict)
    text = file.read_text(encoding="utf-8")
    before, _, after = wanted.partition("...")
    assert text.startswith(before)
    assert text.endswith(after)
    assert [r.name for r in outcome.added] == ["chợ"]
    assert [r.name for r in outcome.unchanged] == ["XV"]
    if on_conflict == "skip":
        assert [place for _, place in outcome.skipped] == [f"{file}:3", f"{file}:6"]
    if on_conflict == "add":
        assert joined(*(checked("abbreviations", "XA", {"expansion": e}) for e in ("một", "hai"))) in outcome.joined


def test_joining_keeps_what_is_there() -> None:
    held = checked("abbreviations", "XA", {"expansion": "một", "target": "one", "forms": ["X.A"], "note": "n"})
    senses = [{"expansion": "Một", "target": "1"}, {"expansion": "hai", "default": True}]
    new = checked("abbreviations", "XA", {"senses": senses})
    both = joined(held, new)
    assert both is not None
    assert both.fields["senses"] == [{"expansion": "một", "target": "one", "also": ["1"]}, {"expansion": "hai"}]
    assert (both.fields["forms"], both.fields["note"]) == (["X.A"], "n")
    assert joined(checked("abbreviations", "XA", {"keep": True}), new) is None


# -- The commands ------------------------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    return folder


def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    call = [sys.executable, "-m", "vietgloss", "glossary", *arguments]
    done = subprocess.run(call, input=stdin, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_import_tells_what_it_did(work: Path) -> None:
    (work / "list.csv").write_text("abbr,full form\nXA,một\nXB,\n", encoding="utf-8")
    code, out, err = run("import", "list.csv", "--dry-run")
    assert (code, out) == (5, "")
    assert "would go into glossary/list.yaml: 1 added; 1 rejected" in err
    assert not (work / "glossary").exists()
    code, _, err = run("import", "list.csv")
    assert code == 5
    assert "rejected: list.csv: row 3: " in err
    assert (work / "glossary" / "list.yaml").read_text(encoding="utf-8").endswith("abbreviations:\n  XA: một\n")
    code, out, _ = run("import", "-", "--json", "--into", "glossary/b.yaml", stdin="XA,mốt\nXC,ba bà\n".encode())
    (told,) = json.loads(out)
    assert code == 0
    assert [e["name"] for e in told["added"]] == ["XC"]
    assert told["skipped"][0]["origin"].endswith("list.yaml:3")


def test_it_is_told_which_shipped_entries_no_longer_count(work: Path) -> None:
    (work / "list.csv").write_text("HĐND,hội đồng nhỏ,Small Council\nXA,một,one\n", encoding="utf-8")
    _, _, err = run("import", "list.csv", "--dry-run")
    assert re.search(r"these stand over .*which no longer count: HĐND \(\S*state\.yaml:\d+\)\n", err)


def test_many_rejected_rows_are_cut_short(work: Path) -> None:
    (work / "list.csv").write_text("abbr,full form\n" + "".join(f"X{n},\n" for n in range(30)), encoding="utf-8")
    code, _, err = run("import", "list.csv")
    assert code == 5
    assert err.count("rejected: list.csv: row ") == 20
    assert "... and 10 more; --json shows all" in err
    assert not (work / "glossary").exists()


def test_a_file_that_cannot_be_read_leaves_all_as_it_was(work: Path) -> None:
    (work / "good.csv").write_text("abbr,full form\nXA,một\n", encoding="utf-8")
    (work / "bad.xlsx").write_bytes(BOOK[:100])
    code, _, err = run("import", "good.csv", "bad.xlsx")
    assert code == 1
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert not (work / "glossary").exists()


def test_export_takes_your_own_and_by_request_all(work: Path) -> None:
    (work / "glossary").mkdir()
    (work / "glossary" / "a.yaml").write_text(OWN, encoding="utf-8")
    code, out, err = run("export", "--to", "json")
    assert code == 0
    assert {e["name"] for e in json.loads(out)} == {"XA", "XV", "chi bộ"}
    code, out, err = run("export", "--to", "deepl")
    assert (code, out) == (0, "chi bộ\tParty cell\n")
    assert "not in deepl: entry of 2 entries (XA, XV)" in err
    code, out, _ = run("export", "--to", "json", "--all", "--section", "terms")
    assert len(json.loads(out)) > 100
    assert run("export", "-o", "all.xlsx")[0] == 0
    assert run("import", "all.xlsx", "--into", "back.yaml")[0] == 0
    both = [yaml.safe_load((work / f).read_text(encoding="utf-8")) for f in ("glossary/a.yaml", "back.yaml")]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "--to", "xlsx"),
        ("export", "-o", "a.doc"),
        ("export", "--layer", "given"),
        ("export", "--all", "--layer", "user"),
        ("import", "a.csv", "--into", "a.csv"),
        ("import", "a.csv", "--separator", "ab"),
        ("import", "a.csv", "--columns", "x"),
        ("import", "a.csv", "--from", "doc"),
    ],
)
def test_what_does_not_fit_together_is_told(work: Path, arguments: tuple[str, ...]) -> None:
    (work / "a.csv").write_text("XA,một\n", encoding="utf-8")
    code, _, err = run(*arguments)
    assert code == 2
    assert "Traceback" not in err
    assert sorted(p.name for p in work.iterdir()) == ["a.csv"]
