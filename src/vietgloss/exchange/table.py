"""From the cells of a table to rows: by headings, by ``--columns``, or by the form of the texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.errors import InputError
from vietgloss.exchange.cells import COLUMNS
from vietgloss.exchange.forms import looks_abbreviated, looks_vietnamese, reversed_pairs
from vietgloss.exchange.headers import roles_of
from vietgloss.exchange.model import MAX_ROWS, Rejected, Row
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.exchange.model import Options

Cells = list[str]
_PAIR, _TRIPLE = 2, 3


@dataclass
class Table:
    """The rows of one table (of one sheet of a workbook), what was refused, and what to tell."""

    rows: list[Row] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_table(grid: Iterable[tuple[int, Cells]], options: Options, sheet: str = "") -> Table:
    """Return the rows of a table.

    Args:
        grid: The number of each row and its cells.
        options: What is known about the columns.
        sheet: The sheet of a workbook.

    Raises:
        InputError: If there are too many rows, or no column that could name an entry.
    """
    filled = []
    for number, cells in grid:
        if any(cell.strip() for cell in cells):
            filled.append((number, cells))
            if len(filled) > MAX_ROWS:
                remedy = _("split it into several files")
                raise InputError(
                    _("more than {max_rows:,} rows").format(max_rows=MAX_ROWS), remedy=remedy, where=options.name
                )
    table = Table()
    if not filled:
        return table
    roles = roles_of(filled[0][1])
    prefix = _("sheet {sheet}: ").format(sheet=sheet) if sheet else ""
    if options.columns:
        own = {number - 1: role for role, number in options.columns.items()}
        width = max(own) + 1
        body = filled[1:] if roles else filled
        _by_roles(table, body, [own.get(n) for n in range(width)], options, sheet)
    elif roles:
        unread = []
        for n, (cell, role) in enumerate(zip(filled[0][1], roles, strict=True)):
            if cell.strip() and (role in (None, "ignored") or role in roles[:n]):  # of two alike the first counts
                unread.append(cell.strip()[:40])
                roles[n] = None
        if unread:
            table.notes.append(
                _("{prefix}columns not read: {unread}").format(prefix=prefix, unread=", ".join(unread[:10]))
            )
        _by_roles(table, filled[1:], roles, options, sheet)
    else:
        _by_form(table, filled, options, sheet, prefix)
    return table


def _by_roles(
    table: Table, body: list[tuple[int, Cells]], roles: list[str | None], options: Options, sheet: str
) -> None:
    """Read rows whose columns are known."""
    have = {role for role in roles if role}
    if not have & {"name", "abbreviation", "vietnamese", "source", "expansion"}:
        remedy = _("name one with --columns, such as --columns abbreviation=1,expansion=2")
        raise InputError(_("no column of abbreviations or Vietnamese terms"), remedy=remedy, where=options.name)
    generic = have >= {"source", "target"} and not have & {"name", "abbreviation", "vietnamese", "expansion", "meaning"}
    if generic:
        first, second = roles.index("source"), roles.index("target")
        if reversed_pairs([(_at(cells, first), _at(cells, second)) for _, cells in body]):
            roles = ["target" if r == "source" else "source" if r == "target" else r for r in roles]
            table.notes.append(_("the column source is English and target is Vietnamese: read the other way round"))
    for number, cells in body:
        found = {role: cell.strip() for role, cell in zip(roles, cells, strict=False) if role and cell.strip()}
        found.pop("ignored", None)
        if found:
            table.rows.append(Row(number, _own(found, options.section, generic=generic), sheet))


def _own(found: dict[str, str], section: str | None, *, generic: bool) -> dict[str, str]:
    """Return the cells of a row under our own columns."""
    own = {column: found[column] for column in COLUMNS if column in found}
    if "name" in found or "section" in found:
        if "section" not in own:
            abbreviated = any(c in own for c in ("expansion", "keep", "sense")) or "target" not in own
            own["section"] = section or ("abbreviations" if abbreviated else "terms")
        else:
            own["section"] = own["section"].strip().lower()
        return own
    short = found.get("abbreviation", "")
    meaning = found.get("meaning", "")
    long = found.get("expansion") or found.get("vietnamese") or found.get("source") or ""
    if generic and section != "terms" and looks_abbreviated(long) and looks_vietnamese(own.get("target", "")):
        short, long = long, own.pop("target")
    if meaning and short and not long:
        long, meaning = meaning, ""
    if meaning and "target" not in own:
        own["target"], meaning = meaning, ""
    if meaning:
        own["note"] = f"{meaning}; {own['note']}" if "note" in own else meaning
    own.pop("expansion", None)
    if section == "abbreviations" and not short and long:
        short, long = long, own.pop("target", "")
    if short and section != "terms":
        own |= {"section": "abbreviations", "name": short} | ({"expansion": long} if long else {})
    else:
        own |= {"section": "terms", "name": long or short}
    return own


def _by_form(table: Table, body: list[tuple[int, Cells]], options: Options, sheet: str, prefix: str) -> None:
    """Read rows without headings."""
    width = max(len(_trimmed(cells)) for _, cells in body)
    if width < _PAIR:
        problem = _("only one column") if not sheet else _("sheet {sheet}: only one column").format(sheet=sheet)
        raise InputError(problem, remedy=_("name the separator with --separator"), where=options.name)
    pairs = [(_at(c, 0), _at(c, 1)) for _, c in body if not looks_abbreviated(_at(c, 0))]
    turned = options.section is None and reversed_pairs(pairs)
    counts = {"abbreviations": 0, "terms": 0}
    for number, cells in body:
        own = _guessed([cell.strip() for cell in cells], options.section, turned)
        counts[own["section"]] += 1
        table.rows.append(Row(number, {column: cell for column, cell in own.items() if cell}, sheet))
    said = [
        _("{count} rows as {section}").format(count=count, section=section)
        for section, count in counts.items()
        if count
    ]
    how = _(", English first") if turned else ""
    table.notes.append(
        _("{prefix}no headings: read by the form of the texts{how}: {said}").format(
            prefix=prefix, how=how, said=_(" and ").join(said)
        )
    )
    if width > _TRIPLE + 1:
        table.notes.append(
            _("{prefix}{width} columns without headings: those after the fourth are not read").format(
                prefix=prefix, width=width
            )
        )


def _guessed(cells: Cells, section: str | None, turned: bool) -> dict[str, str]:
    first, second, third, fourth = (*cells, "", "", "", "")[:4]
    if section is None:
        abbreviated = looks_abbreviated(first) and (bool(third) or looks_vietnamese(second))
        abbreviated = abbreviated and (not third or looks_vietnamese(second))
        section = "abbreviations" if abbreviated else "terms"
    if section == "abbreviations":
        return {"section": section, "name": first, "expansion": second, "target": third, "note": fourth}
    if turned:
        first, second = second, first
    return {"section": section, "name": first, "target": second, "note": third, "ref": fourth}


def _at(cells: Cells, index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _trimmed(cells: Cells) -> Cells:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
