"""Tests of studio.effects.live and live_ring, in a process of their own."""

import time

import numpy as np
import pytest

from studio.ipc.ring import RingFormat, RingReader, Slot
from tests.effects.conftest import Start
from tests.effects.process import PATIENCE_S

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SPOTS = {
    "kind": "particles",
    "width": 64,
    "height": 64,
    "rate_s": 30,
    "life_ms": (1_000, 1_000),
    "from_x": 32,
    "from_y": 32,
    "speed_px_s": (0, 0),
    "size_px": (30, 30),
}
FILL = "fn paint(place: vec2f, time_s: f32) -> vec4f { return vec4f(1.0, 1.0, 1.0, alpha); }"
ENDLESS = """fn paint(place: vec2f, time_s: f32) -> vec4f {
    var sum = 0.0;
    for (var i = 0u; i < 4000000000u; i++) { sum += sin(f32(i) + place.x); }
    return vec4f(sum);
}"""
"""lavapipe leaves any loop after 65,535 rounds, so it only takes minutes, for many pixels."""
SLOW = """fn paint(place: vec2f, time_s: f32) -> vec4f {
    let pixel = place / fwidth(place);
    var sum = vec4f(0.0);
    if (all(pixel < vec2f(64.0))) {
        for (var i = 0u; i < 60000u; i++) { sum += sin(vec4f(f32(i) + time_s) * place.xyxy); }
    }
    return sum;
}"""
"""As slow in any size: half a second here, between what is refused and what is ended."""


def shader(code: str, **numbers: float) -> dict[str, object]:
    return {"kind": "shader", "code": code, "width": 64, "height": 32, "numbers": numbers}


def newest(reader: RingReader, after: int = 0) -> Slot:
    """Return the newest slot whose time has come, one after a number."""
    deadline_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline_s:
        slot = reader.newest(time.monotonic_ns())
        if slot is not None and slot.sequence > after:
            return slot
        time.sleep(0.002)
    raise AssertionError("no picture came")


def ring_of(message: dict[str, object]) -> RingReader:
    return RingReader.attach(str(message["name"]))


def test_pictures_come_ahead_of_their_time_of_the_box_that_holds_something(start: Start) -> None:
    process = start("live")
    process.draw(1, SPOTS)
    told = process.wait_for("ring", 1)
    reader = ring_of(told)
    slot = newest(reader, after=20)
    assert slot.format is RingFormat.NV12Z
    assert (slot.left, slot.top, slot.natural_width, slot.natural_height) == (0, 0, 72, 72)
    assert isinstance(told["begins_ns"], int)
    alpha = np.frombuffer(slot.data, np.uint8)[slot.width * slot.height * 3 // 2 :]
    assert alpha.max() > 200
    pts = [newest(reader, slot.sequence + n).pts_ns for n in (0, 10)]
    assert pts[1] > pts[0]
    process.draw(2, SPOTS, scale=2 / 3)
    small = newest(ring_of(process.wait_for("ring", 2)), after=20)
    assert (small.left, small.natural_width, small.width, small.height) == (0, 72, 48, 48)
    process.channel.send({"type": "forget", "id": 1})
    deadline_s = time.monotonic() + PATIENCE_S
    while (last := newest(reader)).pts_ns > time.monotonic_ns() - 300_000_000:
        assert time.monotonic() < deadline_s
        time.sleep(0.05)
    assert last.sequence


def test_what_is_over_is_empty_and_costs_nothing_more(start: Start) -> None:
    process = start("live")
    process.draw(1, {**SPOTS, "rate_s": 0, "burst": 3, "life_ms": (2_000, 2_000)})
    reader = ring_of(process.wait_for("ring", 1))
    slot = newest(reader)
    while not slot.natural_width:
        slot = newest(reader, after=slot.sequence)
    while slot.natural_width:
        slot = newest(reader, after=slot.sequence)
    time.sleep(0.3)
    assert newest(reader).sequence == slot.sequence


def test_a_shader_is_painted_and_one_that_can_t_be_is_refused(start: Start) -> None:
    process = start("live")
    process.draw(1, shader(FILL, alpha=1.0))
    process.draw(2, shader(FILL))
    process.draw(3, {**SPOTS, "file": "/nowhere/leaf.png"})
    reason = str(process.wait_for("refused", 2)["reason"])
    assert "in line 1" in reason
    assert "`alpha`" in reason
    assert "leaf.png is not there" in str(process.wait_for("refused", 3)["reason"])
    slot = newest(ring_of(process.wait_for("ring", 1)))
    assert np.frombuffer(slot.data, np.uint8)[slot.width * (slot.height + 1) // 2] == 235


def test_a_shader_without_an_end_ends_its_process_and_is_told_by_name(start: Start) -> None:
    process = start("live")
    process.draw(1, SPOTS)
    process.wait_for("ring", 1)
    process.draw(2, {**shader(ENDLESS), "width": 1024, "height": 1024})
    process.wait_for("hung", 2)
    assert process.child.wait(PATIENCE_S)
    assert process.child.exit_code == 1


def test_a_shader_that_takes_too_long_is_refused_and_the_others_go_on(start: Start) -> None:
    process = start("live")
    process.draw(1, SPOTS)
    reader = ring_of(process.wait_for("ring", 1))
    process.draw(2, {**shader(SLOW), "width": 160, "height": 160})
    assert "ms a picture, so it isn't shown" in str(process.wait_for("refused", 2)["reason"])
    newest(reader, after=newest(reader).sequence + 3)


def test_an_engine_that_is_late_gets_room(start: Start) -> None:
    process = start("live")
    process.draw(1, SPOTS)
    process.wait_for("ring", 1)
    process.channel.send({"type": "lagged", "frames": 30})
    process.wait_for_any(lambda each: each["type"] == "quality" and each["rate"] != 30)


def test_a_new_engine_begins_with_nothing(start: Start) -> None:
    process = start("live")
    process.draw(1, SPOTS)
    reader = ring_of(process.wait_for("ring", 1))
    process.channel.close()
    deadline_s = time.monotonic() + PATIENCE_S
    last = 0
    while (slot := newest(reader)).sequence != last:
        last = slot.sequence
        assert time.monotonic() < deadline_s
        time.sleep(0.5)
