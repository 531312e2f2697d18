"""Stays in a room: comes back with growing pauses, matches answers to what was asked.

::

    client = RoomClient(address, "1", token, on_message, on_state)
    task = asyncio.create_task(client.run())
    answer = await client.act({"type": "say", "text": "…"})
"""

import asyncio
import itertools
import json
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from enum import IntEnum

from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.room_client.connection import Connection, attempt
from studio.room_client.line import Line, LineError

DELAYS_S = (0.1, 0.5, 1.0, 2.0, 5.0)
SILENCE_S = 15.0
ANSWER_S = 10.0
MAX_WAITING = 1_000

Token = Callable[[bool], Awaitable[str]]
"""Gives a token; told whether the last one was refused."""

Missed = Callable[[int], AsyncIterator[Message]]
"""Gives the gifts since a time, in milliseconds of the room's clock."""


class _Close(IntEnum):
    """Ends that the client must understand; the room's close_code.py has them all."""

    NOT_ADMITTED = 4001
    PUT_OUT = 4003
    NO_SUCH_ROOM = 4004


class RoomClient:
    """One room's.

    Args:
        address: Of its WebSocket.
        on_message: Called with ``joined`` and every event, each once and in order.
        missed: Gives the gifts since a time, page by page, where the room can't send them again.
        context: Gives what the server is verified with, once a token was had.
        on_state: Called with ``connecting``, ``connected``, ``reconnecting`` or ``stopped`` and
            a sentence.

    Attributes:
        joins: How often it came in.
    """

    def __init__(
        self,
        address: str,
        room: str,
        token: Token,
        on_message: Callable[[Message], None],
        on_state: Callable[[str, str], None],
        delays_s: tuple[float, ...] = DELAYS_S,
        missed: Missed | None = None,
        context: Callable[[], ssl.SSLContext | None] = lambda: None,
    ) -> None:
        self._address = address
        self._token = token
        self._on_message = on_message
        self._on_state = on_state
        self._delays_s = delays_s
        self._missed = missed
        self._context = context
        self._fetching: asyncio.Task[None] | None = None
        self._failures = 0
        self._ids = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[Message]] = {}
        self._connection: Connection | None = None
        self._is_in = False
        self.line = Line(room)
        self.joins = 0

    async def run(self) -> None:
        """Stay in the room until cancelled, or until the room will not have us."""
        was_refused = False
        try:
            while True:
                self._on_state("reconnecting" if self.joins else "connecting", "")
                try:
                    token = await self._token(was_refused)
                except StudioError as error:
                    why, code = str(error), 0
                else:
                    why, code = await self._once(token)
                was_refused = code == _Close.NOT_ADMITTED
                if code in (_Close.PUT_OUT, _Close.NO_SUCH_ROOM):
                    self._on_state("stopped", why)
                    return
                self._on_state("reconnecting", why)
                await self._pause()
        finally:
            if self._connection:
                self._connection.close()
            if self._fetching:
                self._fetching.cancel()
            self._drop()

    @property
    def is_in(self) -> bool:
        """Whether we are in the room now."""
        return self._is_in

    async def act(self, action: Message) -> Message:
        """Do something in the room; return its ``accepted`` or ``refused``."""
        if not self._is_in or self._connection is None:
            return _refused("unreachable", "The room can't be reached now.")
        if len(self._waiting) >= MAX_WAITING:
            return _refused("busy", "Too much waits for the room's answer.")
        number = str(next(self._ids))
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._connection.send(json.dumps({**action, "id": number}))
        try:
            return await asyncio.wait_for(answer, ANSWER_S)
        except TimeoutError:
            return _refused("unreachable", "The room did not answer.")
        finally:
            self._waiting.pop(number, None)

    async def _once(self, token: str) -> tuple[str, int]:
        connection = Connection(self.line.join(token), self._take, SILENCE_S)
        self._connection = connection
        try:
            why = await attempt(connection, self._address, self._context())
            return why, connection.close_code
        finally:
            self._connection = None
            self._is_in = False
            self._drop()

    def _take(self, text: bytes) -> None:
        try:
            messages = self.line.take(text)
        except LineError:
            if self._connection:
                self._connection.close()  # what follows can't be understood either
            return
        for message in messages:
            match message["type"]:
                case "accepted" | "refused":
                    self._answer(message)
                case "joined":
                    self._joined()
                    self._on_message(message)
                case _:
                    self._on_message(message)

    def _joined(self) -> None:
        self._is_in = True
        self._failures = 0
        self.joins += 1
        self._on_state("connected", "")
        if self._missed and self.line.gap_ms is not None and self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch(self._missed), name="missed gifts")

    async def _fetch(self, missed: Missed) -> None:
        """Pass on gifts of the gap that were not seen; again after a failure."""
        try:
            while (since_ms := self.line.gap_ms) is not None:
                self.line.gap_ms = None
                try:
                    async for gift in missed(since_ms):
                        if self.line.is_first(gift):
                            self._on_message(gift)
                except StudioError:
                    later_ms = self.line.gap_ms
                    self.line.gap_ms = since_ms if later_ms is None else min(since_ms, later_ms)
                    await self._pause()
        finally:
            self._fetching = None

    def _answer(self, message: Message) -> None:
        waiting = self._waiting.get(str(message.get("id")))
        if waiting and not waiting.done():
            waiting.set_result(message)

    def _drop(self) -> None:
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(_refused("unreachable", "The connection to the room was lost."))

    async def _pause(self) -> None:
        delay_s = self._delays_s[min(self._failures, len(self._delays_s) - 1)]
        self._failures += 1
        await asyncio.sleep(delay_s * random.uniform(0.5, 1.5))


def _refused(code: str, sentence: str) -> Message:
    return {"type": "refused", "code": code, "sentence": sentence}
