"""The Vietnamese documentation keeps up with the program and with the English pages.

Its examples are run and its links followed by tests/test_docs.py, as those of every page.
"""

from __future__ import annotations

import re

import click
import pytest

from test_docs import PAGES, ROOT, blocks, commands, read, section
from vietgloss import ExitCode
from vietgloss.cli import cli
from vietgloss.documents import suffixes
from vietgloss.glossary import schema

WHOLE = {
    "README.vi.md": "README.md",
    "docs/vi/huong-dan.md": "docs/tutorial.md",
    "docs/vi/bang-thuat-ngu.md": "docs/glossary.md",
    "docs/vi/bo-nho-dich.md": "docs/memory.md",
    "docs/vi/mo-hinh.md": "docs/models.md",
    "docs/vi/cau-hinh.md": "docs/configuration.md",
}
"""Pages that are translated from beginning to end, and their originals."""
COMMANDS = list(commands(cli, "vietgloss"))


def first_cells(text: str) -> list[str]:
    """The first cell of each row of the tables in a text."""
    return re.findall(r"^\| ((?:\\\||[^|])*) \|", text, re.MULTILINE)


def levels(name: str) -> list[int]:
    prose = re.sub(r"^```.*?^```$", "", read(name), flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]


def typed(name: str) -> list[str]:
    """The commands that a page shows."""
    shown = "".join(b.body for b in blocks(ROOT / name) if b.kind == "console")
    return re.findall(r"^\$ (.*)$", shown, re.MULTILINE)


def test_all_pages_are_among_those_that_are_tried() -> None:
    assert {ROOT / "README.vi.md", *(ROOT / "docs" / "vi").iterdir()} <= set(PAGES)


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_option_stands_with_its_command(name: str, command: click.Command) -> None:
    text = section(read("docs/vi/dong-lenh.md"), name)
    wanted = {o for p in command.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}
    shown = set(re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", " ".join(c for c in first_cells(text) if "`-" in c)))
    assert shown == wanted | {"-h", "--help"}
    choices = {c for p in command.params if isinstance(p.type, click.Choice) for c in p.type.choices}
    assert {c for c in choices if f"`{c}`" not in text} == set()


@pytest.mark.parametrize("name", ["README.vi.md", "docs/vi/dong-lenh.md"])
def test_every_exit_code_is_there(name: str) -> None:
    codes = [cell for cell in first_cells(section(read(name), "Mã thoát")) if cell.isdigit()]
    assert codes == [str(int(code)) for code in ExitCode]


def test_every_option_before_the_command_is_there() -> None:
    beginning = section(read("docs/vi/dong-lenh.md"), "Dòng lệnh")
    options = {o for p in cli.params for o in p.opts} | {"-h", "--help"}
    assert {o for o in options if not re.search(rf"`(vietgloss )?{o}\b", beginning)} == set()


def test_every_variable_is_there() -> None:
    english, ours = (
        {cell for cell in first_cells(section(read(name), heading)) if cell.startswith("`")}
        for name, heading in (("docs/cli.md", "Environment"), ("docs/vi/dong-lenh.md", "Biến môi trường"))
    )
    assert english
    assert english - ours == set()


def test_every_glossary_key_is_there() -> None:
    text = read("docs/vi/bang-thuat-ngu.md")
    parts = {
        "Chữ viết tắt": schema.ENTRY_KEYS,
        "Phân biệt các nghĩa": schema.SENSE_KEYS,
        "Thuật ngữ": schema.TERM_KEYS,
        "Bảng thuật ngữ": schema.TOP_KEYS,
    }
    for heading, keys in parts.items():
        assert [k for k in keys if f"`{k}`" not in section(text, heading)] == [], heading


def test_every_kind_of_warning_is_there() -> None:
    kinds = {
        kind
        for name, heading in (("docs/quality.md", "The kinds"), ("docs/cli.md", "The JSON of translate"))
        for kind in re.findall(r"^`([a-z-]+)`$", "\n".join(first_cells(section(read(name), heading))), re.MULTILINE)
    }
    assert kinds
    ours = first_cells(section(read("docs/vi/kiem-tra.md"), "Các loại cảnh báo"))
    assert {kind for kind in kinds if f"`{kind}`" not in ours} == set()


def test_every_format_is_there() -> None:
    named = set(re.findall(r"`(\.[a-z]+)`", " ".join(first_cells(section(read("docs/vi/tai-lieu.md"), "Định dạng")))))
    assert named == set(suffixes())


@pytest.mark.parametrize(("ours", "english"), WHOLE.items(), ids=WHOLE)
def test_page_has_the_parts_and_examples_of_the_english_one(ours: str, english: str) -> None:
    assert levels(ours) == levels(english)
    assert [command for command in typed(ours) if command not in typed(english)] == []


def test_readme_says_what_the_english_one_says() -> None:
    english, ours = read("README.md"), read("README.vi.md")
    sizes = re.search(r"([\d,]+) abbreviations and\s+([\d,]+) terms", english)
    scores = re.search(r"reach (\d+) chrF against the reference translations, on three real articles (\d+)", english)
    assert sizes
    assert scores
    flat = " ".join(ours.split())
    figures = [number.replace(",", ".") for number in sizes.groups()]
    assert "{} chữ viết tắt và {} thuật ngữ".format(*figures) in flat
    assert "{} chrF so với bản dịch tham chiếu, trên ba bài báo thật là {}".format(*scores.groups()) in flat
    for line in re.findall(r"^(?:pip|make) \S+.*$", english, re.MULTILINE):
        assert line.partition("  #")[0].rstrip() in ours, line
