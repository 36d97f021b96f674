"""Reading and writing documents: nothing but the replaced spans may change, and errors say what to do."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss import documents
from vietgloss.documents import Document, Options, md, render, txt, write_atomic
from vietgloss.documents.markup import restore_markup, strip_markup
from vietgloss.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.documents import Block

    Find = Callable[[str], tuple[Block, ...]]

CASES = Path(__file__).parent / "cases/markdown"
BLOCK_CASES = yaml.safe_load((CASES / "blocks.yaml").read_text(encoding="utf-8"))
INLINE_CASES = yaml.safe_load((CASES / "inline.yaml").read_text(encoding="utf-8"))

MARKDOWN_PARTS = [
    *[
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "  ",
        "    ",
        "\t",
        "```",
        "~~~",
        "---",
        "===",
        "| ",
        " | ",
        "|--|--|",
        ": ",
    ],
    *["\n", "\n", "\n\n", "\r\n", "\r", "<div>", "</b>", "<b>", "<br>", "<!-- ", "-->", "[a]: b", "[^1]: "],
    *[
        "Đảng",
        "ủy",
        "a\u0300",
        "\u00a0",
        "\u2028",
        "\u0085",
        "\\",
        "\\|",
        "\0",
        "*",
        "**",
        "_",
        "`",
        "[x](y)",
    ],
]
MARKDOWN = st.lists(st.sampled_from(MARKDOWN_PARTS)).map("".join) | st.text()
INLINE_PARTS = [
    *[
        "*",
        "**",
        "_",
        "__",
        "~~",
        "`",
        "``",
        " ",
        "a",
        "b.",
        "(",
        "“",
        "\\*",
        "\\",
        "[a](x)",
        "[",
        "](y)",
        "![",
    ],
    *[
        "&amp;",
        "&ngE;",
        "<b>",
        "</b>",
        "<i x='y'>",
        "</i>",
        "<http://a.b>",
        "[^1]",
        "<br>",
        "<!-- x -->",
        "\n",
    ],
]
INLINE = st.lists(st.sampled_from(INLINE_PARTS)).map("".join) | st.text()


def blocks_of(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return str(path)


# -- Blocks


@pytest.mark.parametrize("case", BLOCK_CASES, ids=lambda case: case["id"])
def test_markdown_blocks(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [{block.kind: text[block.start : block.end]} for block in md.blocks(text)]
    assert found == case["blocks"]


def test_every_line_of_plain_text_is_a_block() -> None:
    text = "\r\n  Một. \r\n\r\n\u00a0Hai\u00a0\r \nBa\u2028bốn\u0085năm"
    assert [text[block.start : block.end] for block in txt.blocks(text)] == [
        "Một.",
        "Hai",
        "Ba\u2028bốn\u0085năm",
    ]


WRAPPED = [
    "Ban Thường vụ Đảng ủy khối đã xây dựng chương trình công tác kiểm tra,",
    "giám sát, trong đó có xác định chuyên đề kiểm tra việc lãnh đạo và tổ",
    "chức triển khai, quán triệt nghị quyết đối với ba tổ chức cơ sở trực",
    "thuộc và đã hoàn thành việc kiểm tra. Hội nghị cũng đã thống nhất ban",
    "hành thông báo kết luận trong tháng năm.",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_one_block(line_end: str) -> None:
    wrapped = line_end.join(WRAPPED)
    text = f"Tiêu đề{line_end * 2}{wrapped}{line_end * 2}Hết."
    assert [text[block.start : block.end] for block in txt.blocks(text)] == ["Tiêu đề", wrapped, "Hết."]


def test_two_hard_wrapped_paragraphs_without_blank_line() -> None:
    text = "\n".join([*WRAPPED, *WRAPPED])
    assert len(txt.blocks(text)) == 2


@pytest.mark.parametrize(
    "lines",
    [
        WRAPPED[:3],
        [line.capitalize() for line in WRAPPED],
        [f"- {line}" for line in WRAPPED],
        [f"> {line}" for line in WRAPPED],
        [f"{line}." for line in WRAPPED],
        [line[:40] for line in WRAPPED],
        [line * 2 for line in WRAPPED],
        [WRAPPED[0], "ngắn", WRAPPED[1], "ngắn", WRAPPED[2]],
    ],
    ids=["few", "capitals", "bullets", "quoted", "sentences", "narrow", "wide", "ragged"],
)
def test_lines_that_only_look_wrapped_stay_apart(lines: list[str]) -> None:
    assert len(txt.blocks("\n".join(lines))) == len(lines)


@pytest.mark.parametrize("find", [txt.blocks, md.blocks])
@given(text=MARKDOWN)
def test_blocks_do_not_overlap_and_are_not_blank(find: Find, text: str) -> None:
    at = 0
    for block in find(text):
        assert at <= block.start < block.end <= len(text)
        inner = text[block.start : block.end]
        assert inner == inner.strip() != ""
        at = block.end


def test_deep_and_long_markdown_is_read_in_time() -> None:
    begin = time.perf_counter()
    md.blocks("> " * 2000 + "a\n" + "- " * 2000 + "b")
    md.blocks("a" * 500_000 + "\n" + "|" * 20_000 + "\n|-|\n" + "[" * 20_000)
    assert time.perf_counter() - begin < 8


# -- Inline markup


@pytest.mark.parametrize("case", INLINE_CASES, ids=lambda case: case["id"])
def test_inline_markup(case: dict[str, Any]) -> None:
    plain, marks = strip_markup(case["source"])
    assert plain == case["plain"]
    restored, notes = restore_markup(case["target"], marks, cell=case.get("cell", False))
    assert restored == case["restored"]
    assert len(notes) == case.get("notes", 0)


@pytest.mark.parametrize(
    "source",
    [
        "**Hội nghị** *đã* [thống nhất](https://example.org) `kế hoạch`, <u>theo</u> ~~cũ~~ 2 \\* 3.",
        "**[Báo *Long* An](x)** &amp; đài",
        "***Một** hai* và **ba *bốn***",
        "a **a** a *a* a",
    ],
)
def test_markup_comes_back_where_the_text_did_not_change(source: str) -> None:
    plain, marks = strip_markup(source)
    assert restore_markup(plain, marks) == (source, [])


@given(st.text("abc ,.đêĐ 1234-/:", max_size=60))
def test_text_without_markup_stays(text: str) -> None:
    assert strip_markup(text) == (text, ())


@given(INLINE, INLINE)
def test_no_destination_is_lost(source: str, target: str) -> None:
    plain, marks = strip_markup(source)
    restored, _ = restore_markup(target, marks)
    for mark in marks:
        if mark.kind in {"link", "image", "autolink", "footnote"}:
            assert mark.destination in restored
            assert mark.opening.strip() in restored
    assert restore_markup(plain, marks)


@pytest.mark.parametrize("unit", ["**a** ", "*a **", "[a](b", "[", "`", "``` `", "<a ", "<!-- ", "\\*", "[a][b] "])
def test_hostile_markup_takes_linear_time(unit: str) -> None:
    begin = time.perf_counter()
    restore_markup(*strip_markup(unit * (60_000 // len(unit))))
    assert time.perf_counter() - begin < 5


# -- Reading


def test_read_text(tmp_path: Path) -> None:
    path = put(tmp_path / "Tin.TXT", unicodedata.normalize("NFD", "Đảng ủy\r\n\r\n Khối \r\n"))
    document = documents.read(path)
    assert document.path == path
    assert document.text == "Đảng ủy\r\n\r\n Khối \r\n"
    assert (document.bom, document.suffix, document.has_markup) == (False, ".txt", False)
    assert blocks_of(document) == [("paragraph", "Đảng ủy"), ("paragraph", "Khối")]


def test_byte_order_mark_is_taken_off_and_put_back(tmp_path: Path) -> None:
    path = put(tmp_path / "tin.md", "\ufeff# Tin\n")
    document = documents.read(path)
    assert (document.text, document.bom, document.has_markup) == ("# Tin\n", True, True)
    write_atomic(path, render(document, []), bom=document.bom)
    assert Path(path).read_bytes() == "\ufeff# Tin\n".encode()


@pytest.mark.parametrize(("suffix", "kind"), [(None, "paragraph"), (".md", "heading"), ("md", "heading")])
def test_read_standard_input(monkeypatch: pytest.MonkeyPatch, suffix: str | None, kind: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Tin")))
    document = documents.read("-", suffix=suffix)
    assert document.path == "-"
    assert document.blocks[0].kind == kind


def test_read_another_encoding(tmp_path: Path) -> None:
    path = put(tmp_path / "tin.txt", "Đảng".encode("utf-16"))
    for encoding in ("utf-16", None):
        document = documents.read(path, options=Options(encoding=encoding))
        assert (document.text, document.bom) == ("Đảng", True)
        assert len(document.notes) == 1
        assert "UTF-16" in document.notes[0]


def test_a_stream_is_utf_8_only(tmp_path: Path) -> None:
    path = put(tmp_path / "tin.txt", "Đảng".encode("utf-16"))
    with pytest.raises(InputError, match=r"the file is UTF-16 .*, not UTF-8; save it as UTF-8"):
        list(documents.pieces(path))


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [
        ("a.docx", b"x", ["damaged"]),
        ("a.jpg", b"x", [".jpg", ".txt", ".md"]),
        ("a", b"x", ["no suffix", ".txt"]),
        ("a.txt", b"", ["empty"]),
        ("a.txt", codecs.BOM_UTF8, ["empty"]),
        ("a.txt", " \r\n\u00a0".encode(), ["nothing to translate"]),
        ("a.txt", b"ab\0c", ["binary", "offset 2"]),
        (
            "a.txt",
            "một\nhai\n".encode() + b"\xe3b",
            ["a.txt:3:", "0xE3", "offset 10", "TCVN3", "VNI", "UTF-8"],
        ),
        ("a.txt", "Đảng".encode("utf-32-le"), ["binary"]),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, parts: list[str]) -> None:
    path = put(tmp_path / name, content)
    assert_one_line(path, parts)


@pytest.mark.parametrize("path", ["missing.txt", "file.txt/a.txt", "a\0.txt"])
def test_missing_files(tmp_path: Path, path: str) -> None:
    put(tmp_path / "file.txt", "x")
    assert_one_line(str(tmp_path / path), ["null" if "\0" in path else "no such file"])


def test_a_directory(tmp_path: Path) -> None:
    assert_one_line(str(tmp_path), ["is a directory"])


def test_unknown_and_unfit_encodings(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "Đảng")
    for encoding, part in [
        ("nope", "unknown encoding"),
        ("ascii", "not ascii"),
        ("hex", "cannot be decoded"),
    ]:
        with pytest.raises(InputError, match=part):
            documents.read(path, options=Options(encoding=encoding))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read and write everything")
def test_permissions(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "x")
    Path(path).chmod(0)
    assert_one_line(path, ["permission denied"])
    Path(path).chmod(0o400)
    with pytest.raises(OutputError, match="permission denied"):
        write_atomic(path, "y")
    assert Path(path).read_text(encoding="utf-8") == "x"


def assert_one_line(path: str, parts: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        documents.read(path)
    message = str(caught.value)
    assert "\n" not in message
    for part in [path, *parts]:
        assert part in message


# -- Writing


@given(text=MARKDOWN, find=st.sampled_from([txt.blocks, md.blocks]))
def test_rendering_without_changes_is_identity(text: str, find: Find) -> None:
    document = Document("-", text, bom=False, blocks=find(text))
    assert render(document, []) == text
    same = [(block.start, block.end, text[block.start : block.end]) for block in document.blocks]
    assert render(document, reversed(same)) == text


@settings(deadline=None)  # fsync takes as long as the disk likes
@given(MARKDOWN.filter(lambda text: text.strip("\ufeff \r\n\t") != "" and "\0" not in text))
def test_reading_and_writing_is_identity(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "identity.md"
    text = unicodedata.normalize("NFC", text)
    content = text.encode("utf-8")
    path.write_bytes(content)
    try:
        document = documents.read(str(path))
    except InputError:
        assert not text.removeprefix("\ufeff").strip()
        return
    write_atomic(str(path), render(document, []), bom=document.bom)
    assert path.read_bytes() == content


def test_render_replaces_spans() -> None:
    document = Document("-", "Một hai\r\nba", bom=False, blocks=())
    assert render(document, [(9, 11, "three"), (0, 3, "One"), (4, 7, "")]) == "One \r\nthree"
    for wrong in ([(0, 3, ""), (2, 4, "")], [(5, 4, "")], [(0, 99, "")], [(-1, 2, "")]):
        with pytest.raises(ValueError, match="replacement"):
            render(document, wrong)


def test_write_keeps_line_ends_and_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    put(path, "cũ")
    path.chmod(0o640)
    write_atomic(str(path), "mới\r\n\n\r")
    assert path.read_bytes() == "mới\r\n\n\r".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.txt"]


def test_a_new_file_honours_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(str(tmp_path / "a.txt"), "x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link, dangling = tmp_path / "there/a.txt", tmp_path / "link.txt", tmp_path / "new.txt"
    put(target, "cũ")
    link.symlink_to(target)
    dangling.symlink_to(tmp_path / "there/b.txt")
    write_atomic(str(link), "mới")
    write_atomic(str(dangling), "thêm")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "mới"
    assert (tmp_path / "there/b.txt").read_text(encoding="utf-8") == "thêm"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomic(os.devnull, "x")
    assert not Path(os.devnull).is_file()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    put(tmp_path / "file", "x")
    for path, part in [
        ("no/a.txt", "folder does not exist"),
        ("file/a.txt", "folder"),
        ("", "is a directory"),
    ]:
        with pytest.raises(OutputError, match=part):
            write_atomic(str(tmp_path / path), "x")
    with pytest.raises(OutputError, match="half a character"):
        write_atomic(str(tmp_path / "a.txt"), "\ud800")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(OutputError):
        write_atomic(str(loop), "x")
    assert names(tmp_path) == ["file", "loop"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = put(tmp_path / "a.txt", "cũ")

    def fail(_: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((OutputError, KeyboardInterrupt)) as caught:
        write_atomic(path, "mới")
    assert isinstance(caught.value, KeyboardInterrupt) or "disk is full" in str(caught.value)
    assert Path(path).read_text(encoding="utf-8") == "cũ"
    assert names(tmp_path) == ["a.txt"]
