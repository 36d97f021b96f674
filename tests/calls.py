"""Calls of the command in this process and in others, for the tests of whole runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from vietgloss.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTES = (
    "Huyện ủy Long Thới họp.",
    "Xã Sao Mai có đường mới.",
    "HĐND xã bàn về chợ.",
    "Chi bộ ấp Bình Lợi nhận cờ.",
    "UBND huyện thăm nông dân.",
)
"""Sentences for documents in which only it matters that they are different."""


@dataclass
class Called:
    """What came of a call: its exit code, and what it printed."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()


@dataclass
class Desk:
    """A user's folder, with a model that is fast and speaks nonsense.

    Attributes:
        folder: Where the user is.
        data: Where the translation memory lies.
        model: The folder of the model.
    """

    folder: Path
    data: Path
    model: Path
    _read: Callable[[], tuple[bytes, bytes]]

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def documents(self, *names: str) -> None:
        """Write a document of two sentences under each name."""
        for number, name in enumerate(names):
            first, second = NOTES[number % len(NOTES)], NOTES[(number + 1) % len(NOTES)]
            self.write(name, f"{first}\n\nSố {number}. {second}\n")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def names(self, folder: str) -> list[str]:
        """The files in a folder, hidden ones too."""
        return sorted(
            str(p.relative_to(self.folder / folder)) for p in (self.folder / folder).rglob("*") if p.is_file()
        )

    def args(self, *args: str | Path) -> list[str]:
        return ["translate", "--model", str(self.model), "--beam", "1", *map(str, args)]

    def translate(self, *args: str | Path) -> Called:
        """Call ``vietgloss translate`` in this process."""
        self._read()
        with pytest.raises(SystemExit) as stop:
            main(self.args(*args))
        out, err = self._read()
        said = err.decode()
        assert "Traceback" not in said
        return Called(int(str(stop.value.code)), out, said)

    def start(self, *args: str | Path, before: str = "") -> subprocess.Popen[bytes]:
        """Start ``vietgloss translate`` in a process of its own.

        Args:
            args: Its arguments.
            before: Python code that is run first.
        """
        code = f"import sys\n{before}\nfrom vietgloss.cli import main\nmain(sys.argv[1:])\n"
        command = [sys.executable, "-c", code, *self.args(*args)]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def child(self, *args: str | Path, before: str = "") -> Called:
        """Call ``vietgloss translate`` in a process of its own; see :meth:`start`."""
        process = self.start(*args, before=before)
        out, err = process.communicate(timeout=120)
        assert b"Traceback" not in err, err.decode()
        return Called(process.returncode, out, err.decode())


def until(happened: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something is the case; fail if that takes too long."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Send what Ctrl-C sends."""
    os.kill(process.pid, signal.SIGINT)
