"""The settings of ``config.toml``, and where things lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomllib

if TYPE_CHECKING:
    import argparse

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

Settings = dict[str, Any]


def load(overlay: Path | None = None) -> Settings:
    """Read ``config.toml``, with another file laid over it; a table named there is merged key by key.

    An overlay that has ``groups`` or ``sets`` replaces them as a whole.
    """
    settings = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    if overlay:
        over = tomllib.loads(overlay.read_text(encoding="utf-8"))
        for name in ("groups", "sets"):
            if name in over:
                settings[name] = {}
        _lay(settings, over)
    return settings


def _lay(below: Settings, over: Settings) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            _lay(below[key], value)
        else:
            below[key] = value


def add_config(parser: argparse.ArgumentParser) -> None:
    """Give a command the option ``--config``."""
    parser.add_argument("--config", type=Path, help="a file laid over config.toml")


def build(settings: Settings, *parts: str) -> Path:
    """Return a path in the build folder, which git ignores."""
    return (ROOT / settings["paths"]["build"]).joinpath(*parts)


def package(settings: Settings, *parts: str) -> Path:
    """Return a path in the package whose vocabularies are used."""
    return (ROOT / settings["paths"]["package"]).joinpath(*parts)
