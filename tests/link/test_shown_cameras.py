"""Tests of studio.link.shown_cameras: what inputs of ours are told of other studios' cameras."""

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Any

from studio.ipc.message import Message
from studio.link.connection import MOST_CAMERAS
from studio.link.peers import NO_SOUND, CameraWish
from studio.link.picture_line import PictureLine
from studio.link.picture_packets import Packet
from studio.link.shown_cameras import ShownCameras
from studio.model.offered_inputs import MOST_INPUTS
from tests.link.encoded_clip import encode_clip


class Line:
    """A connection with as many parts as are ever used."""

    def __init__(self) -> None:
        mids = map(str, range(MOST_CAMERAS))
        self.cameras = {mid: PictureLine(lambda data: time.monotonic_ns()) for mid in mids}


class Studio:
    """A peer as ``ShownCameras`` needs it."""

    shown_name = "Wei"

    def __init__(self, kind: str = "studio") -> None:
        self.id = f"u-{kind}"
        self.kind = kind
        self.is_connected = True
        self.connection: Line | None = Line()
        self.kept: dict[str, Message] = {}
        self.said: list[Message] = []

    def say_control(self, message: Message) -> bool:
        self.said.append(message)
        return True


class Input:
    """A channel of the engine."""

    def __init__(self) -> None:
        self.told: list[Message] = []

    def send(self, message: Message) -> bool:
        self.told.append(message)
        return True


class Stand:
    """The cameras, and inputs that show some."""

    def __init__(self) -> None:
        self.there: Any = Studio()
        self.wishes: dict[Input, str] = {}
        self.cameras = ShownCameras(f"link-test-{secrets.token_hex(4)}", self._wishes)

    def shown(self, name: str) -> Input:
        one = Input()
        self.wishes[one] = name
        self.cameras.settle()
        return one

    def offer(self, *names: object) -> None:
        self.cameras.hear(self.there, {"type": "inputs", "inputs": list(names)})

    def lines(self, **lines: str) -> None:
        told = [{"mid": mid.removeprefix("m"), "input": name} for mid, name in lines.items()]
        self.cameras.hear(self.there, {"type": "lines", "lines": told})

    def _wishes(self) -> list[CameraWish]:
        return [CameraWish(each, self.there, name) for each, name in self.wishes.items()]


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.005)


def want(*names: str) -> Message:
    return {"type": "want", "inputs": list(names)}


def test_all_that_is_offered_and_shown_is_asked_for_once() -> None:
    async def run() -> None:
        stand = Stand()
        side, again, bed = (stand.shown(name) for name in ("Side", "Side", "Bedroom"))
        assert stand.there.said == [], "it has offered nothing yet"
        assert bed.told == side.told == [NO_SOUND]
        stand.offer("Side", "Top", 5, "", "x" * 999, *map(str, range(99)))
        stand.cameras.settle()
        assert stand.there.said == [want("Side")]
        assert len(stand.cameras.offered("u-studio")) <= MOST_INPUTS
        reason = "Wei does not offer a camera called Bedroom."
        assert bed.told[-1] == {"type": "state", "health": "failed", "reason": reason}
        stand.shown("Top")
        assert stand.there.said[-1] == want("Side", "Top")
        for one in (side, again):
            del stand.wishes[one]
        stand.cameras.settle()
        assert stand.there.said[-1] == want("Top")
        stand.offer("Bedroom")
        assert stand.there.said[-1] == want("Bedroom")
        phone: Any = Studio("phone")
        stand.cameras.hear(phone, {"type": "inputs", "inputs": ["Side"]})
        assert stand.cameras.offered(phone.id) == ()
        await stand.cameras.close()

    asyncio.run(run())


def test_a_camera_too_many_is_told_so_until_there_is_room() -> None:
    async def run() -> None:
        stand = Stand()
        names = [str(number) for number in range(MOST_CAMERAS + 1)]
        inputs = [stand.shown(name) for name in names]
        stand.offer(*names)
        assert stand.there.said == [want(*names[:MOST_CAMERAS])]
        assert [one.told[-1].get("health") for one in inputs] == [None] * MOST_CAMERAS + ["failed"]
        del stand.wishes[inputs[0]]
        stand.cameras.settle()
        assert stand.there.said[-1] == want(*names[1:])
        await stand.cameras.close()

    asyncio.run(run())


def test_a_camera_has_a_ring_of_its_own_as_long_as_its_line_lasts() -> None:
    clip = encode_clip(160, 90, kbps=300)

    def put(stand: Stand, mid: str) -> None:
        line = stand.there.connection.cameras[mid]
        for number, data in enumerate(clip.pictures[:3]):
            content = data.replace(b"\0\0\0\1", b"\0\0\1").replace(b"\0\0\1", b"\0\0\0\1")
            line.take(Packet(number, number * 3000, True, False, content))

    def rings(one: Input) -> list[object]:
        return [m["name"] for m in one.told if m["type"] == "ring" and m["kind"] == "picture"]

    async def run() -> None:
        stand = Stand()
        side, top = stand.shown("Side"), stand.shown("Top")
        stand.offer("Side", "Top")
        stand.lines(m0="Side", m1="Top", m2="Bedroom", m9="Side")
        put(stand, "0")
        put(stand, "1")
        put(stand, "2")
        await until(lambda: rings(side) and rings(top))
        assert rings(side) != rings(top)
        assert side.told[-1]["health"] == top.told[-1]["health"] == "running"
        stand.lines(m0="Top")  # by another part: a new ring
        put(stand, "0")
        await until(lambda: len(rings(top)) == 2)
        gone: Message = {"type": "state", "health": "failed", "reason": "Wei has gone."}
        stand.there.connection, stand.there.kept["state"] = None, gone
        stand.cameras.settle()
        assert side.told[-1] == top.told[-1] == gone
        stand.there.connection = Line()
        del stand.there.kept["state"]
        told = len(stand.there.said)
        stand.offer("Side")
        assert stand.there.said[told:] == [want("Side")]
        assert "does not offer" in str(top.told[-1]["reason"])
        stand.lines(m1="Side")
        put(stand, "1")
        await until(lambda: len(rings(side)) == 2)
        await stand.cameras.close()

    asyncio.run(run())
