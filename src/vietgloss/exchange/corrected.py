"""Translations that a person has corrected, out of the files in which they were handed over.

The files are those of `vietgloss.report` (TMX, XLIFF, TSV, Word), or such of other programs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.errors import InputError
from vietgloss.exchange import segments_docx, segments_text, segments_xml
from vietgloss.exchange.model import MAX_BYTES
from vietgloss.exchange.registry import bytes_of
from vietgloss.exchange.segments import Corrected, sifted
from vietgloss.glossary.cache import without_collection
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vietgloss.exchange.segments import Unit

__all__ = ["SUFFIXES", "Corrected", "read", "read_data"]

_BINARY: dict[str, Callable[[bytes, str], Iterator[Unit]]] = {
    ".tmx": segments_xml.read_tmx,
    ".xlf": segments_xml.read_xliff,
    ".xliff": segments_xml.read_xliff,
    ".docx": segments_docx.read,
}
SUFFIXES = (*_BINARY, *segments_text.READERS)
"""The suffixes of the files that can be read."""


def read(path: str, *, machine_too: bool = False) -> Corrected:
    """Return the segments of a file that a person changed or approved.

    In a file that vietgloss wrote, these are the segments whose English is not the machine's any more, and those whose
    state in XLIFF says that they are translated or reviewed. In a file of another program, these are all that are
    translated. White space and the form of Unicode make no difference.

    Args:
        path: The file; its suffix, one of :data:`SUFFIXES`, tells the format.
        machine_too: Whether those segments are wanted too that are as the machine wrote them.

    Raises:
        InputError: If it cannot be read as a whole; what is wrong with a single segment is told in the notes.
    """
    return read_data(bytes_of(Path(path), path), path, machine_too=machine_too)


def read_data(data: bytes, name: str, *, machine_too: bool = False) -> Corrected:
    """Return the same for the content of a file; ``name`` tells the format, and stands in messages.

    Raises:
        InputError: As :func:`read`.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        problem = _("corrections are not read from files of type {suffix}").format(suffix=suffix or _("none"))
        raise InputError(problem, remedy=_("read are {suffixes}").format(suffixes=", ".join(SUFFIXES)), where=name)
    if not data.strip():
        raise InputError(_("the file is empty"), where=name)
    if len(data) > MAX_BYTES:
        raise InputError(
            _("larger than {max_bytes} MB").format(max_bytes=MAX_BYTES >> 20),
            remedy=_("split it into several files"),
            where=name,
        )
    notes: list[str] = []
    if suffix in _BINARY:
        units = _BINARY[suffix](data, name)
    else:
        text, notes = segments_text.decoded(data, name)
        units = segments_text.READERS[suffix](text, name)
    with without_collection():  # many small objects, and none of them in a circle
        found = sifted(units, machine_too=machine_too)
    if not found.segments and not found.notes:
        raise InputError(_("no segments in it"), remedy=_("is it a translation with its source?"), where=name)
    return Corrected(found.pairs, (*notes, *found.notes), found.unchanged, found.segments)
