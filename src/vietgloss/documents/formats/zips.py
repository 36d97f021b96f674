"""Files that are ZIP archives (Word, OpenDocument, EPUB ...): read with limits, written again with some entries new."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

_MB = 1 << 20
MAX_TOTAL = 512 * _MB
"""Bytes that all entries together may have when unpacked."""
MAX_ENTRY = 200 * _MB
"""Bytes that one entry may have when unpacked."""
MAX_ENTRIES = 50_000
MAX_RATIO = 200
"""How many times larger than packed an entry may be, once it is above :data:`RATIO_FROM` bytes."""
RATIO_FROM = 10 * _MB

_OLE = bytes.fromhex("D0CF11E0")
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# All that zipfile and zlib raise at a damaged archive, as fuzzing shows.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Archive:
    """A ZIP archive in memory; nothing of it ever touches the disk, whatever its entries are called.

    Args:
        data: The whole file.
        where: Its name for errors.

    Raises:
        InputError: If it is no ZIP archive, is damaged, is encrypted, or would unpack to more than the limits above.
    """

    def __init__(self, data: bytes, where: str) -> None:
        self._data = data
        self._where = where
        if data.startswith(_OLE):
            problem = _("the file is protected by a password or in an older format of Office")
            remedy = _("open it in Office, save it in the new format without a password")
            raise InputError(problem, remedy=remedy, where=where)
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise self._hostile(_("it holds too many entries"))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise self._damaged() from None
        self._infos = self._zip.infolist()
        self._by_name = {info.filename: info for info in self._infos}
        if len(self._by_name) != len(self._infos):
            raise self._hostile(_("two of its entries have the same name"))
        for info in self._infos:
            self._check(info)
        if sum(info.file_size for info in self._infos) > MAX_TOTAL:
            raise self._hostile(_("it unpacks to more than {max_total} MB").format(max_total=MAX_TOTAL // _MB))

    @property
    def names(self) -> list[str]:
        """The names of the entries, in the order of the archive."""
        return [info.filename for info in self._infos]

    def has(self, name: str) -> bool:
        """Whether there is an entry of this name."""
        return name in self._by_name

    def read(self, name: str) -> bytes:
        """Unpacks an entry; never more than it says it has, which is within the limits.

        Args:
            name: Its name.

        Raises:
            InputError: If it is missing or damaged.
        """
        info = self._by_name.get(name)
        if info is None:
            raise InputError(
                _("the file is damaged or of another type: {name} is missing").format(name=name), where=self._where
            )
        return self._unpack(info)

    def rewritten(self, changes: Mapping[str, bytes]) -> bytes:
        """The archive with other content in some entries.

        Entries keep their order, names, dates, compression and comments. If nothing is new, the archive comes back byte
        for byte. The same changes always give the same bytes.

        Args:
            changes: The new content by the name of the entry.

        Raises:
            InputError: If an entry is damaged.
            ValueError: If there is no entry of a name in ``changes``.
        """
        if unknown := changes.keys() - self._by_name.keys():
            raise ValueError(_("not in the archive: {unknown}").format(unknown=", ".join(sorted(unknown))))
        changes = {name: new for name, new in changes.items() if new != self.read(name)}
        if not changes:
            return self._data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new_zip:
            new_zip.comment = self._zip.comment
            for info in self._infos:
                content = changes[info.filename] if info.filename in changes else self._unpack(info)
                new_zip.writestr(_like(info), content)
        return out.getvalue()

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & _ENCRYPTED:
            raise InputError(
                _("the file is protected by a password"), remedy=_("save it without one"), where=self._where
            )
        # The other methods unpack without a limit, and no office program writes them.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self._hostile(_("{filename!r} is packed in an unusual way").format(filename=info.filename))
        if info.file_size > MAX_ENTRY:
            raise self._hostile(
                _("{filename!r} unpacks to more than {max_entry} MB").format(
                    filename=info.filename, max_entry=MAX_ENTRY // _MB
                )
            )
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size:
            raise self._hostile(
                _("{filename!r} unpacks to more than {max_ratio} times its size").format(
                    filename=info.filename, max_ratio=MAX_RATIO
                )
            )

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(info)
        except _DAMAGE:
            raise self._damaged(_(": {filename!r} cannot be unpacked").format(filename=info.filename)) from None

    def _damaged(self, what: str = "") -> InputError:
        return InputError(_("the file is damaged or of another type{what}").format(what=what), where=self._where)

    def _hostile(self, what: str) -> InputError:
        return InputError(
            _("the file is refused, it may be made to do harm: {what}").format(what=what), where=self._where
        )


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A fresh description: sizes, offset and the extra field belong to the old archive."""
    new = zipfile.ZipInfo(info.filename, info.date_time)
    new.compress_type = info.compress_type
    new.comment = info.comment
    new.create_system = info.create_system
    new.external_attr = info.external_attr
    new.internal_attr = info.internal_attr
    return new
