"""Entries as against other entries: doubles, layers, English that disagrees."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.known import key_of
from vietgloss.checks.lists import without_item
from vietgloss.checks.source import ENTRY, NAME
from vietgloss.glossary.model import Abbreviation, Term
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.checks.finding import Finding
    from vietgloss.checks.known import English, Known

_NOT_WORD = re.compile(r"[\W_]+")
_PLURAL = 3


def duplicate_across_files(known: Known) -> Iterator[Finding]:
    """Find entries that stand in another file of the same layer too; the earlier one is dead."""
    for held in known.entries.values():
        for first, second in pairwise(held):
            if (
                first.entry.origin.rank == second.entry.origin.rank
                and first.entry.origin.path != second.entry.origin.path
            ):
                dead, counts = (first, second) if first.source else (second, first)
                if dead.source and dead.read:
                    told = _("stands in {origin} too").format(origin=counts.entry.origin)
                    told += _(", which counts") if first.source else ""
                    yield dead.source.finding(
                        "duplicate-across-files", dead.read.field(NAME), told, _("leave it in one of the files")
                    )


def duplicate_form(known: Known) -> Iterator[Finding]:
    """Find forms that are the abbreviation itself, or belong to another entry of the same layer."""
    taken: dict[tuple[str, int], Abbreviation] = {}
    for held in known.entries.values():
        for one in held:
            if isinstance(one.entry, Abbreviation) and one.read is None:
                taken |= {(vn.plain(form), one.entry.origin.rank): one.entry for form in one.entry.forms}
    for source, read in known.reads():
        entry = read.entry
        if not isinstance(entry, Abbreviation):
            continue
        for number, form in enumerate(entry.forms):
            place = read.field("forms", ENTRY, number)
            if vn.plain(form) == vn.plain(entry.surface):
                fix = without_item(source, read.sequence("forms"), number)
                yield source.finding(
                    "duplicate-form",
                    place,
                    _("'{form}' is the abbreviation itself").format(form=form),
                    _("remove it"),
                    fix,
                )
            elif told := _taken(known, entry, form, taken):
                yield source.finding("duplicate-form", place, told, _("leave it with one of them"))


def _taken(known: Known, entry: Abbreviation, form: str, taken: dict[tuple[str, int], Abbreviation]) -> str:
    """Say to which other entry of the layer a form belongs; empty if it is free, and ``taken`` from now on."""
    plain = vn.plain(form)
    for held in known.entries.get(("abbreviations", plain), ()):
        if held.entry.origin.rank == entry.origin.rank:
            return _("the form '{form}' is an entry of its own, on {place}").format(
                form=form, place=_place(held.entry, entry)
            )
    first = taken.setdefault((plain, entry.origin.rank), entry)
    return (
        ""
        if first is entry
        else _("'{form}' is a form of '{surface}' too, on {place}").format(
            form=form, surface=first.surface, place=_place(first, entry)
        )
    )


def shadows(known: Known) -> Iterator[Finding]:
    """Find entries and forms that stand over something of a lower layer, and entries that say just the same."""
    for source, read in known.reads():
        entry = read.entry
        rank = entry.origin.rank
        if not rank:
            continue
        lower = _below(known, key_of(entry), rank)
        if lower is not None and lower == entry:
            told = _("says the same as {place}").format(place=_from(lower))
            yield source.finding("redundant", read.field(NAME), told, _("it can go"))
        elif lower is not None:
            yield source.finding(
                "shadows",
                read.field(NAME),
                _("stands over {said} of {place}").format(said=_said(lower), place=_from(lower)),
            )
        for number, form in enumerate(entry.forms if isinstance(entry, Abbreviation) else ()):
            lower = _below(known, ("abbreviations", vn.plain(form)), rank)
            if lower is not None:
                told = _("the form '{form}' stands over {said} of {place}").format(
                    form=form, said=_said(lower), place=_from(lower)
                )
                yield source.finding("shadows", read.field("forms", ENTRY, number), told)


def targets_disagree(known: Known) -> Iterator[Finding]:
    """Find full forms and terms to which entries of one layer give different English.

    Number, hyphens and capitals may differ, as in the check of a translation; what stands under ``also`` counts.
    """
    for every in known.english.values():
        if len(every) == 1 or not any(e.held.read for e in every):
            continue
        by_rank: dict[int, list[English]] = defaultdict(list)
        for english in every:
            by_rank[english.held.entry.origin.rank].append(english)
        for held in by_rank.values():
            # What the check of a translation takes: a term before an abbreviation, else the first.
            counts = next((e for e in held if isinstance(e.held.entry, Term)), held[0])
            for english in held:
                if english is counts or _agree(counts, english):
                    continue
                yield from _disagreement(counts, english)


def _disagreement(counts: English, other: English) -> Iterator[Finding]:
    here, there = (other, counts) if other.held.read else (counts, other)
    source, read = here.held.source, here.held.read
    if source is None or read is None:
        return
    same = there.held.entry is here.held.entry
    at = (
        _("in another sense")
        if same
        else _("at {name}, {origin}").format(name=there.held.entry.name, origin=there.held.entry.origin)
    )
    yield source.finding(
        "targets-disagree",
        read.field("target", here.sense),
        _("'{vietnamese}' is '{target}' here and '{target_2}' {at}").format(
            vietnamese=here.vietnamese, target=here.target, target_2=there.target, at=at
        ),
        _("choose one, and write the other under 'also'"),
    )


def capitals_differ(known: Known) -> Iterator[Finding]:
    """Find full forms that stand with other capitals elsewhere in the files under check."""
    seen: dict[str, tuple[str, Abbreviation | Term]] = {}
    for source, read in known.reads():
        entry = read.entry
        written = (
            [(entry.source, NAME, ENTRY)]
            if isinstance(entry, Term)
            else [(s.expansion, "expansion", i) for i, s in enumerate(entry.senses) if not s.keep]
        )
        for text, key, sense in written:
            first = seen.setdefault(vn.lower(text), (text, entry))
            if first[0] != text:
                told = _("'{text}' stands as '{first}' at {name}, {origin}").format(
                    text=text, first=first[0], name=first[1].name, origin=first[1].origin
                )
                yield source.finding("capitals-differ", read.field(key, sense), told, _("write both the same way"))


def _agree(one: English, other: English) -> bool:
    if one.target == other.target or one.target in other.also or other.target in one.also:
        return True
    first, second = _loose(one.target), _loose(other.target)
    return first == second or first in map(_loose, other.also) or second in map(_loose, one.also)


@lru_cache(maxsize=16384)
def _loose(english: str) -> tuple[str, ...]:
    """Return the words of an English text without case, possessive and number."""
    words = _NOT_WORD.sub(" ", english.lower().replace("'s", "").replace("’s", "")).split()
    return tuple(w[:-1] if len(w) > _PLURAL and w.endswith("s") and not w.endswith("ss") else w for w in words)


def _below(known: Known, key: tuple[str, str], rank: int) -> Abbreviation | Term | None:
    """Return the entry of the next lower layer."""
    held = [h.entry for h in known.entries.get(key, ()) if h.entry.origin.rank < rank]
    return held[-1] if held else None


def _from(entry: Abbreviation | Term) -> str:
    return _("{origin} ({layer} glossary)").format(origin=entry.origin, layer=entry.origin.layer)


def _said(entry: Abbreviation | Term) -> str:
    if isinstance(entry, Term):
        return f"'{entry.target}'"
    if len(entry.senses) == 1:
        return f"'{entry.senses[0].expansion}'"
    return _("{count} meanings").format(count=len(entry.senses)) if entry.senses else _("'keep: true'")


def _place(other: Abbreviation | Term, entry: Abbreviation | Term) -> str:
    return (
        _("line {line}").format(line=other.origin.line) if other.origin.path == entry.origin.path else str(other.origin)
    )
