"""Looking at the whole memory, and throwing away: what the commands do that people call."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from vietgloss.memory.database import writing
from vietgloss.memory.model import Correction, date_of, today
from vietgloss.memory.place import beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vietgloss.memory.store import Memory

_PAGE = 2000
_LAST_USE = "COALESCE(used.day, entry.made)"


@dataclass(frozen=True, slots=True)
class ScopeStats:
    """The machine translations of one model with one choice of settings; days as ``YYYY-MM-DD``."""

    scope: str
    description: str
    entries: int
    oldest_use: str
    last_use: str


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds; days as ``YYYY-MM-DD``, empty if there is no machine translation."""

    path: str
    entries: int
    corrections: int
    bytes: int
    oldest_use: str
    last_use: str
    scopes: tuple[ScopeStats, ...]


def stats(memory: Memory) -> Stats:
    """Count what the memory holds.

    Raises:
        MemoryStoreError: If it cannot be read.
    """

    def count(database: sqlite3.Connection) -> tuple[list[Any], int]:
        rows = database.execute(
            f"SELECT name, description, COUNT(*), MIN({_LAST_USE}), MAX({_LAST_USE}) FROM entry"  # noqa: S608  # ours
            " JOIN scope ON scope.id = entry.scope LEFT JOIN used ON used.id = entry.id"
            " GROUP BY scope.id ORDER BY COUNT(*) DESC, name"
        ).fetchall()
        return rows, int(database.execute("SELECT COUNT(*) FROM correction").fetchone()[0])

    rows, corrections = memory.run(count)
    scopes = tuple(ScopeStats(name, text, n, date_of(first), date_of(last)) for name, text, n, first, last in rows)
    return Stats(
        str(memory.path),
        sum(s.entries for s in scopes),
        corrections,
        size_of(memory.path),
        min((s.oldest_use for s in scopes), default=""),
        max((s.last_use for s in scopes), default=""),
        scopes,
    )


def size_of(path: Path) -> int:
    """Return the bytes that the memory takes, with the log that SQLite keeps beside it."""
    size = 0
    for file in (path, *beside(path)):
        with contextlib.suppress(OSError):
            size += file.stat().st_size
    return size


def corrections(memory: Memory) -> Iterator[Correction]:
    """Give all corrections, in the order in which they came first.

    Raises:
        MemoryStoreError: If the memory cannot be read.
    """
    query = "SELECT rowid, source, target, origin, made FROM correction WHERE rowid > ? ORDER BY rowid LIMIT ?"
    for row in _pages(memory, query):
        yield Correction(*row[1:])


def machine(memory: Memory) -> Iterator[tuple[str, str]]:
    """Give source and target of all machine translations, the oldest first; the same pair may come again.

    Raises:
        MemoryStoreError: If the memory cannot be read.
    """
    query = "SELECT id, source, target FROM entry WHERE id > ? ORDER BY id LIMIT ?"
    for _rest, source, target in _pages(memory, query):
        yield source, target


def _pages(memory: Memory, query: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a query page by page, so that nobody who writes has to wait."""
    last = -1
    while True:
        rows = memory.run(partial(_page, query=query, after=last))
        if not rows:
            return
        yield from rows
        last = rows[-1][0]


def _page(database: sqlite3.Connection, query: str, after: int) -> list[tuple[Any, ...]]:
    rows = database.execute(query, (after, _PAGE)).fetchall()
    if not all(isinstance(value, str | int) for row in rows for value in row):
        raise sqlite3.DatabaseError("malformed")
    return rows


def prune(
    memory: Memory, *, older_than: int | None = None, unused: bool = False, model: str = "", dry_run: bool = False
) -> int:
    """Delete machine translations to which all that is asked for applies; corrections stay.

    Args:
        memory: The memory.
        older_than: Days since their last use.
        unused: Whether they have never been used since they were made.
        model: The model that made them, as their scope's description begins.
        dry_run: Whether they are only counted.

    Returns:
        How many.

    Raises:
        MemoryStoreError: If that is not possible.
    """
    conditions, values = ["1"], []
    if older_than is not None:
        conditions.append(f"{_LAST_USE} < ?")
        values.append(today() - older_than)
    if unused:
        conditions.append("used.day IS NULL")
    scopes = memory.run(lambda database: database.execute("SELECT id, description FROM scope").fetchall())
    if model:
        wanted = [number for number, text in scopes if text == model or text.startswith((f"{model},", f"{model} "))]
        conditions.append(f"entry.scope IN ({','.join(map(str, wanted))})")
    chosen = f"FROM entry LEFT JOIN used ON used.id = entry.id WHERE {' AND '.join(conditions)}"

    def work(database: sqlite3.Connection) -> int:
        if dry_run:
            return int(database.execute(f"SELECT COUNT(*) {chosen}", values).fetchone()[0])
        with writing(database):
            gone = database.execute(f"DELETE FROM entry WHERE id IN (SELECT entry.id {chosen})", values).rowcount  # noqa: S608  # built above
            database.execute("DELETE FROM used WHERE id NOT IN (SELECT id FROM entry)")
        return gone

    count = memory.run(work)
    if count and not dry_run:
        _shrink(memory)
    return count


def clear(memory: Memory, *, with_corrections: bool = False) -> tuple[int, int]:
    """Delete all machine translations, and all corrections if told so; return how many of each.

    Raises:
        MemoryStoreError: If that is not possible.
    """

    def work(database: sqlite3.Connection) -> tuple[int, int]:
        with writing(database):
            entries = database.execute("DELETE FROM entry WHERE 1").rowcount
            database.execute("DELETE FROM used")
            database.execute("DELETE FROM scope")
            people = database.execute("DELETE FROM correction WHERE 1").rowcount if with_corrections else 0
        return entries, people

    counts = memory.run(work)
    _shrink(memory)
    return counts


def _shrink(memory: Memory) -> None:
    """Give the space back, and empty the log, which may still hold deleted texts; where others read, later."""

    def work(database: sqlite3.Connection) -> None:
        with contextlib.suppress(sqlite3.OperationalError):
            database.execute("VACUUM")
        with contextlib.suppress(sqlite3.OperationalError):
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    memory.run(work)
