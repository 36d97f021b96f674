"""The text of a table: in the encoding that is named or recognised, never empty."""

from __future__ import annotations

import codecs

from vietgloss import encodings
from vietgloss.encodings.decoding import CAPITALS
from vietgloss.errors import InputError
from vietgloss.i18n import _


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, list[str]]:
    """Return the text of a file without its byte order mark, the encoding, and what to tell about it.

    Args:
        data: The whole file.
        name: The file, for messages.
        encoding: Its encoding, as :mod:`vietgloss.encodings` or Python knows it; None to recognise it.

    Raises:
        InputError: If it is empty, binary, or in an encoding that cannot be told.
    """
    if not data.strip(b" \t\r\n\0" + codecs.BOM_UTF8):
        raise InputError(_("the file is empty"), where=name)
    found = encodings.decode(data, name, encoding)
    if not encoding and found.encoding.startswith("utf-32"):
        raise InputError(_("the file is UTF-32"), remedy=_("save it as UTF-8"), where=name)
    notes: list[str] = []
    if not encoding and not found.encoding.startswith("utf"):
        notes.append(
            _("read as {label} and turned into Unicode; look at a few entries").format(
                label=encodings.label(found.encoding)
            )
        )
        notes += [_(CAPITALS)] if found.encoding == "tcvn3" else []
    chosen = "utf-16" if found.bom and found.encoding.startswith("utf-16") else found.encoding.removesuffix("-sig")
    return found.text, chosen, notes
