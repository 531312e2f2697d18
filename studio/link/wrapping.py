"""Numbers of a few bits that begin anew at their end, as numbers that go on.  Pure."""


class Unwrapper:
    """Follows one counter.

    Args:
        bits: How many it has.
    """

    def __init__(self, bits: int) -> None:
        self._size = 1 << bits
        self._last: int | None = None

    def take(self, number: int) -> int:
        """Return a number as one that goes on, near the last one."""
        self._last = self.near(number)
        return self._last

    def near(self, number: int) -> int:
        """Do as ``take`` does, and follow the counter not there."""
        if self._last is None:
            return number
        half = self._size // 2
        return self._last + (number - self._last + half) % self._size - half
