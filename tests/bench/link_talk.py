"""How late guests hear one another, and how long a picture stands still, on a good line and a bad.

    .venv/bin/python -m tests.bench.link_talk --seconds 20

Two guests come by the real room into a live session.  One beeps: the other hears that in the
programme without himself, which is two ways at once, mouth to studio and studio to ear; the
anchor hears it on the programme's bus.  Then both lines get 40 ms each way and 2 % loss.
"""

import argparse
import asyncio
import json
import tempfile
import threading
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from studio.ipc.ring import RingReader
from studio.model import commands as do
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.link_phone import Stage, invite
from tests.e2e.live_studio import LiveStudio
from tests.link.bad_line import BadLine
from tests.link.ear_and_eye import APART_S, LOUD, EarAndEye
from tests.link.encoded_clip import encode_beeps, encode_clip, read_number
from tests.link.room_phone import RoomPhone
from tests.link.sender import Sender

SIZE = 1280, 720
SETTLE_S = 6.0
CHEAP = ("--encoder", "libx264", "--preset", "superfast", "--video-kbps", "2000")


class Anchor(threading.Thread):
    """What the anchor hears and sees of the first guest."""

    def __init__(self, app: AppStandIn) -> None:
        super().__init__(daemon=True)
        self.beeps_s: list[float] = []
        self.seen_s: list[float] = []
        self._bus = RingReader.attach(str(app.do(do.GetBusRing(bus=1))["ring"]))
        _, self._view = app.open_view(of="programme", width=320, height=180)
        self._sequence = 0
        self._is_over = threading.Event()
        self.start()

    def run(self) -> None:
        number = None
        while not self._is_over.wait(0.005):
            while slot := self._bus.next():
                block = np.abs(np.frombuffer(slot.data, np.float32).reshape(-1, 2)).max(axis=1)
                now_s = time.monotonic()
                is_new = not self.beeps_s or now_s - self.beeps_s[-1] > APART_S
                if block.max() > LOUD and is_new:
                    self.beeps_s.append(now_s + float(np.argmax(block > LOUD)) / 48_000)
            shown = self._number()
            if shown is not None and shown != number:
                number = shown
                self.seen_s.append(time.monotonic())

    def _number(self) -> int | None:
        slot = self._view.newest(time.monotonic_ns())
        if slot is None or slot.sequence == self._sequence:
            return None
        self._sequence = slot.sequence
        picture = np.frombuffer(slot.data, np.uint8).reshape(slot.height, slot.width, 4)
        return read_number(picture[: slot.height // 4, :, 1].copy())

    def forget(self) -> None:
        """Begin anew."""
        self.beeps_s.clear()
        self.seen_s.clear()

    def close(self) -> None:
        """Look no more."""
        self._is_over.set()
        self.join()


def delays_ms(sender: Sender, heard_s: list[float]) -> str:
    """Say how long each beep was under way."""
    period = len(sender.sounds.packets)
    said_s = np.array([sender.said_s(n) for n in range(0, sender.sounds.sent, period)])
    found = [(at - said_s[said_s <= at][-1]) * 1000 for at in heard_s if (said_s <= at).any()]
    if not found:
        return "nothing was heard"
    p50, most = np.percentile(found, [50, 100])
    return f"p50 {p50:.0f} ms, at most {most:.0f} ms ({len(found)} beeps)"


def longest_ms(times_s: list[float]) -> float:
    """Return the longest time between two."""
    return float(np.diff(times_s).max() * 1000) if len(times_s) > 1 else float("inf")


async def measure(studio: LiveStudio, app: AppStandIn, seconds: float) -> None:
    """Have two guests talk, first on a good line."""
    clip = replace(encode_clip(640, 360, kbps=700), sounds=encode_beeps())
    silent = replace(clip, sounds=[clip.sounds[-1]])
    lines = [BadLine(), BadLine()]
    senses: list[EarAndEye] = []

    def make(number: int) -> Any:
        def made(send: Any) -> Sender:
            sender = Sender((clip, silent)[number], send, line=lines[number])
            if number == 1:
                senses[:] = [EarAndEye(sender)]
            return sender

        return made

    async with AsyncExitStack() as stack:
        with Stage(studio) as stage:
            guests = []
            for number in range(2):
                link = await asyncio.to_thread(invite, studio, "guest")
                phone = RoomPhone(link, make(number), kind="guest")
                guests.append(await stack.enter_async_context(phone))
                await asyncio.to_thread(wait, lambda: stage.find("guest", "waiting"))
                peer = stage.find("guest", "waiting")
                assert peer
                stage.act({"type": "stage_accept", "peer": peer["id"], "seat": number + 1})
                await phone.linked()
        anchor = await asyncio.to_thread(Anchor, app)
        for line in lines:
            words = f"{line.delay_s * 1000:.0f} ms and {line.loss:.0%} each way"
            await report(words, anchor, guests, senses[0], seconds)
            for each in lines:
                each.delay_s, each.loss = 0.04, 0.02
        await asyncio.to_thread(anchor.close)


async def report(
    line: str, anchor: Anchor, guests: list[RoomPhone], ear: EarAndEye, seconds: float
) -> None:
    """Measure for a while, and print."""
    await asyncio.sleep(SETTLE_S)
    anchor.forget()
    ear.forget()
    await asyncio.sleep(seconds)
    beeper = guests[0].sender
    assert beeper
    print(f"{line}:")
    print(f"  guest to anchor's bus: {delays_ms(beeper, anchor.beeps_s)}")
    print(f"  guest to guest's ear: {delays_ms(beeper, ear.heard_s())}")
    for what, times_s in (("guest's picture", anchor.seen_s), ("programme", ear.pictures_s)):
        print(
            f"  {what} stood still for {longest_ms(times_s):.0f} ms at most ({len(times_s)} seen)"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = folder / "scene.json"
        scene.write_text(json.dumps(two_guests()))
        words = [str(scene), "--data", str(folder / "room"), *CHEAP]
        with LiveStudio(folder, words, verb="demo") as studio:
            studio.wait_for("push-1 live")
            app = AppStandIn(studio)
            asyncio.run(measure(studio, app, asked.seconds))
            app.close()


def two_guests() -> dict[str, Any]:
    """Return a scene that the first guest fills, the second in its corner."""
    bounds = {"bounds_type": "scale_inner", "bounds_width": SIZE[0], "bounds_height": SIZE[1]}
    corner = {"x": 960, "y": 540, **bounds, "bounds_width": 320, "bounds_height": 180}
    return {
        "schema": 1,
        "name": "Talk",
        "canvas": {"width": SIZE[0], "height": SIZE[1], "fps": "30"},
        "inputs": [
            {"name": f"Guest {seat}", "kind": "link", "settings": {"peer": f"seat:{seat}"}}
            for seat in (1, 2)
        ],
        "scenes": [
            {
                "name": "Main",
                "items": [
                    {"source": "Guest 1", "transform": bounds},
                    {"source": "Guest 2", "transform": corner},
                ],
            }
        ],
    }


if __name__ == "__main__":
    main()
