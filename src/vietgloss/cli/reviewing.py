"""Proposed entries, one at a time: accepted, changed, kept as they are, or skipped; saved at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from vietgloss.cli.options import say
from vietgloss.errors import GlossaryError
from vietgloss.glossary.plain import Record
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    _F = TypeVar("_F", bound=Callable[..., Any])

INTO = "glossary/mine.yaml"


def review_options(function: _F) -> _F:
    """Add ``--review`` and ``--into`` to a command."""
    into = click.option("--into", default=INTO, show_default=True, metavar="FILE", help="Where --review saves.")
    asks = _("Ask for each what to do with it, and save what you accept.")
    return click.option("--review", "reviewed", is_flag=True, help=asks)(into(function))


class Proposal(Protocol):
    """What can be reviewed."""

    @property
    def record(self) -> Record:
        """The proposed entry; without fields if nothing can be proposed."""

    @property
    def why(self) -> str:
        """Where it comes from."""

    @property
    def places(self) -> Sequence[object]:
        """Where it stands; each is printed as it is."""


def review(proposals: Sequence[Proposal], into: str) -> int:
    """Ask for each proposal what to do with it, on stderr and stdin.

    Args:
        proposals: In the order in which they are asked.
        into: The glossary file that gets what is accepted; made if it is not there.

    Returns:
        How many were saved.

    Raises:
        GlossaryError: If the file is no glossary.
        OutputError: If it cannot be written.
        click.Abort: If a person interrupts; what was accepted is saved.
    """
    saved = 0
    try:
        for number, proposal in enumerate(proposals, 1):
            record = _asked(proposal, f"{number}/{len(proposals)}")
            if record is None:
                break
            if record.fields:
                saved += _save(record, into)
    except click.Abort:
        click.echo(err=True)  # the question stays open on its line
        if sys.stdin.isatty():
            say(_("stopped; {saved} saved in {into}").format(saved=saved, into=into))
            raise
    say(_("{saved} saved in {into}").format(saved=saved, into=into) if saved else _("nothing saved"))
    return saved


def _asked(proposal: Proposal, number: str) -> Record | None:
    """Return the entry to save, one without fields to skip it, None to stop."""
    from vietgloss.scan.reading import shown

    record = proposal.record
    is_abbreviation = record.section == "abbreviations"
    lines = ["", f"{number}  {shown(record.name)}   ({shown(proposal.why)})"]
    lines += [f"    {shown(str(place))}" for place in proposal.places]
    lines += [f"  {key}: {shown(', '.join(v) if isinstance(v, list) else str(v))}" for key, v in record.fields.items()]
    click.echo("\n".join(lines), err=True)
    # A proposal with a gap, "[mới] cooperative", cannot be taken as it is.
    complete = record.fields and not any("[" in str(value) for key, value in record.fields.items() if key == "target")
    keys = {"y": _("yes")} if complete else {}
    keys |= {"e": _("edit")} | ({"k": _("keep as it is")} if is_abbreviation else {}) | {"n": _("next"), "q": _("quit")}
    offer = ", ".join(f"{key} = {what}" for key, what in keys.items())
    answer = click.prompt(offer, type=click.Choice(list(keys)), default="n", show_choices=False, err=True)
    if answer == "q":
        return None
    if answer == "y":
        return record
    if answer == "k":
        return Record(record.section, record.name, {"keep": True})
    return _edited(record) if answer == "e" else Record(record.section, record.name)


def _edited(record: Record) -> Record:
    fields = dict(record.fields)
    wanted = {"expansion": _("Full form"), "target": _("English (empty for none)")}
    if record.section == "terms":
        wanted = {"target": _("English")}
    for key, label in wanted.items():
        answer = click.prompt(label, default=fields.get(key, ""), err=True).strip()
        fields.pop(key, None)
        if answer:
            fields[key] = answer
    complete = next(iter(wanted)) in fields
    if not complete:
        say(_("skipped: {name} has no {field}").format(name=record.name, field=next(iter(wanted.values())).lower()))
    order = [*wanted, *(key for key in fields if key not in wanted)]
    return Record(record.section, record.name, {k: fields[k] for k in order if k in fields} if complete else {})


def _save(record: Record, into: str) -> bool:
    """Add an entry to a file; tell if it cannot be added."""
    from vietgloss.glossary.source import Edit
    from vietgloss.glossary.store import rewriting

    with rewriting(Path(into), create=True) as file:
        edit = Edit(file.text, into)  # a file that is no glossary stops the review
        try:
            edit.add([record])
        except GlossaryError as error:
            say(_("not saved: {error}").format(error=error))
            return False
        file.text = edit.text
    return True
