"""``vietgloss glossary import | export``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vietgloss.cli.options import CONTEXT, ReaderGoneError, say, write_out
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.exchange import Imported, Lost
    from vietgloss.exchange.apply import Outcome
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.merging import Policy
    from vietgloss.glossary.plain import Record, Section

_LAYERS = ("shipped", "user", "project", "given")
_MOST = 20
_FEW = 5
_STDIN = "-"


@click.command("export", context_settings=CONTEXT)
@click.option("-o", "--output", metavar="OUT", help="The file to write; without it, standard output.")
@click.option("--to", metavar="FORMAT", help="The format; without it, by the suffix of OUT, else csv.")
@click.option("--layer", type=click.Choice(_LAYERS), multiple=True, help="Entries of this layer; repeatable.")
@click.option("--file", "files", multiple=True, metavar="PATH", help="Entries of this file or folder; repeatable.")
@click.option("--all", "everything", is_flag=True, help="All entries that stand, the shipped ones too.")
@click.option("--section", type=click.Choice(["abbreviations", "terms"]), help="Only this section.")
def export(
    output: str | None,
    to: str | None,
    layer: tuple[str, ...],
    files: tuple[str, ...],
    everything: bool,
    section: Section | None,
) -> None:
    """Write entries for other programs: your own and the project's, if nothing else is asked for.

    FORMAT is csv, tsv, xlsx, tbx-basic (or tbx), tbx-min, tmx, deepl, deepl-csv, omegat, yaml or json.
    """
    from vietgloss.errors import InputError, UsageError
    from vietgloss.exchange import registry
    from vietgloss.glossary.plain import record_of
    from vietgloss.glossary.store import write_atomically

    if everything and layer:
        raise click.UsageError(_("--all and --layer exclude each other"))
    if "given" in layer and not files:
        raise click.UsageError(_("--layer given needs --file"))
    to_file = output is not None and output != _STDIN
    by_suffix = registry.format_by_suffix(output) if to_file and output else None
    if to_file and not to and by_suffix is None:
        raise UsageError(_("{output}: no format has this suffix").format(output=output), remedy=_("say --to FORMAT"))
    chosen = registry.format_of(to) if to else by_suffix or registry.FORMATS["csv"]
    if not chosen.text and not to_file:
        raise UsageError(_("{name} is no text").format(name=chosen.name), remedy=_("say where to with -o OUT"))
    glossary = _load(layer, files, everything)
    records = [record_of(entry) for entry in glossary.abbreviations.values()]
    records += [record_of(entry) for entry in glossary.terms.values()]
    records = [record for record in records if section in (None, record.section)]
    if not records:
        where = _("in them") if files or layer else _("of your own")
        raise InputError(_("no entries {where}").format(where=where), remedy=_("--all takes the shipped ones too"))
    out = registry.write(records, chosen.name)
    if to_file and output:
        target = Path(output)
        if not target.parent.is_dir():
            raise UsageError(_("{parent}: no such folder").format(parent=target.parent), remedy=_("make it first"))
        if target.is_dir():
            raise UsageError(_("{output}: is a folder").format(output=output), remedy=_("name a file in it"))
        write_atomically(target, out.data)
    else:
        _print_bytes(out.data)
    _tell_lost(out.lost, chosen.name)
    gone = {lost.entry for lost in out.lost if lost.field == "entry"}
    entries = _entries(len(records) - len(gone))
    if to_file:
        say(_("{entries} as {format} in {file}").format(entries=entries, format=chosen.name, file=output))
    else:
        say(_("{entries} as {format}").format(entries=entries, format=chosen.name))


@click.command("import", context_settings=CONTEXT)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--from", "from_", metavar="FORMAT", help="The format; without it, it is recognised.")
@click.option("--into", metavar="PATH", help="The glossary file to write; without it, glossary/NAME OF FILE.yaml.")
@click.option("--columns", metavar="LIST", help="Which column holds what: abbreviation=2,expansion=3,target=D.")
@click.option("--encoding", metavar="NAME", help="The encoding: utf-8, utf-16, cp1258, tcvn3, vni ...")
@click.option("--separator", metavar="CHAR", help="What stands between cells: tab, comma, semicolon, pipe, or itself.")
@click.option(
    "--section", type=click.Choice(["abbreviations", "terms"]), help="Where rows go that do not say it themselves."
)
@click.option(
    "--on-conflict",
    type=click.Choice(["skip", "replace", "add"]),
    default="skip",
    show_default=True,
    help="For an entry that is there already: leave it, write it anew, or add new senses and translations to it.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def import_(
    files: tuple[str, ...],
    from_: str | None,
    into: str | None,
    columns: str | None,
    encoding: str | None,
    separator: str | None,
    section: str | None,
    on_conflict: Policy,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take entries of other programs into a glossary file; - is standard input.

    CSV, TSV, XLSX, TBX, TMX, DeepL, OmegaT, YAML and JSON are recognised, and so are encodings and separators.
    Exits with code 5 if rows were rejected; the good ones go in all the same.
    """
    from vietgloss.errors import ExitCode
    from vietgloss.exchange import Options, registry
    from vietgloss.exchange.apply import apply
    from vietgloss.exchange.assemble import some
    from vietgloss.exchange.headers import columns_of
    from vietgloss.exchange.model import MAX_BYTES
    from vietgloss.exchange.separated import separator_of
    from vietgloss.report.glossary import to_json

    options = {
        "encoding": encoding,
        "separator": separator_of(separator) if separator else None,
        "columns": columns_of(columns) if columns else None,
        "section": section,
    }
    read = []
    for file in files:  # all are read before anything is written
        name = _("standard input") if file == _STDIN else file
        source = sys.stdin.buffer.read(MAX_BYTES + 1) if file == _STDIN else Path(file)
        imported = registry.read(source, from_, Options(name=name, **options))  # type: ignore[arg-type]
        read.append((file, name, _target(file, into), imported))
    said = []
    for file, name, target, imported in read:
        shown = Path(file).name if file != _STDIN else name
        outcome = apply(
            imported.records,
            target,
            on_conflict=on_conflict,
            heading=f"imported from {' '.join(shown.split())}",
            beside=_beside(target),
            dry_run=dry_run,
        )
        below = _below(target, outcome)
        data = _data(name, target, imported, outcome)
        data["stands_over"] = [{"section": r.section, "name": r.name, "origin": place} for r, place in below]
        said.append(data)
        if below:
            named = some([f"{record.name} ({place})" for record, place in below], _FEW)
            say(
                _("note: these stand over entries that say another thing, which no longer count: {named}").format(
                    named=named
                )
            )
        _tell(name, target, imported, outcome, dry_run, as_json)
    if as_json:
        write_out(to_json(said) + "\n")
    return ExitCode.FINDINGS if any(data["rejected"] for data in said) else ExitCode.OK


def _load(layer: tuple[str, ...], files: tuple[str, ...], everything: bool) -> Glossary:
    """Read the layers that are asked for."""
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.load import PROJECT_FOLDER

    chosen = set(_LAYERS if everything else layer or (("given",) if files else ("user", "project")))
    return Glossary.load(
        *files,
        shipped="shipped" in chosen,
        user="user" in chosen,
        project=PROJECT_FOLDER if "project" in chosen else None,
    )


def _target(file: str, into: str | None) -> Path:
    """Return the glossary file to write."""
    from vietgloss.errors import UsageError
    from vietgloss.glossary.load import PROJECT_FOLDER, SUFFIXES
    from vietgloss.glossary.own import is_shipped

    if into:
        if not into.endswith(SUFFIXES):
            raise UsageError(_("{into}: a glossary file ends in .yaml").format(into=into), remedy=_("name it so"))
        return Path(into)
    if is_shipped(Path(PROJECT_FOLDER)):
        remedy = _("work in a folder of your own, or name a file with --into")
        raise UsageError(_("the folder ./glossary here is the glossary that comes with vietgloss"), remedy=remedy)
    stem = "imported" if file == _STDIN else Path(file).stem.strip(". ") or "imported"
    return Path(PROJECT_FOLDER) / f"{stem}.yaml"


def _beside(target: Path) -> dict[tuple[Section, str], str]:
    """Return where the entries stand that other files of the same folder hold, if that is a folder of the glossary."""
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.load import PROJECT_FOLDER, SUFFIXES, user_folder

    folder = target.resolve().parent
    layers = [Path(PROJECT_FOLDER).resolve()] + ([own.resolve()] if (own := user_folder()) else [])
    if folder not in layers or not folder.is_dir():
        return {}
    others = [p for p in sorted(folder.iterdir()) if p.suffix in SUFFIXES and not p.name.startswith(".")]
    others = [p for p in others if p != target.resolve()]
    held = Glossary.load(*others, shipped=False) if others else Glossary()
    places: dict[tuple[Section, str], str] = {
        ("abbreviations", k): str(e.origin) for k, e in held.abbreviations.items()
    }
    return places | {("terms", k): str(e.origin) for k, e in held.terms.items()}


def _below(target: Path, outcome: Outcome) -> list[tuple[Record, str]]:
    """Return the new entries that stand over one of a lower layer that says another thing, and where that stands."""
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.held import Records
    from vietgloss.glossary.load import user_folder

    folder, own = target.resolve().parent, user_folder()
    lower = Glossary.load(user=own is not None and folder != own.resolve())
    held = Records(lower)
    found = []
    for record in outcome.added:
        old = held.get(record.key)
        if old is not None and old.fields != record.fields:
            entries = lower.abbreviations if record.section == "abbreviations" else lower.terms
            found.append((record, str(entries[record.key[1]].origin)))
    return found


def _tell(name: str, target: Path, imported: Imported, outcome: Outcome, dry_run: bool, as_json: bool) -> None:
    """Say what was done, on standard error."""
    from vietgloss.exchange.assemble import some

    details = ", ".join(
        part
        for part in (
            imported.format,
            imported.encoding,
            _("separator {separator!r}").format(separator=imported.separator) if imported.separator else "",
        )
        if part
    )
    for note in imported.notes:
        say(_("note: {name}: {note}").format(name=name, note=note))
    for rejected in imported.rejected[: 0 if as_json else _MOST]:
        say(_("rejected: {name}: {rejected}").format(name=name, rejected=rejected))
    if len(imported.rejected) > _MOST and not as_json:
        say(
            _("rejected: {name}: ... and {count} more; --json shows all").format(
                name=name, count=len(imported.rejected) - _MOST
            )
        )
    if outcome.skipped:
        named = some([f"{record.name} ({place})" for record, place in outcome.skipped], _FEW)
        say(_("there already, with other fields: {named}").format(named=named))
    counts = [
        (len(outcome.added), _("added")),
        (len(outcome.replaced), _("replaced")),
        (len(outcome.joined), _("added to")),
        (len(outcome.unchanged), _("there already, the same")),
        (len(outcome.skipped), _("skipped")),
        (len(imported.rejected), _("rejected")),
    ]
    done = "; ".join(f"{count} {what}" for count, what in counts if count or what == counts[0][1])
    where = _("would go into {target}").format(target=target) if dry_run else _("into {target}").format(target=target)
    say(f"{name} ({details}) {where}: {done}")


def _data(name: str, target: Path, imported: Imported, outcome: Outcome) -> dict[str, Any]:
    """Return what was done as data."""

    def named(records: Iterable[Record]) -> list[dict[str, str]]:
        return [{"section": record.section, "name": record.name} for record in records]

    return {
        "file": name,
        "into": str(target),
        "format": imported.format,
        "encoding": imported.encoding,
        "separator": imported.separator,
        "added": named(outcome.added),
        "replaced": named(outcome.replaced),
        "joined": named(outcome.joined),
        "unchanged": named(outcome.unchanged),
        "skipped": [{"section": r.section, "name": r.name, "origin": place} for r, place in outcome.skipped],
        "rejected": [
            {"row": r.row, "reason": r.reason} | ({"sheet": r.sheet} if r.sheet else {}) for r in imported.rejected
        ],
        "notes": list(imported.notes),
    }


def _tell_lost(lost: Sequence[Lost], form: str) -> None:
    """Say what a format could not hold, one line for each kind of thing."""
    from vietgloss.exchange.assemble import some

    kinds = Counter((item.field, item.reason) for item in lost)
    for (what, reason), count in kinds.most_common(_MOST):
        names = list(dict.fromkeys(i.entry for i in lost if (i.field, i.reason) == (what, reason)))
        message = _("not in {form}: {what} of {entries} ({names}): {reason}")
        say(message.format(form=form, what=what, entries=_entries(count), names=some(names, _FEW), reason=reason))
    if len(kinds) > _MOST:
        say(_("not in {form}: ... and {count} more kinds").format(form=form, count=len(kinds) - _MOST))


def _entries(count: int) -> str:
    return ngettext("{count} entry", "{count} entries", count).format(count=count)


def _print_bytes(data: bytes) -> None:
    """Write a result to standard output, byte by byte as it is in a file."""
    try:
        sys.stdout.flush()
        buffer = getattr(sys.stdout, "buffer", None)
        if buffer is None:
            sys.stdout.write(data.decode())
        else:
            buffer.write(data)
            buffer.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error
