"""From what stands in a file of settings or in a variable to what an option takes, or a message of one line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vietgloss.config.model import ConfigError
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.cli.settings import Key
    from vietgloss.config.model import ConfigFile

_PATHS = frozenset("PATH FILE OUT DIR FOLDER".split())
_READ = ("glossary", "model")
"""What is only read may lie anywhere; what could be written may not, if a project's file says it."""
_NAMES = {bool: N_("true or false"), int: N_("a whole number"), float: N_("a number"), str: N_("text in quotes")}


def from_file(key: Key, value: object, file: ConfigFile, where: tuple[str, ...]) -> Any:  # noqa: ANN401  # as click takes it
    """Return a value of a file as click takes it from a default map; None if it sets nothing.

    Paths count from the folder of the file.

    Raises:
        ConfigError: If it is not what the option takes.
    """
    name, option = where[-1], key.option

    def place() -> str:
        return file.where(*where)

    if option.is_flag:
        return _flag(key, _of_type(value, bool, name, place))
    many = option.multiple or option.nargs != 1
    values = value if many and isinstance(value, list) else [value]
    checked = [_of_type(v, wanted(option), name, place) for v in values]
    if is_path(option):
        checked = [_path(v, option, name, file, place) for v in checked]
    _try(option, checked, name, place)
    return checked if many else checked[0]


def from_text(key: Key, name: str, text: str, variable: str) -> Any:  # noqa: ANN401  # as click takes it
    """Return the text of a variable as click takes it; several paths are parted as in PATH, other values by spaces.

    Raises:
        ConfigError: If it is not what the option takes.
    """
    option = key.option
    if option.is_flag:
        try:
            return _flag(key, click.BOOL.convert(text, None, None))
        except click.BadParameter:
            raise ConfigError(_("'{text}' is neither true nor false").format(text=text), where=variable) from None
    many = option.multiple or option.nargs != 1
    values = [text]
    if many:
        values = [v for v in text.split(os.pathsep) if v] if is_path(option) else text.split()
    _try(option, values, name, lambda: variable)
    return values if many else values[0]


def wanted(option: click.Option) -> type:
    """Return the type that a value of an option has in a file: of one value, if it takes several."""
    if option.is_flag or isinstance(option.type, click.types.BoolParamType):
        return bool
    if isinstance(option.type, click.types.IntParamType):
        return int
    return float if isinstance(option.type, click.types.FloatParamType) else str


def is_path(option: click.Option) -> bool:
    """Tell whether an option takes a file or a folder, or, like ``--model``, may take one."""
    words = (option.metavar or "").replace("|", " ").replace(".", " ").split()
    return isinstance(option.type, (click.Path, click.File)) or not _PATHS.isdisjoint(words)


def _flag(key: Key, on: bool) -> Any:  # noqa: ANN401  # flags may stand for values
    if key.option.is_bool_flag:
        return on is not key.opposite
    return key.option.flag_value if on else None


def _of_type(value: object, kind: type, name: str, place: Callable[[], str]) -> Any:  # noqa: ANN401  # of that type
    right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if not right and not (kind is float and isinstance(value, int) and not isinstance(value, bool)):
        raise ConfigError(
            _("{name}: {shown}, but {names} is wanted").format(name=name, shown=_shown(value), names=_(_NAMES[kind])),
            where=place(),
        )
    if isinstance(value, str) and "\0" in value:
        raise ConfigError(_("{name}: holds a null character").format(name=name), where=place())
    return value


def _shown(value: object) -> str:
    if isinstance(value, (list, dict)):
        return _("it is a list") if isinstance(value, list) else _("it is a table")
    text = " ".join(str(value).lower().split() if isinstance(value, bool) else str(value).split())
    return (
        _("it is {text!r}").format(text=text[:60])
        if isinstance(value, str)
        else _("it is {text}").format(text=text[:60])
    )


def _try(option: click.Option, values: list[Any], name: str, place: Callable[[], str]) -> None:
    try:
        for value in values:
            option.type.convert(value, option, None)
    except click.BadParameter as error:
        said = " ".join(error.message.split()).rstrip(".")
        raise ConfigError(f"{name}: {said[:1].lower()}{said[1:]}", where=place()) from error


def _path(value: str, option: click.Option, name: str, file: ConfigFile, place: Callable[[], str]) -> str:
    """Count a path from the folder of its file; a project's file, which others may have written, reaches less far."""
    if value in ("", "-") or not _like_path(value, option):
        return value
    foreign = file.layer == "project"
    if foreign and value[:2].replace("\\", "/") == "//":
        raise ConfigError(
            _("{name}: a path on another computer").format(name=name),
            where=place(),
            remedy=_("say it on the command line"),
        )
    value = os.path.expanduser(value)  # noqa: PTH111  # pathlib would take away a slash at the end, which says: a folder
    folder = file.path.parent
    full = os.path.join(folder, value)  # noqa: PTH118  # same
    if foreign and not _only_read(option) and not _below(full, folder):
        remedy = _("say it on the command line, or in your own config.toml")
        raise ConfigError(
            _("{name}: outside of the folder of this file").format(name=name), where=place(), remedy=remedy
        )
    return value if _is_here(folder) else full


def _like_path(value: str, option: click.Option) -> bool:
    """Tell a path from a name where an option takes both."""
    if "NAME" not in (option.metavar or "").split("|"):
        return True
    return value.startswith((".", "~")) or "/" in value or "\\" in value or value.endswith(".argosmodel")


def _only_read(option: click.Option) -> bool:
    return any(name.lstrip("-") in _READ for name in option.opts)


def _below(path: str, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_here(folder: Path) -> bool:
    try:
        return folder == Path.cwd()
    except OSError:
        return False
