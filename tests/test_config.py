"""Settings: which files are looked for, what stands over what, and that what is wrong is told in one line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss.cli import cli
from vietgloss.cli.configured import WITHOUT, ConfiguredGroup
from vietgloss.cli.settings import RESERVED, SHARED, keys_of, settings_of, variable_of
from vietgloss.cli.shown import commands, named
from vietgloss.cli.shown import rows as shown_rows
from vietgloss.config import places
from vietgloss.config.lines import line_of
from vietgloss.config.model import ConfigError
from vietgloss.config.places import Place, user_file
from vietgloss.config.reading import parse, read
from vietgloss.errors import ExitCode, VietglossError
from vietgloss.glossary.load import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = [(path, command) for path, command in commands(cli) if path[0] not in WITHOUT]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a project below a home folder of its own, and no settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("VIETGLOSS_") and name != "VIETGLOSS_CACHE_DIR":
            monkeypatch.delenv(name)
    folder = tmp_path / "home" / "work" / "project"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "own"))
    monkeypatch.chdir(folder)
    return folder


def own(text: str) -> None:
    file = Path(os.environ["VIETGLOSS_CONFIG_DIR"]) / "config.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def here(text: str, name: str = "vietgloss.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def call(*args: str) -> Result:
    return CliRunner().invoke(cli, args, prog_name="vietgloss", standalone_mode=False)


def rows(*args: str) -> dict[str, dict[str, Any]]:
    done = call("config", "show", "--json", *args)
    if done.exception:
        raise done.exception
    return {row["option"]: row for row in json.loads(done.stdout)}


def refused(*args: str) -> str:
    """The one line that a call says."""
    done = call(*(args or ("config", "show")))
    assert isinstance(done.exception, ConfigError), done.output
    assert done.exception.exit_code == ExitCode.USAGE
    assert "\n" not in str(done.exception)
    return str(done.exception)


# -- What stands over what --------------------------------------------------------------------------------


def test_each_layer_stands_over_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    def beam(*flags: str) -> tuple[int, str]:
        row = rows("translate", "--", *flags)["beam"]
        return row["value"], row["source"]

    assert beam() == (4, "default")
    own("[translate]\nbeam = 8\n")
    assert beam() == (8, "file")
    here("beam = 2\n")
    assert beam() == (2, "file")
    monkeypatch.setenv("VIETGLOSS_TRANSLATE_BEAM", "3")
    assert beam() == (3, "environment")
    assert beam("--beam", "5") == (5, "flag")


def test_in_one_file_what_is_special_counts() -> None:
    here("[translate]\nbeam = 1\n[all]\nbeam = 2\n")
    assert rows("translate")["beam"] | {"command": ""} == {
        "command": "",
        "option": "beam",
        "value": 1,
        "source": "file",
        "where": "vietgloss.toml:2",
    }
    assert (rows("evaluate")["beam"]["value"], rows("evaluate")["beam"]["where"]) == (2, "vietgloss.toml:4")


def test_commands_work_by_what_is_set(project: Path) -> None:
    (project / "mine.yaml").write_text("abbreviations: {QPTLT: Quỹ Phát triển Long Thới}", encoding="utf-8")
    here('glossary = ["mine.yaml"]\n[expand]\nexplain = true\n')
    (project / "a.txt").write_text("QPTLT họp.", encoding="utf-8")
    done = call("expand", "a.txt")
    assert "Quỹ Phát triển Long Thới" in done.stdout
    assert "mine.yaml:1" in done.stdout  # the table of --explain


def test_paths_count_from_the_folder_of_the_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here('glossary = ["terms/", "~/g.yaml"]\nmodel = "starter"\n[translate]\noutput = "out/"\n')
    below = project / "day"
    below.mkdir()
    monkeypatch.chdir(below)
    shown = rows("translate")
    assert shown["glossary"]["value"] == [f"{project}{os.sep}terms/", str(Path.home() / "g.yaml").replace("\\", "/")]
    assert shown["output"]["value"] == f"{project}{os.sep}out/"  # the slash says that it is a folder
    assert shown["model"]["value"] == "starter"
    (project / "vietgloss.toml").write_text('model = "./models/opus"\n', encoding="utf-8")
    assert rows("translate")["model"]["value"] == f"{project}{os.sep}./models/opus"


def test_keys_may_have_either_line_and_flags_may_be_turned_round() -> None:
    here("[translate]\nabbreviate_after_first = true\nabbreviate-after-first = false\n")
    assert "is set already in vietgloss.toml:2" in refused("translate", "a.txt")
    here('[glossary.check]\nno_rule = ["a"]\nstrict = true\n')
    shown = rows("glossary", "check")
    assert (shown["no-rule"]["value"], shown["strict"]["value"]) == (["a"], True)
    here("[glossary.list]\nterms = true\nabbreviations = false\n")
    shown = rows("glossary", "list")
    assert (shown["terms"]["value"], shown["abbreviations"]["value"]) == (True, False)
    assert shown["terms"]["where"] == "vietgloss.toml:2"


def test_a_key_may_say_the_opposite_of_a_flag(tmp_path: Path) -> None:
    @click.command()
    @click.option("--no-memory", is_flag=True)
    def run() -> None: ...

    root = click.Group(commands={"run": run})
    for text, expected in (("memory = false", True), ("memory = true", False), ("[run]\nno-memory = true", True)):
        file = parse(text.encode(), Place(tmp_path / "vietgloss.toml", "project"), "vietgloss.toml")
        assert file is not None
        assert settings_of(root, ("run",), run, [file])["no_memory"].value is expected


@pytest.mark.parametrize("path", [("memory", "prune"), ("memory", "export"), ("model", "info")])
def test_settings_for_all_do_not_say_what_to_delete(path: tuple[str, ...]) -> None:
    here('model = "opus"\nbeam = 1\n')
    assert all(row["source"] == "default" for row in rows(*path).values())


# -- Which files ------------------------------------------------------------------------------------------


def test_own_settings_lie_beside_the_own_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    file, folder = user_file(), user_folder()
    assert file
    assert folder
    assert file.parent == folder.parent
    monkeypatch.delenv("VIETGLOSS_CONFIG_DIR")
    file, folder = user_file(), user_folder()
    assert file
    assert folder
    assert file.parent == folder.parent


def test_the_nearest_file_counts_and_vietgloss_toml_before_pyproject(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.parent / "vietgloss.toml").write_text("beam = 1\n", encoding="utf-8")
    here("[tool.black]\n", "pyproject.toml")
    assert rows("translate")["beam"]["value"] == 1  # a pyproject.toml that says nothing to us is passed by
    here("[tool.vietgloss.translate]\nbeam = 2\n", "pyproject.toml")
    assert rows("translate")["beam"]["where"] == "pyproject.toml:2"
    here("beam = 3\n")
    assert rows("translate")["beam"]["value"] == 3
    below = project / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert rows("translate")["beam"]["value"] == 3


@pytest.mark.parametrize("end", ["git", "home"])
def test_the_search_ends_at_a_checkout_and_at_home(project: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    (project.parent / "vietgloss.toml").write_text("beam = 1\n", encoding="utf-8")
    if end == "git":
        (project / ".git").mkdir()
    else:
        monkeypatch.setenv("HOME", str(project))
        monkeypatch.setenv("USERPROFILE", str(project))
    assert rows("translate")["beam"]["value"] == 4
    here("beam = 2\n")
    assert rows("translate")["beam"]["value"] == 2


def test_path_lists_what_is_looked_for(project: Path) -> None:
    here("beam = 2\n")
    here("[tool.vietgloss]\nbeam = 1\n", "pyproject.toml")
    listed = {item["path"]: item["state"] for item in json.loads(call("config", "path", "--json").stdout)}
    assert listed[str(project / "vietgloss.toml")] == "used"
    assert listed[str(project / "pyproject.toml")] == "there, not used"
    assert listed[str(user_file())] == "not there"
    assert str(project.parent / "vietgloss.toml") in listed
    own("beam = [\n")
    assert call("config", "path").exception is None  # a wrong file is found too


def test_init_writes_what_can_be_read_and_never_over_another() -> None:
    for args in ((), ("--user",)):
        assert call("config", "init", *args).exception is None
        assert rows("translate")["beam"]["source"] == "default"
        assert isinstance(call("config", "init", *args).exception, VietglossError)
    text = Path("vietgloss.toml").read_text(encoding="utf-8")
    here(re.sub(r"^# (?=[a-z]+ = )", "", text, flags=re.MULTILINE))
    assert rows("translate")["format"]["value"] == "bilingual"
    assert rows("translate")["beam"]["source"] == "file"


# -- What is wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[translate]\n\nbeem = 1", "vietgloss.toml:3: 'beem' is no option of translate; did you mean 'beam'?"),
        ("[transalte]\nbeam = 1", "vietgloss.toml:1: 'transalte' is no command; did you mean 'translate'?"),
        ("beem = 1", "vietgloss.toml:1: 'beem' is no setting for all commands; did you mean 'beam'?"),
        ("[all]\nformat = 'json'", "vietgloss.toml:2: 'format' is no setting for all commands"),
        (
            "[glossary.chekc]\nstrict = true",
            "vietgloss.toml:1: 'chekc' is no command of glossary; did you mean 'check'?",
        ),
        ("[glossary]\ncheck = true", "vietgloss.toml:2: 'check' is a command; write a table: [glossary.check]"),
        ("translate = 1", "vietgloss.toml:1: 'translate' is a command; write a table: [translate]"),
        ("[config.show]\njson = true", "vietgloss.toml:1: 'config' is no command"),
        ("[translate]\nbeam = '4'", "vietgloss.toml:2: beam: it is '4', but a whole number is wanted"),
        ("[translate]\nbeam = true", "vietgloss.toml:2: beam: it is true, but a whole number is wanted"),
        ("beam = 99", "vietgloss.toml:1: beam: 99 is not in the range"),
        ("[translate]\nformat = 'txt'", "vietgloss.toml:2: format: 'txt' is not one of"),
        ("[translate]\nexplain = 1", "vietgloss.toml:2: explain: it is 1, but true or false is wanted"),
        ("glossary = [['a']]", "vietgloss.toml:1: glossary: it is a list, but text in quotes is wanted"),
        ("[translate]\noutput = ['a']", "vietgloss.toml:2: output: it is a list, but text in quotes is wanted"),
        ("translate = {beam = 99}", "vietgloss.toml:1: beam: 99 is not in the range"),
        ('glossary = "a\\u0000b"', "vietgloss.toml:1: glossary: holds a null character"),
        ('"a\\nb\\u001b" = 1', "vietgloss.toml: 'a?b?' is no setting for all commands"),
        ("[translate]\nhelp = true", "vietgloss.toml:2: --help is for the command line only"),
        ("[memory.clear]\nyes = true", "vietgloss.toml:1: memory clear takes no settings"),
        ("[translate]\noutput = '/etc/passwd'", "vietgloss.toml:2: output: outside of the folder of this file"),
        ("[translate]\noutput = 'a/../../b'", "vietgloss.toml:2: output: outside of the folder of this file"),
        ("glossary = '\\\\server\\share'", "vietgloss.toml:1: glossary: a path on another computer"),
        ("beam = ", "vietgloss.toml:1:"),
        ("a = 1\nb = yes", "vietgloss.toml:2:5: not TOML: "),
        ("glossary = 'g'\n[glossary.check]\nall = true", "put that into a table [all]"),
        ("a = " + "[" * 30_000, "vietgloss.toml: not"),
        ("beam = 1\n" + "a." * 100_000 + "a = 1", "vietgloss.toml:2: nested too deeply"),
        ("a = {" + "a." * 100_000 + "a = 1}", "vietgloss.toml:1: nested too deeply"),
        ("a = " + "9" * 5000, "vietgloss.toml: not TOML: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, said: str) -> None:
    here(text)
    message = refused()
    assert said in message or (said.endswith("not") and "nested too deeply" in message)


def test_own_settings_may_write_anywhere(tmp_path: Path) -> None:
    own(f"[translate]\noutput = '{tmp_path}/out/'\n")
    assert rows("translate")["output"]["value"] == f"{tmp_path}/out/"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"beam = 1\nmodel = '\xff'", "vietgloss.toml:2: not UTF-8 text; save the file as UTF-8"),
        ("beam = 1".encode("utf-16"), "vietgloss.toml:1: not UTF-8 text"),
        (b"#" * 1_000_001, "vietgloss.toml: more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, said: str) -> None:
    Path("vietgloss.toml").write_bytes(data)
    assert said in refused()


def test_a_folder_or_a_dead_link_of_the_name_is_told(project: Path) -> None:
    (project / "vietgloss.toml").mkdir()
    assert "vietgloss.toml: is a folder" in refused()
    (project / "vietgloss.toml").rmdir()
    (project / "vietgloss.toml").symlink_to(project / "gone")
    assert "vietgloss.toml: cannot be read: no such file" in refused()


def test_a_byte_order_mark_and_windows_line_ends_are_no_harm() -> None:
    Path("vietgloss.toml").write_bytes(b"\xef\xbb\xbfbeam = 2\r\n[translate]\r\nformat = 'json'\r\n")
    assert rows("translate")["beam"]["value"] == 2
    assert rows("translate")["format"]["where"] == "vietgloss.toml:3"


def test_variables_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIETGLOSS_TRANSLATE_BEAM", "99")
    assert refused("translate", "a.txt").startswith("VIETGLOSS_TRANSLATE_BEAM: beam: 99 is not in the range")
    monkeypatch.setenv("VIETGLOSS_TRANSLATE_BEAM", "2")
    monkeypatch.setenv("VIETGLOSS_TRANSLATE_EXPLAIN", "perhaps")
    assert "VIETGLOSS_TRANSLATE_EXPLAIN: 'perhaps' is neither true nor false" in refused("translate", "a.txt")
    monkeypatch.setenv("VIETGLOSS_TRANSLATE_EXPLAIN", "yes")
    monkeypatch.setenv("VIETGLOSS_TRANSLATE_GLOSSARY", os.pathsep.join(["a b.yaml", "c"]))
    shown = rows("translate")
    assert shown["explain"]["value"] is True
    assert shown["glossary"] == {
        "command": "translate",
        "option": "glossary",
        "value": ["a b.yaml", "c"],
        "source": "environment",
        "where": "VIETGLOSS_TRANSLATE_GLOSSARY",
    }


def test_a_variable_that_is_nearly_one_is_noted(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    (project / "a.txt").write_text("Huyện họp.", encoding="utf-8")
    monkeypatch.setenv("VIETGLOSS_EXPAND_EXPLAN", "1")
    done = call("expand", "a.txt")
    assert "VIETGLOSS_EXPAND_EXPLAN is no option of expand; did you mean VIETGLOSS_EXPAND_EXPLAIN?" in done.output
    assert "Huyện họp." in done.output


def test_no_option_takes_a_variable_that_means_something_else() -> None:
    names = {variable_of(path, name) for path, command in ALL for name in keys_of(command)}
    assert names
    assert names & RESERVED == set()


def test_the_command_says_it_in_one_line_and_ends_with_2(project: Path) -> None:
    here("[expand]\nexplian = true\n")
    done = subprocess.run(
        [sys.executable, "-m", "vietgloss", "expand", "a.txt"], capture_output=True, text=True, check=False, cwd=project
    )
    said = "vietgloss: error: vietgloss.toml:2: 'explian' is no option of expand; did you mean 'explain'?\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_wrong_settings_do_not_stop_help_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    here("[translate\n")
    assert "note: settings are left out: vietgloss.toml:1" in call("translate", "--help").output
    assert "--beam" in call("translate", "--help").output
    assert call("completion", "fish").exception is None

    def never() -> tuple[None, list[Place]]:
        raise AssertionError

    monkeypatch.setattr(places, "in_use", never)
    for args in (("--version",), ("--help",), ()):
        assert not isinstance(call(*args).exception, AssertionError)
    assert isinstance(call("expand", "-").exception, AssertionError)  # the test would see it


def test_a_wrong_command_is_said_so() -> None:
    for words in (("transalte",), ("glossary", "chekc"), ("config",)):
        error = call("config", "show", *words).exception
        assert isinstance(error, VietglossError)
        assert "is no command that takes settings" in str(error)


def test_every_option_is_shown() -> None:
    listed = json.loads(call("config", "show", "--json").stdout)
    assert {row["command"] for row in listed} >= {"translate", "glossary check", "scan"}
    for path, command in ALL:
        options = {id(p) for p in command.params if isinstance(p, click.Option) and not p.hidden}
        kept = {"yes", "force", "help"}
        options -= {
            id(p) for p in command.params if isinstance(p, click.Option) and {n.lstrip("-") for n in p.opts} & kept
        }
        assert sum(row["command"] == " ".join(path) for row in listed) == len(options), path


def test_settings_for_all_reach_the_same_options_everywhere() -> None:
    for path, command in ALL:
        for name, key in keys_of(command).items():
            if name in SHARED and path[0] not in ("memory", "model"):
                assert key.option.metavar in {"PATH", "NAME|PATH", None}, f"{path} --{name} may mean something else"


# -- Lines, and whatever else a file may hold -------------------------------------------------------------


LINES = """\
beam = 1
note = '''
[translate]
format = 1
'''
 [ translate ] # here
format = 'x'
[ "glossary" . 'check' ]
strict = true
'a b' = 1
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("beam",), 1),
        (("translate",), 6),
        (("translate", "format"), 7),
        (("translate", "beam"), 6),
        (("glossary",), 8),
        (("glossary", "check", "strict"), 9),
        (("glossary", "check", "a b"), 10),
        (("elsewhere",), 0),
    ],
)
def test_lines_are_found(keys: tuple[str, ...], line: int) -> None:
    assert line_of(LINES, keys) == line


WORDS = st.sampled_from(
    [*SHARED, "all", "translate", "expand", "glossary", "check", "format", "strict", "output", "rule", "list", "terms"]
)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-3, 30),
    st.floats(),
    st.sampled_from(["json", "text", "../x", "-", "~", ""]),
    st.text(max_size=5),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, (bool, float)) else str(value)


def outcome(data: bytes) -> Iterator[str]:
    """Either settings that click takes, or the messages."""
    try:
        file = parse(data, Place(Path.cwd() / "vietgloss.toml", "project"), "vietgloss.toml")
    except ConfigError as error:
        yield str(error)
        return
    assert file is not None
    for path, command in ALL:
        try:
            found = settings_of(cli, path, command, [file])
        except ConfigError as error:
            yield str(error)
            continue
        defaults = {name: setting.value for name, setting in found.items()}
        with click.Context(command, default_map=defaults, resilient_parsing=True) as context:
            command.parse_args(context, [])
            assert all(context.params[name] is not None for name in found)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(WORDS | st.text(max_size=4), VALUES, max_size=4))
def test_any_settings_are_taken_or_told(document: dict[str, Any]) -> None:
    text = "\n".join(f"{toml(key)} = {toml(value)}" for key, value in document.items())
    assert all("\n" not in message for message in outcome(text.encode()))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40) | st.text("[]{}=.\"'#\n\\ab1-_", max_size=60).map(str.encode))
def test_any_bytes_are_taken_or_told(data: bytes) -> None:
    assert all("\n" not in message for message in outcome(data))


def test_options_before_the_command_can_be_set_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.group(
        cls=ConfiguredGroup, commands_in={"expand": "vietgloss.cli.expand:expand"}, invoke_without_command=True
    )
    @click.option("--language", default="en")
    def root(language: str) -> None:
        click.echo(language)

    here('language = "vi"\n')
    (tmp_path / "a.txt").write_text("Huyện họp.", encoding="utf-8")
    told = CliRunner().invoke(root, ["expand", str(tmp_path / "a.txt")]).output
    assert told.splitlines()[0] == "vi"
    monkeypatch.setenv("VIETGLOSS_LANGUAGE", "fr")
    assert CliRunner().invoke(root, ["expand", str(tmp_path / "a.txt")]).output.splitlines()[0] == "fr"
    assert rows_of_root(root) == [("vietgloss", "language", "fr", "environment", "VIETGLOSS_LANGUAGE")]


def rows_of_root(root: click.Group) -> list[tuple[Any, ...]]:
    path, command, flags = next(named(root, ()))
    return [(r.command, r.option, r.value, r.source, r.where) for r in shown_rows(root, path, command, flags, read())]
