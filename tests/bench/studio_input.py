"""What it costs to send one input of its own to another studio, beside the programme.

``python -m tests.bench.studio_input``: a camera's pictures, taken from the demo's clip, go through
a ring to the encoder of link; its thread's processor time is what the other studio's wish costs.
"""

import asyncio
import secrets
import sys
import threading
import time
from pathlib import Path

import av
import numpy as np
import psutil
from numpy.typing import NDArray

from studio.ipc.ring import RingFormat, RingWriter
from studio.link.input_pictures import FPS, InputPictures

ROOT = Path(__file__).resolve().parents[2]
CLIP = ROOT / "assets" / "clips" / "camera.mp4"
SECONDS = 10
SIZES = ((1280, 720), (1920, 1080))


class _Nobody:
    bytes_sent = 0

    def put(self, pts_ns: int, is_key: bool, data: bytes) -> None:
        self.bytes_sent += len(data)


def pictures(width: int, height: int, count: int = 60) -> list[NDArray[np.uint8]]:
    """Return pictures of the clip as a capture writes them."""
    found: list[NDArray[np.uint8]] = []
    with av.open(str(CLIP)) as clip:
        for frame in clip.decode(video=0):
            picture = frame.reformat(width, height, "nv12").to_ndarray()
            found.append(np.asarray(picture, np.uint8).reshape(-1))
            if len(found) == count:
                break
    return found


async def measure(width: int, height: int) -> str:
    """Return the figures of one size, as a line."""
    frames = pictures(width, height)
    ring = RingWriter.create(f"bench-{secrets.token_hex(4)}", 8, width * height * 3 // 2)
    encoding, nobody = InputPictures("Camera", lambda name, is_wanted: None), _Nobody()
    encoding.add(nobody)
    encoding.use(ring.name)
    thread = next(each for each in threading.enumerate() if each.name == "input-pictures")
    began_s, before_s = time.monotonic(), _cpu_s(thread)
    for number in range(FPS * SECONDS):
        slot = np.frombuffer(ring.begin()[: width * height * 3 // 2], np.uint8)
        slot[:] = frames[number % len(frames)]
        ring.commit(pts_ns=time.monotonic_ns(), format=RingFormat.NV12, width=width, height=height)
        await asyncio.sleep(max(0.0, began_s + (number + 1) / FPS - time.monotonic()))
    used_s, passed_s = _cpu_s(thread) - before_s, time.monotonic() - began_s
    encoding.remove(nobody)
    ring.close()
    return (
        f"{width}x{height}: {encoding.encoded} pictures in {passed_s:.1f} s, "
        f"{used_s / max(1, encoding.encoded) * 1000:.1f} CPU-ms each, "
        f"{used_s / passed_s:.0%} of a core, {nobody.bytes_sent * 8 / passed_s / 1000:.0f} kbit/s"
    )


def _cpu_s(thread: threading.Thread) -> float:
    times = {each.id: each.user_time + each.system_time for each in psutil.Process().threads()}
    return times.get(thread.native_id or 0, 0.0)


def main() -> int:
    """Measure each size."""
    for width, height in SIZES:
        print(asyncio.run(measure(width, height)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
