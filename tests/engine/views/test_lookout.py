"""Tests of studio.engine.views.lookout: ticks never wait for views."""

import threading
from collections.abc import Iterator

import pytest

from tests.engine.views.looker import TICK_NS, Looker, colors, wait

ME = object()


@pytest.fixture
def looker() -> Iterator[Looker]:
    looker = Looker(colors())
    yield looker
    looker.close()


def test_with_no_view_a_tick_does_nothing(looker: Looker) -> None:
    looker.tick()
    assert looker.wanted == [frozenset()]


def test_while_pictures_are_drawn_none_is_due_and_it_is_counted(looker: Looker) -> None:
    looker.open(ME, of="scene", name="All Red")
    held, feed = threading.Event(), next(iter(looker.lookout._watched)).feed
    with feed._lock:  # the thread that draws waits for it
        looker.lookout.wants(TICK_NS, looker.program, is_composed=False)
        looker.lookout.look(TICK_NS, looker.program, looker.pictures, None, 0)
        held.set()
        wanted = looker.lookout.wants(2 * TICK_NS, looker.program, is_composed=False)
        assert wanted == frozenset()
        assert looker.lookout.postponed == 1
    wait(lambda: not looker.lookout.painter.is_busy)
    wanted = looker.lookout.wants(3 * TICK_NS, looker.program, is_composed=False)
    assert wanted == {"Red"}


def test_many_that_are_due_at_once_take_turns(looker: Looker) -> None:
    names = ("All Red", "All Green", "All Blue")
    for name in names:
        looker.open(ME, of="scene", name=name, fps=1)
    for each in looker.lookout._watched:
        each.feed.cost_ns = 10_000_000
    for _ in range(3):
        looker.tick()
        for each in looker.lookout._watched:
            each.feed.cost_ns = 10_000_000
    assert sorted(len(wanted) for wanted in looker.wanted) == [1, 1, 1]
    assert frozenset().union(*looker.wanted) == {"Red", "Green", "Blue"}
