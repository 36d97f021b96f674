"""Timing of whole commands and of functions, in turn, so that a machine that grows slower is so for all of them."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took.

    Attributes:
        wall: Seconds by the clock.
        cpu: Seconds of all processors, of the process and those it waited for.
    """

    wall: float
    cpu: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that was run: what it took and what it said."""

    spent: Spent
    code: int
    out: str
    err: str


class CommandError(Exception):
    """A command that is measured did not do its work."""


def command(
    args: Sequence[str], *, env: Mapping[str, str], folder: Path, text: Path | None = None, may_fail: bool = False
) -> Ran:
    """Run a command to its end.

    Args:
        args: The command.
        env: Its environment.
        folder: Where it is run.
        text: What it reads from standard input; None for nothing.
        may_fail: Whether an exit code other than 0 is an answer too.

    Raises:
        CommandError: If it fails and may not.
    """
    source = text.read_bytes() if text else b""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(list(args), input=source, capture_output=True, env=dict(env), cwd=folder, check=False)  # noqa: S603  # our own commands
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    if done.returncode and not may_fail:
        raise CommandError(f"{' '.join(args)}: exit code {done.returncode}: {err.strip()[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(Spent(wall, cpu), done.returncode, out, err)


def timed(work: Callable[[], object]) -> Spent:
    """Run a function of this process and return what it took, all its threads together."""
    cpu, began = time.process_time(), time.perf_counter()
    work()
    return Spent(time.perf_counter() - began, time.process_time() - cpu)


def in_turn(variants: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, list[Spent]]:
    """Run each variant so many times, A B C A B C ..., and return what each took."""
    spent: dict[str, list[Spent]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, run in variants.items():
            spent[name].append(run())
    return spent


def middle(values: Sequence[float], digits: int = 2) -> str:
    """Return the median with the lowest and the highest."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def times(of: Sequence[Spent], than: Sequence[Spent]) -> tuple[str, str]:
    """Return how many times what ``than`` took ``of`` took, round by round: by the clock, and in processor time."""
    pairs = list(zip(of, than, strict=True))
    wall = middle([a.wall / b.wall for a, b in pairs], 1)
    cpu = middle([a.cpu / max(b.cpu, 0.001) for a, b in pairs], 1)
    return wall, cpu


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown; the first column is text, the others are figures."""
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def load() -> str:
    """Return how busy the machine is: the mean number of processes that want a processor, in 1, 5 and 15 minutes."""
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
