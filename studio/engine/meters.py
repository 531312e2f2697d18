"""Sends meter levels to the clients that asked for them, as often as each of them wants.

The levels are those of the mixer: of inputs after the fader and, as in OBS, muted or not;
of buses as they are heard.  They may be lost: a client that does not read gets none until
it has read, and nobody waits for it::

    meters = Meters(lambda: sound.mixer.levels(), demand)
    meters.subscribe(channel, per_second=20)
    meters.gone(channel)
"""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from studio.engine.demand import Demand, Taker
from studio.engine.mixer.desk import Levels
from studio.engine.mixer.meter import Stereo
from studio.ipc.message import Message, encode
from studio.telemetry.thread_name import show_thread_name

MOST_QUEUED_BYTES = 64 * 1024
"""A client with more than that unread gets no levels."""


class Listener(Protocol):
    """What is known of a client's channel."""

    @property
    def queued_bytes(self) -> int:
        """How much waits to be sent."""

    def send_bytes(self, data: bytes) -> bool:
        """Send an encoded message, or queue it."""


class Meters:
    """Who wants levels, and a thread that sends them while somebody does.

    ``subscribe``, ``gone`` and ``close`` belong to the main thread.

    Args:
        levels: Returns the newest levels.
        demand: Is told how many want them.

    Attributes:
        skipped: Messages that a client was not sent because it doesn't read.
    """

    def __init__(self, levels: Callable[[], Levels], demand: Demand) -> None:
        self._levels = levels
        self._demand = demand
        self._rates: dict[Listener, float] = {}
        self._lock = threading.Lock()  # of the rates
        self._changed = threading.Event()
        self._thread: threading.Thread | None = None
        self._is_closing = False
        self.skipped = 0

    def subscribe(self, listener: Listener, per_second: float) -> None:
        """Send levels so often from now on; 0 ends it."""
        with self._lock:
            self._rates.pop(listener, None)
            if per_second > 0:
                self._rates[listener] = per_second
            count = len(self._rates)
        self._demand.set(Taker.METERS, count)
        self._changed.set()
        if count and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="meters", daemon=True)
            self._thread.start()

    def gone(self, listener: Listener) -> None:
        """Send nothing more to a client that has gone."""
        if listener in self._rates:
            self.subscribe(listener, 0)

    def close(self) -> None:
        """End the thread."""
        self._is_closing = True
        self._changed.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        show_thread_name()
        due_s: dict[Listener, float] = {}
        while not self._is_closing:
            with self._lock:
                rates = dict(self._rates)
            due_s = {each: due_s.get(each, 0.0) for each in rates}
            wait_s = min(due_s.values()) - time.monotonic() if due_s else None
            if wait_s is None or wait_s > 0:
                if self._changed.wait(wait_s):
                    self._changed.clear()
                continue
            self._send(due_s, rates)

    def _send(self, due_s: dict[Listener, float], rates: dict[Listener, float]) -> None:
        """Send to those whose time it is, and say when it is next."""
        data = encode(message_of(self._levels()))
        now_s = time.monotonic()
        for listener, at_s in due_s.items():
            if at_s > now_s:
                continue
            period_s = 1 / rates[listener]
            due_s[listener] = max(at_s + period_s, now_s + period_s / 2)
            if listener.queued_bytes > MOST_QUEUED_BYTES or not listener.send_bytes(data):
                self.skipped += 1


def message_of(levels: Levels) -> Message:
    """Return levels as they travel; see ``SubscribeMeters``."""
    return {
        "type": "meters",
        "inputs": {name: _numbers(stereo) for name, stereo in levels.inputs.items()},
        "buses": {str(bus): _numbers(stereo) for bus, stereo in enumerate(levels.buses, 1)},
        "effects": _numbers(levels.effects),
    }


def _numbers(stereo: Stereo) -> list[float]:
    return [round(db, 1) for level in stereo for db in (level.peak_db, level.rms_db)]
