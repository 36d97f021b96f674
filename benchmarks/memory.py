"""Speed and safety of the translation memory: ``python -m benchmarks.memory``.

Prints Markdown: milliseconds for looking up and remembering sentences, in a memory that is empty or holds many
already; then, with ``--kills N``, ends a writer N times with SIGKILL at random moments and looks at what is left.
The entries are invented: a sentence of some 150 characters with a kilobyte of payload.
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.memory import Entry, Memory
from vietgloss.memory.upkeep import size_of

if TYPE_CHECKING:
    from collections.abc import Callable

SCOPE = "bench"
SEED = 20261122
_BATCH = 20
_WRITER = """
import sys
from pathlib import Path
from benchmarks.memory import batch
from vietgloss.memory import Memory
memory = Memory.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**9):
    memory.remember("bench", batch(number))
    assert not memory.trouble, memory.trouble
    print(number, flush=True)
"""


def entries(start: int, count: int) -> list[Entry]:
    """Return entries with keys as the pipeline has them, from a number on."""
    return [
        Entry(
            hashlib.sha256(str(n).encode()).hexdigest(),
            f"Ngày {n}, Ủy ban nhân dân huyện Long Thới họp phiên thường kỳ, bàn về việc mở rộng chợ Sao Mai.",
            f"On day {n}, the People's Committee of Long Thới District held a regular meeting on Sao Mai Market.",
            '{"segments": "' + "x" * 1000 + '"}',
        )
        for n in range(start, start + count)
    ]


def batch(number: int) -> list[Entry]:
    """Return what the writer of :func:`kill` keeps in one go."""
    return entries(number * _BATCH, _BATCH)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds that something takes: by the clock, and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def measure(path: Path, count: int, held: int) -> list[tuple[str, float, float]]:
    """Return what was done, and its milliseconds by the clock and of the processor."""
    with Memory.open(path) as memory:
        for start in range(0, held, 10_000):
            memory.remember(SCOPE, entries(10**9 + start, min(10_000, held - start)))
        new = entries(0, count)
        keys, sources = [e.key for e in new], [e.source for e in new]
        rows = [
            ("remember", *timed(lambda: memory.remember(SCOPE, new))),
            ("look up, first time today", *timed(lambda: memory.look_up(SCOPE, keys))),
            ("look up again", *timed(lambda: memory.look_up(SCOPE, keys))),
            ("look up what is not there", *timed(lambda: memory.look_up(SCOPE, [k[::-1] for k in keys]))),
            ("remember the same again", *timed(lambda: memory.remember(SCOPE, new))),
            ("corrections, where there are none", *timed(lambda: memory.corrected(sources))),
            ("keep corrections", *timed(lambda: memory.correct([(e.source, e.target) for e in new], "bench"))),
            ("corrections, all corrected", *timed(lambda: memory.corrected(sources))),
        ]
        if memory.trouble or len(memory.look_up(SCOPE, keys)) != count:
            raise click.ClickException(memory.trouble or "not all of it was found again")
    return rows


def kill(path: Path, kills: int) -> tuple[int, int]:
    """Kill a writer again and again; return how many batches it had kept, and how many of them are lost."""
    rng = random.Random(SEED)  # noqa: S311  # to be the same every time is what it is for
    kept: list[int] = []
    for _ in range(kills):
        command = [sys.executable, "-c", _WRITER, str(path), str(kept[-1] + 1 if kept else 0)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # our own
            # One in four is killed while it starts, the others while they write.
            told = process.stdout.readline() if process.stdout and rng.random() < 0.75 else ""  # noqa: PLR2004  # said above
            time.sleep(rng.random() / 5)
            process.kill()
            told += process.communicate()[0]
        kept += [int(line) for line in told.split("\n")[:-1]]
        if path.exists():
            with closing(sqlite3.connect(path)) as checked:
                if checked.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                    raise click.ClickException("WRONG: the file is damaged")
    with Memory.open(path) as memory:
        lost = [n for n in kept if len(memory.look_up(SCOPE, [e.key for e in batch(n)])) != _BATCH]
        if memory.trouble:
            raise click.ClickException(f"WRONG: {memory.trouble}")
    return len(kept), len(lost)


@click.command()
@click.option("--count", default=10_000, show_default=True, help="Sentences to look up and to remember.")
@click.option("--held", default=100_000, show_default=True, help="Sentences that the larger memory holds already.")
@click.option("--kills", default=0, show_default=True, help="How often a writer is killed.")
def main(count: int, held: int, kills: int) -> None:
    """Measure the translation memory."""
    with tempfile.TemporaryDirectory() as folder:
        empty = measure(Path(folder) / "empty.sqlite", count, 0)
        full = measure(Path(folder) / "full.sqlite", count, held)
        print(f"SQLite {sqlite3.sqlite_version}; {count:,} sentences; ms by the clock (of the processor)\n")
        print(f"| | empty | {held:,} held |\n| --- | ---: | ---: |")
        for (what, clock, own), (_, clock_full, own_full) in zip(empty, full, strict=True):
            print(f"| {what} | {clock:.0f} ({own:.0f}) | {clock_full:.0f} ({own_full:.0f}) |")
        print(f"\nsize of the larger: {size_of(Path(folder) / 'full.sqlite') / 1e6:.0f} MB")
        if kills:
            kept, lost = kill(Path(folder) / "killed" / "memory.sqlite", kills)
            print(f"{kills} kills: {kept} batches of {_BATCH} had been kept, {lost} of them lost")
            if lost:
                raise click.ClickException("WRONG: something was lost")


if __name__ == "__main__":
    main()
