"""Files that are no glossary: one clear line for each, no traceback, the file as it was, the memory bounded."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import malformed
from vietgloss.cli import main
from vietgloss.errors import ExitCode
from vietgloss.glossary import filetext, load

if TYPE_CHECKING:
    from pathlib import Path

GROUPS = {
    made.__name__: list(made())
    for made in (
        malformed.encodings, malformed.characters, malformed.broken_yaml, malformed.types, malformed.values,
        malformed.doubles, malformed.nesting, malformed.aliases, malformed.keys, malformed.documents, malformed.cut,
        malformed.mangled,
    )
}  # fmt: skip
MOST_MEMORY = 1_500_000_000  # ALL_LARGE=1 tries all large files; without it, the five that say most


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # noqa: ANN201
    """Call the command in this process, with no glossary but the file; gives exit code, stdout and stderr."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("VIETGLOSS_CACHE", "off")
    monkeypatch.setattr(load, "shipped_folder", lambda: tmp_path / "empty")

    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Mười ĐV họp.\n".encode()), "utf-8"))
        with pytest.raises(SystemExit) as stop:
            main(list(args))
        said = capsys.readouterr()
        return int(stop.value.code or 0), said.out, said.err

    return run


def test_there_are_many() -> None:
    names = [bad.name for group in GROUPS.values() for bad in group]
    assert len(names) == len(set(names)) >= 200


@pytest.mark.parametrize("group", GROUPS)
def test_each_is_read_rightly_or_refused_in_one_line(call, tmp_path: Path, group: str) -> None:
    file = tmp_path / "bad.yaml"
    for bad in GROUPS[group]:
        file.write_bytes(bad.data)
        code, _, err = call("expand", "-g", "bad.yaml", "-")
        listed = call("glossary", "list", "-g", "bad.yaml")
        assert listed[0] == code, bad.name
        if code:
            check_message(bad, code, err)
            assert listed[2] == err, bad.name
        else:
            assert not bad.says, bad.name
        check_edits(call, bad, file, code, err)


def check_message(bad: malformed.Bad, code: int, err: str) -> None:
    assert code == ExitCode.USAGE, (bad.name, err)
    assert re.fullmatch(r"vietgloss: error: bad\.yaml(:\d+(:\d+)?)?: [^\n]+; [^\n]+\n", err), (bad.name, err)
    assert bad.says in err, (bad.name, err)
    assert len(err) < 800, (bad.name, err)


def check_edits(call, bad: malformed.Bad, file: Path, code: int, err: str) -> None:
    new, _, said = call("glossary", "add", "ZQ", "một hai", "--file", "bad.yaml")
    if new:
        assert file.read_bytes() == bad.data, bad.name
        assert (new, said) == (code, err) or (not code and "the layout does not allow" in said), (bad.name, said)
    else:
        assert not code, bad.name
        assert call("glossary", "set", "ZQ", "--target", "one two", "--file", "bad.yaml")[0] == 0, bad.name
        assert load.read_file(file).abbreviations["ZQ"].senses[0].target == "one two", bad.name


BIG = """
import resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
from vietgloss.cli import main
for args in (["glossary", "list", "-g", sys.argv[2]], ["glossary", "add", "ZQ", "x y", "--file", sys.argv[2]]):
    try:
        main(args)
    except SystemExit as stop:
        print("exit", stop.code, file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as Linux has them")
@pytest.mark.parametrize("name", list(malformed.big())[: None if os.environ.get("ALL_LARGE") else 5])
def test_large_ones_are_refused_in_bounded_memory(tmp_path: Path, name: str) -> None:
    file = tmp_path / "big.yaml"
    with file.open("wb") as out:
        out.writelines(malformed.big()[name]())
    size, changed = file.stat().st_size, file.stat().st_mtime
    done = subprocess.run(
        [sys.executable, "-c", BIG, str(MOST_MEMORY), "big.yaml"],
        cwd=tmp_path,
        env={**os.environ, "VIETGLOSS_CACHE": "off", "HOME": str(tmp_path), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if name.endswith("comments"):  # right, and the edit goes through
        assert done.stderr.count("exit 0") == 2
        return
    first, *rest = done.stderr.splitlines()
    assert re.fullmatch(r"vietgloss: error: big\.yaml(:\d+(:\d+)?)?: .+; .+", first), done.stderr
    assert rest == ["exit 2", first, "exit 2"]
    if size > filetext.LARGEST:
        assert ": larger than 20 MB; " in first
    assert (file.stat().st_size, file.stat().st_mtime) == (size, changed)
