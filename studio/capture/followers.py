"""Who is woken at each picture, to look at it at once: the AR process.

A byte or two on the channel, so that nobody polls a ring.  Who does not read is told no
more until it has: it looks at the newest picture anyway::

    followers = Followers()
    followers.add(channel)          # in the thread of the channel
    followers.tell()                # in the one that has just written a picture
"""

from typing import Protocol

from studio.ipc.message import encode

MOST_QUEUED_BYTES = 1024
_WROTE = encode({"type": "wrote"})


class Follower(Protocol):
    """What is known of a channel."""

    @property
    def queued_bytes(self) -> int:
        """How much waits to be sent."""

    def send_bytes(self, data: bytes) -> bool:
        """Send an encoded message, or queue it."""


class Followers:
    """See the module; ``add`` and ``remove`` belong to one thread, ``tell`` to any.

    Attributes:
        skipped: How often one was not told, as it does not read.
    """

    def __init__(self) -> None:
        self.skipped = 0
        self._all: tuple[Follower, ...] = ()

    def __contains__(self, follower: object) -> bool:
        """Whether it is told."""
        return follower in self._all

    def add(self, follower: Follower) -> None:
        """Tell it of each picture from now on."""
        if follower not in self._all:
            self._all = (*self._all, follower)

    def remove(self, follower: Follower) -> None:
        """Tell it no more."""
        self._all = tuple(each for each in self._all if each is not follower)

    def tell(self) -> None:
        """Say that a picture was written."""
        for each in self._all:
            if each.queued_bytes > MOST_QUEUED_BYTES or not each.send_bytes(_WROTE):
                self.skipped += 1
