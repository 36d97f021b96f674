"""``vietgloss translate`` over many documents: what is written, left out, taken up again, watched and interrupted."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

import office
from calls import NOTES, interrupt, until
from vietgloss.errors import ExitCode
from vietgloss.memory import Memory
from vietgloss.runs import run
from vietgloss.translation.engine import Engine

if TYPE_CHECKING:
    from calls import Desk

DAY = ("news/a.txt", "news/b/c.txt", "news/b/d.md")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
STOPPING = """
import os, signal
from vietgloss.translation import engine
old, calls = engine.Engine.hypotheses, []
def new(self, *rest):
    calls.append(1)
    if len(calls) in AT:
        os.kill(os.getpid(), signal.SIGINT)
    return old(self, *rest)
engine.Engine.hypotheses = new
"""
TWICE = """
import os, signal, threading
from vietgloss.cli import running
from vietgloss.translation import engine
heard, hear, old = threading.Event(), running.Stop._hear, engine.Engine.hypotheses
def hearing(self, *rest):
    heard.set()
    hear(self, *rest)
def new(self, *rest):
    if not heard.is_set():
        os.kill(os.getpid(), signal.SIGINT)
        heard.wait(20)  # two signals at one moment are one
        os.kill(os.getpid(), signal.SIGINT)
    return old(self, *rest)
running.Stop._hear, engine.Engine.hypotheses = hearing, new
"""


def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the engine is asked for from now on."""
    lines: list[str] = []
    old = Engine.hypotheses

    def noted(self: Engine, todo: list[str], *rest: object) -> object:
        todo = list(todo)
        lines.extend(todo)
        return old(self, todo, *rest)

    monkeypatch.setattr(Engine, "hypotheses", noted)
    return lines


# -- folders ---------------------------------------------------------------------------------------------


def test_a_folder_becomes_a_folder_of_the_same_shape(desk: Desk) -> None:
    desk.documents(*DAY)
    desk.write("news/picture.jpg", b"\xff\xd8")
    done = desk.translate("news", "-o", "out/")
    assert (done.code, done.out) == (0, "")
    assert desk.names("out") == [".vietgloss-run.jsonl", "a.txt", "b/c.txt", "b/d.md"]
    assert "3 documents, " in done.err
    assert "1 other file passed over" in done.err
    assert [line for line in done.err.splitlines() if "/3 out/" in line] == [
        "vietgloss: 1/3 out/a.txt: 3 sentences",
        "vietgloss: 2/3 out/b/c.txt: 3 sentences",
        "vietgloss: 3/3 out/b/d.md: 3 sentences",
    ]


def test_nothing_is_said_of_single_documents_where_nobody_wants_it(desk: Desk) -> None:
    desk.documents(*DAY)
    assert desk.translate("news", "-o", "out/", "-q").err == ""


def test_what_is_there_already_is_left_out_if_asked(desk: Desk) -> None:
    desk.documents(*DAY)
    desk.write("out/b/c.txt", "by a person")
    done = desk.translate("news", "-o", "out/", "--skip-existing")
    assert done.code == 0
    assert desk.read("out/b/c.txt") == "by a person"
    assert "1 left out, translated already" in done.err
    assert "nothing to do: 3 documents translated already" in desk.translate("news", "-o", "out", "--skip-existing").err


def test_resuming_translates_what_is_new_changed_or_asked_for_in_another_way(desk: Desk) -> None:
    desk.documents(*DAY)
    desk.translate("news", "-o", "out/")
    assert "nothing to do" in desk.translate("news", "-o", "out/", "--resume").err
    desk.write("news/a.txt", "Xã Sao Mai có chợ mới, to hơn chợ cũ.\n")
    desk.documents("news/new.txt")
    (desk.folder / "out/b/d.md").unlink()
    done = desk.translate("news", "-o", "out/", "--resume")
    assert "3 documents" in done.err
    assert "1 left out" in done.err
    assert "out/b/c.txt" not in done.err
    assert "4 documents" in desk.translate("news", "-o", "out/", "--resume", "--terms", "off").err


def test_a_glossary_that_says_something_else_makes_a_document_new(desk: Desk) -> None:
    desk.documents(*DAY)
    desk.translate("news", "-o", "out/")
    desk.write("glossary/mine.yaml", "terms: {chợ: bazaar}\n")
    assert "3 documents" in desk.translate("news", "-o", "out/", "--resume").err


def test_a_dry_run_counts_and_does_nothing(desk: Desk) -> None:
    desk.documents("news/a.txt", "news/b.txt")
    desk.write("news/broken.docx", b"no Word file")
    done = desk.translate("news", "-o", "out/", "--dry-run")
    assert done.code == 1
    assert done.out == "news/a.txt\tout/a.txt\t3\t3\nnews/b.txt\tout/b.txt\t3\t3\n"
    assert "broken.docx" in done.err
    assert "2 documents, 6 sentences, 6 of them new: about" in done.err
    assert not (desk.folder / "out").exists()
    desk.translate("news/a.txt", "-o", "out/")
    again = desk.translate("news/a.txt", "news/b.txt", "-o", "out/", "--dry-run")
    assert again.out.splitlines()[0] == "news/a.txt\tout/a.txt\t3\t0"


def test_two_processes_write_what_one_writes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.documents(*(f"news/{n}.txt" for n in range(6)))
    desk.write("news/broken.docx", b"no Word file")
    monkeypatch.setattr(run, "_MOST", 2)  # documents that go together
    one = desk.translate("news", "-o", "one/", "--no-memory")
    two = desk.translate("news", "-o", "two/", "--no-memory", "--jobs", "2")
    assert (one.code, two.code) == (1, 1)
    names = [n for n in desk.names("one") if n.endswith(".txt")]
    assert len(names) == 6
    assert [n for n in desk.names("two") if not n.startswith(".")] == names
    assert [desk.read(f"one/{n}") for n in names] == [desk.read(f"two/{n}") for n in names]
    assert two.err.count("broken.docx") == 1
    assert "nothing to do" not in desk.translate("news", "-o", "two/", "--no-memory", "--resume", "--jobs", "2").err


def test_a_log_in_json_tells_each_document_whatever_its_name(desk: Desk) -> None:
    desk.documents("news/a\nb.txt", os.fsdecode(b"news/c\xff.txt"))
    desk.write("news/x.docx", b"no Word file")
    done = desk.translate("news", "-o", "out/", "--json-log", "log.jsonl")
    assert done.code == 1
    events = [json.loads(line) for line in desk.read("log.jsonl").splitlines()]
    assert [e["event"] for e in events] == ["document", "document", "error", "end"] or [e["event"] for e in events] == [
        "error",
        "document",
        "document",
        "end",
    ]
    found = {e["source"]: e for e in events if e["event"] == "document"}
    assert set(found) == {"news/a\nb.txt", os.fsdecode(b"news/c\xff.txt")}
    assert found["news/a\nb.txt"]["sentences"] == 3
    assert events[-1]["documents"] == 2
    assert events[-1]["errors"] == 1
    again = desk.translate("news", "-o", "out/", "--resume", "--json-log", "-")
    assert [json.loads(li)["event"] for li in again.err.splitlines() if li.startswith("{")].count("skipped") == 2


def test_what_holds_nothing_is_told_and_the_others_are_translated(desk: Desk) -> None:
    desk.documents("a.txt")
    (desk.folder / "x.docx").mkdir()
    done = desk.translate("x.docx", "none/*.txt", "a.txt", "-o", "out/")
    assert done.code == 1
    assert "x.docx: no file in it is of a known format" in done.err
    assert "none/*.txt: no file fits this pattern" in done.err
    assert "a.txt" in desk.names("out")


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--resume", "a.txt"], "--resume needs a folder"),
        (["--watch", "a.txt", "-o", "x.txt"], "--watch needs a folder"),
        (["--watch", "-", "-o", "x/"], "standard input"),
        (["--skip-existing", "a.txt"], "--skip-existing needs an output"),
        (["--jobs", "2", "a.txt"], "--jobs needs a folder"),
        (["--jobs", "2", "a.txt", "-o", "x/", "--explain"], "do not go together"),
        (["-f", "docx", "a.txt"], "standard output"),
    ],
)
def test_what_does_not_fit_together_is_refused_before_anything_is_done(desk: Desk, args: list[str], word: str) -> None:
    desk.documents("a.txt")
    done = desk.translate(*args)
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert word in done.err
    assert desk.names(".") == ["a.txt"]


# -- formats ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        ("bilingual", ".txt"),
        ("json", ".json"),
        ("review", ".html"),
        ("docx", ".docx"),
        ("tmx", ".tmx"),
        ("xliff", ".xlf"),
        ("tsv", ".tsv"),
    ],
)
def test_several_documents_go_into_one_file(desk: Desk, form: str, suffix: str) -> None:
    desk.documents(*DAY)
    done = desk.translate("news", "-f", form, "-o", f"news/day{suffix}")
    assert done.code == 0
    data = (desk.folder / f"news/day{suffix}").read_bytes()
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read("word/document.xml")
    text = re.sub("<[^>]+>", "", data.decode())  # the page marks words
    for note in NOTES[:4]:
        assert note in text
    # The file lies among the documents now, and is none of them.
    again = desk.translate("news", "-f", form, "-o", f"news/day{suffix}")
    assert (again.code, "3 documents" in again.err) == (0, True)
    if form != "docx":
        shown = desk.translate("news/a.txt", "news/b", "-f", form)
        assert shown.code == 0
        assert NOTES[0] in re.sub("<[^>]+>", "", shown.out)


def test_a_document_to_standard_output_is_the_document(desk: Desk) -> None:
    source = office.docx("<w:p><w:r><w:t>Huyện ủy họp.</w:t></w:r></w:p>")
    desk.write("a.docx", source)
    done = desk.translate("a.docx")
    with zipfile.ZipFile(io.BytesIO(done.raw)) as archive:
        assert "Huyện ủy" not in archive.read("word/document.xml").decode()


def test_a_document_that_is_no_text_is_not_shown_on_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.docx", office.docx("<w:p><w:r><w:t>Huyện ủy họp.</w:t></w:r></w:p>"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    done = desk.translate("a.docx")
    assert (done.code, done.raw) == (2, b"")
    assert "give a file with -o" in done.err


def test_columns_and_fields_are_chosen(desk: Desk) -> None:
    desk.write("a.csv", "tin,ghi chú\nHuyện ủy họp,xã họp\n")
    rows = desk.translate("a.csv", "--columns", "tin").out.splitlines()
    assert rows[0] == "tin,ghi chú"
    assert rows[1].endswith(",xã họp")
    assert "Huyện ủy" not in rows[1]
    desk.write("a.json", '{"title": "Huyện ủy họp", "note": "xã họp"}')
    shown = json.loads(desk.translate("a.json", "--fields", "title").out)
    assert shown["note"] == "xã họp"
    assert shown["title"] != "Huyện ủy họp"


def test_an_old_encoding_is_read_and_told(desk: Desk) -> None:
    desk.write("a.txt", "Huyện ủy Long Thới họp về chợ.\n".encode("utf-16"))
    done = desk.translate("a.txt", "-o", "b.txt")
    assert (done.code, "UTF-16" in done.err) == (0, True)
    desk.write("c.txt", b"Huyen uy hop.\xa0\n")
    assert desk.translate("c.txt", "-o", "d.txt", "--encoding", "latin-1").code == 0
    assert "unknown" in desk.translate("c.txt", "--encoding", "nosuch").err


def test_standard_input_is_read_as_it_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    given = b"<p class='x'>Huy\xe1\xbb\x87n h\xe1\xbb\x8dp.</p>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    done = desk.translate("--input-format", "html")
    assert done.out.startswith("<p class='x'>")
    assert "Huyện" not in done.out


def test_a_large_text_is_translated_as_a_small_one_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\ufeff" + "".join(f"{note} Lần {n}.\r\n" for n in range(30) for note in NOTES)
    desk.write("a.txt", text)
    desk.translate("a.txt", "-o", "whole/", "--no-memory")
    monkeypatch.setattr(run, "LARGE", 1000)
    done = desk.translate("a.txt", "-o", "parts/", "--no-memory")
    assert desk.read("parts/a.txt") == desk.read("whole/a.txt")
    assert "300 sentences" in done.err
    bad = desk.write("bad.txt", text.encode() + b"\xff\xfe\xfd\n")
    done = desk.translate(bad, "a.txt", "-o", "parts/", "--no-memory")
    assert done.code == 1
    assert "bad.txt" in done.err
    assert [n for n in desk.names("parts") if n.endswith(("bad.txt", ".tmp"))] == []


def test_a_large_text_is_looked_through_without_being_read_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "".join(f"{note} Lần {n}.\n" for n in range(30) for note in NOTES))
    whole = desk.translate("a.txt", "-o", "out/", "--dry-run").out
    monkeypatch.setattr(run, "LARGE", 1000)
    monkeypatch.setattr(run, "read_of", lambda *_: pytest.fail("it was read whole"))
    assert desk.translate("a.txt", "-o", "out/", "--dry-run").out == whole
    desk.write("b.txt", "Huyện ủy họp.\n" * 200 + "Các QZ ấy.\n")
    senses = "[{expansion: quạ già, near: [bay]}, {expansion: quê nhà, near: [về]}]"
    desk.write("glossary/mine.yaml", f"abbreviations: {{QZ: {{senses: {senses}}}}}\n")
    refused = desk.translate("b.txt", "-o", "out/", "--ambiguous", "fail")
    assert (refused.code, "b.txt:201" in refused.err) == (ExitCode.AMBIGUOUS, True)


# -- what goes wrong -------------------------------------------------------------------------------------


def test_a_file_that_vanishes_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.documents(*DAY)
    old = run.groups

    def late(jobs: object) -> object:
        (desk.folder / "news/b/c.txt").unlink()
        return old(jobs)

    monkeypatch.setattr(run, "groups", late)
    done = desk.translate("news", "-o", "out/")
    assert (done.code, "news/b/c.txt: no such file" in done.err) == (1, True)
    assert desk.names("out") == [".vietgloss-run.jsonl", "a.txt", "b/d.md"]


def test_a_reader_that_stumbles_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.documents(*DAY)
    from vietgloss.pipeline import Translator  # noqa: PLC0415  # only here

    old = Translator.translate

    def stumbling(self: Translator, sources: list[object], *rest: object) -> object:
        if any("c.txt" in s.path for s in sources):  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return old(self, sources, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Translator, "translate", stumbling)
    done = desk.translate("news", "-o", "out/")
    assert done.code == 1
    assert "news/b/c.txt: cannot be translated (RecursionError: too deep)" in done.err
    assert desk.names("out") == [".vietgloss-run.jsonl", "a.txt", "b/d.md"]


@pytest.mark.skipif(AS_ROOT, reason="root may read and write everything")
def test_what_may_not_be_read_or_written_is_told(desk: Desk) -> None:
    desk.documents(*DAY)
    (desk.folder / "news/a.txt").chmod(0)
    done = desk.translate("news", "-o", "out/")
    assert (done.code, "news/a.txt: permission denied" in done.err) == (1, True)
    (desk.folder / "out").chmod(0o500)
    done = desk.translate("news", "-o", "out/")
    (desk.folder / "out").chmod(0o700)
    assert (done.code, "cannot be written to" in done.err) == (1, True)


def test_a_disk_that_is_full_stops_only_what_does_not_fit(desk: Desk) -> None:
    desk.documents("news/a.txt", "news/c.txt")
    desk.write("news/b.txt", "".join(f"Huyện họp lần {n}, số {n}/{n}.\n" for n in range(400)))
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))"
    done = desk.child("news", "-o", "out/", before=full)
    assert done.code == 1
    assert "out/b.txt: cannot be written (file too large)" in done.err
    assert [n for n in desk.names("out") if not n.startswith(".vietgloss-run")] == ["a.txt", "c.txt"]


# -- the memory ------------------------------------------------------------------------------------------


def test_without_a_memory_none_is_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.documents("a.txt")
    desk.translate("a.txt", "--no-memory")
    monkeypatch.setenv("VIETGLOSS_MEMORY", "off")
    desk.translate("a.txt")
    assert not desk.data.exists()
    monkeypatch.delenv("VIETGLOSS_MEMORY")
    desk.translate("a.txt")
    assert desk.data.exists()


def test_a_second_run_needs_no_model(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.documents(*DAY)
    desk.translate("news", "-o", "one/")

    def refuse(*_: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(Engine, "__init__", refuse)
    assert desk.translate("news", "-o", "two/").code == 0
    names = [n for n in desk.names("one") if not n.startswith(".")]
    assert [desk.read(f"one/{n}") for n in names] == [desk.read(f"two/{n}") for n in names]


def test_an_edit_of_the_glossary_retranslates_only_what_it_touches(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "\n".join(NOTES) + "\n")
    desk.translate("a.txt", "-o", "b.txt")
    lines = asked(monkeypatch)
    desk.write("glossary/mine.yaml", "terms: {chợ: bazaar}\n")
    desk.translate("a.txt", "-o", "b.txt")
    assert lines
    assert all("chợ" in line or "bazaar" in line for line in lines)


def test_corrections_win_and_say_so(desk: Desk) -> None:
    desk.write("a.txt", f"{NOTES[0]}\n{NOTES[1]}\n")
    desk.translate("a.txt")
    memory = Memory.open()
    memory.correct([(NOTES[0], "The Long Thoi District Party Committee met.")], "test")
    memory.close()
    assert "The Long Thoi District Party Committee met.\n" in desk.translate("a.txt").out
    segments = json.loads(desk.translate("a.txt", "-f", "json").out)["segments"]
    assert [s["origin"] for s in segments] == ["corrected", "machine"]


# -- interruptions ---------------------------------------------------------------------------------------


def many(desk: Desk) -> None:
    for name in ("a", "b", "c"):
        desk.write(f"news/{name}.txt", "".join(f"Họp {name} lần {n}.\n" for n in range(900)))


def test_ctrl_c_ends_the_sentences_at_hand_and_the_run_goes_on_later(desk: Desk) -> None:
    many(desk)
    alone = "from vietgloss.runs import run; run._MOST = 1"
    done = desk.child("news", "-o", "out/", before=f"{STOPPING.replace('AT', '{2}')}\n{alone}")
    assert done.code == 130
    assert "stopping after the sentences at hand" in done.err
    assert "interrupted: 0 of 3 documents done; the same command with --resume goes on" in done.err
    assert not (desk.folder / "out").exists() or desk.names("out") == []
    memory = Memory.open()
    kept = memory.run(lambda held: held.execute("select count(*) from entry").fetchone()[0])
    memory.close()
    assert kept >= 128
    again = desk.translate("news", "-o", "out/", "--resume")
    assert (again.code, "3 documents" in again.err) == (0, True)
    assert len(desk.names("out")) == 4


def test_ctrl_c_is_heard_while_a_large_text_is_looked_through(desk: Desk) -> None:
    desk.write("a.txt", "Huyện ủy họp.\n" * 400)
    early = """
from vietgloss import documents
from vietgloss.runs import run
import os, signal
run.LARGE, old = 1000, documents.pieces
def new(path):
    for number, piece in enumerate(old(path, 1000)):
        if number == 1:
            os.kill(os.getpid(), signal.SIGINT)
        assert number < 3
        yield piece
documents.pieces = new
"""
    done = desk.child("a.txt", "-o", "b.txt", before=early)
    assert done.code == 130
    assert "0 of 1 document done; the same command goes on, from the translation memory" in done.err
    assert desk.names(".") == ["a.txt"]


def test_ctrl_c_twice_ends_at_once_and_leaves_nothing_half_written(desk: Desk) -> None:
    many(desk)
    done = desk.child("news/a.txt", "-o", "out.txt", before=TWICE)
    assert done.code == 130
    assert "interrupted; nothing was left half-written" in done.err
    assert desk.names(".") == ["news/a.txt", "news/b.txt", "news/c.txt"]


def test_ctrl_c_with_several_processes_leaves_no_process_and_no_half_file(desk: Desk) -> None:
    many(desk)
    for n in range(40):
        desk.write(f"news/{n}.txt", "".join(f"Họp {n}/{m} lần {n}.\n" for m in range(100)))
    process = desk.start("news", "-o", "out/", "--jobs", "2", before="from vietgloss.runs import run; run._MOST = 1")
    until((desk.folder / "out").exists)
    interrupt(process)
    _, err = process.communicate(timeout=60)
    assert process.returncode in {130, -signal.SIGINT}
    assert b"Traceback" not in err
    assert b"--resume goes on" in err
    assert [n for n in desk.names("out") if n.endswith(".tmp")] == []


def test_a_killed_run_is_taken_up_and_its_leavings_are_swept(desk: Desk) -> None:
    many(desk)
    killing = STOPPING.replace("AT", "{1}").replace("SIGINT", "SIGKILL")
    leaving = """
from vietgloss.documents import atomic
def parts(path, data):
    handle = atomic.os.open(f"out/.vietgloss-{atomic._host()}-{atomic.os.getpid()}-00000000.tmp", 65)
atomic.os.makedirs("out")
parts("", b"")
"""
    process = desk.start("news", "-o", "out/", before=killing + leaving)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert len(desk.names("out")) == 1
    assert desk.translate("news", "-o", "out/", "--resume").code == 0
    assert desk.names("out") == [".vietgloss-run.jsonl", "a.txt", "b.txt", "c.txt"]


def test_watching_translates_what_changes(desk: Desk) -> None:
    desk.documents(*DAY)
    quick = "from vietgloss.runs import watch; watch.changed.__defaults__ = (0.05,); watch.SETTLE = 0.05"
    process = desk.start("news", "-o", "out", "--watch", "--json-log", "log.jsonl", before=quick)

    def ends() -> int:
        log = desk.folder / "log.jsonl"
        return log.read_text(encoding="utf-8").count('"end"') if log.exists() else 0

    def times(name: str) -> int:
        events = [json.loads(line) for line in desk.read("log.jsonl").splitlines()]
        return sum(e["event"] == "document" and e["target"] == name for e in events)

    try:
        until(lambda: ends() == 1)
        desk.write("news/a.txt", "Chợ Sao Mai mở cửa, đông người.\n")
        until(lambda: ends() == 2)
        assert (times("out/a.txt"), times("out/b/c.txt")) == (2, 1)
        desk.write("glossary/mine.yaml", "terms: {chợ: bazaar}\n")
        until(lambda: ends() == 3)
        assert (times("out/a.txt"), times("out/b/c.txt")) == (3, 2)
        desk.write("glossary/mine.yaml", "terms: {chợ: [\n")
        desk.documents("news/new.txt")
        until(lambda: ends() >= 4)
        assert times("out/new.txt") == 1
    finally:
        interrupt(process)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"the glossary stays as it was" in err
    assert b"Traceback" not in err
