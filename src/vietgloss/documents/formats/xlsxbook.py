"""What an Excel workbook is made of: its sheets, its strings, and the cells that must stay as they are."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple

from vietgloss.documents.formats.xmlspans import elements, source, with_attribute
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.documents.formats.xmlspans import Source
    from vietgloss.documents.formats.zips import Archive

NAMES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
}
"""The prefixes under which this package knows the namespaces of SpreadsheetML, transitional and strict."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LAST_COLUMN = 16_384


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class Sheet(NamedTuple):
    """A sheet: its name, the name of its part in the archive, and the areas of it to leave as they are."""

    name: str
    part: str
    kept: tuple[Area, ...]


class Book:
    """A workbook.

    Args:
        archive: The file.
        where: Its name for errors.

    Raises:
        InputError: If it is damaged or no workbook.
    """

    def __init__(self, archive: Archive, where: str) -> None:
        self._archive, self._where = archive, where
        starts = [target for kind, target in self._related("").values() if kind == "officeDocument"]
        self.part = starts[0] if starts else "xl/workbook.xml"
        """The name of its main part."""
        self._source = self.source(self.part)
        related = self._related(self.part)
        strings = [target for kind, target in related.values() if kind == "sharedStrings"]
        self.strings = strings[0] if strings and archive.has(strings[0]) else ""
        """The name of the part with the shared strings; empty if there are none."""
        found = elements(self._source, NAMES, lambda tag, _rest, path: tag == "sheet" and path[-1:] == ["sheets"])
        pivots = self._pivot_sources([target for kind, target in related.values() if kind == "pivotCacheDefinition"])
        self.sheets: list[Sheet] = []
        """Its sheets with cells, in the order of their tabs."""
        for element in found:
            name = element.attrib.get("name", "")
            kind, part = related.get(element.attrib.get("r:id", ""), ("", ""))
            if kind == "worksheet" and archive.has(part):
                kept = [*self._kept(part), *(area for sheet, area in pivots if sheet == name)]
                self.sheets.append(Sheet(name, part, tuple(kept)))
        if not self.sheets:
            raise InputError(_("not an Excel workbook: no sheet in it"), remedy=_("check its suffix"), where=where)

    def source(self, part: str) -> Source:
        """Reads a part of XML."""
        return source(self._archive.read(part), f"{self._where} ({part})")

    def recalculating(self) -> bytes:
        """The main part, told that all formulas are to be calculated when the file is opened."""
        found = elements(self._source, NAMES, lambda tag, _rest, path: len(path) == 1 and tag in _BEFORE_CALCULATION)
        old = next((e for e in found if e.tag == "calcPr"), None)
        if old is not None:
            tag = with_attribute(self._source.tag(old), "fullCalcOnLoad", "1")
            return self._source.edited([(old.start, old.content, tag)])
        prefix = self._source.name(found[-1]).rpartition(":")[0]
        name = f"{prefix}:calcPr" if prefix else "calcPr"
        return self._source.edited([(found[-1].end, found[-1].end, f'<{name} fullCalcOnLoad="1"/>')])

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part is related to: the last word of the kind and the name of the other part, by its id."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self._archive.has(path):
            return {}
        related = {}
        for e in elements(self.source(path), NAMES, lambda tag, *_rest: tag == "Relationship"):
            target = e.attrib.get("Target", "")
            if e.attrib.get("TargetMode") != "External":
                full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                related[e.attrib.get("Id", "")] = (posixpath.basename(e.attrib.get("Type", "")), full)
        return related

    def _kept(self, part: str) -> list[Area]:
        """Heads and totals of the sheet's tables, which formulas know by their words, and its pivot tables."""
        areas: list[Area] = []
        for kind, target in self._related(part).values():
            if kind == "pivotTable" and self._archive.has(target):
                found = elements(self.source(target), NAMES, lambda tag, *_rest: tag == "location")
                areas += [area for e in found if (area := area_of(e.attrib.get("ref", "")))]
            elif kind == "table" and self._archive.has(target):
                for e in elements(self.source(target), NAMES, lambda tag, *_rest: tag == "table"):
                    areas += _head_and_foot(e.attrib)
        return areas

    def _pivot_sources(self, parts: list[str]) -> list[tuple[str, Area]]:
        """The heads of the areas that pivot tables are made of, which they know by their words."""
        heads: list[tuple[str, Area]] = []
        for part in parts:
            if self._archive.has(part):
                found = elements(self.source(part), NAMES, lambda tag, *_rest: tag == "worksheetSource")
                areas = ((e.attrib.get("sheet", ""), area_of(e.attrib.get("ref", ""))) for e in found)
                heads += [(sheet, area._replace(bottom=area.top)) for sheet, area in areas if area]
        return heads


def _head_and_foot(attrib: dict[str, str]) -> list[Area]:
    """The first row of a table, if it is its head, and the last one, if it holds totals."""
    area = area_of(attrib.get("ref", ""))
    if not area:
        return []
    head, foot = attrib.get("headerRowCount", "1") != "0", attrib.get("totalsRowCount", "0") != "0"
    return [area._replace(bottom=area.top)] * head + [area._replace(top=area.bottom)] * foot


# What may stand before calcPr in a workbook, itself included.
_BEFORE_CALCULATION = frozenset({"sheets", "functionGroups", "externalReferences", "definedNames", "calcPr"})


def cell_of(reference: str) -> tuple[int, int] | None:
    """The row and column of a reference such as ``B7``, both from 1; None if it is none."""
    found = _REFERENCE.fullmatch(reference)
    column = column_of(found[1]) if found else None
    return (int(found[2]), column) if found and column else None


def area_of(reference: str) -> Area | None:
    """The area of a reference such as ``A1:C9`` or ``B7``; None if it is none."""
    first, _rest, last = reference.partition(":")
    start, end = cell_of(first), cell_of(last or first)
    return Area(*start, *end) if start and end else None


def column_of(letters: str) -> int | None:
    """The number of a column, from 1, by its letters; None if no sheet has it.

    >>> column_of("A"), column_of("aa"), column_of("ZZZ")
    (1, 27, None)
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return None
        number = number * 26 + ord(letter) - ord("A") + 1
    return number if 0 < number <= _LAST_COLUMN else None
