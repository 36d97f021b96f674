"""Excel workbooks (.xlsx): every visible sheet a table; formulas as the values that were stored with them."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from typing import TYPE_CHECKING, Any

from vietgloss.errors import InputError, VietglossError
from vietgloss.exchange import archive
from vietgloss.exchange.cells import COLUMNS, rows_of
from vietgloss.exchange.model import MAX_ROWS, Exported, Found, Rejected
from vietgloss.exchange.separated import bare
from vietgloss.exchange.table import read_table
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.exchange.model import Options
    from vietgloss.glossary.plain import Record

MAX_COLUMNS = 200
_EXCEL_ROWS = 1_048_576
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_GUARDED = re.compile(r"'+[=+\-@]")
_WIDTHS = {"name": 22, "expansion": 34, "target": 34, "also": 24, "forbidden": 24, "near": 30, "note": 30, "ref": 24}


def read(data: bytes, options: Options) -> Found:
    """Return the rows of all visible sheets of a workbook.

    Raises:
        InputError: If it is no workbook, a broken or a hostile one.
    """
    if "xl/workbook.xml" not in archive.check(data, options.name):
        remedy = _("save it as .xlsx")
        raise InputError(_("a zip archive, but not an Excel workbook"), remedy=remedy, where=options.name)
    found = Found()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that do not matter here
            _read(data, options, found)
    except VietglossError:
        raise
    except Exception as error:  # noqa: BLE001  # on a malformed part openpyxl raises whatever comes
        problem = _("not a workbook that can be read ({name})").format(name=type(error).__name__)
        raise InputError(problem, remedy=_("open it in a spreadsheet and save it anew"), where=options.name) from None
    return found


def _read(data: bytes, options: Options, found: Found) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415  # a heavy package

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        several = len(book.worksheets) > 1
        for sheet in book.worksheets:
            title = str(sheet.title)
            if sheet.sheet_state != "visible":
                found.notes.append(_("sheet {title} is hidden and not read").format(title=title))
                continue
            shown = title if several else ""
            table = read_table(_grid(sheet, options, shown, found), options, shown)
            found.rows += table.rows
            found.notes += table.notes
            found.rejected += table.rejected
    finally:
        book.close()


def _grid(sheet: Any, options: Options, shown: str, found: Found) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401
    """Give the rows of a sheet as text; a row with the error of a formula is rejected."""
    sheet.reset_dimensions()  # what the file says of its size need not be true
    rows = sheet.iter_rows(min_row=1, max_row=_EXCEL_ROWS, max_col=MAX_COLUMNS, values_only=True)
    number = 0
    filled = 0
    for number, row in enumerate(rows, 1):
        values = [value for value in row if value is not None]
        if not values:
            continue
        filled += 1
        if filled > MAX_ROWS:
            raise InputError(
                _("more than {max_rows:,} rows").format(max_rows=MAX_ROWS),
                remedy=_("split it into several files"),
                where=options.name,
            )
        cells = ["" if value is None else _text(value) for value in row]
        broken = next((n for n, cell in enumerate(cells) if cell in _ERRORS), None)
        if broken is None:
            yield number, cells
        else:
            reason = _("column {letter} is {cells}; mend the formula").format(
                letter=_letter(broken), cells=cells[broken]
            )
            found.rejected.append(Rejected(number, reason, shown))


def _text(value: Any) -> str:  # noqa: ANN401  # whatever a cell may hold
    """Return the text of a cell as a person would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  # exact up to here
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return bare(value) if isinstance(value, str) else str(value)


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def write(records: Sequence[Record]) -> Exported:
    """Return a workbook of one sheet that holds everything; every cell is text, so that none is run as a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  # a heavy package
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # same
    from openpyxl.styles import Font  # noqa: PLC0415  # same

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("glossary")
    sheet.freeze_panes = "C2"
    for number, column in enumerate(COLUMNS):
        sheet.column_dimensions[_letter(number)].width = _WIDTHS.get(column, 12)

    def cell(text: str, *, bold: bool = False) -> Any:  # noqa: ANN401  # openpyxl's
        made: Any = WriteOnlyCell(sheet, "")
        made.value = f"'{text}" if _GUARDED.match(text) else text
        made.data_type = "s"  # what begins with = is a text too
        if text[:1] in "=+-@":
            made.style = "Normal"
            made.quotePrefix = True  # and stays one when it is edited
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(column, bold=True) for column in COLUMNS])
    for record in records:
        for row in rows_of(record):
            sheet.append([cell(row[column]) if row.get(column) else None for column in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return Exported(out.getvalue())
