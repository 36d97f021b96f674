"""The text of a glossary file, refused in one line if it is too large, unreadable or not UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.errors import GlossaryError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 20_000_000
"""Bytes above which a file is no glossary; 10,000 entries have about one million."""


def bytes_of(path: Path, name: str) -> bytes:
    """Return what a file holds; no more than the largest glossary is ever read.

    Raises:
        GlossaryError: If it is missing, unreadable or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise GlossaryError(
            _("cannot read the glossary: {problem}").format(problem=problem), path=name, remedy=_("check the path")
        ) from error
    if len(data) > LARGEST:
        problem = _("larger than {largest} MB").format(largest=LARGEST // 1_000_000)
        raise GlossaryError(problem, path=name, remedy=_("is it a glossary? if so, divide it into several files"))
    return data


def decode(data: bytes, name: str) -> str:
    """Return the text of a glossary file, its byte order mark included.

    Raises:
        GlossaryError: If ``data`` is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = _("byte {start} is not UTF-8").format(start=error.start)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
            problem = _("this is UTF-16 or UTF-32, not UTF-8")
        raise GlossaryError(problem, path=name, line=line, remedy=_("save the file as UTF-8")) from error
