"""The memory as the pipeline uses it: a help, never a hindrance."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vietgloss.i18n import _
from vietgloss.memory import database as db
from vietgloss.memory import queries
from vietgloss.memory.model import MemoryStoreError, match_key, today
from vietgloss.memory.place import NAME, memory_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import TracebackType

    from vietgloss.memory.model import Entry

    _T = TypeVar("_T")

_PAUSE = 60.0
"""Seconds after trouble before the file is tried again, so that a run does not wait for a lock again and again."""
_TROUBLES = (sqlite3.Error, UnicodeDecodeError, OSError, db.UnusableError)


class Memory:
    """A translation memory; made by :meth:`open`. Threads may share it, and it may be carried through a fork.

    ``look_up``, ``remember``, ``corrected`` and ``describe`` never raise for a full disk, a read-only folder, a lock
    held too long or a damaged file: they say so in ``trouble`` and work as if the memory were empty. A damaged file is
    moved aside, its corrections are saved as far as they can be read, and a new one is begun.

    Attributes:
        path: The file.
        trouble: Why the memory was not used, or not written, in one line; empty if all went well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""
        self._lock = threading.RLock()
        self._database: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._off = ""  # why there can be no memory at all
        self._no_reading = self._no_writing = 0.0  # until when, by the monotonic clock
        _ALL.add(self)

    @classmethod
    def open(cls, path: Path | None = None, *, strict: bool = False) -> Memory:
        """Open the memory and make folder and file where they are missing.

        Args:
            path: The file; None for the usual place.
            strict: Whether an error is raised, and not only told in ``trouble``.

        Raises:
            MemoryStoreError: With ``strict``, if it cannot be used.
        """
        try:
            memory = cls(path or memory_file())
        except MemoryStoreError as error:
            if strict:
                raise
            memory = cls(Path(NAME))
            memory._off = str(error)
        if strict:
            memory.run(lambda _rest: None)
        else:
            memory._quietly(lambda _rest: None)
        return memory

    # -- for the pipeline ----------------------------------------------------------------------------------

    def look_up(self, scope: str, keys: Iterable[str]) -> dict[str, str]:
        """Return the payloads of those keys that are there, and mark them as used today."""
        wanted = [key for key in dict.fromkeys(keys) if _storable(key)]
        return self._quietly(lambda held: queries.look_up(held, scope, wanted)) or {}

    def remember(self, scope: str, entries: Sequence[Entry]) -> None:
        """Keep machine translations, all or none of them; a key that is there already gets the new one."""
        good = [e for e in entries if _storable(e.key, e.source, e.target, e.payload)]
        if good:
            self._quietly(lambda held: queries.remember(held, scope, good), writes=True)

    def describe(self, scope: str, text: str) -> None:
        """Keep a readable description of a scope; it begins with the model's name, then a comma or a space."""
        if _storable(scope, text):
            self._quietly(lambda held: queries.describe(held, scope, text), writes=True)

    def corrected(self, sources: Iterable[str]) -> dict[str, str]:
        """Return the English that a person gave for exactly these sources; see :func:`match_key`."""
        if not self._quietly(queries.any_corrections):
            return {}
        keys = {source: match_key(source) for source in sources if _storable(source)}
        found = self._quietly(lambda held: queries.corrected(held, list(dict.fromkeys(keys.values())))) or {}
        return {source: found[key] for source, key in keys.items() if key in found}

    # -- for people ----------------------------------------------------------------------------------------

    def correct(self, pairs: Iterable[tuple[str, str]], origin: str) -> int:
        """Keep what people corrected; of several for one source the last counts, and blank ones are left out.

        Args:
            pairs: Vietnamese and English.
            origin: Where they come from, such as the name of a file.

        Returns:
            How many are new or changed.

        Raises:
            MemoryStoreError: If they cannot be written; none is kept then.
        """
        origin = origin.encode("utf-8", "replace").decode()  # a file's name may hold what is no character
        good = [(s, t.strip()) for s, t in pairs if s.strip() and t.strip() and _storable(s, t)]
        rows = {match_key(source): (source, target, origin, today()) for source, target in good}
        return self.run(lambda held: queries.correct(held, rows))

    def run(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Return what ``work`` makes of the open database; it may be called a second time after damage was repaired.

        Raises:
            MemoryStoreError: If the database cannot be used.
        """
        with self._lock:
            try:
                return self._attempt(work)
            except _TROUBLES as error:
                remedy = _("vietgloss works without it with --no-memory")
                raise MemoryStoreError(
                    _("the translation memory cannot be used: {in_words}").format(in_words=db.in_words(error)),
                    where="" if self._off else str(self.path),
                    remedy=remedy,
                ) from error

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            self._close()

    def __enter__(self) -> Memory:  # noqa: PYI034  # Python 3.10 has no Self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # -- how ----------------------------------------------------------------------------------------------

    def _quietly(self, work: Callable[[sqlite3.Connection], _T], *, writes: bool = False) -> _T | None:
        with self._lock:
            if time.monotonic() < (self._no_writing if writes else self._no_reading):
                return None
            try:
                return self._attempt(work)
            except _TROUBLES as error:
                what = _("cannot be written") if writes else _("is not used")
                self.trouble = _("the translation memory {what}: {in_words} ({path})").format(
                    what=what, in_words=db.in_words(error), path=self.path
                )
                self._no_writing = time.monotonic() + _PAUSE
                if not writes:
                    self._no_reading = self._no_writing
                return None

    def _attempt(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            return work(self._connected())
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not db.is_damage(error):
                raise
        self._begin_anew()
        return work(self._connected())

    def _connected(self) -> sqlite3.Connection:
        if self._off:
            raise db.UnusableError(self._off)
        if self._database is None:
            self._opened = db.identity(self.path)
            self._database = db.connect(self.path)
            self._opened = self._opened or db.identity(self.path)
        return self._database

    def _begin_anew(self) -> None:
        """Move the damaged file aside and take its corrections over, as far as they can be read."""
        self._close()
        try:
            aside = db.set_aside(self.path, self._opened)
        except OSError as error:
            raise db.UnusableError(
                _("it is damaged and cannot be moved aside: {in_words}").format(in_words=db.in_words(error))
            ) from error
        if aside is None:
            return  # another process has done it
        saved = db.saved_corrections(aside)
        rows = {match_key(row[0]): row for row in saved}
        queries.correct(self._connected(), rows)
        kept = _("corrections saved from it: {count}").format(count=len(rows))
        self.trouble = _("the translation memory was damaged and begins anew; the old one is {aside}; {kept}").format(
            aside=aside, kept=kept
        )

    def _close(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
                database.close()


def _storable(*texts: str) -> bool:
    """Tell whether texts can be written as UTF-8; one with half a surrogate pair cannot."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True


# -- through a fork: SQLite's connections must not be carried into a child, so all are closed before -----------

_ALL: weakref.WeakSet[Memory] = weakref.WeakSet()
_held: list[Memory] = []


def _before_fork() -> None:
    for memory in list(_ALL):
        memory._lock.acquire()  # noqa: SLF001  # of this module
        memory._close()  # noqa: SLF001  # same
        _held.append(memory)


def _after_fork() -> None:
    while _held:
        _held.pop()._lock.release()  # noqa: SLF001  # same


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
