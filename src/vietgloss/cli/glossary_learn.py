"""``vietgloss glossary learn``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import CONTEXT, glossary_option, load_glossary, say, write_out
from vietgloss.cli.reviewing import review, review_options
from vietgloss.errors import InputError
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.glossary import Glossary
    from vietgloss.learning import Pair


@click.command(context_settings=CONTEXT)
@click.argument("source", required=False)
@click.argument("target", required=False)
@glossary_option
@click.option("--tsv", metavar="FILE", help="Read sentence pairs from a table: Vietnamese, tab, English on each line.")
@click.option(
    "--min-count",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    metavar="N",
    help="In how many sentences both must stand.",
)
@click.option("--all", "every", is_flag=True, help="Show also where the translation agrees with the glossary.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print a glossary file to review; guesses are comments.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@review_options
def learn(
    source: str | None,
    target: str | None,
    glossaries: tuple[str, ...],
    tsv: str | None,
    min_count: int,
    every: bool,
    as_yaml: bool,
    as_json: bool,
    reviewed: bool,
    into: str,
) -> None:
    """Find which English stands for which term in a text and its translation.

    SOURCE is Vietnamese, TARGET its English: two files, or two folders whose files have the same names. What
    differs from the glossary comes first, then what is new.
    """
    from vietgloss.learning import learn as learn_from
    from vietgloss.report.learn import learned_json, learned_table, learned_yaml

    if (tsv is None) != (source is not None and target is not None) or (tsv is not None and source is not None):
        raise click.UsageError(_("name a text and its translation, or a table with --tsv"))
    if source == "-" and target == "-":
        raise click.UsageError(_("standard input can be the text or its translation, not both; name a file"))
    if as_yaml + as_json + reviewed > 1:
        raise click.UsageError(_("--yaml, --json and --review exclude each other"))
    if reviewed and "-" in (source, target, tsv):
        raise click.UsageError(_("--review reads your answers from standard input; name the texts as files"))
    glossary = load_glossary(glossaries)
    pairs = list(_table(tsv, glossary) if tsv is not None else _aligned(str(source), str(target), glossary))
    learned = [x for x in learn_from(pairs, glossary, min_count) if every or x.category != "agrees"]
    if reviewed:
        review([x for x in learned if x.category != "agrees"], into)
    elif as_yaml:
        write_out(learned_yaml([x for x in learned if x.category != "agrees"]))
    else:
        write_out((learned_json(learned) if as_json else learned_table(learned)) + "\n")
    sentences = ngettext("{count} pair of sentences", "{count} pairs of sentences", len(pairs)).format(count=len(pairs))
    say(_("{sentences}; {count} to look at").format(sentences=sentences, count=len(learned)))


def _table(path: str, glossary: Glossary) -> Iterator[Pair]:
    from vietgloss import documents
    from vietgloss.learning import pairs_of_lines

    # Read as text, whatever the suffix.
    text = documents.read(path, suffix=".txt").text
    if "\t" not in text:
        raise InputError(_("no line holds a tab"), remedy=_("part Vietnamese and English by one"), where=path)
    yield from pairs_of_lines(text.split("\n"), path, glossary)


def _aligned(source: str, target: str, glossary: Glossary) -> Iterator[Pair]:
    from vietgloss import documents
    from vietgloss.learning import pairs_of
    from vietgloss.terms import TermIndex

    index = TermIndex(glossary)
    for one, other in _files(source, target):
        try:
            yield from pairs_of(documents.read(one), documents.read(other), glossary, index)
        except InputError as error:
            if one == source:
                raise
            say(_("skipped: {error}").format(error=error))  # one bad file does not stop a folder


def _files(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Give a file and its translation; of two folders, those of the same name, whatever the suffix."""
    if not Path(source).is_dir() and not Path(target).is_dir():
        yield source, target
        return
    from vietgloss.cli.scan import files_in

    for path in (source, target):
        if not Path(path).is_dir():
            raise InputError(_("is a file, the other a folder"), remedy=_("name two files or two folders"), where=path)
    there = {Path(path).relative_to(target).with_suffix(""): path for path in files_in([target])}
    both = 0
    for path in files_in([source]):
        translation = there.get(Path(path).relative_to(source).with_suffix(""))
        if translation is None:
            say(_("skipped: {path}: no file of the same name in {target}").format(path=path, target=target))
        else:
            both += 1
            yield path, translation
    if not both:
        raise InputError(
            _("no file of the same name in {target}").format(target=target),
            remedy=_("give pairs the same names"),
            where=source,
        )
