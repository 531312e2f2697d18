"""How long to wait before the next attempt: short at first, never very long.

At once, then every half second for 15 s, because most servers that vanish are
back by then, then growing to 10 s, which costs neither side anything::

    delays = ReconnectDelays()
    while not connected:
        await asyncio.sleep(delays.next_s(seconds_since_the_loss))
"""

QUICK_S = 0.5
QUICK_FOR_S = 15.0
GROWTH = 1.5
LONGEST_S = 10.0


class ReconnectDelays:
    """One outage; the next one starts with a new object."""

    def __init__(self) -> None:
        self._wait_s: float | None = None

    def next_s(self, outage_s: float) -> float:
        """Return the wait before the next attempt, ``outage_s`` after the loss."""
        if self._wait_s is None:
            self._wait_s = 0.0
        elif outage_s < QUICK_FOR_S:
            self._wait_s = QUICK_S
        else:
            self._wait_s = min(LONGEST_S, max(QUICK_S, self._wait_s) * GROWTH)
        return self._wait_s
