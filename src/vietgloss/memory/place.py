"""Where the memory lies, and that nobody else can read it: it holds texts of documents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vietgloss.folders import data_folder
from vietgloss.i18n import _
from vietgloss.memory.model import MemoryStoreError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "memory.sqlite"
_PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700
_OTHERS = 0o077


def memory_file() -> Path:
    """Return the file of the memory, whether or not it exists.

    ``$VIETGLOSS_DATA_DIR/memory.sqlite``, else ``vietgloss/memory.sqlite`` in the platform's usual place for data.

    Raises:
        MemoryStoreError: If there is no home folder.
    """
    try:
        return data_folder() / NAME
    except RuntimeError:  # Path.home() where nobody is at home
        remedy = _("set VIETGLOSS_DATA_DIR to a folder of yours")
        raise MemoryStoreError(_("no home folder for the translation memory"), remedy=remedy) from None


def switched_off() -> bool:
    """Tell whether ``VIETGLOSS_MEMORY`` says that no memory is to be used."""
    return os.environ.get("VIETGLOSS_MEMORY", "").strip().lower() in ("off", "0", "no")


def make_folder(path: Path) -> None:
    """Make the folder of the memory for the user only; one that is there already stays as it is.

    Raises:
        OSError: If that is not possible.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)


def make_file(path: Path) -> None:
    """Make an empty file for the user only; one that is there already is closed to others.

    An existing file is never opened here: closing it again would drop the locks that SQLite holds in this process.

    Raises:
        OSError: If that is not possible.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE))
    except FileExistsError:
        close_to_others(path)


def close_to_others(path: Path) -> None:
    """Take from all others the right to read the file and what SQLite keeps beside it, as far as we may."""
    for name in (path, *beside(path)):
        try:
            mode = name.stat().st_mode
            if mode & _OTHERS:
                name.chmod(mode & ~_OTHERS & 0o777)
        except OSError:  # not there, or somebody else's
            continue


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside its own: the log of what was written last, and its index."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
