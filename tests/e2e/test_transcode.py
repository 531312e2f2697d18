"""A device of another shape, rate and sound stands by: refused, then converted, then on air.

Edge, relay, the process that converts and the platform are real; ffmpeg publishes and judges.
"""

import asyncio
import json
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import av
import numpy as np
import pytest

from tests.e2e.room_edge import ROOM, RunningEdge
from tests.e2e.test_handoff import accepted, act, devices, told
from tests.room.relay.media import steps, strict_errors
from tests.room.relay.running import PATIENCE_S, Encoder, RunningRelay, is_live
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

KEY = "platform-key"
SHOWN_S = 6
BLACK = 20


def kept(url: str, path: Path) -> "subprocess.Popen[bytes]":
    """Let an ffmpeg keep what the platform has received, as it came."""
    argv = ["ffmpeg", "-v", "error", "-y", "-rtmp_live", "live", "-i", url]
    argv += ["-t", str(SHOWN_S), "-c", "copy", str(path)]
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


def test_another_shape_is_refused_and_then_goes_on_air_converted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with (
        NginxRtmp(tmp_path / "nginx", "idle_streams off;") as platform,
        RunningRelay(data) as relay,
        RunningEdge(data) as edge,
        ExitStack() as publishers,
    ):
        relay.control(f"/{ROOM}/onward", {"address": platform.url(KEY)})
        publishers.enter_context(Encoder(f"{relay.rtmp(ROOM)}&device=pc"))
        while not is_live(relay.state(ROOM)):  # who comes first is on air
            time.sleep(0.05)
        phone_url = f"{relay.rtmp(ROOM)}&device=phone"
        publishers.enter_context(Encoder(phone_url, "main", 660, size="180x320", fps=15))

        async def hand_over() -> None:
            async with devices(edge) as (pc, phone):
                while len(cards := relay.state(ROOM).get("publishers", [])) < 2 or not all(
                    each["has_media"] for each in cards
                ):
                    await asyncio.sleep(0.05)
                refused = await act(phone, "handoff_take", device="phone")
                assert refused["code"] == "unfit"
                assert "set its picture size to 320x180 and try again" in refused["sentence"]
                seen.append(kept(platform.url(KEY), tmp_path / "seen.flv"))
                await accepted(phone, "handoff_transcode", device="phone", on=True)
                while not _is_ready(relay):
                    await asyncio.sleep(0.05)
                await accepted(phone, "handoff_take", device="phone")
                await told(pc, "asked")
                await accepted(pc, "handoff_confirm")
                assert (await told(phone, "done"))["gap_ms"] < 1000

        seen: list[subprocess.Popen[bytes]] = []
        asyncio.run(asyncio.wait_for(hand_over(), PATIENCE_S))
        assert seen[0].wait(PATIENCE_S) == 0
        state = relay.state(ROOM)
    (on_air,) = [each for each in state["publishers"] if each["role"] == "active"]
    assert (on_air["device"], on_air["form"]["fps"]) == ("phone", 30)
    assert (state["splices"], state["onward"][0]["reconnects"]) == (1, 0)
    programme = tmp_path / "seen.flv"
    assert strict_errors(programme) == ""
    assert sizes(programme) == {(320, 180)}
    assert has_bars(programme)
    assert min(steps(programme, "v").steps_ms) > 0
    assert max(steps(programme, "a").steps_ms) <= 43, "a hole in the sound"


def _is_ready(relay: RunningRelay) -> bool:
    card = next(each for each in relay.state(ROOM)["publishers"] if each["device"] == "phone")
    return bool(card["is_transcoded"] and card["has_media"] and not card["misfit"])
