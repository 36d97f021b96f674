"""A look at a zip archive before anything in it is unpacked: bombs and broken ones are refused."""

from __future__ import annotations

import io
import zipfile
import zlib

from vietgloss.errors import InputError

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
        remedy = "is the file complete? save it anew as .xlsx"
        raise InputError("not a whole workbook: the archive is broken", remedy=remedy, where=name) from None


def _refuse_bomb(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    bomb = next(
        (m for m in members if m.file_size > _SMALL and m.file_size > MAX_RATIO * max(m.compress_size, 1)), None
    )
    if len(members) > MAX_MEMBERS:
        problem = f"an archive of {len(members):,} parts; a workbook has {MAX_MEMBERS:,} at most"
    elif unpacked > MAX_UNPACKED:
        problem = f"unpacks to {unpacked >> 20:,} MB; {MAX_UNPACKED >> 20} MB are the most"
    elif bomb:
        problem = f"'{bomb.filename[:60]}' unpacks to {bomb.file_size >> 20:,} MB, more than {MAX_RATIO} times its size"
    elif any(member.flag_bits & _ENCRYPTED for member in members):
        problem = "protected by a password"
    else:
        return
    raise InputError(problem, remedy="save the sheet anew as .xlsx or .csv", where=name)


def _refuse_lie(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Unpack a member piece by piece, keeping nothing: its size and checksum must be as told."""
    if not member.filename.endswith((".xml", ".rels")):
        return
    with archive.open(member) as file:
        head = file.read(_CHUNK)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            problem = f"'{member.filename[:60]}' declares a document type, as no workbook does"
            raise InputError(problem, remedy="save the sheet anew as .xlsx or .csv", where=name)
        while file.read(_CHUNK):
            pass
