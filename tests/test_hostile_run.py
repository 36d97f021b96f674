"""A folder full of files that mean harm, or are broken: one line for each, and the rest of the run is done."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

import office

if TYPE_CHECKING:
    from pathlib import Path

    from calls import Desk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="such names, links and pipes are not possible here")

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
GOOD = "Huyện ủy Long Thới họp.\n"
SVG = (
    '<p>Huyện ủy <svg onload="alert(1)"><script>alert(1)</script><text>x</text><foreignObject><p>y</p></foreignObject>'
    '<image href="https://tin.example/x.png"/></svg> họp.</p><script>fetch("https://tin.example")</script>'
)


def bomb(path: Path) -> None:
    """A Word file of some kilobytes that unpacks to a gigabyte, or would: reading has to stop before."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(16):
                entry.write(b" " * (1 << 20))


def entities() -> bytes:
    inside = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><w:document>&l9;</w:document>'
    return office.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": inside})


@pytest.fixture
def hostile(desk: Desk) -> set[str]:
    """The folder ``news``; returns the names of the files in it that cannot be translated."""
    news = desk.folder / "news"
    desk.write("news/a-good.txt", GOOD)
    desk.write("news/z-good.docx", office.docx("<w:r><w:t>Huyện ủy họp.</w:t></w:r>"))
    desk.write("news/svg.html", SVG)
    desk.write("news/deep.html", "<div>" * 60_000 + "Huyện ủy họp." + "</div>" * 60_000)
    desk.write("news/new\nline.txt", GOOD)
    desk.write(os.fsdecode(b"news/no-utf8-\xe1.txt"), GOOD)
    (news / "x.docx").mkdir()
    (news / "loop").symlink_to(".")
    (news / "up").symlink_to("..")
    bad: dict[str, bytes] = {
        "entities.docx": entities(),
        "locked.docx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        "cut.docx": office.docx("<w:r><w:t>Huyện ủy họp.</w:t></w:r>")[:300],
        "empty.txt": b"",
        "empty.docx": b"",
        "empty.pdf": b"",
        "blank.md": b" \n\n",
        "binary.txt": bytes(range(256)) * 4,
        "deep.json": b"[" * 50_000,
        "laughs.xlf": f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><xliff>&l9;</xliff>'.encode(),
        "cut.json": b'{"title": "Huy',
    }
    for name, content in bad.items():
        (news / name).write_bytes(content)
    bomb(news / "bomb.docx")
    os.mkfifo(news / "pipe.txt")
    (news / "broken.txt").symlink_to("nowhere")
    (news / "round.txt").symlink_to("round.txt")
    return {*bad, "bomb.docx", "pipe.txt", "broken.txt", "round.txt"}


def test_each_is_one_line_and_the_rest_is_done(desk: Desk, hostile: set[str]) -> None:
    done = desk.translate("news", "-o", "out/", "--no-memory")
    assert done.code == 1
    errors = [line for line in done.err.splitlines() if "error:" in line]
    assert {m[1] for line in errors if (m := re.search(r"error: news/([^:]+):", line))} == hostile
    assert len(errors) == len(hostile)
    assert all(len(line) < 400 for line in errors)
    assert desk.names("out") == sorted(
        [
            ".vietgloss-run.jsonl",
            "a-good.txt",
            "z-good.docx",
            "svg.html",
            "deep.html",
            "new\nline.txt",
            os.fsdecode(b"no-utf8-\xe1.txt"),
        ]
    )
    page = desk.read("out/svg.html")
    assert page.count("<script>") == SVG.count("<script>")
    assert '<svg onload="alert(1)"><script>alert(1)</script><text>x</text>' in page
    assert done.err.count("new?line.txt") == 1


@pytest.mark.parametrize("form", ["review", "json", "tmx"])
def test_they_stop_no_form_that_holds_them_together(desk: Desk, hostile: set[str], form: str) -> None:
    done = desk.translate("news", "-f", form, "-o", "out/", "--no-memory")
    assert done.code == 1
    assert done.err.count("error: news/") == len(hostile)
    shown = desk.translate("news/a-good.txt", os.fsdecode(b"news/no-utf8-\xe1.txt"), "-f", form, "--no-memory")
    assert (shown.code, "error" in shown.err) == (0, False)


def test_a_dry_run_passes_them_too(desk: Desk, hostile: set[str]) -> None:
    done = desk.translate("news", "-o", "out/", "--dry-run", "--no-memory")
    assert (done.code, done.err.count("error: news/")) == (1, len(hostile))
    assert len(done.out.splitlines()) == 6


def test_a_name_that_is_too_long_is_one_line(desk: Desk) -> None:
    name = "a" * 251 + ".md"
    desk.write(f"news/{name}", GOOD)
    desk.write("news/b.txt", GOOD)
    done = desk.translate("news", "-f", "review", "-o", "out/", "--no-memory")
    assert (done.code, done.err.count("error:")) == (1, 1)
    assert "file name too long" in done.err
    assert "b.html" in desk.names("out")


MEASURED = """
import atexit, resource
def tell():
    print("most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
atexit.register(tell)
"""


SMALL = """
from vietgloss.runs import run
from vietgloss.expansion import core
run.LARGE, core.BLOCK, core.LONGEST_LINE = 50_000, 1 << 12, 1 << 15
from vietgloss.pipeline import translator
def none(lines, *_, **__):
    for line in lines:
        line.target = "x"
translator.rounds.translate = none
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
def test_a_line_of_any_length_needs_no_more_memory(desk: Desk) -> None:
    """What is measured is the way of the text through the run, not the model."""
    line = "a " * 100_000
    most = {}
    for name, text in {"short": line, "long": line * 6}.items():
        desk.write(f"{name}.txt", text)
        done = desk.child(f"{name}.txt", "-o", "out/", "--no-memory", before=MEASURED + SMALL)
        assert done.code == 0, done.err
        most[name] = int(re.findall(r"most (\d+)", done.err)[0]) / 1024
        assert (desk.folder / f"out/{name}.txt").stat().st_size > 0
    assert most["long"] < most["short"] + 12
