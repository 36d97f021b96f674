"""The entries of a text under edit, kept up to date without reading all of it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from vietgloss.glossary.model import Abbreviation, Glossary, Origin, Sense, Term
from vietgloss.glossary.plain import Record, Section, record_of

Key = tuple[Section, str]
_E = TypeVar("_E", Abbreviation, Term)


class Records(Mapping[Key, Record]):
    """A glossary's entries as plain data, by :attr:`Record.key`, made when they are asked for."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary

    def __getitem__(self, key: Key) -> Record:
        entry: Abbreviation | Term
        entry = self._glossary.abbreviations[key[1]] if key[0] == "abbreviations" else self._glossary.terms[key[1]]
        return record_of(entry)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple):
            return False
        return key[1] in (self._glossary.abbreviations if key[0] == "abbreviations" else self._glossary.terms)

    def __iter__(self) -> Iterator[Key]:
        yield from (("abbreviations", key) for key in self._glossary.abbreviations)
        yield from (("terms", key) for key in self._glossary.terms)

    def same_but(self, changed: Collection[Key], new: Records) -> bool:
        """Tell whether all entries but ``changed`` say the same in ``new``, in the same order."""
        others = [key for key in self if key not in changed]
        return others == [key for key in new if key not in changed] and all(self[key] == new[key] for key in others)

    def __len__(self) -> int:
        return len(self._glossary.abbreviations) + len(self._glossary.terms)


def updated(old: Glossary, gone: list[Key], written: Glossary, after: int, by: int) -> Glossary:
    """Return a glossary after an edit.

    Args:
        old: The glossary before it.
        gone: The keys of entries that are no longer there.
        written: The entries that the edit wrote, with their lines.
        after: Entries that began below this line have moved
        by: by so many lines.
    """
    abbreviations = {key: _moved(e, after, by) for key, e in old.abbreviations.items()}
    terms = {key: _moved(t, after, by) for key, t in old.terms.items()}
    gone_here = [key for section, key in gone if section == "abbreviations"]
    gone_there = [key for section, key in gone if section == "terms"]
    return Glossary(
        _with(abbreviations, written.abbreviations, gone_here), _with(terms, written.terms, gone_there), old.files
    )


def _with(held: dict[str, _E], written: dict[str, _E], gone: list[str]) -> dict[str, _E]:
    """Return entries with others written; one that is gone gives its place to the one that was written for it."""
    if len(gone) == len(written) == 1 and next(iter(written)) not in held:
        (new,) = written.items()
        return dict(new if key == gone[0] else (key, entry) for key, entry in held.items())
    return {key: entry for key, entry in (held | written).items() if key not in gone}


def shifted(glossary: Glossary, by: int) -> Glossary:
    """Return a glossary whose entries stand ``by`` lines further down."""
    return Glossary(
        {key: _moved(e, 0, by) for key, e in glossary.abbreviations.items()},
        {key: _moved(t, 0, by) for key, t in glossary.terms.items()},
        glossary.files,
    )


def _moved(entry: _E, after: int, by: int) -> _E:
    if not by or entry.origin.line <= after:
        return entry
    if isinstance(entry, Term):
        term: _E = replace(entry, origin=_down(entry.origin, by))
        return term
    senses = tuple(_sense_moved(sense, by) for sense in entry.senses)
    examples = tuple(replace(e, origin=_down(e.origin, by)) for e in entry.examples)
    return replace(entry, senses=senses, examples=examples, origin=_down(entry.origin, by))


def _sense_moved(sense: Sense, by: int) -> Sense:
    examples = tuple(replace(e, origin=_down(e.origin, by)) for e in sense.examples)
    return replace(sense, examples=examples, origin=_down(sense.origin, by))


def _down(origin: Origin, by: int) -> Origin:
    return Origin(origin.path, origin.line + by, origin.layer)
