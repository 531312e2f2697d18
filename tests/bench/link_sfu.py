"""What guests cost link directly, and by an SFU beside it: shares of a core, one after the other.

    .venv/bin/python -m tests.bench.link_sfu --guests 5 8 --height 360 --kbps 700 --seconds 15

The guests send what was encoded before, in this process, whose own time is not counted, and get
a programme of the same kind and a bus back.  Janus' own time is told apart: it may be another
computer's.
"""

import argparse
import asyncio
import itertools
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import psutil

from studio.ipc.message import Message
from tests.bench.link_cost import SETTLE_S, give_back
from tests.link.ear_and_eye import EarAndEye
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.link_process import LinkProcess
from tests.link.room_stand_in import RoomStandIn
from tests.link.sfu.janus_server import JanusServer
from tests.link.sfu.relayed_sender import RelayedSender
from tests.link.test_process import Shown, until

NEVER = 100


async def measure(
    process: LinkProcess,
    janus: JanusServer,
    clip: EncodedClip,
    asked: argparse.Namespace,
    count: int,
    first: int,
) -> None:
    """Have guests look on and be seen for a while, and print what that cost.

    Args:
        process: Of link.
        janus: Beside it.
        clip: What is sent, both ways.
        asked: The words.
        count: How many guests come.
        first: The first guest who is linked by the SFU.
    """
    sfu: Message = {"url": janus.url, "secret": janus.secret, "from_guest": first}
    ids = [f"u-{number}" for number in range(count)]
    async with AsyncExitStack() as stack:
        room = await stack.enter_async_context(
            RoomStandIn(process.room_address, process.secret, sfu)
        )
        ring = await give_back(process, clip, stack)
        shown = [Shown(process, id, minus=ring) for id in ids]
        await until(lambda: process.log.read_text().count("The SFU at") or first == NEVER)
        senders, senses = [], []
        for id in ids:
            sender = RelayedSender(clip, lambda signal, id=id: room.say(id, signal))  # type: ignore[misc]
            senders.append(room.add(id, id, "guest", sender))
            senses.append(EarAndEye(sender))
            await sender.offer()
        await until(lambda: all(each.number() is not None for each in shown))
        await until(lambda: all(each.pictures and each.sounds for each in senses))
        await asyncio.sleep(SETTLE_S)
        relayed = sum(each.is_relayed for each in senders)
        for each in senses:
            each.forget()
        link_share, janus_share = await shares(process.pid, janus.pid, asked.seconds)
        seen = sum(len(each.pictures) for each in senses) / asked.seconds / count
        for watcher in shown:
            await asyncio.to_thread(watcher.close)
    print(
        f"{count} guests, {relayed} of them by the SFU, {asked.height}p, {asked.kbps} "
        f"kbit/s both ways: link {link_share:.1%} of a core, Janus {janus_share:.1%}; each is "
        f"sent {seen:.1f} pictures/s",
        flush=True,
    )


async def shares(link: int, janus: int, seconds: float) -> tuple[float, float]:
    """Return what two processes use of a core."""
    watched = [psutil.Process(pid) for pid in (link, janus)]
    before, begin_s = [each.cpu_times() for each in watched], time.monotonic()
    await asyncio.sleep(seconds)
    passed_s = time.monotonic() - begin_s
    after = [each.cpu_times() for each in watched]
    of_link, of_janus = (
        (now.user + now.system - then.user - then.system) / passed_s
        for then, now in zip(before, after, strict=True)
    )
    return of_link, of_janus


def main() -> None:
    """Measure as the words say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--guests", type=int, nargs="+", default=[5, 8])
    parser.add_argument("--height", type=int, default=360)
    parser.add_argument("--kbps", type=int, default=700)
    parser.add_argument("--seconds", type=float, default=15)
    asked = parser.parse_args()
    clip = encode_clip(asked.height * 16 // 9, asked.height, kbps=asked.kbps)
    with tempfile.TemporaryDirectory(prefix="rs-") as name:
        folder = Path(name)
        for count, first in itertools.product(asked.guests, (NEVER, 1)):
            place = folder / f"{count}-{first}"
            place.mkdir()
            with JanusServer(place) as janus:
                process = LinkProcess(place)
                try:
                    asyncio.run(measure(process, janus, clip, asked, count, first))
                finally:
                    process.close()


if __name__ == "__main__":
    main()
