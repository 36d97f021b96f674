"""All entries that a check knows: those of the files under check, and those around them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.glossary.model import Abbreviation, Glossary, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.checks.source import Read, Source

Key = tuple[str, str]


class Held(NamedTuple):
    """An entry, and where it was read if its file is under check."""

    entry: Abbreviation | Term
    source: Source | None
    read: Read | None


class English(NamedTuple):
    """The English of a full form or term: of which entry and which sense (from 0)."""

    target: str
    also: tuple[str, ...]
    vietnamese: str
    held: Held
    sense: int


class Known:
    """The entries of the files under check, and those around them.

    Args:
        sources: The files under check, those that stand over others last.
        context: The glossary around them: lower layers, and files that are not under check.

    Attributes:
        entries: All entries by section and key, those that stand over others last.
        spellings: Abbreviations in force by every spelling, in plain form.
    """

    def __init__(self, sources: Sequence[Source], context: Glossary) -> None:
        self.sources = sources
        self.entries: dict[Key, list[Held]] = defaultdict(list)
        held = [Held(e, None, None) for e in (*context.shadowed, *context.abbreviations.values())]
        held += [Held(t, None, None) for t in context.terms.values()]
        held += [Held(read.entry, source, read) for source in sources for read in source.reads]
        held.sort(key=lambda h: h.entry.origin.rank)
        for one in held:
            self.entries[key_of(one.entry)].append(one)
        self.spellings: dict[str, Abbreviation] = {}
        formed: list[tuple[str, Abbreviation]] = []
        for one in held:
            if isinstance(one.entry, Abbreviation):
                self.spellings[vn.plain(one.entry.surface)] = one.entry
                formed += [(vn.plain(f), one.entry) for f in one.entry.forms]
        for form, entry in formed:
            other = self.spellings.get(form)
            if other is None or other.origin.rank < entry.origin.rank:
                self.spellings[form] = entry

    def reads(self) -> Iterator[tuple[Source, Read]]:
        """Give the entries under check, each with its file."""
        for source in self.sources:
            for read in source.reads:
                yield source, read

    @cached_property
    def english(self) -> dict[str, list[English]]:
        """The English of all entries by their Vietnamese, in the form of :func:`vietgloss.text.key`."""
        found: dict[str, list[English]] = defaultdict(list)
        for (_, key), all_held in self.entries.items():
            for held in all_held:
                entry = held.entry
                if isinstance(entry, Term):
                    found[key].append(English(entry.target, entry.also, entry.source, held, 0))
                    continue
                for number, sense in enumerate(entry.senses):
                    if sense.target and not sense.keep:
                        one = English(sense.target, sense.also, sense.expansion, held, number)
                        found[vn.key(sense.expansion)].append(one)
        return found


def key_of(entry: Abbreviation | Term) -> Key:
    """Return section and key of an entry: two spellings of one entry have the same."""
    if isinstance(entry, Abbreviation):
        return "abbreviations", vn.plain(entry.surface)
    return "terms", vn.key(entry.source)
