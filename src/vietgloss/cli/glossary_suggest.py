"""``vietgloss glossary suggest``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import CONTEXT, glossary_option, load_glossary, say, write_out
from vietgloss.cli.reviewing import review, review_options
from vietgloss.cli.scan import read_all
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from vietgloss.scan.suggest import Suggestion


@click.command(context_settings=CONTEXT)
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@glossary_option
@click.option("--abbreviations", "abbreviations", is_flag=True, help="Look for abbreviations only.")
@click.option("--terms", "terms", is_flag=True, help="Look for phrases only.")
@click.option(
    "--min-count",
    type=click.IntRange(1),
    metavar="N",
    help="Leave out what stands there less often; default 2 for abbreviations, 3 for phrases.",
)
@click.option("--top", type=click.IntRange(1), metavar="N", help="Print the first N of each kind only.")
@click.option(
    "--examples", type=click.IntRange(0), default=3, show_default=True, metavar="N", help="Places to keep of each."
)
@click.option("--yaml", "as_yaml", is_flag=True, help="Print a glossary file to review; guesses are comments.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@review_options
def suggest(
    paths: tuple[str, ...],
    glossaries: tuple[str, ...],
    abbreviations: bool,
    terms: bool,
    min_count: int | None,
    top: int | None,
    examples: int,
    as_yaml: bool,
    as_json: bool,
    reviewed: bool,
    into: str,
) -> None:
    """Propose entries for the glossary from texts.

    Abbreviations that it does not explain, with what the texts define or write out; and repeated phrases that look
    like terms. PATHs are files, or folders whose .txt and .md files are read; none, or -, reads standard input.
    """
    from vietgloss.report.suggest import suggestions_json, suggestions_table, suggestions_yaml
    from vietgloss.scan.suggest import Suggestions

    if as_yaml + as_json + reviewed > 1:
        raise click.UsageError(_("--yaml, --json and --review exclude each other"))
    if reviewed and (not paths or "-" in paths):
        raise click.UsageError(_("--review reads your answers from standard input; name the texts as files"))
    collected = Suggestions(
        load_glossary(glossaries), examples, abbreviations=abbreviations or not terms, terms=terms or not abbreviations
    )
    for document in read_all(paths):
        collected.add(document)
    found = _first(collected.found(min_count), top)
    if collected.full:
        say(_("note: more text than is held for phrases; the last files were read for abbreviations only"))
    if reviewed:
        review(found, into)
    elif as_yaml:
        write_out(suggestions_yaml(found))
    else:
        write_out((suggestions_json(found) if as_json else suggestions_table(found)) + "\n")
    files = ngettext("{count} file", "{count} files", collected.documents).format(count=collected.documents)
    say(_("{files} read; {count} to look at").format(files=files, count=len(found)))


def _first(found: list[Suggestion], top: int | None) -> list[Suggestion]:
    """Return the first ``top`` of each section."""
    by_section: dict[str, list[Suggestion]] = {}
    for suggestion in found:
        by_section.setdefault(suggestion.section, []).append(suggestion)
    return [s for own in by_section.values() for s in own[:top]]
