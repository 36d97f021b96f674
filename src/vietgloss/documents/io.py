"""Reads files as documents, and writes them such that a file is the old one or the new one, never half."""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import secrets
import stat
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.documents.model import Document
from vietgloss.documents.registry import reader_for, suffix_of
from vietgloss.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
_STDIN_NAME = "standard input"
_BOM = "\ufeff"
_SAVE_AS = "save it as UTF-8"
# The mark of UTF-32 little endian begins with that of UTF-16: longer ones first.
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read(path: str, *, encoding: str = "utf-8", suffix: str | None = None) -> Document:
    """Reads a file.

    Args:
        path: Its path; ``-`` for standard input.
        encoding: Its encoding.
        suffix: The format, as a suffix such as ``.md``, if the path does not tell; standard input is plain
            text without it.

    Raises:
        InputError: If it cannot be read, is not of a supported format, is not text in this encoding, or holds
            nothing but white space.
    """
    where = _STDIN_NAME if path == STDIN else path
    data = sys.stdin.buffer.read() if path == STDIN else None
    if data is None:
        _check_is_file(path)
    chosen = (suffix or (".txt" if path == STDIN else suffix_of(path))).lower()
    chosen = chosen if chosen.startswith(".") or not chosen else f".{chosen}"
    find_blocks = reader_for(chosen, where)
    text = decode(_bytes_of(path) if data is None else data, where, encoding)
    bom = text.startswith(_BOM)
    text = unicodedata.normalize("NFC", text.removeprefix(_BOM))
    if not text or text.isspace():
        problem = "the file is empty" if not text else "nothing to translate: the file is blank"
        raise InputError(problem, where=where)
    return Document(path, text, bom, find_blocks(text), chosen)


def pieces(path: str, size: int = 1 << 20) -> Iterator[str]:
    """Reads a UTF-8 text file piece by piece, line ends as they are, without a byte order mark.

    Args:
        path: Its path.
        size: The number of characters of a piece.

    Raises:
        InputError: As :func:`read`, but white space alone is no error here.
    """
    _check_is_file(path)
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            while piece := file.read(size):
                if "\0" in piece:
                    break
                yield piece
            else:
                return
    except UnicodeDecodeError:
        pass
    except OSError as error:
        raise _input_error(path, error) from None
    decode(_bytes_of(path), path)  # says what is wrong, and where


def has_bom(path: str) -> bool:
    """Tells whether a file begins with UTF-8's byte order mark.

    Raises:
        InputError: If it cannot be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    except OSError as error:
        raise _input_error(path, error) from None


def decode(data: bytes, where: str, encoding: str = "utf-8") -> str:
    """Decodes the content of a file; a byte order mark stays in front.

    Raises:
        InputError: If it is binary or in another encoding.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise InputError(f"unknown encoding {encoding}", remedy="try utf-8", where=where) from None
    if name == "utf-8":
        for mark, other in _FOREIGN_MARKS:
            if data.startswith(mark):
                raise InputError(f"the file is {other}, not UTF-8", remedy=_SAVE_AS, where=where)
        _check_no_nul(data.find(b"\0"), where)
    try:
        text = data.decode("utf-8" if name == "utf-8-sig" else name)
    except UnicodeDecodeError as error:
        line = len(data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
        byte = f"byte 0x{data[error.start]:02X} at offset {error.start}"
        remedy = f"it may be in a legacy Vietnamese encoding such as TCVN3 or VNI; {_SAVE_AS}"
        label = "UTF-8" if name.startswith("utf-8") else name
        raise InputError(f"not {label} ({byte})", remedy=remedy, where=f"{where}:{line}") from None
    except (UnicodeError, LookupError, ValueError):
        # Codecs that need a mark and find none, and codecs that are no text encodings.
        raise InputError(f"cannot be decoded as {encoding}", remedy=_SAVE_AS, where=where) from None
    _check_no_nul(text.find("\0"), where)
    return text


def _check_no_nul(offset: int, where: str) -> None:
    if offset >= 0:
        problem = f"looks like a binary file (NUL at offset {offset})"
        raise InputError(problem, remedy="give a text file in UTF-8", where=where)


def _check_is_file(path: str) -> None:
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise _input_error(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise InputError("is a directory", remedy="name a file in it", where=path)


def _bytes_of(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read()
    except OSError as error:
        raise _input_error(path, error) from None


def _input_error(path: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError("no such file", remedy="check the path", where=path)
    if isinstance(error, PermissionError):
        return InputError("permission denied", remedy="make the file readable", where=path)
    return InputError(f"cannot be read ({_reason(error)})", where=path)


def write_atomic(path: str, text: str, *, bom: bool = False) -> None:
    """Writes a file as UTF-8, line ends as they are, so that a failure leaves the old file as it was.

    A symbolic link stays one and its target is replaced; an existing file keeps its mode; what is no regular
    file (a device, a pipe) is written to directly.

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
        raise OutputError(f"the text holds half a character (at {error.start})", where=path) from None
    try:
        target = Path(os.path.realpath(path))
        mode = _mode_of(target)
        if mode is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as file:
                file.write(data)
            return
        _replace(target, data, mode)
    except (OSError, ValueError) as error:
        raise _output_error(path, error) from None


def _mode_of(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # A short name of its own: the file's name may be as long as the file system allows.
    temporary = target.parent / f".vietgloss-{secrets.token_hex(8)}.tmp"
    # The mode of a new file is left to the system, which applies the umask.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _output_error(path: str, error: OSError | ValueError) -> OutputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return OutputError("the folder does not exist", remedy="create it first", where=path)
    if isinstance(error, IsADirectoryError):
        return OutputError("is a directory", remedy="name a file in it", where=path)
    if isinstance(error, PermissionError):
        return OutputError("permission denied", remedy="choose another place or change its mode", where=path)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return OutputError("the disk is full", remedy="free some space", where=path)
    return OutputError(f"cannot be written ({_reason(error)})", where=path)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
