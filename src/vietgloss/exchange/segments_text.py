"""Segments in tables of text (TSV, CSV) and in lines of JSON, as they come back from people and programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vietgloss.digests import bare
from vietgloss.errors import InputError
from vietgloss.exchange.headers import role_of
from vietgloss.exchange.segments import Unit
from vietgloss.exchange.separated import lines, recognised
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vietgloss.exchange.model import Rejected

_ROLES = {"source": "source", "vietnamese": "source", "target": "english"}
_NEEDED = ("source", "english")
_PAIR = 2
_APPROVED = {"translated", "signed-off", "final", "reviewed", "approved"}
_HEAD = 1 << 16
_SHOWN = 60


def decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text of a file and what to tell about its encoding.

    Raises:
        InputError: If it is empty, binary, or in an encoding that cannot be told.
    """
    from vietgloss.exchange.encodings import decode  # noqa: PLC0415  # files of XML need none of it

    text, _rest, notes = decode(data, name)
    return text, notes


def columns_of(row: Sequence[str]) -> dict[str, int] | None:
    """Return where the Vietnamese, the English and the mark stand if ``row`` is the head of a table, else None.

    >>> columns_of(["Tiếng Việt", "Tiếng Anh", "Ghi chú"])
    {'source': 0, 'english': 1}
    """
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        role = "mark" if cell.strip().lower() == "digest" else _ROLES.get(role_of(cell) or "", "")
        if role:
            found.setdefault(role, at)
    return found if all(role in found for role in _NEEDED) else None


def read_table(text: str, name: str) -> Iterator[Unit]:
    """Give the rows of a table: by the names of its columns, or the two columns it has.

    Raises:
        InputError: If it cannot be told which column is which.
    """
    rejected: list[Rejected] = []
    columns: dict[str, int] | None = None
    for number, row in lines(text, _separator(text), name, rejected):
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = columns_of(row)
            if columns:
                continue
            if len(row) != _PAIR:
                problem = _("it cannot be told which columns are Vietnamese and English")
                raise InputError(
                    problem, remedy=_("call them source and English in the first row"), where=f"{name}:{number}"
                )
            columns = {"source": 0, "english": 1}
        cells = {role: bare(row[at].strip()) if at < len(row) else "" for role, at in columns.items()}
        yield Unit(_("line {number}").format(number=number), cells["source"], cells["english"], cells.get("mark", ""))
    for bad in rejected:
        yield Unit(_("line {row}").format(row=bad.row), problem=bad.reason)


def _separator(text: str) -> str:
    """Return what stands between the cells: what cuts the first row into columns that have known names."""
    first = text.lstrip("\r\n").partition("\n")[0][:_HEAD]
    for separator in "\t;,|":
        if columns_of([cell.strip('" \r') for cell in first.split(separator)]):
            return separator
    return recognised(text[:_HEAD])


def read_jsonl(text: str, _name: str) -> Iterator[Unit]:
    """Give the objects of a file with one on each line: ``source``, ``target``, perhaps ``digest``, ``state``."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _of_json(line, _("line {number}").format(number=number))


def _of_json(line: str, where: str) -> Unit:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return Unit(where, problem=_("not JSON: {line}").format(line=line.strip()[:_SHOWN]))
    if not isinstance(value, dict):
        return Unit(where, problem=_("not an object with source and target"))
    texts = [value.get(key, "") for key in ("source", "target", "digest", "state")]
    if not all(isinstance(text, str) for text in texts) or not ("source" in value and "target" in value):
        return Unit(where, problem=_("not an object with the texts source and target"))
    source, english, mark, state = texts
    return Unit(where, source, english, mark, approved=state.lower() in _APPROVED)


READERS: dict[str, Callable[[str, str], Iterator[Unit]]] = {
    ".tsv": read_table,
    ".csv": read_table,
    ".txt": read_table,
    ".jsonl": read_jsonl,
}
"""By the suffixes of files."""
