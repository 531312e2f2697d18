"""What phones and guests cost: processor time of the link process, as a share of a core.

    .venv/bin/python -m tests.bench.link_cost --peers 1 --height 720 --both-ways
    .venv/bin/python -m tests.bench.link_cost --peers 4 --height 360 --kbps 700

The senders send H.264 and Opus that were encoded before, in this process, whose own time is
not counted; with ``--both-ways`` they are guests and get such pictures and a bus back, as from
the engine.  The bar for one 720p30 guest both ways is 35 %.
"""

import argparse
import asyncio
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import psutil

from tests.link.ear_and_eye import EarAndEye
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.link_process import LinkProcess
from tests.link.room_stand_in import RoomStandIn
from tests.link.test_process import Shown, until
from tests.link.test_way_back import Engine, Tone, running

SETTLE_S = 3.0


async def measure(process: LinkProcess, asked: argparse.Namespace) -> None:
    """Have peers send for a while, and print what that cost."""
    peers, height, kbps, seconds = asked.peers, asked.height, asked.kbps, asked.seconds
    clip = encode_clip(height * 16 // 9, height, kbps=kbps)
    async with AsyncExitStack() as stack:
        room = await stack.enter_async_context(RoomStandIn(process.room_address, process.secret))
        ring = await give_back(process, clip, stack) if asked.both_ways else ""
        shown = [Shown(process, f"u-{number}", minus=ring) for number in range(peers)]
        await until(lambda: room.is_heard)
        senses = []
        for number in range(peers):
            sender = room.sender(f"u-{number}", clip, kind="guest" if asked.both_ways else "phone")
            senses.append(EarAndEye(sender))
            await sender.offer()
        await until(lambda: all(each.number() is not None for each in shown))
        if asked.both_ways:
            await until(lambda: all(each.pictures and each.sounds for each in senses))
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
    ways = "both ways" if asked.both_ways else "one way"
    print(
        f"{peers} x {height}p {ways} at {sent / passed_s / peers:.1f} pictures/s, {kbps} kbit/s: "
        f"{cpu_s / passed_s:.1%} of a core, {cpu_s / sent * 1000:.2f} CPU-ms a picture, "
        f"{memory_mb} MB"
    )


async def give_back(process: LinkProcess, clip: EncodedClip, stack: AsyncExitStack) -> str:
    """Have an engine of tests bring the programme; return a ring with sound for guests."""
    tone = Tone("bench-minus", 500)
    stack.callback(tone.ring.close)
    engine = Engine(clip)
    await stack.enter_async_context(running(engine.run(process), tone.run()))
    await until(lambda: engine.told)
    return tone.ring.name


def main() -> None:
    """Measure as the words say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--peers", type=int, default=1)
    parser.add_argument("--height", type=int, default=720)
    parser.add_argument("--kbps", type=int, default=2500)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--both-ways", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        process = LinkProcess(Path(folder))
        try:
            asyncio.run(measure(process, asked))
        finally:
            process.close()


if __name__ == "__main__":
    main()
