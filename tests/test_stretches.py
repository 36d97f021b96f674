"""Stretches side by side: all done, in order, none begun after a wish to stop, errors told."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.pipeline.model import StoppedError, Tally
from vietgloss.pipeline.stretches import side_by_side


def never() -> bool:
    return False


@given(st.lists(st.integers(), max_size=12), st.integers(1, 4))
def test_all_are_done_and_given_in_order(stretches: list[int], most: int) -> None:
    done: list[int] = []
    assert list(side_by_side(stretches, done.append, never, most=most)) == stretches
    assert sorted(done) == sorted(stretches)


def test_two_are_under_way_at_once() -> None:
    together = threading.Barrier(2, timeout=10)
    assert list(side_by_side(["a", "b"], lambda _: together.wait() and None, never, most=2)) == ["a", "b"]


def test_what_is_under_way_is_ended_and_nothing_else_begun() -> None:
    begun: list[int] = []
    given_back: list[int] = []
    for stretch in side_by_side(range(10), begun.append, lambda: len(given_back) > 0, most=2):
        given_back.extend([stretch])
    assert given_back == begun == [0, 1]


def test_an_error_is_raised_when_its_turn_comes() -> None:
    def work(n: int) -> None:
        if n == 1:
            raise ValueError(n)

    stretches = side_by_side(range(5), work, never, most=2)
    assert next(stretches) == 0
    with pytest.raises(ValueError, match="1"):
        next(stretches)


def test_an_error_abandons_what_is_under_way() -> None:
    abandoned = threading.Event()

    def work(n: int) -> None:
        if n == 0:
            raise ValueError(n)
        assert abandoned.wait(timeout=10)

    with pytest.raises(ValueError, match="0"):
        list(side_by_side(range(5), work, never, abandon=abandoned.set, most=2))


def test_a_reader_that_goes_away_abandons_what_is_under_way() -> None:
    abandoned = threading.Event()
    stretches = side_by_side(
        range(5), lambda n: n == 0 or abandoned.wait(timeout=10) or None, never, abandon=abandoned.set
    )
    assert next(stretches) == 0
    stretches.close()
    assert abandoned.is_set()


def test_abandoned_work_ends_at_its_next_count() -> None:
    tally = Tally(None)
    tally.done(1)
    tally.abandon()
    with pytest.raises(StoppedError):
        tally.done(1)
