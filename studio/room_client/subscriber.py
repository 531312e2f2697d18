"""A peer on the local channel, and what waits for it."""

from collections import deque

from studio.ipc.aio import AsyncChannel
from studio.ipc.message import Message

MAX_QUEUED_BYTES = 256 * 1024
MAX_HELD = 2_000


class Subscriber:
    """One peer, and the events that wait for it.

    Attributes:
        lost: Danmaku and the like that it never got.
        takes_part: Whether it exchanges signals with who is at the stage.
    """

    def __init__(self, channel: AsyncChannel) -> None:
        self._channel = channel
        self._held: deque[Message] = deque()
        self.lost = 0
        self.takes_part = False

    def put(self, message: Message, *, may_be_lost: bool) -> None:
        """Send a message now, or once there is room."""
        if not self._held and self._channel.queued_bytes < MAX_QUEUED_BYTES:
            self._channel.send(message)
        elif may_be_lost:
            self.lost += 1
        elif len(self._held) < MAX_HELD:
            self._held.append(message)
        else:
            self._channel.cut("It does not read what it subscribed to.")

    def flush(self) -> None:
        """Send what was held, as far as there is room now."""
        while self._held and self._channel.queued_bytes < MAX_QUEUED_BYTES:
            self._channel.send(self._held.popleft())
