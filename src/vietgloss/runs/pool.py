"""Several processes for one run, each with a model and a share of the threads."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TYPE_CHECKING

from vietgloss.errors import ModelError
from vietgloss.glossary import Glossary
from vietgloss.memory import Memory
from vietgloss.runs.run import Done, Runner, groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vietgloss.runs.plan import Job
    from vietgloss.runs.settings import Settings

_AHEAD = 2
_runner: Runner | None = None


def run(
    jobs: Iterable[Job],
    settings: Settings,
    processes: int,
    *,
    explain: bool = False,
    listed: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Done]:
    """Translate documents in several processes, each group in one of them; groups are given as they are done.

    Args:
        jobs: The documents; each goes into a file of its own.
        settings: How; ``threads`` are shared out.
        processes: How many processes.
        explain: Whether to tell what was expanded.
        listed: Whether to list the warnings.
        stopped: Tells whether no more groups are to be begun.

    Raises:
        ModelError: If the model cannot be loaded or fails, or a process was ended from outside.
    """
    cores = settings.threads or _cores()
    shared = replace(settings, threads=max(1, cores // processes))
    # Processes that are begun anew inherit no half-known state: no lock, no thread, no open database.
    context = multiprocessing.get_context("spawn")
    waiting: set[Future[list[Done]]] = set()
    todo = groups(jobs)
    with ProcessPoolExecutor(processes, context, _begin, (shared, explain, listed)) as pool:
        try:
            more = True
            while more or waiting:
                while more and len(waiting) < processes * _AHEAD:
                    group = next(todo, None) if not stopped() else None
                    more = group is not None
                    if group is not None:
                        waiting.add(pool.submit(_work, group))
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
        except BrokenProcessPool:
            remedy = "run the same command with --resume, with fewer --jobs if memory is short"
            raise ModelError("a process was ended from outside", remedy=remedy) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(settings: Settings, explain: bool, listed: bool) -> None:
    global _runner  # noqa: PLW0603  # one for each process, made once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process says when to stop
    memory = Memory.open() if settings.memory else None
    glossary = Glossary.load(*settings.glossaries, user=True, project="glossary")
    _runner = Runner(settings, settings.translator(glossary, memory), explain, listed)


def _work(group: list[Job]) -> list[Done]:
    if _runner is None:
        raise RuntimeError("the process was not begun")
    return list(_runner.group(group))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
