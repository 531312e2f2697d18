"""What the engine asks of an effects process, handed from its channel to the drawing thread."""

import threading
import time
from collections import deque

from studio.effects.errors import EffectError
from studio.ipc.message import Message

MOST_JOBS = 600
"""Every node of a canvas, and some."""


class Orders:
    """Messages in their order; any thread may post, one takes."""

    def __init__(self) -> None:
        self._waiting: deque[Message] = deque()
        self._changed = threading.Condition()
        self.is_ended = False

    def post(self, message: Message) -> None:
        """Add one.

        Raises:
            EffectError: If too many wait.
        """
        with self._changed:
            if len(self._waiting) >= 2 * MOST_JOBS:
                raise EffectError("Too many orders wait to be done: one is left out.")
            self._waiting.append(message)
            self._changed.notify()

    def end(self) -> None:
        """Have the drawing thread end."""
        with self._changed:
            self.is_ended = True
            self._changed.notify()

    def take(self, until_s: float | None) -> Message | None:
        """Wait for the next one until a monotonic time, for ever if None; None if there is none."""
        with self._changed:
            while not self._waiting and not self.is_ended:
                left_s = None if until_s is None else until_s - time.monotonic()
                if left_s is not None and left_s <= 0:
                    return None
                self._changed.wait(left_s)
            return self._waiting.popleft() if self._waiting and not self.is_ended else None
