"""Lines that are known as a whole: cells of tables, headings, forms. The cases are data: tests/cases/cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from vietgloss.glossary import Glossary
from vietgloss.pipeline.prepare import Preparer
from vietgloss.terms import rounds
from vietgloss.translation.cells import phrases
from vietgloss.translation.tokens import Alignment, Hypothesis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "cells" / "cells.yaml").read_text(encoding="utf-8"))
ASKED = "the model was asked"


class Asked:
    """A model that only says that it was asked."""

    def count(self, line: str) -> int:
        return len(line.split())

    def hypotheses(self, lines: Iterable[str]) -> dict[str, Sequence[Hypothesis]]:
        return {line: [Hypothesis(ASKED, lambda: Alignment([], [], []))] for line in lines}

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [Alignment([], [], []) for _ in pairs]


@pytest.fixture(scope="module")
def preparer() -> Preparer:
    return Preparer(Glossary.load(), terms=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_holds(case: dict[str, Any], preparer: Preparer) -> None:
    line = preparer.line(case["text"])
    rounds.translate([line], Asked(), 100, "repair", rescue=False)
    if case["english"] is None:
        assert ASKED in line.target.lower()
    else:
        assert line.target == case["english"]


def test_the_table_says_nothing_twice_and_nothing_in_vietnamese() -> None:
    known = phrases("cells.yaml")
    assert len(known) > 250
    assert [v for v in known.values() if not v.strip() or not v.isascii()] == []
