"""``vietgloss model``, as it is typed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import vietgloss
from vietgloss.cli.model import model
from vietgloss.errors import ExitCode, ModelError, UsageError
from vietgloss.translation.packages import BUILTIN_DIR

VI_EN = {"from_code": "vi", "to_code": "en", "package_version": "1.9"}
RUN = "from vietgloss.cli.model import model; model()"


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packages folder; a home of its own around it."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setenv("PYTHONPATH", str(Path(vietgloss.__file__).parents[1]))
    return tmp_path / "packages"


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in model as a file to install, under the name ``copy``."""
    path = tmp_path_factory.mktemp("archive") / "copy.argosmodel"
    with zipfile.ZipFile(path, "w") as out:
        for file in sorted((BUILTIN_DIR / "starter").rglob("*")):
            out.write(file, f"copy/{file.relative_to(BUILTIN_DIR / 'starter')}")
    return path


def make(folder: Path, metadata: object = VI_EN) -> Path:
    (folder / "model").mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps(metadata))
    (folder / "model" / "model.bin").write_bytes(b"weights")
    (folder / "bpe.model").write_bytes(b"pieces")
    return folder


def run(*arguments: str) -> Result:
    """Run the group; an error of ours is left in ``exception`` for vietgloss.cli.main to print."""
    return CliRunner().invoke(model, arguments)


def output_of(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def error_of(*arguments: str) -> BaseException:
    result = run(*arguments)
    assert result.stdout == ""
    assert result.exception is not None
    return result.exception


@pytest.mark.parametrize("command", [[], *([name] for name in ("list", "info", "install", "remove"))])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help(command: list[str], option: str) -> None:
    assert output_of(*command, option).startswith("Usage:")


def test_the_list_is_a_table_that_marks_the_default_and_names_problems(there: Path) -> None:
    make(there / "translate-vi_en-1_9")
    make(there / "en_es", {"from_code": "en", "to_code": "es", "package_version": "2"})
    (there / "stray").mkdir()
    lines = [re.split(r" {2,}", line) for line in output_of("list").splitlines()]
    assert lines[0] == ["", "NAME", "PAIR", "VERSION", "SIZE", "WHERE", "NOTE"]
    rows = {row[1]: row for row in lines[1:]}
    assert rows["starter"][0] == "*"
    assert rows["starter"][-2:] == ["built-in", "default"]
    assert rows["translate-vi_en-1_9"] == ["", "translate-vi_en-1_9", "vi→en", "1.9", "0.0 MB", str(there)]
    assert rows["en_es"][2:] == ["en→es", "2", "0.0 MB", str(there), "for other languages"]
    assert rows["stray"][2] == "?→?"
    assert rows["stray"][-1].startswith("lacks metadata.json, model/model.bin, a tokenizer")


def test_the_list_as_json(there: Path) -> None:
    make(there / "mine")
    listed = {row["name"]: row for row in json.loads(output_of("list", "--json"))}
    assert listed["starter"]["is_default"] is True
    assert listed["starter"]["size"] > 1_000_000
    mine = listed["mine"]
    assert (mine["path"], mine["tokenizer"], mine["problem"]) == (str(there / "mine"), "bpe", None)
    assert (mine["builtin"], mine["is_default"], mine["usable"]) == (False, False, True)


def test_listing_loads_no_engine_and_no_network(there: Path) -> None:
    code = """
import sys
from vietgloss.cli.model import model
model(["list"], standalone_mode=False)
heavy = {"ctranslate2", "sentencepiece", "argostranslate", "numpy", "ssl", "http.client", "urllib.request"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert not there.exists(), "listing creates nothing"


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("name", [(), ("starter",), (str(BUILTIN_DIR / "starter"),)])
def test_info_shows_the_default_model_and_its_card(name: tuple[str, ...]) -> None:
    text = output_of("info", *name)
    digest = hashlib.sha256((BUILTIN_DIR / "starter/model/model.bin").read_bytes()).hexdigest()
    for part in ("starter (the default)", "vi→en", digest, "sentencepiece", 'metadata from_code: "vi"'):
        assert part in text
    card = (BUILTIN_DIR / "starter/MODEL_CARD.md").read_text(encoding="utf-8")
    assert card.splitlines()[0] in text


def test_info_as_json(there: Path) -> None:
    (make(there / "mine") / "README.md").write_text("about mine\n")
    facts = json.loads(output_of("info", "mine", "--json"))
    assert facts["metadata"] == VI_EN
    assert facts["model_bin_sha256"] == hashlib.sha256(b"weights").hexdigest()
    assert facts["card"] == "about mine\n"


def test_info_shows_what_is_wrong_with_a_broken_model(there: Path) -> None:
    (there / "stray").mkdir(parents=True)
    assert re.search(r"^problem: +lacks metadata\.json", output_of("info", "stray"), re.MULTILINE)


def test_a_package_cannot_send_the_terminal_commands(there: Path) -> None:
    path = make(there / "evil\x1b[2J", {**VI_EN, "package_version": "1\x1b[2J", "from_name": "a\nb"})
    (path / "README.md").write_text("\x1b]0;title\x07 card \x9b2J")
    for text in (output_of("list"), output_of("info", path.name)):
        assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) is None


@pytest.mark.usefixtures("there")
def test_an_unknown_model_is_a_model_error() -> None:
    error = error_of("info", "startre")
    assert isinstance(error, ModelError)
    assert error.exit_code == ExitCode.MODEL
    assert "did you mean 'starter'" in str(error)


def test_install_use_and_remove(there: Path, archive: Path) -> None:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    result = run("install", str(archive), "--sha256", digest)
    assert (result.exit_code, result.stdout) == (0, "copy\n")
    assert result.stderr == f"installed in {there / 'copy'}; use it with --model copy\n"
    assert isinstance(error_of("install", str(archive)), ModelError)
    assert output_of("install", "--force", str(archive)) == "copy\n"
    assert "copy" in output_of("list")
    result = run("remove", "--yes", "copy")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"removed {there / 'copy'}\n")
    assert list(there.iterdir()) == []


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["https://example.org/x.argosmodel"], "a URL needs --sha256"),
        (["ftp://example.org/x", "--sha256", "0" * 64], "not an http or https address"),
        (["https://example.org/x", "--sha256", "0"], "64 hexadecimal digits"),
        (["opus", "--sha256", "0" * 64], "its sum is known"),
    ],
)
def test_install_says_what_does_not_fit_together(arguments: list[str], text: str) -> None:
    error = error_of("install", *arguments)
    assert isinstance(error, UsageError)
    assert text in str(error)


def test_opus_is_not_downloaded_twice(there: Path) -> None:
    make(there / "translate-vi_en-1_9")
    assert "is already installed; --force replaces it" in str(error_of("install", "opus"))


def test_a_missing_file_is_a_model_error(there: Path) -> None:
    error = error_of("install", str(there / "none.argosmodel"))
    assert isinstance(error, ModelError)
    assert "No such file" in str(error)


def test_remove_needs_yes_where_nobody_can_be_asked(there: Path) -> None:
    make(there / "mine")
    error = error_of("remove", "mine")
    assert isinstance(error, UsageError)
    assert error.exit_code == ExitCode.USAGE
    assert "--yes" in str(error)
    assert (there / "mine").exists()


@pytest.mark.usefixtures("there")
def test_the_built_in_model_stays() -> None:
    assert "cannot be removed" in str(error_of("remove", "--yes", "starter"))


@pytest.mark.parametrize(("reply", "kept"), [(b"n\n", True), (b"\n", True), (b"y\n", False)])
def test_remove_asks_on_a_terminal(there: Path, reply: bytes, kept: bool) -> None:
    pty = pytest.importorskip("pty", reason="no terminals to play")
    make(there / "mine")
    ours, theirs = pty.openpty()
    try:
        os.write(ours, reply)
        done = subprocess.run(
            [sys.executable, "-c", RUN, "remove", "mine"],
            stdin=theirs,
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert f"Remove {there / 'mine'} (0.0 MB)? [y/N]" in done.stderr
    assert ("nothing was removed" in done.stderr) == kept
    assert (there / "mine").exists() == kept


def test_the_group_is_called_model() -> None:
    assert isinstance(model, click.Group)
    assert (model.name, sorted(model.commands)) == ("model", ["info", "install", "list", "remove"])


def test_the_progress_of_a_download_goes_to_a_terminal_only(there: Path, archive: Path) -> None:
    """The bar is drawn on a terminal, nothing of it where stderr is a file; stdout has the name alone."""
    pty = pytest.importorskip("pty", reason="no terminals to play")
    code = """
import functools, http.server, sys, threading
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1]))
threading.Thread(target=server.serve_forever, daemon=True).start()
from vietgloss.cli.model import model
url = f"http://127.0.0.1:{server.server_port}/copy.argosmodel"
model(["install", "--force", url, "--sha256", sys.argv[2]])
"""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    command = [sys.executable, "-c", code, str(archive.parent), digest]
    environment = {**os.environ, "no_proxy": "127.0.0.1"}
    piped = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert (piped.stdout, piped.stderr.count("\n"), "%" in piped.stderr) == ("copy\n", 1, False)
    ours, theirs = pty.openpty()
    try:
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:  # How Linux reports that the other end is closed.
            pass
        assert child.communicate(timeout=20) == (b"copy\n", None)
    finally:
        os.close(ours)
    assert b"download" in shown
    assert b"100%" in shown
    assert re.search(rb"100%.*\r\n.*installed in ", shown, re.DOTALL)
    assert there.is_dir()
