"""Finding entries: by name, by any text in them, and what tells two glossaries apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.glossary.model import Abbreviation, Glossary, Term
from vietgloss.glossary.plain import Record, Section, record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Entry = Abbreviation | Term
_NO_MARKS = str.maketrans("đĐ", "dD")


@dataclass(frozen=True)
class Difference:
    """An entry that two glossaries do not share; None on the side that lacks it."""

    old: Entry | None
    new: Entry | None

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


def section_of(entry: Entry) -> Section:
    """Return the section an entry belongs to."""
    return "terms" if isinstance(entry, Term) else "abbreviations"


def entries_of(glossary: Glossary) -> Iterator[Entry]:
    """Give all entries that stand: abbreviations, then terms, in the order of the files."""
    yield from glossary.abbreviations.values()
    yield from glossary.terms.values()


def named(glossary: Glossary, name: str, section: Section | None = None) -> list[Entry]:
    """Return the entries called ``name``: an abbreviation (or one with this form), and a term.

    Args:
        glossary: Where to look.
        name: An abbreviation or a Vietnamese term, in any spelling that the glossary takes for the same.
        section: Look there only.
    """
    clean = " ".join(vn.nfc(name).split())
    found: list[Entry] = []
    if section != "terms":
        plain = vn.plain(clean)
        entry = glossary.abbreviations.get(plain) or dict(glossary.spellings()).get(plain)
        found += [entry] if entry else []
    if section != "abbreviations":
        term = glossary.terms.get(vn.key(clean))
        found += [term] if term else []
    return found


def alike(glossary: Glossary, name: str, limit: int = 3) -> list[str]:
    """Return names of entries that read nearly like ``name``, for a hint."""
    wanted = bare(name)
    return [e.name for e in entries_of(glossary) if bare(e.name) == wanted][:limit]


def search(entries: Iterable[Entry], query: str) -> list[Entry]:
    """Return the entries that hold ``query`` in any of their texts, the best first; marks and case do not count.

    First those that are called so, then those whose name begins so or whose Vietnamese is it, then whole words, then
    the rest.
    """
    wanted = bare(query)
    if not wanted:
        return []
    word = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    ranked = []
    for number, entry in enumerate(entries):
        texts = [bare(text) for text in texts_of(entry)]
        if not any(wanted in text for text in texts):
            continue
        if texts[0] == wanted:
            rank = 0
        elif wanted in texts or texts[0].startswith(wanted):
            rank = 1
        else:
            rank = 2 if any(word.search(text) for text in texts) else 3
        # Whoever types marks means them: an entry that has them as typed goes before its like.
        exact = not any(vn.nfc(query).lower() in text.lower() for text in texts_of(entry))
        ranked.append((rank, exact, number, entry))
    return [entry for *_, entry in sorted(ranked, key=lambda r: r[:3])]


def texts_of(entry: Entry) -> list[str]:
    """Return all texts of an entry, its name first; cues are not among them."""
    if isinstance(entry, Term):
        return [entry.source, entry.target, *entry.also, *entry.forbidden, entry.short, entry.note]
    texts = [entry.surface, *entry.forms, entry.note]
    for sense in entry.senses:
        texts += [sense.expansion, sense.target or "", *sense.also, *sense.forbidden, sense.short, sense.id, sense.note]
    return texts


def bare(text: str) -> str:
    """Return ``text`` in small letters without any marks, single-spaced: ``to chuc`` for ``Tổ  chức``."""
    apart = unicodedata.normalize("NFD", vn.plain(vn.nfc(text)).translate(_NO_MARKS).lower())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def differences(old: Glossary, new: Glossary) -> list[Difference]:
    """Return what is not the same in two glossaries, in the order of ``old``, then what only ``new`` has."""
    found = []
    for side_old, side_new in ((old.abbreviations, new.abbreviations), (old.terms, new.terms)):
        mine: dict[str, Any] = dict(side_old)
        theirs: dict[str, Any] = dict(side_new)
        found += [Difference(e, theirs.get(k)) for k, e in mine.items() if _other(e, theirs.get(k))]
        found += [Difference(None, e) for k, e in theirs.items() if k not in mine]
    return found


def _other(old: Entry, new: Entry | None) -> bool:
    if new is None:
        return True
    left, right = record_of(old), record_of(new)
    return (left.name, left.fields) != (right.name, right.fields)


def as_json(entry: Entry) -> dict[str, Any]:
    """Return an entry for JSON: its section, name, fields as in the YAML, and origin."""
    record: Record = record_of(entry)
    origin = {"path": entry.origin.path, "line": entry.origin.line, "layer": entry.origin.layer}
    return {"section": record.section, "name": record.name, "fields": record.fields, "origin": origin}
