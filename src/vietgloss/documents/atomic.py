"""Writes files such that each is the old one or the new one, never half."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss import files
from vietgloss.errors import OutputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOM = "\ufeff"
_TEMPORARY = re.compile(r"\.vietgloss-(?P<host>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{8}\.tmp")


def write_atomic(path: str, text: str, *, bom: bool = False) -> None:
    """Writes a text as UTF-8, line ends as they are; see :func:`write_parts`.

    Args:
        path: The file.
        text: Its new content.
        bom: Whether it begins with a byte order mark.

    Raises:
        OutputError: If it cannot be written; no temporary file is left behind.
    """
    try:
        data = (_BOM + text if bom else text).encode("utf-8")
    except UnicodeEncodeError as error:
        raise OutputError(
            _("the text holds half a character (at {start})").format(start=error.start), where=path
        ) from None
    write_parts(path, [data])


def write_bytes(path: str, data: bytes) -> None:
    """Writes a file, making its folder where that is missing; see :func:`write_parts`.

    Raises:
        OutputError: If it cannot be written, or its folder cannot be made.
    """
    make_folder(path)
    write_parts(path, [data])


def make_folder(path: str) -> None:
    """Makes the folder of a file.

    Raises:
        OutputError: If that is not possible.
    """
    folder = Path(path).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise OutputError(
            _("the folder cannot be made: {problem}").format(problem=problem), where=str(folder)
        ) from error


def write_parts(path: str, parts: Iterable[bytes]) -> None:
    """Writes a file that comes in parts, so that a failure leaves the old file as it was.

    A symbolic link stays one and its target is replaced; an existing file keeps its mode; what is no regular
    file (a device, a pipe) is written to directly.

    Args:
        path: The file.
        parts: Its new content, part after part. What making them raises goes through.

    Raises:
        OutputError: If it cannot be written; no temporary file is left behind.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                for part in parts:
                    file.write(part)
            return
        # A short name of its own: the file's name may be as long as the file system allows.
        temporary = target.parent / f".vietgloss-{_host()}-{os.getpid()}-{secrets.token_hex(4)}.tmp"
        files.replace(target, parts, temporary)
    except (OSError, ValueError) as error:
        raise _output_error(path, error) from None


def sweep(folder: str) -> None:
    """Take away what processes left half-written in a folder because they were killed; what is at work stays.

    A folder that several computers share is no danger: a file says on which computer, by which process it is written.
    """
    if not hasattr(os, "uname"):  # asking whether a process lives would end it on Windows
        return
    with contextlib.suppress(OSError):
        for path in Path(folder).iterdir():
            found = _TEMPORARY.fullmatch(path.name)
            if found and found["host"] == _host() and not _lives(int(found["process"])):
                path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _host() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else ""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _output_error(path: str, error: OSError | ValueError) -> OutputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return OutputError(_("the folder does not exist"), remedy=_("create it first"), where=path)
    if isinstance(error, IsADirectoryError):
        return OutputError(_("is a directory"), remedy=_("name a file in it"), where=path)
    if isinstance(error, PermissionError):
        return OutputError(_("permission denied"), remedy=_("choose another place or change its mode"), where=path)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return OutputError(_("the disk is full"), remedy=_("free some space"), where=path)
    return OutputError(_("cannot be written ({reason})").format(reason=_reason(error)), where=path)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
