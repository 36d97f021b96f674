"""The translation memory: what it keeps, that nothing is lost, and that it never stands in the way."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss.memory import (
    Entry,
    Memory,
    MemoryStoreError,
    database,
    match_key,
    memory_file,
    model,
    store,
    switched_off,
)
from vietgloss.memory.upkeep import clear, corrections, machine, prune, stats

SCOPE = "a1"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX systems")
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
# A child that keeps batches of ten, and says the number of each when it has been kept.
WRITER = """
import sys
from pathlib import Path
from vietgloss.memory import Entry, Memory
memory = Memory.open(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    memory.remember("a1", [Entry(f"{sys.argv[2]}-{n}-{i}", "nguồn", "target" * 40, "{}") for i in range(10)])
    assert not memory.trouble, memory.trouble
    print(n, flush=True)
"""
READER = """
import sys
from pathlib import Path
from vietgloss.memory import Memory
memory = Memory.open(Path(sys.argv[1]))
for n in range(int(sys.argv[3])):
    found = memory.look_up("a1", [f"{w}-{n}-{i}" for w in "0123" for i in range(10)])
    assert len(found) % 10 == 0, found  # a batch is there whole or not at all
    assert not memory.trouble, memory.trouble
"""


def entries(count: int, name: str = "k") -> list[Entry]:
    return [Entry(f"{name}{i}", f"câu {i}", f"sentence {i}", f'{{"n": {i}}}') for i in range(count)]


def payloads(count: int, name: str = "k") -> dict[str, str]:
    return {e.key: e.payload for e in entries(count, name)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "memory.sqlite"


@pytest.fixture
def memory(path: Path):  # noqa: ANN201  # a generator
    with Memory.open(path) as opened:
        yield opened


def day(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(model, "time", SimpleNamespace(time=lambda: number * 86400.0 + 5))


def child(script: str, *args: object, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as checked:
        assert checked.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


class TestKeeping:
    def test_what_was_remembered_is_found_again(self, path: Path) -> None:
        with Memory.open(path) as first:
            first.remember(SCOPE, entries(1234))
        with Memory.open(path) as second:
            assert second.look_up(SCOPE, [*payloads(1234), "unknown"]) == payloads(1234)
            assert not second.trouble

    def test_scopes_do_not_mix(self, memory: Memory) -> None:
        memory.remember(SCOPE, entries(3))
        memory.remember("b2", [Entry("k1", "câu", "other", "[]")])
        assert memory.look_up(SCOPE, ["k1"]) == {"k1": '{"n": 1}'}
        assert memory.look_up("b2", ["k0", "k1"]) == {"k1": "[]"}
        assert memory.look_up("c3", ["k1"]) == {}

    def test_the_same_key_again_replaces(self, memory: Memory) -> None:
        memory.remember(SCOPE, entries(2))
        memory.remember(SCOPE, [Entry("k1", "câu", "another", "new")])
        assert memory.look_up(SCOPE, ["k0", "k1"]) == {"k0": '{"n": 0}', "k1": "new"}
        assert list(machine(memory)) == [("câu 0", "sentence 0"), ("câu", "another")]

    @given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=8, unique_by=lambda row: row[0]))
    @settings(max_examples=15, deadline=None)
    def test_any_text_comes_back_as_it_was(self, rows: list[tuple[str, str, str, str]]) -> None:
        with tempfile.TemporaryDirectory() as folder, Memory.open(Path(folder) / "m.sqlite") as memory:
            memory.remember(SCOPE, [Entry(*row) for row in rows])
            assert memory.look_up(SCOPE, [row[0] for row in rows]) == {row[0]: row[3] for row in rows}
            assert list(machine(memory)) == [(row[1], row[2]) for row in rows]
            assert not memory.trouble

    def test_half_a_character_is_no_trouble(self, memory: Memory) -> None:
        memory.remember(SCOPE, [Entry("bad", "\ud800", "x", "{}"), *entries(1)])
        assert memory.look_up(SCOPE, ["bad", "k0", "\ud800"]) == payloads(1)
        assert memory.corrected(["\ud800"]) == {}
        assert memory.correct([("\ud800", "x"), ("a", "b")], "name-\udcff.tmx") == 1
        assert not memory.trouble

    def test_threads_share_one(self, memory: Memory) -> None:
        threads = [threading.Thread(target=memory.remember, args=(SCOPE, entries(50, str(n)))) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert stats(memory).entries == 200
        assert not memory.trouble


class TestCorrections:
    def test_a_correction_is_found_by_its_source(self, memory: Memory) -> None:
        assert (
            memory.correct([("Huyện ủy họp.", "The District Party Committee met."), ("Xã Sao Mai", "x")], "a.tmx") == 2
        )
        assert memory.corrected(["Huyện ủy họp.", "Huyện ủy nghỉ."]) == {
            "Huyện ủy họp.": "The District Party Committee met."
        }

    @pytest.mark.parametrize(
        "source",
        [
            unicodedata.normalize("NFD", "Ủy ban Long Thới - 2"),
            "Uỷ ban Long Thới - 2",
            "  Ủy ban\u00a0Long\n\tThới – 2 ",
        ],
    )
    def test_spelling_of_the_same_does_not_matter(self, memory: Memory, source: str) -> None:
        memory.correct([("Ủy ban Long Thới - 2", "right")], "a")
        assert memory.corrected([source]) == {source: "right"}

    @pytest.mark.parametrize("source", ["ủy ban Long Thới - 2", "Ủy ban Long Thơi - 2", "Ủy ban Long Thới - 3"])
    def test_another_text_is_another_text(self, memory: Memory, source: str) -> None:
        memory.correct([("Ủy ban Long Thới - 2", "right")], "a")
        assert memory.corrected([source]) == {}

    def test_only_new_and_changed_ones_are_counted(self, memory: Memory) -> None:
        assert memory.correct([("a", "1"), ("b", "2"), ("c", " "), (" ", "3")], "x") == 2
        assert memory.correct([("a", "1"), ("b", "3"), ("b", "4"), ("d", "5")], "y") == 2
        assert memory.corrected("abcd") == {"a": "1", "b": "4", "d": "5"}
        assert [(c.source, c.origin) for c in corrections(memory)] == [("a", "x"), ("b", "y"), ("d", "y")]

    @given(TEXTS)
    def test_the_match_key_is_stable(self, text: str) -> None:
        key = match_key(text)
        assert match_key(key) == key == match_key(unicodedata.normalize("NFD", f"\n {text}  "))


class TestTogether:
    def test_several_processes_lose_nothing(self, path: Path) -> None:
        children = [child(WRITER, path, n, 15) for n in range(4)] + [child(READER, path, n, 15) for n in range(2)]
        for process in children:
            _, said = process.communicate(timeout=60)
            assert (process.returncode, said) == (0, "")
        sound(path)
        with Memory.open(path) as memory:
            assert (
                len(memory.look_up(SCOPE, [f"{w}-{n}-{i}" for w in range(4) for n in range(15) for i in range(10)]))
                == 600
            )

    @POSIX
    def test_kill_at_any_moment(self, path: Path) -> None:
        rng = random.Random(7)  # noqa: S311  # the same moments each time, as far as that goes
        kept = []
        for number in range(10):
            process = child(WRITER, path, number, 100_000)
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(rng.randint(0, 12))]
            threading.Event().wait(rng.random() / 50)
            process.kill()
            rest, _ = process.communicate(timeout=60)
            kept += [f"{number}-{n}" for n in ("".join(lines) + rest).split()]
            sound(path) if path.exists() else None
        assert kept
        with Memory.open(path) as memory:
            assert len(memory.look_up(SCOPE, [f"{n}-{i}" for n in kept for i in range(10)])) == 10 * len(kept)
            assert stats(memory).entries % 10 == 0
            assert not memory.trouble
        assert [p.name for p in path.parent.iterdir() if "damaged" in p.name] == []

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
    def test_it_is_carried_through_a_fork(self, memory: Memory) -> None:
        memory.remember(SCOPE, entries(1))
        number = os.fork()
        if not number:
            try:
                memory.remember(SCOPE, entries(5, "child"))
            finally:
                os._exit(0)
        memory.remember(SCOPE, entries(5, "parent"))
        assert os.waitpid(number, 0)[1] == 0
        assert stats(memory).entries == 11


class TestPlace:
    def test_the_folder_is_chosen_by_the_environment(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("VIETGLOSS_DATA_DIR", raising=False)
        monkeypatch.setattr(sys, "platform", "linux")
        assert memory_file() == home / ".local" / "share" / "vietgloss" / "memory.sqlite"
        monkeypatch.setenv("XDG_DATA_HOME", "/xdg")
        assert memory_file() == Path("/xdg/vietgloss/memory.sqlite")
        monkeypatch.setattr(sys, "platform", "darwin")
        assert memory_file() == home / "Library" / "Application Support" / "vietgloss" / "memory.sqlite"
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setenv("LOCALAPPDATA", "/local")
        assert memory_file() == Path("/local/vietgloss/memory.sqlite")
        monkeypatch.setenv("VIETGLOSS_DATA_DIR", "/mine")
        assert memory_file() == Path("/mine/memory.sqlite")
        with Memory.open(home / "elsewhere.sqlite") as memory:
            assert memory.path == home / "elsewhere.sqlite"

    def test_nobody_at_home(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def nobody() -> Path:
            raise RuntimeError

        for name in ("VIETGLOSS_DATA_DIR", "XDG_DATA_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(Path, "home", nobody)
        with Memory.open() as memory:
            assert "home" in memory.trouble
            memory.remember(SCOPE, entries(1))
            assert memory.look_up(SCOPE, ["k0"]) == {}
        with pytest.raises(MemoryStoreError, match="VIETGLOSS_DATA_DIR"):
            Memory.open(strict=True)

    @pytest.mark.parametrize(("value", "off"), [("off", True), ("OFF", True), ("0", True), ("", False), ("on", False)])
    def test_switching_off(self, monkeypatch: pytest.MonkeyPatch, value: str, off: bool) -> None:
        monkeypatch.setenv("VIETGLOSS_MEMORY", value)
        assert switched_off() is off

    @POSIX
    def test_nobody_else_can_read_it(self, path: Path) -> None:
        before = os.umask(0)
        try:
            with Memory.open(path) as memory:
                memory.remember(SCOPE, entries(1))
                modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
            assert {modes[f"memory.sqlite{ending}"] for ending in ("", "-wal", "-shm")} == {0o600}
            path.chmod(0o644)  # as a copy from elsewhere might be
            with Memory.open(path):
                assert stat.S_IMODE(path.stat().st_mode) == 0o600
        finally:
            os.umask(before)


def works_as_if_empty(memory: Memory) -> None:
    memory.remember(SCOPE, entries(2))
    memory.describe(SCOPE, "starter, beam 4")
    assert memory.look_up(SCOPE, ["k0"]) == {}
    assert memory.corrected(["câu"]) == {}
    assert memory.trouble
    assert "\n" not in memory.trouble


def frozen(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class TestTrouble:
    def test_a_full_disk(self, memory: Memory) -> None:
        memory.remember(SCOPE, entries(5))
        memory.run(lambda held: held.execute("PRAGMA max_page_count = 1").fetchall())
        memory.remember(SCOPE, [Entry(f"big{i}", "x" * 5000, "y" * 5000, "z") for i in range(50)])
        assert "disk is full" in memory.trouble
        assert memory.look_up(SCOPE, payloads(5)) == payloads(5)  # what is there can still be read
        assert memory.look_up(SCOPE, ["big0"]) == {}
        with pytest.raises(MemoryStoreError, match="disk is full"):
            memory.correct([(f"câu {i}" * 500, "x" * 5000) for i in range(50)], "a")
        sound(memory.path)

    @POSIX
    def test_a_limit_of_the_system(self, path: Path) -> None:
        script = """
import resource, sys
from pathlib import Path
from vietgloss.memory import Entry, Memory
memory = Memory.open(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
for n in range(30):
    memory.remember("a1", [Entry(f"{n}-{i}", "x", "y" * 1000, "{}") for i in range(20)])
    if memory.trouble:
        break
print(n)
print(memory.trouble)
print(len(memory.look_up("a1", [f"{k}-{i}" for k in range(n) for i in range(20)])))
"""
        process = child(script, path)
        out, said = process.communicate(timeout=60)
        batches, trouble, found = out.splitlines()
        assert (process.returncode, said) == (0, "")
        assert "cannot be written" in trouble
        assert 0 < int(batches) < 29
        assert int(found) == 20 * int(batches)
        sound(path)
        with Memory.open(path) as memory:  # the disk has room again
            memory.remember(SCOPE, entries(3))
            assert stats(memory).entries == 20 * int(batches) + 3

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        where = tmp_path / "file" / "memory.sqlite"
        works_as_if_empty(Memory.open(where))
        with pytest.raises(MemoryStoreError):
            Memory.open(where, strict=True)

    def test_a_write_protected_file(self, memory: Memory) -> None:
        memory.remember(SCOPE, entries(2))
        memory.run(lambda held: held.execute("PRAGMA query_only = ON"))
        memory.remember(SCOPE, entries(4))
        assert "write-protected" in memory.trouble
        assert memory.look_up(SCOPE, payloads(4)) == payloads(2)

    def test_a_folder_in_its_place(self, path: Path) -> None:
        path.mkdir(parents=True)
        works_as_if_empty(Memory.open(path))
        assert path.is_dir()

    def test_a_lock_held_too_long(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "WAIT", 0.05)
        with Memory.open(path) as memory:
            memory.remember(SCOPE, entries(2))
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                memory.remember(SCOPE, entries(4))
                assert "another program" in memory.trouble
                assert memory.look_up(SCOPE, payloads(4)) == payloads(2)  # reading waits for nobody
                with pytest.raises(MemoryStoreError, match="another program"):
                    memory.correct([("a", "b")], "x")

    def test_after_trouble_it_is_left_alone_for_a_while(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "WAIT", 0.05)
        with Memory.open(path) as memory, closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            memory.remember(SCOPE, entries(1))
            other.execute("ROLLBACK")
            memory.remember(SCOPE, entries(1))
            assert memory.look_up(SCOPE, ["k0"]) == {}
            now = database_clock(monkeypatch)
            now.add(61)
            memory.remember(SCOPE, entries(1))
            assert memory.look_up(SCOPE, ["k0"]) == payloads(1)

    def test_a_newer_file_is_left_as_it_is(self, path: Path) -> None:
        with Memory.open(path) as memory:
            memory.remember(SCOPE, entries(2))
        with closing(sqlite3.connect(path)) as changed:
            changed.execute("PRAGMA user_version = 99")
        before = frozen(path)
        with Memory.open(path) as memory:
            works_as_if_empty(memory)
            assert "newer" in memory.trouble
        assert frozen(path) == before
        assert [p.name for p in path.parent.iterdir() if "damaged" in p.name] == []

    @pytest.mark.parametrize("version", [0, 1])
    def test_another_programs_database_is_left_as_it_is(self, path: Path, version: int) -> None:
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as foreign:
            foreign.execute("CREATE TABLE entry (name)")
            foreign.execute(f"PRAGMA user_version = {version}")
        before = frozen(path)
        with Memory.open(path) as memory:
            works_as_if_empty(memory)
            assert "another program" in memory.trouble
        assert frozen(path) == before


def database_clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Replace the monotonic clock of the store by one that can be put forward."""
    clock = SimpleNamespace(ahead=0.0)
    clock.add = lambda seconds: setattr(clock, "ahead", clock.ahead + seconds)
    monkeypatch.setattr(store, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + clock.ahead))
    return clock


class TestDamage:
    def test_a_file_that_is_no_database_is_moved_aside(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"nothing but noise " * 500)
        before = frozen(path)
        with Memory.open(path) as memory:
            assert "damaged-1" in memory.trouble
            memory.remember(SCOPE, entries(2))
            assert memory.look_up(SCOPE, ["k0"]) == {"k0": '{"n": 0}'}
        assert frozen(path.with_name("memory.sqlite.damaged-1")) == before
        path.write_bytes(b"noise again " * 500)
        with Memory.open(path) as memory:
            assert "damaged-2" in memory.trouble
        assert frozen(path.with_name("memory.sqlite.damaged-1")) == before

    def test_corrections_are_saved_from_a_damaged_file(self, path: Path) -> None:
        with Memory.open(path) as memory:
            memory.correct([(f"câu {i}", f"sentence {i}") for i in range(20)], "a.tmx")
            memory.remember(SCOPE, [Entry(f"k{i}", "x" * 900, "y" * 900, "z" * 900) for i in range(400)])
        data = bytearray(path.read_bytes())
        assert len(data) > 40 * 4096
        for page in range(15, len(data) // 4096):
            data[page * 4096 : page * 4096 + 4096] = os.urandom(4096)
        path.write_bytes(data)
        with Memory.open(path) as memory:
            found = memory.look_up(SCOPE, [f"k{i}" for i in range(400)])
            assert len(found) < 400
            assert "damaged-1" in memory.trouble
            assert memory.corrected(["câu 7"]) == {"câu 7": "sentence 7"}
            memory.remember(SCOPE, entries(3))
            assert memory.look_up(SCOPE, payloads(3)) == payloads(3)
        sound(path)

    def test_damage_that_sqlite_does_not_see(self, path: Path) -> None:
        with Memory.open(path) as memory:
            memory.remember(SCOPE, [Entry("k0", "câu", "sentence", '{"English": "right"}'), *entries(3, "x")])
            memory.correct([("câu", "sentence corrected"), ("b", "c")], "x")
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b"right", b"wrong"))
        with Memory.open(path) as memory:
            assert memory.look_up(SCOPE, ["k0"]) == {}
            assert "damaged-1" in memory.trouble
            assert memory.corrected(["câu"]) == {"câu": "sentence corrected"}
        path.write_bytes(whole.replace(b"sentence corrected", b"sentence corrupted"))
        with Memory.open(path) as memory:
            assert memory.corrected(["câu", "b"]) == {"b": "c"}

    def test_two_who_find_the_damage_move_it_once(self, path: Path) -> None:
        with Memory.open(path) as memory:
            memory.remember(SCOPE, entries(1))
        with Memory.open(path) as one, Memory.open(path) as two:
            one.close()
            two.close()
            path.write_bytes(b"noise " * 5000)
            one.remember(SCOPE, entries(1))
            two.remember(SCOPE, entries(2))
            assert one.look_up(SCOPE, payloads(2)) == payloads(2)
        assert not path.with_name("memory.sqlite.damaged-2").exists()

    def test_a_new_file_is_not_taken_for_the_damaged_one(self, path: Path) -> None:
        path.parent.mkdir()
        path.write_bytes(b"noise " * 1000)
        found = database.identity(path)
        assert database.set_aside(path, found) == path.with_name("memory.sqlite.damaged-1")
        with Memory.open(path) as memory:
            memory.remember(SCOPE, entries(1))
            assert database.set_aside(path, found) is None  # as another process would, which is late
            assert memory.look_up(SCOPE, ["k0"]) == payloads(1)

    def test_damage_that_cannot_be_moved_aside(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        path.parent.mkdir()
        path.write_bytes(b"noise " * 1000)
        monkeypatch.setattr(database, "set_aside", refuse)
        with Memory.open(path) as memory:
            works_as_if_empty(memory)
            assert "damaged and cannot be moved aside: permission denied" in memory.trouble
        assert path.read_bytes() == b"noise " * 1000

    @given(st.binary(max_size=300), st.integers(0, 12 * 4096))
    @settings(max_examples=15, deadline=None)
    def test_whatever_stands_in_the_file_nothing_is_raised(self, noise: bytes, place: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "memory.sqlite"
            with Memory.open(path) as memory:
                memory.remember(SCOPE, entries(30))
                memory.correct([("a", "b")], "x")
            data = bytearray(path.read_bytes())
            data[place : place + len(noise)] = noise
            path.write_bytes(data)
            with Memory.open(path) as memory:
                memory.look_up(SCOPE, payloads(30))
                memory.corrected(["a"])
                memory.describe(SCOPE, "starter")
                memory.remember(SCOPE, entries(40))
                assert memory.look_up(SCOPE, ["k39"]) == {"k39": '{"n": 39}'} or memory.trouble

    def test_an_empty_file_is_a_new_memory(self, path: Path) -> None:
        path.parent.mkdir()
        path.touch()  # as a kill between two steps may leave it
        with Memory.open(path) as memory:
            memory.remember(SCOPE, entries(1))
            assert memory.look_up(SCOPE, ["k0"]) == payloads(1)
            assert not memory.trouble


class TestUpkeep:
    def test_stats(self, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
        assert (stats(memory).entries, stats(memory).oldest_use) == (0, "")
        day(monkeypatch, 100)
        memory.describe(SCOPE, "starter, beam 4")
        memory.remember(SCOPE, entries(3))
        memory.remember("b2", entries(1))
        day(monkeypatch, 130)
        memory.look_up(SCOPE, ["k0"])
        memory.correct([("a", "b")], "x")
        found = stats(memory)
        assert (found.entries, found.corrections) == (4, 1)
        assert (found.oldest_use, found.last_use) == ("1970-04-11", "1970-05-11")
        assert [(s.scope, s.description, s.entries, s.last_use) for s in found.scopes] == [
            (SCOPE, "starter, beam 4", 3, "1970-05-11"),
            ("b2", "", 1, "1970-04-11"),
        ]
        assert found.bytes > 10_000

    @pytest.mark.parametrize(
        ("asked", "left"),
        [
            ({"older_than": 15}, {"k0", "k1", "new"}),
            ({"older_than": 5}, {"new"}),
            ({"older_than": 100}, {"k0", "k1", "k2", "k3", "new"}),
            ({"unused": True}, {"k0", "k1"}),
            ({"model": "starter"}, {"k0", "k1", "k2", "k3"}),
            ({"model": "start"}, {"k0", "k1", "k2", "k3", "new"}),
            ({"older_than": 15, "unused": True, "model": "opus"}, {"k0", "k1", "new"}),
            ({"older_than": 5, "unused": True, "model": "starter"}, {"k0", "k1", "k2", "k3", "new"}),
        ],
    )
    def test_prune(self, memory: Memory, monkeypatch: pytest.MonkeyPatch, asked: dict, left: set[str]) -> None:
        day(monkeypatch, 100)
        memory.describe(SCOPE, "opus, beam 4")
        memory.remember(SCOPE, entries(4))
        memory.correct([("câu 2", "right")], "x")
        day(monkeypatch, 110)
        memory.look_up(SCOPE, ["k0", "k1"])
        day(monkeypatch, 120)
        memory.describe("b2", "starter, beam 4")
        memory.remember("b2", [Entry("new", "mới", "new", "{}")])
        count = prune(memory, **asked, dry_run=True)
        assert stats(memory).entries == 5
        assert prune(memory, **asked) == count == 5 - len(left)
        found = {*memory.look_up(SCOPE, payloads(4)), *memory.look_up("b2", ["new"])}
        assert found == left
        assert memory.corrected(["câu 2"])

    def test_clear_keeps_corrections_unless_told(self, memory: Memory) -> None:
        memory.remember(SCOPE, entries(4))
        memory.correct([("a", "b"), ("c", "d")], "x")
        assert clear(memory) == (4, 0)
        assert memory.corrected(["a"]) == {"a": "b"}
        assert clear(memory, with_corrections=True) == (0, 2)
        assert memory.corrected(["a"]) == {}

    def test_what_was_cleared_is_gone_from_the_disk(self, memory: Memory) -> None:
        memory.remember(SCOPE, [Entry("k", "mật", "SECRETWORD" * 300, "{}")])
        clear(memory)
        assert all(b"SECRETWORD" not in p.read_bytes() for p in memory.path.parent.iterdir())
