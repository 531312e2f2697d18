"""What receiving phones and guests costs: processor time of the link process, as a share of a core.

    .venv/bin/python -m tests.bench.link_cost --peers 1 --height 720
    .venv/bin/python -m tests.bench.link_cost --peers 4 --height 360 --kbps 700

The senders send H.264 and Opus that were encoded before, in this process, whose own time is
not counted.  Both of what the bar allows a 720p30 guest both ways (35 %) is printed beside it.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import psutil

from tests.link.encoded_clip import encode_clip
from tests.link.link_process import LinkProcess
from tests.link.room_stand_in import RoomStandIn
from tests.link.test_process import Shown, until

SETTLE_S = 3.0


async def measure(process: LinkProcess, peers: int, height: int, kbps: int, seconds: float) -> None:
    """Have phones send for a while, and print what that cost."""
    clip = encode_clip(height * 16 // 9, height, kbps=kbps)
    async with RoomStandIn(process.room_address, process.secret) as room:
        shown = [Shown(process, f"u-{number}") for number in range(peers)]
        await until(lambda: room.is_heard)
        for number in range(peers):
            await room.sender(f"u-{number}", clip).offer()
        await until(lambda: all(each.number() is not None for each in shown))
        await asyncio.sleep(SETTLE_S)
        watched = psutil.Process(process.pid)
        before, begin_s = watched.cpu_times(), time.monotonic()
        sent = sum(sender.pictures.sent for sender in room.senders.values())
        await asyncio.sleep(seconds)
        after, passed_s = watched.cpu_times(), time.monotonic() - begin_s
        sent = sum(sender.pictures.sent for sender in room.senders.values()) - sent
        cpu_s = after.user + after.system - before.user - before.system
        memory_mb = watched.memory_info().rss >> 20
        for each in shown:
            await asyncio.to_thread(each.close)
    print(
        f"{peers} x {height}p at {sent / passed_s / peers:.1f} pictures/s, {kbps} kbit/s: "
        f"{cpu_s / passed_s:.1%} of a core, {cpu_s / sent * 1000:.2f} CPU-ms a picture, "
        f"{memory_mb} MB"
    )


def main() -> None:
    """Measure as the words say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--peers", type=int, default=1)
    parser.add_argument("--height", type=int, default=720)
    parser.add_argument("--kbps", type=int, default=2500)
    parser.add_argument("--seconds", type=float, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        process = LinkProcess(Path(folder))
        try:
            work = measure(process, asked.peers, asked.height, asked.kbps, asked.seconds)
            asyncio.run(work)
        finally:
            process.close()


if __name__ == "__main__":
    main()
