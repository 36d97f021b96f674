"""``vietgloss glossary``: looking, editing, whole files, the editor, completion."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from vietgloss import ExitCode
from vietgloss.cli import cli
from vietgloss.errors import GlossaryError, OutputError, UsageError
from vietgloss.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

MINE = """\
# ours
abbreviations:
  QZ:   # a bird or a home
    senses:
      - {id: bird, expansion: quạ già, target: old crow, near: [bay]}
      - {id: home, expansion: quê nhà, near: [về]}   # seen twice

terms:
  "chợ đầu mối": wholesale market
# end
"""


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with a glossary of its own."""
    folder = tmp_path / "work"
    (folder / "glossary").mkdir(parents=True)
    (folder / "glossary" / "mine.yaml").write_text(MINE, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    return folder


def call(*args: str, text: str = "", env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(cli, ["glossary", *args], input=text, env=env, standalone_mode=False)
    if result.exception and not isinstance(result.exception, (GlossaryError, OutputError, UsageError)):
        raise result.exception
    return result


def fails(*args: str) -> str:
    result = call(*args)
    assert result.exception is not None
    return str(result.exception)


def mine(work: Path) -> str:
    return (work / "glossary" / "mine.yaml").read_text(encoding="utf-8")


# -- Looking ---------------------------------------------------------------------------------------------


class TestLooking:
    def test_list_names_file_and_line(self) -> None:
        lines = call("list", "--own").stdout.splitlines()
        assert lines == [
            "QZ:  quạ già = old crow; quê nhà   glossary/mine.yaml:3",
            "chợ đầu mối  =  wholesale market   glossary/mine.yaml:9",
        ]
        assert [e["name"] for e in json.loads(call("list", "--own", "--terms", "--json").stdout)] == ["chợ đầu mối"]

    def test_list_can_be_narrowed(self) -> None:
        assert "QZ:" in call("list", "--ambiguous", "--layer", "project").stdout
        assert call("list", "--file", "glossary/mine.yaml", "--abbreviations").stdout.count("\n") == 1

    @pytest.mark.parametrize("query", ["cho dau moi", "CHỢ ĐẦU MỐI", "wholesale", "chợ  đầu"])
    def test_search_needs_no_marks(self, query: str) -> None:
        assert call("search", query).stdout.startswith("chợ đầu mối  =")

    def test_search_puts_the_entry_called_so_first(self) -> None:
        assert call("search", "ubnd", "--top", "1").stdout.startswith("UBND:")
        assert call("search", "to chuc co so dang").stdout.startswith(("TCCSĐ", "tổ chức cơ sở"))

    def test_show_tells_what_an_entry_stands_over(self) -> None:
        call("add", "HĐND", "hội đồng nhỏ")
        shown = call("show", "HĐND").stdout
        assert "# glossary/mine.yaml:7 (project)\n# stands over " in shown
        assert "(shipped): Hội đồng nhân dân" in shown
        assert json.loads(call("show", "HĐND", "--json").stdout)[0]["shadows"][0]["origin"]["layer"] == "shipped"

    def test_an_unknown_name_gets_a_hint(self) -> None:
        assert "did you mean TCCSĐ?" in fails("show", "tccsd")
        assert "vietgloss glossary search" in fails("show", "không có gì")

    def test_stats_count_by_layer_and_file(self) -> None:
        counts = json.loads(call("stats", "--json").stdout)
        own = counts["layers"]["project"]
        assert (own["abbreviations"], own["ambiguous"], own["senses"], own["without_english"]) == (1, 1, 2, 1)
        assert counts["files"]["glossary/mine.yaml"]["terms"] == 1
        assert "glossary/mine.yaml" in call("stats").stdout


# -- Editing ---------------------------------------------------------------------------------------------


class TestEditing:
    def test_add_changes_one_line(self, work: Path) -> None:
        result = call("add", "BQLCLT", "Ban Quản lý chợ", "--target", "Market Board", "--near", "chợ", "--note", "x: y")
        line = '  BQLCLT: {expansion: Ban Quản lý chợ, target: Market Board, near: [chợ], note: "x: y"}\n'
        assert result.stdout == f"glossary/mine.yaml:7: {line.strip()}\n"
        assert mine(work) == MINE.replace("# seen twice\n", "# seen twice\n" + line)

    def test_forbidden_and_short_english(self, work: Path) -> None:
        call(
            "add", "--term", "hội chợ", "country fair", "--forbidden", "expo", "--forbidden", "bazaar", "--short", "CF"
        )
        assert "hội chợ: {target: country fair, forbidden: [expo, bazaar], short: CF}" in mine(work)
        call("set", "hội chợ", "--clear", "forbidden", "--forbidden", "market", "--short", "CoF")
        assert "hội chợ: {target: country fair, forbidden: [market], short: CoF}" in call("show", "hội chợ").stdout
        assert "forbidden and right at once, 'Country fair'" in fails("set", "hội chợ", "--forbidden", "Country fair")

    def test_add_makes_folder_and_file(self, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        empty = work / "empty"
        empty.mkdir()
        monkeypatch.chdir(empty)
        call("add", "--term", "chợ phiên", "country fair")
        assert (empty / "glossary" / "mine.yaml").read_text("utf-8") == "terms:\n  chợ phiên: country fair\n"

    def test_user_writes_for_all_work(self, work: Path) -> None:
        call("add", "QQX", "quán quen", "--user")
        assert "QQX: quán quen" in (work.parent / "config" / "glossary" / "mine.yaml").read_text("utf-8")
        assert "(user)" in call("show", "QQX").stdout

    def test_an_existing_abbreviation_gets_a_sense_only_when_told(self, work: Path) -> None:
        assert "glossary/mine.yaml:3: 'QZ' is there already; give it another meaning" in fails("add", "QZ", "quan zai")
        assert mine(work) == MINE
        call("add", "QZ", "quan zai", "--sense", "--default")
        assert "# seen twice\n      - {expansion: quan zai, default: true}\n" in mine(work)
        assert "has this meaning already" in fails("add", "QZ", "quan zai", "--sense")

    def test_a_sense_added_to_a_shipped_entry_keeps_the_others(self, work: Path) -> None:
        call("add", "TTCP", "trung tâm chế phẩm", "--near", "vi sinh", "--sense")
        senses = Glossary.load(work / "glossary").abbreviations["TTCP"].senses
        assert [s.expansion for s in senses[-1:]] == ["trung tâm chế phẩm"]
        assert len(senses) == 3

    def test_it_is_told_what_a_new_entry_stands_over(self) -> None:
        told = call("add", "UBND", "ủy ban nọ").stderr
        assert "stands over" in told
        assert "no longer counts; to keep them, add yours with --sense" in told

    def test_set_changes_that_field_only(self, work: Path) -> None:
        call("set", "QZ", "--sense", "home", "--target", "homeland", "--near", "thăm")
        new = MINE.replace("near: [về]}", "near: [về, thăm], target: homeland}")
        assert sorted(mine(work).splitlines()[5]) == sorted(new.splitlines()[5])
        assert [a == b for a, b in zip(mine(work).splitlines(), MINE.splitlines(), strict=True)].count(False) == 1

    def test_set_needs_to_know_the_sense(self) -> None:
        assert "has 2 meanings (1 quạ già; 2 quê nhà); say which with --sense N" in fails("set", "QZ", "--target", "x")
        assert "say a number from 1 to 2" in fails("set", "QZ", "--sense", "3", "--target", "x")

    def test_clear_empties_a_list_first(self, work: Path) -> None:
        call("set", "QZ", "--sense", "1", "--clear", "near", "--near", "đậu")
        assert "near: [đậu]}" in mine(work)
        assert "has no 'also' to clear" in fails("set", "QZ", "--sense", "1", "--clear", "also")

    def test_default_moves(self, work: Path) -> None:
        call("set", "QZ", "--sense", "1", "--default")
        call("set", "QZ", "--sense", "2", "--default")
        assert [s.default for s in Glossary.load(work / "glossary").abbreviations["QZ"].senses] == [False, True]

    def test_set_on_a_shipped_entry_writes_a_copy(self, work: Path) -> None:
        result = call("set", "HĐND", "--target", "Council")
        assert "your own entry stands over" in result.stderr
        entry = Glossary.load(work / "glossary").abbreviations["HĐND"]
        assert (entry.senses[0].target, entry.senses[0].expansion) == ("Council", "Hội đồng nhân dân")

    def test_remove_and_rename(self, work: Path) -> None:
        call("rename", "chợ đầu mối", "chợ đầu mối nông sản")
        assert '"chợ đầu mối nông sản": wholesale market' in mine(work)
        call("remove", "QZ", "--sense", "bird")
        call("remove", "chợ đầu mối nông sản")
        assert "quạ già" not in mine(work)
        assert mine(work).endswith("\nterms:\n# end\n")
        assert "comes with vietgloss; write your own over it" in fails("remove", "UBND")

    def test_what_is_wrong_changes_nothing(self, work: Path) -> None:
        assert "no expansion" in fails("add", "ABX")
        assert "does not begin with a letter" in fails("add", "?!", "gạch")
        assert "nothing to change" in fails("set", "QZ")
        assert "a default needs another meaning" in fails("add", "ABX", "ăn bánh", "--default")
        assert mine(work) == MINE

    def test_json_tells_the_same(self) -> None:
        told = json.loads(call("add", "BQLCLT", "Ban Quản lý chợ", "--json").stdout)
        assert (told["name"], told["fields"]) == ("BQLCLT", {"expansion": "Ban Quản lý chợ"})
        assert told["origin"] == {"path": "glossary/mine.yaml", "line": 7}


# -- The editor ------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the editors here are shell scripts")
class TestEditor:
    @staticmethod
    def editor(work: Path, script: str) -> dict[str, str]:
        path = work / "editor.sh"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return {"VISUAL": str(path), "VIETGLOSS_ASK": "1"}

    def test_it_opens_at_the_entry(self, work: Path) -> None:
        env = self.editor(work, 'echo "$1" > at.txt; sed -i.bak "s/old crow/raven/" "$2"')
        assert "written" in call("edit", "QZ", env=env).stderr
        assert (work / "at.txt").read_text() == "+3\n"
        assert mine(work) == MINE.replace("old crow", "raven")

    def test_a_wrong_file_is_not_taken_over(self, work: Path) -> None:
        env = self.editor(work, 'sed -i.bak "s/expansion/expnsion/" "$2"')
        told = call("edit", "QZ", text="n\n", env=env).stderr
        assert "glossary/mine.yaml:5" in told
        assert "did you mean 'expansion'?" in told
        assert "what you typed is in" in told
        assert mine(work) == MINE

    def test_one_may_go_back_in(self, work: Path) -> None:
        env = self.editor(
            work,
            'if test -e once; then sed -i.bak "s/expnsion/expansion/" "$2"; else touch once;'
            ' sed -i.bak "s/expansion: quạ già/expnsion: quạ non/" "$2"; fi',
        )
        call("edit", "QZ", text="y\n", env=env)
        assert mine(work) == MINE.replace("quạ già", "quạ non")

    def test_a_change_by_another_meanwhile_is_not_lost(self, work: Path) -> None:
        env = self.editor(work, 'echo "# other" >> glossary/mine.yaml; sed -i.bak "s/old crow/raven/" "$2"')
        assert "was changed by another meanwhile" in str(call("edit", "QZ", env=env).exception)
        assert mine(work) == MINE + "# other\n"
        assert "raven" in (work / "glossary" / "mine.yaml.edited").read_text("utf-8")

    def test_a_shipped_entry_is_edited_as_a_copy(self, work: Path) -> None:
        env = self.editor(work, "true")
        call("edit", "HĐND", env=env)
        assert mine(work) == MINE
        call("edit", "HĐND", env=self.editor(work, 'sed -i.bak "s/People\'s Council/Council/" "$2"'))
        assert "HĐND: {expansion: Hội đồng nhân dân, target: Council" in mine(work)


# -- Whole files -----------------------------------------------------------------------------------------


class TestFiles:
    UNEVEN = "terms:\n    b :  'two'   \n    a: {target: one, }\n\n\n"

    def test_format_keeps_what_a_file_says(self, work: Path) -> None:
        path = work / "u.yaml"
        path.write_text(self.UNEVEN, encoding="utf-8")
        assert call("format", "--check", "u.yaml").return_value == ExitCode.FINDINGS
        assert "-    b :  'two'   \n" in call("format", "--diff", "u.yaml").stdout
        assert path.read_text("utf-8") == self.UNEVEN
        call("format", "--sort", "u.yaml")
        assert path.read_text("utf-8") == "terms:\n    a: one\n    b: two\n"
        assert call("format", "--check", "u.yaml").return_value == ExitCode.OK

    def test_format_leaves_comments(self, work: Path) -> None:
        call("format", "--sort")
        assert "QZ:   # a bird or a home" in mine(work)
        assert "# end" in mine(work)

    def test_sorting_stays_inside_groups(self, work: Path) -> None:
        path = work / "s.yaml"
        path.write_text("terms:\n  đê: a\n  da: b\n  # two\n  ăn: c\n  an: d\n\n  áo: e\n  ao: f\n", encoding="utf-8")
        call("format", "--sort", "s.yaml")
        order = "terms:\n  da: b\n  đê: a\n  # two\n  an: d\n  ăn: c\n\n  ao: f\n  áo: e\n"
        assert path.read_text("utf-8") == order

    def test_diff_does_not_see_layout(self, work: Path) -> None:
        (work / "a.yaml").write_text("terms: {a: one, b: two}", encoding="utf-8")
        (work / "b.yaml").write_text("terms:\n  b: {target: two}\n  a: uno\n  c: three\n", encoding="utf-8")
        result = call("diff", "a.yaml", "b.yaml", "--exit-code")
        assert result.stdout == "-  a: one\n+  a: uno\n+  c: three\n"
        assert result.return_value == ExitCode.FINDINGS
        kinds = [d["kind"] for d in json.loads(call("diff", "a.yaml", "b.yaml", "--json").stdout)]
        assert kinds == ["changed", "added"]

    def test_merge_tells_conflicts(self, work: Path) -> None:
        (work / "o.yaml").write_text("terms: {chợ đầu mối: main market, chợ phiên: fair}", encoding="utf-8")
        result = call("merge", "o.yaml", "--into", "glossary/mine.yaml")
        assert result.return_value == ExitCode.FINDINGS
        assert result.stdout == "-  chợ đầu mối: wholesale market\n+  chợ đầu mối: main market\n"
        assert "1 added, 0 replaced, 0 there already, 1 in conflict" in result.stderr
        assert mine(work) == MINE.replace("# end\n", "  chợ phiên: fair\n# end\n")

    def test_merge_can_join_meanings(self, work: Path) -> None:
        (work / "o.yaml").write_text(
            "abbreviations: {QZ: quan zai, UBX: ủy ban}\nterms: {chợ đầu mối: main market}",
            encoding="utf-8",
        )
        assert call("merge", "o.yaml", "--into", "glossary/mine.yaml", "--on-conflict", "add").return_value == 0
        merged = Glossary.load(work / "glossary", shipped=False)
        assert [s.expansion for s in merged.abbreviations["QZ"].senses] == ["quạ già", "quê nhà", "quan zai"]
        assert merged.terms["chợ đầu mối"].also == ("main market",)
        assert call("merge", "o.yaml", "--into", "glossary/mine.yaml", "--on-conflict", "add").stderr.endswith(
            "0 added, 0 replaced, 3 there already, 0 in conflict\n"
        )

    def test_dry_run_writes_nothing(self, work: Path) -> None:
        (work / "o.yaml").write_text("terms: {chợ phiên: fair}", encoding="utf-8")
        assert "1 added" in call("merge", "o.yaml", "--into", "glossary/mine.yaml", "--dry-run").stderr
        assert mine(work) == MINE

    def test_examples_are_run(self, work: Path) -> None:
        (work / "glossary" / "mine.yaml").write_text(
            "abbreviations:\n"
            "  QZX:\n"
            "    expansion: quê nhà xa\n"
            "    examples:\n"
            "      - {source: Về QZX thôi., expands_to: Về quê nhà xa thôi.}\n"
            "      - {source: QZX xa., expands_to: Quê nhà.}\n",
            encoding="utf-8",
        )
        result = call("test")
        assert result.return_value == ExitCode.FINDINGS
        assert "glossary/mine.yaml:6: QZX: QZX xa." in result.stdout
        assert "2 examples tried; 1 failed" in result.stderr
        assert [t["passed"] for t in json.loads(call("test", "--json").stdout)] == [True, False]


# -- The shell -------------------------------------------------------------------------------------------


def test_the_shell_completes_abbreviations() -> None:
    env = {"_VIETGLOSS_COMPLETE": "bash_complete", "COMP_WORDS": "vietgloss glossary show tccs", "COMP_CWORD": "3"}
    result = CliRunner().invoke(cli, [], prog_name="vietgloss", env=env)
    assert "plain,TCCSĐ" in result.stdout.splitlines()


def test_the_script_for_the_shell_is_printed() -> None:
    for shell in ("zsh", "fish"):
        result = CliRunner().invoke(cli, ["completion", shell])
        assert "_VIETGLOSS_COMPLETE" in result.stdout
