"""Several processes for one run, each with a model and a share of the threads."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TYPE_CHECKING

from vietgloss.errors import ModelError
from vietgloss.glossary import Glossary
from vietgloss.i18n import _
from vietgloss.memory import Memory
from vietgloss.runs.run import Done, Runner, groups
from vietgloss.translation.engine import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.synchronize import Event
    from types import FrameType

    from vietgloss.runs.plan import Job
    from vietgloss.runs.settings import Settings

_AHEAD = 2
_LOOK = 0.2
"""Seconds between two looks whether to stop."""
_GRACE = 5.0
"""Seconds that a process whose first process was killed has to take its half-written files away."""
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
        stopped: Tells whether to stop: no more groups are begun, and those at hand are not ended.

    Raises:
        ModelError: If the model cannot be loaded or fails, or a process was ended from outside.
    """
    shared = replace(settings, threads=max(1, (settings.threads or cores()) // processes))
    # Processes that are begun anew inherit no half-known state: no lock, no thread, no open database.
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    waiting: set[Future[list[Done]]] = set()
    todo = groups(jobs)
    with ProcessPoolExecutor(processes, context, _begin, (shared, stop, explain, listed)) as pool:
        try:
            more = True
            while more or waiting:
                if stopped():
                    stop.set()
                    more = False
                while more and len(waiting) < processes * _AHEAD:
                    group = next(todo, None)
                    more = group is not None
                    if group is not None:
                        waiting.add(pool.submit(_work, group))
                done, waiting = wait(waiting, timeout=_LOOK, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from future.result()
            # Waiting for it: a queue that is closed while its thread still writes ends in a traceback.
            pool.shutdown(cancel_futures=True)
        except BrokenProcessPool:
            remedy = _("run the same command with --resume, with fewer --jobs if memory is short")
            raise ModelError(_("a process was ended from outside"), remedy=remedy) from None
        except BaseException:
            _end(stop)
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end(stop: Event) -> None:
    """End the other processes; each takes what it has half-written away."""
    stop.set()
    for process in multiprocessing.active_children():
        process.terminate()


def _begin(settings: Settings, stop: Event, explain: bool, listed: bool) -> None:
    global _runner  # noqa: PLW0603  # one for each process, made once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process says when to stop
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_first, daemon=True).start()
    memory = Memory.open() if settings.memory else None
    glossary = Glossary.load(*settings.glossaries, user=True, project="glossary")
    translator = settings.translator(glossary, memory)
    translator.stopped = stop.is_set
    _runner = Runner(settings, translator, explain, listed)


def _end_with_first() -> None:
    """End this process when the first one was killed: it would wait for work for ever."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)


def _work(group: list[Job]) -> list[Done]:
    if _runner is None:
        raise RuntimeError(_("the process was not begun"))
    return list(_runner.run(group))
