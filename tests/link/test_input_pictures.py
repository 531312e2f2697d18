"""Tests of studio.link.input_pictures: a ring's pictures become H.264 for who looks."""

import asyncio
import secrets
import time
from collections.abc import Callable

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

from studio.ipc.ring import RingFormat, RingWriter
from studio.link.input_pictures import InputPictures

WIDTH, HEIGHT = 320, 180


class Looker:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.packets: list[tuple[int, bool, bytes]] = []

    def put(self, pts_ns: int, is_key: bool, data: bytes) -> None:
        self.packets.append((pts_ns, is_key, data))


def write(ring: RingWriter, luma: int) -> None:
    """Write a picture of one grey."""
    size = WIDTH * HEIGHT * 3 // 2
    memory = np.frombuffer(ring.begin()[:size], np.uint8)
    memory[: WIDTH * HEIGHT] = luma
    memory[WIDTH * HEIGHT :] = 128
    ring.commit(pts_ns=time.monotonic_ns(), format=RingFormat.NV12, width=WIDTH, height=HEIGHT)


async def until(is_so: Callable[[], object], do: Callable[[], object] = lambda: None) -> None:
    async with asyncio.timeout(30):
        while not is_so():
            do()
            await asyncio.sleep(0.01)


def test_pictures_are_encoded_while_somebody_looks_and_after_a_restart_of_the_capture() -> None:
    wanted: list[tuple[str, bool]] = []
    name = f"link-test-{secrets.token_hex(4)}"

    async def run() -> Looker:
        pictures = InputPictures("Side", lambda *told: wanted.append(told))
        looker = Looker()
        ring = RingWriter.create(f"{name}-1", 8, WIDTH * HEIGHT * 3 // 2)
        pictures.use(ring.name)
        pictures.add(looker)
        assert wanted == [("Side", True)]
        pictures.use(ring.name)
        await until(lambda: len(looker.packets) >= 5, lambda: write(ring, 200))
        pictures.ask_key()
        before = len(looker.packets)
        await until(
            lambda: any(key for _, key, _ in looker.packets[before:]), lambda: write(ring, 90)
        )
        before = len(looker.packets)
        pictures.ask_key()  # of a picture that stands still, such as a file that was paused
        await until(lambda: any(key for _, key, _ in looker.packets[before:]))
        ring.close()
        await until(lambda: wanted.count(("Side", True)) >= 2)  # nothing comes: it asks again
        other = RingWriter.create(f"{name}-2", 8, WIDTH * HEIGHT * 3 // 2)
        pictures.use(other.name)
        before = len(looker.packets)
        await until(lambda: len(looker.packets) > before, lambda: write(other, 40))
        pictures.remove(looker)
        assert wanted[-1] == ("Side", False)
        encoded = pictures.encoded
        for _ in range(10):
            write(other, 10)
            await asyncio.sleep(0.02)
        assert pictures.encoded <= encoded + 1
        other.close()
        return looker

    looker = asyncio.run(run())
    assert looker.packets[0][1], "it begins with a key frame"
    times = [pts_ns for pts_ns, _, _ in looker.packets]
    assert times == sorted(times)
    codec = av.CodecContext.create("h264", "r")
    assert isinstance(codec, VideoCodecContext)
    frames = [f for _, _, data in looker.packets for f in codec.decode(av.Packet(data))]
    assert (frames[0].width, frames[0].height) == (WIDTH, HEIGHT)
    assert abs(int(frames[0].to_ndarray()[:HEIGHT].mean()) - 200) < 6
