"""Entries as plain data, named by the keys of the YAML: what is written to files, exchanged, and printed as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from vietgloss import text as vn
from vietgloss.glossary.model import Abbreviation, Example, Sense, Term

Section = Literal["abbreviations", "terms"]
SECTIONS: tuple[Section, ...] = ("abbreviations", "terms")
Fields = dict[str, Any]
OF_ENTRY = ("forms", "note", "ref", "examples")
"""Fields of an abbreviation that may stand beside its senses."""
_SENSE_TEXTS = ("target", "also", "forbidden", "short", "near", "before", "after")
_TERM = ("target", "also", "forbidden", "short", "not_in", "note", "ref")
_BY_ITSELF = ("id", "note", "ref", "default", "keep", "examples")


@dataclass(frozen=True)
class Record:
    """One entry as plain data.

    Attributes:
        section: ``abbreviations`` or ``terms``.
        name: The abbreviation, or the Vietnamese of the term.
        fields: What stands below it in YAML: texts, lists of texts, ``true``, ``senses`` (a list of such), ``examples``
            (a list of ``source`` and ``expands_to``). Only what is set.
    """

    section: Section
    name: str
    fields: Fields = field(default_factory=dict)

    @property
    def key(self) -> tuple[Section, str]:
        """What tells entries apart: two spellings of one entry have the same."""
        name = " ".join(vn.nfc(self.name).split())
        return self.section, (vn.plain if self.section == "abbreviations" else vn.key)(name)


def record_of(entry: Abbreviation | Term) -> Record:
    """Return an entry as plain data, with its fields in the order in which people write them."""
    if isinstance(entry, Term):
        return Record("terms", entry.source, _set(**{key: getattr(entry, key) for key in _TERM}))
    fields: Fields = {}
    if entry.keep:
        fields["keep"] = True
    elif len(entry.senses) == 1 and not any(getattr(entry.senses[0], key) for key in _BY_ITSELF):
        fields |= _sense(entry.senses[0])
    else:
        fields["senses"] = [_sense(sense) for sense in entry.senses]
    fields |= _set(forms=entry.forms, note=entry.note, ref=entry.ref, examples=_examples(entry.examples))
    return Record("abbreviations", entry.surface, fields)


def _sense(sense: Sense) -> Fields:
    fields = _set(id=sense.id)
    fields |= {"keep": True} if sense.keep else {"expansion": sense.expansion}
    fields |= _set(**{key: getattr(sense, key) for key in _SENSE_TEXTS})
    return fields | _set(default=sense.default, note=sense.note, ref=sense.ref, examples=_examples(sense.examples))


def _examples(examples: tuple[Example, ...]) -> list[Fields]:
    return [{"source": e.source, "expands_to": e.expands_to} for e in examples]


def _set(**fields: Any) -> Fields:  # noqa: ANN401  # a field is a text, a list or a flag
    return {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items() if value}


def copied(fields: Fields) -> Fields:
    """Return fields that can be changed without changing these."""
    return {
        key: [dict(v) if isinstance(v, dict) else v for v in value] if isinstance(value, list) else value
        for key, value in fields.items()
    }


def listed(fields: Fields) -> Fields:
    """Return the fields of an abbreviation with one meaning as if it had a list of meanings."""
    only = {key: value for key, value in fields.items() if key not in OF_ENTRY}
    return {"senses": [only]} | {key: value for key, value in fields.items() if key in OF_ENTRY}
