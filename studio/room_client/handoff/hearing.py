"""What the room tells the side that takes over, in order; and that it was called off, at once.

Nothing in here waits by ``asyncio.wait_for``, which may swallow a cancelling (Python 3.11).

::

    hearing.heard(event); hearing.joined()            # from the room client
    event = await hearing.next(deadline_s)
    state = await hearing.unless_called_off(fetch())  # HandoverError once the other calls it off
"""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from studio.ipc.message import Message
from studio.room_client.handoff.errors import HandoverError

JOIN_S = 20.0
_MAX_EVENTS = 200
T = TypeVar("T")


class Hearing:
    """See the module; one reader at a time.

    Attributes:
        joins: How often we came into the room.
        ask: The number of what we ask the other studio for; 0 for nothing that goes on.
    """

    def __init__(self) -> None:
        self.joins = 0
        self.ask = 0
        self._events: asyncio.Queue[Message] = asyncio.Queue(_MAX_EVENTS)
        self._has_joined = asyncio.Event()

    def joined(self) -> None:
        """Note that we are in the room, perhaps once more."""
        self._has_joined.set()
        self.joins += 1
        self.ask = 0  # it ended with the connection: what goes on now may be another's
        self.heard({"type": "joined", "join": self.joins})

    def heard(self, event: Message) -> None:
        """Take what the room tells of handoffs."""
        if self._events.full():
            self._events.get_nowait()  # the newest word counts
        self._events.put_nowait(event)

    async def wait_joined(self) -> None:
        """Wait until we are in the room.

        Raises:
            TimeoutError: If that takes too long.
        """
        async with asyncio.timeout(JOIN_S):
            await self._has_joined.wait()

    async def next(self, deadline_s: float) -> Message:
        """Return the next event.

        Raises:
            TimeoutError: If none comes until then.
        """
        async with asyncio.timeout(max(0.0, deadline_s - time.monotonic())):
            return await self._events.get()

    def forget(self) -> None:
        """Drop what was not read."""
        while not self._events.empty():
            self._events.get_nowait()

    def check_called_off(self, event: Message) -> None:
        """Take note where an event ends what we asked for.

        Raises:
            HandoverError: If it does, and not just because a line was lost.
        """
        is_ours = event["type"] == "handoff_state" and event.get("ask") == self.ask
        if is_ours and event.get("state") == "ended" and not event.get("is_lost"):
            self.ask = 0
            raise HandoverError(str(event.get("reason") or "It was called off."))

    async def called_off(self) -> None:
        """Read on until the other studio calls it off; never returns.

        Raises:
            HandoverError: With its reason.
        """
        while True:
            self.check_called_off(await self._events.get())

    async def unless_called_off(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something, and drop it at once when the other studio calls it off.

        Raises:
            HandoverError: If it does.
        """
        working = asyncio.create_task(work, name="handoff step")
        listening = asyncio.create_task(self.called_off(), name="handoff called off")
        try:
            await asyncio.wait({working, listening}, return_when=asyncio.FIRST_COMPLETED)
            if listening.done():
                listening.result()
            return working.result()
        finally:
            working.cancel()
            listening.cancel()
            await asyncio.gather(working, listening, return_exceptions=True)
