"""TBX out: version 3 (ISO 30042:2019), style DCA, dialect TBX-Basic or TBX-Min; each sense a concept.

What the dialect has no data category for stands in notes, which the core of TBX allows everywhere, as
``[near] chi bộ | đảng bộ``; so the file holds everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.exchange.cells import rows_of, split
from vietgloss.exchange.elements import escaped
from vietgloss.exchange.model import Exported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.glossary.plain import Record

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_PREFERRED, _ADMITTED, _DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
_TERMS = ("section", "name", "expansion", "target", "also", "forbidden", "short", "forms", "note", "ref")
_END = "    </body>\n  </text>\n</tbx>\n"


def write(records: Sequence[Record], *, dialect: str = "TBX-Basic") -> Exported:
    """Return a TBX file.

    Args:
        records: The entries.
        dialect: ``TBX-Basic`` or ``TBX-Min``.
    """
    parts = [_head(dialect)]
    number = 0
    for record in records:
        for row in rows_of(record):
            number += 1
            parts += _concept(row, number, dialect == "TBX-Basic")
    parts.append(_END)
    return Exported("".join(parts).encode())


def _head(dialect: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx type="{dialect}" style="dca" xml:lang="vi" xmlns="{NAMESPACE}">\n'
        "  <tbxHeader>\n    <fileDesc>\n      <sourceDesc>\n        <p>a glossary of vietgloss</p>\n"
        "      </sourceDesc>\n    </fileDesc>\n  </tbxHeader>\n  <text>\n    <body>\n"
    )


def _concept(row: dict[str, str], number: int, basic: bool) -> Iterator[str]:
    """Give the lines of a concept: what holds for it all, then Vietnamese, then English."""
    yield f'      <conceptEntry id="c{number}">\n'
    if "ref" in row and basic:
        yield f'        <admin type="source">{escaped(row["ref"])}</admin>\n'
    if "note" in row:
        mark = "[note] " if row["note"].startswith("[") else ""
        yield f"        <note>{mark}{escaped(row['note'])}</note>\n"
    for column, cell in _in_notes(row, basic).items():
        yield f"        <note>[{column}] {escaped(cell)}</note>\n"
    yield '        <langSec xml:lang="vi">\n'
    yield from _vietnamese(row, basic)
    yield "        </langSec>\n"
    if "target" in row:
        yield '        <langSec xml:lang="en">\n'
        yield from _unit(row["target"], "", _PREFERRED)
        for other in split(row.get("also", "")):
            yield from _unit(other, "", _ADMITTED)
        if "short" in row and basic:
            yield from _unit(row["short"], "abbreviation", "")
        for wrong in split(row.get("forbidden", "")):
            yield from _unit(wrong, "", _DEPRECATED)
        yield "        </langSec>\n"
    yield "      </conceptEntry>\n"


def _in_notes(row: dict[str, str], basic: bool) -> dict[str, str]:
    """Return the cells of a row that have no data category."""
    notes = {column: cell for column, cell in row.items() if column not in _TERMS}
    if row["section"] == "abbreviations" and not basic:  # TBX-Min does not know kinds of terms
        notes = {column: row[column] for column in ("section", "name", "forms") if column in row} | notes
    if "target" not in row:
        notes |= {column: row[column] for column in ("also", "forbidden", "short") if column in row}
    elif "short" in row and not basic:
        notes["short"] = row["short"]
    if "ref" in row and not basic:
        notes["ref"] = row["ref"]
    return notes


def _vietnamese(row: dict[str, str], basic: bool) -> Iterator[str]:
    """Give the Vietnamese terms: the full form, then the abbreviation and its other spellings."""
    if row["section"] == "terms":
        yield from _unit(row["name"], "", "")
        return
    if "expansion" in row:
        yield from _unit(row["expansion"], "fullForm" if basic else "", "")
    yield from _unit(row["name"], "abbreviation" if basic else "", _PREFERRED if basic else _ADMITTED)
    for form in split(row.get("forms", "")) if basic else ():
        yield from _unit(form, "abbreviation", _ADMITTED)


def _unit(term: str, kind: str, status: str) -> Iterator[str]:
    yield f"          <termSec>\n            <term>{escaped(term)}</term>\n"
    if status:
        yield f'            <termNote type="administrativeStatus">{status}</termNote>\n'
    if kind:
        yield f'            <termNote type="termType">{kind}</termNote>\n'
    yield "          </termSec>\n"
