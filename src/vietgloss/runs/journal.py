"""The journal of a folder of translations: which document was translated when it was as it is now, and how.

It is a text file in the folder, a JSON object a line, only ever added to: a line is there only if the translation was
complete before. A line that was cut off counts as none.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

NAME = ".vietgloss-run.jsonl"


class Journal:
    """What was done in an output folder.

    Args:
        folder: The folder of the translations.
        settings: What decides them beside the documents, as a digest.
    """

    def __init__(self, folder: str, settings: str) -> None:
        self.path = Path(folder) / NAME
        self._settings = settings
        self._known: dict[str, tuple[str, str, int]] = {}
        with contextlib.suppress(OSError), self.path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    entry = json.loads(line)
                    self._known[entry["target"]] = (entry["source"], entry["settings"], int(entry["size"]))

    def is_done(self, source: str, target: str) -> bool:
        """Tell whether a translation is there, complete, and of the document as it is now."""
        known = self._known.get(self._name(target))
        if known is None or known[1] != self._settings:
            return False
        with contextlib.suppress(OSError):
            return known[0] == _state(source) and known[2] == Path(target).stat().st_size
        return False

    def add(self, target: str, state: str) -> None:
        """Note that a translation is complete.

        Args:
            target: The translation.
            state: What :func:`state_of` said of the document before it was read.
        """
        with contextlib.suppress(OSError):  # without a journal the run is as good, only longer when taken up again
            size = Path(target).stat().st_size
            name = self._name(target)
            line = json.dumps({"target": name, "source": state, "size": size, "settings": self._settings})
            ends = not self.path.exists() or self.path.stat().st_size == 0 or _ends_line(self.path)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write((("" if ends else "\n") + line + "\n").encode())
            self._known[name] = (state, self._settings, size)

    def _name(self, target: str) -> str:
        return os.path.relpath(target, self.path.parent)


def state_of(source: str) -> str:
    """Return what a file looks like from outside: size and time of its last change; empty if it is not there."""
    with contextlib.suppress(OSError, ValueError):
        return _state(source)
    return ""


def _state(source: str) -> str:
    status = Path(source).stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
