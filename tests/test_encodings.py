"""Old Vietnamese encodings: recognised, converted with a note, and never guessed."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from benchmarks.legacy import ENCODINGS, written
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import documents
from vietgloss.documents import Options
from vietgloss.encodings import canonical, decode, recognise, strict, viqr
from vietgloss.encodings.tables import TABLES
from vietgloss.encodings.vni import LETTERS
from vietgloss.errors import InputError
from vietgloss.text import LOWER, UPPER

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "encodings"
SEEDS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}
OLD = ("tcvn3", "vni", "vps", "viscii", "cp1258")
NEWS = [
    "Sáng 14/7, Đảng ủy xã Long Thới tổ chức hội nghị sơ kết công tác 6 tháng đầu năm, triển khai nhiệm vụ cuối năm.",
    "Đồng chí Bí thư đề nghị các chi bộ nâng chất lượng sinh hoạt, giữ vững kỷ luật và kết nạp thêm đảng viên trẻ.",
    "Huyện Sao Mai đã xây dựng được 12 nhà tình nghĩa, hỗ trợ những hộ nghèo vay vốn sản xuất, mở rộng đường sá.",
    "Ủy ban Mặt trận Tổ quốc phát động phong trào toàn dân đoàn kết, được nhân dân các ấp đồng tình hưởng ứng.",
]


def cases(name: str) -> list[Any]:
    found: list[Any] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def in_bytes(text: str, way: str) -> bytes:
    made = written(text, way)
    assert made
    return made[0]


# -- Recognised


@pytest.mark.parametrize("way", ENCODINGS)
@pytest.mark.parametrize("name", SEEDS)
def test_whole_documents_are_recognised(name: str, way: str) -> None:
    made = written(SEEDS[name], way)
    assert made
    data, text = made
    found = decode(data, name)
    assert (found.encoding, found.bom) == (ENCODINGS[way], way.endswith("mark"))
    assert bool(found.notes) == (ENCODINGS[way] != "utf-8")
    if way != "viqr, no backslashes":  # there, a stop and a tone are the same sign
        assert found.text == text


@pytest.mark.parametrize("way", ENCODINGS)
@pytest.mark.parametrize("lines", [1, 3])
def test_pieces_are_read_right_or_refused(way: str, lines: int) -> None:
    read = 0
    pieces = [text for seed in SEEDS.values() for text in seed.splitlines() if len(text) > 60 // lines]
    for at in range(0, len(pieces) - lines + 1, lines):
        made = written("\n".join(pieces[at : at + lines]), way)
        assert made
        try:
            found = decode(made[0], "tin.txt")
        except InputError as error:
            assert "--encoding" in str(error) or "mixes" in str(error)  # noqa: PT017  # few are refused, see below
            continue
        assert found.text == made[1] or way == "viqr, no backslashes"
        read += 1
    assert read >= 0.9 * (len(pieces) // lines)


@pytest.mark.parametrize("way", OLD)
def test_every_letter_is_read(way: str) -> None:
    letters = LOWER if way == "tcvn3" else LOWER + UPPER
    made = written(" ".join(letters), way)
    assert made
    assert strict(made[0], way, "a").split() == [*letters]


def test_tables_hold_each_letter_once() -> None:
    for name in ("vps", "viscii"):
        assert set(LOWER + UPPER) <= set(TABLES[name])
    for name, table in TABLES.items():
        letters = [c for c in table if c.isalpha()]
        assert len(table) == 256, name
        assert len(letters) == len(set(letters)), name
    assert set(LETTERS.values()) >= set(LOWER) - {*"abcdefghijklmnopqrstuvwxyz", "ì", "í"}


def test_letters_as_other_programs_know_them() -> None:
    # By the charts: TCVN 5712, VISCII of RFC 1456, VPSKeys, VNI; ễ Ế đ Đ ơ ừ ỵ.
    for name, typed in {
        "tcvn3": b"\xd4 \xae \xa7 \xac \xf5 \xfe",
        "viscii": b"\xad \xf0 \xd0 \xbd \xd7 \xdc",
        "vps": b"\xcd \xc7 \xf1 \xd6 \xd8 \x9c",
        "vni": b"e\xe3 \xf1 \xd1 \xf4 \xf6\xf8 \xee",
        "cp1258": b"\xea\xde \xf0 \xd0 \xf5 \xfd\xcc y\xf2",
    }.items():
        assert strict(typed, name, "a") == "ễ đ Đ ơ ừ ỵ"


def test_what_tcvn3_cannot_tell_is_said() -> None:
    found = decode(in_bytes("\n".join(NEWS), "tcvn3"), "tin.txt")
    assert found.notes[0] == "read as TCVN3 (ABC) and turned into Unicode; what is written is UTF-8"
    assert "small letters" in found.notes[1]


def test_a_document_carries_the_note(tmp_path: Path) -> None:
    path = tmp_path / "tin.txt"
    path.write_bytes(in_bytes("\n\n".join(NEWS), "vni"))
    document = documents.read(str(path))
    assert document.text == "\n\n".join(NEWS)
    assert document.notes == ("read as VNI and turned into Unicode; what is written is UTF-8",)
    path.write_bytes("\n\n".join(NEWS).encode())
    assert documents.read(str(path)).notes == ()


def test_tags_and_english_do_not_hide_the_encoding() -> None:
    page = "<html><body>\n" + "".join(f'<p class="news"><a href="#">{line}</a></p>\n' for line in NEWS) + "</body>"
    table = "".join(f"{line};The committee met on Friday and passed a plan for the year\n" for line in NEWS)
    for text in (page, table):
        for way in (*OLD, "viqr"):
            data, expected = written(text, way) or (b"", "")
            assert decode(data, "a").text == expected


def test_files_larger_than_the_sample_are_decoded_wholly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vietgloss.encodings.recognition.SAMPLE", 1000)
    lines = 20 * [NEWS[0]]
    data, text = written("\n".join([*lines, NEWS[1]]), "viscii") or (b"", "")
    assert decode(data, "a").text == text
    with pytest.raises(InputError, match=rf"a:{len(lines) + 1}: not TCVN3"):
        decode(in_bytes("\n".join(lines), "tcvn3") + b"\n\x81", "a")


def test_a_long_part_without_marks_may_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vietgloss.encodings.recognition.SAMPLE", 1000)
    head = "A preface that holds no letter of Vietnamese.\n" * 100
    data, text = written(head + "\n".join(NEWS), "vps") or (b"", "")
    assert decode(data, "a").text == text


@pytest.mark.parametrize("unit", ["a", "a.", "a^", "<a", "dd", "a@", "\\", "xa~ ", "\xe1", "a\xe1", "\xe1\n"])
def test_hostile_text_comes_to_an_end(unit: str) -> None:
    data = (unit * 50_000).encode("latin-1")[:50_000]  # minutes, if time grew with the square
    for name in (None, "viqr", "vni", "tcvn3"):
        try:
            assert decode(data, "a", name).text
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017  # some are refused


def test_windows_quotes_in_tcvn3() -> None:
    data = in_bytes("\n".join(NEWS), "tcvn3") + b" \x93v\xcf\x94 \x96 \x85"
    assert decode(data, "a").text.endswith(" “vẽ” – …")


# -- VIQR


@pytest.mark.parametrize("case", cases("viqr"), ids=lambda case: case["typed"])
def test_viqr(case: dict[str, str]) -> None:
    assert viqr.decode(case["typed"]) == case["text"]


@pytest.mark.parametrize("text", cases("plain"))
def test_plain_ascii_is_not_viqr(text: str) -> None:
    for data in (text.encode(), (text + "\n").encode() * 40):
        assert recognise(data, "a") == "utf-8"


@given(st.text(st.sampled_from(LOWER.replace("đ", "") + UPPER + " .?'`~^(+*\\,dD-"), max_size=60))
def test_viqr_with_backslashes_is_exact(text: str) -> None:
    # A first line with a backslash shows that the writer knows them. đ begins a word, see the cases.
    text = unicodedata.normalize("NFC", "xa.\n" + text)
    assert viqr.decode(in_bytes(text, "viqr").decode("ascii")) == text


def test_stops_that_may_be_tones_are_told() -> None:
    text = in_bytes("\n".join(NEWS), "viqr, no backslashes")
    assert not any("tone" in note for note in decode(text, "a").notes)
    text = text.replace(b"cuo^'i na(m.", b"cuo^'i ky.")
    assert any("end of 1 line " in note for note in decode(text, "a").notes)


# -- Refused


@pytest.mark.parametrize("case", cases("foreign"), ids=lambda case: case["text"][:20])
def test_other_languages_are_refused(case: dict[str, Any]) -> None:
    for codec in case["codecs"]:
        for data in (case["text"].encode(codec), (case["text"] + "\n").encode(codec) * 30):
            with pytest.raises(InputError, match=r"a:1: not UTF-8 \(byte 0x.. at offset \d+\).*--encoding"):
                decode(data, "a")
    assert decode(case["text"].encode(), "a").encoding == "utf-8"


def test_two_that_fit_are_both_named() -> None:
    with pytest.raises(InputError) as told:
        decode(in_bytes("Tin về xã ở đó", "vps"), "a")
    assert "may be" in str(told.value)
    assert "VPS" in str(told.value)
    assert "--encoding" in str(told.value)
    assert decode(in_bytes("Tin về xã ở đó", "vps"), "a", "VPS").text == "Tin về xã ở đó"


def test_capitals_that_are_control_characters() -> None:
    with pytest.raises(InputError, match="may be VPS"):
        decode(in_bytes("NGỌC DIỆP", "vps"), "a")
    assert decode(in_bytes("NGỌC DIỆP", "vps"), "a", "vps").text == "NGỌC DIỆP"


@given(st.binary(max_size=300))
def test_no_bytes_are_a_traceback_or_converted(data: bytes) -> None:
    try:
        found = decode(data, "a")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017  # most bytes are refused
        return
    assert found.encoding.startswith("utf")


@given(
    st.binary(max_size=80), st.sampled_from([*OLD, "viqr", "utf-16", "utf-7", "idna", "punycode", "cp437", "utf-32"])
)
def test_no_name_is_a_traceback(data: bytes, name: str) -> None:
    try:
        decode(data, "a", name)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017  # same


# -- Mixed


@pytest.mark.parametrize(("main", "other"), [(a, b) for a in OLD for b in ("utf-8", *OLD) if a != b])
def test_a_line_in_another_encoding_is_told(main: str, other: str) -> None:
    lines = [in_bytes(line, main) for line in NEWS * 2]
    lines[5] = in_bytes(NEWS[1], other)
    with pytest.raises(InputError, match=r"^a:6: mixes encodings"):
        decode(b"\r\n".join(lines), "a")


@pytest.mark.parametrize("other", OLD)
def test_a_slip_in_utf_8_is_told(other: str) -> None:
    lines = [line.encode() for line in NEWS * 30]
    lines[50] = in_bytes(NEWS[2], other)
    with pytest.raises(InputError, match=r"^a:51: not UTF-8 .*this line looks like"):
        decode(b"\n".join(lines), "a")


def test_halves_are_told() -> None:
    halves = [*(in_bytes(line, "tcvn3") for line in NEWS), *(line.encode() for line in NEWS)]
    with pytest.raises(InputError, match=r"^a:5: mixes encodings: TCVN3 \(ABC\) before this line, UTF-8 here"):
        decode(b"\n".join(halves), "a")


def test_a_named_encoding_is_taken_and_doubts_are_told() -> None:
    lines = [in_bytes(line, "tcvn3") for line in NEWS]
    found = decode(b"\n".join([*lines, in_bytes(NEWS[0], "vni")]), "a", "ABC")
    assert found.notes[-1] == "line 5 looks like VNI, not TCVN3 (ABC)"
    found = decode(in_bytes("\n".join(NEWS), "vni"), "a", "tcvn3")
    assert found.notes[-1] == "hardly reads as Vietnamese in TCVN3 (ABC); it looks like VNI"


# -- Named


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("ABC", "tcvn3"), ("TCVN3", "tcvn3"), ("vni_windows", "vni"), ("Windows-1258", "cp1258"), ("VIQR", "viqr"),
        ("utf8", "utf-8"), ("UTF-16LE", "utf-16-le"), ("latin1", "iso8859-1"),
    ],
)  # fmt: skip
def test_names(given_name: str, name: str) -> None:
    assert canonical(given_name) == name


def test_a_mark_contradicts_a_name() -> None:
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE):
        with pytest.raises(InputError, match="begins with the mark of UTF"):
            decode(mark + b"ab" * 4, "a", "tcvn3")
    assert decode("\ufeffxã".encode(), "a", "utf8") == decode("\ufeffxã".encode(), "a")
    assert decode("xã".encode("utf-16"), "a", "utf-16").text == "xã"
    assert decode("xã, ấp".encode("utf-16-be"), "a", "utf-16").text == "xã, ấp"


def test_the_encoding_of_a_document_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "tin.txt"
    path.write_bytes(in_bytes("Xã ấy", "viscii"))
    with pytest.raises(InputError, match="--encoding"):
        documents.read(str(path))
    assert documents.read(str(path), options=Options(encoding="viscii")).text == "Xã ấy"
