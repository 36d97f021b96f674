"""Segments in the tables of a Word file, as Word and LibreOffice give them back."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from vietgloss.digests import MARK
from vietgloss.errors import InputError
from vietgloss.exchange.bounded import BoundedElements
from vietgloss.exchange.model import MAX_BYTES
from vietgloss.exchange.segments import Unit
from vietgloss.exchange.segments_text import columns_of
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.exchange.elements import Node

_PATTERNS = {"document": re.compile(r"word/document\d*\.xml"), "styles": re.compile(r"word/styles\d*\.xml")}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WARNING = "vietglosswarning"
_PAIR = 2
# What holds no text of the final version: properties, what was deleted or moved away, instructions, second versions.
_PASSED = {"pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "tbl"}
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_REMEDY = N_("save it anew as .docx")


def read(data: bytes, name: str) -> Iterator[Unit]:
    """Give the rows of the tables: ours by their marks, others by their heads, or the two columns they have.

    Tracked changes count as accepted; comments are not read.

    Raises:
        InputError: If it is no Word file, a broken or a hostile one.
    """
    document, style_sheet = _parts(data, name)
    warnings = _warning_styles(style_sheet, name) if style_sheet else {_WARNING}
    columns: dict[str, int] | None = None
    for number, row in enumerate(BoundedElements(document, ("tr",), name), 1):
        if _is_deleted(row):
            continue
        cells = list(_cells(row))
        texts = [_text_of(cell, warnings) for cell in cells]
        where = _("row {number}").format(number=number)
        at = next((n for n, text in enumerate(texts) if MARK.search(text)), None)
        if at is not None:
            yield _marked(texts, at, where)
        elif (head := columns_of(texts)) is not None:
            columns = head
        elif columns and max(columns.values()) < len(texts):
            if any(text.strip() for text in texts):
                yield Unit(where, texts[columns["source"]], texts[columns["english"]])
        elif len(texts) == _PAIR and any(text.strip() for text in texts):
            yield Unit(where, texts[0], texts[1])


def _parts(data: bytes, name: str) -> tuple[bytes, bytes]:
    """Return the document and its styles; these are empty if there are none. Nothing else is unpacked.

    Raises:
        InputError: If it is no Word file, or a part is broken, encrypted or unpacks to too much.
    """
    if data.startswith(_OLE):
        raise InputError(
            _("an old .doc, or one with a password"),
            remedy=_("{remedy} without a password").format(remedy=_(_REMEDY)),
            where=name,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = {kind: _member(package, pattern) for kind, pattern in _PATTERNS.items()}
            parts = {kind: _unpacked(package, member, name) for kind, member in members.items() if member}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, InputError):
            raise
        problem = _("not a Word document, or a broken one")
        raise InputError(
            problem, remedy=_("is the file complete? {remedy}").format(remedy=_(_REMEDY)), where=name
        ) from None
    if "document" not in parts:
        raise InputError(_("not a Word document"), remedy=_(_REMEDY), where=name)
    return parts["document"], parts.get("styles", b"")


def _member(package: zipfile.ZipFile, pattern: re.Pattern[str]) -> zipfile.ZipInfo | None:
    return next((m for m in package.infolist() if pattern.fullmatch(m.filename)), None)


def _unpacked(package: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    """Read a member, whatever size it says to have, up to the most that is read."""
    with package.open(member) as file:
        part = file.read(MAX_BYTES + 1)
    if len(part) > MAX_BYTES:
        problem = _("unpacks to more than {max_bytes} MB").format(max_bytes=MAX_BYTES >> 20)
        raise InputError(problem, remedy=_("split it into several files"), where=name)
    return part


def _marked(texts: list[str], at: int, where: str) -> Unit:
    found = MARK.search(texts[at])
    if len(texts) < at + 3 or not found:
        return Unit(where, problem=_("a cell of the row is missing; it needs number, Vietnamese and English"))
    return Unit(where, texts[at + 1], texts[at + 2], found[0])


def _warning_styles(styles: bytes, name: str) -> set[str]:
    """Return the identifiers of our style for warnings: each program that saves the file makes its own of its name."""
    found = {_WARNING}
    for style in BoundedElements(styles, ("style",), name):
        shown = next((c.attributes.get("val", "") for c in style.children if c.tag == "name"), "")
        if shown.replace(" ", "").lower() == _WARNING:
            found.add(style.attributes.get("styleId", "").lower())
    return found


def _is_deleted(row: Node) -> bool:
    properties = next((child for child in row.children if child.tag == "trPr"), None)
    return properties is not None and any(child.tag == "del" for child in properties.children)


def _cells(node: Node) -> Iterator[Node]:
    """Give the cells of a row, those in content controls too."""
    for child in node.children:
        if child.tag == "tc":
            yield child
        elif child.tag in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _cells(child)


def _text_of(cell: Node, warnings: set[str]) -> str:
    """Return the text of a cell, a line for each paragraph, without our warnings."""
    paragraphs = (p for p in _paragraphs(cell) if _style(p) not in warnings)
    return "\n".join("".join(_runs(p)) for p in paragraphs).strip()


def _paragraphs(node: Node) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "p":
            yield child
        elif child.tag not in _PASSED:
            yield from _paragraphs(child)


def _style(paragraph: Node) -> str:
    properties = next((child for child in paragraph.children if child.tag == "pPr"), None)
    styles = [child for child in properties.children if child.tag == "pStyle"] if properties else []
    return styles[0].attributes.get("val", "").lower() if styles else ""


def _runs(node: Node) -> Iterator[str]:
    for child in node.children:
        if child.tag == "t":
            yield "".join(child.texts())
        elif child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag not in _PASSED:
            yield from _runs(child)
