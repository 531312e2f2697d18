"""A live session goes from computer to computer over lines such as people have.

Studios, room server and platform are in network namespaces of their own.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.handoff_seen import FRAME_MS
from tests.e2e.handoff_stage import on_air
from tests.e2e.takeover_stage import TakeoverStage, torn_frames
from tests.line import CUT, Line
from tests.wire import CAN_WIRE, Wire

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not CAN_WIRE, reason="only root may make network namespaces"),
]

HOME, CAFE = Line(delay_s=0.02, loss=0.005), Line(delay_s=0.04, loss=0.01)


@pytest.fixture
def wire() -> Iterator[Wire]:
    with Wire("pc", "laptop", "server", "platform") as wire:
        wire["pc"].line, wire["laptop"].line = HOME, CAFE
        wire["platform"].line = Line(delay_s=0.01)
        yield wire


def test_a_platform_far_away_sees_one_stream_whatever_happens(tmp_path: Path, wire: Wire) -> None:
    with TakeoverStage(tmp_path, wire=wire) as stage:
        pc = stage.live("pc", "--hand-over", "yes")
        stage.wait_on_air("pc")
        laptop = stage.take_over("laptop", "--confirm-after", "0")
        laptop.wait_for("On air, taken over from pc")
        pc.wait_for("laptop is on air")
        state = stage.state
        assert (on_air(state), state["slate_ms"]) == ("laptop", 0)
        wire["laptop"].line = CUT
        stage.wait_for(lambda state: state["is_on_slate"])
        begun = len(stage.pictures)
        stage.wait_for(lambda state: len(stage.pictures) > begun + 15)  # the platform goes on
        wire["laptop"].line = CAFE
        stage.wait_for(lambda state: on_air(state) == "laptop" and not state["is_on_slate"])
        begun = len(stage.pictures)
        stage.wait_for(lambda state: len(stage.pictures) > begun + 2 * 30)
        seen = stage.stop()
    assert len(seen.parts) == 1
    assert seen.state["onward"][0]["reconnects"] == 0
    assert seen.decode_errors == ""
    assert max(seen.picture_steps_ms) <= FRAME_MS
    assert torn_frames(seen) == []
    assert wire.lost > 0
