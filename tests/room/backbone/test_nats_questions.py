"""Tests of studio.room.backbone.nats_questions: homes that move, on nodes of this process."""

import asyncio

import msgpack  # type: ignore[import-untyped]  # it ships no types
import pytest

from studio.room.backbone.nats_questions import NatsQuestions
from studio.room.lease import Holding

ROOM = "1"


class Nodes:
    """Nodes that reach each other unless they are dead; ``home`` is the home of the room."""

    def __init__(self) -> None:
        self.home = "a"
        self.dead: set[str] = set()
        self.looked_up = 0
        self.held: dict[str, set[str]] = {name: {ROOM} for name in ("a", "b")}
        self.nodes = {name: self.node(name) for name in ("a", "b")}

    def node(self, name: str) -> NatsQuestions:
        node = NatsQuestions(name, self.held[name], self.find, self.ask)

        async def answer(_room: str, words: bytes) -> bytes:
            return words + b" by " + name.encode()

        node.answerers["what"] = answer
        return node

    async def find(self, room: str) -> Holding | None:
        self.looked_up += 1
        return Holding(self.home, 1) if room == ROOM else None

    async def ask(self, node: str, question: bytes) -> bytes | None:
        assert NatsQuestions.is_for(question)
        return None if node in self.dead else await self.nodes[node].answer(question)


def test_a_home_is_looked_up_once_until_it_moves_or_dies() -> None:
    async def work() -> None:
        all_nodes = Nodes()
        here = all_nodes.nodes["b"]
        for _ in range(3):
            assert await here.ask("what", ROOM, b"told") == b"told by a"
        assert all_nodes.looked_up == 1
        all_nodes.held["a"].clear()
        all_nodes.home = "b"  # the old home says that it is none
        assert await here.ask("what", ROOM, b"told") == b"told by b"
        all_nodes.home, all_nodes.dead = "a", {"a"}
        assert await here.ask("what", ROOM, b"told") is None
        assert await here.ask("what", "9", b"told") is None

    asyncio.run(work())


def test_what_can_not_be_understood_is_not_answered() -> None:
    async def work() -> None:
        node = Nodes().nodes["a"]
        unknown = msgpack.packb(("room", "else", ROOM, b""))
        for question in (unknown, b"\xa4room", bytes(600_000)):
            with pytest.raises(ValueError, match=r"\w"):
                await node.answer(question)
        assert not NatsQuestions.is_for(msgpack.packb(("state", ROOM)))

    asyncio.run(work())
