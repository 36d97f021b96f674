"""``vietgloss glossary format | diff | merge | test``: whole files."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.glossary_options import json_option
from vietgloss.cli.options import CONTEXT, glossary_option, load_glossary, say, write_out
from vietgloss.errors import ExitCode, UsageError
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.merging import Merge, Policy
    from vietgloss.glossary.plain import Record


@click.command("format", context_settings=CONTEXT)
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--sort", is_flag=True, help="Also sort entries, within groups parted by blank or comment lines.")
@click.option("--check", is_flag=True, help="Change nothing; exit with code 5 if a file would change.")
@click.option("--diff", "as_diff", is_flag=True, help="Change nothing; print what would change.")
@json_option
def format_(paths: tuple[str, ...], sort: bool, check: bool, as_diff: bool, as_json: bool) -> int:
    """Make the layout of glossary files even; what they say, their comments and their order stay.

    PATHs are files or folders; none means ./glossary.
    """
    from vietgloss.glossary.arrange import arranged
    from vietgloss.glossary.store import rewriting

    changed, count = [], 0
    for path in _files(paths):
        count += 1
        with rewriting(path) as file:
            old = file.text
            new = arranged(old, str(path), sort=sort)
            if new == old:
                continue
            changed.append(path)
            if as_diff:
                name = str(path)
                lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, name)
                write_out("".join(lines))
            elif not check:
                file.text = new
    if as_json:
        from vietgloss.report.glossary import to_json

        write_out(to_json({"files": count, "changed": [str(p) for p in changed]}) + "\n")
    elif not as_diff:
        write_out("".join(f"{path}\n" for path in changed))
    read = ngettext("{count} file read", "{count} files read", count).format(count=count)
    message = _("{read}; {changed} would change") if check or as_diff else _("{read}; {changed} changed")
    say(message.format(read=read, changed=len(changed)))
    return ExitCode.FINDINGS if check and changed else ExitCode.OK


@click.command(context_settings=CONTEXT)
@click.argument("old")
@click.argument("new")
@click.option("--exit-code", is_flag=True, help="Exit with code 5 if there is a difference.")
@json_option
def diff(old: str, new: str, exit_code: bool, as_json: bool) -> int:
    """Tell what two glossaries do not share, entry by entry; layout, order and comments do not count.

    OLD and NEW are files or folders, or the word shipped for the glossary that comes with vietgloss.
    """
    from vietgloss.glossary.find import differences
    from vietgloss.report import glossary as report

    found = differences(_side(old), _side(new))
    if as_json:
        write_out(report.to_json(report.differences_json(found)) + "\n")
    else:
        write_out("".join(line + "\n" for line in report.difference_lines(found)))
    kinds = [d.kind for d in found]
    counts = {kind: kinds.count(kind) for kind in ("added", "removed", "changed")}
    say(_("{added} added, {removed} removed, {changed} changed").format(**counts))
    return ExitCode.FINDINGS if exit_code and found else ExitCode.OK


@click.command(context_settings=CONTEXT)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--into", required=True, metavar="FILE", help="The glossary file that takes the entries; made if missing."
)
@click.option(
    "--on-conflict",
    "policy",
    type=click.Choice(["report", "skip", "replace", "add"]),
    default="report",
    show_default=True,
    help="For an entry that says another thing than yours: leave yours and exit with code 5; leave yours; take the"
    " other; or join the meanings, English and cues of both.",
)
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would happen.")
@json_option
def merge(paths: tuple[str, ...], into: str, policy: Policy, dry_run: bool, as_json: bool) -> int:
    """Take the entries of other glossary files into one of yours."""
    from vietgloss.glossary.filetext import bytes_of, decode
    from vietgloss.glossary.held import Records
    from vietgloss.glossary.merging import merge as run
    from vietgloss.glossary.source import Edit, editing

    coming = [record for path in paths for record in Records(_side(path)).values()]
    target = Path(into)
    if dry_run:
        held = Edit(decode(bytes_of(target, into), into), into).records if target.exists() else {}
        result = run(held, coming, policy)
    else:
        with editing(target, create=True) as edit:
            result = run(edit.records, coming, policy)
            edit.add(result.added)
            edit.replace(*result.replaced)
    _tell_merge(result, into, as_json)
    open_ones = result.conflicts if policy in ("report", "add") else []
    return ExitCode.FINDINGS if open_ones else ExitCode.OK


def _tell_merge(result: Merge, into: str, as_json: bool) -> None:
    from vietgloss.glossary import yamlout
    from vietgloss.report.glossary import to_json

    def plain(record: Record) -> dict[str, object]:
        return {"section": record.section, "name": record.name, "fields": record.fields}

    if as_json:
        data = {
            "added": [plain(r) for r in result.added],
            "replaced": [plain(r) for r in result.replaced],
            "conflicts": [{"yours": plain(a), "other": plain(b)} for a, b in result.conflicts],
            "same": len(result.same),
        }
        write_out(to_json(data) + "\n")
    else:
        for yours, other in result.conflicts:
            lines = [f"-{line}" for line in yamlout.entry_lines(yours)]
            lines += [f"+{line}" for line in yamlout.entry_lines(other)]
            write_out("".join(line + "\n" for line in lines))
    say(
        _("{into}: {added} added, {replaced} replaced, {same} there already, {conflicts} in conflict").format(
            into=into,
            added=len(result.added),
            replaced=len(result.replaced),
            same=len(result.same),
            conflicts=len(result.conflicts),
        )
    )


@click.command(context_settings=CONTEXT)
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@glossary_option
@click.option("--all", "everything", is_flag=True, help="The shipped glossary's examples too.")
@json_option
def test(paths: tuple[str, ...], glossaries: tuple[str, ...], everything: bool, as_json: bool) -> int:
    """Try the examples that stand in the glossary: does each text become what its example says?

    PATHs are glossary files or folders that are read over all others; none tries your own and ./glossary. Exits with
    code 5 if an example fails.
    """
    from vietgloss.expansion.examples import tried

    glossary = load_glossary((*glossaries, *paths))
    layers = ("given",) if paths else ("user", "project", "given", "shipped")
    entries = [
        e
        for e in glossary.abbreviations.values()
        if e.origin.layer in layers and (everything or paths or e.origin.layer != "shipped")
    ]
    trials = list(tried(entries, glossary))
    failed = [t for t in trials if not t.passed]
    if as_json:
        from vietgloss.report.glossary import to_json

        data = [
            {
                "name": t.entry.surface,
                "path": t.example.origin.path,
                "line": t.example.origin.line,
                "source": t.example.source,
                "expands_to": t.example.expands_to,
                "became": t.became,
                "passed": t.passed,
            }
            for t in trials
        ]
        write_out(to_json(data) + "\n")
    else:
        for t in failed:
            write_out(f"{t.example.origin}: {t.entry.surface}: {t.example.source}\n")
            write_out(
                _("  should become: {expected}\n  became:        {found}").format(
                    expected=t.example.expands_to, found=t.became
                )
                + "\n"
            )
    run = ngettext("{count} example tried", "{count} examples tried", len(trials)).format(count=len(trials))
    say(_("{tried}; {count} failed").format(tried=run, count=len(failed)))
    return ExitCode.FINDINGS if failed else ExitCode.OK


def _files(paths: tuple[str, ...]) -> list[Path]:
    from vietgloss.glossary.load import PROJECT_FOLDER, files_in

    found = []
    for path in paths or (PROJECT_FOLDER,):
        place = Path(path)
        if not place.exists():
            raise UsageError(_("{path}: no such file or folder").format(path=path), remedy=_("check the path"))
        inside = files_in(place)
        if not inside:
            raise UsageError(_("{path}: no *.yaml file in this folder").format(path=path), remedy=_("check the path"))
        found += inside
    return found


def _side(path: str) -> Glossary:
    from vietgloss.glossary import Glossary

    return Glossary.load() if path == "shipped" else Glossary.load(path, shipped=False)
