"""Glossary files on disk: read exactly, written whole or not at all, by one writer at a time."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from vietgloss import files
from vietgloss.errors import GlossaryError, OutputError
from vietgloss.glossary.filetext import bytes_of, decode
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BOM", "TextFile", "decode", "rewriting", "write_atomically"]

BOM = "\ufeff"
WAIT = 60.0
"""Seconds to wait for another writer."""
_PART = ".part"
_STALE = 600.0
"""Seconds after which a temporary file belongs to nobody any more: its writer was killed."""


@dataclass
class TextFile:
    """A file's text as it stands on disk, line ends and byte order mark included.

    Attributes:
        path: The file.
        text: Its text; what it holds at the end of :func:`rewriting` is written.
        existed: Whether the file was there.
    """

    path: Path
    text: str
    existed: bool = True
    _before: str = field(default="", repr=False)

    @property
    def changed(self) -> bool:
        """Whether the text is no longer what was read."""
        return self.text != self._before or not self.existed


@contextlib.contextmanager
def rewriting(path: Path, *, create: bool = False) -> Iterator[TextFile]:
    """Lock a file, give its text, and write it anew if the text was changed; nothing is written after an exception.

    Args:
        path: The file; a link is followed.
        create: Whether a missing file (and its folder) is made.

    Raises:
        GlossaryError: If the file is missing or not UTF-8.
        OutputError: If it cannot be written, or another writer does not end within a minute.
    """
    real = Path(os.path.realpath(path))
    if create:
        _make_folder(real.parent)
    elif not real.exists():
        raise GlossaryError(_("no such file"), path=str(path), remedy=_("check the path"))
    if real.exists() and not real.is_file() and not real.is_dir():
        raise GlossaryError(_("not a file"), path=str(path), remedy=_("name a file that can be written anew"))
    with _lock(real, path):
        existed = real.exists()
        text = decode(bytes_of(real, str(path)), str(path)) if existed else ""
        file = TextFile(path, text, existed, text)
        yield file
        if file.changed:
            write_atomically(real, file.text.encode("utf-8"))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that at every moment it is the old or the new one, whole; its mode is kept.

    Raises:
        OutputError: If that is not possible; the old file is left then.
    """
    _clear_away(path)
    try:
        files.replace(path, [data], path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}"))
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise OutputError(
            _("cannot be written: {problem}").format(problem=problem),
            where=str(path),
            remedy=_("the old file is as it was"),
        ) from error


@contextlib.contextmanager
def _lock(real: Path, shown: Path) -> Iterator[None]:
    """Hold the lock of a file: a hidden, empty file beside it, which stays, since removing it would be a race."""
    lock = FileLock(real.with_name(f".{real.name}.lock"), timeout=WAIT)
    try:
        lock.acquire()
    except Timeout as error:
        remedy = _("try again when the other vietgloss has ended")
        raise OutputError(_("another vietgloss is writing to it"), where=str(shown), remedy=remedy) from error
    except PermissionError as error:
        raise OutputError(_("the folder cannot be written to"), where=str(real.parent)) from error
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise OutputError(_("cannot be locked: {problem}").format(problem=problem), where=str(shown)) from error
    try:
        yield
    finally:
        lock.release()


def _clear_away(path: Path) -> None:
    """Delete what writers of this file left behind when they were killed."""
    with contextlib.suppress(OSError):
        for old in path.parent.glob(f".{glob.escape(path.name)}.*{_PART}"):
            if time.time() - old.stat().st_mtime > _STALE:
                old.unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise OutputError(
            _("the folder cannot be made: {problem}").format(problem=problem), where=str(folder)
        ) from error
