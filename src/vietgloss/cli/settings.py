"""What files of settings and the environment say about the options of a command, checked against the command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from vietgloss.cli.configured import WITHOUT
from vietgloss.cli.values import from_file, from_text
from vietgloss.config.model import ConfigError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.config.model import ConfigFile

SHARED = ("beam", "glossary", "language", "memory", "model", "threads")
"""Keys at the top of a file, for every command that has the option."""
ALL = "all"
"""The table that may hold them too."""
_STORES = (("memory",), ("model",))
"""Their --model says what to look at or to delete: not the model to translate with."""
_BY_HAND = ("memory clear", "memory prune", "model install", "model remove")
"""What deletes and installs is said on the command line, each time."""
_BY_HAND_OPTIONS = ("help", "version", "yes", "force")
PREFIX = "VIETGLOSS"
RESERVED = frozenset(
    f"{PREFIX}_{name}" for name in ("CONFIG_DIR", "CACHE", "CACHE_DIR", "DATA_DIR", "MEMORY", "ASK", "COMPLETE")
)
"""Variables that have a meaning of their own."""


class Key(NamedTuple):  # made in a tenth of the time of a dataclass, before every command
    """What an option is called in a file.

    Args:
        option: The option of the command.
        opposite: Whether the key says the opposite of the flag, as ``memory`` does of ``--no-memory``.
    """

    option: click.Option
    opposite: bool = False


class Setting(NamedTuple):
    """The value of an option, and who says so.

    Args:
        value: As click takes it.
        variable: The variable of the environment; empty if a file says it.
        file: The file; None if a variable says it.
        keys: Where in the file.
    """

    value: Any
    variable: str = ""
    file: ConfigFile | None = None
    keys: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """``file`` or ``environment``."""
        return "environment" if self.file is None else "file"

    @property
    def where(self) -> str:
        """``file:line``, or the name of the variable."""
        return self.variable if self.file is None else self.file.where(*self.keys)


def keys_of(command: click.Command) -> dict[str, Key]:
    """Return the options that can be set, by their long names with ``-``."""
    found: dict[str, Key] = {}
    for option in command.params:
        if not isinstance(option, click.Option):
            continue
        flag = option.is_flag and option.is_bool_flag
        longs = [name[2:] for name in option.opts if name.startswith("--")]
        found |= {name: Key(option) for name in longs}
        if flag and not option.secondary_opts:
            found |= {n[3:]: Key(option, opposite=True) for n in longs if n.startswith("no-") and n[3:] not in found}
    return {name: key for name, key in found.items() if name not in _BY_HAND_OPTIONS}


def settings_of(
    root: click.Group, path: tuple[str, ...], command: click.Command, files: Iterable[ConfigFile]
) -> dict[str, Setting]:
    """Return what is set for a command, by the names that click gives its options.

    Args:
        root: The command ``vietgloss``, for its list of commands.
        path: The names of the command, such as ``("glossary", "check")``; nothing for the root's own options.
        command: The command.
        files: The files of settings; a later one stands over an earlier one.

    Raises:
        ConfigError: If a key is unknown or a value is not what the option takes.
    """
    none = " ".join(path) in _BY_HAND or (path and path[0] in WITHOUT)
    keys = {} if none else keys_of(command)
    found: dict[str, Setting] = {}
    for file in files:
        for where, key, value in _said(root, path, keys, file):
            taken = from_file(key, value, file, where)
            if taken is not None:  # a flag among several that is off
                found[str(key.option.name)] = Setting(taken, file=file, keys=where)
    return found | _environment(path, keys)


def _said(
    root: click.Group, path: tuple[str, ...], keys: dict[str, Key], file: ConfigFile
) -> Iterable[tuple[tuple[str, ...], Key, Any]]:
    """Give what a file says for a command: where it stands, the option, the value; what is special comes last."""
    top = {name for name in root.list_commands(click.Context(root)) if name not in WITHOUT}
    own: dict[str, Any] | None = None
    general: list[tuple[tuple[str, ...], str, Any]] = []
    for name, value in file.values.items():
        plain = _plain(name)
        if isinstance(value, dict) and plain in top:
            own = value if (plain,) == path[:1] else own
        elif plain == ALL and isinstance(value, dict):
            for key, inner in value.items():
                if _plain(key) not in SHARED:
                    raise _unknown(
                        file, (name, key), _("'{key}' is no setting for all commands").format(key=key), SHARED
                    )
                general.append(((name, key), _plain(key), inner))
        elif plain in SHARED:
            general.append(((name,), plain, value))
        else:
            what = _("command") if isinstance(value, dict) else _("setting for all commands")
            if not isinstance(value, dict) and plain in top:
                raise ConfigError(
                    _("'{name}' is a command").format(name=name),
                    where=file.where(name),
                    remedy=_("write a table: [{plain}]").format(plain=plain),
                )
            raise _unknown(file, (name,), _("'{name}' is no {what}").format(name=name, what=what), (*top, *SHARED, ALL))
    if path[:1] not in _STORES:
        yield from ((where, keys[key], value) for where, key, value in _once(general, file) if key in keys)
    if own is not None:
        yield from _of_table(root, path, keys, file, own)


def _of_table(
    root: click.Group, path: tuple[str, ...], keys: dict[str, Key], file: ConfigFile, table: dict[str, Any]
) -> Iterable[tuple[tuple[str, ...], Key, Any]]:
    """Give what stands in a command's own table, through the tables of its groups."""
    where, own = _inner(root, path, file, table)
    command = " ".join(path)
    if command in _BY_HAND and own:
        remedy = _("what deletes or installs is said on the command line")
        raise ConfigError(
            _("{command} takes no settings").format(command=command), where=file.where(*where), remedy=remedy
        )
    said = []
    for name, value in own.items():
        if _plain(name) in _BY_HAND_OPTIONS:
            raise ConfigError(
                _("--{plain} is for the command line only").format(plain=_plain(name)), where=file.where(*where, name)
            )
        if _plain(name) not in keys:
            raise _unknown(
                file, (*where, name), _("'{name}' is no option of {command}").format(name=name, command=command), keys
            )
        said.append(((*where, name), _plain(name), value))
    yield from ((place, keys[key], value) for place, key, value in _once(said, file))


def _inner(
    root: click.Group, path: tuple[str, ...], file: ConfigFile, table: dict[str, Any]
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Go from a group's table to that of the command, and check what the tables on the way hold: tables of commands."""
    where = [next(n for n in file.values if _plain(n) == path[0] and isinstance(file.values[n], dict))]
    group = root.get_command(click.Context(root), path[0])
    for part in path[1:]:
        if not isinstance(group, click.Group):
            break
        context = click.Context(group)
        names = group.list_commands(context)
        for name, value in table.items():
            if _plain(name) not in names:
                raise _unknown(
                    file,
                    (*where, name),
                    _("'{name}' is no command of {where}").format(name=name, where=" ".join(where)),
                    names,
                )
            if not isinstance(value, dict):
                remedy = _("write a table: [{text}]").format(text=".".join((*where, name)))
                raise ConfigError(
                    _("'{name}' is a command").format(name=name), where=file.where(*where, name), remedy=remedy
                )
        inner = next((name for name in table if _plain(name) == part), "")
        table = table.get(inner, {})
        where.append(inner or part)
        group = group.get_command(context, part)
    return tuple(where), table


def _once(said: list[tuple[tuple[str, ...], str, Any]], file: ConfigFile) -> list[tuple[tuple[str, ...], str, Any]]:
    """Refuse two keys for one setting, such as ``no-rule`` and ``no_rule``."""
    seen: dict[str, tuple[str, ...]] = {}
    for place, key, _rest in said:
        if key in seen:
            other = file.where(*seen[key])
            raise ConfigError(
                _("'{key}' is set already in {other}").format(key=key, other=other),
                where=file.where(*place),
                remedy=_("take one out"),
            )
        seen[key] = place
    return said


def _unknown(file: ConfigFile, keys: tuple[str, ...], problem: str, known: Iterable[str]) -> ConfigError:
    close = _close(_plain(keys[-1]), known)
    remedy = (
        _("did you mean '{close}'?").format(close=close[0]) if close else _("vietgloss config show lists what there is")
    )
    return ConfigError(problem, where=file.where(*keys), remedy=remedy)


def variable_of(path: tuple[str, ...], key: str) -> str:
    """Return the name of the variable that stands for an option, such as ``VIETGLOSS_TRANSLATE_BEAM``."""
    return "_".join((PREFIX, *path, key)).upper().replace("-", "_")


def _environment(path: tuple[str, ...], keys: dict[str, Key]) -> dict[str, Setting]:
    found = {}
    for name, key in keys.items():
        variable = variable_of(path, name)
        text = os.environ.get(variable, "")
        if text and variable not in RESERVED:
            taken = from_text(key, name, text, variable)
            if taken is not None:
                found[str(key.option.name)] = Setting(taken, variable)
    return found


def strangers(path: tuple[str, ...], command: click.Command) -> list[str]:
    """Return a note on each variable that looks like an option of the command and is none."""
    keys = keys_of(command)
    variables = {variable_of(path, name) for name in keys}
    start = variable_of(path, "")
    odd = sorted(v for v in os.environ if v.startswith(start) and v not in variables | RESERVED)
    close = {v: _close(v, variables) for v in odd}
    said = {v: _("; did you mean {close}?").format(close=close[v][0]) if close[v] else "" for v in odd}
    return [_("{v} is no option of {path}{said}").format(v=v, path=" ".join(path), said=said[v]) for v in odd]


def _close(word: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # where something is wrong only

    return get_close_matches(word, sorted(known), 1)


def _plain(name: str) -> str:
    return name.replace("_", "-")
