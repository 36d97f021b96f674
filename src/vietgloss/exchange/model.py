"""What goes in and out: rows of a file, entries, and what was refused or could not be held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary.plain import Record

MAX_BYTES = 64 << 20
"""The largest file that is read."""

MAX_ROWS = 500_000
"""The most rows, concepts or translation units of a file."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file, before it is checked.

    Attributes:
        number: Where the user finds it: the line of a text file (of its first line, from 1), the row of a sheet, the
            number of an item in JSON.
        cells: Its texts by column (see :data:`vietgloss.exchange.cells.COLUMNS`); empty ones are left out.
        sheet: The sheet of a workbook.
    """

    number: int
    cells: dict[str, str]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that did not go in, and why; ``row`` and ``sheet`` as in :class:`Row`."""

    row: int
    reason: str
    sheet: str = ""

    def __str__(self) -> str:
        return (_("sheet {sheet}, ").format(sheet=self.sheet) if self.sheet else "") + _("row {row}: {reason}").format(
            row=self.row, reason=self.reason
        )


@dataclass(frozen=True)
class Imported:
    """What a file holds.

    Attributes:
        records: The good entries, in the order of the file.
        rejected: The rows that are not among them.
        notes: What else there is to know, one line each.
        format: The format that was recognised or asked for.
        encoding: How the text was encoded; empty for XML and workbooks, which say it themselves.
        separator: What stood between the cells; empty where nothing does.
    """

    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    format: str = ""
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class Lost:
    """A field of an entry that a format could not hold; ``field`` is ``entry`` if it is not there at all."""

    entry: str
    field: str
    reason: str


@dataclass(frozen=True)
class Exported:
    """A file's content, and what of the entries is not in it."""

    data: bytes
    lost: tuple[Lost, ...] = ()


@dataclass
class Options:
    """How to read a file, where it does not say so itself.

    Attributes:
        name: The file, for messages.
        encoding: The encoding; None to recognise it.
        separator: What stands between cells; None to recognise it.
        columns: The number of each column (from 1) by what it holds; None to recognise them.
        section: Where rows go that could be either; None to decide by their form.
    """

    name: str = "<data>"
    encoding: str | None = None
    separator: str | None = None
    columns: dict[str, int] | None = None
    section: str | None = None


@dataclass
class Found:
    """What a reader of one format found: rows to be checked, or what it has checked itself."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ""
    records: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    together: bool = False  # rows of one source are one term with several translations
