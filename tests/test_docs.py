"""The documentation is true: its commands and Python examples are run, its lists are compared with the code.

In a page, ``<!-- file: NAME -->`` before a block saves it under that name, ``<!-- not run: REASON -->`` skips it;
``...`` in shown output stands for anything, alone on a line for any number of lines.
"""

from __future__ import annotations

import ast
import doctest
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
import yaml

from vietgloss import ExitCode, Glossary, expand
from vietgloss.cli import cli
from vietgloss.expansion import cues, protect, sense
from vietgloss.glossary import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^(?:<!-- (?P<mark>[^\n]*) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
RUN_FIRST = ("vietgloss", "python", "echo")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and what the comment before it says."""

    kind: str
    body: str
    file: str
    skipped: bool


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(page: Path) -> Iterator[Block]:
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        mark = found["mark"] or ""
        file = mark.removeprefix("file: ") if mark.startswith("file: ") else ""
        yield Block(found["kind"], found["body"], file, mark.startswith("not run: "))


def pages_with(kind: str) -> list[object]:
    return [
        pytest.param(page, id=str(page.relative_to(ROOT)))
        for page in PAGES
        if any(b.kind == kind for b in blocks(page))
    ]


def section(page: str, heading: str) -> str:
    """The text below a heading, up to the next heading."""
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.MULTILINE | re.DOTALL)
    assert match, f"no heading {heading!r}"
    return match[1]


# -- The examples ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder: the samples, our command first on the path, no settings or models of whoever runs this."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, call in (("vietgloss", "-m vietgloss"), ("python", "")):
        script = tools / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    work = tmp_path / "work"
    shutil.copytree(ROOT / "seeds", work / "seeds")
    monkeypatch.chdir(work)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("VIETGLOSS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    return work


def save(block: Block, folder: Path) -> None:
    target = folder / block.file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(block.body, encoding="utf-8")


def agrees(shown: str, printed: str) -> bool:
    """Whether ``printed`` is what a page shows; ``...`` is anything."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are shown for a POSIX shell")
@pytest.mark.parametrize("page", pages_with("console"))
def test_commands(page: Path, folder: Path) -> None:
    for block in blocks(page):
        if block.skipped:
            continue
        if block.file:
            save(block, folder)
        if block.kind == "console":
            for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
                command, _, shown = part.partition("\n")
                assert command.split()[0] in RUN_FIRST, f"not run by this test: {command}"
                run(command, shown)


def run(command: str, shown: str) -> None:
    done = subprocess.run(
        ["sh", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    expected_to_fail = "error: " in shown
    assert (done.returncode != 0) == expected_to_fail, f"$ {command}\n{done.stdout}"
    if shown.strip():
        assert agrees(shown, done.stdout), f"$ {command}\n{done.stdout}\n-- but the page shows\n{shown}"


@pytest.mark.parametrize("page", pages_with("python"))
@pytest.mark.usefixtures("folder")
def test_python(page: Path) -> None:
    names: dict[str, object] = {}
    for number, block in enumerate(blocks(page)):
        if block.kind == "python" and not block.skipped:
            test = doctest.DocTestParser().get_doctest(block.body, names, f"{page.name}[{number}]", str(page), 0)
            assert test.examples, f"no >>> in a block of {page.name}:\n{block.body}"
            report: list[str] = []
            result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append, clear_globs=False)
            assert not result.failed, "".join(report)
            names = test.globs


@pytest.mark.parametrize("page", pages_with("yaml"))
def test_glossaries_in_yaml_blocks(page: Path) -> None:
    for block in blocks(page):
        good = block.kind == "yaml" and block.body.startswith(("abbreviations:", "terms:"))
        if good and not block.file:  # those with a name are read by the commands of the page
            Glossary.from_text(block.body, page.name)


def test_sample_case_for_contributors(shipped: Glossary) -> None:
    (block,) = (b for b in blocks(ROOT / "CONTRIBUTING.md") if b.kind == "yaml")
    (case,) = yaml.safe_load(block.body)
    result = expand(case["text"], shipped)
    assert (result.text, [u.surface for u in result.unknown]) == (case["expanded"], case["unknown"])


# -- The lists ---------------------------------------------------------------------------------------------


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for sub in group.list_commands(context):
        command = group.get_command(context, sub)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {sub}")
        else:
            yield f"{name} {sub}", command


def page_of(name: str) -> str:
    return "docs/cli-glossary.md" if name.startswith("vietgloss glossary ") else "docs/cli.md"


@pytest.mark.parametrize(("name", "command"), list(commands(cli, "vietgloss")))
def test_every_option_is_documented_with_its_command(name: str, command: click.Command) -> None:
    text = section(read(page_of(name)), name)
    wanted = {o for p in command.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)} | {
        "-h",
        "--help",
    }
    assert {o for o in wanted if not re.search(rf"`[^`\n]*(?<![\w-]){re.escape(o)}(?![\w-])", text)} == set()
    offered = set(re.findall(r"(?<=[`\s])--[a-z][a-z0-9-]*", " ".join(re.findall(r"^\| [^|]*", text, re.MULTILINE))))
    assert offered <= wanted, "documented, but not there"


def test_every_choice_and_default_is_documented() -> None:
    for name, command in commands(cli, "vietgloss"):
        text = read(page_of(name))
        for param in command.params:
            if isinstance(param.type, click.Choice):
                for choice in param.type.choices:
                    assert f"`{choice}`" in section(text, name), f"{name} {param.name}: {choice}"


def test_every_glossary_key_is_documented() -> None:
    text = read("docs/glossary.md")
    parts = {
        "Abbreviations": schema.ENTRY_KEYS,
        "Telling meanings apart": schema.SENSE_KEYS,
        "Terms": schema.TERM_KEYS,
        "The glossary": schema.TOP_KEYS,
    }
    for heading, keys in parts.items():
        assert [k for k in keys if f"`{k}`" not in section(text, heading)] == [], heading


@pytest.mark.parametrize("name", ["README.md", "docs/cli.md"])
def test_every_exit_code_is_documented(name: str) -> None:
    table = section(read(name), "Exit codes")
    assert [int(c) for c in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)] == [int(code) for code in ExitCode]


def test_every_kind_of_warning_is_documented() -> None:
    trees = [ast.parse(p.read_text(encoding="utf-8")) for p in (ROOT / "src/vietgloss/pipeline").glob("*.py")]
    nodes = [n for tree in trees for n in ast.walk(tree)]
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    kinds = {ast.literal_eval(c.args[0]) for c in calls if c.func.id == "Warning"}  # type: ignore[attr-defined]
    assert kinds
    table = section(read("docs/cli.md"), "The JSON of translate")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == kinds


def test_every_kind_of_protected_span_is_documented() -> None:
    table = section(read("docs/expansion.md"), "1. What is never touched")
    shown = set(re.findall(r"`([a-z-]+)`", " ".join(re.findall(r"^\| (`[^|]*)\|", table, re.MULTILINE))))
    assert shown == {kind for kind, _ in protect._PATTERNS} | {"capitals", "keep"}


def test_numbers_of_the_rules_are_those_of_the_code() -> None:
    text = section(read("docs/expansion.md"), "Choosing a meaning")
    assert f"within {sense.WINDOW} syllables" in text
    assert f"within {sense.WINDOW} syllables" in read("docs/glossary.md")
    for points in (sense.USUAL, sense.DEFAULT, cues.BESIDE, sense.IN_DOCUMENT, sense.ONCE_IN_DOCUMENT):
        assert f"| {points:g} |" in text
    assert f"up to {cues.NEAR:g};" in text
    assert f"| {cues.FAR:g} each, up to two |" in text
    assert f"by {sense.CLEAR:g} points" in text
    assert f"counts {sense.ALONE * cues.BESIDE:g} points" in text
    assert f"near up to {sense.ALONE * cues.NEAR:g}," in text
    assert f"at least\n{sense.SURE_ENOUGH:.0%}" in text


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_size_of_the_glossary_is_as_told(name: str, shipped: Glossary) -> None:
    told = re.search(r"more than ([\d,]+) abbreviations and ([\d,]+) terms", " ".join(read(name).split()))
    assert told
    abbreviations, terms = (int(n.replace(",", "")) for n in told.groups())
    assert 0.8 * len(shipped.abbreviations) < abbreviations < len(shipped.abbreviations)
    assert 0.8 * len(shipped.terms) < terms < len(shipped.terms)


def test_make_targets_and_dependencies_in_the_readme_are_there() -> None:
    readme, makefile, project = read("README.md"), read("Makefile"), read("pyproject.toml")
    for target in re.findall(r"^make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed
    needed = [d for d in re.findall(r'^  "([^"]+)"', listed[1], re.MULTILINE) if not d.startswith("argos-translate-lt")]
    by_name = re.search(r"^pip install (\"click.*)$", readme, re.MULTILINE)
    assert by_name
    assert re.findall(r'"([^"]+)"', by_name[1]) == needed


# -- The links ---------------------------------------------------------------------------------------------


def slugs(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    heads = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_resolve(page: Path) -> None:
    prose = BLOCK.sub("", page.read_text(encoding="utf-8"))
    for path, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", prose):
        if path.startswith(("http://", "https://")):
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {path}"
        assert target.is_relative_to(ROOT), f"{page.name}: {path} leaves the project"
        assert not anchor or anchor in slugs(target), f"{page.name}: {path}#{anchor}"
