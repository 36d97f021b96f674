"""`glossary suggest`: what is found, how English is put together, the forms of the output, and the review."""

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
from vietgloss.cli.glossary_suggest import suggest
from vietgloss.documents import Document
from vietgloss.documents.txt import blocks
from vietgloss.report.suggest import suggestions_json, suggestions_table, suggestions_yaml
from vietgloss.scan.compose import compose
from vietgloss.scan.suggest import Suggestion, Suggestions
from vietgloss.terms import TermIndex

CASES = Path(__file__).parent / "cases" / "suggest"
QUY = "Quỹ Phát triển Long Thới (QPTLT) ra mắt. QPTLT họp với VSMTX, VSMTX.\n"
KHO = "Bà con cần dịch vụ kho lạnh. Nhờ dịch vụ kho lạnh, rau tươi; giá dịch vụ kho lạnh rẻ.\n"


def cases(name: str) -> list[Any]:
    loaded: list[Any] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return loaded


def document(text: str, path: str = "a.txt") -> Document:
    text = vn.nfc(text)
    return Document(path, text, bom=False, blocks=blocks(text))


def found(glossary: Glossary, *texts: str, **options: bool) -> list[Suggestion]:
    collected = Suggestions(glossary, **options)
    for number, text in enumerate(texts):
        collected.add(document(text, f"{number}.txt"))
    return collected.found()


def run(*args: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(suggest, [*map(str, args)], input=answers)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "quy.txt").write_text(QUY, encoding="utf-8")
    (tmp_path / "bai" / "kho.md").write_text(f"# Kho\n\n- **Mới**\n\n{KHO}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("case", cases("phrases.yaml"), ids=lambda case: case["name"])
def test_phrases(case: dict[str, Any]) -> None:
    glossary = Glossary.from_text(case["glossary"])
    names = {s.name: s for s in found(glossary, *case["texts"], abbreviations=False)}
    for name, target in case["terms"].items():
        assert name in names
        assert names[name].fields.get("target", "") == target
    assert [name for name in case["not"] if name in names] == []


@pytest.mark.parametrize("case", cases("compose.yaml"), ids=lambda case: case["phrase"])
def test_english_put_together(case: dict[str, Any]) -> None:
    index = TermIndex(Glossary.from_text(yaml.safe_dump({"terms": case["terms"]}, allow_unicode=True)))
    made = compose(case["phrase"], index)
    assert (made.english if made else None) == case["english"]


def test_counts_and_places() -> None:
    (one,) = found(Glossary.from_text("terms: {chi bộ: Party cell}"), f"Mở đầu.\n\n{KHO}", KHO, abbreviations=False)
    assert (one.name, one.count, one.documents) == ("dịch vụ kho lạnh", 6, 2)
    assert [(p.path, p.line) for p in one.places] == [("0.txt", 3)] * 3
    assert str(one.places[0]).startswith("0.txt:3: Bà con cần dịch vụ kho lạnh.")
    assert not one.sure


def test_what_a_text_defines_is_sure_and_its_uses_count() -> None:
    names = {s.name: s for s in found(Glossary(), QUY, terms=False)}
    assert names["QPTLT"].fields == {"expansion": "Quỹ Phát triển Long Thới"}
    assert (names["QPTLT"].count, names["QPTLT"].sure) == (2, True)
    assert names["VSMTX"].fields == {}
    assert not names["VSMTX"].sure


def test_the_target_of_a_known_full_form_is_proposed() -> None:
    glossary = Glossary.from_text("terms: {quỹ phát triển Long Thới: Long Thới Development Fund}")
    assert {s.name: s.fields.get("target") for s in found(glossary, QUY)}["QPTLT"] == "Long Thới Development Fund"


def test_the_yaml_loads_and_holds_only_what_is_sure(folder: Path) -> None:
    glossary = Glossary.from_text(run("bai", "--yaml").stdout)
    assert set(glossary.abbreviations) == {"QPTLT"}
    assert not glossary.terms
    assert not Glossary.from_text(run("bai", "--terms", "--yaml").stdout).terms
    assert "  # dịch vụ kho lạnh:" in run("bai", "--yaml").stdout
    assert folder.is_dir()


@pytest.mark.usefixtures("folder")
def test_json_tells_all() -> None:
    by_name = {s["name"]: s for s in json.loads(run("bai", "--json").stdout)}
    assert by_name["QPTLT"]["fields"] == {"expansion": "Quỹ Phát triển Long Thới"}
    kho = by_name["dịch vụ kho lạnh"]
    assert (kho["section"], kho["count"], kho["sure"]) == ("terms", 3, False)
    assert kho["places"][0] == {"path": "bai/kho.md", "line": 5, "text": kho["places"][0]["text"]}


@pytest.mark.usefixtures("folder")
def test_table_and_options() -> None:
    result = run("bai")
    assert result.exit_code == 0
    assert "2 files read" in result.stderr
    assert "bai/kho.md:5" in result.stdout
    assert "kho lạnh" not in run("bai", "--abbreviations").stdout
    assert "QPTLT" not in run("bai", "--terms").stdout
    assert "VSMTX" not in run("bai", "--min-count", "3").stdout
    assert len(json.loads(run("bai", "--top", "1", "--json").stdout)) == 2
    assert "Nothing to add." in run("-", answers="Xin chào.").stdout


def test_wrong_usage(folder: Path) -> None:
    assert "exclude each other" in run(folder, "--yaml", "--json").stderr
    assert "name the texts as files" in run("--review", answers="").stderr
    assert run("-", "--review", answers="").exit_code == 2


@pytest.mark.usefixtures("folder")
def test_review_saves_what_is_accepted() -> None:
    result = run("bai", "--review", answers="y\nk\ne\ncold storage service\n")
    assert result.exit_code == 0, result.output
    saved = Glossary.from_text(Path("glossary/mine.yaml").read_text(encoding="utf-8"))
    assert saved.abbreviations["QPTLT"].senses[0].expansion == "Quỹ Phát triển Long Thới"
    assert saved.abbreviations["VSMTX"].keep
    assert saved.target_of("dịch vụ kho lạnh") == "cold storage service"
    assert "3 saved in glossary/mine.yaml" in result.stderr
    assert result.stdout == ""
    assert "Nothing to add." in run("bai").stdout


@pytest.mark.usefixtures("folder")
def test_review_skips_stops_and_keeps_what_was_accepted() -> None:
    Path("g.yaml").write_text("# mine\nterms:\n  chi bộ: Party cell\n", encoding="utf-8")
    assert "nothing saved" in run("bai", "--review", "--into", "g.yaml", answers="\nq\n").stderr
    result = run("bai", "--review", "--into", "g.yaml", answers="e\nQuỹ Long Thới\nLong Thới Fund\n")  # then no input
    assert result.exit_code == 0
    assert Path("g.yaml").read_text(encoding="utf-8").startswith("# mine\nterms:\n  chi bộ: Party cell\n")
    saved = Glossary.from_text(Path("g.yaml").read_text(encoding="utf-8"))
    assert saved.abbreviations["QPTLT"].senses[0].target == "Long Thới Fund"


@pytest.mark.usefixtures("folder")
def test_review_tells_what_cannot_be_saved() -> None:
    Path("g.yaml").write_text("abbreviations:\n  QPTLT: {keep: true}\n", encoding="utf-8")
    result = run("bai", "--review", "--into", "g.yaml", answers="y\nq\n")
    assert "not saved: " in result.stderr
    assert Path("g.yaml").read_text(encoding="utf-8") == "abbreviations:\n  QPTLT: {keep: true}\n"
    assert "skipped: QPTLT has no full form" not in result.stderr


@given(st.lists(st.text(max_size=200), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_glossary_that_loads(texts: list[str]) -> None:
    glossary = Glossary.from_text("terms: {chi bộ: Party cell}")
    collected = Suggestions(glossary)
    for text in texts:
        collected.add(document(text))
    suggestions = collected.found(1)
    Glossary.from_text(suggestions_yaml(suggestions))
    assert suggestions_table(suggestions)
    json.loads(suggestions_json(suggestions))


@given(st.lists(st.sampled_from("Ban chi bộ kho lạnh Quản lý 5 , . - và của Ông (BQL) BQL\n".split(" ")), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_row_of_words_gives_a_glossary_that_loads(words: list[str]) -> None:
    suggestions = found(Glossary.from_text("terms: {chi bộ: Party cell}"), " ".join(words))
    Glossary.from_text(suggestions_yaml(suggestions))
    for suggestion in suggestions:
        assert suggestion.count <= " ".join(words).lower().count(suggestion.name.lower())


def test_time_grows_with_the_text_not_its_square() -> None:
    glossary = Glossary.from_text("terms: {chi bộ: Party cell}")
    started = time.perf_counter()
    found(glossary, "kho lạnh của chi bộ " * 10_000)
    found(glossary, "kho " * 50_000)
    assert time.perf_counter() - started < 20
