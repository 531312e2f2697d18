"""Studios of one anchor in a real room with a real relay; of each, the engine alone stands in.

with HandoffRoom(folder) as room:
    async with room.device("pc", collection) as pc, room.device("laptop") as laptop:
        await pc.be_on_air(hand_over="yes")
        await laptop.do("take")
        await laptop.until("starting")
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from studio.ipc.address import free_address
from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.message import Message
from studio.model import session as sessions
from studio.model.session import LivePlan, Session
from studio.room_client.api import RoomApi
from studio.room_client.client import RoomClient
from studio.room_client.going_live import GoingLive
from studio.room_client.handoff.around import Around
from studio.room_client.handoff.desk import HandoffDesk
from studio.room_client.handoff.files import Files
from studio.room_client.session import Session as RoomSession
from tests.e2e.room_edge import ROOM, RunningEdge
from tests.room.relay.running import Encoder, RunningRelay

PATIENCE_S = 60.0
SECRET = "0" * 32
PLAN = LivePlan(collection="/x/scenes.json", fps=Fraction(30), video_kbps=3000)


class HandoffRoom:
    """See the module."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            data = self._folder / "data"
            self.relay = stack.enter_context(RunningRelay(data))
            self.edge = stack.enter_context(RunningEdge(data))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def state(self) -> dict[str, Any]:
        """The relay's, of the room."""
        return self.relay.state(ROOM)

    def encoder(self, device: str, size: str, phone: str = "") -> Encoder:
        """Publish to the room as a device; ``phone``: as that peer of the stage."""
        return Encoder(f"{self.relay.rtmp(ROOM)}&device={device}&phone={phone}", size=size)

    @asynccontextmanager
    async def device(
        self, name: str, collection: Message | None = None
    ) -> AsyncIterator["HandoffDevice"]:
        """Have a studio in the room until the block ends."""
        run_dir = self._folder / f"{name}-{time.monotonic_ns() % 10**6}"
        run_dir.mkdir()
        sessions.save(Session.begin(PLAN), run_dir)
        device = HandoffDevice(self, name, run_dir, collection or {"schema": 1})
        await device.engine.start()
        running = asyncio.create_task(device.run())
        try:
            await device.wait(lambda: device.client is not None and device.client.is_in)
            yield device
        finally:
            await device.desk.close()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await device.engine.close()


class HandoffDevice:
    """One studio.

    Attributes:
        name: What it is called.
        told: How its handoff stood, each time that this changed.
        run_dir: Of its session.
        engine: Stands in for its engine.
    """

    def __init__(self, room: HandoffRoom, name: str, run_dir: Path, collection: Message) -> None:
        self.name = name
        self.told: list[Message] = []
        self.client: RoomClient | None = None
        api = RoomApi(room.edge.server)
        self._session = session = RoomSession(api, room.edge.device_link())
        live = GoingLive(api, session, ROOM, name)
        files = Files(api, session, ROOM)
        self._around = Around(api, session, ROOM, live, files, SECRET, self._act)
        self.desk = HandoffDesk(self._around, room.edge.server, self.told.append)
        self.engine = EngineEnd(room, name, run_dir, collection)
        self.run_dir = run_dir

    @property
    def step(self) -> object:
        """How it stands."""
        return self.desk.told.step

    @property
    def joins(self) -> int:
        """How often it came in."""
        return self.client.joins if self.client and self.client.is_in else 0

    async def run(self) -> None:
        """Stay in the room until cancelled."""
        self.client = RoomClient(
            await self._session.socket_address(),
            ROOM,
            self._session.token,
            self._heard,
            lambda state, why: None,
            (0.05,),
        )
        await self.client.run()

    async def do(self, what: str, **more: object) -> str:
        """Have something done, as its window would; return why not, or ""."""
        here: Message = {"run_dir": str(self.run_dir), "id": 1}
        is_joined = self.client is not None and self.client.is_in
        answer = await self.desk.do({"do": what, **here, **more}, is_joined)
        return str(answer["sentence"])

    async def be_on_air(self, hand_over: str = "ask") -> None:
        """Go live, and let others take over or not."""
        self.engine.go_live()
        assert not await self.do("watch", engine=self.engine.address, hand_over=hand_over)
        async with asyncio.timeout(PATIENCE_S):
            while await self.on_air() != self.name:
                await asyncio.sleep(0.05)

    async def on_air(self) -> str:
        """Return the device that is on air."""
        cards = await self._around.devices()
        return next((str(each["name"]) for each in cards if each["is_on_air"]), "")

    async def wait(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                await asyncio.sleep(0.01)

    async def until(self, step: str) -> None:
        """Wait until its handoff stands so."""
        try:
            await self.wait(lambda: self.step == step)
        except TimeoutError:
            raise AssertionError(f"no {step}: {json.dumps(self.told[-3:])}") from None

    async def _act(self, action: Message) -> Message:
        assert self.client is not None
        return await self.client.act(action)

    def _heard(self, message: Message) -> None:
        if message["type"] == "joined":
            self.desk.joined()
        else:
            self.desk.heard(message)


class EngineEnd:
    """An engine's end of the channel: says what it has, notes commands, publishes when told to.

    Attributes:
        address: Where it listens.
        commands: That it was given, by their names.
        size: Of the picture that it sends.
        answers_after_s: How long it takes to begin to publish.
    """

    def __init__(self, room: HandoffRoom, name: str, run_dir: Path, collection: Message) -> None:
        self.address = free_address(run_dir, "engine")
        self.commands: list[str] = []
        self.state: Message = {
            "collection": collection,
            "collection_path": str(run_dir / "scenes.json"),
            "program_scene": "Main",
            "outputs": {},
        }
        self.size = "320x180"
        self.answers_after_s = 0.0
        self._room = room
        self._name = name
        self._encoder: Encoder | None = None
        self._server = AsyncChannelServer(
            self.address,
            name="engine",
            secret=SECRET,
            on_message=self._do,
            on_connect=self._greet,
        )

    async def start(self) -> None:
        """Listen."""
        await self._server.start()

    def go_live(self) -> None:
        """Publish to the room."""
        self._encoder = self._room.encoder(self._name, self.size)
        self.state["outputs"] = {"push-1": {"state": "live"}}

    def stop(self) -> None:
        """Publish no more."""
        encoder, self._encoder = self._encoder, None
        self.state["outputs"] = {}
        if encoder:
            encoder.end()

    async def close(self) -> None:
        """End it."""
        self.stop()
        await self._server.close()

    def _greet(self, channel: AsyncChannel) -> None:
        channel.send({"type": "snapshot", "state": self.state})

    def _do(self, channel: AsyncChannel, message: Message) -> None:
        if message["type"] != "command":
            return
        self.commands.append(str(message["name"]))
        if message["name"] == "StartOutput" and self._encoder is None:
            self.go_live()
        elif message["name"] == "StopOutput":
            self.stop()
        reply: Message = {"type": "reply", "id": message["id"], "ok": True}
        reply |= {"output": "push-1", "choices": []}
        after_s = self.answers_after_s if message["name"] == "StartOutput" else 0.0
        asyncio.get_running_loop().call_later(after_s, channel.send, reply)
