"""Slow mode: viewers speak once in so many seconds, those with more rights as they like."""

from studio.room.protocol.values import Role
from studio.room.rules.refusal import Code, RefusalError


class SlowMode:
    """The slow mode of one room; off at 0 s."""

    def __init__(self, seconds: int = 0) -> None:
        self.seconds = seconds

    def check(self, role: Role, spoke_ms: int | None, now_ms: int) -> None:
        """Let somebody speak who last did then, or not.

        Raises:
            RefusalError: If it is too early.
        """
        if not self.seconds or role is not Role.VIEWER or spoke_ms is None:
            return
        wait_ms = spoke_ms + self.seconds * 1_000 - now_ms
        if wait_ms > 0:
            raise RefusalError(
                Code.SLOW_MODE,
                f"Slow mode: one message every {self.seconds} s. "
                f"Speak again in {-(-wait_ms // 1_000)} s.",
                wait_ms,
            )
