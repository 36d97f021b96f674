"""English and examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.lists import without_item
from vietgloss.checks.source import ENTRY
from vietgloss.glossary import slots
from vietgloss.glossary.model import Abbreviation, Term
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.checks.finding import Finding
    from vietgloss.checks.known import Known
    from vietgloss.checks.source import Read, Source

_BLANKS = re.compile(r"\s+")


def _targets(read: Read) -> Iterator[tuple[int, str | None, tuple[str, ...]]]:
    """Give the English of an entry: the number of the sense, the target, the variants."""
    if isinstance(read.entry, Term):
        yield 0, read.entry.target, read.entry.also
    for number, sense in enumerate(read.senses):
        yield number, sense.target, sense.also


def no_target(source: Source, read: Read, known: Known) -> Iterator[Finding]:
    """Find meanings without English, if no term or other entry has it either."""
    for number, sense in enumerate(read.senses):
        if not sense.target and not sense.keep and not known.english.get(vn.key(sense.expansion)):
            place = read.field("expansion", number)
            yield source.finding(
                "no-target",
                place,
                _("'{expansion}' has no English").format(expansion=sense.expansion),
                _("add 'target: its English'"),
            )


def also_repeats_target(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001  # as all rules
    """Find the target among the other English that counts as right."""
    for number, target, also in _targets(read):
        for item, text in enumerate(also):
            if text == target:
                fix = without_item(source, read.sequence("also", number), item)
                place = read.field("also", number, item)
                yield source.finding(
                    "also-repeats-target", place, _("'also' repeats '{text}'").format(text=text), _("remove it"), fix
                )


def odd_short(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001  # as all rules
    """Find English abbreviations that are no shorter than what they stand for, or have blanks."""
    for number, target, short in _shorts(read.entry):
        place = read.field("short", number)
        if _BLANKS.search(short):
            yield source.finding(
                "odd-short",
                place,
                _("'short: {short}' has a blank").format(short=short),
                _("write the abbreviation alone"),
            )
        elif target and len(short) >= len(target):
            told = _("'short: {short}' is no shorter than '{target}'").format(short=short, target=target)
            yield source.finding("odd-short", place, told, _("write the abbreviation of the target, or remove it"))


def same_short(known: Known) -> Iterator[Finding]:
    """Find different English with the same abbreviation; of entries that stand over one another the last counts."""
    seen: dict[str, tuple[str, Abbreviation | Term]] = {}
    for *_rest, held in known.entries.values():
        for number, target, short in _shorts(held.entry):
            first, other = seen.setdefault(short, (target or "", held.entry))
            if first != target and target and held.source and held.read:
                told = _("'short: {short}' is that of '{first}', {origin}, too").format(
                    short=short, first=first, origin=other.origin
                )
                yield held.source.finding("same-short", held.read.field("short", number), told, _("leave one of them"))


def _shorts(entry: Abbreviation | Term) -> Iterator[tuple[int, str | None, str]]:
    """Give the English abbreviations of an entry: the number of the sense, the target, the abbreviation."""
    if isinstance(entry, Term):
        found = [(0, entry.target or None, entry.short)]
    else:
        found = [(number, sense.target, sense.short) for number, sense in enumerate(entry.senses)]
    yield from (one for one in found if one[2])


def not_in(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find items of ``not_in`` in which the term does not stand, and so could not be hidden."""
    if isinstance(read.entry, Term) and read.entry.not_in:
        key = vn.key(read.entry.source)
        pattern = slots.skeleton(read.entry.source) if slots.has_braces(key) else None
        for item, text in enumerate(read.entry.not_in):
            longer = vn.key(text)
            holds = pattern.search(longer) if pattern else key in longer and key != longer
            holds = holds and not slots.has_braces(longer)  # it is plain text, so a slot there is never found
            if not holds:
                told = _("'not_in: {text}' is no longer text that holds the term").format(text=text)
                remedy = _("write the longer text, or remove it")
                yield source.finding("not-in", read.field("not_in", ENTRY, item), told, remedy)


def example_lacks_abbreviation(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find examples in which no spelling of the abbreviation stands."""
    entry = read.entry
    if not isinstance(entry, Abbreviation):
        return
    spellings: list[str] = []
    for number, examples in ((ENTRY, entry.examples), *((i, s.examples) for i, s in enumerate(entry.senses))):
        for item, example in enumerate(examples):
            spellings = spellings or [_BLANKS.sub("", vn.plain(s)).rstrip("#") for s in (entry.surface, *entry.forms)]
            text = _BLANKS.sub("", vn.plain(example.source))
            if not any(s in text for s in spellings):
                told = _("the example '{source}' does not hold the abbreviation").format(source=example.source)
                remedy = _("write a text with '{surface}'").format(surface=entry.surface)
                yield source.finding("example-lacks-abbreviation", read.field("source", number, item), told, remedy)
