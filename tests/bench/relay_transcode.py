"""What it costs to make a publisher fit what is on air: ``python -m tests.bench.relay_transcode``.

The relay's own side starts the real process; a clip is given to it in real time, and its processor
time is read as a share of a core.  How late pictures come is told too, and how many were left
out.  The bar: 720p30 from another size or rate without a picture left out, at most LIMIT of a core.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil

from studio.publish.queue import MediaTag
from studio.room.relay.target import Target
from studio.room.relay.transcoding import Transcoding
from studio.rtmp.flv import Tag
from tests.bench.bars import Bar
from tests.bench.machine import the_machine_to_ourselves
from tests.media import Clip
from tests.room.relay.media import make_clip

CASES = (("1920x1080", 30), ("720x1280", 30), ("1280x720", 60), ("640x360", 15))
SETTLE_S = 2.0
LIMIT = 0.6
KBPS = 2500


@dataclass
class Seen:
    """What came back: for each picture how late it was, in ms."""

    sent_s: dict[int, float] = field(default_factory=dict)
    late_ms: list[float] = field(default_factory=list)

    def take(self, tag: MediaTag) -> None:
        """Note a tag that was made."""
        if tag.kind is Tag.VIDEO and tag.time_ms in self.sent_s:
            self.late_ms.append((time.monotonic() - self.sent_s[tag.time_ms]) * 1000)


async def measure(clip: Clip, seconds: float) -> tuple[float, float, int]:
    """Return the share of a core, the median lateness in ms, and the pictures left out."""
    sound = next(tag.body for tag in clip.headers() if tag.kind is Tag.AUDIO)
    seen = Seen()
    transcoding = Transcoding(
        "bench",
        Target(1280, 720, 30, KBPS, sound),
        take=seen.take,
        ask_key=lambda: None,
        failed=lambda: None,
    )
    for header in clip.headers():
        transcoding.put(header)
    sending = asyncio.create_task(_send(clip, transcoding, seen))
    try:
        async with asyncio.timeout(60):
            while len(seen.late_ms) < 10:
                await asyncio.sleep(0.05)
        await asyncio.sleep(SETTLE_S)
        process = psutil.Process(transcoding.pid)
        before, begun_s, dropped = process.cpu_times(), time.monotonic(), transcoding.dropped
        seen.late_ms.clear()
        await asyncio.sleep(seconds)
        after, passed_s = process.cpu_times(), time.monotonic() - begun_s
        cpu_s = after.user + after.system - before.user - before.system
        return cpu_s / passed_s, median(seen.late_ms), transcoding.dropped - dropped
    finally:
        sending.cancel()
        await transcoding.close()


async def _send(clip: Clip, transcoding: Transcoding, seen: Seen) -> None:
    begun_s = time.monotonic()
    for tag in clip.endless():
        await asyncio.sleep(max(0.0, begun_s + tag.time_ms / 1000 - time.monotonic()))
        if tag.kind is Tag.VIDEO:
            seen.sent_s[tag.time_ms] = time.monotonic()
        transcoding.put(tag)


def main() -> int:
    """Print figures and bars; the status is 1 if a bar fails."""
    parser = argparse.ArgumentParser(prog="relay_transcode", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=8.0)
    seconds = parser.parse_args().seconds
    bars = []
    with tempfile.TemporaryDirectory() as name, the_machine_to_ourselves():
        for size, fps in CASES:
            folder = Path(name) / f"{size}-{fps}"
            folder.mkdir()
            clip = make_clip(folder, "main", 440, size=size, fps=fps)
            share, late_ms, dropped = asyncio.run(measure(clip, seconds))
            what = f"{size} at {fps} to 1280x720 at 30"
            print(f"{what}: {share:.0%} of a core, {late_ms:.0f} ms late, {dropped} left out")
            bars += [Bar(f"{what}, of a core", share, LIMIT), Bar(f"{what}, left out", dropped, 0)]
    for bar in bars:
        print(f"  {bar}")
    return int(not all(bar.holds for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
