"""``vietgloss expand``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import (
    ambiguous_option,
    glossary_option,
    load_glossary,
    policy_of,
    say,
    unsettled,
    write_out,
)
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary import Glossary
    from vietgloss.report import Leftovers

LARGE = 4_000_000
"""Plain text files of more bytes than this are expanded stretch by stretch."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", metavar="[FILE|-]", default="-")
@glossary_option
@click.option("--explain", is_flag=True, help="Print a table of what was expanded, and why, instead of the text.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object: text, edits, protected, ambiguous, unknown."
)
@ambiguous_option
def expand(path: str, glossaries: tuple[str, ...], explain: bool, as_json: bool, ambiguous: str) -> int:
    """Write out the abbreviations of a Vietnamese text.

    FILE is UTF-8 text (.txt or .md); - or nothing reads standard input. Abbreviations that nobody explains are left
    as they are and listed on stderr.
    """
    from vietgloss import documents
    from vietgloss.expansion import expand as run
    from vietgloss.report import Leftovers, explanation

    if path == "-" and sys.stdin.isatty():
        raise click.UsageError(_("no FILE given, and standard input is a terminal; try: vietgloss expand ARTICLE.txt"))
    if explain and as_json:
        raise click.UsageError(_("--explain and --json exclude each other: the JSON holds the explanation"))
    glossary = load_glossary(glossaries)
    leftovers = Leftovers()
    if not explain and not as_json and _is_large(path):
        _stream(path, glossary, ambiguous, leftovers)
    else:
        document = documents.read(path)
        for note in document.notes:
            say(_("note: {source}: {note}").format(source=path, note=note))
        result = run(document.text, glossary, documents.markup_spans(document), ambiguous=policy_of(ambiguous))
        leftovers.add(result)
        if as_json:
            click.echo(json.dumps(result.to_dict(), ensure_ascii=False))
        elif explain:
            click.echo(explanation(result))
        else:
            write_out(result.text, bom=document.bom)
    if not explain and not as_json:
        for line in leftovers.lines():
            say(line)
    return unsettled(ambiguous, leftovers.ambiguous)


def _is_large(path: str) -> bool:
    """Tell whether a plain text file is too large to be held whole, several times over."""
    from vietgloss.documents import suffix_of

    if suffix_of(path) not in (".txt", ".text"):
        return False
    try:
        return Path(path).stat().st_size > LARGE
    except (OSError, ValueError):
        return False  # reading it will say what is wrong


def _stream(path: str, glossary: Glossary, ambiguous: str, leftovers: Leftovers) -> None:
    """Expand a large text stretch by stretch, in memory that does not grow with it."""
    from vietgloss.documents import has_bom, pieces
    from vietgloss.expansion import expand_stream

    bom = has_bom(path)
    for part in expand_stream(lambda: pieces(path), glossary, ambiguous=policy_of(ambiguous)):
        write_out(part.text, bom=bom)
        bom = False
        leftovers.add(part)
