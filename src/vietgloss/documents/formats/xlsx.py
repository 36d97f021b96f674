"""Excel workbooks: the cells with Vietnamese text, or those of chosen columns.

Source: ECMA-376, Office Open XML File Formats, part 1 (SpreadsheetML).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from vietgloss.documents.formats.vietnamese import has_letter, is_vietnamese
from vietgloss.documents.formats.xlsxbook import NAMES, Book
from vietgloss.documents.formats.xlsxcells import Columns, read_cells
from vietgloss.documents.formats.xlsxstrings import CellText
from vietgloss.documents.formats.xmlspans import start_tag_at, visit, with_attribute
from vietgloss.documents.formats.zips import Archive
from vietgloss.documents.model import Content, content_of
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.xlsxcells import Cell, Cells
    from vietgloss.documents.formats.xmlspans import Source
    from vietgloss.documents.model import Kind, Options, Target

    Edit = tuple[int, int, str]

_TABLE = re.compile(rb"<((?:[^\s<>/:!?]+:)?sst)[\s>/]")
_KEPT = N_("left as they are: {} cells in heads of tables or in pivot tables, which Excel knows by their words")


def parse(data: str | bytes, where: str, options: Options) -> Content:
    """Finds the texts of a workbook. Cells that share a string are one text.

    Args:
        data: The file's bytes.
        where: Its name for errors.
        options: ``columns`` are letters, numbers from 1, or texts of the first row; ``Sheet!B`` is for one sheet.

    Raises:
        InputError: If it is damaged, protected by a password, no workbook, or has no such column.
    """
    archive = Archive(data.encode() if isinstance(data, str) else data, where)
    book = Book(archive, where)
    table = _Strings(book.source(book.strings)) if book.strings else None
    strings = table.strings if table else []
    sheets = [read_cells(sheet, book.source(sheet.part), len(strings)) for sheet in book.sheets]
    chosen, kept = _chosen(sheets, strings, options.columns, where)
    texts = list({id(text): text for cells in chosen for text in (cell.text(strings) for cell in cells)}.values())
    slots = [slot for text in texts for slot in text.slots]
    written: list[tuple[str, Kind]] = [(slot.text, "cell") for slot in slots]

    def write(targets: Sequence[Target]) -> bytes:
        english = _english(texts, targets)
        renumbered, edits = table.with_english(sheets, chosen, english) if table else ({}, None)
        changes = {book.strings: edits} if edits else {}
        for cells, own in zip(sheets, chosen, strict=True):
            changes[cells.sheet.part] = cells.source.edited(_edits(own, renumbered, english))
        if english and any(cells.computed for cells in sheets):
            changes[book.part] = book.recalculating()
        return archive.rewritten(changes)

    notes = (_(_KEPT).format(kept),) if kept else ()
    return content_of(written, write, inlines=[slot.inlines for slot in slots], notes=notes)


def _chosen(
    sheets: Sequence[Cells], strings: Sequence[CellText], columns: Sequence[str], where: str
) -> tuple[list[list[Cell]], int]:
    """The cells to translate of each sheet, and how many are left only because Excel knows them by their words."""
    named = Columns(columns, sheets, strings, where) if columns else None
    chosen: list[list[Cell]] = []
    kept = 0
    for number, cells in enumerate(sheets):
        own = []
        for cell in cells.cells:
            text = cell.text(strings).text
            if not (named.hold(number, cell) and has_letter(text) if named else is_vietnamese(text)):
                continue
            if any(area.holds(cell.row, cell.column) for area in cells.sheet.kept):
                kept += 1
            else:
                own.append(cell)
        chosen.append(own)
    return chosen, kept


def _english(texts: Sequence[CellText], targets: Sequence[Target]) -> dict[CellText, str]:
    """The new content of each text that has become another one."""
    given = iter(targets)
    english = {}
    for text in texts:
        own = list(islice(given, len(text.slots)))
        if not all(slot.unchanged(target) for slot, target in zip(text.slots, own, strict=True)):
            english[text] = text.with_english(iter(own))
    return english


def _edits(cells: Sequence[Cell], renumbered: dict[int, int], english: dict[CellText, str]) -> Iterator[Edit]:
    for cell in cells:
        if cell.own is not None:
            if cell.own in english:
                yield cell.own.start, cell.own.end, english[cell.own]
        elif cell.string in renumbered:
            yield cell.start, cell.end, str(renumbered[cell.string])


class _Strings:
    """The shared strings of a workbook.

    Args:
        source: Their part.

    Raises:
        InputError: If it is damaged.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.strings: list[CellText] = []
        """The strings in order."""
        visit(
            source,
            NAMES,
            lambda tag, _rest, path: tag == "si" and len(path) == 1,
            lambda element: self.strings.append(CellText(element, source)),
        )

    def with_english(
        self, sheets: Sequence[Cells], chosen: Sequence[Sequence[Cell]], english: dict[CellText, str]
    ) -> tuple[dict[int, int], bytes]:
        """The part with other strings. One that cells share which are not chosen stays, and a new one is added.

        Returns:
            The new number for each string that has one, and the part.
        """
        used = Counter(cell.string for cells in sheets for cell in cells.cells)
        changed = Counter(cell.string for cells in chosen for cell in cells if cell.own is None)
        edits: list[Edit] = []
        added: list[str] = []
        renumbered: dict[int, int] = {}
        for number in changed:
            text = self.strings[number]
            if text not in english:
                continue
            if used[number] == changed[number]:
                edits.append((text.start, text.end, english[text]))
            else:
                renumbered[number] = len(self.strings) + len(added)
                added.append(english[text])
        if added:
            edits += self._added(added)
        return renumbered, self._source.edited(edits)

    def _added(self, contents: Sequence[str]) -> Iterator[Edit]:
        data = self._source.data
        found = _TABLE.search(data)
        if not found:  # pragma: no cover  # there are strings, so there is the element around them
            return
        start, name = found.start(), found[1].decode()
        tag = start_tag_at(data, start)
        unique = re.search(r"\suniqueCount\s*=\s*[\"'](\d{1,9})[\"']", tag)
        if unique:
            new = with_attribute(tag, "uniqueCount", str(int(unique[1]) + len(contents)))
            yield start, start + len(tag.encode()), new
        si = name[: -len("sst")] + "si"
        end = data.rindex(f"</{name}".encode())
        yield end, end, "".join(f"<{si}>{content}</{si}>" for content in contents)
