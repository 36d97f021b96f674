"""Two glossaries become one: what is new goes in, what says another thing is told, never dropped silently."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from vietgloss import text as vn
from vietgloss.glossary.plain import Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vietgloss.glossary.held import Key

Policy = Literal["report", "skip", "replace", "add"]
_LISTS = ("also", "forbidden", "near", "before", "after", "forms", "not_in")


@dataclass
class Merge:
    """What a merge does.

    Attributes:
        added: Entries that were not there.
        replaced: Entries that take the place of one that was there.
        conflicts: Entries of both sides that say different things: what was there, and what came.
        same: Entries that were there already as they are.
    """

    added: list[Record] = field(default_factory=list)
    replaced: list[Record] = field(default_factory=list)
    conflicts: list[tuple[Record, Record]] = field(default_factory=list)
    same: list[Record] = field(default_factory=list)


def merge(held: Mapping[Key, Record], coming: Iterable[Record], policy: Policy) -> Merge:
    """Return what becomes of each entry that comes.

    Args:
        held: What is there.
        coming: What comes; of two with the same key the first counts as there for the second.
        policy: For an entry that says another thing than the one that is there: ``report`` and ``skip`` leave it,
            ``replace`` takes the new one, ``add`` joins both (:func:`joined`).
    """
    result = Merge()
    now = dict(held)
    fresh: dict[Key, int] = {}
    replaced: dict[Key, Record] = {}
    for record in coming:
        old = now.get(record.key)
        if old is None:
            fresh[record.key] = len(result.added)
            result.added.append(record)
            now[record.key] = record
            continue
        new = joined(old, record) if policy == "add" else record
        if new is None or (policy in ("report", "skip") and record.fields != old.fields):
            result.conflicts.append((old, record))
            continue
        if new.fields == old.fields:
            result.same.append(record)
            continue
        now[record.key] = new
        if record.key in fresh:
            result.added[fresh[record.key]] = new
        else:
            replaced[record.key] = new
    result.replaced = list(replaced.values())
    return result


def joined(old: Record, new: Record) -> Record | None:
    """Return an entry with the meanings, English and cues of both; None if they cannot stand together.

    The first English of ``old`` stays the first; that of ``new`` becomes an ``also``. The
    usual meaning is what it was in ``old``.
    """
    if bool(old.fields.get("keep")) != bool(new.fields.get("keep")):
        return None
    one_each = "senses" not in old.fields and "senses" not in new.fields
    if old.section == "terms" or (one_each and _meaning(old.fields) == _meaning(new.fields)):
        fields = _joined(old.fields, new.fields)
        return None if _contradicts(fields) else Record(old.section, old.name, fields)
    senses = [dict(sense) for sense in _senses(old)]
    for sense in _senses(new):
        more = {key: value for key, value in sense.items() if key != "default"}
        twin = next((n for n, s in enumerate(senses) if _meaning(s) == _meaning(sense)), None)
        if twin is None:
            senses.append(more)
        else:
            senses[twin] = _joined(senses[twin], more)
    if any(map(_contradicts, senses)):
        return None
    beside = _joined(_beside(old), _beside(new))
    return Record(old.section, old.name, {"senses": senses, **beside})


def _meaning(sense: Fields) -> str:
    """Return what tells meanings apart: two spellings of one full form are the same."""
    return vn.key(sense.get("expansion", ""))


def _contradicts(fields: Fields) -> bool:
    """Tell whether one side forbids the English of the other."""
    right = {text.casefold() for text in (fields.get("target", ""), *fields.get("also", ()))}
    return any(text.casefold() in right for text in fields.get("forbidden", ()))


def _senses(record: Record) -> list[Fields]:
    if "senses" in record.fields:
        found: list[Fields] = record.fields["senses"]
        return found
    return [{k: v for k, v in record.fields.items() if k not in _beside(record)}]


def _beside(record: Record) -> Fields:
    return {k: v for k, v in record.fields.items() if k in ("forms", "note", "ref", "examples")}


def _joined(old: Fields, new: Fields) -> Fields:
    fields = dict(old)
    for key, value in new.items():
        if key in _LISTS or key == "examples":
            fields[key] = [*fields.get(key, []), *(v for v in value if v not in fields.get(key, []))]
        elif key == "target" and "target" in old and value != old["target"]:
            also = fields.get("also", [])
            fields["also"] = also if value in also else [*also, value]
        elif key == "note" and old.get("note") not in (None, value):
            fields["note"] = f"{old['note']}; {value}"
        else:
            fields.setdefault(key, value)
    order = ("id", "expansion", "target", "also", "forbidden", "short", "not_in", "near", "before", "after")
    return {k: fields[k] for k in (*(k for k in order if k in fields), *(k for k in fields if k not in order))}
