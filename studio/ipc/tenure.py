"""How long a process goes on that nobody holds: its supervisor is gone, and no client is there.

Both may come back, so it stays for a grace; a client that stays keeps it for good::

    tenure = Tenure(grace_s, has_clients=lambda: bool(server.channels))
    watch_lifeline(tenure.lose_supervisor)      # client_left when one has gone
    if not tenure.wait():
        logger.warning("Nobody is left: ending.")

It is ended by signal handlers too, which run between any two steps of the thread that waits.  An
event can't be set from there: where the signal came while that thread held the event's own lock,
it waited for itself (6 of 60 processes that were told at once that a client left).  A
``SimpleQueue`` may be put into from anywhere.
"""

import contextlib
import queue
import time
from collections.abc import Callable


class Tenure:
    """See the module; all but ``wait`` may be called from any thread.

    Args:
        grace_s: How long to go on alone.
        has_clients: Tells whether anybody is connected.
    """

    def __init__(self, grace_s: float, has_clients: Callable[[], bool]) -> None:
        self._grace_s = grace_s
        self._has_clients = has_clients
        self._has_supervisor = True
        self._alone_since_s = time.monotonic()
        self._wake: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._is_ending = False

    def wait(self) -> bool:
        """Wait for the end; tell whether it was asked for, and not for want of anybody."""
        while not self._is_ending:
            with contextlib.suppress(queue.Empty):
                self._wake.get(timeout=self._left_s())
            left_s = self._left_s()
            if left_s is not None and left_s <= 0:
                return False
        return True

    def end(self) -> None:
        """End in an orderly way."""
        self._is_ending = True
        self._wake.put(None)

    def lose_supervisor(self) -> None:
        """Go on without the supervisor's pipe."""
        self._has_supervisor = False
        self.client_left()

    def client_left(self) -> None:
        """Count the grace from now on, if nobody else is there."""
        self._alone_since_s = time.monotonic()
        self._wake.put(None)

    def _left_s(self) -> float | None:
        if self._has_supervisor or self._has_clients():
            return None
        return max(0.0, self._alone_since_s + self._grace_s - time.monotonic())
