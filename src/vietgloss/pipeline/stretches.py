"""Stretches of lines side by side: while Python looks through what came back for one, the engine is busy with the next.

Each stretch goes through its rounds by itself, so what becomes of it does not depend on which others are under way.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from concurrent.futures import Future

T = TypeVar("T")
SIDE_BY_SIDE = 3
"""Stretches under way: with two, the engine waits now and then."""


def side_by_side(
    stretches: Sequence[T],
    work: Callable[[T], None],
    stopped: Callable[[], bool],
    *,
    abandon: Callable[[], None] = lambda: None,
    most: int = SIDE_BY_SIDE,
) -> Generator[T, None, None]:
    """Do the work of stretches in threads, and give each in order when it is done; one alone needs no thread.

    Args:
        stretches: What to work on.
        work: Does the work.
        stopped: Asked before each stretch whether to begin no more; what is under way is ended and given.
        abandon: Called when an error, a second Ctrl-C or the reader's going away ends this early: what is under way is
            to end soon, and is waited for.
        most: How many may be under way.

    Raises:
        Exception: What the work raised.
    """
    if len(stretches) == 1:
        if not stopped():
            work(stretches[0])
            yield stretches[0]
        return
    waiting: deque[tuple[T, Future[None]]] = deque()
    with ThreadPoolExecutor(most) as pool:
        try:
            for stretch in stretches:
                if stopped():
                    break
                waiting.append((stretch, pool.submit(work, stretch)))
                if len(waiting) >= most:
                    first, future = waiting.popleft()
                    future.result()
                    yield first
            while waiting:
                first, future = waiting.popleft()
                future.result()
                yield first
        except BaseException:
            abandon()
            raise
