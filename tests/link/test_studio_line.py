"""Tests of studio.link.studio_line: what another studio's room says of our visit."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from studio.ipc.address import free_address
from studio.ipc.aio import AsyncChannelServer
from studio.ipc.message import Message
from studio.link.studio_line import StudioLine, Visit

ROOM: Message = {"title": "Night", "anchor": {"name": "Wei"}, "stage": []}


class Room:
    """A room client of tests, and the line to it."""

    def __init__(self, server: AsyncChannelServer, line: StudioLine) -> None:
        self.server = server
        self.line = line
        self.said: list[Any] = []
        self.signals: list[Message] = []
        self.visits: list[Visit] = []

    def state(self, connection: str = "connected", **more: object) -> None:
        """Tell how the room is."""
        self.server.broadcast(
            {"type": "room_state", "connection": connection, "why": "", "room": ROOM, **more}
        )

    def event(self, **event: object) -> None:
        """Tell what happens in the room."""
        self.server.broadcast({"type": "room_event", "event": event})

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(30):
            while not is_so():
                await asyncio.sleep(0.005)

    async def stands(self, state: str, reason: str = "") -> Visit:
        """Wait until our visit stands so."""
        await self.until(lambda: (self.line.visit.state, self.line.visit.reason) == (state, reason))
        return self.line.visit


@asynccontextmanager
async def visited(tmp_path: Path) -> AsyncIterator[Room]:
    secret, address = secrets.token_hex(8), free_address(tmp_path, "visit")
    room: Room
    line = StudioLine(
        secret,
        on_signal=lambda data: room.signals.append(data),
        on_servers=lambda servers: None,
        on_visit=lambda visit: room.visits.append(visit),
    )
    server = AsyncChannelServer(
        address,
        name="visit",
        secret=secret,
        on_message=lambda channel, message: room.said.append(message),
        on_connect=lambda channel: room.state(),
    )
    room = Room(server, line)
    await server.start()
    line.use(address)
    try:
        yield room
    finally:
        line.close()
        await server.close()


def peer(state: str) -> dict[str, object]:
    return {"id": "u-1", "state": state, "kind": "studio"}


def test_it_asks_waits_and_is_let_in(tmp_path: Path) -> None:
    async def run() -> None:
        async with visited(tmp_path) as room:
            await room.until(lambda: any(each["type"] == "act" for each in room.said))
            asked = next(each["action"] for each in room.said if each["type"] == "act")
            assert asked == {"type": "stage_ask", "kind": "studio"}
            room.state(offers=["Side", 5])
            room.event(type="stage", you="u-1", host=True, peers=[peer("waiting")])
            assert (await room.stands("waiting")).name == "Wei"
            room.event(type="stage", you="u-1", host=True, peers=[peer("on_stage")])
            visit = await room.stands("in")
            assert (visit.is_host_there, visit.offers) == (True, ("Side",))
            room.server.broadcast({"type": "offers", "offers": ["Top"]})
            await room.until(lambda: room.line.visit.offers == ("Top",))
            assert room.visits[-1] == room.line.visit
            assert (visit.state, visit.shown()["offers"]) == ("in", ["Side"])
            room.event(type="stage", you="u-1", host=False, peers=[peer("on_stage")])
            await room.until(lambda: not room.line.visit.is_host_there)
            room.event(**{"type": "signal", "from": "u-9", "data": {"type": "answer"}})
            room.event(**{"type": "signal", "from": "studio", "data": {"type": "bye"}})
            await room.until(lambda: room.signals)
            assert room.signals == [{"type": "bye"}], "only the studio there signals to us"
            room.line.send({"type": "offer", "sdp": "v=0"})
            await room.until(lambda: room.said[-1].get("action", {}).get("type") == "signal")
            assert room.said[-1]["action"]["to"] == "studio"

    asyncio.run(run())


def test_it_says_why_it_is_over(tmp_path: Path) -> None:
    async def run() -> None:
        async with visited(tmp_path) as room:
            await room.stands("waiting")
            room.event(type="stage", you=None, host=True, peers=[], reason="removed")
            await room.stands("over", "removed")
            room.state()
            await room.stands("waiting")  # it was let in to the room anew, and asks again
            room.state("reconnecting")
            await room.stands("away")
            sentence = "The link is over: ask for another."
            refused = {"type": "refused", "code": "invitation_needed", "sentence": sentence}
            room.server.broadcast({"type": "acted", "id": "ask", "answer": refused})
            await room.stands("over", sentence)
            room.server.broadcast({"type": "acted", "id": 3, "answer": refused})  # of a signal
            room.state("stopped", why="You were put out.")
            await room.stands("over", "You were put out.")
            room.state("reconnecting")
            room.state("connecting")  # a room client that was started for another visit
            await room.stands("away")
            room.state("stopped", why="You were put out.")
            await room.stands("over", "You were put out.")
            assert [each.state for each in room.visits[-3:]] == ["over", "away", "over"]

    asyncio.run(run())
