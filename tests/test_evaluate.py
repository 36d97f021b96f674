"""`evaluate`: how test sets are read, what is measured, how two systems are compared, and how it is told."""

from __future__ import annotations

import inspect
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from vietgloss import Glossary, InputError
from vietgloss.cli.evaluate import _SCORES, _SHARES
from vietgloss.cli.evaluate import evaluate as command
from vietgloss.errors import ExitCode, UsageError
from vietgloss.evaluation import Line, Sample, Share, evaluate, read, read_targets, translated
from vietgloss.evaluation.bootstrap import compare
from vietgloss.evaluation.view import share
from vietgloss.glossary import Term
from vietgloss.pipeline import Translator
from vietgloss.translation import items
from vietgloss.translation.engine import Options

ROOT = Path(__file__).parents[1]
CASES = yaml.safe_load((ROOT / "tests/cases/evaluate/measure.yaml").read_text(encoding="utf-8"))
GOLD = sorted((ROOT / "seeds").glob("*.gold.json"))

GLOSSARY = "terms: {hợp tác xã: cooperative, đảng viên: {target: Party member, also: [member of the Party]}}"
SOURCE = ["Ngày 12/5/2021, hợp tác xã Bưởi Xanh họp.", "Chi bộ có 84 đảng viên.", "Mỗi đảng viên giúp một hộ."]
REFERENCE = [
    "On May 12, 2021, the Bưởi Xanh cooperative held a meeting.",
    "The Party cell has 84 Party members.",
    "Each Party member helps one household.",
]
WORSE = [
    "On May 12, 2021, the Bưởi Xanh group held a meeting.",
    "The Party cell has 48 members of the Party.",
    "Each Party member helps one household.",
]


@pytest.fixture
def glossary() -> Glossary:
    return Glossary.from_text(GLOSSARY)


@pytest.fixture
def sample() -> Sample:
    rows = enumerate(zip(SOURCE, REFERENCE, strict=True))
    return Sample("a", tuple(Line(n + 1, vi, en, row=n) for n, (vi, en) in rows))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source, its reference, a worse translation and a glossary, in the folder of the command."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    for name, lines in (("a.vi", SOURCE), ("a.en", REFERENCE), ("worse.en", WORSE), ("g.yaml", [GLOSSARY])):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(command, [*map(str, args)], standalone_mode=False)


def json_of(*args: str | Path) -> dict[str, Any]:
    done = run(*args, "--json")
    assert not done.exception, done.output
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


PAIR = ("--source", "a.vi", "--reference", "a.en", "-g", "g.yaml")


# -- Reading ---------------------------------------------------------------------------------------------


def test_plain_text_line_by_line(folder: Path) -> None:
    (folder / "a.vi").write_bytes("\ufeffMột.\r\n\r\nHai.\r\n".encode())
    (folder / "a.en").write_text("One.\n\nTwo.", encoding="utf-8")
    (file,) = read(["a.vi"], ["a.en"])
    assert file.count == 3
    assert [(x.number, x.source, x.reference) for x in file.samples[0].lines] == [
        (1, "Một.", "One."),
        (3, "Hai.", "Two."),
    ]
    (folder / "t.en").write_text("1\n\n3\n", encoding="utf-8")
    assert read_targets([file], ["t.en"]) == [["1", "3"]]
    (folder / "t.en").write_text("1\n3\n", encoding="utf-8")
    assert read_targets([file], ["t.en"]) == [["1", "3"]], "a blank line may be left out"


def test_tables_and_their_documents(folder: Path) -> None:
    (folder / "a.tsv").write_text("# doc: chợ\nMột.\tOne.\n\n# doc: bến\nHai.\tTwo.\n", encoding="utf-8")
    (file,) = read(["a.tsv"])
    assert [(s.name, [x.number for x in s.lines]) for s in file.samples] == [("chợ", [2]), ("bến", [5])]


def test_lines_of_json(folder: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "b", "type": "dateline", "vi": "12/5/2021", "en": "12/5/2021"},
        {"id": "b", "vi": "HTX họp.", "vi_expanded": "Hợp tác xã họp.", "en": "The co-op meets.", "terms": [
            {"vi": "hợp tác xã", "en": "cooperative", "accept": ["co-op"], "n": 1}]},
        {"id": "c", "vi": "Hết.", "en": "The end."},
    ]  # fmt: skip
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    (file,) = read(["a.jsonl"])
    assert [(s.name, [x.source for x in s.lines]) for s in file.samples] == [
        ("b", ["Hợp tác xã họp."]),
        ("c", ["Hết."]),
    ]
    assert file.samples[0].lines[0].terms == (Term("hợp tác xã", "cooperative", ("co-op",)),)
    (file,) = read(["a.jsonl"], every=True)
    assert len(file.samples[0].lines) == 2


def test_translations_with_and_without_what_is_left_out(folder: Path) -> None:
    rows = [{"type": "byline", "vi": "BƯỞI", "en": "BƯỞI"}, {"vi": "Hết.", "en": "The end."}]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    files = read(["a.jsonl"])
    for text in ("BƯỞI\nThe end.\n", "The end.\n"):
        (folder / "t.en").write_text(text, encoding="utf-8")
        assert read_targets(files, ["t.en"]) == [["The end."]]


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.name)
def test_the_samples_gold_is_read(path: Path) -> None:
    (file,) = read([str(path)])
    sentences = json.loads(path.read_text(encoding="utf-8"))["sentences"]
    lines = file.samples[0].lines
    assert file.count == len(sentences)
    assert [x.source for x in lines] == [sentences[x.number - 1]["vi_expanded"] for x in lines]
    assert len(lines) <= file.count


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.tsv", "Một.\tOne.\nHai.\n", "a.tsv:2: 1 column instead of 2"),
        ("a.jsonl", '{"vi": "Một.", "en": "One."}\n{"vi": \n', "a.jsonl:2: not readable JSON"),
        ("a.jsonl", "[]\n", "a.jsonl:1: not an object"),
        ("a.jsonl", '{"vi": "Một."}\n', "a.jsonl:1: no text under en"),
        ("a.jsonl", '{"en": "One."}\n', "a.jsonl:1: no text under vi"),
        ("a.jsonl", '{"vi": "Một.", "en": "One.", "terms": ["x"]}\n', "a.jsonl:1: terms: not an object"),
        ("a.jsonl", '{"vi": "M", "en": "O", "terms": [{"vi": "a", "en": "b", "accept": "c"}]}', "a.jsonl:1: accept"),
        ("a.jsonl", '{"vi": "M", "en": "O", "terms": [{"vi": "a", "en": "b", "n": 0}]}', "a.jsonl:1: n of a term"),
        ("a.jsonl", '{"vi": "M", "en": "O", "type": "byline"}', "no segment to measure; --all takes in bylines"),
        ("a.json", "{}", "a.json: no list of sentences"),
        ("a.json", '{"sentences":\n [}', "a.json:2: not readable JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_test_set(folder: Path, name: str, text: str, told: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read([name])
    assert told in str(caught.value)


def test_files_of_unequal_length_are_refused(folder: Path) -> None:
    (folder / "short.en").write_text("One.\nTwo.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^a\.vi:3: short\.en has 2 lines, a\.vi has 3"):
        read(["a.vi"], ["short.en"])
    (folder / "long.en").write_text("1\n2\n3\n4\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^long\.en:4: long\.en has 4 lines, a\.vi has 3"):
        read_targets(read(["a.vi"], ["a.en"]), ["long.en"])


def test_files_must_come_in_equal_numbers(folder: Path) -> None:
    (folder / "b.tsv").write_text("Một.\tOne.\n", encoding="utf-8")
    files = read(["b.tsv", "a.vi"], ["a.en"])
    assert [f.path for f in files] == ["b.tsv", "a.vi"]
    with pytest.raises(UsageError, match="1 of the sources need a reference, 0 given"):
        read(["b.tsv", "a.vi"])
    with pytest.raises(UsageError, match="2 of --source, 1 translations"):
        read_targets(files, ["a.en"])


# -- Measuring ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_missing(case: dict[str, Any]) -> None:
    pytest.importorskip("sacrebleu")
    document = Sample("a", (Line(1, case["source"], "Nothing."),))
    result = evaluate([document], [[case["target"]]], Glossary.from_text(case["glossary"]))
    assert [[m.kind, m.vietnamese] for m in result.misses] == case["missed"]


def test_a_perfect_translation(sample: Sample, glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    result = evaluate([sample], [REFERENCE], glossary)
    figures = result.overall.target
    assert [figures.bleu, figures.chrf, figures.chrf_words, figures.length_ratio] == [100, 100, 100, 1]
    assert figures.terms == figures.terms_in_reference == Share(3, 3)
    assert figures.consistency == Share(2, 2)
    assert figures.all_items.value == 1
    assert (result.misses, result.comparison, figures.loops) == ((), (), 0)


def test_a_worse_translation(sample: Sample, glossary: Glossary) -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    result = evaluate([sample], [WORSE], glossary)
    figures = result.overall.target
    assert figures.bleu == pytest.approx(sacrebleu.corpus_bleu(WORSE, [REFERENCE]).score)
    assert figures.chrf == pytest.approx(sacrebleu.corpus_chrf(WORSE, [REFERENCE]).score)
    assert figures.chrf_words == pytest.approx(sacrebleu.corpus_chrf(WORSE, [REFERENCE], word_order=2).score)
    assert figures.terms == Share(2, 3)
    assert figures.consistency == Share(1, 2), "Party member once, member of the Party once"
    assert figures.items["number"].found == figures.items["number"].total - 1
    assert figures.items["date"] == Share(1, 1)
    assert [(m.kind, m.line, m.vietnamese, m.english, m.in_reference) for m in result.misses] == [
        ("term", 1, "hợp tác xã", "cooperative", True),
        ("number", 2, "84", "84", True),
    ]


def test_terms_that_the_reference_has_too(glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    lines = (Line(1, "Hợp tác xã họp.", "The group meets."), Line(2, "Hợp tác xã bán.", "The cooperative sells."))
    result = evaluate([Sample("a", lines)], [["The group meets.", "The cooperatives sell."]], glossary)
    assert result.overall.target.terms == result.overall.reference.terms == Share(1, 2)
    assert result.overall.target.terms_in_reference == Share(1, 1)
    assert [m.in_reference for m in result.misses] == [False]


def test_terms_that_the_test_set_names(glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    named = (Term("tổ hợp tác", "cooperative group", ("co-op group",)), Term("vườn ươm", "nursery"))
    line = Line(1, "Tổ hợp tác có vườn ươm.", "The cooperative group has a nursery.", named)
    result = evaluate([Sample("a", (line,))], [["The co-op groups have a garden."]], glossary)
    assert result.overall.target.named_terms == Share(1, 2)
    assert [(m.kind, m.vietnamese) for m in result.misses] == [("named-term", "vườn ươm")]


def test_consistency_is_counted_within_a_document(sample: Sample, glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    parts = [Sample("b", sample.lines[1:2]), Sample("c", sample.lines[2:])]
    result = evaluate(parts, [WORSE[1:2], WORSE[2:]], glossary)
    assert result.overall.target.consistency == Share(0, 0), "no document holds a term twice"
    assert [d.name for d in result.documents] == ["b", "c"]


def test_forms_and_word_classes_are_one_english() -> None:
    pytest.importorskip("sacrebleu")
    own = Glossary.from_text(
        "terms: {thực hiện: {target: implement, also: [implementation, carry out]}, "
        "kiểm tra giám sát: {target: inspection and supervision, also: [inspect and supervise, check and watch]}}"
    )

    def measured(first: str, second: str) -> tuple[Share, Share]:
        source = "Thực hiện kiểm tra giám sát."
        lines = (Line(1, source, first), Line(2, source, second))
        figures = evaluate([Sample("a", lines)], [[first, second]], own).overall.target
        return figures.consistency, figures.consistency_specific

    inspected = "They implement inspection and supervision."
    assert measured(inspected, "The implementation is inspected and supervised.") == (Share(4, 4), Share(2, 2))
    assert measured(inspected, "They carry out inspection and supervision.") == (Share(3, 4), Share(2, 2))
    assert measured(inspected, "They implement checks and watch.")[1] == Share(1, 2)


def test_terms_with_slots_are_consistent_by_what_stands_in_them() -> None:
    pytest.importorskip("sacrebleu")
    numbered = Glossary.from_text('terms: {"Nghị quyết {n}": "Resolution {n}"}')

    def measured(source: str, target: str) -> Share:
        return evaluate([Sample("a", (Line(1, source, target),))], [[target]], numbered).overall.target.consistency

    assert measured("Nghị quyết 5 và Nghị quyết 6.", "Resolution 5 and Resolution 6.") == Share(0, 0)
    assert measured("Nghị quyết 5 và Nghị quyết 5.", "Resolution 5 and Resolution 5.") == Share(2, 2)
    assert measured("Nghị quyết 5 và Nghị quyết 5.", "Resolution 5.") == Share(1, 2)


def test_definitions_hold_for_the_whole_document(glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    lines = (Line(1, "Hợp tác xã (HTQX) họp.", "The cooperative meets."), Line(2, "HTQX bán.", "It sells."))
    result = evaluate([Sample("a", lines)], [["The cooperative meets.", "It sells."]], glossary)
    assert result.overall.target.terms.total == 1, "HTQX has not the initials of hợp tác xã"
    lines = (Line(1, "Hợp tác xã (HTX) họp.", "The cooperative meets."), Line(2, "HTX bán.", "It sells."))
    result = evaluate([Sample("a", lines)], [["The cooperative meets.", "It sells."]], glossary)
    assert result.overall.target.terms == Share(1, 2)


@pytest.mark.parametrize("targets", [[], [REFERENCE[:2]]])
def test_translations_of_other_lengths_are_refused(
    sample: Sample, glossary: Glossary, targets: list[list[str]]
) -> None:
    pytest.importorskip("sacrebleu")
    with pytest.raises(InputError):
        evaluate([sample], targets, glossary)


def test_translated_line_by_line(sample: Sample, glossary: Glossary, tiny_folder: Path) -> None:
    lines = (*sample.lines[:1], Line(2, "22/07/2021 - 13:45", ""), Line(3, "Một câu. Hai câu.", ""))
    translator = Translator(glossary, str(tiny_folder), Options(1, 1))
    (english,) = translated([Sample("a", lines)], translator)
    assert len(english) == 3
    assert english[1] == "22/07/2021 - 13:45"


# -- Comparing -----------------------------------------------------------------------------------------------


def test_a_system_against_itself(sample: Sample, glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    result = evaluate([sample], [WORSE], glossary, against=[WORSE], resamples=50)
    assert [c.figure for c in result.comparison] == ["bleu", "chrf", "terms"]
    assert {(c.difference, c.low, c.high, c.p) for c in result.comparison} == {(0, 0, 0, 1)}
    assert result.overall.against == result.overall.target


def test_a_difference_that_is_no_chance(glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    document = Sample("a", tuple(Line(n, SOURCE[0], REFERENCE[0]) for n in range(40)))
    result = evaluate(
        [document], [REFERENCE[:1] * 40], glossary, against=[WORSE[:1] * 39 + REFERENCE[:1]], resamples=99
    )
    bleu, _, terms = result.comparison
    assert bleu.difference > 0
    assert (terms.target, terms.against) == (1, 1 / 40)
    assert 0.9 < terms.low < terms.difference < terms.high <= 1
    assert terms.p == 0.01, "the least that 99 samples can show"


def test_the_same_seed_gives_the_same_samples() -> None:
    numpy = pytest.importorskip("numpy")
    figures = numpy.random.default_rng(1).random((2, 30))
    one, other, third = (
        compare("x", 30, lambda c: float(figures[0][c].mean()), lambda c: float(figures[1][c].mean()), 40, seed)
        for seed in (5, 5, 6)
    )
    assert one == other != third
    assert one.low <= one.difference <= one.high


# -- The command ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_the_json_contract() -> None:
    pytest.importorskip("sacrebleu")
    told = json_of(*PAIR, "--target", "worse.en", "--against", "a.en", "--samples", "20", "--errors", "1")
    assert set(told) == {
        "overall", "documents", "comparison", "resamples", "seed", "signatures", "missed", "errors",
    }  # fmt: skip
    overall = told["overall"]
    assert set(overall) == {"name", "target", "reference", "against"}
    assert set(overall["target"]) == {
        "segments", "bleu", "chrf", "chrf++", "length_ratio", "terms", "terms_in_reference", "named_terms",
        "named_terms_in_reference", "consistency", "consistency_specific", "items", "loops",
    }  # fmt: skip
    terms = overall["target"]["terms"]  # the shipped glossary may know more of them than ours
    assert terms == {"found": terms["total"] - 1, "total": terms["total"], "share": terms["found"] / terms["total"]}
    assert overall["target"]["named_terms"]["share"] is None
    assert set(told["comparison"][0]) == {"figure", "target", "against", "difference", "low", "high", "p"}
    assert (told["missed"], len(told["errors"]), told["resamples"]) == (2, 1, 20)
    assert set(told["errors"][0]) == {
        "kind", "document", "line", "vietnamese", "english", "in_reference", "source", "target",
    }  # fmt: skip
    assert told["signatures"]["chrf"].startswith("nrefs:1|case:mixed")


@pytest.mark.usefixtures("folder")
def test_the_tables() -> None:
    pytest.importorskip("sacrebleu")
    done = run(*PAIR * 2, *("--target", "worse.en") * 2, *("--against", "a.en") * 2, "--samples", "9", "--errors", "1")
    assert done.exit_code == 0, done.output
    rows = {line.split("  ")[0]: line.split() for line in done.stdout.splitlines()}
    assert rows["segments"][1:] == ["6", "6", "6"]
    assert rows["terms"][2] == "100.0"
    assert float(rows["terms"][3]) < 0 < float(rows["terms"][1])
    assert done.stdout.count("\na.vi ") == 2
    assert "a.vi:1: term: hợp tác xã = cooperative\n  Ngày" in done.stdout
    assert "Missed (the first 1 of 4):" in done.stdout
    assert "BLEU: nrefs:1" in done.stdout


@pytest.mark.usefixtures("folder")
def test_without_a_target_the_source_is_translated(tiny_folder: Path) -> None:
    pytest.importorskip("sacrebleu")
    told = json_of(*PAIR, "--model", tiny_folder, "--beam", "1", "--threads", "1")
    assert told["overall"]["target"]["segments"] == 3


@pytest.mark.usefixtures("folder")
def test_limits() -> None:
    pytest.importorskip("sacrebleu")
    calls = ("terms=0.5,chrf=60", "terms=0.98,bleu=100", "named-terms=1,url=1")
    good, bad, nothing = (run(*PAIR, "--target", "worse.en", "--fail-under", limits) for limits in calls)
    assert (good.return_value, good.stderr) == (ExitCode.OK, "")
    assert bad.return_value == ExitCode.FINDINGS
    assert "error: terms is 0." in bad.stderr
    assert "error: bleu is " in bad.stderr
    assert nothing.return_value == ExitCode.OK
    assert "note: url: nothing to measure" in nothing.stderr


@pytest.mark.parametrize(
    ("limits", "told"),
    [("terms", "is no limit"), ("ters=1", "no figure is called 'ters'"), ("terms=98", "runs from 0 to 1"), ("", "")],
)
@pytest.mark.usefixtures("folder")
def test_limits_that_are_none(limits: str, told: str) -> None:
    error = run(*PAIR, "--target", "worse.en", "--fail-under", limits).exception
    assert isinstance(error, UsageError)
    assert told in str(error)


def test_every_figure_can_have_a_limit(sample: Sample, glossary: Glossary) -> None:
    pytest.importorskip("sacrebleu")
    figures = evaluate([sample], [REFERENCE], glossary).overall.target
    assert set(figures.by_name()) <= {*_SCORES, *_SHARES}
    kinds = re.findall(r'^    \("([a-z-]+)", [A-Z_]', inspect.getsource(items), re.MULTILINE)
    assert {*kinds, "name", "place"} <= set(_SHARES)
    assert "date" in kinds


@pytest.mark.usefixtures("folder")
def test_without_sacrebleu_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.bleu", None)
    error = run(*PAIR, "--target", "worse.en").exception
    assert isinstance(error, UsageError)
    assert "pip install 'vietgloss[evaluate]'" in str(error)


@pytest.mark.parametrize(("value", "told"), [(None, "-"), (1, "100%"), (0.99999, "99.9%"), (0.5, "50.0%")])
def test_a_share_is_only_whole_where_nothing_is_missing(value: float | None, told: str) -> None:
    assert share(value) == told
