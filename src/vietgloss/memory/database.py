"""The SQLite file: opening it, its tables, what its errors mean, and moving a damaged one aside."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from typing import TYPE_CHECKING

from vietgloss.i18n import N_, _
from vietgloss.memory.place import beside, close_to_others, make_file, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT = 10.0
"""Seconds to wait for others who write."""
VERSION = 1
_APPLICATION = 0x56474C4D  # "VGLM": the file says whose it is
_TABLES = (
    "CREATE TABLE scope (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL DEFAULT '')",
    """CREATE TABLE entry (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key TEXT NOT NULL, source TEXT NOT NULL,
        target TEXT NOT NULL, payload TEXT NOT NULL, made INTEGER NOT NULL, sum INTEGER NOT NULL,
        UNIQUE (scope, key))""",
    # A table of its own: to mark 10,000 long rows as used would write them all anew.
    "CREATE TABLE used (id INTEGER PRIMARY KEY, day INTEGER NOT NULL)",
    """CREATE TABLE correction (key TEXT PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL,
        origin TEXT NOT NULL, made INTEGER NOT NULL, sum INTEGER NOT NULL)""",
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
# By their words, since Python 3.10 does not give SQLite's error codes.
_DAMAGE = ("malformed", "not a database", "could not decode")
_IN_WORDS = {
    "disk is full": N_("the disk is full"),
    "locked": N_("another program has held it for more than {seconds:.0f} seconds"),
    "readonly": N_("it is write-protected"),
    "unable to open": N_("it cannot be opened"),
    "disk i/o": N_("the disk reports an error or is full"),
    "no such table": N_("its tables are not ours"),
    "no such column": N_("its tables are not ours"),
}


class UnusableError(Exception):
    """The file is sound but not to be used; the text says why."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the memory; its folder, file and tables are made where they are missing.

    The connection is in autocommit mode: who writes begins a transaction himself.

    Raises:
        sqlite3.Error: If it cannot be opened; see :func:`is_damage` and :func:`in_words`.
        OSError: If it cannot be made.
        UnusableError: If it is newer than this program, or another program's.
    """
    if not path.exists():
        make_folder(path)
        with alone(path):
            make_file(path)
    else:
        close_to_others(path)
    # mode=rw: SQLite itself would make the file readable to others.
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    if not _number(database, "user_version"):
        with alone(path):
            _make_tables(database)
    if _number(database, "application_id") != _APPLICATION:
        raise UnusableError(_("it is another program's database"))
    if _number(database, "user_version") > VERSION:
        raise UnusableError(_("it was written by a newer vietgloss, and is left as it is"))
    database.execute("PRAGMA synchronous = NORMAL")  # safe against kill -9; a power cut may take the last moments
    database.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file too


def _make_tables(database: sqlite3.Connection) -> None:
    """Make the tables, unless another process was faster."""
    if _number(database, "user_version"):
        return
    if database.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise UnusableError(_("it is another program's database"))
    database.execute("PRAGMA journal_mode = WAL").fetchone()
    with writing(database):
        for statement in _TABLES:
            database.execute(statement)


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


@contextlib.contextmanager
def writing(database: sqlite3.Connection) -> Iterator[None]:
    """Make one transaction of what is done inside; it counts whole or not at all.

    Raises:
        sqlite3.Error: If it cannot be begun or ended; nothing is written then.
    """
    database.execute("BEGIN IMMEDIATE")  # waits for other writers now, not in the middle
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                database.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock under which the file is made or moved aside: a hidden, empty file beside it.

    Raises:
        OSError: If it cannot be had.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # rarely needed

    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=WAIT, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise UnusableError(_IN_WORDS["locked"]) from error
    try:
        yield
    finally:
        lock.release()


def check_sum(*texts: str) -> int:
    """Return the CRC-32 of texts: SQLite does not see damage that leaves its own structure whole."""
    return zlib.crc32("\0".join(texts).encode())


def check(total: int, *texts: object) -> None:
    """See to it that texts from the file are those that were written.

    Raises:
        sqlite3.DatabaseError: If they are not; :func:`is_damage` knows it.
    """
    if total != check_sum(*map(str, texts)):
        raise sqlite3.DatabaseError(f"{_DAMAGE[0]}: wrong check sum")


def is_damage(error: BaseException) -> bool:
    """Tell whether an error means that the file is damaged."""
    if isinstance(error, UnicodeDecodeError):  # of SQLite's message, where it shows a damaged piece
        return True
    return isinstance(error, sqlite3.Error) and any(words in str(error).lower() for words in _DAMAGE)


def in_words(error: BaseException) -> str:
    """Return what an error of this module means, as the second half of a sentence."""
    if isinstance(error, sqlite3.Error):
        said = str(error).lower()
        return next((_(words).format(seconds=WAIT) for sign, words in _IN_WORDS.items() if sign in said), said)
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return str(error)


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from one of the same name; None if it is not there."""
    try:
        held = path.stat()
    except OSError:
        return None
    return held.st_dev, held.st_ino


def set_aside(path: Path, damaged: tuple[int, int] | None) -> Path | None:
    """Rename a damaged file to ``NAME.damaged-N``, with what SQLite keeps beside it.

    Args:
        path: The memory; no connection of this process to it may be open.
        damaged: The :func:`identity` of the file that was found damaged.

    Returns:
        Its new name; None if another process was faster, and ``path`` is a new file already.

    Raises:
        OSError: If it cannot be renamed.
    """
    with alone(path):
        if damaged is None or identity(path) != damaged:
            return None
        number = 1
        while os.path.lexists(target := path.with_name(f"{path.name}.damaged-{number}")):
            number += 1
        path.rename(target)
        for old, new in zip(beside(path), beside(target), strict=True):
            with contextlib.suppress(FileNotFoundError):
                old.rename(new)  # left behind, it would be read into the new file
        return target


def saved_corrections(path: Path) -> list[tuple[str, str, str, int]]:
    """Return the corrections that can still be read from a damaged file: source, target, origin, day."""
    found: list[tuple[str, str, str, int]] = []
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        with contextlib.closing(database), contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            query = "SELECT source, target, origin, made, sum, key FROM correction NOT INDEXED"
            for *row, total, key in database.execute(query):
                if total == check_sum(*map(str, (key, *row))):
                    found.append((row[0], row[1], row[2], row[3]))  # what was read before the damage stays
    return found
