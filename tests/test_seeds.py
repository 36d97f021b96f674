"""The project's own samples: their labels hold, and their texts are what the labels were made for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_real_articles import check
from vietgloss import Glossary
from vietgloss import text as vn

SEEDS = Path(__file__).parents[1] / "seeds"
NAMES = sorted(p.name.removesuffix(".gold.json") for p in SEEDS.glob("*.gold.json"))


def sample(name: str) -> str:
    path = next(p for p in (SEEDS / f"{name}.txt", SEEDS / f"{name}.md") if p.exists())
    with path.open(encoding="utf-8", newline="") as file:
        return vn.nfc(file.read())


def test_there_are_samples() -> None:
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_expansion_agrees_with_every_label(name: str, shipped: Glossary) -> None:
    gold = json.loads((SEEDS / f"{name}.gold.json").read_text(encoding="utf-8"))
    check(sample(name), gold["spans"], shipped)
