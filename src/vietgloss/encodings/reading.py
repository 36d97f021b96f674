"""Reads bytes in an encoding that is known, all of them or not at all."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Final

from vietgloss.encodings import viqr, vni
from vietgloss.encodings.names import KNOWN, canonical, label
from vietgloss.encodings.tables import TABLES
from vietgloss.errors import InputError
from vietgloss.i18n import N_, _

BOM: Final = "\ufeff"
"""The byte order mark, as a character."""

SAVE_AS: Final = N_("save it as UTF-8")
CHOOSE: Final = N_("save it as UTF-8, or name its encoding with --encoding")


def text_in(data: bytes, encoding: str, errors: str = "strict") -> str:
    """Returns the text of bytes in an encoding with this canonical name, legacy ones in NFC; a mark stays in front.

    Raises:
        UnicodeError: If it is not in this encoding.
        LookupError: If there is no such encoding of text.
    """
    if encoding == "utf-8":
        return data.decode("utf-8", errors)
    if encoding in TABLES:
        text = codecs.charmap_decode(data, errors, TABLES[encoding])[0]
    elif encoding == "vni":
        text = vni.decode(data, errors)
    elif encoding == "viqr":
        text = viqr.decode(data.decode("ascii", errors))
    else:
        text = data.decode(encoding, errors)
    return unicodedata.normalize("NFC", text)


def strict(data: bytes, encoding: str, where: str, shown: str | None = None) -> str:
    """Reads a whole file; a byte order mark stays in front.

    Args:
        data: Its bytes.
        encoding: The name of its encoding, also an alias.
        where: The file, for messages.
        shown: How the user wrote the name of the encoding, for messages.

    Raises:
        InputError: If it is not text in this encoding, or nobody knows the encoding.
    """
    name = known(encoding, where)
    try:
        text = text_in(data, name)
    except UnicodeDecodeError as error:
        raise not_in(name, data, error.start, where) from None
    except (UnicodeError, LookupError, ValueError, AssertionError, TypeError):
        # Codecs that need a mark and find none, and codecs that are no text encodings.
        raise InputError(
            _("cannot be decoded as {shown}").format(shown=shown or label(name)), remedy=_(CHOOSE), where=where
        ) from None
    check_no_nul(text, where)
    return text


def known(encoding: str, where: str) -> str:
    """Returns the canonical name of an encoding.

    Raises:
        InputError: If nobody knows it.
    """
    try:
        return canonical(encoding)
    except (LookupError, ValueError):  # a NUL in the name is a ValueError
        remedy = _("try {known}").format(known=", ".join(KNOWN))
        raise InputError(
            _("unknown encoding {encoding!r}").format(encoding=encoding), remedy=remedy, where=where
        ) from None


def not_in(name: str, data: bytes, start: int, where: str, remedy: str = "") -> InputError:
    """Returns the error that names the first byte that does not fit, at ``start``, and its line."""
    byte = (
        _("byte 0x{data:02X} at offset {start}").format(data=data[start], start=start)
        if start < len(data)
        else _("it breaks off")
    )
    return InputError(
        _("not {label} ({byte})").format(label=label(name), byte=byte),
        remedy=remedy or _(CHOOSE),
        where=f"{where}:{line_of(data, start)}",
    )


def line_of(data: bytes, offset: int) -> int:
    """Returns the number of the line, from 1, in which a byte stands; CR, LF and CRLF end a line."""
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def check_no_nul(text: str | bytes, where: str) -> None:
    """Refuses what no text holds.

    Raises:
        InputError: At a NUL.
    """
    at = text.find("\0") if isinstance(text, str) else text.find(b"\0")
    if at >= 0:
        problem = _("looks like a binary file (NUL at offset {at})").format(at=at)
        raise InputError(problem, remedy=_("give a text file in UTF-8"), where=where)
