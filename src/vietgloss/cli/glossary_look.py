"""``vietgloss glossary list | show | search | stats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vietgloss.cli.glossary_options import complete_names, json_option, section_options, the_entry
from vietgloss.cli.options import CONTEXT, glossary_option, load_glossary, say, write_out
from vietgloss.i18n import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.glossary.find import Entry
    from vietgloss.glossary.plain import Section

_LAYERS = ("shipped", "user", "project", "given")


@click.command("list", context_settings=CONTEXT)
@glossary_option
@click.option("--abbreviations", "section", flag_value="abbreviations", help="Only abbreviations.")
@click.option("--terms", "section", flag_value="terms", help="Only terms.")
@click.option("--layer", type=click.Choice(_LAYERS), multiple=True, help="Only entries of this layer; repeatable.")
@click.option("--file", "files", multiple=True, metavar="FILE", help="Only entries of this file; repeatable.")
@click.option("--ambiguous", is_flag=True, help="Only abbreviations with several meanings.")
@click.option("--own", is_flag=True, help="Only your own entries: all layers but the shipped one.")
@json_option
def list_(
    glossaries: tuple[str, ...],
    section: Section | None,
    layer: tuple[str, ...],
    files: tuple[str, ...],
    ambiguous: bool,
    own: bool,
    as_json: bool,
) -> None:
    """List the entries that stand, one a line, each with its file and line."""
    from pathlib import Path

    from vietgloss.glossary.find import entries_of, section_of

    wanted = {Path(file).resolve() for file in files}
    entries = [
        e
        for e in entries_of(load_glossary(glossaries))
        if (section is None or section_of(e) == section)
        and (not layer or e.origin.layer in layer)
        and (not own or e.origin.layer != "shipped")
        and (not ambiguous or getattr(e, "ambiguous", False))
        and (not wanted or Path(e.origin.path).resolve() in wanted)
    ]
    _print(entries, as_json)


@click.command(context_settings=CONTEXT)
@click.argument("query")
@glossary_option
@click.option("--top", type=click.IntRange(1), metavar="N", help="Print the first N only.")
@json_option
def search(query: str, glossaries: tuple[str, ...], top: int | None, as_json: bool) -> None:
    """Find entries by any text in them, Vietnamese or English; tone marks and case need not be typed."""
    from vietgloss.glossary import find

    _print(find.search(find.entries_of(load_glossary(glossaries)), query)[:top], as_json)


@click.command(context_settings=CONTEXT)
@click.argument("name", shell_complete=complete_names)
@section_options
@glossary_option
@json_option
def show(name: str, section: Section | None, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Print an entry in full, where it stands, and which entries it stands over."""
    from vietgloss.glossary.find import as_json as to_data
    from vietgloss.glossary.find import named
    from vietgloss.report.glossary import entry_full, to_json

    glossary = load_glossary(glossaries)
    entries = named(glossary, name, section) or [the_entry(glossary, name, section)]
    below = [[old for old in glossary.shadowed if glossary.replaced_by(old) is entry] for entry in entries]
    if as_json:
        both = [{**to_data(e), "shadows": [to_data(o) for o in olds]} for e, olds in zip(entries, below, strict=True)]
        write_out(to_json(both) + "\n")
    else:
        write_out("\n\n".join(entry_full(e, o) for e, o in zip(entries, below, strict=True)) + "\n")


@click.command(context_settings=CONTEXT)
@glossary_option
@json_option
def stats(glossaries: tuple[str, ...], as_json: bool) -> None:
    """Count the entries: in all, by layer and by file."""
    from vietgloss.report import glossary as report

    counts = report.stats(load_glossary(glossaries))
    write_out((report.to_json(counts) if as_json else report.stats_table(counts)) + "\n")


def _print(entries: Sequence[Entry], as_json: bool) -> None:
    from vietgloss.glossary.find import as_json as to_data
    from vietgloss.report.glossary import entry_line, to_json

    if as_json:
        write_out(to_json([to_data(e) for e in entries]) + "\n")
    else:
        write_out("".join(entry_line(e) + "\n" for e in entries))
    say(ngettext("{count} entry", "{count} entries", len(entries)).format(count=len(entries)))
