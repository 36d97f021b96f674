"""Meanings and their cues: whether a meaning can be chosen, and whether a cue can speak for one.

Unless said otherwise a rule is for entries of several meanings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.source import NAME
from vietgloss.expansion.cues import CLOSING, COLON
from vietgloss.glossary.model import Abbreviation
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.checks.finding import Finding
    from vietgloss.checks.known import Known
    from vietgloss.checks.source import Read, Source
    from vietgloss.glossary.model import Sense

_KINDS = ("near", "before", "after")


def _cues(sense: Sense) -> Iterator[tuple[str, int, str]]:
    """Give the cues of a sense: the kind, the number in its list, and the text."""
    for kind in _KINDS:
        for number, cue in enumerate(getattr(sense, kind)):
            yield kind, number, cue


def no_cues(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001  # as all rules
    """Find meanings of an ambiguous entry that have neither cues nor ``default``."""
    for number, sense in enumerate(read.senses):
        if not sense.default and next(_cues(sense), None) is None:
            key = "keep" if sense.keep else "expansion"
            told = _("nothing speaks for the meaning '{meaning}'").format(
                meaning="keep" if sense.keep else sense.expansion
            )
            remedy = _("add 'near', 'before' or 'after', or 'default: true' if it is the usual one")
            yield source.finding("no-cues", read.field(key, number), told, remedy)


def same_cues(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find cues that stand under the same key in two meanings and so can never separate them."""
    for kind in _KINDS:
        seen: dict[str, int] = {}
        for number, sense in enumerate(read.senses):
            for item, cue in enumerate(getattr(sense, kind)):
                first = seen.setdefault(vn.fold_tone(cue), number)
                if first != number:
                    other = read.senses[first]
                    told = _("'{kind}: {cue}' speaks for '{id}' too").format(
                        kind=kind, cue=cue, id=other.id or other.expansion
                    )
                    yield source.finding(
                        "same-cues", read.field(kind, number, item), told, _("leave it in one meaning")
                    )


def own_cue(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find ``near`` cues that are the abbreviation itself: it always stands near itself in a text that has it twice."""
    if not isinstance(read.entry, Abbreviation):
        return
    own: set[str] = set()
    for number, sense in enumerate(read.senses):
        if not sense.near:
            continue
        own = own or {vn.plain(s) for s in (read.entry.surface, *read.entry.forms)}
        for item, cue in enumerate(sense.near):
            if vn.plain(cue) in own:
                told = _("'near: {cue}' is the abbreviation itself").format(cue=cue)
                yield source.finding("own-cue", read.field("near", number, item), told, _("remove it"))


def empty_cue(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find cues without a letter or figure: only words are looked at, and a colon that names a field."""
    for number, sense in enumerate(read.senses):
        for kind, item, cue in _cues(sense):
            if not vn.WORD.search(cue) and not (kind == "after" and cue.strip() in (COLON, CLOSING)):
                told = _("'{kind}: {cue}' has no letters").format(kind=kind, cue=cue)
                yield source.finding("empty-cue", read.field(kind, number, item), told, _("write words, or remove it"))


def idle_cues(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find cues of an entry with a single meaning."""
    if len(read.senses) == 1:
        first = next(_cues(read.senses[0]), None)
        if first:
            told = _("'{first}' has no effect where there is one meaning").format(first=first[0])
            remedy = _("add the other meanings under 'senses', or remove the cues")
            yield source.finding("idle-cues", read.field(first[0], 0, 0), told, remedy)


def no_default(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find ambiguous entries in which no meaning is the usual one."""
    if not any(s.default for s in read.senses):
        told = _("no meaning is the usual one; where no cue stands, the abbreviation is left")
        yield source.finding("no-default", read.field(NAME), told, _("add 'default: true' to one if a reader would"))


def same_senses(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find meanings with the full form and the English of an earlier one."""
    seen: set[tuple[str, str | None]] = set()
    for number, sense in enumerate(read.senses):
        said = (vn.key(sense.expansion), sense.target)
        if said in seen:
            told = _("the meaning '{meaning}' stands twice").format(meaning="keep" if sense.keep else sense.expansion)
            key = "keep" if sense.keep else "expansion"
            yield source.finding(
                "same-senses", read.field(key, number), told, _("make one of them, with the cues of both")
            )
        seen.add(said)


def duplicate_id(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find meanings with the id of an earlier one."""
    seen: set[str] = set()
    for number, sense in enumerate(read.senses):
        if sense.id and sense.id in seen:
            told = _("two meanings have the id '{id}'").format(id=sense.id)
            yield source.finding("duplicate-id", read.field("id", number), told, _("give each its own"))
        seen.add(sense.id)
