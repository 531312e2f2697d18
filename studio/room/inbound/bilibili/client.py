"""Listens to one anchor's room on Bilibili for as long as it is asked to.

The socket is tried again at once, then with growing pauses; the session is started anew when
the platform has forgotten it.  What comes goes through ``Arrival``, so that ``on_items`` gets
each thing once and in order::

    client = BilibiliClient(session, on_items, on_state)
    task = asyncio.create_task(client.run())
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle

from picows import WSError

from studio.room.inbound.arrival import Arrival
from studio.room.inbound.bilibili.commands import CommandError, read
from studio.room.inbound.bilibili.ear import Ear
from studio.room.inbound.bilibili.packet import Operation, Packet
from studio.room.inbound.bilibili.session import PlatformError, Session, Started
from studio.room.inbound.foreign import Foreign

log = logging.getLogger(__name__)

_SOCKET_BEAT_S = 30.0
_SESSION_BEAT_S = 20.0
_DELAYS_S = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)


class BilibiliClient:
    """One room's ear.

    Args:
        on_items: Called with what came, each once and in order.
        on_state: Called with a sentence when something changed, "" when all is well.
        beats_s: Seconds between the heartbeats of session and socket.
        arrival: The line of before, which knows what has come already.

    Attributes:
        unreadable: Messages that could not be read.
    """

    def __init__(
        self,
        session: Session,
        on_items: Callable[[list[Foreign]], None],
        on_state: Callable[[str], None],
        beats_s: tuple[float, float] = (_SESSION_BEAT_S, _SOCKET_BEAT_S),
        delays_s: tuple[float, ...] = _DELAYS_S,
        arrival: Arrival | None = None,
    ) -> None:
        self._session = session
        self._on_items = on_items
        self._on_state = on_state
        self._beats_s = beats_s
        self._delays_s = delays_s
        self._failures = 0
        self.arrival = arrival or Arrival()
        self.unreadable = 0
        self._came = asyncio.Event()

    async def run(self) -> None:
        """Listen until cancelled, or until only a person can help."""
        line = asyncio.create_task(self._hand_on(), name="bilibili-line")
        try:
            while True:
                try:
                    await self._one_session()
                except PlatformError as error:
                    self._on_state(str(error))
                    if error.is_final:
                        return
                await self._pause()
        finally:
            line.cancel()
            with suppress(asyncio.CancelledError):
                await line
            await self._session.close()

    async def _one_session(self) -> None:
        """Start a session and listen through it until the platform forgets it."""
        started = await self._session.start()
        failure: PlatformError | None = None
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._keep_session(started.game_id))
                tasks.create_task(self._keep_listening(started))
        except* PlatformError as group:
            # Raised in here it would come out as a group: Python before 3.11.4 wraps it.
            failure = next(each for each in group.exceptions if isinstance(each, PlatformError))
        finally:
            with suppress(PlatformError):
                await asyncio.shield(self._session.end(started.game_id))
        if failure is not None:
            raise PlatformError(str(failure)) from failure

    async def _keep_session(self, game_id: str) -> None:
        while True:
            await asyncio.sleep(self._beats_s[0])
            await self._session.keep(game_id)

    async def _keep_listening(self, started: Started) -> None:
        for link in cycle(started.links):
            ear = Ear(self._take, self._beats_s[1], started.auth_body)
            try:
                await ear.listen(link)
            except (OSError, WSError, TimeoutError) as error:
                self._on_state(f"The line to Bilibili is down ({error}). It is tried again.")
            if ear.was_refused:
                raise PlatformError(
                    "Bilibili does not know this session any more. It is started anew."
                )
            if ear.was_heard:
                self._failures = 0
            await self._pause()

    async def _pause(self) -> None:
        delay_s = self._delays_s[min(self._failures, len(self._delays_s) - 1)]
        self._failures += 1
        await asyncio.sleep(delay_s * random.uniform(0.7, 1.3))

    def _take(self, packet: Packet) -> None:
        if packet.operation == Operation.AUTH_REPLY:
            self._on_state("")
        if packet.operation != Operation.MESSAGE:
            return
        try:
            items = read(packet.body)
        except CommandError as error:
            self.unreadable += 1
            log.debug("Bilibili: %s", error)
            return
        self.arrival.put(items, time.monotonic_ns())
        self._came.set()

    async def _hand_on(self) -> None:
        while True:
            due_ns = self.arrival.next_due_ns()
            if due_ns is None:
                self._came.clear()
                await self._came.wait()
                continue
            await asyncio.sleep(max(0, due_ns - time.monotonic_ns()) / 1e9)
            if items := self.arrival.take(time.monotonic_ns()):
                self._on_items(items)
