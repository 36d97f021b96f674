"""The folders of a user's own files: a variable names each, else the platform's usual place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "vietgloss"


def config_folder() -> Path:
    """Return the folder of settings and of the user's own glossary: ``$VIETGLOSS_CONFIG_DIR``, else the usual place.

    Raises:
        RuntimeError: If there is no home folder.
    """
    return _folder(
        "VIETGLOSS_CONFIG_DIR", ("APPDATA", "Roaming"), "Application Support", ("XDG_CONFIG_HOME", ".config")
    )


def cache_folder() -> Path:
    """Return the folder of what can be made again: ``$VIETGLOSS_CACHE_DIR``, else the usual place.

    Raises:
        RuntimeError: If there is no home folder.
    """
    return _folder("VIETGLOSS_CACHE_DIR", ("LOCALAPPDATA", "Local"), "Caches", ("XDG_CACHE_HOME", ".cache"))


def data_folder() -> Path:
    """Return the folder of data that cannot be made again: ``$VIETGLOSS_DATA_DIR``, else the usual place.

    Raises:
        RuntimeError: If there is no home folder.
    """
    local = ("LOCALAPPDATA", "Local")
    return _folder("VIETGLOSS_DATA_DIR", local, "Application Support", ("XDG_DATA_HOME", ".local/share"))


def _folder(variable: str, windows: tuple[str, str], mac: str, other: tuple[str, str]) -> Path:
    """Return a folder, given its variable and, for each platform, the system's variable and what stands for it."""
    if chosen := os.environ.get(variable):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get(windows[0]) or Path.home() / "AppData" / windows[1]) / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / mac / _NAME
    return Path(os.environ.get(other[0]) or Path.home() / other[1]) / _NAME
