"""Glass to programme: how old what a phone saw is when the programme shows it, on loopback.

    .venv/bin/python -m tests.bench.link_latency --seconds 20

A sender draws the time into each picture, encodes it as a phone does (x264, zerolatency), and
comes by the real room; the programme is looked at in a view of the engine of a live session.
Then scenes are switched between that camera and a colour, and ticks are counted until it shows.
"""

import argparse
import asyncio
import json
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from studio.engine.picture import Plane
from studio.ipc.ring import RingReader
from studio.model import commands as do
from tests.bench.clock_code import CELLS, age_ms, cells, read
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.link_phone import invite
from tests.e2e.live_studio import LiveStudio
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.room_phone import RoomPhone
from tests.link.sender import Sender, _Loop

FPS = 30
SWITCHES = 9


class _Clock(_Loop):
    """Pictures of the time, encoded as they are asked for."""

    def __init__(self, width: int, height: int, kbps: int) -> None:
        super().__init__("video", [b""], 1 / FPS, 90_000)
        self._size = width, height
        encoder = av.CodecContext.create("libx264", "w")
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
        encoder.framerate, encoder.time_base = Fraction(FPS), Fraction(1, FPS)
        encoder.bit_rate, encoder.gop_size = kbps * 1000, 300
        encoder.options = {"preset": "ultrafast", "tune": "zerolatency", "profile": "baseline"}
        self._encoder = encoder
        self._is_key = False

    def begin_anew(self) -> None:
        self._is_key = True

    async def recv(self) -> Any:
        await super().recv()
        return await asyncio.to_thread(self._encoded)

    def _encoded(self) -> Any:
        width, height = self._size
        frame = av.VideoFrame(width, height, "yuv420p")
        line = frame.planes[0].line_size
        luma = np.full((height, line), 90, np.uint8)
        row = np.repeat([235 if each else 16 for each in cells(_now_ms())], width // CELLS)
        luma[: height // 6, : len(row)] = row
        frame.planes[0].update(luma.tobytes())
        for plane in frame.planes[1:]:
            plane.update(bytes([128]) * plane.buffer_size)
        frame.pts = self.sent
        if self._is_key:
            frame.pict_type, self._is_key = av.video.frame.PictureType.I, False
        (packet,) = self._encoder.encode(frame)
        sent = av.Packet(bytes(packet))
        sent.pts, sent.time_base = self.sent * 3000, Fraction(1, 90_000)
        return sent


class ClockSender(Sender):
    """Sends the time."""

    def __init__(self, clip: EncodedClip, send: Any, size: tuple[int, int], kbps: int) -> None:
        super().__init__(clip, send)
        self.pictures = _Clock(*size, kbps)


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def shown_ms(picture: Plane, width: int) -> int | None:
    """Return the time that a picture shows, None for none."""
    height = picture.shape[0]
    scale = picture.shape[1] / width
    cell = width // CELLS * scale
    row = picture[height // 12, :, 1]
    return read([int(row[int((place + 0.5) * cell)]) for place in range(CELLS)])


def ages(app: AppStandIn, width: int, seconds: float) -> list[float]:
    """Return how old each new picture of the programme was when it was there."""
    _, ring = app.open_view(of="programme", width=960, height=540)
    found, last = [], None
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        picture = seen(ring)
        now_ms = time.monotonic_ns() / 1e6
        value = shown_ms(picture, width) if picture.shape[0] > 2 else None
        if value is not None and value != last:
            found.append(age_ms(value, now_ms))
            last = value
        time.sleep(0.002)
    return found


async def measure(
    studio: LiveStudio, app: AppStandIn, asked: argparse.Namespace
) -> tuple[list[float], list[int]]:
    """Have a phone send the time, and look at the programme; then switch."""
    clip = encode_clip(320, 180, pictures=2)
    size = asked.height * 16 // 9, asked.height
    link = await asyncio.to_thread(invite, studio)

    def make(send: Any) -> Sender:
        return ClockSender(clip, send, size, asked.kbps)

    async with RoomPhone(link, make) as phone:
        await phone.linked()
        await asyncio.sleep(8)
        found = await asyncio.to_thread(ages, app, size[0], asked.seconds)
        return found, await asyncio.to_thread(switches, app, SWITCHES)


def switches(app: AppStandIn, times: int) -> list[int]:
    """Return after how many ticks each of some switches to the camera was on air."""
    _, ring = app.open_view(of="programme", width=320, height=180)
    found = []
    for _ in range(times):
        app.do(do.SetCurrentProgramScene(scene="Other", transition="cut"))
        wait(lambda: is_camera(ring) is False)
        asked_ns = time.monotonic_ns()
        app.do(do.SetCurrentProgramScene(scene="Main", transition="cut"))
        wait(lambda: is_camera(ring))
        slot = ring.newest(time.monotonic_ns())
        assert slot
        found.append(-((asked_ns - slot.pts_ns) * FPS // 1_000_000_000))
    return found


def is_camera(ring: RingReader) -> bool:
    """Tell whether the programme shows the camera's grey, and not the other scene's red."""
    picture = seen(ring)
    red, green, _ = picture[-picture.shape[0] // 20, picture.shape[1] // 20]
    return picture.shape[0] > 2 and abs(int(red) - int(green)) < 30


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--height", type=int, default=720)
    parser.add_argument("--kbps", type=int, default=2500)
    parser.add_argument("--seconds", type=float, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = folder / "scene.json"
        scene.write_text(json.dumps(_scene(asked.height)))
        words = [str(scene), "--data", str(folder / "room"), "--preset", "superfast"]
        with LiveStudio(folder, words, verb="demo") as studio:
            studio.wait_for("push-1 live")
            app = AppStandIn(studio)
            found, ticks = asyncio.run(measure(studio, app, asked))
            app.close()
    p50, p95, most = np.percentile(found, [50, 95, 100])
    rate = len(found) / asked.seconds
    print(
        f"glass to programme, {asked.height}p{FPS}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, "
        f"at most {most:.0f} ms; {rate:.1f} new pictures/s"
    )
    print(f"camera switch: on air {sorted(ticks)} ticks after it was asked for")


def _scene(height: int) -> dict[str, Any]:
    return {
        "schema": 1,
        "name": "Phone",
        "canvas": {"width": height * 16 // 9, "height": height, "fps": str(FPS)},
        "inputs": [
            {"name": "Phone", "kind": "link", "settings": {}},
            {"name": "Red", "kind": "color", "settings": {"color": "#c00000"}},
        ],
        "scenes": [
            {"name": "Main", "items": [{"source": "Phone"}]},
            {"name": "Other", "items": [{"source": "Red"}]},
        ],
    }


if __name__ == "__main__":
    main()
