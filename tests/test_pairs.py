"""The project's own sentence pairs: whole, clean, and split by document."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from training.pairs import FOLDER, SPLITS, Pair, pairs

# Small words that stand in nearly every Vietnamese sentence and in no name, dish or title that English keeps.
FUNCTION_WORDS = re.compile(r"\b(?:và|của|được|những|không|với|trong|các|một|người|đã|là)\b")

FORMULA = 8  # a greeting, a wish, the head of a notice: sources of so many words may come again


@pytest.fixture(scope="module")
def everything() -> list[Pair]:
    return list(pairs())


def test_there_are_as_many_as_promised(everything: list[Pair]) -> None:
    assert len(everything) >= 6000
    assert {path.stem for path in FOLDER.glob("*.tsv")} == {pair.document.partition("/")[0] for pair in everything}


def test_the_text_is_nfc_without_odd_spaces() -> None:
    for path in FOLDER.glob("*.tsv"):
        text = path.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text), path.name
        assert not re.search(r"[^\S\n\t ]|  ", text), path.name


def test_no_pair_stands_twice(everything: list[Pair]) -> None:
    found = Counter((p.source, p.target) for p in everything if len(p.source.split()) > FORMULA)
    assert [pair for pair, count in found.items() if count > 1] == []


def test_no_document_stands_twice() -> None:
    for path in FOLDER.glob("*.tsv"):
        heads = re.findall(r"^# doc: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert [head for head, count in Counter(heads).items() if count > 1] == []


def test_the_english_is_english(everything: list[Pair]) -> None:
    left = [
        f"{p.document}:{p.line}" for p in everything if FUNCTION_WORDS.search(re.sub(r"[\"“(].*?[\"”)]", "", p.target))
    ]
    assert left == []


def test_no_sentence_is_in_two_splits(everything: list[Pair]) -> None:
    splits: dict[str, set[str]] = {}
    for pair in everything:
        if len(pair.source.split()) > FORMULA:
            splits.setdefault(pair.source, set()).add(pair.split)
    assert [source for source, found in splits.items() if len(found) > 1] == []


def test_each_split_is_printed(everything: list[Pair]) -> None:
    script = Path(__file__).parents[1] / "training" / "pairs.py"
    sizes = Counter(pair.split for pair in everything)
    assert all(sizes[split] > 200 for split in SPLITS)
    run = subprocess.run([sys.executable, script, "dev"], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.count("\n") == sizes["dev"]
