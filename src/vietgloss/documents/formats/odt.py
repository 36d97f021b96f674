"""OpenDocument texts: paragraphs, headings, lists, tables, text boxes, notes, headers and footers, and the title.

Source: OASIS, Open Document Format for Office Applications Version 1.3, part 3 (2021).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.documents.formats.odtparagraphs import Part
from vietgloss.documents.formats.xmlspans import source
from vietgloss.documents.formats.zips import Archive
from vietgloss.documents.model import Content, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.documents.model import Kind, Options, Target

_PARTS = ("meta.xml", "content.xml", "styles.xml")
_TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = "META-INF/manifest.xml"
_SIGNATURES = "META-INF/documentsignatures.xml"
_SIGNED = "it is signed; the signature does not hold for the translation"


def parse(data: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  # no option concerns ODT
    """Finds the texts of an OpenDocument text.

    Args:
        data: The file's bytes.
        where: Its name for errors.
        options: Not used.

    Raises:
        InputError: If it is damaged, protected by a password, or no text document.
    """
    archive = Archive(data.encode() if isinstance(data, str) else data, where)
    if archive.has("mimetype"):
        found = archive.read("mimetype").decode("ascii", "replace").strip()
        if not found.startswith(_TYPE):
            raise InputError(
                _("not an OpenDocument text but {found}").format(found=found[:80]),
                remedy=_("check its suffix"),
                where=where,
            )
    if archive.has(_MANIFEST) and b"encryption-data" in archive.read(_MANIFEST):
        raise InputError(_("protected by a password"), remedy=_("save it without one"), where=where)
    names = [name for name in _PARTS if name == "content.xml" or archive.has(name)]
    parts = {name: Part(source(archive.read(name), f"{where} ({name})")) for name in names}
    found_slots = [(slot, p.kind) for part in parts.values() for p in part.paragraphs for slot in p.slots]
    texts: list[tuple[str, Kind]] = [(slot.text, kind) for slot, kind in found_slots]

    def write(targets: Sequence[Target]) -> bytes:
        given = iter(targets)
        return archive.rewritten({name: part.with_english(given) for name, part in parts.items()})

    notes = (_SIGNED,) if archive.has(_SIGNATURES) else ()
    return content_of(texts, write, inlines=[slot.inlines for slot, _ in found_slots], notes=notes)
