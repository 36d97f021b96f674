"""Prepared text on disk: compressed lines of Vietnamese, English, spans, a tab between."""

from __future__ import annotations

import bz2
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SUFFIX = ".tsv.bz2"


class Line(NamedTuple):
    """A pair, and its term spans as they are written."""

    vietnamese: str
    english: str
    spans: str


def write(path: Path, lines: Iterable[Line]) -> int:
    """Write lines, and return the size of the file; bz2 since it packs such text best of what Python brings along."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = bz2.compress("".join("\t".join(line) + "\n" for line in lines).encode())
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
    return len(data)


def read(path: Path) -> list[Line]:
    """Read lines back."""
    return [Line(*line.split("\t")) for line in bz2.decompress(path.read_bytes()).decode().split("\n") if line]
