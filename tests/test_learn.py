"""`glossary learn`: which sentences belong together, what is learned from them, and how it is told."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss import Glossary
from vietgloss import text as vn
from vietgloss.cli.glossary_learn import learn as command
from vietgloss.documents import Document
from vietgloss.documents.txt import blocks
from vietgloss.learning import Pair, Sentence, english, learn, pairs_of, pairs_of_lines
from vietgloss.learning.align import Side, align
from vietgloss.learning.learn import surprise
from vietgloss.learning.sentences import _english_side, _vietnamese_side
from vietgloss.report.learn import learned_json, learned_table, learned_yaml
from vietgloss.terms import TermIndex

CASES = Path(__file__).parent / "cases" / "learn"


def cases(name: str) -> list[Any]:
    loaded: list[Any] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return loaded


def pairs(rows: list[list[str]], glossary: Glossary) -> list[Pair]:
    return list(pairs_of_lines(["\t".join(row) for row in rows], "a.tsv", glossary))


def document(text: str, path: str) -> Document:
    text = vn.nfc(text)
    return Document(path, text, bom=False, blocks=blocks(text))


def run(*args: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(command, [*map(str, args)], input=answers)


@pytest.fixture
def case() -> dict[str, Any]:
    first: dict[str, Any] = cases("pairs.yaml")[0]
    return first


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]) -> Path:
    """A text, its translation, both as a table, and a glossary, in the folder of the command."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    for number, name in enumerate(("vi", "en")):
        (tmp_path / name).mkdir()
        text = "\n\n".join(pair[number] for pair in case["pairs"])
        (tmp_path / name / f"bai.{'md' if number else 'txt'}").write_text(text + "\n", encoding="utf-8")
    table = "\n".join("\t".join(pair) for pair in case["pairs"])
    (tmp_path / "bai.tsv").write_text(table, encoding="utf-8")
    (tmp_path / "g.yaml").write_text(case["glossary"], encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", cases("align.yaml"), ids=lambda case: case["name"])
def test_alignment(case: dict[str, Any]) -> None:
    index = TermIndex(
        Glossary.from_text("terms: {chi bộ: Party cell, đảng viên: Party member, hợp tác xã: cooperative}")
    )
    source = [_vietnamese_side(text, index) for text in case["source"]]
    target = [_english_side(text) for text in case["target"]]
    assert [[list(here), list(there)] for here, there in align(source, target)] == case["beads"]


@pytest.mark.parametrize("case", cases("pairs.yaml"), ids=lambda case: case["name"])
def test_what_is_learned(case: dict[str, Any]) -> None:
    glossary = Glossary.from_text(case["glossary"])
    found = {x.name: x for x in learn(pairs(case["pairs"], glossary), glossary)}
    assert {name: [found[name].category, found[name].english] for name in case["learned"] if name in found} == case[
        "learned"
    ]
    assert [name for name in case["not"] if name in found] == []


def test_the_evidence(case: dict[str, Any]) -> None:
    glossary = Glossary.from_text(case["glossary"])
    found = {x.name: x for x in learn(pairs(case["pairs"], glossary), glossary)}
    market = found["chợ đầu mối"]
    assert market.why == "in 3 of 3 sentences; glossary: wholesale market; here: central produce market"
    assert [e.source.line for e in market.places] == [5, 6, 7]
    assert market.record.fields == {"target": "central produce market", "also": ["wholesale market"]}
    assert str(market.places[0]).startswith("a.tsv:5: Đường vào chợ đầu mối đã ngập. | a.tsv:5: The road")


def test_documents_are_aligned_with_their_lines() -> None:
    glossary = Glossary.from_text("abbreviations: {ĐV: {expansion: đảng viên, target: Party member}}")
    source = document("Tin mới\n\nCó 41 ĐV dự. Ông Bưởi phát biểu.\nHết.\n", "vi.txt")
    target = document("News\nThere were 41 Party members. Mr. Bưởi spoke.\n\n\nThe end.\n", "en.txt")
    found = pairs_of(source, target, glossary, TermIndex(glossary))
    assert [(p.source.line, p.source.text, p.target.line, p.target.text) for p in found] == [
        (1, "Tin mới", 1, "News"),
        (3, "Có 41 đảng viên dự.", 2, "There were 41 Party members."),
        (3, "Ông Bưởi phát biểu.", 2, "Mr. Bưởi spoke."),
        (4, "Hết.", 5, "The end."),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. An spoke. Nobody answered.", 2),
        ("It rose by 3.5 percent. 12 people came.", 2),
        ("The U.S. delegation left. Dr. B. Bưởi stayed!", 2),
        ('He said: "Go." Then he went.', 2),
        ("No. 5 is ours", 1),
        ("", 0),
    ],
)
def test_english_sentences(text: str, count: int) -> None:
    assert len(english.sentences(text)) == count


def test_runs_of_english_words() -> None:
    words = english.words("The Party cell, in 2020, of the ward's elders was praised")
    found = {" ".join(w.low for w in words[a:b]) for a, b in english.runs(words)}
    assert {"party cell", "ward's elders", "praised"} <= found
    assert not found & {"the party", "cell in", "party cell of", "elders was praised", "of the ward's"}


def test_surprise_grows_with_the_evidence() -> None:
    assert surprise(2, 2, 2, 20) < surprise(5, 5, 5, 50)
    assert surprise(1, 10, 10, 100) == pytest.approx(0, abs=1e-9)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("args", [("vi/bai.txt", "en/bai.md"), ("vi", "en"), ("--tsv", "bai.tsv")])
def test_the_command(args: tuple[str, ...]) -> None:
    result = run(*args, "-g", "g.yaml")
    assert result.exit_code == 0, result.output
    assert "14 pairs of sentences" in result.stderr
    lines = {" ".join(line.split()[:3]): line for line in result.stdout.splitlines()}
    assert "central produce market" in lines["differs chợ đầu"]
    assert "cold store" in lines["new kho lạnh"]
    assert "agrees" not in result.stdout
    assert "agrees" in run(*args, "-g", "g.yaml", "--all").stdout


@pytest.mark.usefixtures("folder")
def test_yaml_and_json() -> None:
    text = run("vi", "en", "-g", "g.yaml", "--yaml").stdout
    glossary = Glossary.from_text(text)
    assert glossary.target_of("kho lạnh") == "cold store"  # new and seen three times: sure
    assert glossary.target_of("chợ đầu mối") is None
    assert "  # chợ đầu mối: {target: central produce market, also: [wholesale market]}" in text
    by_name = {x["name"]: x for x in json.loads(run("vi", "en", "-g", "g.yaml", "--json", "--all").stdout)}
    assert by_name["chợ đầu mối"]["glossary"] == "wholesale market"
    assert by_name["chi bộ"]["category"] == "agrees"
    assert by_name["kho lạnh"]["places"][0]["source"]["path"] == "vi/bai.txt"


@pytest.mark.usefixtures("folder")
def test_review() -> None:
    result = run("vi", "en", "-g", "g.yaml", "--review", "--into", "mine.yaml", answers="y\ny\n")
    assert result.exit_code == 0, result.output
    saved = Glossary.from_text(Path("mine.yaml").read_text(encoding="utf-8"))
    assert saved.target_of("chợ đầu mối") == "central produce market"
    assert "differs" not in run("vi", "en", "-g", "g.yaml", "-g", "mine.yaml").stdout


def test_wrong_usage(folder: Path) -> None:
    assert "name a text and its translation" in run("vi").stderr
    assert "name a text and its translation" in run("vi", "en", "--tsv", "bai.tsv").stderr
    assert "not both" in run("-", "-", answers="a").stderr
    assert "exclude each other" in run("vi", "en", "--yaml", "--review").stderr
    assert "is a file" in str(run("vi", "en/bai.md").exception)
    (folder / "leer.txt").write_text("kein Tab\n", encoding="utf-8")
    assert "no line holds a tab" in str(run("--tsv", "leer.txt").exception)
    (folder / "vi" / "bai.txt").rename(folder / "vi" / "tin.txt")
    result = run("vi", "en")
    assert "skipped: vi/tin.txt" in result.stderr
    assert "no file of the same name" in str(result.exception)


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_pairs_give_a_glossary_that_loads(rows: list[tuple[str, str]]) -> None:
    glossary = Glossary.from_text("terms: {chi bộ: Party cell}")
    held = [Pair(Sentence("a", n, vn.nfc(a)), Sentence("b", n, vn.nfc(b))) for n, (a, b) in enumerate(rows, 1)]
    found = learn(held * 3, glossary, 1)
    Glossary.from_text(learned_yaml(found))
    assert learned_table(found)
    json.loads(learned_json(found))


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_two_texts_can_be_aligned(source: str, target: str) -> None:
    glossary = Glossary.from_text("terms: {chi bộ: Party cell}")
    for pair in pairs_of(document(source, "a"), document(target, "b"), glossary, TermIndex(glossary)):
        assert pair.source.text
        assert pair.target.text


@given(st.lists(st.integers(0, 300), max_size=25), st.lists(st.integers(0, 300), max_size=25))
@settings(max_examples=60, deadline=None)
def test_beads_cover_both_sides_once_and_in_order(source: list[int], target: list[int]) -> None:
    none: frozenset[str] = frozenset()
    beads = align([Side(n, none, none) for n in source], [Side(n, none, none) for n in target])
    assert [i for here, _ in beads for i in here] == list(range(len(source)))
    assert [j for _, there in beads for j in there] == list(range(len(target)))


def test_very_different_lengths_are_aligned_fast() -> None:
    none: frozenset[str] = frozenset()
    started = time.perf_counter()
    beads = align([Side(50, none, none)] * 600, [Side(50, none, none)] * 30)
    assert sum(len(here) for here, _ in beads) == 600
    assert time.perf_counter() - started < 20
