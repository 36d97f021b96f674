"""CSV and TSV: the separator recognised, quotes respected, rows under the line they begin on."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from vietgloss.errors import InputError, UsageError
from vietgloss.exchange.cells import COLUMNS, rows_of
from vietgloss.exchange.encodings import decode
from vietgloss.exchange.headers import roles_of
from vietgloss.exchange.model import Exported, Found, Rejected
from vietgloss.exchange.table import read_table
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.exchange.model import Options
    from vietgloss.glossary.plain import Record

SEPARATORS = "\t;|,"
_SAMPLE_LETTERS = 1 << 16
_SAMPLE_ROWS = 50
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SAID = re.compile(r"\Asep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)  # Excel's own first line
_RUNS = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def separator_of(option: str) -> str:
    """Return the character that an option names: itself, or ``tab``, ``comma``, ``semicolon``, ``pipe``.

    Raises:
        UsageError: If it is no single character.
    """
    chosen = _NAMED.get(option.lower(), option)
    if len(chosen) != 1 or chosen in '"\r\n\0' or chosen.isalnum():
        raise UsageError(
            _("'{option}' is no separator").format(option=option), remedy=_("try tab, comma, semicolon or pipe")
        )
    return chosen


def read(data: bytes, options: Options, usual: str = "") -> Found:
    """Return the rows of a table in a text file.

    Args:
        data: The file.
        options: How to read it.
        usual: The separator of this kind of file, taken if it stands in the first lines.

    Raises:
        InputError: If it cannot be read.
    """
    text, encoding, notes = decode(data, options.name, options.encoding)
    separator = options.separator
    said = _SAID.match(text)
    if said and not separator:
        separator = said[1]
    if not separator:
        head = text[:_SAMPLE_LETTERS]
        separator = usual if usual and usual in head else recognised(head)
    rejected: list[Rejected] = []
    grid = ((n, c) for n, c in lines(text, separator, options.name, rejected) if not (said and n == 1))
    table = read_table(((n, [bare(cell) for cell in c]) for n, c in grid), options)
    return Found(table.rows, notes + table.notes, encoding, separator, rejected=rejected + table.rejected)


def recognised(head: str) -> str:
    """Return the separator that cuts the first rows most evenly; a comma if none does."""
    cut = max(head.rfind("\n"), head.rfind("\r"))
    head = head[: cut + 1] if cut > 0 and len(head) == _SAMPLE_LETTERS else head

    def quality(separator: str) -> tuple[bool, float, int]:
        rows = []
        try:
            for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
                rows += [row] if row else []
                if len(rows) == _SAMPLE_ROWS:
                    break
        except csv.Error:
            return False, 0.0, 0
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        even = widths.count(usual) / len(widths) if usual > 1 else 0.0
        return bool(rows and len(rows[0]) > 1 and roles_of(rows[0])), even, any(width > 1 for width in widths)

    best = max(SEPARATORS, key=quality)
    return best if any(quality(best)) else ","


def lines(text: str, separator: str, name: str, rejected: list[Rejected]) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a text with the line each begins on; a row whose quote never closes is rejected.

    Raises:
        InputError: If a cell is longer than the csv module allows.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    above = before = 0
    held: tuple[int, list[str]] | None = None
    try:
        for row in reader:
            if held:
                yield held
            held = (before + 1, row)
            above, before = before, reader.line_num
    except csv.Error as error:
        problem = _("a cell of more than 131,072 characters") if "field" in str(error) else str(error)
        remedy = _("is a quote not closed?")
        raise InputError(problem, remedy=remedy, where=f"{name}:{before + 1}") from None
    if held and text.count('"') % 2 and _open(text, separator, above):
        reason = _("a quote is opened and not closed up to the end, line {before}; close it, or double it").format(
            before=before
        )
        rejected.append(Rejected(held[0], reason))
    elif held:
        yield held


def _open(text: str, separator: str, line: int) -> bool:
    """Tell whether the last row, which begins after ``line`` lines, ends inside a quote."""
    rest = "".join(io.StringIO(text, newline="").readlines()[line:])
    try:
        for _rest in csv.reader(io.StringIO(rest, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def write(records: Sequence[Record], separator: str) -> Exported:
    """Return a table of everything: CSV with a byte order mark, by which Excel knows UTF-8, or TSV without."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    writer.writerow(COLUMNS)
    for record in records:
        for row in rows_of(record):
            writer.writerow([guarded(row.get(column, "")) for column in COLUMNS])
    return Exported(out.getvalue().encode("utf-8-sig" if separator == "," else "utf-8"))


def guarded(cell: str) -> str:
    """Return a cell with ``'`` before what a spreadsheet would run: ``=``, ``+``, ``-`` or ``@`` at its beginning.

    >>> guarded("=1+1"), bare(guarded("'=x"))
    ("'=1+1", "'=x")
    """
    return f"'{cell}" if _RUNS.match(cell) else cell


def bare(cell: str) -> str:
    """Return a cell without the ``'`` of :func:`guarded`."""
    cell = cell.strip()
    return cell[1:] if _GUARDED.match(cell) else cell
