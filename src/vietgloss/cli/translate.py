"""``vietgloss translate``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import ambiguous_option, glossary_option, load_glossary, say, write_out
from vietgloss.errors import ExitCode, VietglossError

if TYPE_CHECKING:
    from vietgloss.documents import Document
    from vietgloss.pipeline import Translation


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH|-]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="A file; with several inputs or a / at its end, a folder. Default: standard output.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "bilingual", "json"]),
    default="text",
    show_default=True,
    help="English only; sentence under sentence; or one JSON object a document, a line each.",
)
@click.option("--model", metavar="NAME|PATH", help="A model (see: vietgloss model list). Default: starter.")
@glossary_option
@ambiguous_option
@click.option("--explain", is_flag=True, help="Print on stderr what was expanded, and why.")
@click.option(
    "--terms",
    type=click.Choice(["auto", "inline", "repair", "placeholder", "off"]),
    default="auto",
    show_default=True,
    help="How the glossary's English gets into the translation; auto: as the model's file says.",
)
@click.option(
    "--abbreviate-after-first",
    "abbreviate",
    is_flag=True,
    help="Abbreviate English names after their first place, where the glossary has a 'short' for them.",
)
@click.option("--check", "listed", is_flag=True, help="List all warnings on stderr; exit with code 5 if there are any.")
@click.option("--beam", type=click.IntRange(1, 20), default=4, show_default=True, help="Beam size; 1 is fastest.")
@click.option("--threads", type=click.IntRange(0, 256), default=0, help="Threads.  [default: all]")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors are still shown.")
def translate(
    paths: tuple[str, ...],
    output: str | None,
    form: str,
    model: str | None,
    glossaries: tuple[str, ...],
    ambiguous: str,
    explain: bool,
    terms: str,
    abbreviate: bool,
    listed: bool,
    beam: int,
    threads: int,
    quiet: bool,
) -> int:
    """Translate Vietnamese news into English, offline.

    PATH is UTF-8 text (.txt or .md); - or nothing reads standard input. Paragraphs and blank lines are kept.
    """
    from vietgloss.cli.outputs import plan
    from vietgloss.pipeline import Translator
    from vietgloss.report import explanation, summary, warned
    from vietgloss.translation.engine import Options

    if not paths and sys.stdin.isatty():
        raise click.UsageError("no PATH given, and standard input is a terminal; try: vietgloss translate ARTICLE.txt")
    paths = tuple(dict.fromkeys(paths)) or ("-",)
    targets = plan(paths, output, form)
    in_folder = targets is not None and list(targets.values()) != [output]
    translator = Translator(load_glossary(glossaries), model, Options(beam, threads), terms, ambiguous, abbreviate)
    sources, unread = _read(paths)
    with _Progress(quiet) as progress:
        results = translator.translate(sources, progress.show)
    unwritten = sum(not _put(r, form, targets, alone=len(results) == 1, in_folder=in_folder) for r in results)
    if explain:
        for result in results:
            click.echo(f"{result.path}\n{explanation(result.expansion)}\n", err=True)
    if results and not quiet:
        look = sum(1 for r in results for s in r.segments if s.warnings)
        count = sum(len(r.segments) for r in results)
        line = f"{count} sentence{'s' * (count != 1)}, {summary(r.expansion for r in results)}"
        say(line + (f"; {look} to look at (--check lists why)" if look and not listed else ""))
    doubts = warned(results) if listed else ""
    click.echo(doubts, err=True, nl=False)
    if unread or unwritten:
        return ExitCode.INPUT
    return ExitCode.FINDINGS if doubts else ExitCode.OK


def _read(paths: tuple[str, ...]) -> tuple[list[Document], int]:
    """Read the inputs; return those that could be read and the number of those that could not, which are named."""
    from vietgloss import documents

    sources = []
    for path in paths:
        try:
            sources.append(documents.read(path))
        except VietglossError as error:
            say(f"error: {error}")
    return sources, len(paths) - len(sources)


def _put(result: Translation, form: str, targets: dict[str, str] | None, *, alone: bool, in_folder: bool) -> bool:
    """Print or write a translation; return whether that was possible."""
    from vietgloss import documents
    from vietgloss.cli.outputs import make_folder

    text = _formatted(result, form)
    if targets is None:
        ends = alone or text.endswith(("\n", "\r"))
        write_out(text if ends else text + "\n", bom=result.bom and alone and form == "text")
        return True
    try:
        if in_folder:
            make_folder(targets[result.path])
        documents.write_atomic(targets[result.path], text, bom=result.bom and form == "text")
    except VietglossError as error:
        say(f"error: {error}")
        return False
    return True


def _formatted(result: Translation, form: str) -> str:
    from vietgloss.report import bilingual

    if form == "json":
        return json.dumps(result.to_dict(), ensure_ascii=False) + "\n"
    return bilingual(result) if form == "bilingual" else result.target


class _Progress:
    """A counter of sentences on stderr, on a terminal only."""

    def __init__(self, quiet: bool) -> None:
        self._on = not quiet and sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> _Progress:  # noqa: PYI034  # Self is not in Python 3.10
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)

    def show(self, done: int, total: int) -> None:
        """Show how many of the sentences sent so far are done."""
        if self._on:
            self._shown = True
            click.echo(f"\r\033[Ktranslating: {done} of {total} sentences", nl=False, err=True)
