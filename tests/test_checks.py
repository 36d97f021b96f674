"""The rules of ``glossary check``: what each must find and what it must let pass; fixes change nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vietgloss import Glossary, GlossaryError
from vietgloss.checks import BY_ID, LEVELS, RULES, Source, check
from vietgloss.checks.fix import bare, diff, fixed
from vietgloss.glossary.load import parse, shipped_folder
from vietgloss.glossary.plain import record_of

CASES = Path(__file__).parent / "cases" / "checks"
ROOT = Path(__file__).resolve().parents[1]


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            found.append(pytest.param(case, id=f"{path.stem}-{number}-{case['rule']}"))
    return found


def run(case: dict[str, Any]) -> list[Any]:
    sources = [Source("beside.yaml", case["beside"], "project")] if "beside" in case else []
    sources.append(Source("g.yaml", case["text"], "project"))
    return check(sources, parse(case.get("below", ""), "below.yaml", "shipped"))


def everything(_: object) -> bool:
    return True


@pytest.mark.parametrize("case", cases())
def test_rule(case: dict[str, Any]) -> None:
    findings = run(case)
    assert [f.line for f in findings if f.rule == case["rule"]] == case["lines"]
    if "all" in case:
        assert [f"{f.line} {f.rule}" for f in findings if f.level == "error"] == case["all"]
    for finding in findings:
        assert "\n" not in finding.message
        assert finding.path in ("beside.yaml", "g.yaml")


@pytest.mark.parametrize("case", [c for c in cases() if "fixed" in c.values[0]])
def test_fix(case: dict[str, Any]) -> None:
    text, _ = fixed(Source("g.yaml", case["text"]), everything)
    assert text == case["fixed"]
    again, done = fixed(Source("g.yaml", text), everything)
    assert (again, done) == (text, [])


def test_every_rule_has_cases_on_both_sides() -> None:
    found = Counter((c.values[0]["rule"], bool(c.values[0]["lines"])) for c in cases())
    assert [(rule.id, side) for rule in RULES for side in (True, False) if found[rule.id, side] < 2] == []


def test_the_table_of_rules_is_sound() -> None:
    assert len(BY_ID) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rule.level in LEVELS
        assert rule.title
        assert rule.help.endswith(".")


def test_every_rule_is_documented() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning|note) \|", page, re.MULTILINE)
    assert rows == [(rule.id, rule.level) for rule in RULES]


def refused(text: str) -> GlossaryError | None:
    try:
        parse(text, "g.yaml")
    except GlossaryError as error:
        return error
    return None


def test_errors_are_what_the_loader_refuses() -> None:
    for case in cases():
        text = case.values[0]["text"]
        errors = [f for f in check([Source("g.yaml", text)]) if f.level == "error"]
        error = refused(text)
        assert bool(errors) == (error is not None), text
        assert error is None or (error.line, error.column) in {(f.line, f.column) for f in errors}, text


# -- Comments -----------------------------------------------------------------------------------------------


def test_a_comment_at_the_key_silences_the_whole_entry() -> None:
    text = "abbreviations:\n  ĐV:  # ok: no-cues, initials\n    senses: [{expansion: cán bộ}, {keep: true}]\n"
    assert {f.rule for f in check([Source("g.yaml", text)])} == {"no-default", "no-target"}


def test_a_comment_at_the_place_silences_that_line() -> None:
    text = "abbreviations:\n  CTY:\n    expansion: công ty  # ok: initials\n  ĐV: cán bộ\n"
    assert [f.line for f in check([Source("g.yaml", text)]) if f.rule == "initials"] == [4]


def test_an_error_is_not_silenced() -> None:
    text = "abbreviations:\n  ĐV: {expnsion: đảng viên}  # ok: unknown-key\n"
    assert [f.rule for f in check([Source("g.yaml", text)]) if f.level == "error"] == ["unknown-key"]


# -- The shipped glossary -----------------------------------------------------------------------------------


def test_the_shipped_glossary_has_no_errors_and_few_warnings() -> None:
    paths = sorted(shipped_folder().glob("*.yaml"))
    sources = [Source(p.name, p.read_text(encoding="utf-8"), "shipped") for p in paths]
    findings = check(sources)
    assert [f for f in findings if f.level == "error"] == []
    entries = sum(len(source.reads) for source in sources)
    assert sum(f.level == "warning" for f in findings) < entries / 50


# -- Whatever the text --------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    """abbreviations:~|terms:~|  ĐV: |  CB:~|    senses:~|      - |{|}|[|]|, |: |expansion: |target: |also: |near: |
forbidden: |short: |keep: true|default: true|forms: |not_in: |examples: |source: |expnsion: |đảng viên|cán  bộ |UBND|
\u00d0|ca\u0301n|uỷ |ủy |\u200b|\u00a0|# ok: initials|'|"|&a |*a|~|    |>-~|- |? |\t|x|<<: |!!str |\\u00d0""".replace(
        "\n", ""
    )
    .replace("~", "\n")
    .split("|")
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
@example("abbreviations: &a {A: {senses: [*a, *a]}}")
@example("abbreviations: {A: &a {expansion: x, near: [*a]}, B: *a}")
@example("abbreviations: {A: {senses: &s [{expansion: x, examples: *s}]}}")
@example("? [a]\n: x")
@example("a: 1\n---\nb: 2")
@example("\ufeffabbreviations: {A: x}")
@example("abbreviations:\n  A: |\n    x\n  B: >-\n    ca\u0301n\n")
def test_no_text_breaks_it(text: str) -> None:
    source = Source("g.yaml", text)
    findings = check([source])
    for finding in findings:
        assert "\n" not in finding.message
        assert finding.line <= len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text)) + 1
    assert any(f.level == "error" for f in findings) == (refused(text) is not None)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
@example("abbreviations:\n  A: {expansion: 'x  y ', forms: [A, A, B, B], also: [q, q], targt: q}\n")
@example("abbreviations: {A: x\u00a0# y, B: 'uỷ', C: ủy ủy}")
@example("abbreviations:\n  \u00d0V: a\n  ĐV2: \u00d0\n  ĐV: b\n")
def test_a_fixed_file_says_the_same(text: str) -> None:
    new, done = fixed(Source("g.yaml", text), everything)
    if not done:
        assert new == text
        return
    after = [record_of(read.entry) for read in Source("g.yaml", new).reads]
    assert refused(new) is None
    if refused(text):
        return  # nothing to compare it with
    old = parse(text, "g.yaml")
    before = [record_of(e) for e in (*old.abbreviations.values(), *old.terms.values())]
    assert [bare(r.name) for r in before] == [bare(r.name) for r in after]
    for one, other in zip(before, after, strict=True):
        assert {k: bare(v) for k, v in one.fields.items() if isinstance(v, str)} == {
            k: bare(v) for k, v in other.fields.items() if isinstance(v, str)
        }


def test_what_is_not_fixed_stays_byte_for_byte() -> None:
    text = "# head\r\nabbreviations:\r\n  ĐV :   {  expansion: đảng  viên } # tail\r\n\r\n  CB: cán bộ\t# x\r\n"
    new, done = fixed(Source("g.yaml", text), everything)
    assert new == text.replace("đảng  viên", "đảng viên")
    assert [f.rule for f in done] == ["spaces"]
    assert diff("g.yaml", text, new).count("\n") == diff("g.yaml", text, new).count("\r\n") + 3


def test_a_fix_that_would_change_the_meaning_is_left() -> None:
    text = "abbreviations:\n  A: x\u00a0# y\n  B: cán  bộ\n"
    new, done = fixed(Source("g.yaml", text), everything)
    assert new == "abbreviations:\n  A: x\u00a0# y\n  B: cán bộ\n"
    assert [f.line for f in done] == [3]


def test_a_file_with_other_errors_is_not_fixed() -> None:
    text = "abbreviations:\n  A: {expnsion: x}\n  B: [y]\n"
    assert fixed(Source("g.yaml", text), everything) == (text, [])


def test_an_entry_is_read_on_with_the_right_name_of_a_key() -> None:
    source = Source("g.yaml", "abbreviations: {ĐV: {expnsion: đảng viên}}")
    assert [f.rule for f in source.errors] == ["unknown-key"]
    (read,) = source.reads
    assert read.entry == Glossary.from_text("abbreviations: {ĐV: đảng viên}").abbreviations["ĐV"]
