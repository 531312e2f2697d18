"""How much of something a plugin may do in each second; counted by seconds of the clock."""

import time


class Budget:
    """Counts within the second that runs.

    budget = Budget()
    if budget.take(len(edits)) > MAX_EDITS_S: …
    """

    def __init__(self) -> None:
        self._second = 0
        self._taken = 0
        self._before = 0

    def of_last(self) -> int:
        """Return what the last whole second has had; from any thread."""
        ago = int(time.monotonic()) - self._second
        return (self._before, self._taken)[ago] if ago < 2 else 0

    def take(self, count: int = 1) -> int:
        """Take some; return how much this second has had, these included."""
        second = int(time.monotonic())
        if second != self._second:
            self._before = self._taken if second == self._second + 1 else 0
            self._second, self._taken = second, 0
        self._taken += count
        return self._taken
