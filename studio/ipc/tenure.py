"""How long a process goes on that nobody holds: its supervisor is gone, and no client is there.

Both may come back, so it stays for a grace; a client that stays keeps it for good::

    tenure = Tenure(grace_s, has_clients=lambda: bool(server.channels))
    watch_lifeline(tenure.lose_supervisor)      # client_left when one has gone
    if not tenure.wait():
        logger.warning("Nobody is left: ending.")
"""

import threading
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
        self._wake = threading.Event()
        self._is_ending = False

    def wait(self) -> bool:
        """Wait for the end; tell whether it was asked for, and not for want of anybody."""
        while not self._is_ending:
            self._wake.wait(self._left_s())
            self._wake.clear()
            left_s = self._left_s()
            if left_s is not None and left_s <= 0:
                return False
        return True

    def end(self) -> None:
        """End in an orderly way."""
        self._is_ending = True
        self._wake.set()

    def lose_supervisor(self) -> None:
        """Go on without the supervisor's pipe."""
        self._has_supervisor = False
        self.client_left()

    def client_left(self) -> None:
        """Count the grace from now on, if nobody else is there."""
        self._alone_since_s = time.monotonic()
        self._wake.set()

    def _left_s(self) -> float | None:
        if self._has_supervisor or self._has_clients():
            return None
        return self._alone_since_s + self._grace_s - time.monotonic()
