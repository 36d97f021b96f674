"""Slots of terms that the loader takes, but that are probably not meant so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.source import ENTRY, NAME
from vietgloss.glossary import slots
from vietgloss.glossary.model import Term
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.checks.finding import Finding
    from vietgloss.checks.known import Known
    from vietgloss.checks.source import Read, Source

_WRITTEN = re.compile(r"\{([^{}]*)\}")


def unused_slot(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001  # as all rules
    """Find English that does not name a slot of the Vietnamese, so that what stands in it is lost.

    A variant may leave out the level: *Tân Trụ People's Committee* says enough.
    """
    entry = read.entry
    if not isinstance(entry, Term) or not slots.has_braces(entry.source):
        return
    texts = [(entry.target, read.field("target", 0))]
    texts += [(text, read.field("also", 0, item)) for item, text in enumerate(entry.also)]
    for number, (text, place) in enumerate(texts):
        for name in slots.left_out(text, entry.source):
            if number and name == slots.LEVEL:
                continue
            told = _("the slot '{{{name}}}' does not stand in the English '{text}'").format(name=name, text=text)
            yield source.finding("unused-slot", place, told, _("write '{{{name}}}' there").format(name=name))


def same_pattern(known: Known) -> Iterator[Finding]:
    """Find terms of one layer that differ in the names of their slots only: the first of them counts."""
    seen: dict[tuple[str, int], Term] = {}
    for source, read in known.reads():
        entry = read.entry
        if not isinstance(entry, Term) or not slots.has_braces(entry.source):
            continue
        words = " _ ".join(_WRITTEN.split(entry.source)[::2])
        kinds = ",".join(slots.slots_of(entry.source).values())
        first = seen.setdefault((f"{vn.key(words)} {kinds}", entry.origin.rank), entry)
        if first is not entry and vn.key(first.source) != vn.key(entry.source):
            told = _("is the same as '{source}', {origin}, but for the names of its slots").format(
                source=first.source, origin=first.origin
            )
            yield source.finding("same-pattern", read.field(NAME, ENTRY), told, _("leave one of them"))
