"""Puts a new file in the place of an old one: at every moment it is the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def replace(target: Path, parts: Iterable[bytes], temporary: Path) -> None:
    """Write a temporary file and rename it; mode and owner of the old file stay, as far as we may.

    Args:
        target: The file; no link.
        parts: Its new content, part after part. What making them raises goes through.
        temporary: A name that is free, in the same folder; no such file is left behind after an error.

    Raises:
        OSError: If it cannot be written; the old file is left then.
    """
    try:
        held = target.stat()
    except FileNotFoundError:
        held = None
    if held and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "write-protected")  # renaming would not ask
    # The mode of a new file is left to the system, which applies the umask.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600 if held else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        if held:
            _own_like(temporary, held)
            temporary.chmod(stat.S_IMODE(held.st_mode))
        os.replace(temporary, target)  # noqa: PTH105  # atomic on every platform
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _own_like(path: Path, held: os.stat_result) -> None:
    """Give a new file the owner and group of the old one, as far as we may."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(path, held.st_uid, held.st_gid)


def _sync_folder(folder: Path) -> None:
    """Make the renaming last through a power cut, where the platform can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
