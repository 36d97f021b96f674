"""Our own two forms: glossary files in YAML, and the list that ``vietgloss glossary list --json`` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss.errors import GlossaryError, InputError
from vietgloss.exchange.check import checked, only_record, reason_of
from vietgloss.exchange.encodings import decode
from vietgloss.exchange.model import MAX_ROWS, Exported, Found, Rejected
from vietgloss.glossary import load
from vietgloss.glossary.plain import SECTIONS, record_of
from vietgloss.glossary.schema import Reader
from vietgloss.glossary.yamlout import document
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.exchange.model import Options
    from vietgloss.glossary.plain import Record


def read_yaml(data: bytes, options: Options) -> Found:
    """Return the entries of a glossary file; wrong ones are rejected, under their line.

    Raises:
        InputError: If it is not text.
        GlossaryError: If it is not YAML, or its sections are not as they should be.
    """
    text, encoding, notes = decode(data, options.name, options.encoding)
    found = Found(notes=notes, encoding=encoding)
    try:
        held = load.parse(text, options.name)
    except GlossaryError as error:
        if "." not in error.key:  # the file as a whole
            raise
        _one_by_one(text, found)
    else:
        found.records = [record_of(e) for e in held.abbreviations.values()]
        found.records += [record_of(e) for e in held.terms.values()]
    return found


def _one_by_one(text: str, found: Found) -> None:
    """Read the entries of a file, known to be YAML with known sections, each by itself."""
    root: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    reader = Reader("", "given")
    lines: dict[tuple[str, str], int] = {}
    for section, entries in root.value:
        for name, value in entries.value if isinstance(entries, yaml.MappingNode) else ():
            line = name.start_mark.line + 1
            alone = yaml.MappingNode(entries.tag, [(name, value)], entries.start_mark, entries.end_mark)
            try:
                read = reader.glossary(yaml.MappingNode(root.tag, [(section, alone)], root.start_mark, root.end_mark))
            except GlossaryError as error:
                found.rejected.append(Rejected(error.line or line, reason_of(error)))
                continue
            record = only_record(read)
            if record.key in lines:
                reason = _("'{name}' stands already on line {lines}; keep one of them").format(
                    name=record.name, lines=lines[record.key]
                )
                found.rejected.append(Rejected(line, reason))
            else:
                lines[record.key] = line
                found.records.append(record)


def read_json(data: bytes, options: Options) -> Found:
    """Return the entries of a JSON list of objects with ``section``, ``name`` and ``fields``.

    Raises:
        InputError: If it is not JSON, or not such a list.
    """
    text, encoding, notes = decode(data, options.name, options.encoding)
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{options.name}:{error.lineno}"
        raise InputError(
            _("not JSON: {msg}").format(msg=error.msg.lower()), remedy=_("is the file complete?"), where=where
        ) from None
    except (RecursionError, ValueError):
        raise InputError(
            _("not JSON that can be read"), remedy=_("give a list of entries"), where=options.name
        ) from None
    if isinstance(items, dict):
        items = items.get("entries")
    if not isinstance(items, list):
        remedy = _("write it with 'vietgloss glossary list --json'")
        raise InputError(_("not a list of entries"), remedy=remedy, where=options.name)
    if len(items) > MAX_ROWS:
        raise InputError(
            _("more than {max_rows:,} entries").format(max_rows=MAX_ROWS),
            remedy=_("split it into several files"),
            where=options.name,
        )
    found = Found(notes=notes, encoding=encoding)
    numbers: dict[tuple[str, str], tuple[int, Record]] = {}
    for number, item in enumerate(items, 1):
        try:
            record = _entry(item)
        except (GlossaryError, InputError) as error:
            found.rejected.append(Rejected(number, reason_of(error)))
            continue
        first, same = numbers.setdefault(record.key, (number, record))
        if first == number:
            found.records.append(record)
        elif same.fields == record.fields:
            found.notes.append(_("repeated and taken once: row {number}").format(number=number))
        else:
            reason = _("'{name}' stands already in row {first} with other fields; keep one of them").format(
                name=record.name, first=first
            )
            found.rejected.append(Rejected(number, reason))
    return found


def _entry(item: Any) -> Record:  # noqa: ANN401  # whatever stands in the JSON
    remedy = _("write section, name and fields")
    if not isinstance(item, dict):
        raise InputError(_("not an object"), remedy=remedy)
    section, name, fields = (item.get(key) for key in ("section", "name", "fields"))
    if section not in SECTIONS or not isinstance(name, str) or not isinstance(fields, dict):
        missing = "section" if section not in SECTIONS else "name" if not isinstance(name, str) else "fields"
        raise InputError(_("no right {missing}").format(missing=missing), remedy=remedy)
    return checked(section, name, fields)


def write_yaml(records: Sequence[Record]) -> Exported:
    """Return a glossary file."""
    return Exported(document(records).encode("utf-8", "replace"))


def write_json(records: Sequence[Record]) -> Exported:
    """Return a JSON list."""
    items = [{"section": r.section, "name": r.name, "fields": r.fields} for r in records]
    return Exported((json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"))
