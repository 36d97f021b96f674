"""``vietgloss expand``."""

from __future__ import annotations

import json
import sys

import click

from vietgloss.cli.options import glossary_option, load_glossary, say, write_out


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", metavar="[FILE|-]", default="-")
@glossary_option
@click.option("--explain", is_flag=True, help="Print a table of what was expanded, and why, instead of the text.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object: text, edits, protected, ambiguous, unknown."
)
def expand(path: str, glossaries: tuple[str, ...], explain: bool, as_json: bool) -> None:
    """Write out the abbreviations of a Vietnamese text.

    FILE is UTF-8 text (.txt or .md); - or nothing reads standard input. Abbreviations that nobody explains are left
    as they are and listed on stderr.
    """
    from vietgloss import documents
    from vietgloss.expansion import expand as run
    from vietgloss.report import explanation, left_alone

    if path == "-" and sys.stdin.isatty():
        raise click.UsageError("no FILE given, and standard input is a terminal; try: vietgloss expand ARTICLE.txt")
    if explain and as_json:
        raise click.UsageError("--explain and --json exclude each other: the JSON holds the explanation")
    glossary = load_glossary(glossaries)
    document = documents.read(path)
    result = run(document.text, glossary, documents.markup_spans(document))
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False))
    elif explain:
        click.echo(explanation(result))
    else:
        write_out(result.text, bom=document.bom)
        for line in left_alone(result):
            say(line)
