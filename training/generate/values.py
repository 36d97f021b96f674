"""What a slot gives, and the lists of values in ``data``."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"

Value = tuple[str, str]
"""The Vietnamese and the English of one value."""


def table(name: str) -> list[Value]:
    """Read ``data/name.tsv``: Vietnamese, tab, English; one column alone stands for both languages.

    Raises:
        ValueError: If a line has an empty or a third column, or repeats a value.
    """
    path = DATA / f"{name}.tsv"
    values: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        columns = unicodedata.normalize("NFC", line).split("\t")
        if len(columns) > 2 or not all(column.strip() == column and column for column in columns):  # noqa: PLR2004
            raise ValueError(f"{path}:{number}: not 'Vietnamese, tab, English'")
        if columns[0] in values:
            raise ValueError(f"{path}:{number}: '{columns[0]}' stands above already")
        values[columns[0]] = columns[-1]
    return list(values.items())


def chosen(name: str) -> Callable[[random.Random], Value]:
    """Make the slot that chooses from a table."""
    values = table(name)
    return lambda rng: rng.choice(values)


def same(text: str) -> Value:
    """Give a value that is the same in both languages."""
    return text, text
