"""Says what changes often at most once in so many milliseconds, and its last state always.

::

    throttle = Throttle(every_ms=1_000)
    throttle.change()
    if throttle.take(now_ms):      # at once after a calm, else when due
        say_it()
"""


class Throttle:
    """One thing that is said."""

    __slots__ = ("_every_ms", "_free_ms", "_has_changed")

    def __init__(self, every_ms: int) -> None:
        self._every_ms = every_ms
        self._free_ms = 0
        self._has_changed = False

    def change(self) -> None:
        """Note that there is something to say."""
        self._has_changed = True

    def drop(self) -> None:
        """Note that there is nothing to say after all."""
        self._has_changed = False

    def is_due(self, now_ms: int) -> bool:
        """Return whether there is something to be said now."""
        return self._has_changed and now_ms >= self._free_ms

    def said(self, now_ms: int) -> None:
        """Note that it was said, whether due or not."""
        self._has_changed = False
        self._free_ms = now_ms + self._every_ms

    def take(self, now_ms: int) -> bool:
        """Return whether it is to be said now; then it counts as said."""
        is_due = self.is_due(now_ms)
        if is_due:
            self.said(now_ms)
        return is_due

    def due_ms(self) -> int | None:
        """Return when it is to be said, None if there is nothing to say."""
        return self._free_ms if self._has_changed else None
