"""The cells of a sheet of Excel that hold text, and which of them are in the columns that were chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.documents.formats.xlsxbook import NAMES, Sheet, cell_of, column_of
from vietgloss.documents.formats.xlsxstrings import CellText
from vietgloss.documents.formats.xmlspans import visit
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.documents.formats.xmlspans import Element, Source

_SHOWN = 10


class Cell(NamedTuple):
    """A cell with text.

    Args:
        row: Its row, from 1.
        column: Its column, from 1.
        string: The number of its shared string, from 0; -1 if the text is its own.
        start: Where that number stands in the part, in bytes.
        end: Where it ends.
        own: Its own text.
    """

    row: int
    column: int
    string: int
    start: int
    end: int
    own: CellText | None

    def text(self, strings: Sequence[CellText]) -> CellText:
        """What is written in it."""
        return strings[self.string] if self.own is None else self.own


@dataclass(slots=True, eq=False)
class Cells:
    """The cells with text of a sheet, row by row.

    Args:
        sheet: The sheet.
        source: Its part.
        cells: The cells.
        computed: Whether it has formulas that give text.
    """

    sheet: Sheet
    source: Source
    cells: list[Cell]
    computed: bool


def read_cells(sheet: Sheet, source: Source, strings: int) -> Cells:
    """Reads the cells with text of a sheet.

    Args:
        sheet: The sheet.
        source: Its part.
        strings: How many shared strings there are.

    Raises:
        InputError: If it is damaged.
    """
    read = Cells(sheet, source, [], computed=False)
    row = column = 0

    def wanted(tag: str, attrib: dict[str, str], _rest: list[str]) -> bool:
        nonlocal row, column
        if tag == "row":
            number = attrib.get("r", "")
            row, column = int(number) if number.isdecimal() and number.isascii() else row + 1, 0
        elif tag == "c":
            # A cell need not say where it is; then it is the next one.
            row, column = cell_of(attrib.get("r", "")) or (row, column + 1)
            read.computed |= attrib.get("t") == "str"
            return attrib.get("t") in {"s", "inlineStr"}
        return False

    def take(element: Element) -> None:
        if element.find("f"):
            return
        value, own = element.find("v"), element.find("is")
        if element.attrib["t"] == "inlineStr":
            if own:
                read.cells.append(Cell(row, column, -1, 0, 0, CellText(own, source)))
        elif value and value.text.strip():
            number = value.text.strip()
            if not (number.isascii() and number.isdecimal() and len(number) < 10 and int(number) < strings):  # noqa: PLR2004  # more digits than strings fit into a file
                problem = _("damaged: cell {cell} has no string {number}").format(
                    cell=element.attrib.get("r", "?"), number=number[:20]
                )
                raise InputError(problem, remedy=_("save it again in Excel"), where=source.where)
            read.cells.append(Cell(row, column, int(number), value.content, value.close, None))

    visit(source, NAMES, wanted, take)
    return read


class Columns:
    """The columns that were chosen.

    Args:
        chosen: Their letters, numbers from 1, or heads; with the name of a sheet and ``!`` before it for that sheet
            alone. A head, which is a text in the first row that has any, goes before a letter or number.
        sheets: All sheets.
        strings: The shared strings.
        where: The file's name for errors.

    Raises:
        InputError: If there is no such sheet or column.
    """

    def __init__(self, chosen: Sequence[str], sheets: Sequence[Cells], strings: Sequence[CellText], where: str) -> None:
        self._numbers: list[set[int]] = [set() for _ in sheets]
        heads = [_heads(cells, strings) for cells in sheets]
        names = {vn.key(cells.sheet.name): number for number, cells in enumerate(sheets)}
        for spec in chosen:
            before, mark, column = spec.rpartition("!")
            only = names.get(vn.key(_unquoted(before)))
            if mark and only is None and not any(vn.key(spec) in head for head in heads):
                shown = ", ".join(c.sheet.name for c in sheets[:_SHOWN])
                raise InputError(
                    _("no sheet {unquoted}").format(unquoted=_unquoted(before)),
                    remedy=_("its sheets are {shown}").format(shown=shown),
                    where=where,
                )
            column = spec if only is None else column
            asked = range(len(sheets)) if only is None else [only]
            found = [(n, heads[n].get(vn.key(column)) or _numbered(column)) for n in asked]
            if not any(number for _, number in found):
                shown = ", ".join(list(dict.fromkeys(h for n in asked for h in heads[n].named))[:_SHOWN])
                remedy = (
                    _("give a letter, a number from 1, or one of {shown}").format(shown=shown)
                    if shown
                    else _("give a letter or number")
                )
                raise InputError(_("no column {column}").format(column=column), remedy=remedy, where=where)
            for sheet, number in found:
                if number:
                    self._numbers[sheet].add(number)

    def hold(self, sheet: int, cell: Cell) -> bool:
        """Whether a cell of a sheet, by its place in the list of sheets, is in one of them."""
        return cell.column in self._numbers[sheet]


class _Heads(dict[str, int]):
    """The columns by their heads, prepared for comparison; ``named`` are the heads as they stand."""

    named: list[str]


def _heads(cells: Cells, strings: Sequence[CellText]) -> _Heads:
    heads = _Heads()
    heads.named = []
    first = cells.cells[0].row if cells.cells else 0
    for cell in cells.cells:
        if cell.row != first:
            break
        text = " ".join(cell.text(strings).text.split())
        heads.named.append(text)
        heads.setdefault(vn.key(text), cell.column)
    return heads


def _numbered(column: str) -> int | None:
    column = column.strip()
    if column.isascii() and column.isdecimal():
        return int(column) if len(column) < 6 and 0 < int(column) <= 16_384 else None  # noqa: PLR2004  # Excel's limit
    return column_of(column)


def _unquoted(name: str) -> str:
    """The name of a sheet without the quotes of a formula."""
    quoted = len(name) > 1 and name[0] == name[-1] == "'"
    return name[1:-1].replace("''", "'") if quoted else name
