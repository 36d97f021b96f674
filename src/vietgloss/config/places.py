"""Which files of settings there are for whoever works in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from vietgloss.folders import config_folder

USER = "user"
PROJECT = "project"
USER_FILE = "config.toml"
PROJECT_FILE = "vietgloss.toml"
PYPROJECT = "pyproject.toml"
_END_OF_PROJECT = ".git"


class Place(NamedTuple):  # made in a tenth of the time of a dataclass, before every command
    """A file that is looked for, whether or not it is there.

    Args:
        path: The file.
        layer: ``user`` or ``project``.
    """

    path: Path
    layer: str

    @property
    def there(self) -> bool:
        """Whether something stands there, a folder of this name too: that is told when it is read."""
        return os.path.lexists(self.path)


def user_file() -> Path | None:
    """Return the user's own file of settings, whether or not it exists; None without a home folder.

    ``$VIETGLOSS_CONFIG_DIR/config.toml``, else ``vietgloss/config.toml`` in the platform's place for settings, beside
    the user's ``glossary`` folder.
    """
    try:
        return config_folder() / USER_FILE
    except RuntimeError:  # Path.home() where nobody is at home
        return None


def places() -> list[Place]:
    """Return all files that are looked for, in the order in which they count: a later one stands over an earlier."""
    own = user_file()
    found = [Place(own, USER)] if own is not None else []
    for folder in reversed(_folders()):
        found += [Place(folder / PYPROJECT, PROJECT), Place(folder / PROJECT_FILE, PROJECT)]
    return found


def in_use() -> tuple[Place | None, list[Place]]:
    """Return what is to be read: the user's file if it is there, and the project's candidates, nearest first.

    Of the candidates the first that has settings for vietgloss counts: a ``pyproject.toml`` may have none.
    """
    own = user_file()
    user = Place(own, USER) if own is not None and os.path.lexists(own) else None
    names = (PROJECT_FILE, PYPROJECT)
    nearest = [Place(folder / name, PROJECT) for folder in _folders() for name in names]
    return user, [place for place in nearest if place.there]


def _folders() -> list[Path]:
    """Return the working folder and those above it, up to the home folder, the top of a checkout, or the root."""
    try:
        here = Path.cwd()
    except OSError:  # the folder was deleted under us
        return []
    home = _home()
    found = []
    for folder in (here, *here.parents):
        found.append(folder)
        if folder == home or os.path.lexists(folder / _END_OF_PROJECT):
            break
    return found


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        return None
