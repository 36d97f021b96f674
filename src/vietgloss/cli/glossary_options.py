"""What the commands of ``vietgloss glossary`` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vietgloss.cli.options import load_glossary
from vietgloss.errors import UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from vietgloss.glossary import Glossary
    from vietgloss.glossary.find import Entry
    from vietgloss.glossary.plain import Section

    _F = TypeVar("_F", bound=Callable[..., Any])

_MOST = 200


def json_option(function: _F) -> _F:
    """Add ``--json`` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def section_options(function: _F) -> _F:
    """Add ``--abbreviation`` and ``--term``, which say what NAME is where it could be both."""
    function = click.option("-t", "--term", "section", flag_value="terms", help="NAME is a term.")(function)
    return click.option("-a", "--abbreviation", "section", flag_value="abbreviations", help="NAME is an abbreviation.")(
        function
    )


def complete_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Complete the name of an entry, for the shell; marks and case need not be typed."""
    from click.shell_completion import CompletionItem

    from vietgloss.errors import VietglossError
    from vietgloss.glossary.find import bare, entries_of
    from vietgloss.report.glossary import short

    try:
        entries = entries_of(load_glossary(ctx.params.get("glossaries") or ()))
    except VietglossError:
        return []
    wanted = bare(incomplete)
    found = [e for e in entries if e.name.startswith(incomplete)]
    if not found and wanted:
        found = [e for e in entries_of(load_glossary(())) if bare(e.name).startswith(wanted)]
    return [CompletionItem(e.name, help=short(e)) for e in found[:_MOST]]


def the_entry(glossary: Glossary, name: str, section: Section | None, file: str | None = None) -> Entry:
    """Return the one entry called ``name``.

    Raises:
        UsageError: If there is none, or an abbreviation and a term are called so and none was chosen.
    """
    from vietgloss.glossary.find import alike, named

    found = named(glossary, name, section)
    if file:
        inside = Path(file).resolve()
        found = [e for e in found if Path(e.origin.path).resolve() == inside]
    if not found:
        close = alike(glossary, name)
        hint = (
            _("did you mean {names}?").format(names=_(" or ").join(close))
            if close
            else _("look for it: vietgloss glossary search '{name}'").format(name=name)
        )
        where = _(" in {file}").format(file=file) if file else ""
        raise UsageError(_("no entry '{name}'{where}").format(name=name, where=where), remedy=hint)
    if len(found) > 1:
        raise UsageError(
            _("'{name}' is an abbreviation and a term").format(name=name), remedy=_("say --abbreviation or --term")
        )
    return found[0]


def with_file(glossaries: tuple[str, ...], file: str | None) -> tuple[str, ...]:
    """Return the glossary files to read, ``file`` among them if it is there."""
    return (*glossaries, file) if file and Path(file).exists() else glossaries
