"""``vietgloss glossary check`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import jsonschema
import pytest
from click.testing import CliRunner

from vietgloss import GlossaryError
from vietgloss.checks import BY_ID, RULES
from vietgloss.cli.glossary_check import check
from vietgloss.errors import ExitCode, UsageError
from vietgloss.glossary.load import shipped_folder
from vietgloss.glossary.published import schema_text

if TYPE_CHECKING:
    from click.testing import Result

MIXED = """\
abbreviations:
  ĐV: {expnsion: đảng viên, target: Party member}  # kept
  GLTG: {expansion: "già làng, trưởng thôn", target: village elders}
  BCĐ2: "Ban  Chỉ đạo"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    work = tmp_path / "work"
    (work / "glossary").mkdir(parents=True)
    monkeypatch.chdir(work)
    return work


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def run(*args: str) -> Result:
    return CliRunner().invoke(check, list(args), standalone_mode=False)


def found(*args: str) -> list[dict[str, Any]]:
    held: list[dict[str, Any]] = json.loads(run(*args, "--json").stdout)["findings"]
    return held


def test_it_is_a_command_of_the_group() -> None:
    from vietgloss.cli import glossary  # noqa: PLC0415  # only here

    assert glossary._COMMANDS["check"] == "vietgloss.cli.glossary_check:check"


def test_lines_summary_and_exit_code() -> None:
    write("glossary/a.yaml", MIXED)
    result = run()
    assert result.return_value == ExitCode.FINDINGS == 5
    first, second, third = result.stdout.splitlines()
    assert first == (
        "glossary/a.yaml:2:8: error: abbreviations.ĐV.expnsion: unknown key [unknown-key]; did you mean 'expansion'?"
    )
    assert second.startswith("glossary/a.yaml:3:21: warning: GLTG: the words of")
    assert "[spaces]" in third
    assert result.stderr == "vietgloss: 1 file, 3 entries: 1 error, 2 warnings; 1 note with --all\n"


def test_warnings_are_grave_with_strict_only() -> None:
    write("glossary/a.yaml", "abbreviations: {GLTG: già làng}\n")
    assert run().return_value == 0
    assert run("--strict").return_value == 5
    assert run("--strict", "--no-rule", "initials").return_value == 0


def test_notes_are_shown_on_demand() -> None:
    write("glossary/a.yaml", "abbreviations: {LTM: Long Thới mới}\n")
    assert found() == []
    assert [f["rule"] for f in found("--all")] == ["no-target"]
    assert [f["rule"] for f in found("--rule", "no-target")] == ["no-target"]
    assert found("--all", "--no-rule", "no-target") == []


def test_errors_are_shown_whatever_rules_are_chosen() -> None:
    write("glossary/a.yaml", MIXED)
    assert [f["rule"] for f in found("--rule", "initials")] == ["unknown-key", "initials"]


def test_own_and_project_files_are_checked_and_named_ones_take_their_place() -> None:
    write("../config/glossary/own.yaml", "abbreviations: {GLTG: già làng}\n")
    write("glossary/a.yaml", "abbreviations: {GLTH: già làng}\n")
    other = write("other.yaml", "abbreviations: {GLTK: già làng}\n")
    assert [Path(f["path"]).name for f in found()] == ["own.yaml", "a.yaml"]
    assert [f["path"] for f in found(str(other))] == ["other.yaml"]
    assert [f["path"] for f in found("glossary")] == ["glossary/a.yaml"]


def test_layers_below_are_known() -> None:
    write("glossary/a.yaml", "abbreviations: {UBND: {expansion: Ủy ban nước độc, target: x}}\n")
    write("mine.yaml", "abbreviations: {UBND: {expansion: Ủy ban nhân dân, target: y}}\n")
    (note,) = found("--all", "--rule", "shadows", "mine.yaml")
    assert note["message"] == "UBND: stands over 'Ủy ban nước độc' of glossary/a.yaml:1 (project glossary)"


def test_two_files_of_one_folder() -> None:
    write("glossary/a.yaml", "terms: {chi bộ: Party cell}\n")
    write("glossary/b.yaml", "terms: {chi bộ: cell}\n")
    assert [(f["rule"], f["path"]) for f in found()] == [
        ("duplicate-across-files", "glossary/a.yaml"),
        ("targets-disagree", "glossary/b.yaml"),
    ]


def test_the_shipped_glossary_is_checked_on_demand() -> None:
    result = run("--shipped", "--json")
    held = json.loads(result.stdout)
    assert result.return_value == 0
    assert held["errors"] == 0
    assert held["entries"] > 4000


def test_in_a_checkout_the_project_folder_is_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shipped_folder().parent)
    result = run("--all", "--json")
    assert [f for f in json.loads(result.stdout)["findings"] if f["rule"] in ("shadows", "redundant")] == []


def test_nothing_to_check() -> None:
    error = run().exception
    assert isinstance(error, UsageError)
    assert str(error).startswith("no glossary here; name a file or a folder")


def test_a_file_that_is_not_there() -> None:
    error = run("none.yaml").exception
    assert isinstance(error, GlossaryError)
    assert str(error) == "none.yaml: cannot read the glossary: no such file or directory; check the path"
    assert error.exit_code == 2


def test_bytes_that_are_not_utf8_and_a_byte_order_mark() -> None:
    Path("glossary/a.yaml").write_bytes(b"abbreviations:\n  A: x\n  B: \xe1\xbb\n")
    Path("glossary/b.yaml").write_bytes("\ufeffabbreviations:\n  GLTG: già\n".encode())
    assert [(f["rule"], f["line"]) for f in found()] == [("not-yaml", 3), ("initials", 2)]


def test_fix_changes_the_file_and_says_what() -> None:
    path = write("glossary/a.yaml", "\ufeff" + MIXED.replace("\n", "\r\n"))
    result = run("--fix")
    assert result.return_value == 0
    assert [line.split(": ")[1] for line in result.stdout.splitlines()] == ["fixed", "fixed", "warning"]
    assert result.stderr.endswith("1 warning, 2 fixed; 1 note with --all\n")
    fixed = MIXED.replace("expnsion", "expansion").replace("Ban  Chỉ", "Ban Chỉ")
    assert path.read_bytes().decode() == "\ufeff" + fixed.replace("\n", "\r\n")
    before = path.stat().st_mtime_ns
    run("--fix")
    assert path.stat().st_mtime_ns == before


def test_diff_writes_nothing() -> None:
    path = write("glossary/a.yaml", MIXED)
    result = run("--diff")
    assert result.return_value == 5
    assert '-  BCĐ2: "Ban  Chỉ đạo"\n+  BCĐ2: "Ban Chỉ đạo"\n' in result.stdout
    assert path.read_text(encoding="utf-8") == MIXED


def test_fix_of_one_rule_only() -> None:
    path = write("glossary/a.yaml", "abbreviations:\n  BCĐ: 'Ban  Chỉ đạo'\n  ĐV: \u00d0ảng viên\n")
    run("--fix", "--rule", "look-alike")
    assert path.read_text(encoding="utf-8") == "abbreviations:\n  BCĐ: 'Ban  Chỉ đạo'\n  ĐV: Đảng viên\n"


def test_json_has_what_was_fixed() -> None:
    write("glossary/a.yaml", MIXED)
    held = json.loads(run("--fix", "--json").stdout)
    assert [f["rule"] for f in held["fixed"]] == ["unknown-key", "spaces"]
    assert [f["rule"] for f in held["findings"]] == ["initials"]
    assert {k: held[k] for k in ("files", "entries", "errors", "warnings", "notes")} == {
        "files": 1, "entries": 3, "errors": 0, "warnings": 1, "notes": 0,
    }  # fmt: skip


SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id", "shortDescription", "help"],
                                            "properties": {
                                                "shortDescription": {"required": ["text"]},
                                                "defaultConfiguration": {
                                                    "properties": {
                                                        "level": {"enum": ["none", "note", "warning", "error"]}
                                                    }
                                                },
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId", "ruleIndex", "level", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {"uri": {"pattern": "^[!-~]+$"}}
                                                    },
                                                    "region": {
                                                        "properties": {
                                                            "startLine": {"type": "integer", "minimum": 1},
                                                            "startColumn": {"type": "integer", "minimum": 1},
                                                        }
                                                    },
                                                },
                                            }
                                        }
                                    }
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def test_sarif() -> None:
    write("glossary/từ vựng.yaml", MIXED)
    log = json.loads(run("--format", "sarif").stdout)
    jsonschema.validate(log, SARIF)
    (run_,) = log["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    assert [rules[r["ruleIndex"]]["id"] for r in run_["results"]] == ["unknown-key", "initials", "spaces"]
    place = run_["results"][1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3, "startColumn": 21}
    assert place["artifactLocation"]["uri"] == "glossary/t%E1%BB%AB%20v%E1%BB%B1ng.yaml"


def test_github_annotations_are_escaped() -> None:
    write("glossary/a,b.yaml", 'abbreviations: {GLTG: "già 100%: làng"}\n')
    (line,) = run("--format", "github").stdout.splitlines()
    place, _, message = line.removeprefix("::warning ").partition("::")
    assert place.startswith("file=glossary/a%2Cb.yaml,line=1,col=23,title=initials%3A ")
    assert message.startswith("GLTG: the words of 'già 100%25: làng'")


def test_schema_and_rules_are_printed() -> None:
    assert run("--schema").stdout == schema_text()
    rows = run("--list-rules").stdout.splitlines()[1:]
    assert [row.split()[0] for row in rows] == list(BY_ID)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--rule", "initals"], "no rule 'initals'; did you mean 'initials'?"),
        (["--no-rule", "duplicate"], "rule 'duplicate' finds errors, which are always shown"),
        (["--json", "--format", "sarif"], "--json and --format sarif exclude each other"),
        (["--diff", "--fix"], "--diff goes with neither --fix nor another format"),
    ],
)
def test_wrong_use(args: list[str], said: str) -> None:
    write("glossary/a.yaml", MIXED)
    assert said in str(run(*args).exception)


def test_ten_thousand_entries_are_read_through_in_one_pass() -> None:
    # Time differs between machines; what must not grow faster than the file is the work of a finding.
    from vietgloss.checks import Source  # noqa: PLC0415
    from vietgloss.checks import check as check_all  # noqa: PLC0415

    text = "abbreviations:\n" + "".join(f"  B{i}: {{expansion: hội {i}, forms: [ZZ, B{i}]}}\n" for i in range(10_000))
    with patch("difflib.get_close_matches", side_effect=AssertionError):
        findings = check_all([Source("g.yaml", text)])
    assert sum(f.rule == "duplicate-form" for f in findings) == 19_999
