"""A device of another codec, shape and rate stands by: refused, then converted, then on air.

What converts it is killed there, once more with all cores busy and nobody else to go on air: the
platform's connection lasts, and the device is on air again.  Edge, relay, the process that
converts and the platform are real; FFmpeg publishes and judges.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.e2e.extended_encoder import ExtendedEncoder
from tests.e2e.room_edge import ROOM, RunningEdge
from tests.e2e.test_handoff import accepted, act, devices, told
from tests.room.relay.media import steps, strict_errors
from tests.room.relay.running import PATIENCE_S, Encoder, RunningRelay, is_live
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

KEY = "platform-key"
SHOWN_MS = 2000

BLACK = 20


def kept(url: str, path: Path) -> "subprocess.Popen[bytes]":
    """Let an ffmpeg keep what the platform receives, as it comes, until it is interrupted."""
    argv = ["ffmpeg", "-v", "error", "-y", "-rtmp_live", "live", "-i", url]
    argv += ["-c", "copy", str(path)]
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL)


def sizes(path: Path) -> set[tuple[int, int]]:
    """Return of which sizes the pictures are, once they are decoded."""
    argv = ["ffprobe", "-v", "error", "-select_streams", "v", "-of", "json"]
    argv += ["-show_entries", "frame=width,height", str(path)]
    found = json.loads(subprocess.run(argv, capture_output=True, check=True).stdout)
    return {(frame["width"], frame["height"]) for frame in found["frames"]}


def has_bars(path: Path) -> bool:
    """Return whether the last picture is an upright one in the middle of black."""
    with av.open(str(path)) as file:
        *_, last = file.decode(video=0)
    rows = np.asarray(last.to_ndarray(format="gray"), np.uint8)
    middle = rows.shape[1] // 2
    is_shown = rows[:, middle - 20 : middle + 20].mean() > 2 * BLACK
    return is_shown and bool(rows[:, :60].max() < BLACK and rows[:, -60:].max() < BLACK)


@contextmanager
def busy_cores() -> Iterator[None]:
    """Have twice as much to do as there are cores, until the block ends."""
    argv = [sys.executable, "-c", "while True: pass"]
    busy = [subprocess.Popen(argv) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def test_another_codec_is_refused_and_then_goes_on_air_converted_whatever_is_killed(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with (
        NginxRtmp(tmp_path / "nginx", "idle_streams off;") as platform,
        RunningRelay(data) as relay,
        RunningEdge(data) as edge,
        ExitStack() as publishers,
    ):
        relay.control(f"/{ROOM}/onward", {"address": platform.url(KEY)})
        pc = publishers.enter_context(Encoder(f"{relay.rtmp(ROOM)}&device=pc"))
        while not is_live(relay.state(ROOM)):  # who comes first is on air
            time.sleep(0.05)
        phone_url = f"{relay.rtmp(ROOM)}&device=phone"
        publishers.enter_context(ExtendedEncoder(phone_url, size=(180, 320), fps=15))

        async def hand_over() -> None:
            async with devices(edge) as (studio, phone):
                while len(cards := relay.state(ROOM).get("publishers", [])) < 2 or not all(
                    each["has_media"] for each in cards
                ):
                    await asyncio.sleep(0.05)
                refused = await act(phone, "handoff_take", device="phone")
                assert refused["code"] == "unfit"
                assert "set its video codec to H.264 and try again" in refused["sentence"]
                seen.append(kept(platform.url(KEY), tmp_path / "seen.flv"))
                await accepted(phone, "handoff_transcode", device="phone", on=True)
                while not _is_ready(relay):
                    await asyncio.sleep(0.05)
                await accepted(phone, "handoff_take", device="phone")
                await told(studio, "asked")
                await accepted(studio, "handoff_confirm")
                assert (await told(phone, "done"))["gap_ms"] < 1000

        seen: list[subprocess.Popen[bytes]] = []
        asyncio.run(asyncio.wait_for(hand_over(), PATIENCE_S))
        state = another_goes_on(relay)
        assert (state["splices"], state["slate_ms"]) == (1, 0)
        pc.kill()
        with busy_cores():  # the slate may be seen meanwhile, for as long as that takes there
            state = another_goes_on(relay)
        seen[0].send_signal(signal.SIGINT)
        seen[0].wait(PATIENCE_S)
    (on_air,) = [each for each in state["publishers"] if each["role"] == "active"]
    assert (on_air["device"], on_air["form"]["fps"]) == ("phone", 30)
    assert state["onward"][0]["reconnects"] == 0
    programme = tmp_path / "seen.flv"
    assert strict_errors(programme) == ""
    assert sizes(programme) == {(320, 180)}
    assert has_bars(programme)
    assert min(steps(programme, "v").steps_ms) > 0
    assert max(steps(programme, "a").steps_ms) <= 43, "a hole in the sound"


def another_goes_on(relay: RunningRelay) -> dict[str, Any]:
    """Kill what converts the phone's stream, and wait until that is on air for a while again."""
    before = until(relay, lambda state: _transcoder(state).get("has_spare"))
    os.kill(_transcoder(before)["pid"], signal.SIGKILL)
    lives = _transcoder(before)["lives"]
    until(relay, lambda state: _transcoder(state).get("lives") == lives + 1)
    until(relay, lambda state: _card(state).get("role") == "active")
    shown_s = time.monotonic() + SHOWN_MS / 1000  # of it, for whoever watches
    return until(
        relay, lambda state: _card(state).get("role") == "active" and time.monotonic() > shown_s
    )


def until(relay: RunningRelay, is_so: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return the room's state once it is as wanted."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_so(state := relay.state(ROOM)):
        assert time.monotonic() < deadline_s, f"{state}\n{relay.text}"
        time.sleep(0.05)
    return state


def _card(state: dict[str, Any]) -> dict[str, Any]:
    found = (each for each in state.get("publishers", ()) if each["device"] == "phone")
    return next(found, {})


def _transcoder(state: dict[str, Any]) -> dict[str, Any]:
    return dict(_card(state).get("transcoder", {}))


def _is_ready(relay: RunningRelay) -> bool:
    card = _card(relay.state(ROOM))
    return bool(card["is_transcoded"] and card["has_media"] and not card["misfit"])
