"""The options of commands with their values and where these come from, for ``vietgloss config show``."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from vietgloss.cli.configured import WITHOUT
from vietgloss.cli.settings import keys_of, settings_of
from vietgloss.errors import UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vietgloss.config.model import ConfigFile


@dataclass(frozen=True)
class Row:
    """An option of a command.

    Args:
        command: The command, such as ``glossary check``.
        option: The long name without dashes.
        value: What holds, as JSON would have it; None where nothing is set.
        source: ``flag``, ``environment``, ``file`` or ``default``.
        where: The name of the variable or ``file:line``; empty for the others.
    """

    command: str
    option: str
    value: Any
    source: str
    where: str


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Give all commands below a group that can be called, with their names."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        elif command is not None:
            yield (*above, name), command


def named(root: click.Group, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command, list[str]]]:
    """Give the commands that words name, all below a group, with the options that follow the name.

    Raises:
        UsageError: If there is no such command.
    """
    path: tuple[str, ...] = ()
    command: click.Command = root
    rest = list(words)
    while rest and isinstance(command, click.Group) and not rest[0].startswith("-"):
        context = click.Context(command)
        inner = command.get_command(context, rest[0])
        if inner is None or (not path and rest[0] in WITHOUT):
            names = [n for n in command.list_commands(context) if path or n not in WITHOUT]
            close = difflib.get_close_matches(rest[0], names, 1)
            remedy = (
                _("did you mean '{close}'?").format(close=close[0])
                if close
                else _("say one of: {names}").format(names=", ".join(names))
            )
            raise UsageError(
                _("'{text}' is no command that takes settings").format(text=" ".join((*path, rest[0]))), remedy=remedy
            )
        path, command, rest = (*path, rest[0]), inner, rest[1:]
    if not isinstance(command, click.Group):
        yield path, command, rest
        return
    if rest:
        raise UsageError(
            _("{rest} is no option of a group").format(rest=rest[0]), remedy=_("name one command before --")
        )
    if not path and keys_of(root):
        yield (), root, []  # what is said before the command
    yield from ((p, c, []) for p, c in commands(command, path) if p[0] not in WITHOUT)


def rows(
    root: click.Group, path: tuple[str, ...], command: click.Command, flags: list[str], files: Iterable[ConfigFile]
) -> list[Row]:
    """Return the options of a command, in the order of its help.

    Args:
        root: The command ``vietgloss``.
        path: The names of the command.
        command: The command.
        flags: What a call would say after the command's name.
        files: The files of settings.

    Raises:
        ConfigError: If a file or a variable is wrong.
        UsageError: If ``flags`` are not what the command takes.
    """
    found = settings_of(root, path, command, files)
    with click.Context(
        command,
        info_name=" ".join(path),
        default_map={name: setting.value for name, setting in found.items()},
        resilient_parsing=True,  # what is missing is no error here, and nothing is called
    ) as context:
        command.parse_args(context, list(flags))
        listed = []
        for option, name in _named_options(command):
            given = str(option.name)
            value = context.params.get(given)
            source = context.get_parameter_source(given)
            if source is ParameterSource.COMMANDLINE:
                if value is None:
                    raise UsageError(_("--{name}: not what {path} takes").format(name=name, path=" ".join(path)))
                origin = ("flag", "")
            elif given in found:
                origin = (found[given].source, found[given].where)
            else:
                origin = ("default", "")
            if option.is_flag and not option.is_bool_flag:
                value = value == option.flag_value
                origin = origin if value else ("default", "")
            listed.append(Row(" ".join(path) or "vietgloss", name, _as_json(value), *origin))
    return listed


def _named_options(command: click.Command) -> list[tuple[click.Option, str]]:
    """Return the options that can be set, each under its first long name."""
    found: dict[int, tuple[click.Option, str]] = {}
    for name, key in keys_of(command).items():
        if not key.opposite and not key.option.hidden:
            found.setdefault(id(key.option), (key.option, name))
    return list(found.values())


def _as_json(value: Any) -> Any:  # noqa: ANN401  # whatever an option holds
    if isinstance(value, (list, tuple)):
        return [_as_json(v) for v in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
