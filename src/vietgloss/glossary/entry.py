"""One entry, read as the glossary reads it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from vietgloss.errors import GlossaryError
from vietgloss.glossary import load, splice, yamlout
from vietgloss.glossary.held import Records, shifted
from vietgloss.glossary.places import spelt
from vietgloss.glossary.plain import Record, record_of
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary.model import Abbreviation, Glossary, Term
    from vietgloss.glossary.places import Place, Places

_NO_TEXT = re.compile("[\ud800-\udfff]")  # what bytes on the command line become that are not UTF-8


def check_record(record: Record, path: str = "<entry>") -> Record:
    """Return an entry as the glossary reads it.

    Raises:
        GlossaryError: If it is not a right entry; names its key, no line.
    """
    if _NO_TEXT.search(json.dumps([record.name, record.fields], ensure_ascii=False)):
        raise GlossaryError(_("not UTF-8 text"), path=path, key=record.section, remedy=_("type it anew"))
    try:
        read = load.parse(yamlout.document([record]), path)
    except GlossaryError as error:
        raise GlossaryError(error.bare, path=path, key=error.key, remedy=error.remedy) from error
    entries: list[Abbreviation | Term] = [*read.abbreviations.values(), *read.terms.values()]
    if len(entries) != 1:
        raise GlossaryError(_("not one entry"), path=path, key=record.name, remedy=_("check its name"))
    return record_of(entries[0])


def alike(read: Record | None, meant: Record) -> bool:
    """Tell whether an entry was read as it was meant."""
    return read is not None and read.name == spelt(meant.name) and read.fields == check_record(meant).fields


def read_at(places: Places, place: Place) -> Record | None:
    """Return the entry at a place of a text, or None if it reads as another."""
    try:
        alone = load.parse(places.yaml_of(place), "")
    except yaml.YAMLError:  # it refers to an anchor elsewhere
        alone = load.parse(places.text, "")
    records = Records(alone)
    return records.get(place.key)


def read_lines(places: Places, place: Place, path: str) -> Glossary:
    """Return the entry whose lines stand at a place; its line numbers are those of the text.

    Raises:
        GlossaryError: If the lines do not stand for themselves.
    """
    first = splice.line_start(places.text, place.start)
    lines = places.text[first : splice.line_end(places.text, place.end)]
    alone = load.parse(f"{place.section}:\n{lines}\n", path)
    return shifted(alone, places.line_of(place.start) - 2)
