"""The process as a whole: a phone offers, and its pictures and sound are in rings."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest

from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.timeline import Timeline
from studio.engine.sources.link import LinkSource
from studio.engine.sources.source import Health
from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.message import Message
from studio.model.kinds_link import LinkSettings
from tests.link.encoded_clip import TONE_HZ, EncodedClip, encode_clip, read_number
from tests.link.link_process import LinkProcess
from tests.link.room_stand_in import RoomStandIn

pytestmark = pytest.mark.slow

PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def clip() -> EncodedClip:
    return encode_clip(320, 180, kbps=600)


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkProcess]:
    process = LinkProcess(tmp_path_factory.mktemp("l"))
    yield process
    process.close()


class Shown:
    """An input of the engine that shows a peer, with its sound; minus: the ring that it hears."""

    def __init__(self, process: LinkProcess, peer: str = "", minus: str = "") -> None:
        self.offsets: list[float] = []
        self.epoch_ns = time.monotonic_ns()
        self.sound = RingInput(None, self.epoch_ns)
        self.source = LinkSource(
            "Phone",
            LinkSettings(peer=peer),
            secret=process.secret,
            on_sound_ring=lambda ring: self.sound.attach(ring) if ring else self.sound.close(),
            on_closed=lambda source: None,
            on_minus=lambda source, is_wanted: source.minus(minus),
            on_offset=self.offsets.append,
        )
        self.source.room(process.room_address)
        self.source.attach(process.address)

    def number(self) -> int | None:
        """Return the number of the picture that is shown now."""
        picture = self.source.latch(time.monotonic_ns())
        return read_number(picture.y) if picture else None

    def close(self) -> None:
        self.source.close()
        self.sound.close()


async def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def staged(process: LinkProcess, peer: str = "") -> AsyncIterator[tuple[RoomStandIn, Shown]]:
    """A room to which link has come, and an input that shows a peer."""
    async with RoomStandIn(process.room_address, process.secret) as room:
        shown = Shown(process, peer)
        try:
            await until(lambda: room.is_heard)
            yield room, shown
        finally:
            await asyncio.to_thread(shown.close)


def test_a_phones_pictures_and_sound_come_in_order(process: LinkProcess, clip: EncodedClip) -> None:
    async def run() -> None:
        async with staged(process) as (room, shown):
            sender = room.sender("u-1", clip, "Phone of Li")
            await sender.offer()
            await until(lambda: shown.number() is not None)
            numbers: list[int] = []
            while len(numbers) < 30:
                number = shown.number()
                if number is not None and number not in numbers[-1:]:
                    numbers.append(number)
                await asyncio.sleep(0.005)
            steps = np.diff(numbers) % len(clip.pictures)
            assert (steps >= 1).all()
            assert np.median(steps) == 1
            assert shown.source.state.health is Health.RUNNING
            timeline = Timeline(48_000)
            end_s = time.monotonic() + 1
            while time.monotonic() < end_s:
                shown.sound.deliver(timeline, time.monotonic_ns() - shown.epoch_ns)
                await asyncio.sleep(0.02)
            heard = np.zeros((9600, 2), np.float32)
            timeline.read(timeline.end - 9600, heard)
            loudest = np.abs(np.fft.rfft(heard[:, 0])).argmax() * 5
            assert loudest == pytest.approx(TONE_HZ, abs=10)

    asyncio.run(run())


def test_a_phone_is_told_what_to_send_and_tells_how_it_is(
    process: LinkProcess, clip: EncodedClip
) -> None:
    async def run() -> None:
        told: list[Message] = []

        def take(channel: AsyncChannel, message: Message) -> None:
            told.append(message)

        async with staged(process, "Phone of Wang") as (room, shown):
            app = await connect(
                process.address,
                role="client",
                secret=process.secret,
                on_message=take,
                on_close=lambda channel, reason: None,
            )
            sender = room.sender("u-2", clip, "Phone of Wang")
            await sender.offer()
            await until(lambda: any(each["type"] == "set" for each in sender.heard))
            shown.source.tally(True)
            await until(lambda: {"type": "tally", "on_air": True} in sender.heard)
            app.send({"type": "set", "peer": "u-2", "width": 640, "height": 360, "kbps": 1e9})
            await until(lambda: sender.heard[-1].get("kbps") == 50_000)
            assert sender.heard[-1]["width"] == 640
            app.send({"type": "keyframe", "peer": "u-2"})
            await until(lambda: sender.heard[-1] == {"type": "keyframe"})
            sender.control.send("no JSON")
            sender.say({"type": "state", "battery": 0.5, "charging": True, "rtt_ms": 12})

            def is_shown() -> bool:
                lists: list[Any] = [each["peers"] for each in told if each["type"] == "peers"]
                phones = [p for each in lists for p in each if p["id"] == "u-2"]
                return any(p.get("battery") == 0.5 and p["fps"] for p in phones)

            await until(is_shown)
            app.close()

    asyncio.run(run())


def test_a_phone_that_the_anchor_mutes_is_seen_and_not_heard(
    process: LinkProcess, clip: EncodedClip
) -> None:
    async def run() -> None:
        async with staged(process, "u-6") as (room, shown):
            await room.sender("u-6", clip).offer()
            timeline = Timeline(48_000)

            def is_silent() -> bool:
                now_ns = time.monotonic_ns() - shown.epoch_ns
                shown.sound.deliver(timeline, now_ns)
                return "No sound" in shown.sound.state.reason

            await until(lambda: not is_silent() and shown.number() is not None)
            room.stage([{"id": "u-6", "kind": "phone", "name": "", "muted": True}])
            await until(is_silent)
            assert shown.number() is not None
            room.stage([{"id": "u-6", "kind": "phone", "name": ""}])
            await until(lambda: not is_silent())

    asyncio.run(run())


def test_a_phone_that_hangs_up_leaves_its_last_picture_then_a_placeholder(
    process: LinkProcess, clip: EncodedClip
) -> None:
    async def run() -> None:
        async with staged(process, "u-3") as (room, shown):
            sender = room.sender("u-3", clip)
            await sender.offer()
            await until(lambda: shown.number() is not None)
            await sender.close()
            await until(lambda: "has gone" in shown.source.state.reason)
            assert shown.number() is not None
            await until(lambda: shown.number() is None)
            again = room.sender("u-3", clip)
            await again.offer()
            await until(lambda: shown.number() is not None)
            assert shown.source.state.health is Health.RUNNING

    asyncio.run(run())


def test_a_link_that_dies_has_its_phones_come_again(
    process: LinkProcess, clip: EncodedClip
) -> None:
    async def run() -> None:
        async with staged(process, "u-4") as (room, shown):
            await room.sender("u-4", clip).offer()
            await until(lambda: shown.number() is not None)
            process.close()
            shown.source.writer_ended("It died.")
            process.start()
            shown.source.attach(process.address)
            await until(lambda: ("u-4", {"type": "bye", "again": True}) in room.signals)
            await room.sender("u-4", clip).offer()
            await until(lambda: shown.source.state.health is Health.RUNNING)
            await until(lambda: shown.number() is not None)

    asyncio.run(run())


@pytest.mark.parametrize(
    "offer", [{}, {"sdp": 7}, {"sdp": "v=0"}, {"sdp": "x" * 40_000}, {"sdp": "v=0\r\nm=video 9 x"}]
)
def test_what_makes_no_sense_ends_nobody_else(
    process: LinkProcess, clip: EncodedClip, offer: Message
) -> None:
    async def run() -> None:
        async with staged(process, "u-5") as (room, shown):
            room.say("bad", {"type": "offer", **offer})
            room.say("bad", {"type": "candidate", "candidate": "candidate:nonsense"})
            await room.sender("u-5", clip).offer()
            await until(lambda: shown.number() is not None)
            assert process.child.is_alive

    asyncio.run(run())
