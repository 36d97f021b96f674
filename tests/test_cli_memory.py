"""``vietgloss memory``: looking, sharing, throwing away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from vietgloss.cli import cli
from vietgloss.errors import OutputError, UsageError, VietglossError
from vietgloss.exchange.corrected import read
from vietgloss.memory import Entry, Memory, MemoryStoreError

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [("Huyện ủy họp.", "The District Party Committee met."), ("=1+1 & <b>", "=a formula & <b>")]
MADE = [
    Entry("k1", "Xã Sao Mai họp.", "Sao Mai Commune met.", "{}"),
    Entry("k2", "Huyện uỷ  họp.", "The district committee had a meeting.", "{}"),
    Entry("k3", 'Nói "có"\tvà\nkhông.', 'Said "yes"\tand\nno.', "{}"),
]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder for data, empty, and a working folder."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("VIETGLOSS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def filled() -> None:
    with Memory.open() as memory:
        memory.describe("a1", "starter, beam 4")
        memory.remember("a1", MADE)
        memory.remember("b2", MADE[:1])
        memory.correct(PAIRS, "first.tmx")


def call(*args: str, text: str = "") -> Result:
    result = CliRunner().invoke(cli, ["memory", *args], input=text, standalone_mode=False)
    if result.exception and not isinstance(result.exception, VietglossError):
        raise result.exception
    return result


def fails(*args: str) -> Exception:
    failure = call(*args).exception
    assert isinstance(failure, Exception)
    return failure


def counts() -> tuple[int, int]:
    found = json.loads(call("stats", "--json").stdout)
    return found["entries"], found["corrections"]


class TestLooking:
    def test_looking_makes_nothing(self, data: Path) -> None:
        assert call("path").stdout == f"{data / 'memory.sqlite'}\n"
        assert "not there yet" in call("stats").stdout
        assert counts() == (0, 0)
        assert "empty" in call("export", "a.tmx").stderr
        assert "0 machine" in call("prune", "--unused").stderr
        assert "empty" in call("clear", "-y").stderr
        assert not data.exists()

    @pytest.mark.usefixtures("filled")
    def test_stats(self, data: Path) -> None:
        shown = call("stats").stdout
        assert "starter, beam 4" in shown
        assert "not described (b2)" in shown
        found = json.loads(call("stats", "--json").stdout)
        assert (found["entries"], found["corrections"], found["path"]) == (4, 2, str(data / "memory.sqlite"))
        assert [(s["scope"], s["description"], s["entries"]) for s in found["scopes"]] == [
            ("a1", "starter, beam 4", 3),
            ("b2", "", 1),
        ]

    def test_a_memory_that_cannot_be_used_is_one_line(self, data: Path) -> None:
        (data / "memory.sqlite").mkdir(parents=True)
        for args in (("stats",), ("clear", "-y"), ("prune", "--unused"), ("export", "a.tsv")):
            failure = fails(*args)
            assert isinstance(failure, MemoryStoreError)
            assert "memory.sqlite: the translation memory cannot be used: it cannot be opened" in str(failure)

    def test_damage_is_told(self, data: Path) -> None:
        data.mkdir()
        (data / "memory.sqlite").write_bytes(b"noise " * 1000)
        assert "memory.sqlite.damaged-1" in call("stats").stderr
        assert call("stats").stderr == ""


@pytest.mark.usefixtures("filled")
class TestExchange:
    @pytest.mark.parametrize("suffix", ["tmx", "tsv", "jsonl"])
    def test_what_is_exported_comes_back_as_corrections_only(self, suffix: str) -> None:
        said = call("export", f"all.{suffix}").stderr
        assert f"2 corrections and 2 machine translations as {suffix} in all.{suffix}" in said
        assert set(read(f"all.{suffix}").pairs) == set(PAIRS)
        call("clear", "-y", "--corrections")
        assert counts() == (0, 0)
        assert "2 corrections new or changed" in call("import", f"all.{suffix}").stderr
        assert counts() == (0, 2)
        with Memory.open() as memory:
            assert memory.corrected(s for s, _ in PAIRS) == dict(PAIRS)

    @pytest.mark.parametrize("suffix", ["tmx", "tsv", "jsonl"])
    def test_a_machine_translation_that_is_changed_comes_back(self, suffix: str, tmp_path: Path) -> None:
        call("export", f"m.{suffix}", "--only", "machine")
        file = tmp_path / "work" / f"m.{suffix}"
        text = file.read_text(encoding="utf-8")
        assert text.count("Sao Mai Commune met.") == 1  # of two models, the same
        file.write_text(text.replace("Sao Mai Commune met.", "Sao Mai Commune held a meeting."), encoding="utf-8")
        call("import", f"m.{suffix}")
        with Memory.open() as memory:
            assert memory.corrected(["Xã Sao Mai họp."]) == {"Xã Sao Mai họp.": "Sao Mai Commune held a meeting."}
        assert counts() == (4, 3)

    def test_what_was_corrected_is_not_exported_as_the_machine_has_it(self) -> None:
        assert "had a meeting" not in call("export", "-", "--to", "jsonl").stdout
        kinds = [json.loads(line)["kind"] for line in call("export", "-", "--to", "jsonl").stdout.splitlines()]
        assert kinds == ["correction", "correction", "machine", "machine"]

    def test_only_some(self) -> None:
        assert call("export", "-", "--only", "corrections").stdout.count("correction") == 2
        assert "machine" not in call("export", "-", "--only", "corrections").stdout
        assert "District" not in call("export", "-", "--only", "machine").stdout

    def test_a_table_is_safe_in_a_spreadsheet(self) -> None:
        table = call("export", "-").stdout
        assert "\n'=1+1 & <b>\t'=a formula & <b>\t" in table

    def test_a_bad_name_writes_nothing(self, tmp_path: Path) -> None:
        assert "suffix" in str(fails("export", "a.doc"))
        assert "does not exist" in str(fails("export", "no/a.tmx"))
        (tmp_path / "work" / "x.tmx").mkdir()
        assert "is a folder" in str(fails("export", "x.tmx"))
        assert [p.name for p in (tmp_path / "work").iterdir()] == ["x.tmx"]

    def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        (tmp_path / "work" / "a.tmx").write_text("old", encoding="utf-8")
        monkeypatch.setattr("pathlib.Path.replace", full)
        failure = fails("export", "a.tmx")
        assert isinstance(failure, OutputError)
        assert "no space left" in str(failure)
        assert [p.name for p in (tmp_path / "work").iterdir()] == ["a.tmx"]
        assert (tmp_path / "work" / "a.tmx").read_text(encoding="utf-8") == "old"

    def test_the_last_correction_counts(self, tmp_path: Path) -> None:
        line = '{"source": "Huyện ủy họp.", "target": "The committee of the district met."}\n'
        (tmp_path / "work" / "new.jsonl").write_text(line, encoding="utf-8")
        assert "new.jsonl: 1 correction new or changed" in call("import", "new.jsonl").stderr
        assert "0 corrections new or changed; 1 there already" in call("import", "new.jsonl").stderr
        with Memory.open() as memory:
            assert memory.corrected(["Huyện ủy họp."]) == {"Huyện ủy họp.": "The committee of the district met."}

    def test_nothing_is_kept_if_one_file_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "work" / "new.jsonl").write_text('{"source": "mới", "target": "new"}\n', encoding="utf-8")
        (tmp_path / "work" / "bad.tmx").write_text("<tmx><body>", encoding="utf-8")
        assert isinstance(fails("import", "new.jsonl", "bad.tmx"), VietglossError)
        assert isinstance(fails("import", "new.jsonl", "not-there.tmx"), VietglossError)
        assert counts() == (4, 2)


@pytest.mark.usefixtures("filled")
class TestThrowingAway:
    def test_prune_wants_to_know_what(self) -> None:
        assert isinstance(fails("prune"), UsageError)
        for age in ("long", "-3d", "3x", "999999y", ""):
            assert isinstance(fails("prune", "--older-than", age), UsageError), age
        assert counts() == (4, 2)

    def test_prune(self) -> None:
        assert "0 machine translations deleted" in call("prune", "--older-than", "12w").stderr
        assert "4 machine translations would be deleted" in call("prune", "--unused", "--dry-run").stderr
        assert "0 machine translations deleted" in call("prune", "--model", "opus").stderr
        assert counts() == (4, 2)
        assert "3 machine translations deleted" in call("prune", "--model", "starter").stderr
        assert counts() == (1, 2)

    def test_clear_keeps_corrections(self) -> None:
        assert "4 machine translations deleted; 2 corrections kept" in call("clear", "-y").stderr
        assert counts() == (0, 2)

    def test_clear_with_corrections(self) -> None:
        assert "4 machine translations and 2 corrections deleted" in call("clear", "--corrections", "--yes").stderr
        assert counts() == (0, 0)

    @pytest.mark.parametrize("args", [("clear",), ("clear", "--corrections")])
    def test_clear_asks(self, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
        assert isinstance(fails(*args), UsageError)  # nobody can answer
        monkeypatch.setattr("vietgloss.cli.memory._asks", lambda: True)
        result = call(*args, text="n\n")
        assert "nothing was deleted" in result.stderr
        assert counts() == (4, 2)
        call(*args, text="y\n")
        assert counts() == (0, 0 if "--corrections" in args else 2)
