"""Tests of studio.effects.orders."""

import threading
import time

import pytest

from studio.effects.errors import EffectError
from studio.effects.orders import MOST_JOBS, Orders
from studio.ipc.message import Message


def test_orders_are_taken_in_their_order_and_not_waited_for_too_long() -> None:
    orders = Orders()
    orders.post({"type": "a"})
    orders.post({"type": "b"})
    assert [orders.take(None), orders.take(None)] == [{"type": "a"}, {"type": "b"}]
    assert orders.take(time.monotonic() + 0.01) is None
    assert orders.take(0) is None


def test_who_waits_is_woken_by_an_order_and_by_the_end() -> None:
    orders = Orders()
    taken: list[Message | None] = []

    def work() -> None:
        taken.append(orders.take(None))
        taken.append(orders.take(None))

    thread = threading.Thread(target=work)
    thread.start()
    orders.post({"type": "a"})
    while not taken:
        time.sleep(0.001)
    orders.end()
    thread.join(10)
    assert taken == [{"type": "a"}, None]


def test_no_more_wait_than_there_is_room_for() -> None:
    orders = Orders()
    for _ in range(2 * MOST_JOBS):
        orders.post({"type": "a"})
    with pytest.raises(EffectError, match="Too many orders"):
        orders.post({"type": "a"})
