"""The desk of a server of many nodes: asks the home of a room, wherever that is.

Lists need no answer from anybody: each node tells all others now and then how the
rooms do that are at home there.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

import msgpack  # type: ignore[import-untyped]  # it ships no types
from pydantic import Field, TypeAdapter

from studio.room.backbone.nats_frames import acting, read_acting
from studio.room.lease import FAILURES, Holding
from studio.room.live.desk import AwayError, Glance, HomeDesk
from studio.room.protocol.actions import Action
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import Person, RoomState

TELL_S = 1.0
"""How often other nodes are told how the rooms here do."""

_FORGET_S = 5 * TELL_S
_AT_ONCE = 2_000
_REPLY: TypeAdapter[Accepted | Refused] = TypeAdapter(
    Annotated[Accepted | Refused, Field(discriminator="type")]
)
_What = Literal["state", "act"]


class NatsDesk:
    """See the module; a ``Desk``.

    Args:
        node: This node.
        here: The rooms at home here.
        find: Gives a room's home, which is this node if it had none.
        ask: Gives a node's answer to a question, None if it does not answer.
        tell: Tells all nodes something.
    """

    def __init__(
        self,
        node: str,
        here: HomeDesk,
        find: Callable[[str], Awaitable[Holding | None]],
        ask: Callable[[str, bytes], Awaitable[bytes | None]],
        tell: Callable[[list[object]], None],
    ) -> None:
        self._node = node
        self._here = here
        self._find = find
        self._ask = ask
        self._tell = tell
        self._elsewhere: dict[str, tuple[float, Glance]] = {}

    async def state(self, room: str) -> RoomState | None:
        """Return what a newcomer would be told."""
        home = await self._home(room)
        if home == self._node:
            return await self._here.state(room)
        answer = await self._question(home, "state", room)
        return RoomState.model_validate_json(answer) if answer else None

    async def act(self, room: str, who: Person | None, action: Action) -> Accepted | Refused | None:
        """Do something for somebody."""
        home = await self._home(room)
        if home == self._node:
            return await self._here.act(room, who, action)
        person = who.model_dump_json().encode() if who else None
        answer = await self._question(home, "act", room, person, acting(action))
        return _REPLY.validate_json(answer) if answer else None

    def glance(self, room: str) -> Glance:
        """Return how a room does, as far as this node knows."""
        heard_s, glance = self._elsewhere.get(room, (0.0, Glance()))
        here = self._here.glance(room)
        is_fresh = here == Glance() and time.monotonic() - heard_s < _FORGET_S
        return glance if is_fresh else here

    async def answer(self, question: bytes) -> bytes:
        """Return what another node asks."""
        what, room, *rest = msgpack.unpackb(question)
        found: RoomState | Accepted | Refused | None
        if what == "state":
            found = await self._here.state(room)
        else:
            person, action = rest
            who = Person.model_validate_json(person) if person else None
            found = await self._here.act(room, who, read_acting(action))
        return found.model_dump_json().encode() if found else b""

    def heard(self, glances: list[tuple[str, int, bool]]) -> None:
        """Note how rooms of another node do."""
        now_s = time.monotonic()
        for room, viewers, is_live in glances:
            self._elsewhere[room] = (now_s, Glance(viewers, is_live))

    async def go_on_telling(self) -> None:
        """Tell the others how the rooms here do, until cancelled."""
        while True:
            await asyncio.sleep(TELL_S)
            told: list[object] = [
                (room, glance.viewers, glance.is_live) for room, glance in self._here.glances()
            ]
            for start in range(0, len(told), _AT_ONCE):
                self._tell(told[start : start + _AT_ONCE])
            end_s = time.monotonic() - _FORGET_S
            for room in [name for name, (heard_s, _) in self._elsewhere.items() if heard_s < end_s]:
                del self._elsewhere[room]

    async def _home(self, room: str) -> str:
        """Return the node that is home of a room; this one if there is no such room."""
        try:
            holding = await self._find(room)
        except FAILURES as error:
            raise AwayError from error
        return holding.node if holding else self._node

    async def _question(self, node: str, what: _What, room: str, *rest: Any) -> bytes:
        answer = await self._ask(node, msgpack.packb((what, room, *rest)))
        if answer is None:
            raise AwayError
        return answer
