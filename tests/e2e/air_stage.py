"""A room whose PC dies while a phone stands by, and a platform that is watched: all of it real.

The room is ``rocket-studio room`` with its edge, relay and the process that puts phones on air;
the PC is an ffmpeg that publishes, the phone sends a clip of numbered pictures by WebRTC::

    with AirStage(folder) as stage:
        with stage.pc() as pc, stage.phone(clip) as phone:
            phone.stands_by()
            pc.kill()
"""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import httpx
import numpy as np
import psutil

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.protocol.values import Role
from studio.room.relay.access import Access
from studio.room_client.client import RoomClient
from studio.rtmp.flv_stream import FILE_HEADER, FlvReader, frame_tag
from tests.bench.subscriber import Arrival, Subscriber
from tests.e2e.takeover_stage import TypedStudio
from tests.link.encoded_clip import EncodedClip, read_number
from tests.link.sender import Sender
from tests.room.loop_thread import LoopThread
from tests.servers import NginxRtmp

PATIENCE_S = 60.0
ROOM = "1"
KEY = "platform-key"
LOOK_S = 0.02


class AirStage:
    """See the module.

    Args:
        folder: Gets all files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data = folder / "data"
        self._stack = ExitStack()
        self.platform = NginxRtmp(folder / "nginx", "idle_streams off;")
        self.subscriber = Subscriber(folder / "viewer", self.platform.url(KEY))
        self.loop = LoopThread()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.platform)
            stack.callback(self._end_room)
            self._begin_room()
            stack.enter_context(self.loop)
            self.control(f"/{ROOM}/onward", {"address": self.platform.url(KEY)})
            stack.enter_context(self.subscriber)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def pc(self) -> "Pc":
        """Return what publishes to the room, as it begins to."""
        key = Access(Secret.open(self.data / "secret")).stream_key(ROOM)
        return Pc(f"rtmp://127.0.0.1:{self.ports['rtmp']}/live/{key}")

    def takes_back(self, name: str, *words: str) -> TypedStudio:
        """Return a studio that takes the programme back, with an empty scene."""
        folder = self._folder / name
        folder.mkdir()
        scene = folder / "scenes.json"
        scene.write_text(json.dumps({"schema": 1, "scenes": [{"name": "Main"}]}))
        said = [f"{self.server}/r/{ROOM}", "--link", self.anchor, "--device", name]
        said += ["--collection", str(scene), "--size", "320x180", "--fps", "30"]
        said += ["--encoder", "libx264", "--preset", "ultrafast", "--latency", "low"]
        return TypedStudio(folder, [*said, "--video-kbps", "300", *words], "takeover")

    def phone(self, clip: EncodedClip) -> "Phone":
        """Return a phone that has come into the room by the anchor's link."""
        return Phone(self, clip)

    def anchor_of_page(self) -> "Anchor":
        """Return an anchor who has made a link for a phone, whose page is another's to open."""
        return Anchor(self)

    def control(self, path: str = "", content: dict[str, object] | None = None) -> Any:
        """Ask the relay as its operator."""
        tokens = Tokens(Secret.open(self.data / "secret"))
        expires_s = int(time.time()) + 600
        claims = Claims("test", "test", Role.ANCHOR, None, False, expires_s, Scope.OPERATOR)
        headers = {"authorization": f"Bearer {tokens.sign(claims)}"}
        url = f"http://127.0.0.1:{self.ports['http']}/control/streams{path}"
        method = "GET" if content is None else "POST"
        answer = httpx.request(method, url, json=content, headers=headers, timeout=PATIENCE_S)
        assert answer.is_success, answer.text
        return answer.json()

    @property
    def state(self) -> dict[str, Any]:
        """What the relay says of the room."""
        return next((each for each in self.control() if each["room"] == ROOM), {})

    @property
    def ports(self) -> dict[str, int]:
        """Where the relay listens."""
        said: dict[str, int] = json.loads((self.data / "relay.json").read_text())
        return said

    def wait_for(self, condition: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Wait until the relay's state is as wanted."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not condition(state := self.state):
            assert time.monotonic() < deadline_s, f"{state}\n{self.logs}"
            time.sleep(LOOK_S)
        return state

    @property
    def logs(self) -> str:
        """What the room's processes have logged."""
        return "\n".join(path.read_text()[-3000:] for path in self.data.glob("log/*.log"))

    @property
    def parts(self) -> list[Path]:
        """What the platform's viewer got, one file for each time that it had to begin."""
        return [path for path in self.subscriber.segments if path.stat().st_size]

    @property
    def pictures(self) -> list[Arrival]:
        """The pictures that it got so far."""
        return [each for part in self.subscriber.arrivals for each in list(part) if each.is_video]

    def received(self) -> Path:
        """Return what the platform's viewer got, without a tag that was cut at the end."""
        (path,) = self.parts
        whole = path.with_suffix(".whole.flv")
        tags = FlvReader().feed(path.read_bytes())
        data = [frame_tag(tag.kind, tag.time_ms, tag.body) for tag in tags]
        whole.write_bytes(FILE_HEADER + b"".join(data))
        return whole

    def kill(self, part: str) -> None:
        """Kill the edge or what puts phones on air, as a crash would."""
        for child in psutil.Process(self._room.pid).children():
            if child.cmdline()[0].startswith(f"rocket-studio room {part}"):
                child.kill()
                return
        raise AssertionError(f"there is no {part}")

    def _begin_room(self) -> None:
        ports = ["--port", "0", "--ws-port", "0", "--relay-port", "0"]
        argv = [sys.executable, "-m", "studio.room.pair", "--data", str(self.data), *ports]
        self._room = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
        assert self._room.stdout is not None
        found: dict[str, str] = {}
        while len(found) < 4:
            line = self._room.stdout.readline()
            assert line, self.logs
            name, address = line.removeprefix("· ").split(maxsplit=1)
            found[name] = address.strip()
        self.server = found["Watch"].partition("/r/")[0]
        self.anchor = found["Anchor"].partition("invitation=")[2]

    def _end_room(self) -> None:
        self._room.send_signal(signal.SIGTERM)
        self._room.wait(PATIENCE_S)
        assert self._room.stdout is not None
        self._room.stdout.close()


class Pc:
    """An encoder that publishes pictures without numbers, and a tone."""

    def __init__(self, url: str) -> None:
        command = "ffmpeg -v error -re -f lavfi -i testsrc2=size=320x180:rate=30 -re -f lavfi"
        command += " -i sine=r=48000 -pix_fmt yuv420p -c:v libx264 -preset ultrafast"
        command += " -tune zerolatency -profile:v baseline -g 30 -b:v 300k"
        command += f" -c:a aac -ac 2 -b:a 64k -f flv {url}"
        self.process = subprocess.Popen(command.split(), stdin=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    def kill(self) -> int:
        """End it as a crash does; return when."""
        self.process.kill()
        killed_ns = time.monotonic_ns()
        self.process.wait()
        return killed_ns

    def freeze(self) -> int:
        """Let nothing come any more, not even an end, as when the power fails; return when."""
        self.process.send_signal(signal.SIGSTOP)
        return time.monotonic_ns()


class Anchor:
    """The anchor alone.

    Attributes:
        link: A phone's, as a path of the room's server.
        peers: Those at the stage.
    """

    def __init__(self, stage: AirStage) -> None:
        self._stage = stage
        self.peers: list[str] = []
        self.link = ""

    def __enter__(self) -> Self:
        self._stage.loop.run(self._come())
        return self

    def __exit__(self, *error: object) -> None:
        self._stage.loop.run(self._go())

    def act(self, kind: str, **fields: object) -> dict[str, Any]:
        """Do something; return the answer."""
        return self._stage.loop.run(self._client.act({"type": kind, **fields}))

    def lets_air(self) -> None:
        """Let the phone go on air alone."""
        answer = self.act("stage_air", peer=self.peers[0], on=True)
        assert answer["type"] == "accepted", answer

    async def _come(self) -> None:
        async with httpx.AsyncClient(base_url=self._stage.server, timeout=PATIENCE_S) as client:
            said = {"invitation": self._stage.anchor}
            token = str((await client.post("/api/session", json=said)).json()["token"])
            headers = {"Authorization": f"Bearer {token}"}
            path = "/api/rooms/1/invitations"
            answer = await client.post(path, json={"kind": "phone"}, headers=headers)
            self.link = str(answer.json()["path"])
            port = (await client.get("/api/server")).json()["ws_port"]

        async def give(was_refused: bool) -> str:
            return token

        address = f"ws://127.0.0.1:{port}/ws"
        self._client = RoomClient(address, ROOM, give, self._heard, lambda state, why: None)
        self._task = asyncio.get_running_loop().create_task(self._client.run())
        async with asyncio.timeout(PATIENCE_S):
            while not self._client.joins:
                await asyncio.sleep(LOOK_S)

    async def _go(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "stage":
            self.peers = [str(each["id"]) for each in message["peers"]]


class Phone:
    """A phone, and the anchor who lets it go on air alone."""

    def __init__(self, stage: AirStage, clip: EncodedClip) -> None:
        self._stage = stage
        self._clip = clip
        self._tasks: set[asyncio.Task[Any]] = set()
        self.sender: Sender | None = None
        self.peer: dict[str, Any] = {}
        self.seen: list[str] = []

    def __enter__(self) -> Self:
        self._stage.loop.run(self._come())
        return self

    def __exit__(self, *error: object) -> None:
        self._stage.loop.run(self._go())

    def stands_by(self) -> None:
        """Wait until its pictures are at the relay."""
        self._stage.loop.wait_for(lambda: self.peer.get("standby") == "warm")

    @property
    def joins(self) -> int:
        """How often the phone came into the room."""
        return self._phone.joins

    def act(self, who: str, kind: str, **fields: object) -> dict[str, Any]:
        """Do something as ``phone`` or ``anchor``; return the answer."""
        client = {"phone": self._phone, "anchor": self._anchor}[who]
        return self._stage.loop.run(client.act({"type": kind, **fields}))

    async def _come(self) -> None:
        async with httpx.AsyncClient(base_url=self._stage.server, timeout=PATIENCE_S) as client:

            async def session(invitation: str) -> str:
                answer = await client.post("/api/session", json={"invitation": invitation})
                return str(answer.json()["token"])

            anchor = await session(self._stage.anchor)
            headers = {"Authorization": f"Bearer {anchor}"}
            path = "/api/rooms/1/invitations"
            link = await client.post(path, json={"kind": "phone"}, headers=headers)
            phone = await session(link.json()["invitation"])
            port = (await client.get("/api/server")).json()["ws_port"]
        self._anchor = self._client(port, anchor, self._anchor_heard)
        self._phone = self._client(port, phone, self._phone_heard)
        for client_ in (self._anchor, self._phone):
            self._spawn(client_.run())
        async with asyncio.timeout(PATIENCE_S):
            while "standby" not in self.peer or not self._anchor.joins:
                await asyncio.sleep(LOOK_S)
        for who, kind in ((self._phone, "stand_by"), (self._anchor, "stage_air")):
            more = {"peer": self.peer["id"]} if kind == "stage_air" else {}
            answer = await who.act({"type": kind, "on": True, **more})
            assert answer["type"] == "accepted", answer

    def _client(self, port: int, token: str, take: Callable[[dict[str, Any]], None]) -> RoomClient:
        async def give(was_refused: bool) -> str:
            return token

        address = f"ws://127.0.0.1:{port}/ws"
        return RoomClient(address, ROOM, give, take, lambda state, why: None)

    def _anchor_heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "stage" and message["peers"]:
            self.peer = message["peers"][0]
            if self.seen[-1:] != [self.peer["standby"]]:
                self.seen.append(self.peer["standby"])

    def _phone_heard(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "joined"}:
                self._spawn(self._phone.act({"type": "stage_ask", "kind": "phone"}))
            case {"type": "stage", "you": str(you), "peers": list(peers)}:
                mine = next((each for each in peers if each["id"] == you), None)
                if mine and mine["standby"] == "calling" and self.sender is None:
                    self.sender = Sender(self._clip, self._pass_on)
                    self._spawn(self.sender.offer())
            case {"type": "signal", "from": "air", "data": {"type": "bye", "again": True}}:
                self._spawn(self._call_again())
            case {"type": "signal", "from": "air", "data": data} if self.sender:
                self._spawn(self.sender.hear(data))

    async def _call_again(self) -> None:
        if self.sender is not None:
            await self.sender.close()
        self.sender = Sender(self._clip, self._pass_on)
        await self.sender.offer()

    def _pass_on(self, data: dict[str, Any]) -> None:
        self._spawn(self._phone.act({"type": "signal", "to": "air", "data": data}))

    async def _go(self) -> None:
        if self.sender is not None:
            await self.sender.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def numbers(programme: Path) -> list[int | None]:
    """Return the number on each picture of a programme; None on those of the PC and the slate."""
    with av.open(str(programme)) as file:
        return [
            read_number(frame.reformat(format="gray").to_ndarray().astype(np.uint8))
            for frame in file.decode(video=0)
        ]
