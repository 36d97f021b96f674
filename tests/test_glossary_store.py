"""Glossary files on disk: many writers, writers that are killed, and disks that will not."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from vietgloss.cli import cli
from vietgloss.errors import ExitCode, GlossaryError, OutputError
from vietgloss.glossary import load, store
from vietgloss.glossary.plain import Record
from vietgloss.glossary.source import editing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

posix = pytest.mark.skipif(os.name != "posix", reason="signals and modes of POSIX")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
START = "# my own\nabbreviations:\n  A1: một   # first\nterms:\n  'b': c\n"

ADDER = """
import sys
from pathlib import Path
from vietgloss.glossary.plain import Record
from vietgloss.glossary.source import editing
path, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for number in range(first, first + count):
    with editing(path, create=True) as edit:
        edit.add([Record("abbreviations", f"X{number}", {"expansion": f"một {number}"})])
"""

# For each line on stdin: a child that writes for ever, its number on stdout, and, at the next line, its burial.
WRITERS = """
import os, sys
from pathlib import Path
from vietgloss.glossary.plain import Record
from vietgloss.glossary.source import editing
path = Path(sys.argv[1])

def write():
    for number in range(10**6):
        for do in ("add", "set", "remove"):
            with editing(path) as edit:
                if do == "add":
                    edit.add([Record("abbreviations", "ZZ", {"expansion": f"một {number}"})])
                elif do == "set":
                    edit.set("abbreviations", "ZZ", {"target": "one"})
                else:
                    edit.remove("abbreviations", "ZZ")

for _ in sys.stdin:
    child = os.fork()
    if not child:
        write()
    print(child, flush=True)
    sys.stdin.readline()
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def started(script: str, *args: object) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script, *map(str, args)], stdin=pipe, stdout=pipe, text=True)


def names(path: Path) -> set[str]:
    return set(load.read_file(path).abbreviations)


def left_over(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.suffix == ".part"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(START, "utf-8")
    return path


class TestManyWriters:
    def test_two_hundred_adds_from_five_processes_are_all_there(self, path: Path) -> None:
        workers = [started(ADDER, path, 1000 + 40 * n, 40) for n in range(5)]
        for worker in workers:
            worker.communicate(timeout=60)
        assert [w.returncode for w in workers] == [0] * 5
        assert names(path) == {"A1"} | {f"X{n}" for n in range(1000, 1200)}
        assert path.read_text("utf-8").startswith(START.partition("terms")[0])
        assert path.read_text("utf-8").endswith(START.partition("terms")[1] + START.partition("terms")[2])
        assert left_over(path.parent) == []

    def test_commands_at_the_same_time_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "mine.yaml"  # each of them would have to make the folder
        env = {**os.environ, "HOME": str(tmp_path), "PYTHONUTF8": "1"}
        call = [sys.executable, "-m", "vietgloss", "glossary", "add", "--file", str(path)]
        adding = [
            subprocess.Popen([*call, f"X{n}", "một hai"], env=env, cwd=tmp_path, stdout=subprocess.PIPE)
            for n in range(6)
        ]
        for one in adding:
            one.communicate(timeout=60)
            assert one.returncode == 0
        assert names(path) == {f"X{n}" for n in range(6)}

    def test_who_waits_too_long_is_told_so(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(store, "WAIT", 0.05)
        with store.rewriting(path), pytest.raises(OutputError, match="another vietgloss is writing to it; try again"):
            add(path)
        assert path.read_text("utf-8") == START

    @posix
    def test_the_lock_of_a_dead_process_holds_nobody_up(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        holder = started(
            "import sys, time\nfrom pathlib import Path\nfrom vietgloss.glossary.store import rewriting\n"
            "with rewriting(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n",
            path,
        )
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
        monkeypatch.setattr(store, "WAIT", 2)
        add(path)
        assert names(path) == {"A1", "ZZ"}


def add(path: Path, name: str = "ZZ") -> None:
    with editing(path, create=True) as edit:
        edit.add([Record("abbreviations", name, {"expansion": "một hai"})])


@posix
class TestKills:
    def test_a_killed_writer_leaves_the_old_file_or_the_new_one(self, path: Path) -> None:
        path.chmod(0o640)
        chance = random.Random(7)  # noqa: S311  # moments, not secrets
        writers = started(WRITERS, path)
        assert writers.stdin
        assert writers.stdout
        for number in range(15):
            writers.stdin.write("start\n")
            writers.stdin.flush()
            child = int(writers.stdout.readline())
            time.sleep(chance.uniform(0.0, 0.06))
            os.kill(child, signal.SIGKILL)
            writers.stdin.write("bury\n")
            writers.stdin.flush()
            assert writers.stdout.readline() == "gone\n"
            text = path.read_text("utf-8")
            assert "".join(line for line in text.splitlines(keepends=True) if "ZZ" not in line) == START
            assert names(path) <= {"A1", "ZZ"}
            assert stat.S_IMODE(path.stat().st_mode) == 0o640
            with editing(path) as edit:
                edit.add([Record("abbreviations", "YY", {"expansion": f"lần {number}"})])
                edit.remove("abbreviations", "YY")
                if ("abbreviations", "ZZ") in edit.records:
                    edit.remove("abbreviations", "ZZ")
        writers.communicate()
        assert path.read_text("utf-8") == START

    def test_what_a_killed_writer_left_behind_is_cleared_away_later(self, path: Path) -> None:
        old, fresh, other = (path.with_name(n) for n in (".mine.yaml.1.part", ".mine.yaml.2.part", ".b.yaml.3.part"))
        for one in (old, fresh, other):
            one.write_text("x", "utf-8")
        for one in (old, other):
            os.utime(one, (time.time() - 3600,) * 2)
        add(path)
        assert [p.exists() for p in (old, fresh, other)] == [False, True, True]

    def test_an_interrupt_in_the_middle_leaves_the_old_file(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            add(path)
        assert path.read_text("utf-8") == START
        assert left_over(path.parent) == []


class TestHowAFileIsWritten:
    @posix
    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640])
    def test_the_mode_stays(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        add(path)
        assert stat.S_IMODE(path.stat().st_mode) == mode

    @posix
    def test_a_new_file_has_the_usual_mode(self, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            add(tmp_path / "new.yaml")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "new.yaml").stat().st_mode) == 0o640

    def test_a_link_stays_a_link(self, path: Path, tmp_path: Path) -> None:
        (tmp_path / "links").mkdir()
        link = tmp_path / "links" / "g.yaml"
        link.symlink_to(path)
        add(link)
        assert link.is_symlink()
        assert names(path) == {"A1", "ZZ"}
        assert [p.name for p in link.parent.iterdir()] == ["g.yaml"]  # lock and temporary file lie beside the real one

    def test_a_link_that_leads_nowhere_gets_its_file(self, tmp_path: Path) -> None:
        link = tmp_path / "g.yaml"
        link.symlink_to(tmp_path / "far" / "real.yaml")
        add(link)
        assert link.is_symlink()
        assert names(tmp_path / "far" / "real.yaml") == {"ZZ"}

    def test_nothing_is_written_where_nothing_changes(self, path: Path) -> None:
        os.utime(path, (1, 1))
        with editing(path) as edit:
            edit.set("abbreviations", "A1", {"expansion": "một"})
        assert path.stat().st_mtime == 1

    def test_the_file_is_read_under_the_lock(self, path: Path) -> None:
        with editing(path) as edit:
            path.write_text("abbreviations: {B2: hai}\n", "utf-8")  # by an editor, which asks for no lock
            edit.remove("terms", "b")
        assert "B2" not in names(path)  # the command's is the last word; nothing of both is mixed

    def test_hidden_files_of_ours_are_no_glossary(self, path: Path) -> None:
        add(path)
        assert load.files_in(path.parent) == [path]


def run(*args: str) -> tuple[int, str]:
    """Call the command in this process; gives its exit code and what it says on stderr."""
    result = CliRunner().invoke(cli, args, standalone_mode=False)
    if result.exception is None:
        return int(result.return_value or 0), result.stderr
    if isinstance(result.exception, (GlossaryError, OutputError)):
        return int(result.exception.exit_code), str(result.exception)
    raise result.exception


class TestDisksThatWillNot:
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
    @pytest.mark.parametrize("where", ["fsync", "replace"])
    def test_a_full_or_broken_disk_leaves_the_old_file(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, code: int, where: str
    ) -> None:
        def fail(*_: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, where, fail)
        with pytest.raises(OutputError, match=r"cannot be written: .*; the old file is as it was") as caught:
            add(path)
        assert "\n" not in str(caught.value)
        assert path.read_text("utf-8") == START
        assert left_over(path.parent) == []

    @posix
    def test_a_limit_on_file_sizes_is_told_in_one_line(self, path: Path) -> None:
        path.write_text(START + "# " + "x" * 20_000 + "\n", "utf-8")
        script = (
            "import resource, signal, sys\nfrom vietgloss.cli import main\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\nmain(sys.argv[1:])\n"
        )
        before = path.read_bytes()
        call = ["glossary", "add", "ZZ", "một hai", "--file", str(path)]
        done = subprocess.run([sys.executable, "-c", script, *call], capture_output=True, text=True, check=False)
        assert done.returncode == ExitCode.INPUT
        problem = "cannot be written: file too large; the old file is as it was"
        assert done.stderr == f"vietgloss: error: {path}: {problem}\n"
        assert path.read_bytes() == before
        assert left_over(path.parent) == []

    @pytest.fixture
    def locked(self, path: Path) -> Iterator[Path]:
        if ROOT or os.name != "posix":
            pytest.skip("who may do everything cannot be kept out")
        path.parent.chmod(0o555)
        yield path
        path.parent.chmod(0o755)

    def test_a_folder_that_cannot_be_written_to(self, locked: Path) -> None:
        assert run("glossary", "add", "ZZ", "một", "--file", str(locked)) == (
            ExitCode.INPUT,
            f"{locked.parent}: the folder cannot be written to",
        )

    def test_a_folder_that_may_not_be_written_to(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        monkeypatch.setattr(store.FileLock, "acquire", refuse)
        code, message = run("glossary", "add", "ZZ", "một", "--file", str(path))
        assert (code, message) == (ExitCode.INPUT, f"{path.parent}: the folder cannot be written to")

    def test_a_file_system_that_is_read_only(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))

        monkeypatch.setattr(store.FileLock, "acquire", refuse)
        code, message = run("glossary", "add", "ZZ", "một", "--file", str(path))
        assert (code, message) == (ExitCode.INPUT, f"{path}: cannot be locked: read-only file system")

    def test_a_folder_in_place_of_the_file(self, tmp_path: Path) -> None:
        with pytest.raises(GlossaryError, match="is a directory"):
            add(tmp_path)

    def test_a_folder_that_is_a_file(self, path: Path) -> None:
        with pytest.raises(OutputError, match="the folder cannot be made: "):
            add(path / "g.yaml")

    def test_a_file_that_vanishes_while_it_is_edited_is_written_again(self, path: Path) -> None:
        with editing(path) as edit:
            path.unlink()
            edit.remove("terms", "b")
        assert names(path) == {"A1"}

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with (
            pytest.raises(GlossaryError, match=r"none\.yaml: no such file; check the path"),
            editing(tmp_path / "none.yaml"),
        ):
            pass
        assert list(tmp_path.iterdir()) == []

    def test_after_an_error_inside_nothing_is_written(self, path: Path) -> None:
        def twice() -> None:
            with editing(path) as edit:
                edit.remove("terms", "b")
                edit.remove("terms", "b")

        with pytest.raises(GlossaryError, match="no such entry"):
            twice()
        assert path.read_text("utf-8") == START

    @posix
    def test_a_pipe_cannot_be_edited(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "g.yaml")
        with pytest.raises(GlossaryError, match="not a file; name a file that can be written anew"):
            add(tmp_path / "g.yaml")

    def test_a_write_protected_file_is_left_alone(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path.chmod(0o444)
        monkeypatch.setattr(os, "access", lambda *_: False)  # root may do everything
        with pytest.raises(OutputError, match="cannot be written: write-protected; the old file is as it was"):
            add(path)
        assert path.read_text("utf-8") == START

    def test_an_error_of_whoever_edits_is_not_taken_for_one_of_the_lock(self, path: Path) -> None:
        with pytest.raises(PermissionError), editing(path):
            raise PermissionError
        add(path)  # the lock is free again
