"""Random edits of a glossary, and what each must do to its entries: a model that knows nothing of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss import text as vn
from vietgloss.glossary import load
from vietgloss.glossary.plain import SECTIONS, Fields, Record, Section, record_of

if TYPE_CHECKING:
    from glossary_layouts import Maker
    from vietgloss.errors import GlossaryError
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.source import Edit

Key = tuple[Section, str]
Held = dict[Key, Record]
_WORDS = ("target", "note", "ref")
_LISTS = ("also", "near", "before", "after")


def read(text: str) -> Glossary:
    """Read a text afresh, without what was compiled before."""
    return load._parse(text.removeprefix("\ufeff"), "g.yaml", "given")


def held(glossary: Glossary) -> Held:
    records = [record_of(e) for e in (*glossary.abbreviations.values(), *glossary.terms.values())]
    return {record.key: record for record in records}


def meaning(record: Record) -> Record:
    """Return an entry as the glossary reads it, by way of PyYAML's own writer.

    Raises:
        GlossaryError: If it is no right entry.
    """
    text = yaml.safe_dump({record.section: {record.name: record.fields}}, allow_unicode=True, sort_keys=False)
    (made,) = held(read(text)).values()
    return made


@dataclass
class Step:
    """An edit: the method of :class:`Edit`, its arguments, and the entries it concerns."""

    method: str
    arguments: tuple[Any, ...]
    keys: list[Key]

    def on(self, edit: Edit) -> None:
        getattr(edit, self.method)(*self.arguments)

    def modelled(self, before: Held) -> Held:
        """Return the entries after it.

        Raises:
            GlossaryError: If it leaves a wrong entry.
        """
        after = dict(before)
        if self.method == "add":
            for record in self.arguments[0]:
                after[record.key] = meaning(record)
            return {k: after[k] for s in SECTIONS for k in after if k[0] == s}
        if self.method == "remove":
            del after[self.keys[0]]
            return after
        if self.method == "rename":
            section, _, new = self.arguments
            made = meaning(Record(section, new, before[self.keys[0]].fields))
            renamed = [made if key == self.keys[0] else record for key, record in after.items()]
            return {record.key: record for record in renamed}
        old = before[self.keys[0]]
        after[self.keys[0]] = meaning(Record(old.section, old.name, self._fields(old.fields)))
        return after

    def _fields(self, old: Fields) -> Fields:
        fields: Fields = {k: [*v] if isinstance(v, list) else v for k, v in old.items()}
        if self.method == "replace":
            new: Fields = self.arguments[0].fields
            return new
        if self.method == "add_sense":
            if "senses" in fields:
                return fields | {"senses": [*fields["senses"], self.arguments[1]]}
            beside = ("forms", "note", "ref", "examples")
            first = {k: v for k, v in fields.items() if k not in beside}
            return {"senses": [first, self.arguments[1]]} | {k: v for k, v in fields.items() if k in beside}
        if self.method == "remove_sense":
            del fields["senses"][self.arguments[1]]
            return fields
        _, _, changes, sense = self.arguments
        inner = fields if sense is None else dict(fields["senses"][sense])
        for key, value in changes.items():
            inner[key] = value
        inner = {k: v for k, v in inner.items() if v is not None}
        if sense is None:
            return inner
        fields["senses"][sense] = inner
        return fields


def random_step(maker: Maker, before: Held) -> Step:  # noqa: PLR0911  # one a kind
    """Choose an edit that suits the entries."""
    kind = maker.choose(9) if before else 0
    if kind == 0 or not before:
        count = 1 if not maker.once(4) else 25 if maker.once(4) else 1 + maker.choose(3)
        records = []
        for _ in range(count):
            record = maker.record(maker.pick(SECTIONS))
            records += [record] if record.key not in before and record.key not in {r.key for r in records} else []
        return Step("add", (records,), [r.key for r in records])
    key = maker.pick(list(before))
    record = before[key]
    name = maker.pick((record.name, vn.plain(record.name)))
    if kind == 1:
        return Step("remove", (key[0], name), [key])
    if kind == 2:
        return _rename(maker, before, key)
    if kind == 3:
        return Step("replace", (Record(key[0], record.name, maker.fields(key[0])),), [key])
    if kind == 4 and key[0] == "abbreviations" and "keep" not in record.fields:
        return Step("add_sense", (name, maker.sense()), [key])
    if kind == 5 and len(record.fields.get("senses", ())) > 1:
        return Step("remove_sense", (name, maker.choose(len(record.fields["senses"]))), [key])
    return _set(maker, record, name, key)


def _rename(maker: Maker, before: Held, key: Key) -> Step:
    new = maker.name(key[0])
    if maker.once(4):
        new = before[key].name.upper() if key[0] == "terms" else before[key].name.replace("Đ", "\u00d0")
    made = Record(key[0], new).key
    if made != key and made in before:
        new += "z"
        made = Record(key[0], new).key
    return Step("rename", (key[0], before[key].name, new), [key] if made == key else [key, made])


def _set(maker: Maker, record: Record, name: str, key: Key) -> Step:
    senses = record.fields.get("senses")
    sense = maker.choose(len(senses)) if senses and not maker.once(4) else None
    inner: Fields = record.fields if sense is None or senses is None else senses[sense]
    allowed: tuple[str, ...] = (*_WORDS, *_LISTS, "expansion", "forms")
    if record.section == "terms":
        allowed = (*_WORDS, "also", "not_in")
    elif sense is not None:
        allowed = (*_WORDS, *_LISTS, "expansion", "id")
    elif senses or record.fields.get("keep"):
        allowed = ("forms", "note", "ref")
    changes: Fields = {}
    for _ in range(1 + maker.choose(3)):
        field = maker.pick(allowed)
        old = inner.get(field)
        if old is not None and maker.once(4):
            changes[field] = None
        elif field in ("also", "near", "before", "after", "forms", "not_in"):
            grown = isinstance(old, list) and not maker.once(3)
            changes[field] = [*old, *maker.cues()] if grown and old else maker.cues()
        else:
            changes[field] = maker.pick(TEXTS_SET)
    return Step("set", (key[0], name, changes, sense), [key])


TEXTS_SET = ("đảng viên", "a: b", "x, y", "#x", "it's", 'say "so"', "NO", "12", "[x]", "một hai", "x:", "a\\b", "' \"")


def refused(error: GlossaryError) -> bool:
    """Tell whether an edit was given up because of the layout."""
    return "layout" in error.bare
