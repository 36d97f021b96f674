"""A look at a zip archive before anything in it is unpacked: bombs and broken ones are refused."""

from __future__ import annotations

import io
import zipfile
import zlib

from vietgloss.errors import InputError
from vietgloss.i18n import _

MAX_MEMBERS = 2000
MAX_UNPACKED = 128 << 20
MAX_RATIO = 200
_SMALL = 1 << 20
_ENCRYPTED = 0x1
_CHUNK = 1 << 20


def check(data: bytes, name: str) -> list[str]:
    """Return the names of the members of an archive that is safe to open.

    Raises:
        InputError: If it is broken, encrypted, or would unpack to far more than it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_bomb(members, name)
            for member in members:
                _refuse_lie(archive, member, name)
            return [member.filename for member in members]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, InputError):
            raise
        remedy = _("is the file complete? save it anew as .xlsx")
        raise InputError(_("not a whole workbook: the archive is broken"), remedy=remedy, where=name) from None


def _refuse_bomb(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    bomb = next(
        (m for m in members if m.file_size > _SMALL and m.file_size > MAX_RATIO * max(m.compress_size, 1)), None
    )
    if len(members) > MAX_MEMBERS:
        problem = _("an archive of {count:,} parts; a workbook has {max_members:,} at most").format(
            count=len(members), max_members=MAX_MEMBERS
        )
    elif unpacked > MAX_UNPACKED:
        problem = _("unpacks to {unpacked:,} MB; {max_unpacked} MB are the most").format(
            unpacked=unpacked >> 20, max_unpacked=MAX_UNPACKED >> 20
        )
    elif bomb:
        problem = _("'{filename}' unpacks to {file_size:,} MB, more than {max_ratio} times its size").format(
            filename=bomb.filename[:60], file_size=bomb.file_size >> 20, max_ratio=MAX_RATIO
        )
    elif any(member.flag_bits & _ENCRYPTED for member in members):
        problem = _("protected by a password")
    else:
        return
    raise InputError(problem, remedy=_("save the sheet anew as .xlsx or .csv"), where=name)


def _refuse_lie(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Unpack a member piece by piece, keeping nothing: its size and checksum must be as told."""
    if not member.filename.endswith((".xml", ".rels")):
        return
    with archive.open(member) as file:
        head = file.read(_CHUNK)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            problem = _("'{filename}' declares a document type, as no workbook does").format(
                filename=member.filename[:60]
            )
            raise InputError(problem, remedy=_("save the sheet anew as .xlsx or .csv"), where=name)
        while file.read(_CHUNK):
            pass
