"""Reading files of settings. TOML is data: nothing that stands in one is ever run."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vietgloss.config.model import ConfigError, ConfigFile
from vietgloss.config.places import PYPROJECT, in_use
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.config.places import Place

MOST_BYTES = 1_000_000
"""A file of settings has a few hundred bytes."""
_SUSPICIOUS = 20
_IN_PYPROJECT = ("tool", "vietgloss")
_DEEP = r"""(?m)(?:^|[{,\[])[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}"""
"""A key of so many parts; with 20,000 of them Python's reader takes half a minute."""
_PLACE = r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)"


def read() -> list[ConfigFile]:
    """Return the settings that hold in the working folder: the user's, then the project's.

    Raises:
        ConfigError: If a file cannot be read or is not TOML.
    """
    user, candidates = in_use()
    found = [] if user is None else [read_place(user)]
    for place in candidates:
        project = read_place(place)
        if project is not None:
            found.append(project)
            break
    return [file for file in found if file is not None]


def read_place(place: Place) -> ConfigFile | None:
    """Return the settings of one file; None for a ``pyproject.toml`` that has none.

    Raises:
        ConfigError: If it cannot be read or is not TOML.
    """
    name = shown(place.path)
    if place.path.name == PYPROJECT:
        # It is somebody else's file: only one that names us is our business, right or wrong.
        try:
            data = _bytes_of(place.path, name)
        except ConfigError:
            return None
        return parse(data, place, name) if b"vietgloss" in data else None
    return parse(_bytes_of(place.path, name), place, name)


def parse(data: bytes, place: Place, name: str) -> ConfigFile | None:
    """Return the settings in the bytes of a file; None for a ``pyproject.toml`` without any.

    Raises:
        ConfigError: If it is not UTF-8, or not TOML, or ``tool.vietgloss`` is no table.
    """
    text = _decoded(data, name)
    values = _loads(text, name)
    if place.path.name != PYPROJECT:
        return ConfigFile(place.path, place.layer, values, name, text)
    tools = values.get("tool")
    if not isinstance(tools, dict) or "vietgloss" not in tools:
        return None
    own = tools["vietgloss"]
    file = ConfigFile(place.path, place.layer, {}, name, text, _IN_PYPROJECT)
    if not isinstance(own, dict):
        remedy = _("write a table: [tool.vietgloss]")
        raise ConfigError(_("tool.vietgloss is no table"), where=file.where(), remedy=remedy)
    return ConfigFile(place.path, place.layer, own, name, text, _IN_PYPROJECT)


def shown(path: Path) -> str:
    """Return a path as a user would type it: relative to the working folder where it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            what = _("is a folder") if stat.S_ISDIR(state.st_mode) else _("is no file")
            raise ConfigError(what, where=name, remedy=_("settings stand in a text file of this name"))
        if state.st_size > MOST_BYTES:
            raise ConfigError(
                _("more than {most_bytes:,} bytes").format(most_bytes=MOST_BYTES),
                where=name,
                remedy=_("is it a file of settings?"),
            )
        return path.read_bytes()
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise ConfigError(
            _("cannot be read: {problem}").format(problem=problem), where=name, remedy=_("check it, or move it away")
        ) from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        where = f"{name}:{data.count(10, 0, error.start) + 1}"
        raise ConfigError(_("not UTF-8 text"), where=where, remedy=_("save the file as UTF-8")) from error


def _loads(text: str, name: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415  # only where there is a file to read: it takes milliseconds
    else:
        import tomli as tomllib  # noqa: PLC0415  # same

    if text.count(".") > _SUSPICIOUS and (deep := re.search(_DEEP, text)):
        where = f"{name}:{text.count(chr(10), 0, deep.end()) + 1}"
        raise ConfigError(_("nested too deeply"), where=where, remedy=_("settings need three levels at most"))
    try:
        values: dict[str, Any] = tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(_("nested too deeply"), where=name, remedy=_("settings need three levels at most")) from error
    except ValueError as error:  # TOMLDecodeError is one, and so is what a number of 5,000 digits raises
        raise _not_toml(str(error), text, name) from error
    return values


def _not_toml(said: str, text: str, name: str) -> ConfigError:
    place = re.search(_PLACE, said)
    problem = re.sub(_PLACE, "", said).strip().rstrip(".") or _("something is wrong")
    problem = problem[0].lower() + problem[1:]
    where = name
    if place is not None:
        line = int(place[1]) if place[1] else text.rstrip().count("\n") + 1
        where = f"{name}:{line}" + (f":{place[2]}" if place[2] else "")
    remedy = _('write text in quotes, as in format = "json"; true, false and whole numbers without')
    if any(hint in problem for hint in ("twice", "overwrite", "mutate", "declare", "namespace")):
        remedy = _(
            "a key may stand once; where a command has the name of a setting for all, put that into a table [all]"
        )
    elif "escape" in problem or "\\" in problem:
        remedy = _("write a path with a backslash in single quotes: 'C:\\glossary'")
    return ConfigError(_("not TOML: {plain}").format(plain=_plain(problem)), where=where, remedy=remedy)


def _plain(text: str) -> str:
    return " ".join(text.split())[:200]
