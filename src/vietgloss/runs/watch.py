"""Waiting for documents or glossary files to change."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.runs.journal import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SETTLE = 0.3
"""Seconds in which a file must not change any more before it is read: a word processor writes in several steps."""


def snapshot(paths: Iterable[str]) -> dict[str, str]:
    """Return what files look like from outside: for folders, those in them that end in ``.yaml`` or ``.yml``."""
    found: dict[str, str] = {}
    for path in paths:
        folder = Path(path)
        inside = [str(p) for p in sorted(folder.rglob("*.y*ml"))] if folder.is_dir() else [path]
        found |= {p: state_of(p) for p in inside}
    return found


def changed(look: Callable[[], dict[str, str]], before: dict[str, str], pause: float = 1.0) -> dict[str, str]:
    """Wait until something looks different and stays so for a moment; return how it looks then.

    Args:
        look: Takes a snapshot.
        before: The last snapshot.
        pause: Seconds between two looks.
    """
    while True:
        now = look()
        if now != before:
            time.sleep(SETTLE)
            if look() == now:
                return now
            continue
        time.sleep(pause)
