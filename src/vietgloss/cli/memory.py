"""``vietgloss memory``: what was translated and corrected before; looking at it, sharing it, throwing it away."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import CONTEXT, say, write_out
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.memory import Memory
    from vietgloss.memory.upkeep import Stats

_AGE = re.compile(r"(\d{1,5})\s*([dwmy]?)", re.IGNORECASE)
_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_STDOUT = "-"


@click.group("memory", context_settings=CONTEXT)
def memory() -> None:
    """Look at the translation memory, share corrections, throw away.

    The memory holds what was translated before, so that it is not translated again, and what people corrected,
    which wins over the machine. It is a file of yours that nobody else can read.
    """


@memory.command("path", context_settings=CONTEXT)
def path() -> None:
    """Print the file that holds the memory, whether or not it is there yet."""
    from vietgloss.memory import memory_file

    write_out(f"{memory_file()}\n")


@memory.command("stats", context_settings=CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object instead of text.")
def stats(as_json: bool) -> None:
    """Count what the memory holds, by model and settings."""
    from vietgloss.memory import memory_file
    from vietgloss.memory.upkeep import Stats
    from vietgloss.memory.upkeep import stats as count

    held = _there()
    if held is None:
        found = Stats(str(memory_file()), 0, 0, 0, "", "", ())
    else:
        with held:
            found = count(held)
            _tell(held)
    write_out(_as_json(found) if as_json else _as_text(found))


@memory.command("export", context_settings=CONTEXT)
@click.argument("file", metavar="FILE")
@click.option(
    "--to", type=click.Choice(["tmx", "tsv", "jsonl"]), help="The format; without it, by the suffix of FILE, else tsv."
)
@click.option(
    "--only",
    type=click.Choice(["corrections", "machine"]),
    help="Only what people corrected, or only what the machine wrote; without it, both.",
)
def export(file: str, to: str | None, only: str | None) -> None:
    """Write the memory into FILE: .tmx, .tsv or .jsonl; - is standard output.

    What the machine wrote is marked, and does not become a correction when the file is imported. Where somebody
    corrected a sentence, the machine's translation of it is left out.
    """
    from vietgloss.errors import UsageError
    from vietgloss.memory.exported import CORRECTION, FORMATS, MACHINE, Row, rows, write

    suffix = Path(file).suffix.lower().removeprefix(".")
    form = to or (suffix if suffix in FORMATS else "tsv" if file == _STDOUT else "")
    if not form:
        raise UsageError(
            _("{file}: no format has this suffix").format(file=file),
            remedy=_("choose .tmx, .tsv or .jsonl, or say --to"),
        )
    kinds = {"corrections": (CORRECTION,), "machine": (MACHINE,)}.get(only or "", (CORRECTION, MACHINE))
    counts = dict.fromkeys(kinds, 0)
    held = _there()
    if held is None:
        say(_("the memory is empty; nothing was written"))
        return

    def counted() -> Iterator[Row]:
        for row in rows(held, kinds=kinds):
            counts[row["kind"]] += 1
            yield row

    with held:
        if file == _STDOUT:
            for piece in FORMATS[form](counted()):
                write_out(piece.removeprefix("\ufeff"))
        else:
            target = Path(file)
            if target.is_dir() or not target.parent.is_dir():
                problem = _("is a folder") if target.is_dir() else _("its folder does not exist")
                raise UsageError(f"{file}: {problem}", remedy=_("name a file in a folder that is there"))
            write(target, FORMATS[form](counted()))
        _tell(held)
    said = _(" and ").join((_corrections if k == CORRECTION else _by_machine)(counts[k]) for k in kinds)
    if file == _STDOUT:
        say(_("{what} as {format}").format(what=said, format=form))
    else:
        say(_("{what} as {format} in {file}").format(what=said, format=form, file=file))


@memory.command("import", context_settings=CONTEXT)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def import_(files: tuple[str, ...]) -> None:
    """Take over what people corrected: FILE is a .tmx, .xlf, .xliff, .tsv, .csv, .docx or .jsonl.

    Of files that vietgloss wrote, only what was changed since or approved counts. A correction wins over the machine
    wherever the same sentence stands. If a sentence was corrected before, the new correction counts.
    """
    from vietgloss.exchange.corrected import read
    from vietgloss.memory import Memory, match_key

    found = [(file, read(file)) for file in files]  # all are read before anything is kept
    with Memory.open(strict=True) as held:
        for file, corrected in found:
            for note in corrected.notes:
                say(_("note: {file}: {note}").format(file=file, note=note))
            new = held.correct(corrected.pairs, Path(file).name)
            same = len({match_key(source) for source, _ in corrected.pairs}) - new
            say(
                _("{file}: {corrections} new or changed").format(file=file, corrections=_corrections(new))
                + (_("; {same} there already").format(same=same) if same else "")
            )
        _tell(held)


@memory.command("prune", context_settings=CONTEXT)
@click.option("--older-than", metavar="AGE", help="What was last used longer ago: 90d, 12w, 6m (months) or 2y.")
@click.option("--unused", is_flag=True, help="What was never used again since it was made.")
@click.option("--model", metavar="NAME", default="", help="What this model made.")
@click.option("-n", "--dry-run", is_flag=True, help="Tell how many; delete nothing.")
def prune(older_than: str | None, unused: bool, model: str, dry_run: bool) -> None:
    """Delete machine translations to which all that is asked for applies. Corrections stay."""
    from vietgloss.errors import UsageError
    from vietgloss.memory.upkeep import prune as delete

    if older_than is None and not unused and not model:
        raise UsageError(_("prune needs to know what"), remedy=_("say --older-than 90d, --unused or --model NAME"))
    days = None if older_than is None else _days(older_than)
    count = 0
    held = _there()
    if held is not None:
        with held:
            count = delete(held, older_than=days, unused=unused, model=model, dry_run=dry_run)
            _tell(held)
    message = _("{what} would be deleted") if dry_run else _("{what} deleted")
    say(message.format(what=_by_machine(count)))


@memory.command("clear", context_settings=CONTEXT)
@click.option("--corrections", is_flag=True, help="The corrections too: the work of people.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def clear(corrections: bool, yes: bool) -> None:
    """Delete all machine translations. Corrections stay, unless --corrections is given."""
    from vietgloss.errors import UsageError
    from vietgloss.memory.upkeep import clear as delete
    from vietgloss.memory.upkeep import stats as count

    held = _there()
    if held is None:
        say(_("the memory is empty; nothing was deleted"))
        return
    with held:
        found = count(held)
        what = _by_machine(found.entries)
        if corrections:
            what += _(" and {corrections} that people made").format(corrections=_corrections(found.corrections))
        if not yes:
            if not _asks():
                raise UsageError(_("clear asks before it deletes, and there is no terminal"), remedy=_("add --yes"))
            if not click.confirm(_("Delete {what}?").format(what=what), err=True):
                say(_("nothing was deleted"))
                return
        entries, people = delete(held, with_corrections=corrections)
        _tell(held)
    gone = _by_machine(entries) + (_(" and ") + _corrections(people) if corrections else "")
    said = _("{what} deleted").format(what=gone)
    if found.corrections and not corrections:
        said += _("; {corrections} kept").format(corrections=_corrections(found.corrections))
    say(said)


def _there() -> Memory | None:
    """Open the memory if there is one; looking makes no file."""
    from vietgloss.memory import Memory, memory_file

    return Memory.open(strict=True) if memory_file().exists() else None


def _asks() -> bool:
    return sys.stdin.isatty()


def _tell(held: Memory) -> None:
    if held.trouble:
        say(_("warning: {trouble}").format(trouble=held.trouble))


def _days(age: str) -> int:
    from vietgloss.errors import UsageError

    found = _AGE.fullmatch(age.strip())
    if not found:
        raise UsageError(_("'{age}' is no age").format(age=age), remedy=_("write 90d, 12w, 6m or 2y"))
    return int(found[1]) * _DAYS[found[2].lower()]


def _as_json(found: Stats) -> str:
    from dataclasses import asdict

    return json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n"


def _as_text(found: Stats) -> str:
    lines = {
        _("file"): found.path if found.bytes else _("{path} (not there yet)").format(path=found.path),
        _("size"): f"{found.bytes / 1e6:.1f} MB",
        _("corrections"): f"{found.corrections:,}",
        _("machine translations"): f"{found.entries:,}",
    }
    if found.entries:
        lines |= {_("oldest use"): found.oldest_use, _("last use"): found.last_use}
    text = "".join(f"{name + ':':22}{_printable(value)}\n" for name, value in lines.items())
    if found.scopes:
        text += f"\n{_('ENTRIES'):>9}  {_('LAST USE'):<10}  {_('MODEL AND SETTINGS')}\n"
    for scope in found.scopes:
        named = _printable(scope.description) or _("not described ({scope})").format(scope=scope.scope[:12])
        text += f"{scope.entries:>9,}  {scope.last_use}  {named}\n"
    return text


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _by_machine(count: int) -> str:
    return ngettext("{count:,} machine translation", "{count:,} machine translations", count).format(count=count)


def _corrections(count: int) -> str:
    return ngettext("{count:,} correction", "{count:,} corrections", count).format(count=count)
