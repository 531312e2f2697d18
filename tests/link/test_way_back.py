"""A guest sees what the engine encodes and hears the ring without him; a phone gets nothing."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import numpy as np
import pytest

from studio.engine.mixer.bus_ring import BusRing
from studio.engine.sources.link import LinkSource
from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.message import Message
from studio.link.way_back import takes_h264
from studio.model.kinds_link import LinkSettings
from studio.model.media import BLOCK_FRAMES
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.link_process import LinkProcess
from tests.link.onlooker import Onlooker
from tests.link.room_stand_in import RoomStandIn
from tests.link.test_process import until

PICTURE_S = 1 / 30


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkProcess]:
    process = LinkProcess(tmp_path_factory.mktemp("w"))
    yield process
    process.close()


class Engine:
    """The engine's end: pictures of a clip while somebody looks on, a key frame when asked."""

    def __init__(self, clip: EncodedClip) -> None:
        self.told: list[Message] = []
        self._clip = clip
        self._at = 0
        self._channel: AsyncChannel | None = None

    @property
    def is_watched(self) -> bool:
        """What link said last."""
        watches = [each["on"] for each in self.told if each["type"] == "watch"]
        return watches[-1:] == [True]

    async def run(self, process: LinkProcess) -> None:
        """Bring the programme until cancelled."""
        self._channel = await connect(
            process.address,
            role="engine",
            secret=process.secret,
            on_message=self._take,
            on_close=lambda channel, reason: None,
        )
        self._channel.send({"type": "programme"})
        number = 0
        try:
            while True:
                await asyncio.sleep(PICTURE_S)
                if self.is_watched:
                    self._send_picture(number * 33_333_333)
                    number += 1
        finally:
            self._channel.close()

    def tell(self, message: Message) -> None:
        """Say something."""
        assert self._channel
        self._channel.send(message)

    def _send_picture(self, pts_ns: int) -> None:
        data, is_key = self._clip.pictures[self._at], self._at == 0
        self.tell({"type": "picture", "pts_ns": pts_ns, "key": is_key, "data": data})
        self._at = (self._at + 1) % len(self._clip.pictures)

    def _take(self, channel: AsyncChannel, message: Message) -> None:
        self.told.append(message)
        if message["type"] == "key_wanted":
            self._at = 0


class Tone:
    """A bus of tests on which a tone is heard."""

    def __init__(self, name: str, hz: float) -> None:
        self.ring = BusRing(name, time.monotonic_ns())
        self._hz = hz

    async def run(self) -> None:
        """Write until cancelled."""
        begin_s, number = time.monotonic(), 0
        while True:
            at = np.arange(number * BLOCK_FRAMES, (number + 1) * BLOCK_FRAMES) / 48_000
            tone = 0.3 * np.sin(2 * np.pi * self._hz * at)
            self.ring.put(number, np.repeat(tone.astype(np.float32)[:, None], 2, axis=1))
            number += 1
            due_s = begin_s + number * BLOCK_FRAMES / 48_000
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))


@asynccontextmanager
async def running(*works: object) -> AsyncIterator[None]:
    """Have things run until the block ends."""
    tasks = [asyncio.ensure_future(work) for work in works]  # type: ignore[call-overload]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def guest(id: str, seat: int = 1) -> Message:
    """Return a guest as the stage tells of him."""
    return {"id": id, "kind": "guest", "name": id, "seat": seat}


@pytest.mark.slow
def test_a_guest_sees_the_programme_and_hears_it_without_himself(process: LinkProcess) -> None:
    clip = encode_clip(320, 180, kbps=600)
    engine = Engine(clip)
    whole, without = Tone("w-whole", 1000), Tone("w-minus", 500)
    asked: list[bool] = []

    def answer(source: LinkSource, is_wanted: bool) -> None:
        asked.append(is_wanted)
        if is_wanted:
            source.minus(without.ring.name)

    async def run() -> None:
        async with (
            RoomStandIn(process.room_address, process.secret) as room,
            running(engine.run(process), whole.run(), without.run()),
        ):
            source = LinkSource(
                "Guest",
                LinkSettings(peer="seat:1"),
                secret=process.secret,
                on_sound_ring=lambda name: None,
                on_closed=lambda source: None,
                on_minus=answer,
            )
            source.room(process.room_address)
            source.attach(process.address)
            await until(lambda: room.is_heard and engine.told)
            assert not engine.is_watched
            phone = room.sender("phone", clip)
            gets_nothing = Onlooker(phone)
            await phone.offer()
            await until(lambda: phone.state == "connected")
            sender = room.sender("Li", clip)
            room.stage([guest("Li")])
            onlooker = Onlooker(sender)
            await sender.offer()
            await until(lambda: engine.is_watched)
            await until(lambda: any(each.get("picture") is True for each in sender.heard))
            engine.tell({"type": "minus", "ring": whole.ring.name})
            await until(lambda: len(onlooker.numbers) > 20)
            steps = np.diff(onlooker.numbers[-10:]) % len(clip.pictures)
            assert np.median(steps) == 1
            await until(lambda: onlooker.tone_hz() == pytest.approx(500, abs=10))
            room.stage([guest("Li", seat=2)])  # whom no input shows
            await until(lambda: onlooker.tone_hz() == pytest.approx(1000, abs=10))
            await until(lambda: asked == [True, False])
            assert not gets_nothing.numbers
            assert not gets_nothing.levels
            await asyncio.to_thread(source.close)

    asyncio.run(run())
    whole.ring.close()
    without.ring.close()


def test_who_takes_no_h264_is_sent_no_pictures() -> None:
    lines = "a=rtpmap:96 VP8/90000\r\na=rtpmap:102 H264/90000\r\n"
    assert takes_h264("m=audio 9 x 111\r\nm=video 9 UDP/TLS/RTP/SAVPF 102 96\r\n" + lines)
    assert not takes_h264("m=video 9 UDP/TLS/RTP/SAVPF 96 102\r\n" + lines)
    assert not takes_h264("m=audio 9 UDP/TLS/RTP/SAVPF 102\r\n" + lines)
