"""What is asked of the tables and written into them; each function gets an open connection."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from vietgloss.memory.database import check, check_sum, writing
from vietgloss.memory.model import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vietgloss.memory.model import Entry

_MOST = 500
"""Values in one query; old SQLite takes 999."""
_MARK_WAIT_MS = 200
"""Milliseconds: marking as used is not worth waiting for."""


def look_up(database: sqlite3.Connection, scope: str, keys: Sequence[str]) -> dict[str, str]:
    """Return the payloads of the keys that are there, and mark them as used today if nobody else is writing."""
    found: dict[str, str] = {}
    to_mark: list[int] = []
    day = today()
    for part in _parts(keys):
        query = f"""SELECT entry.key, entry.payload, entry.sum, entry.id, used.day
            FROM entry LEFT JOIN used ON used.id = entry.id
            WHERE entry.scope = (SELECT id FROM scope WHERE name = ?) AND entry.key IN ({_marks(part)})"""  # noqa: S608  # marks only
        for key, payload, total, number, used in database.execute(query, (scope, *part)):
            check(total, key, payload)
            found[key] = payload
            if used != day:
                to_mark.append(number)
    if to_mark:
        with contextlib.suppress(sqlite3.OperationalError), _impatient(database):
            _mark(database, to_mark, day)
    return found


def _mark(database: sqlite3.Connection, numbers: Sequence[int], day: int) -> None:
    with writing(database):
        for part in _parts(numbers):  # not those that have been deleted meanwhile
            database.execute(
                f"INSERT OR REPLACE INTO used SELECT id, ? FROM entry WHERE id IN ({_marks(part)})",  # noqa: S608  # same
                (day, *part),
            )


def remember(database: sqlite3.Connection, scope: str, entries: Sequence[Entry]) -> None:
    """Write machine translations in one transaction."""
    day = today()
    with writing(database):
        number = _scope(database, scope)
        database.executemany(
            "INSERT INTO entry (scope, key, source, target, payload, made, sum) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (scope, key) DO UPDATE SET source = excluded.source, target = excluded.target,"
            " payload = excluded.payload, made = excluded.made, sum = excluded.sum",
            [(number, e.key, e.source, e.target, e.payload, day, check_sum(e.key, e.payload)) for e in entries],
        )


def describe(database: sqlite3.Connection, scope: str, text: str) -> None:
    """Write the description of a scope, if it is not there already."""
    if database.execute("SELECT 1 FROM scope WHERE name = ? AND description = ?", (scope, text)).fetchone():
        return
    with writing(database):
        database.execute("UPDATE scope SET description = ? WHERE id = ?", (text, _scope(database, scope)))


def any_corrections(database: sqlite3.Connection) -> bool:
    """Tell whether there are corrections; most memories have none."""
    return database.execute("SELECT 1 FROM correction LIMIT 1").fetchone() is not None


def corrected(database: sqlite3.Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return the corrections of some match keys."""
    found: dict[str, str] = {}
    for part in _parts(keys):
        query = f"SELECT key, source, target, origin, made, sum FROM correction WHERE key IN ({_marks(part)})"  # noqa: S608  # marks only
        for *row, total in database.execute(query, part):
            check(total, *row)
            found[row[0]] = row[2]
    return found


def correct(database: sqlite3.Connection, rows: Mapping[str, tuple[str, str, str, int]]) -> int:
    """Write corrections: source, target, origin and day by match key; return how many are new or changed."""
    with writing(database):
        before = database.total_changes
        database.executemany(
            "INSERT INTO correction (key, source, target, origin, made, sum) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET source = excluded.source, target = excluded.target,"
            " origin = excluded.origin, made = excluded.made, sum = excluded.sum WHERE target <> excluded.target",
            [(key, *row, check_sum(key, *map(str, row))) for key, row in rows.items()],
        )
        return database.total_changes - before


def _scope(database: sqlite3.Connection, name: str) -> int:
    database.execute("INSERT OR IGNORE INTO scope (name) VALUES (?)", (name,))
    return int(database.execute("SELECT id FROM scope WHERE name = ?", (name,)).fetchone()[0])


@contextlib.contextmanager
def _impatient(database: sqlite3.Connection) -> Iterator[None]:
    usual = database.execute("PRAGMA busy_timeout").fetchone()[0]
    database.execute(f"PRAGMA busy_timeout = {_MARK_WAIT_MS}")
    try:
        yield
    finally:
        database.execute(f"PRAGMA busy_timeout = {usual}")


def _parts(values: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    for start in range(0, len(values), _MOST):
        yield values[start : start + _MOST]


def _marks(values: Sequence[str] | Sequence[int]) -> str:
    return ",".join("?" * len(values))
