"""Tests of an AR process as a whole: of studio.ar.service, its watcher and its line to a camera."""

import os
import signal
import time
from pathlib import Path

import pytest

from studio.ar.faces import squares
from studio.ipc import priority
from studio.ipc.message import Message
from studio.model.tracking import Tracked
from studio.weights.models import named
from tests.ar import clips
from tests.ar.camera import PATIENCE_S, Camera
from tests.ar.conftest import Show, Start
from tests.ar.process import ArProcess, next_result

WIDTH, HEIGHT = 640, 360
SLOWS_S = 2.5


@pytest.fixture(scope="module")
def face() -> clips.Shot:
    return next(clips.still(WIDTH, HEIGHT, frames=1, size=0.4))


def follow(process: ArProcess, camera: Camera, **look: object) -> None:
    process.channel.send({"type": "look", **look})
    process.channel.send({"type": "camera", "address": camera.address})
    camera.wait_followed()


def looked_at(process: ArProcess, camera: Camera, shot: clips.Shot, pts_ns: int) -> Tracked:
    """Show a picture; return what was seen on it."""
    results = process.results()
    try:
        while results.next() is not None:
            pass
        camera.show(shot.rgb, pts_ns)
        return next_result(results)
    finally:
        results.close()


def test_a_picture_s_result_has_its_time_also_if_that_is_to_come(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    follow(process, camera, faces=1, person=True)
    assert process.wait_health("running") == ""
    ahead_ns = time.monotonic_ns() + 3_000_000_000
    looked_at(process, camera, face, ahead_ns)
    seen = looked_at(process, camera, face, ahead_ns + 100_000_000)
    assert seen.pts_ns == ahead_ns + 100_000_000
    assert (seen.width, seen.height) == (WIDTH, HEIGHT)
    assert face.error_px(seen.faces[0].points) < 0.02 * face.poses[0].size
    assert seen.person is not None


def test_the_last_picture_is_looked_at_though_it_came_too_soon(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    follow(process, camera, faces=1)
    empty = next(clips.nobody(WIDTH, HEIGHT, frames=1))
    looks, begun_s = 0, time.monotonic()
    # Late again and again, until it looks seldom; then the next square to be scouted is the whole.
    while time.monotonic() - begun_s < SLOWS_S or looks % len(squares(WIDTH, HEIGHT)):
        process.channel.send({"type": "lagged", "frames": 1})
        looked_at(process, camera, empty, 900_000_000 + looks)
        looks += 1
    results = process.results()
    camera.show(empty.rgb, 1_005_000_000)
    camera.show(face.rgb, 1_006_000_000)
    last = next_result(results)
    while last.pts_ns != 1_006_000_000 or not last.faces:
        last = next_result(results)
    assert last.faces[0].number == 1
    results.close()


def rate_of(message: Message) -> float:
    return float(str(message["results_s"]))


@pytest.mark.slow
def test_the_engine_is_told_how_many_results_come(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    follow(process, camera, faces=1)
    begin_ns = time.monotonic_ns()
    for index in range(45):  # three seconds at 15 fps
        camera.show(face.rgb, begin_ns + index * 66_666_667)
        while time.monotonic_ns() < begin_ns + index * 66_666_667:
            time.sleep(0.002)  # a camera's own time
    rate = process.wait_for(lambda each: each["type"] == "rate" and rate_of(each) > 8)
    assert rate_of(rate) < 17
    assert 0 < float(str(rate["cost_ms"])) < 1000


def test_who_rests_or_looks_for_nothing_lets_go_of_the_camera(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    follow(process, camera, faces=1)
    process.channel.send({"type": "rest"})
    camera.wait_followed(False)
    process.channel.send({"type": "wake"})
    camera.wait_followed()
    assert looked_at(process, camera, face, 1_000_000).pts_ns == 1_000_000
    process.channel.send({"type": "look"})
    camera.wait_followed(False)


def test_a_capture_that_comes_back_elsewhere_is_followed_there(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    first = open_camera(process, WIDTH, HEIGHT)
    follow(process, first, faces=1)
    looked_at(process, first, face, 1_000_000)
    first.close()
    second = open_camera(process, 2 * WIDTH, 2 * HEIGHT)
    follow(process, second, faces=1)
    larger = next(clips.still(2 * WIDTH, 2 * HEIGHT, frames=1, size=0.4))
    assert looked_at(process, second, larger, 2_000_000).width == 2 * WIDTH


@pytest.mark.parametrize("is_there", [False, True], ids=["missing", "cut short"])
def test_a_model_that_is_not_whole_is_told_of_and_taken_once_it_is(
    start: Start, open_camera: Show, face: clips.Shot, own_models: Path, is_there: bool
) -> None:
    path = named("face").path
    whole = path.read_bytes()
    if is_there:
        path.write_bytes(whole[:1000])
    else:
        path.unlink()
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    follow(process, camera, faces=1)
    reason = process.wait_health("failed")
    assert "rocket-studio models fetch" in reason
    assert ("cut short" in reason) is is_there
    assert looked_at(process, camera, face, 1_000_000).faces == ()
    heard = process.heard
    path.write_bytes(whole)
    process.wait_health("running", after=heard)
    looked_at(process, camera, face, 40_000_000)
    assert len(looked_at(process, camera, face, 80_000_000).faces) == 1


def test_messages_that_make_no_sense_change_nothing(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    senseless: list[Message] = [
        {"type": "dance"},
        {"type": "camera", "address": 7},
        {"type": "lagged", "frames": "all"},
        {"type": "look", "faces": [1]},
    ]
    for message in senseless:
        process.channel.send(message)
    follow(process, camera, faces=1)
    assert looked_at(process, camera, face, 1_000_000).pts_ns == 1_000_000


def test_it_ends_when_told(start: Start) -> None:
    process = start()
    process.channel.send({"type": "stop"})
    assert process.child.wait(PATIENCE_S)
    assert process.child.exit_code == 0


def test_it_ends_by_itself_once_nobody_is_left(folder: Path) -> None:
    process = ArProcess(folder, grace_s=0.1)
    try:
        process.channel.close()
        process.child.terminate()  # its supervisor's pipe stays open, as this is it
        assert process.child.wait(PATIENCE_S)
        assert process.child.exit_code == 0
    finally:
        process.close()


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="another system's ranks")
def test_it_ranks_below_the_engine(start: Start) -> None:
    process = start()
    assert os.getpriority(os.PRIO_PROCESS, process.child.pid) == priority.AR > priority.ENGINE


@pytest.mark.slow
def test_one_that_was_killed_is_replaced_within_two_seconds(
    start: Start, open_camera: Show, face: clips.Shot
) -> None:
    process = start()
    os.kill(process.child.pid, signal.SIGKILL)
    assert process.child.wait(PATIENCE_S)
    begin_s = time.monotonic()
    process = start()
    camera = open_camera(process, WIDTH, HEIGHT)
    follow(process, camera, faces=1)
    looked_at(process, camera, face, 1_000_000)
    assert time.monotonic() - begin_s < 20  # 0.6 s on a machine with nothing else to do
