"""``vietgloss config``: which settings hold, who says so, and in which files they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from vietgloss.cli.options import CONTEXT, say, write_out
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from vietgloss.cli.shown import Row

_USED, _THERE, _NOT_THERE = N_("used"), N_("there, not used"), N_("not there")
_START = """\
# Settings of vietgloss for this folder and those below it. A key is the long name of an option; take the # away
# to set it. Which settings hold, and who says so:  vietgloss config show

# For every command that has the option. Paths count from the folder of this file.
[all]
# glossary = ["terms.yaml"]
# model = "starter"
# beam = 4

# For one command.
[translate]
# format = "bilingual"

[glossary.check]
# strict = true
"""


@click.group("config", context_settings=CONTEXT)
def config() -> None:
    """Look at the settings: which hold, who says so, in which files they stand.

    Settings come from your own config.toml, from vietgloss.toml (or [tool.vietgloss] in pyproject.toml) in the
    folder you work in or above it, from the environment, and from options; what comes later wins.
    """


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001  # click's
    """Complete the names of commands, through groups."""
    from vietgloss.cli import cli
    from vietgloss.cli.configured import WITHOUT

    group: click.Command | None = cli
    for word in ctx.params.get("command") or ():
        group = group.get_command(ctx, word) if isinstance(group, click.Group) else None
    names = group.list_commands(ctx) if isinstance(group, click.Group) else []
    return [name for name in names if name.startswith(incomplete) and (group is not cli or name not in WITHOUT)]


@config.command("show", context_settings=CONTEXT)
@click.argument("command", metavar="[COMMAND]... [-- OPTION...]", nargs=-1, shell_complete=_complete)
@click.option("--set", "only_set", is_flag=True, help="Only what is set somewhere: no defaults.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object an option.")
def show(command: tuple[str, ...], only_set: bool, as_json: bool) -> None:
    """Show every option of COMMAND, or of all commands, with its value and where that comes from.

    With options after --, as in  vietgloss config show translate -- --beam 1 , they count as if COMMAND were called
    with them.
    """
    from vietgloss.cli import cli
    from vietgloss.cli.shown import named, rows
    from vietgloss.config.reading import read

    files = read()
    found: list[Row] = []
    for path, inner, flags in named(cli, command):
        found += rows(cli, path, inner, flags, files)
    if only_set:
        found = [row for row in found if row.source != "default"]
    if as_json:
        from dataclasses import asdict

        write_out(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2) + "\n")
    elif found:
        write_out(_table(found))
    else:
        say(_("nothing is set; all options have their defaults"))


@config.command("path", context_settings=CONTEXT)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a file.")
def path(as_json: bool) -> None:
    """List the files that are looked for, and which of them are there; a later one wins over an earlier one."""
    from vietgloss.config.places import in_use, places

    user, candidates = in_use()
    listed = []
    used = {str(p.path) for p in ([user] if user else []) + _first(candidates)}
    for place in places():
        state = _USED if str(place.path) in used else _THERE if place.there else _NOT_THERE
        listed.append({"path": str(place.path), "layer": place.layer, "state": state})
    if as_json:
        write_out(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
    else:
        write_out("".join(f"{_(item['state']):<17}{item['layer']:<9}{item['path']}\n" for item in listed))


@config.command("init", context_settings=CONTEXT)
@click.option("--user", is_flag=True, help="Your own config.toml for all work, not vietgloss.toml in this folder.")
def init(user: bool) -> None:
    """Write a file of settings to fill in; one that is there already stays as it is."""
    from pathlib import Path

    from vietgloss.config.places import PROJECT_FILE, user_file
    from vietgloss.errors import OutputError, UsageError

    own = user_file()
    if user and own is None:
        raise UsageError(
            _("no home folder for your settings"), remedy=_("set VIETGLOSS_CONFIG_DIR to a folder of yours")
        )
    target = own if user and own is not None else Path(PROJECT_FILE)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(_START.replace("for this folder and those below it", "for all your work") if user else _START)
    except FileExistsError:
        raise UsageError(_("is there already"), where=str(target), remedy=_("change it with an editor")) from None
    except OSError as error:
        raise OutputError(
            _("cannot be written: {strerror}").format(strerror=(error.strerror or str(error)).lower()),
            where=str(target),
        ) from error
    say(_("{target} written; all its settings are commented out").format(target=target))


def _first(candidates: list[Any]) -> list[Any]:
    """Return the candidate that counts: the first that has settings, or that is wrong."""
    from vietgloss.config.model import ConfigError
    from vietgloss.config.reading import read_place

    for place in candidates:
        try:
            if read_place(place) is not None:
                return [place]
        except ConfigError as error:
            say(_("error: {error}").format(error=error))
            return [place]
    return []


def _table(found: list[Row]) -> str:
    width = max(len(row.option) for row in found)
    values = [_shown(row.value) for row in found]
    room = min(max(map(len, values)), 40)
    text, last = "", None
    for row, value in zip(found, values, strict=True):
        if row.command != last:
            text += ("\n" if text else "") + f"{row.command}\n"
            last = row.command
        text += f"  {row.option:<{width}}  {value:<{room}}  {row.where or row.source}\n"
    return text


def _shown(value: object) -> str:
    """Write a value as it would stand in a file; ``-`` where there is none."""
    if value is None or value == []:
        return "-"
    return json.dumps(value, ensure_ascii=False)
