"""The five real articles beside the project: every label agrees. Skipped where they are not there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vietgloss import Glossary, expand
from vietgloss import text as vn

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_expansion_agrees_with_every_label(name: str, shared: Path, shipped: Glossary) -> None:
    with (shared / "seeds" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = vn.nfc(file.read())
    lines = (shared / "gold" / "expansions.jsonl").read_text(encoding="utf-8").splitlines()
    spans = next(row["spans"] for row in map(json.loads, lines) if row["id"] == name)
    check(text, spans, shipped)


def check(text: str, spans: list[dict[str, object]], glossary: Glossary) -> None:
    """Fail with the list of labels that the expansion does not meet, and of edits that no label asks for."""
    result = expand(text, glossary)
    edits = {(e.start, e.end): e for e in result.edits}
    wrong = []
    for span in spans:
        start, end = int(str(span["start"])), int(str(span["end"]))
        if span["kind"] == "expand":
            edit = edits.pop((start, end), None)
            right = {vn.fold(str(x)) for x in [span["expansion"], *span["accept"]]}  # type: ignore[misc]
            if edit is None or vn.fold(edit.expansion).strip() not in right:
                wrong.append((span["surface"], edit))
        elif span["kind"] == "define":
            edit = next((e for e in edits.values() if e.start < start and end < e.end), None)
            if edit is None or edit.surface.split() != [f"({span['surface']})"] or edit.expansion:
                wrong.append((span["surface"], edit))
            else:
                del edits[edit.start, edit.end]
        elif any(e.start < end and start < e.end for e in result.edits):
            wrong.append((span["surface"], "touched"))
        elif span["kind"] == "docnum" and not any(
            (p.start, p.end, p.kind) == (start, end, "document-number") for p in result.protected
        ):
            wrong.append((span["surface"], "not seen as a document number"))
    assert not wrong
    assert not edits
    assert not result.ambiguous
