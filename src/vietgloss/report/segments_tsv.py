"""Translations as a table with tabs, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from vietgloss.digests import cleaned, guarded, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.pipeline import Translation

COLUMNS = ("document", "number", "source", "English", "warnings", "digest")
_BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252, and Vietnamese is lost


def as_tsv(translations: Sequence[Translation]) -> str:
    """Return a row for each segment, with its number in its document, from 1.

    The text begins with a byte order mark, and is to be written as UTF-8, line ends as they are. A cell that a
    spreadsheet would take for a formula, a date or a figure begins with ``'``, which goes again when the table is read
    by :func:`vietgloss.exchange.corrected.read`. The column ``digest`` tells there what the machine wrote.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for translation in translations:
        for number, segment in enumerate(translation.segments, 1):
            warnings = " | ".join(f"{w.kind}: {w.message}" for w in segment.warnings)
            texts = (segment.source, segment.target, warnings)
            row = [_cell(translation.path), number, *map(_cell, texts), mark(segment.source, segment.target)]
            writer.writerow(row)
    return _BOM + out.getvalue()


def _cell(text: str) -> str:
    """Return a text for a cell, where a line ends with a line feed as in those that Excel writes."""
    return guarded(cleaned(text).replace("\r\n", "\n").replace("\r", "\n"))
