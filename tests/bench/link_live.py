"""Four guests beside a live 720p30: how many frames were late, and what all processes cost.

    .venv/bin/python -m tests.bench.link_live --guests 4 --seconds 30

Guests are senders of what was encoded before, by the real room; each gets the programme and
his own mix back.  The bar is frames_lagged 0; the same session without guests is measured first.
"""

import argparse
import asyncio
import json
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import psutil

from studio.model.events import StatsChanged
from tests.bench.link_talk import CHEAP, SIZE
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_phone import Stage, invite
from tests.e2e.live_studio import LiveStudio
from tests.link.ear_and_eye import EarAndEye
from tests.link.encoded_clip import encode_clip
from tests.link.room_phone import RoomPhone
from tests.link.sender import Sender

SETTLE_S = 8.0


def lagged(app: AppStandIn) -> int:
    """Return how many frames were late so far."""
    stats = app.last(StatsChanged)
    return stats.frames_lagged if stats else 0


def cpu_s(studio: LiveStudio) -> dict[str, float]:
    """Return what each process has used, by kind."""
    found: dict[str, float] = {}
    for each in studio.processes:
        times = psutil.Process(each.pid).cpu_times()
        found[each.kind] = found.get(each.kind, 0.0) + times.user + times.system
    return found


async def watch(studio: LiveStudio, app: AppStandIn, name: str, seconds: float) -> None:
    """Let it run for a while, and print."""
    await asyncio.sleep(SETTLE_S)
    before, before_s, begin_s = lagged(app), cpu_s(studio), time.monotonic()
    await asyncio.sleep(seconds)
    passed_s, after_s = time.monotonic() - begin_s, cpu_s(studio)
    costs = ", ".join(
        f"{kind} {(used_s - before_s.get(kind, 0)) / passed_s:.0%}"
        for kind, used_s in sorted(after_s.items())
    )
    print(f"{name}: frames_lagged {lagged(app) - before} in {passed_s:.0f} s; {costs}")


async def measure(studio: LiveStudio, app: AppStandIn, asked: argparse.Namespace) -> None:
    """Have guests come, one after the other, and watch."""
    clip = encode_clip(640, 360, kbps=700)
    senses: list[EarAndEye] = []

    def make(send: Any) -> Sender:
        sender = Sender(clip, send)
        senses.append(EarAndEye(sender))
        return sender

    await watch(studio, app, "alone", asked.seconds / 2)
    async with AsyncExitStack() as stack:
        with Stage(studio) as stage:
            for number in range(asked.guests):
                link = await asyncio.to_thread(invite, studio, "guest")
                phone = RoomPhone(link, make, kind="guest")
                await stack.enter_async_context(phone)
                await asyncio.to_thread(wait, lambda: stage.find("guest", "waiting"))
                peer = stage.find("guest", "waiting")
                assert peer
                stage.act({"type": "stage_accept", "peer": peer["id"], "seat": number + 1})
                await phone.linked()
        await watch(studio, app, f"with {asked.guests} guests", asked.seconds)
        got = [(len(each.pictures), len(each.sounds)) for each in senses]
        print(f"pictures and packets of sound that each guest got: {got}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--guests", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = folder / "scene.json"
        scene.write_text(json.dumps(guests_side_by_side(asked.guests)))
        words = [str(scene), "--data", str(folder / "room"), *CHEAP]
        with LiveStudio(folder, words, verb="demo") as studio:
            studio.wait_for("push-1 live")
            app = AppStandIn(studio)
            asyncio.run(measure(studio, app, asked))
            app.close()


def guests_side_by_side(guests: int) -> dict[str, Any]:
    """Return a scene of guests in rows of two."""
    width, height = SIZE[0] // 2, SIZE[1] // 2
    box = {"bounds_type": "scale_inner", "bounds_width": width, "bounds_height": height}
    seats = range(guests)
    return {
        "schema": 1,
        "name": "Guests",
        "canvas": {"width": SIZE[0], "height": SIZE[1], "fps": "30"},
        "inputs": [
            {"name": f"Guest {seat + 1}", "kind": "link", "settings": {"peer": f"seat:{seat + 1}"}}
            for seat in seats
        ],
        "scenes": [
            {
                "name": "Main",
                "items": [
                    {
                        "source": f"Guest {seat + 1}",
                        "transform": {"x": seat % 2 * width, "y": seat // 2 * height, **box},
                    }
                    for seat in seats
                ],
            }
        ],
    }


if __name__ == "__main__":
    main()
