"""What a person changed in an exported translation comes back, and nothing else does."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from translated import translation
from vietgloss import text as vn
from vietgloss.digests import cleaned, mark
from vietgloss.errors import InputError
from vietgloss.exchange.corrected import SUFFIXES, read, read_data
from vietgloss.report.segments_tmx import as_tmx
from vietgloss.report.segments_tsv import as_tsv
from vietgloss.report.segments_xliff import as_xliff
from vietgloss.report.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.pipeline import Translation

CASES = Path(__file__).parent / "cases" / "corrected"
EXPORTS: dict[str, tuple[str, Callable[[Sequence[Translation]], bytes]]] = {
    "word": ("a.docx", side_by_side),
    "tmx": ("a.tmx", lambda t: as_tmx(t).encode()),
    "xliff": ("a.xlf", lambda t: as_xliff(t).encode()),
    "xliff-2": ("a.xliff", lambda t: as_xliff(t, "2.1").encode()),
    "table": ("a.tsv", lambda t: as_tsv(t).encode()),
}
MADE = pytest.mark.parametrize(("name", "export"), list(EXPORTS.values()), ids=list(EXPORTS))
PAIRS = [
    ("Huyện Long Thới chi 7,8 tỷ đồng.", "Long Thới District spent VND8.7 billion."),
    ("Đảng bộ huyện\ncó 12 chi bộ <mới> & “mạnh”.", "The Party organization has 12 new & “strong” <cells>."),
    ("- Xã Sao Mai", "- Sao Mai Commune"),
    ("Chi bộ ấp Bình Lợi", ""),
    ("22/07/2021 - 13:45", "22/07/2021 - 13:45"),
]
ANY = st.text(st.characters(codec=None) | st.sampled_from("=+-@'\"\t\n\r<>&0179 \x00\x0b\x85\ufffe\ud800"), max_size=30)


def cases(name: str) -> list[object]:
    loaded = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in loaded]


def flat(text: str) -> str:
    """A text as it is compared: what XML cannot hold left out, white space squeezed."""
    return " ".join(vn.nfc(cleaned(text)).split())


def repacked(docx: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A Word file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    return out.getvalue()


# -- Cases -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("programs.yaml"))
def test_files_of_programs(case: dict[str, Any], tmp_path: Path) -> None:
    text = case["text"]
    for number, (source, english) in enumerate(case.get("machine", []), 1):
        text = text.replace(f"MARK{number}", mark(source, english))
    path = tmp_path / case["file"]
    path.write_text(text, encoding="utf-8")
    found = read(str(path))
    assert [list(pair) for pair in found.pairs] == case["pairs"]
    assert all(any(part in note for note in found.notes) for part in case.get("notes", [])), found.notes
    others = [n for n in found.notes if not any(part in n for part in case.get("notes", [])) and "left out" in n]
    assert all("as the machine wrote" in note for note in others), others


@pytest.mark.parametrize("case", cases("refused.yaml"))
def test_what_is_no_such_file_is_refused_in_one_line(case: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        read_data(case["text"].encode(), case["file"])
    assert case["says"] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(str(tmp_path / "a.tmx"))
    with pytest.raises(InputError, match="is a directory"):
        read(str(tmp_path))


def test_encodings_of_excel() -> None:
    (pair,) = PAIRS[:1]
    text = as_tsv([translation([pair])]).replace("VND8.7", "VND7.8")
    wanted = ((pair[0], pair[1].replace("8.7", "7.8")),)
    for encoding in ("utf-8", "utf-16"):
        assert read_data(text.removeprefix("\ufeff").encode(encoding), "a.tsv").pairs == wanted


# -- Round trips -----------------------------------------------------------------------------------------


@MADE
def test_unchanged_nothing_comes_back(name: str, export: Callable[..., bytes]) -> None:
    found = read_data(export([translation(PAIRS), translation(PAIRS[:2], "b.txt")]), name)
    assert found.pairs == ()
    assert found.unchanged == found.segments > 0
    assert found.notes == (f"{found.unchanged} segments are as the machine wrote them; left out",)


@MADE
def test_the_machine_comes_back_when_asked_for(name: str, export: Callable[..., bytes]) -> None:
    found = read_data(export([translation(PAIRS)]), name, machine_too=True)
    assert [(flat(a), flat(b)) for a, b in found.pairs] == [(flat(a), flat(b)) for a, b in PAIRS if b]
    assert found.notes == ()


@MADE
@settings(max_examples=25, deadline=None)
@given(pairs=st.lists(st.tuples(ANY, ANY), max_size=4))
def test_any_text_comes_back_as_the_machine_s(
    name: str, export: Callable[..., bytes], pairs: list[tuple[str, str]]
) -> None:
    pairs = [(source, english) for source, english in pairs if flat(source)]
    assume(pairs)
    made = export([translation(pairs)])
    assert read_data(made, name).pairs == ()
    found = read_data(made, name, machine_too=True).pairs
    assert {(flat(a), flat(b)) for a, b in found} == {(flat(a), flat(b)) for a, b in pairs if flat(b)}


@MADE
@settings(max_examples=25, deadline=None)
@given(source=ANY, before=ANY, after=ANY)
def test_any_correction_comes_back(
    name: str, export: Callable[..., bytes], source: str, before: str, after: str
) -> None:
    assume(flat(source) and flat(after) and flat(before) != flat(after))
    old, new = mark(source, before), mark(source, after)
    made = export([translation([*PAIRS, (source, after)])])
    if name == "a.docx":
        made = repacked(made, lambda text: text.replace(new, old))
    found = read_data(made.replace(new.encode(), old.encode()), name)
    assert [(flat(a), flat(b)) for a, b in found.pairs] == [(flat(source), flat(after))]


# -- Word ------------------------------------------------------------------------------------------------

FIRST, LAST = PAIRS[0][1], PAIRS[2][1]
CHANGES = {
    "typed": (FIRST, "Long Thới spent VND7.8 billion.", "Long Thới spent VND7.8 billion."),
    "in-several-runs": (
        "VND8.7 billion.</w:t></w:r>",
        'VND</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">7.8 billion.</w:t></w:r>',
        "Long Thới District spent VND7.8 billion.",
    ),
    "tracked": (
        "VND8.7 billion.</w:t></w:r>",
        (
            'VND</w:t></w:r><w:del w:id="1" w:author="Lan"><w:r><w:delText>8.7</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="Lan"><w:r><w:t>7.8</w:t></w:r></w:ins>'
            '<w:r><w:t xml:space="preserve"> billion.</w:t></w:r>'
        ),
        "Long Thới District spent VND7.8 billion.",
    ),
    "moved": (
        "VND8.7 billion.</w:t></w:r>",
        (
            "VND</w:t></w:r><w:moveTo><w:r><w:t>7.8</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>8.7</w:t></w:r>"
            '</w:moveFrom><w:r><w:t xml:space="preserve"> billion.</w:t></w:r>'
        ),
        "Long Thới District spent VND7.8 billion.",
    ),
    "with-a-line-break": (
        "spent VND",
        "spent</w:t><w:br/><w:t>some VND",
        "Long Thới District spent\nsome VND8.7 billion.",
    ),
    "in-two-paragraphs": (
        f"{FIRST}</w:t></w:r></w:p>",
        f"{FIRST}</w:t></w:r></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p>",
        f"{FIRST}\nMore.",
    ),
}


@pytest.mark.parametrize(("old", "new", "english"), list(CHANGES.values()), ids=list(CHANGES))
def test_english_changed_in_word(old: str, new: str, english: str) -> None:
    made = repacked(side_by_side([translation(PAIRS)]), lambda text: text.replace(old, new, 1))
    assert read_data(made, "a.docx").pairs == ((PAIRS[0][0], english),)


def test_styles_and_rows_as_libreoffice_saves_them() -> None:
    """It renames styles, drops preserved spaces, and puts the text of one run into several."""

    def saved(text: str) -> str:
        text = text.replace('w:val="VietglossWarning"', 'w:val="style17"').replace(' xml:space="preserve"', "")
        return text.replace("<w:lang", "<w:rtl w:val='0'/><w:lang").replace(LAST, "- Sao Mai town</w:t><w:t>ship")

    made = repacked(side_by_side([translation(PAIRS)]), saved)
    made = repacked(
        made, lambda text: text.replace('w:styleId="VietglossWarning"', 'w:styleId="style17"'), "word/styles.xml"
    )
    assert read_data(made, "a.docx").pairs == ((PAIRS[2][0], "- Sao Mai township"),)


def test_rows_that_were_sorted_copied_or_deleted_in_word() -> None:
    def sorted_rows(text: str) -> str:
        rows = re.findall(r"<w:tr>.*?</w:tr>", text)
        first, second, third = rows[1:4]
        deleted = second.replace("<w:tr><w:trPr>", '<w:tr><w:trPr><w:del w:id="9"/>').replace("12 new", "13 new")
        changed = third.replace(LAST, "Sao Mai Commune:")
        return text.replace("".join(rows), "".join([rows[0], changed, deleted, first, changed]))

    made = repacked(side_by_side([translation(PAIRS[:3])]), sorted_rows)
    found = read_data(made, "a.docx")
    assert found.pairs == ((PAIRS[2][0], "Sao Mai Commune:"),)
    assert found.unchanged == 1


def test_a_row_that_lost_a_cell_and_one_with_another_source_are_told() -> None:
    def broken(text: str) -> str:
        text = text.replace("7,8 tỷ", "78 tỷ")
        cut = text.rindex("<w:tc>", 0, text.index(LAST))
        return text[:cut] + text[text.index("</w:tr>", cut) :]

    found = read_data(repacked(side_by_side([translation(PAIRS[:3])]), broken), "a.docx")
    assert found.pairs == ()
    assert found.notes[:2] == (
        "row 2: the Vietnamese is not what was translated; left out",
        "row 4: a cell of the row is missing; it needs number, Vietnamese and English",
    )


def test_tables_in_word_that_are_not_ours() -> None:
    def table(*rows: Sequence[str]) -> str:
        cells = ["".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in row) for row in rows]
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    named = table(["STT", "Tiếng Việt", "Tiếng Anh", "Ghi chú"], ["1", "Chi bộ", "Party cell", "x"])
    plain = table(["Xã Sao Mai", "Sao Mai Commune"], ["", ""])
    for body, pairs in ((named, ("Chi bộ", "Party cell")), (plain, ("Xã Sao Mai", "Sao Mai Commune"))):
        made = repacked(
            side_by_side([translation([])]), lambda text, t=body: text.replace("<w:sectPr>", f"{t}<w:sectPr>")
        )
        assert read_data(made, "a.docx").pairs == (pairs,)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old .doc, or one with a password"),
        (zipped(xl__workbook_xml=b"<a/>"), "a.docx: not a Word document; save it anew as .docx"),
        (zipped(word__document_xml=b"<a><tr>"), "a.docx:1: not well-formed XML"),
        (zipped(word__document_xml=b"<tr>" + b"x" * (5 << 20)), "a.docx:1: one segment of more than 4 MB"),
        (zipped(word__document_xml=b"<a/>"), "no segments in it"),
        (zipped(word__document_xml=b" " * (65 << 20)), "unpacks to more than 64 MB; split it into several files"),
        (zipped(word__document_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "declares entities"),
        (side_by_side([translation(PAIRS)])[:-40], "a broken one"),
    ],
    ids=["old", "workbook", "cut", "row-bomb", "no-table", "bomb", "entities", "half"],
)
def test_a_broken_or_hostile_word_file(data: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_data(data, "a.docx")
    assert says in str(caught.value)


# -- Anything --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=60) | ANY.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(suffix: str, data: bytes) -> None:
    try:
        read_data(data, f"a{suffix}")
    except InputError as error:
        assert str(error).startswith(f"a{suffix}")  # noqa: PT017  # an error may come, not must


@MADE
@settings(max_examples=30, deadline=None)
@given(
    at=st.floats(0, 1),
    length=st.integers(0, 40),
    new=st.binary(max_size=6) | st.sampled_from([b"<", b">", b'"', b"&", b"\t"]),
)
def test_a_damaged_file_is_read_or_refused(
    name: str, export: Callable[..., bytes], at: float, length: int, new: bytes
) -> None:
    def damaged(data: bytes) -> bytes:
        start = int(at * len(data))
        return data[:start] + new + data[start + length :]

    made = export([translation(PAIRS)])
    variants = [damaged(made)]
    if name == "a.docx":
        variants.append(zipped(word__document_xml=damaged(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))))
    for data in variants:
        try:
            read_data(data, name)
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017  # an error may come, not must


@given(st.recursive(st.none() | st.integers() | ANY, lambda v: st.lists(v) | st.dictionaries(ANY, v), max_leaves=8))
def test_any_line_of_json_is_told(value: object) -> None:
    found = read_data(f"{json.dumps(value)}\n".encode(), "a.jsonl")
    assert found.pairs == ()
    assert len(found.notes) == 1
