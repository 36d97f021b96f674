"""The manual page is that of the commands, and a man page to those who read such."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from vietgloss import ExitCode
from vietgloss.cli import cli, roff
from vietgloss.cli.man import page
from vietgloss.cli.shown import commands

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "man" / "vietgloss.1"


@pytest.fixture(scope="module")
def made() -> str:
    return page(cli)


def read_back(text: str) -> str:
    """The page without its marks."""
    return re.sub(r"\\f[BIR]", "", text).replace("\\-", "-").replace("\\e", "\\")


def test_the_page_in_the_project_is_what_the_commands_give(made: str) -> None:
    assert PAGE.read_text(encoding="ascii") == made, "make it anew: vietgloss man > man/vietgloss.1"


def test_every_command_and_option_is_there(made: str) -> None:
    parts = dict(
        re.findall(r'^\.SS "vietgloss ([^"]*)"\n(.*?)(?=^\.S[SH] )', read_back(made), re.MULTILINE | re.DOTALL)
    )
    shown = {" ".join(path): command for path, command in commands(cli) if not command.hidden}
    assert set(parts) == set(shown)
    for name, command in shown.items():
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert all(o in parts[name] for o in (*option.opts, *option.secondary_opts)), f"{name}: {option.opts}"


def test_exit_codes_and_variables_are_those_of_the_documentation(made: str) -> None:
    text = read_back(made)
    section = text[text.index(".SH EXIT STATUS") : text.index(".SH FILES")]
    assert [int(code) for code in re.findall(r"^\.TP\n(\d+)$", section, re.MULTILINE)] == list(ExitCode)
    table = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").split("\n## Environment\n")[1]
    listed = re.findall(r"`([A-Z_]+)`", " ".join(re.findall(r"^\| (`[^|]*)\|", table, re.MULTILINE)))
    assert listed
    assert [name for name in listed if name not in text] == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("-b", "\\-b"),
        (".TH is text", "\\&.TH is text"),
        ("a\n'b'", "a\n\\&'b'"),
        ("C:\\dir", "C:\\edir"),
        ("Đảng", "\\[u0110]\\[u1EA3]ng"),
    ],
)
def test_text_is_not_taken_for_instructions(text: str, written: str) -> None:
    assert roff.plain(text) == written


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed here")
def test_groff_reads_it_without_a_warning(made: str) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z"], input=made, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
