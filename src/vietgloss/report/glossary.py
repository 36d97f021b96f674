"""Glossary entries for people: one line each, in full, and counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vietgloss.glossary import yamlout
from vietgloss.glossary.find import Difference, Entry, as_json, entries_of
from vietgloss.glossary.model import LAYERS, Abbreviation, Glossary, Term
from vietgloss.glossary.plain import record_of
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence


def to_json(value: Any) -> str:  # noqa: ANN401  # anything that JSON holds
    """Return JSON as the other commands print it."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def entry_line(entry: Entry) -> str:
    """Return an entry in one line: what it is, its English, where it stands."""
    if isinstance(entry, Term):
        return f"{entry.source}  =  {entry.target}   {entry.origin}"
    if entry.keep:
        return f"{entry.surface}  (kept)   {entry.origin}"
    senses = [s.expansion + (" (kept)" if s.keep else f" = {s.target}" if s.target else "") for s in entry.senses]
    return f"{entry.surface}:  {'; '.join(senses)}   {entry.origin}"


def entry_full(entry: Entry, shadowed: Sequence[Entry]) -> str:
    """Return an entry as it would be typed, under where it stands and what it stands over."""
    head = [f"# {entry.origin} ({entry.origin.layer})"]
    head += [f"# stands over {old.origin} ({old.origin.layer}): {short(old)}" for old in shadowed]
    record = record_of(entry)
    return "\n".join([*head, f"{record.section}:", *yamlout.entry_lines(record)])


def short(entry: Entry) -> str:
    """Return what an entry says, in a few words."""
    if isinstance(entry, Term):
        return entry.target
    return "kept" if entry.keep else "; ".join(sense.expansion for sense in entry.senses)


def difference_lines(differences: Sequence[Difference]) -> list[str]:
    """Return each difference as lines with ``+`` and ``-``, like a patch of the entries."""
    lines = []
    for difference in differences:
        for sign, entry in (("-", difference.old), ("+", difference.new)):
            if entry:
                lines += [f"{sign}{line}" for line in yamlout.entry_lines(record_of(entry))]
    return lines


def differences_json(differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """Return each difference for JSON."""
    return [
        {
            "kind": difference.kind,
            "old": as_json(difference.old) if difference.old else None,
            "new": as_json(difference.new) if difference.new else None,
        }
        for difference in differences
    ]


def stats(glossary: Glossary) -> dict[str, Any]:
    """Return the counts of a glossary: in all, by layer, and by file."""
    return {
        **_counts(list(entries_of(glossary))),
        "shadowed": len(glossary.shadowed),
        "layers": {
            layer: _counts(own)
            for layer in LAYERS
            if (own := [e for e in entries_of(glossary) if e.origin.layer == layer])
        },
        "files": {path: _counts([e for e in entries_of(glossary) if e.origin.path == path]) for path in glossary.files},
    }


def _counts(entries: list[Entry]) -> dict[str, int]:
    abbreviations = [e for e in entries if isinstance(e, Abbreviation)]
    senses = [s for e in abbreviations for s in e.senses if not s.keep]
    return {
        "abbreviations": len(abbreviations),
        "ambiguous": sum(e.ambiguous for e in abbreviations),
        "kept": sum(e.keep for e in abbreviations),
        "senses": len(senses),
        "without_english": sum(not s.target for s in senses),
        "examples": sum(len(e.examples) + sum(len(s.examples) for s in e.senses) for e in abbreviations),
        "terms": sum(isinstance(e, Term) for e in entries),
    }


def stats_table(counts: dict[str, Any]) -> str:
    """Return :func:`stats` as a table of rows: in all, then each layer, then each file."""
    heads = {
        "abbreviations": _("abbreviations"),
        "ambiguous": _("ambiguous"),
        "kept": _("kept"),
        "senses": _("senses"),
        "without_english": _("without english"),
        "examples": _("examples"),
        "terms": _("terms"),
    }
    columns = list(heads)
    rows = [["", *heads.values()], [_("all that stands"), *(str(counts[c]) for c in columns)]]
    for group in ("layers", "files"):
        rows += [[name, *(str(own[c]) for c in columns)] for name, own in counts[group].items()]
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(c.rjust(wide[at]) if at else c.ljust(wide[0]) for at, c in enumerate(row)) for row in rows]
    lines.append(_("{count} entries are replaced by one of a later file").format(count=counts["shadowed"]))
    return "\n".join(line.rstrip() for line in lines)
