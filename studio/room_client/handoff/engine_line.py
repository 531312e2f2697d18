"""A line to this studio's engine, for as long as a handoff needs one.

::

    line = await EngineLine.open(address, secret)     # HandoverError
    line.state["collection"]
    await line.do(OpenCollection(path=…))
    await line.wait(is_live, 20.0)                    # an event that satisfies it
    line.close()
"""

import asyncio
import itertools
from collections.abc import Callable

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.model.command import Command
from studio.model.events import Event, EventError, parse_event
from studio.room_client.handoff.errors import HandoverError

ANSWER_S = 20.0
_AWAY = "The studio's engine does not answer: try again in a moment."


class EngineLine:
    """See the module.

    Attributes:
        state: What the engine said when we came.
    """

    def __init__(self) -> None:
        self.state: Message = {}
        self._channel: AsyncChannel | None = None
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Message]] = {}
        self._waiting: list[tuple[Callable[[Event], bool], asyncio.Future[Event]]] = []
        self._snapshot: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, address: str, secret: str) -> "EngineLine":
        """Connect, and return when the engine has said how it is.

        Raises:
            HandoverError: If there is none.
        """
        line = cls()
        try:
            line._channel = await connect(
                address,
                role="client",
                secret=secret,
                on_message=line._take,
                on_close=lambda channel, reason: line._lost(),
            )
            async with asyncio.timeout(ANSWER_S):  # wait_for may swallow a cancelling
                line.state = await line._snapshot
        except (ChannelError, OSError, TimeoutError) as error:
            line.close()
            raise HandoverError(_AWAY) from error
        return line

    async def do(self, command: Command) -> Message:
        """Have the engine do something; return its answer.

        Raises:
            HandoverError: Why it does not.
        """
        number = next(self._numbers)
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        try:
            if self._channel is None or not self._channel.send(command.to_message(number)):
                raise HandoverError(_AWAY)
            async with asyncio.timeout(ANSWER_S):
                said = await answer
        except TimeoutError:
            raise HandoverError(_AWAY) from None
        finally:
            self._answers.pop(number, None)
        if not said.get("ok"):
            raise HandoverError(str(said.get("reason") or _AWAY))
        return said

    async def wait(self, is_it: Callable[[Event], bool], patience_s: float) -> Event:
        """Return the next event that is the right one.

        Raises:
            HandoverError: If the engine has gone.
            TimeoutError: If none came.
        """
        found: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        self._waiting.append((is_it, found))
        if self._channel is None or self._channel.is_closed:
            raise HandoverError(_AWAY)
        async with asyncio.timeout(patience_s):
            return await found

    def close(self) -> None:
        """Hang up."""
        if self._channel is not None:
            self._channel.close()

    def _take(self, channel: AsyncChannel, message: Message) -> None:
        if message["type"] == "snapshot" and isinstance(state := message.get("state"), dict):
            if not self._snapshot.done():
                self._snapshot.set_result(state)
        elif message["type"] == "reply" and isinstance(number := message.get("id"), int):
            answer = self._answers.get(number)
            if answer is not None and not answer.done():
                answer.set_result(message)
        elif message["type"] == "event" and self._waiting:
            try:
                event = parse_event(message)
            except EventError:
                return  # of a newer engine
            self._waiting = [each for each in self._waiting if not _meets(*each, event)]

    def _lost(self) -> None:
        for answer in (*self._answers.values(), self._snapshot):
            if not answer.done():
                answer.set_exception(HandoverError(_AWAY))
        for _, found in self._waiting:
            if not found.done():
                found.set_exception(HandoverError(_AWAY))
        self._waiting.clear()


def _meets(is_it: Callable[[Event], bool], found: asyncio.Future[Event], event: Event) -> bool:
    """Give an event to whoever waits for it; tell whether nobody waits any more."""
    if not found.done() and is_it(event):
        found.set_result(event)
    return found.done()
