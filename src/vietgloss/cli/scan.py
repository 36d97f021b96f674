"""``vietgloss scan``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import glossary_option, load_glossary, say, write_out
from vietgloss.errors import InputError
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents import Document


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@glossary_option
@click.option("--yaml", "as_yaml", is_flag=True, help="Print a glossary file to review, with proposed entries.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.option("--top", type=click.IntRange(1), metavar="N", help="Print the first N only.")
@click.option(
    "--examples", type=click.IntRange(0), default=3, show_default=True, metavar="N", help="Places to keep of each."
)
def scan(  # one parameter an option
    paths: tuple[str, ...], glossaries: tuple[str, ...], as_yaml: bool, as_json: bool, top: int | None, examples: int
) -> None:
    """List the abbreviations that the glossary does not explain.

    PATHs are files, or folders whose .txt and .md files are read, those of their folders too; none, or -, reads
    standard input. What stands in the most files comes first.
    """
    from vietgloss import documents
    from vietgloss.report.scan import findings_json, findings_table, findings_yaml
    from vietgloss.scan import Collection

    if as_yaml and as_json:
        raise click.UsageError(_("--yaml and --json exclude each other"))
    glossary = load_glossary(glossaries)
    collection = Collection(glossary, examples)
    for document in read_all(paths):
        collection.add(document, documents.markup_spans(document))
    findings = collection.findings()[:top]
    if as_yaml:
        write_out(findings_yaml(findings, glossary))
    else:
        write_out((findings_json(findings) if as_json else findings_table(findings)) + "\n")
    files = ngettext("{count} file", "{count} files", collection.documents).format(count=collection.documents)
    say(
        _("{files} read; {expanded} abbreviations explained; {count} to look at").format(
            files=files, expanded=collection.expanded, count=len(findings)
        )
    )


def read_all(paths: Sequence[str]) -> Iterator[Document]:
    """Read files, folders and standard input; none is standard input. What cannot be read is told and skipped.

    Raises:
        InputError: If the only file named cannot be read.
    """
    from vietgloss import documents

    for path in files_in(paths or ("-",)):
        try:
            document = documents.read(path)
        except InputError as error:
            if len(paths) == 1 and path == paths[0]:
                raise
            say(_("skipped: {error}").format(error=error))  # one bad file does not stop a folder
            continue
        yield document


def files_in(paths: Sequence[str]) -> list[str]:
    """Return the files meant, each once; of a folder those of a readable format, in order."""
    from vietgloss.documents import suffixes

    found: dict[str, None] = {}
    for path in paths:
        if path != "-" and Path(path).is_dir():
            inside = [str(p) for p in sorted(Path(path).rglob("*")) if p.suffix.lower() in suffixes() and p.is_file()]
            if not inside:
                raise InputError(_("no .txt or .md file in it"), remedy=_("name another folder"), where=path)
            found.update(dict.fromkeys(inside))
        else:
            found[path] = None
    return list(found)
