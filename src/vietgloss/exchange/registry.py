"""The formats by name and suffix; reading and writing by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.errors import InputError, UsageError
from vietgloss.exchange import elements, listing, pairs, separated, sheet, tbx, tbxout, tmx
from vietgloss.exchange.assemble import Assembly
from vietgloss.exchange.model import MAX_BYTES, Exported, Found, Imported, Lost, Options
from vietgloss.glossary.cache import without_collection
from vietgloss.glossary.plain import Record
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.glossary.plain import Fields


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: What it is called on the command line.
        suffixes: Of its files, the usual one first; empty where another format has them.
        holds: What it holds, in a few words.
        read: Its reader.
        write: Its writer.
        text: Whether it can be shown on a terminal.
    """

    name: str
    suffixes: tuple[str, ...]
    holds: str
    read: Callable[[bytes, Options], Found]
    write: Callable[[Sequence[Record]], Exported]
    text: bool = True


FORMATS = {
    f.name: f
    for f in (
        Format("csv", (".csv",), "everything", separated.read, lambda r: separated.write(r, ",")),
        Format(
            "tsv",
            (".tsv",),
            "everything",
            lambda d, o: separated.read(d, o, "\t"),
            lambda r: separated.write(r, "\t"),
        ),
        Format("xlsx", (".xlsx", ".xlsm"), "everything", sheet.read, sheet.write, text=False),
        Format("tbx-basic", (".tbx",), "everything", tbx.read, tbxout.write),
        Format("tbx-min", (), "everything", tbx.read, lambda r: tbxout.write(r, dialect="TBX-Min")),
        Format("tmx", (".tmx",), "terms", tmx.read, tmx.write),
        Format("deepl", (), "terms without their fields", pairs.read_deepl, pairs.write_deepl),
        Format(
            "deepl-csv",
            (),
            "terms without their fields",
            lambda d, o: pairs.read_deepl(d, o, ","),
            lambda r: pairs.write_deepl(r, ","),
        ),
        Format("omegat", (".utf8", ".tab"), "terms with also and note", pairs.read_omegat, pairs.write_omegat),
        Format("yaml", (".yaml", ".yml"), "everything", listing.read_yaml, listing.write_yaml),
        Format("json", (".json",), "everything", listing.read_json, listing.write_json),
    )
}
ALIASES = {"tbx": "tbx-basic"}
NAMES = (*FORMATS, *ALIASES)
"""What may be said for a format."""

_BY_SUFFIX = {suffix: f.name for f in FORMATS.values() for suffix in f.suffixes} | {".txt": "csv"}
_TABLES = ("csv", "tsv")
_HEAD = 4096
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOTS = {"tbx": "tbx-basic", "martif": "tbx-basic", "tmx": "tmx"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def format_of(name: str) -> Format:
    """Return a format by its name.

    Raises:
        UsageError: If there is none of that name.
    """
    try:
        return FORMATS[ALIASES.get(name.lower(), name.lower())]
    except KeyError:
        raise UsageError(
            _("no format '{name}'").format(name=name), remedy=_("known ones: {names}").format(names=", ".join(NAMES))
        ) from None


def format_by_suffix(path: str | Path) -> Format | None:
    """Return the format that a file's name tells, or None."""
    name = _BY_SUFFIX.get(Path(path).suffix.lower())
    return FORMATS[name] if name else None


def read(source: str | Path | bytes, format: str | None = None, options: Options | None = None) -> Imported:  # noqa: A002
    """Return the entries in a file.

    Args:
        source: The file, or its content.
        format: One of :data:`NAMES`; None to recognise it by the content and the name.
        options: What else is known about it.

    Raises:
        InputError: If it cannot be read as a whole; wrong rows are told in the result instead.
        GlossaryError: If it is YAML and no glossary.
        UsageError: If there is no such format.

    >>> read("ĐV,đảng viên,Party member".encode()).records[0].fields
    {'expansion': 'đảng viên', 'target': 'Party member'}
    """
    options = options or Options()
    if isinstance(source, bytes):
        data = source
    else:
        options = replace(options, name=str(source)) if options.name == Options.name else options
        data = bytes_of(Path(source), options.name)
    if len(data) > MAX_BYTES:
        raise _too_large(options.name)
    notes: list[str] = []
    chosen = format_of(format) if format else _recognised(data, options, notes)
    if chosen.name == "xlsx" and not data.startswith(_ZIP):
        raise _no_workbook(data, options.name)
    with without_collection():  # so many small objects, and none of them in a circle
        found = chosen.read(data, options)
        assembly = Assembly(together=found.together)
        records = (*found.records, *assembly.records(found.rows))
        rejected = [*found.rejected, *assembly.rejected]
        if not _sheets(found):
            rejected.sort(key=lambda r: r.row)
    if not records and not rejected:
        raise InputError(_("no entries in it"), remedy=_("check the format with --from"), where=options.name)
    notes += [*found.notes, *assembly.notes]
    return Imported(records, tuple(rejected), tuple(notes), chosen.name, found.encoding, found.separator)


def write(records: Sequence[Record], format: str) -> Exported:  # noqa: A002  # what it is
    """Return entries as a file of a format, and what it could not hold.

    Raises:
        UsageError: If there is no such format.
    """
    chosen = format_of(format)
    lost: list[Lost] = []
    if chosen.name not in ("yaml", "json"):
        records = [_cleaned(record, lost) for record in records]
    out = chosen.write(records)
    return Exported(out.data, (*lost, *out.lost))


def bytes_of(path: Path, name: str) -> bytes:
    """Return the content of a file, if it is not too large.

    Raises:
        InputError: If it is missing, a folder, too large, or cannot be read.
    """
    try:
        if path.is_dir():
            raise InputError(_("is a directory"), remedy=_("name a file in it"), where=name)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(_("no such file"), remedy=_("check the path"), where=name) from None
    except (OSError, ValueError) as error:
        problem = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(_("cannot be read: {problem}").format(problem=problem), where=name) from None


def _recognised(data: bytes, options: Options, notes: list[str]) -> Format:
    """Return the format by the content where that is certain, else by the name; tables where nothing tells."""
    by_name = format_by_suffix(options.name)
    if data.startswith(_ZIP):
        name = "xlsx"
    elif data.startswith(_OLE) or (by_name and by_name.name == "xlsx"):
        raise _no_workbook(data, options.name)
    else:
        head = _head(data)
        root = elements.root_of(head) if head.lstrip("\ufeff \t\r\n").startswith("<") else ""
        if root in _ROOTS:
            name = _ROOTS[root]
        elif root:
            problem = (
                _("an HTML page") if root == "html" else _("XML of an unknown kind (<{root}>)").format(root=root[:30])
            )
            raise InputError(problem, remedy=_("give TBX, TMX, or a table as .csv or .xlsx"), where=options.name)
        elif by_name and by_name.name in ("tbx-basic", "tmx"):
            raise InputError(_("not XML"), remedy=_("say what it is with --from"), where=options.name)
        elif by_name is None and head.lstrip().startswith(("[{", "[\n")):
            name = "json"
        else:
            name = by_name.name if by_name else "csv"
        if name in _TABLES and _is_deepl(head):
            name = "deepl"
    chosen = FORMATS[name]
    if by_name and name not in (by_name.name, "deepl"):
        notes.append(_("read as {name} in spite of its name").format(name=name))
    return chosen


def _head(data: bytes) -> str:
    """Return the beginning of a file as text, as far as that is needed to tell what it is."""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    if head.startswith(b"<\0"):
        return head.decode("utf-16-le", "ignore")
    if head.startswith(b"\0<"):
        return head.decode("utf-16-be", "ignore")
    return head.decode("utf-8-sig", "ignore")


def _is_deepl(head: str) -> bool:
    rows = head.splitlines()[:20]
    rows = rows[:-1] if len(head) >= _HEAD // 4 and len(rows) > 1 else rows
    separator = "\t" if "\t" in head else ","
    return pairs.is_deepl([row.split(separator)[-4:] for row in rows if row.strip() and row.count(separator) >= 3])  # noqa: PLR2004


def _no_workbook(data: bytes, name: str) -> InputError:
    if data.startswith(_OLE):
        problem, remedy = _("an old .xls workbook, or one with a password"), _("save it as .xlsx without a password")
    elif not data:
        problem, remedy = _("the file is empty"), _("check the path")
    elif elements.root_of(_head(data)) == "html":
        problem, remedy = _("an HTML page, not a workbook"), _("open it in a spreadsheet and save it as .xlsx")
    else:
        problem, remedy = _("not an Excel workbook"), _("if it is text, say --from csv")
    return InputError(problem, remedy=remedy, where=name)


def _too_large(name: str) -> InputError:
    return InputError(
        _("larger than {max_bytes} MB").format(max_bytes=MAX_BYTES >> 20),
        remedy=_("split it into several files"),
        where=name,
    )


def _sheets(found: Found) -> bool:
    return any(row.sheet for row in found.rows) or any(row.sheet for row in found.rejected)


def _cleaned(record: Record, lost: list[Lost]) -> Record:
    """Return an entry without control characters, which no table and no XML can hold."""

    def clean(value: object, key: str) -> object:
        if isinstance(value, str):
            if _CONTROL.search(value):
                lost.append(Lost(record.name, key, _("a control character is left out")))
                return " ".join(_CONTROL.sub("", value).split())
            return value
        if isinstance(value, dict):
            return {k: clean(v, k) for k, v in value.items()}
        return [clean(v, key) for v in value] if isinstance(value, list) else value

    fields: Fields = {key: clean(value, key) for key, value in record.fields.items()}
    name = str(clean(record.name, "name"))
    return record if name == record.name and fields == record.fields else Record(record.section, name, fields)
