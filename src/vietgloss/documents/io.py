"""Reads files as documents, and writes them such that a file is the old one or the new one, never half."""

from __future__ import annotations

import codecs
import stat
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss import encodings
from vietgloss.documents.model import Document, Options
from vietgloss.documents.registry import format_for, parser_for, reader_for, suffix_of
from vietgloss.errors import InputError
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.documents.model import Content

STDIN = "-"
_STDIN_NAME = N_("standard input")
_BOM = "\ufeff"


def read(path: str, *, suffix: str | None = None, options: Options | None = None) -> Document:
    """Reads a file.

    Args:
        path: Its path; ``-`` for standard input.
        suffix: The format, as a suffix such as ``.md``, if the path does not tell; standard input is plain
            text without it.
        options: What else is known of it.

    Raises:
        InputError: If it cannot be read, is not of a supported format, is damaged, is not text in a known encoding, or
            holds nothing to translate.
    """
    options = options or Options()
    where = _(_STDIN_NAME) if path == STDIN else path
    data = sys.stdin.buffer.read() if path == STDIN else None
    if data is None:
        _check_is_file(path)
    chosen = (suffix or (".txt" if path == STDIN else suffix_of(path))).lower()
    chosen = chosen if chosen.startswith(".") or not chosen else f".{chosen}"
    takes = format_for(chosen, where).takes
    data = _bytes_of(path) if data is None else data
    if takes == "bytes":
        content = parser_for(chosen, where)(data, where, options)
        return _with_content(path, content, chosen, (), bom=False)
    text, notes = _text_of(data, where, options.encoding)
    bom = text.startswith(_BOM)
    text = text.removeprefix(_BOM)
    text = text if takes == "raw" else unicodedata.normalize("NFC", text)
    if not text or text.isspace():
        problem = _("the file is empty") if not text else _("nothing to translate: the file is blank")
        raise InputError(problem, where=where)
    if takes != "blocks":
        return _with_content(path, parser_for(chosen, where)(text, where, options), chosen, notes, bom=bom)
    return Document(path, text, bom, reader_for(chosen, where)(text), chosen, notes=notes)


def _with_content(path: str, content: Content, suffix: str, notes: tuple[str, ...], *, bom: bool) -> Document:
    return Document(path, content.text, bom, content.blocks, suffix, content, (*notes, *content.notes))


def _text_of(data: bytes, where: str, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    """Returns the text, a byte order mark in front if the file has one, and what to tell about its encoding."""
    found = encodings.decode(data, where, encoding)
    return (_BOM if found.bom else "") + found.text, found.notes


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
    _check_utf8(_bytes_of(path), path)


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


def _check_utf8(data: bytes, where: str) -> None:
    """Tells why a file cannot be read as UTF-8.

    Raises:
        InputError: If it is binary or in another encoding.
    """
    name = encodings.recognise(data, where)
    if name != "utf-8":
        raise InputError(
            _("the file is {label}, not UTF-8").format(label=encodings.label(name)),
            remedy=_("save it as UTF-8"),
            where=where,
        )
    encodings.strict(data, name, where)


def _check_is_file(path: str) -> None:
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise _input_error(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise InputError(_("is a directory"), remedy=_("name a file in it"), where=path)


def _bytes_of(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read()
    except OSError as error:
        raise _input_error(path, error) from None


def _input_error(path: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return InputError(_("no such file"), remedy=_("check the path"), where=path)
    if isinstance(error, PermissionError):
        return InputError(_("permission denied"), remedy=_("make the file readable"), where=path)
    return InputError(_("cannot be read ({reason})").format(reason=_reason(error)), where=path)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
