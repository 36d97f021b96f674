"""Imported entries into a glossary file: what is added, replaced or left, and the file written once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.exchange.registry import bytes_of
from vietgloss.glossary.merging import merge
from vietgloss.glossary.source import Edit
from vietgloss.glossary.store import decode, rewriting
from vietgloss.glossary.yamlout import document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vietgloss.glossary.merging import Policy
    from vietgloss.glossary.plain import Record, Section


@dataclass
class Outcome:
    """What became of imported entries.

    Attributes:
        added: New in the file.
        replaced: Written in place of an entry of the file.
        joined: Added to an entry of the file, as further senses or translations.
        unchanged: There already, the same.
        skipped: There already with other fields, each with its ``file:line``.
    """

    added: list[Record] = field(default_factory=list)
    replaced: list[Record] = field(default_factory=list)
    joined: list[Record] = field(default_factory=list)
    unchanged: list[Record] = field(default_factory=list)
    skipped: list[tuple[Record, str]] = field(default_factory=list)


def apply(
    records: Sequence[Record],
    into: Path,
    *,
    on_conflict: Policy = "skip",
    heading: str = "",
    beside: dict[tuple[Section, str], str] | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write entries into a glossary file, whole or not at all.

    Args:
        records: The entries.
        into: The file; made if it is not there.
        on_conflict: What to do with an entry that is there already: ``skip``, ``replace``, or ``add`` what is new.
        heading: A comment for the top of a new file, without ``#``.
        beside: The ``file:line`` of entries in other files of the same layer, which are never written to.
        dry_run: Whether nothing is written.

    Raises:
        GlossaryError: If the file is no right glossary, or its layout does not allow the edit.
        OutputError: If it cannot be written.
    """
    old = _text(into)
    new, outcome = _put(old, into, records, on_conflict, heading, beside or {})
    if dry_run or new == old:  # no file, folder or lock is made for nothing
        return outcome
    with rewriting(into, create=True) as file:
        file.text, outcome = _put(file.text, into, records, on_conflict, heading, beside or {})
    return outcome


def _put(
    text: str,
    into: Path,
    records: Sequence[Record],
    on_conflict: Policy,
    heading: str,
    beside: dict[tuple[Section, str], str],
) -> tuple[str, Outcome]:
    """Return the new text of a file, and what was done."""
    outcome = Outcome()
    edit = Edit(text, str(into))
    coming = []
    for record in records:
        if record.key not in edit.records and record.key in beside:
            outcome.skipped.append((record, beside[record.key]))
        else:
            coming.append(record)
    result = merge(edit.records, coming, on_conflict)
    outcome.added, outcome.unchanged = result.added, result.same
    (outcome.joined if on_conflict == "add" else outcome.replaced).extend(result.replaced)
    for _, record in result.conflicts:
        line = edit.line_of(record.key)
        outcome.skipped.append((record, f"{into}:{line}" if line else str(into)))
    if not text.strip("\ufeff \t\r\n"):
        head = f"# {heading}\n" if heading else ""
        return (head + document(outcome.added) if outcome.added else text), outcome
    edit.replace(*result.replaced)
    edit.add(outcome.added)
    return edit.text, outcome


def _text(into: Path) -> str:
    return decode(bytes_of(into, str(into)), str(into)) if into.exists() else ""
