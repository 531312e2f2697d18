"""Questions to a room's home, wherever that is, over NATS, and the answers of this one.

A home that was found is remembered until it does not answer, or says that it is none.
A room whose home has died gets this node as its new home::

    questions = NatsQuestions(node, leases.held, leases.claim, post.ask)
    questions.answerers["battle"] = directory.hear
    await questions.ask("battle", "2", words)     # None: no answer just now
"""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Container

import msgpack  # type: ignore[import-untyped]  # it ships no types

from studio.room.lease import FAILURES, Holding

MOST_HOMES = 10_000

_log = logging.getLogger(__name__)

_HEAD = "room"
_BEGINNING: bytes = msgpack.packb((_HEAD, "", "", b""))[: 2 + len(_HEAD)]
_TRIES = 2
_MOST_BYTES = 512 * 1024

Answerer = Callable[[str, bytes], Awaitable[bytes]]
"""Answers what is asked of a room; b"": it is not at home here."""


class NatsQuestions:
    """See the module.

    Args:
        node: This node.
        held: The rooms that are at home here.
        find: Gives a room's home, which is this node if it had none.
        ask: Gives a node's answer to a question, None if it does not answer.

    Attributes:
        answerers: Who answers here, by what is asked about.
    """

    def __init__(
        self,
        node: str,
        held: Container[str],
        find: Callable[[str], Awaitable[Holding | None]],
        ask: Callable[[str, bytes], Awaitable[bytes | None]],
    ) -> None:
        self.answerers: dict[str, Answerer] = {}
        self._node = node
        self._held = held
        self._find = find
        self._ask = ask
        self._homes: OrderedDict[str, str] = OrderedDict()

    async def ask(self, what: str, room: str, words: bytes) -> bytes | None:
        """Return what a room's home answers, None if there is no answer just now."""
        try:
            for _ in range(_TRIES):
                if answer := await self._try(what, room, words):
                    return answer
        except FAILURES as error:
            _log.debug("The home of room %s can't be found (%s).", room, type(error).__name__)
        return None

    async def answer(self, question: bytes) -> bytes:
        """Answer what another node asks.

        Raises:
            ValueError: If it can't be understood.
        """
        if len(question) > _MOST_BYTES:
            raise ValueError(f"a question has {len(question)} bytes")
        _, what, room, words = msgpack.unpackb(question)
        if what not in self.answerers:
            raise ValueError("a question about nothing that is known here")
        return await self.answerers[what](room, words) if room in self._held else b""

    @staticmethod
    def is_for(question: bytes) -> bool:
        """Return whether a question is one of these."""
        return question.startswith(_BEGINNING)

    async def _try(self, what: str, room: str, words: bytes) -> bytes | None:
        node = self._homes.pop(room, None)
        if node is None:
            holding = await self._find(room)
            if holding is None:
                return None
            node = holding.node
        if node == self._node:
            return await self.answerers[what](room, words)
        answer = await self._ask(node, msgpack.packb((_HEAD, what, room, words)))
        if answer:
            self._homes[room] = node
            if len(self._homes) > MOST_HOMES:
                self._homes.popitem(last=False)
        return answer
