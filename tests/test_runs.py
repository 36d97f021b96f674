"""Runs: which files are translated, where they go, what is known to be done, what goes to the engine together."""

from __future__ import annotations

import json
import os
import string
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss import Glossary
from vietgloss.documents import atomic
from vietgloss.errors import InputError, OutputError, UsageError
from vietgloss.pipeline import Translator
from vietgloss.runs import FORMS, Job, Settings, plan
from vietgloss.runs import run as running
from vietgloss.runs.estimate import estimate
from vietgloss.runs.journal import NAME, Journal, state_of
from vietgloss.runs.plan import Plan, _ignores_case
from vietgloss.runs.watch import changed, snapshot
from vietgloss.translation.engine import Options

POSIX = pytest.mark.skipif(os.name != "posix", reason="such names and links are not possible here")
NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Huyện ủy họp.", encoding="utf-8")


def planned(*paths: str, output: str | None = "out/", form: str = "same") -> Plan:
    return plan(paths, output, FORMS[form])


def pairs(*paths: str, output: str | None = "out/", form: str = "same") -> dict[str, str | None]:
    return {job.source: job.target for job in planned(*paths, output=output, form=form).jobs}


# -- where things go -------------------------------------------------------------------------------------


def test_a_folder_keeps_its_shape_and_leaves_out_what_is_hidden_or_of_no_known_format(here: Path) -> None:
    make("n/a.txt", "n/b/c.docx", "n/.hidden.txt", "n/.git/x.txt", "n/~$c.docx", "n/b/photo.jpg", "n/README")
    made = planned("n")
    assert [(j.source, j.target) for j in made.jobs] == [
        ("n/a.txt", "out/a.txt"),
        ("n/b/c.docx", "out/b/c.docx"),
    ]
    assert (made.passed_over, made.folder, made.together) == (2, "out/", None)
    assert sorted(p.name for p in here.iterdir()) == ["n"]


def test_the_output_is_no_input(here: Path) -> None:
    make("n/a.txt", "n/en/a.txt", "n/en/b/old.txt", "n/day.html")
    assert pairs("n", output="n/en") == {"n/a.txt": "n/en/a.txt", "n/day.html": "n/en/day.html"}
    assert pairs("n/**/*.txt", output="n/en") == {"n/a.txt": "n/en/a.txt"}
    assert pairs(str(here / "n"), output="n/en").keys() == {str(here / "n/a.txt"), str(here / "n/day.html")}
    assert "n/day.html" not in pairs("n", output="n/day.html", form="review")


@POSIX
def test_links_to_folders_are_not_followed_in_circles(here: Path) -> None:
    make("n/a.txt", "n/b/c.txt")
    (here / "n/b/loop").symlink_to("..")
    (here / "n/self").symlink_to(".")
    (here / "n/broken.txt").symlink_to("nowhere")
    assert pairs("n").keys() == {"n/a.txt", "n/b/c.txt", "n/broken.txt"}
    assert pairs("n/**/*.txt").keys() == {"n/a.txt", "n/b/c.txt", "n/broken.txt"}
    assert pairs(f"{here}/**/c.*").keys() == {f"{here}/n/b/c.txt"}
    assert pairs("**/b/*", "n/*/c.txt", "n/[ab].txt").keys() == {"n/b/c.txt", "n/a.txt"}


def test_files_named_one_by_one_keep_what_differs_of_their_folders(here: Path) -> None:
    make("x/a/1.txt", "x/b/1.txt", "2.txt")
    assert pairs("x/a/1.txt", "x/b/1.txt") == {"x/a/1.txt": "out/a/1.txt", "x/b/1.txt": "out/b/1.txt"}
    assert pairs("x/a/../a/1.txt") == {"x/a/../a/1.txt": "out/1.txt"}
    assert pairs(str(here / "x/a/1.txt"), "2.txt") == {str(here / "x/a/1.txt"): "out/x/a/1.txt", "2.txt": "out/2.txt"}
    os.chdir("x")
    assert pairs("../2.txt", "a/1.txt") == {"../2.txt": "out/2.txt", "a/1.txt": "out/x/a/1.txt"}
    assert pairs("../2.txt") == {"../2.txt": "out/2.txt"}


def test_a_file_that_is_named_twice_is_translated_once() -> None:
    make("n/a.txt", "n/b.txt")
    assert pairs("n", "n/a.txt", "n/*.txt", "n") == {"n/a.txt": "out/a.txt", "n/b.txt": "out/b.txt"}


def test_two_files_for_one_place_are_refused() -> None:
    make("x/a.txt", "y/a.txt", "z/a.md", "z/a.txt")
    for paths, form in ((("x", "y"), "same"), (("x", "y"), "review"), (("x/a.txt", "./x/a.txt"), "same")):
        with pytest.raises(UsageError, match="two inputs would both be written to"):
            planned(*paths, form=form)
    assert len(planned("z").jobs) == 2


def test_documents_that_differ_in_their_suffix_only_keep_it(here: Path) -> None:
    make("n/a.docx", "n/a.pdf", "n/a.txt", "n/b.pdf", "n/c/a.pdf")
    assert pairs("n", form="review") == {
        "n/a.docx": "out/a.docx.html",
        "n/a.pdf": "out/a.pdf.html",
        "n/a.txt": "out/a.txt.html",
        "n/b.pdf": "out/b.html",
        "n/c/a.pdf": "out/c/a.html",
    }
    assert pairs("n/a.txt", "n/a.pdf") == {"n/a.txt": "out/a.txt", "n/a.pdf": "out/a.pdf.txt"}
    assert here.is_dir()


def test_names_that_differ_in_case_are_one_name_where_the_disk_takes_them_so(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("x/a.txt", "y/A.txt")
    assert not _ignores_case(str(here)) or os.path.exists(str(here).swapcase())  # noqa: PTH110  # that is the question
    module = sys.modules["vietgloss.runs.plan"]
    monkeypatch.setattr(module, "_ignores_case", lambda _: True)
    with pytest.raises(UsageError, match="both be written"):
        planned("x", "y")
    monkeypatch.setattr(module, "_ignores_case", lambda _: False)
    assert len(planned("x", "y").jobs) == 2


@POSIX
@pytest.mark.parametrize("name", ["a\nb.txt", "a'\"b.txt", "-o.txt", " .txt", "[x]*.txt", "tin ngày 3.txt", "$(x).txt"])
def test_odd_names_stay_what_they_are(name: str) -> None:
    make(f"n/{name}")
    assert pairs("n") == {f"n/{name}": f"out/{name}"}
    assert pairs(f"n/{name}") == {f"n/{name}": f"out/{name}"}
    strange = os.fsdecode(b"n/\xff.txt")
    make(strange)
    assert pairs("n")[strange] == os.fsdecode(b"out/\xff.txt")


@POSIX
def test_a_name_that_becomes_too_long_is_no_matter_of_the_plan() -> None:
    name = "a" * 250 + ".md"
    make(f"n/{name}")
    assert pairs("n", form="review", output="out/") == {f"n/{name}": "out/" + "a" * 250 + ".html"}
    assert pairs("x" * 300 + ".txt", output="y" * 300 + "/").keys() == {"x" * 300 + ".txt"}


def test_formats_that_are_not_written_become_text_and_forms_have_their_suffix() -> None:
    make("n/a.pdf", "n/b.docx")
    assert set(pairs("n").values()) == {"out/a.txt", "out/b.docx"}
    assert set(pairs("n", form="review").values()) == {"out/a.html", "out/b.html"}


def test_an_empty_name_is_no_file() -> None:
    """As an empty variable of a script is."""
    for output in (None, "out/", "out.txt"):
        with pytest.raises(InputError, match="'': no such file"):
            plan([""], output, FORMS["same"])
    found = plan(["", "a.txt"], "out/", FORMS["same"])
    assert ([job.source for job in found.jobs], found.errors) == (["a.txt"], ("'': no such file; check the path",))


def test_too_little_memory_for_a_file_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("vietgloss.runs.run.documents.read", read)
    with pytest.raises(InputError, match=r"a\.txt: cannot be read \(it needs more memory than there is"):
        running.read_of(Job("a.txt", None), Settings())


def test_a_single_file_goes_where_it_is_told(here: Path) -> None:
    make("n/a.txt", "file")
    assert pairs("n/a.txt", output="b.txt") == {"n/a.txt": "b.txt"}
    assert pairs("n/a.txt", output=None) == {"n/a.txt": None}
    (here / "there").mkdir()
    assert pairs("n/a.txt", output="there") == {"n/a.txt": "there/a.txt"}
    assert pairs("-", output="out/") == {"-": "out/stdin.txt"}
    for output, problem in (("none/b.txt", "does not exist"), ("n/a.txt", "replace a source"), ("file/", "is a file")):
        with pytest.raises(OutputError, match=problem):
            planned("n/a.txt", output=output)


@POSIX
def test_a_link_in_the_output_folder_cannot_lead_back_to_a_source(here: Path) -> None:
    make("n/a.txt", "out/x.txt")
    (here / "out/a.txt").symlink_to("../n/a.txt")
    with pytest.raises(OutputError, match="would replace a source"):
        planned("n")
    (here / "out/a.txt").unlink()
    os.link("n/a.txt", "out/a.txt")
    with pytest.raises(OutputError, match="would replace a source"):
        planned("n")


def test_what_holds_nothing_is_an_error_only_alone() -> None:
    make("n/a.txt", "empty/x.jpg")
    for path, problem in (("empty", "no file in it"), ("z/*.txt", "no file fits")):
        with pytest.raises(InputError, match=problem):
            planned(path)
        made = planned(path, "n")
        assert [j.source for j in made.jobs] == ["n/a.txt"]
        assert problem in made.errors[0]


@POSIX
@settings(max_examples=40)
@given(st.lists(NAMES, min_size=1, max_size=6, unique_by=str.casefold))
def test_no_output_lies_outside_of_its_folder(names: list[str]) -> None:
    with TemporaryDirectory() as top:
        folder = Path(top) / "n"
        folder.mkdir()
        for name in names:
            (folder / f"{name}.txt").touch()
        try:
            jobs = plan([str(folder)], f"{top}/out/", FORMS["same"]).jobs
        except InputError:
            return  # hidden names only
    for job in jobs:
        assert Path(os.path.normpath(str(job.target))).parent == Path(top) / "out"
        assert Path(str(job.target)).name == Path(job.source).name


def test_a_thousand_documents_are_planned_without_comparing_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 300
    make(*(f"n/{i}.txt" for i in range(count)), *(f"out/{i}.txt" for i in range(count)))
    calls = []
    old = os.stat

    def counted(path: object, **rest: object) -> os.stat_result:
        calls.append(path)
        return old(path, **rest)  # type: ignore[arg-type,no-any-return,call-overload]

    monkeypatch.setattr(os, "stat", counted)
    assert len(planned("n").jobs) == count
    assert len(calls) < 20 * count


# -- the journal -----------------------------------------------------------------------------------------


def noted(settings: str = "s") -> Journal:
    make("n/a.txt", "out/a.txt")
    journal = Journal("out", settings)
    journal.add("out/a.txt", state_of("n/a.txt"))
    return journal


def test_the_journal_knows_what_is_done(here: Path) -> None:
    noted()
    assert Journal("out", "s").is_done("n/a.txt", "out/a.txt")
    assert Journal(str(here / "out"), "s").is_done(str(here / "n/a.txt"), str(here / "out/a.txt"))
    assert not Journal("out", "s").is_done("n/a.txt", "out/b.txt")
    assert not Journal("out", "others").is_done("n/a.txt", "out/a.txt")
    assert (here / "out" / NAME).stat().st_mode & 0o077 == 0


def test_the_journal_moves_with_its_folder(here: Path) -> None:
    noted()
    (here / "out").rename("elsewhere")
    assert Journal("elsewhere", "s").is_done("n/a.txt", "elsewhere/a.txt")


@pytest.mark.parametrize("change", ["source", "target", "time", "no source", "no target"])
def test_what_changed_is_not_done(change: str) -> None:
    noted()
    if change == "source":
        Path("n/a.txt").write_text("Huyện ủy lại họp.", encoding="utf-8")
    elif change == "target":
        Path("out/a.txt").write_text("half", encoding="utf-8")
    elif change == "time":
        os.utime("n/a.txt", (1, 1))
    else:
        Path("n/a.txt" if change == "no source" else "out/a.txt").unlink()
    assert not Journal("out", "s").is_done("n/a.txt", "out/a.txt")


def test_the_state_before_reading_counts() -> None:
    make("n/a.txt", "out/a.txt")
    before = state_of("n/a.txt")
    Path("n/a.txt").write_text("While it was read, it changed.", encoding="utf-8")
    Journal("out", "s").add("out/a.txt", before)
    assert not Journal("out", "s").is_done("n/a.txt", "out/a.txt")


@pytest.mark.parametrize("torn", ['{"target": "b.t', "", "[]", "null", "{}", '{"target": 3}', "\x00\xff"])
def test_a_line_that_was_cut_off_counts_as_none_and_hides_no_other(here: Path, torn: str) -> None:
    noted()
    with (here / "out" / NAME).open("a", encoding="utf-8") as file:
        file.write(torn)
    journal = Journal("out", "s")
    assert journal.is_done("n/a.txt", "out/a.txt")
    make("n/b.txt", "out/b.txt")
    journal.add("out/b.txt", state_of("n/b.txt"))
    again = Journal("out", "s")
    assert again.is_done("n/a.txt", "out/a.txt")
    assert again.is_done("n/b.txt", "out/b.txt")


def test_a_journal_cut_anywhere_never_lies() -> None:
    make("out/a", "out/b", "out/c")
    journal = Journal("out", "s")
    for name in "abc":
        journal.add(f"out/{name}", state_of(f"out/{name}"))
    path = Path("out") / NAME
    data = path.read_bytes()
    for cut in range(0, len(data), 7):
        path.write_bytes(data[:cut])
        known = Journal("out", "s")
        done = [known.is_done(f"out/{name}", f"out/{name}") for name in "abc"]
        # A line without its end may still be whole.
        assert sum(done) - data[:cut].count(b"\n") in (0, 1)
        assert done == sorted(done, reverse=True)


@POSIX
def test_a_journal_that_cannot_be_written_stops_nothing(here: Path) -> None:
    make("n/a.txt", "out/a.txt")
    (here / "out" / NAME).mkdir()
    journal = Journal("out", "s")
    journal.add("out/a.txt", state_of("n/a.txt"))
    assert not Journal("out", "s").is_done("n/a.txt", "out/a.txt")


def test_an_entry_of_the_glossary_changes_the_settings() -> None:
    one, two = Glossary.from_text("terms: {chợ: market}"), Glossary.from_text("terms: {chợ: bazaar}")
    assert Settings().digest("x", one) == Settings(threads=3, memory=False).digest("x", one)
    different = {
        Settings().digest("x", one),
        Settings().digest("x", two),
        Settings().digest("y", one),
        Settings("text").digest("x", one),
        Settings(columns=("a",)).digest("x", one),
        Settings().digest("x", Glossary.from_text("abbreviations: {ĐV: đảng viên}")),
    }
    assert len(different) == 6


# -- together, estimated, watched ------------------------------------------------------------------------


@given(st.lists(st.integers(0, 1000), max_size=30))
def test_groups_hold_every_job_once_in_order_and_are_not_too_large(sizes: list[int]) -> None:
    jobs = [Job(str(n), None) for n in range(len(sizes))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "size_of", lambda path: sizes[int(path)])
        patch.setattr(running, "_GROUP", 1000)
        patch.setattr(running, "_MOST", 5)
        found = list(running.groups(jobs))
    assert [job for group in found for job in group] == jobs
    assert all(group and len(group) <= 5 for group in found)
    assert all(sum(sizes[int(j.source)] for j in group) <= 1000 for group in found)


def test_an_estimate_counts_each_document_and_what_is_not_known(
    here: Path, shipped: Glossary, tiny_folder: Path
) -> None:
    make("a.txt", "b.txt")
    Path("c.docx").write_bytes(b"no Word file")
    translator = Translator(shipped, str(tiny_folder), Options(beam=1))
    jobs = [Job(name, None) for name in ("a.txt", "none.txt", "c.docx", "b.txt")]
    found = estimate(jobs, Settings(), translator)
    assert [(job.source, sentences, new) for job, sentences, new in found.documents] == [
        ("a.txt", 1, 1),
        ("b.txt", 1, 1),
    ]
    assert (found.sentences, found.new, found.seconds > 0) == (2, 2, True)
    assert [error.split(":")[0] for error in found.errors] == ["none.txt", "c.docx"]
    assert here.joinpath("a.txt").is_file()


def test_a_change_is_told_once_it_has_settled(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vietgloss.runs.watch.SETTLE", 0)
    make("a.txt", "g/x.yaml", "g/readme.txt")
    assert set(snapshot(["a.txt", "g", "none"])) == {"a.txt", "g/x.yaml", "none"}
    looks = iter([{"a": "1"}, {"a": "2"}, {"a": "3"}, {"a": "3"}, {"a": "3"}])
    assert changed(lambda: next(looks), {"a": "1"}, pause=0) == {"a": "3"}
    assert here.is_dir()


# -- what killed runs leave ------------------------------------------------------------------------------


@POSIX
def test_only_what_dead_processes_of_this_computer_left_is_swept(here: Path) -> None:
    dead, live, other = 2**22 + 1, os.getpid(), "0" * 8
    names = {
        f".vietgloss-{atomic._host()}-{dead}-00000000.tmp": False,
        f".vietgloss-{atomic._host()}-{live}-00000000.tmp": True,
        f".vietgloss-{other}-{dead}-00000000.tmp": True,
        ".vietgloss-run.jsonl": True,
        "a.tmp": True,
        f"x.vietgloss-{atomic._host()}-{dead}-00000000.tmp": True,
    }
    make(*(f"out/{name}" for name in names))
    atomic.sweep("out")
    assert {name: (here / "out" / name).exists() for name in names} == names
    atomic.sweep("none")


def test_what_is_half_written_is_known_by_its_name(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def parts() -> object:
        yield b"half"
        seen.extend(p.name for p in here.iterdir())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        atomic.write_parts("a.txt", parts())  # type: ignore[arg-type]
    assert len(seen) == 1
    assert atomic._TEMPORARY.fullmatch(seen[0])
    assert list(here.iterdir()) == []
    assert set(seen[0]) <= set(string.ascii_lowercase + string.digits + ".-")
    monkeypatch.undo()


def test_the_journal_is_lines_of_json(here: Path) -> None:
    noted()
    entries = [json.loads(line) for line in (here / "out" / NAME).read_text(encoding="utf-8").splitlines()]
    assert [set(e) for e in entries] == [{"target", "source", "size", "settings"}]
