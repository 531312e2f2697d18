"""What battles say to a room's home, wherever that is, over NATS.

A home that was found is remembered until it does not answer, or says that it is none.
A room whose home has died gets this node as its new home, where its battle goes on::

    battles = NatsBattles(node, leases.claim, post.ask)
    battles.home = directory
    await battles.say("2", Report(…))      # None: no answer just now
"""

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Protocol

import msgpack  # type: ignore[import-untyped]  # it ships no types
from pydantic import ValidationError

from studio.room.lease import FAILURES, Holding
from studio.room.live.battle_words import ANSWER, Answer, Words

MOST_HOMES = 10_000

_log = logging.getLogger(__name__)

_BATTLE = "battle"
_TRIES = 2
_MOST_BYTES = 512 * 1024
_HEAD: bytes = msgpack.packb((_BATTLE, "", b""))[: 2 + len(_BATTLE)]
"""How each such question begins."""


class BattleHome(Protocol):
    """The rooms whose home is this node."""

    async def hear(self, room: str, words: bytes) -> bytes:
        """Answer what battles on another node say to a room; b"": it is not at home here."""


class NatsBattles:
    """See the module.

    Args:
        node: This node.
        find: Gives a room's home, which is this node if it had none.
        ask: Gives a node's answer to a question, None if it does not answer.

    Attributes:
        home: The rooms of this node.
    """

    def __init__(
        self,
        node: str,
        find: Callable[[str], Awaitable[Holding | None]],
        ask: Callable[[str, bytes], Awaitable[bytes | None]],
    ) -> None:
        self.home: BattleHome
        self._node = node
        self._find = find
        self._ask = ask
        self._homes: OrderedDict[str, str] = OrderedDict()

    async def say(self, room: str, words: Words) -> Answer | None:
        """Return what a room's home answers, None if there is no answer just now."""
        said = words.model_dump_json().encode()
        try:
            for _ in range(_TRIES):
                if answer := await self._say(room, said):
                    return ANSWER.validate_json(answer)
        except FAILURES as error:
            _log.debug("The home of room %s can't be found (%s).", room, type(error).__name__)
        except ValidationError:
            _log.warning("What the home of room %s says of a battle can't be understood.", room)
        return None

    async def answer(self, question: bytes) -> bytes:
        """Answer what another node's battles say."""
        if len(question) > _MOST_BYTES:
            raise ValueError(f"a question of battles has {len(question)} bytes")
        _, room, words = msgpack.unpackb(question)
        return await self.home.hear(room, words)

    @staticmethod
    def is_for(question: bytes) -> bool:
        """Return whether a question is one of battles."""
        return question.startswith(_HEAD)

    async def _say(self, room: str, said: bytes) -> bytes | None:
        node = self._homes.get(room)
        if node is None:
            holding = await self._find(room)
            if holding is None:
                return None
            node = holding.node
        if node == self._node:
            return await self.home.hear(room, said)
        answer = await self._ask(node, msgpack.packb((_BATTLE, room, said)))
        self._homes.pop(room, None)
        if answer:
            self._homes[room] = node
            if len(self._homes) > MOST_HOMES:
                self._homes.popitem(last=False)
        return answer
