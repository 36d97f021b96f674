"""Scanning: what is found over several documents, what is proposed, and that the proposal is a glossary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from vietgloss import Glossary, expand
from vietgloss.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

ONE = "Quỹ Phát triển Long Thới (QPTLT) ra mắt. QPTLT họp với VSMTX.\n"
TWO = "QPTLT cho vay. Đội vệ sinh môi trường xanh ra quân; vệ sinh môi trường xanh là trên hết. VSMTX và KZQW.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "mot.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "bai" / "hai.md").write_text(TWO, encoding="utf-8")
    (tmp_path / "bai" / "anh.png").write_bytes(b"\x89PNG")
    return tmp_path / "bai"


def scan(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["scan", *map(str, args)])


def test_what_is_open_is_ranked_with_a_place(folder: Path) -> None:
    result = scan(folder)
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert rows[1].split()[0] == "VSMTX"
    assert "2 files read" in result.stderr
    assert f"{folder / 'hai.md'}:1" in result.stdout


def test_json_tells_all(folder: Path) -> None:
    found = {f["surface"]: f for f in json.loads(scan(folder, "--json").stdout)}
    assert found["QPTLT"]["defined"] == {"Quỹ Phát triển Long Thới": 1}
    assert found["QPTLT"]["status"] == "unknown"  # in the second file nothing explains it
    assert found["VSMTX"]["likely"] == {"vệ sinh môi trường xanh": 2}
    assert (found["VSMTX"]["count"], found["VSMTX"]["documents"]) == (2, 2)
    assert found["KZQW"]["proposal"] is None


def test_the_yaml_is_a_glossary_that_explains_more(folder: Path) -> None:
    result = scan(folder, "--yaml")
    glossary = Glossary.from_text(result.stdout)
    assert set(glossary.abbreviations) == {"QPTLT"}  # only what a text defines is certain
    assert "# VSMTX: vệ sinh môi trường xanh" in result.stdout
    assert expand("QPTLT", glossary).text == "Quỹ Phát triển Long Thới"


def test_the_yaml_is_a_glossary_when_all_is_guesswork(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("KZQW: mới; NO, ON-1", encoding="utf-8")
    assert not Glossary.from_text(scan(tmp_path, "--yaml").stdout).abbreviations


def test_standard_input_top_and_nothing() -> None:
    result = CliRunner().invoke(cli, ["scan", "--top", "1"], input="KZQW, KZQW, KZQX")
    assert result.stdout.splitlines()[1].startswith("KZQW")
    assert len(result.stdout.splitlines()) == 2
    assert "Nothing is unknown" in CliRunner().invoke(cli, ["scan"], input="Xin chào.").stdout


def test_ambiguous_ones_name_their_meanings(tmp_path: Path) -> None:
    (tmp_path / "g.yaml").write_text(
        "abbreviations: {QZ: {senses: [{expansion: quạ già}, {expansion: quê nhà}]}}", encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text("Các QZ ấy.", encoding="utf-8")
    result = scan(tmp_path / "a.txt", "-g", tmp_path / "g.yaml")
    assert "quạ già or quê nhà" in result.stdout


def test_a_bad_file_does_not_stop_a_folder(folder: Path) -> None:
    (folder / "hong.txt").write_bytes(b"\xff\xfe\x00")
    result = scan(folder)
    assert result.exit_code == 0
    assert "skipped" in result.stderr
    assert "hong.txt" in result.stderr
