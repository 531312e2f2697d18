"""One thread that waits for many sockets, and for whoever calls it.

The engine must not load an event loop, and a thread for each connection would
be two for each peer; this is the little that is needed of one.  It sleeps until
something happens::

    io = IoThread("io-push-1")
    io.start()
    io.call(lambda: io.watch(sock, selectors.EVENT_READ, on_ready))
    io.close()
"""

import contextlib
import heapq
import itertools
import logging
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

logger = logging.getLogger(__name__)

Action = Callable[[], None]


class IoThread:
    """Runs handlers of sockets, calls and timers, one at a time, in its thread.

    ``watch``, ``forget`` and ``call_later`` are for its own thread only.
    """

    def __init__(self, name: str) -> None:
        self._calls: deque[Action] = deque()
        self._timers: list[tuple[float, int, Action]] = []
        self._order = itertools.count()
        self._is_ending = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._selector = selectors.DefaultSelector()
        self._wake_out, self._wake_in = socket.socketpair()
        for end in (self._wake_out, self._wake_in):
            end.setblocking(False)
        self._selector.register(self._wake_out, selectors.EVENT_READ, self._drain)
        self._thread.start()

    def close(self) -> None:
        """End the thread and join it, unless it is the caller; its sockets stay open."""
        self._is_ending = True
        self._wake()
        if not self.is_current():
            self._thread.join()

    def is_current(self) -> bool:
        """Say whether the caller runs in this thread."""
        return threading.current_thread() is self._thread

    def call(self, action: Action) -> None:
        """Run this in the thread soon; from any thread."""
        self._calls.append(action)
        self._wake()

    def call_and_wait(self, action: Callable[[], object]) -> None:
        """Run this in the thread and return when it has run; from any thread."""
        if self.is_current() or not self._thread.is_alive():
            action()
            return
        is_done = threading.Event()

        def run() -> None:
            try:
                action()
            finally:
                is_done.set()

        self.call(run)
        while not is_done.wait(0.1):
            if not self._thread.is_alive():  # it ended before it came to us
                return

    def call_later(self, delay_s: float, action: Action) -> None:
        """Run this after a while."""
        heapq.heappush(self._timers, (time.monotonic() + delay_s, next(self._order), action))

    def watch(self, sock: socket.socket, events: int, on_ready: Callable[[int], None]) -> None:
        """Call ``on_ready`` with the events whenever the socket has some of these."""
        if self._is_watched(sock):
            self._selector.modify(sock, events, on_ready)
        else:
            self._selector.register(sock, events, on_ready)

    def forget(self, sock: socket.socket) -> None:
        """Watch this socket no longer; do so before it is closed."""
        if self._is_watched(sock):
            self._selector.unregister(sock)

    def _is_watched(self, sock: object) -> bool:
        watched = self._selector.get_map()  # None once the thread has ended
        return bool(watched) and sock in watched

    def _wake(self) -> None:
        # Full: it is awake already.  Closed: it has ended.
        with contextlib.suppress(OSError):
            self._wake_in.send(b"\0")

    def _drain(self, _events: int) -> None:
        self._wake_out.recv(4096)

    def _run(self) -> None:
        try:
            while not self._is_ending:
                for key, events in self._selector.select(self._timeout_s()):
                    # One handler may have forgotten another's socket.
                    if self._is_watched(key.fileobj):
                        self._guard(partial(key.data, events))
                while self._calls:
                    self._guard(self._calls.popleft())
                while self._timers and self._timers[0][0] <= time.monotonic():
                    self._guard(heapq.heappop(self._timers)[2])
        finally:
            while self._calls:
                self._guard(self._calls.popleft())
            self._selector.close()
            self._wake_in.close()
            self._wake_out.close()

    def _guard(self, action: Action) -> None:
        try:
            action()
        except Exception:
            # The border of this thread: one connection's fault is not the others'.
            logger.exception("A handler failed in %s.", self._thread.name)

    def _timeout_s(self) -> float | None:
        if self._calls:
            return 0
        if not self._timers:
            return None
        return max(0.0, self._timers[0][0] - time.monotonic())
