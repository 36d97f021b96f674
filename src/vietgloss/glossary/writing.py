"""Patches that write whole entries: new ones at the end of their section, or another value behind a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.glossary import splice, yamlout
from vietgloss.glossary.splice import Patch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.glossary.places import Node, Place, Places
    from vietgloss.glossary.plain import Record, Section


def added(places: Places, section: Section, records: list[Record]) -> Patch:
    """Set entries at the end of their section, which is made if it is not there."""
    text, root = places.text, places.root
    holder = places.sections.get(section)
    own = [p for p in places.entries if p.section == section]
    if holder and own and not holder.flow:
        return splice.insert_lines(text, own[-1].end, _lines(records, _column(text, own[-1].start)))
    in_flow = bool(root and root.flow)
    if holder and holder.flow and (own or in_flow or splice.comments(text, holder.opening, holder.end)):
        return splice.append(text, places.holder(section), [_flow(r) for r in records])
    if holder:
        return _into_empty(places, section, holder, records)
    if root and root.flow:
        return splice.append(text, root, [f"{section}: {_flow_section(records)}"])
    indent = _column(text, root.children[0].start) if root else 0
    return _at_end(places, [" " * indent + f"{section}:", *_lines(records, indent + yamlout.STEP)])


def all_rewritten(places: Places, entries: Sequence[tuple[Place, Record]]) -> Patch:
    """Write the values of entries anew, in one patch that reaches from the first to the last; see :func:`rewritten`."""
    patches = sorted(rewritten(places, place, record) for place, record in entries)
    start, end = patches[0].start, max(patch.end for patch in patches)
    text, at = "", start
    for patch in patches:
        text += places.text[at : patch.start] + patch.text
        at = patch.end
    return Patch(start, end, text + places.text[at:end])


def rewritten(places: Places, place: Place, record: Record) -> Patch:
    """Write the value of an entry anew; its key, its comments, and what stands behind it in its last line, stay."""
    text, remarks = places.text, places.comments(place)
    colon = splice.find(text, ":", place.key_end) + 1
    end = max(colon, place.end)
    indent = _column(text, place.start)
    if places.sections[record.section].flow:
        return Patch(colon, end, " " + splice.with_remarks(text, _flow_value(record), remarks, indent))
    first, *rest = yamlout.value_lines(record, indent)
    remarks = [" " * (indent + yamlout.STEP) + remark for remark in remarks]
    lines = [" " + first, *rest, *remarks] if first else ["", *remarks, *rest]
    return Patch(colon, end, splice.newline(text).join(lines))


def _into_empty(places: Places, section: Section, holder: Node, records: list[Record]) -> Patch:
    """Set entries into a section that is ``{}``, ``~`` or nothing; a comment behind it stays there."""
    text, key = places.text, places.section_keys[section]
    colon = splice.find(text, ":", key.end) + 1
    if places.root and places.root.flow:
        return Patch(colon, max(colon, holder.end), " " + _flow_section(records))
    lines = _lines(records, _column(text, key.start) + yamlout.STEP)
    if holder.start == holder.end:
        return splice.insert_lines(text, colon, lines)
    last, end = splice.line_end(text, holder.end), splice.newline(text)
    remarks = ["  " + remark for remark in splice.comments(text, colon, last)]
    return Patch(colon, last, end.join(["".join(remarks[:1]), *remarks[1:], *lines]))


def _at_end(places: Places, lines: list[str]) -> Patch:
    """Set lines at the end of the document, under a blank one if anything stands above."""
    end, stop = splice.newline(places.text), places.stop
    held, above = places.text[:stop], ""
    if held.strip():
        above = end if held.endswith(("\n", "\r")) else end + end
        above = "" if held.endswith(end + end) else above
    return Patch(stop, stop, above + "".join(line + end for line in lines))


def _column(text: str, key: int) -> int:
    return splice.column(text, splice.key_start(text, key))


def _lines(records: list[Record], indent: int) -> list[str]:
    return [line for record in records for line in yamlout.entry_lines(record, indent)]


def _flow_section(records: list[Record]) -> str:
    return "{" + ", ".join(_flow(r) for r in records) + "}"


def _flow(record: Record) -> str:
    return f"{yamlout.flow(record.name)}: {_flow_value(record)}"


def _flow_value(record: Record) -> str:
    only = list(record.fields) in (["expansion"], ["target"])
    return yamlout.flow(next(iter(record.fields.values())) if only else record.fields)
