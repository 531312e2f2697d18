"""Names for polls, lotteries and shows: never the same twice in a room, after a restart neither."""


class Serial:
    """Makes names of a kind and the time."""

    def __init__(self) -> None:
        self._last_ms = 0

    def name(self, kind: str, now_ms: int) -> str:
        """Return a new name, e.g. ``poll-1795881600000``."""
        self._last_ms = max(self._last_ms + 1, now_ms)
        return f"{kind}-{self._last_ms}"
