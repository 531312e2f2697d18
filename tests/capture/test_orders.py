"""Tests of studio.capture.orders."""

import threading
import time

from studio.capture.orders import Orders

SECOND_NS = 1_000_000_000


def test_sleeps_until_the_deadline() -> None:
    orders = Orders((640, 360))
    deadline_ns = time.monotonic_ns() + 20_000_000
    assert not orders.wait(deadline_ns)
    assert time.monotonic_ns() >= deadline_ns


def test_an_order_wakes_the_sleeper() -> None:
    orders = Orders((640, 360))
    woken: list[bool] = []
    sleeper = threading.Thread(
        target=lambda: woken.append(orders.wait(time.monotonic_ns() + 60 * SECOND_NS))
    )
    sleeper.start()
    orders.end()
    sleeper.join(30)
    assert woken == [True]
    assert orders.is_ended


def test_of_several_places_the_last_counts_and_only_once() -> None:
    orders = Orders((640, 360))
    orders.seek(5)
    orders.seek(7)
    assert orders.take_seek() == 7
    assert orders.take_seek() is None


def test_a_deadline_in_the_past_does_not_sleep_but_takes_orders() -> None:
    orders = Orders((640, 360))
    orders.pause(True)
    assert orders.wait(0)
    assert not orders.wait(0)
