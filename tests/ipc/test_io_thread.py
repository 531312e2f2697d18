"""Tests of studio.ipc.io_thread."""

import queue
import selectors
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from studio.ipc.io_thread import IoThread

PATIENCE_S = 30


@pytest.fixture
def io() -> Iterator[IoThread]:
    thread = IoThread("io-test")
    thread.start()
    yield thread
    thread.close()
    thread.close()


def test_calls_run_in_the_thread_in_order(io: IoThread) -> None:
    ran: queue.Queue[tuple[int, bool]] = queue.Queue()
    for number in range(100):
        io.call(partial(lambda each: ran.put((each, io.is_current())), number))
    assert [ran.get(timeout=PATIENCE_S) for _ in range(100)] == [(n, True) for n in range(100)]
    assert not io.is_current()


def test_a_waiting_call_has_run_when_it_returns(io: IoThread) -> None:
    ran: list[bool] = []
    io.call_and_wait(lambda: ran.append(io.is_current()))
    io.call_and_wait(lambda: io.call_and_wait(lambda: ran.append(io.is_current())))
    assert ran == [True, True]
    io.close()
    io.call_and_wait(lambda: ran.append(io.is_current()))
    assert ran == [True, True, False]  # nobody else could do it any more


def test_timers_fire_in_the_order_of_their_times(io: IoThread) -> None:
    fired: queue.Queue[str] = queue.Queue()
    begin_s = time.monotonic()

    def arm() -> None:
        io.call_later(0.1, lambda: fired.put("late"))
        io.call_later(0.0, lambda: fired.put("early"))

    io.call(arm)
    assert [fired.get(timeout=PATIENCE_S) for _ in range(2)] == ["early", "late"]
    assert time.monotonic() - begin_s >= 0.1


def test_a_socket_is_heard_until_it_is_forgotten(io: IoThread) -> None:
    heard: queue.Queue[bytes] = queue.Queue()
    ours, theirs = socket.socketpair()

    def on_ready(_events: int) -> None:
        heard.put(ours.recv(1))
        io.forget(ours)
        io.forget(ours)

    io.call(lambda: io.watch(ours, selectors.EVENT_READ, on_ready))
    theirs.send(b"ab")
    assert heard.get(timeout=PATIENCE_S) == b"a"
    io.call_and_wait(lambda: None)
    assert heard.empty()
    ours.close()
    theirs.close()


def test_a_handler_that_fails_costs_only_itself(
    io: IoThread, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise KeyError("oh")

    io.call_and_wait(fail)
    ran = threading.Event()
    io.call(ran.set)
    assert ran.wait(PATIENCE_S)
    assert "A handler failed in io-test." in caplog.text


def test_what_was_called_before_the_end_still_runs(io: IoThread) -> None:
    ran: list[int] = []
    io.call(lambda: time.sleep(0.01))
    for _ in range(50):
        io.call(lambda: ran.append(1))
    io.close()
    assert len(ran) == 50
