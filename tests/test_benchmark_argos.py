"""The benchmark beside Argos Translate measures what it says it does: tried with a tiny model on two sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from benchmarks import argos, timing
from benchmarks.timing import Spent

from models import tiny_package

TWO = "Tỉnh ủy họp.\n\nHuyện Sao Mai họp. Xã Long Thới họp.\n"


@pytest.fixture
def setting(tmp_path: Path) -> argos.Setting:
    package = tmp_path / "tiny"
    tiny_package(package)
    article = tmp_path / "article.txt"
    article.write_text(TWO, encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    env = argos.environment(work, package)
    return argos.Setting((article,), (), None, package, Path(sys.executable), work, env, 1)


def test_argos_translate_gets_our_sentences_and_its_own_splitter_gets_no_network(setting: argos.Setting) -> None:
    sentences = argos.sentences_of(setting.articles, setting.work / "sentences.json")
    given = setting.run(setting.argos(str(sentences)), setting.articles[0])
    assert given.out.strip()
    own = setting.run(setting.argos("-"), setting.articles[0], may_fail=True)
    assert own.code != 0
    assert "the network is cut" in own.err


def test_sentences_are_handed_over_paragraph_by_paragraph(setting: argos.Setting) -> None:
    path = argos.sentences_of(setting.articles, setting.work / "sentences.json")
    known = json.loads(path.read_text(encoding="utf-8"))
    assert known["Huyện Sao Mai họp. Xã Long Thới họp."] == ["Huyện Sao Mai họp.", "Xã Long Thới họp."]
    assert set(TWO.split("\n")) == set(known)


def test_our_command_translates_the_same_articles(setting: argos.Setting) -> None:
    ran = setting.run(setting.translate("--no-memory", "--terms", "off"))
    assert ran.spent.wall > 0
    assert ran.spent.cpu > 0
    assert (setting.work / "out" / "article.txt").is_file()


def test_variants_take_turns_and_a_failing_command_is_no_measurement(setting: argos.Setting) -> None:
    order: list[str] = []

    def run(name: str) -> Spent:
        order.append(name)
        return Spent(2 if name == "a" else 1, 4 if name == "a" else 1)

    spent = timing.in_turn({"a": lambda: run("a"), "b": lambda: run("b")}, 2)
    assert order == ["a", "b", "a", "b"]
    assert timing.times(spent["a"], spent["b"]) == ("2.0 (2.0-2.0)", "4.0 (4.0-4.0)")
    with pytest.raises(timing.CommandError, match="exit code 3"):
        setting.run([sys.executable, "-c", "raise SystemExit(3)"])
