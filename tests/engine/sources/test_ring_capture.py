"""Tests of studio.engine.sources.ring, with real capture processes, which die."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.engine.picture import Picture
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health
from studio.ipc.ring import RingReader, unlink_leftovers
from tests.capture.clips import Clips
from tests.capture.process import CaptureProcess
from tests.engine.sources.test_ring import level


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    return Clips(tmp_path_factory.mktemp("clips"))


SECRET = "0123456789abcdef"  # of the session: the same for all its processes
Capture = Callable[..., CaptureProcess]


@pytest.fixture
def capture(run_dir: Path) -> Iterator[Capture]:
    started: list[CaptureProcess] = []

    def start(path: Path, **more: object) -> CaptureProcess:
        source = {"kind": "media", "path": str(path), "loop": True, **more}
        started.append(CaptureProcess(run_dir, source, want=(640, 360), secret=SECRET))
        return started[-1]

    yield start
    for process in started:
        process.close()
        unlink_leftovers(f"rs-{process.name}")


@pytest.fixture
def connect() -> Iterator[Callable[[CaptureProcess], RingSource]]:
    connected: list[RingSource] = []

    def to(process: CaptureProcess, **more: Callable[[str], object]) -> RingSource:
        source = RingSource("Clip", secret=SECRET, **more)
        source.attach(process.address)
        connected.append(source)
        return source

    yield to
    for source in connected:
        source.close()
    names = {thread.name for thread in threading.enumerate()}
    assert "attach-Clip" not in names


Connect = Callable[..., RingSource]


def latch_until(source: RingSource, is_it: Callable[[Picture], bool]) -> Picture:
    deadline_s = time.monotonic() + 60
    while True:
        picture = source.latch(time.monotonic_ns())
        if picture is not None and is_it(picture):
            return picture
        assert time.monotonic() < deadline_s, source.state
        time.sleep(0.005)  # as a tick would


def wait_for(source: RingSource, health: Health) -> None:
    deadline_s = time.monotonic() + 60
    while source.state.health is not health:
        assert time.monotonic() < deadline_s
        time.sleep(0.01)  # sources tell nobody: the tick looks at them


def is_from_clip(picture: Picture) -> bool:
    return (picture.width, picture.height) == (160, 90) and not is_card(picture)


def is_card(picture: Picture) -> bool:
    return bool(np.ptp(picture.y) > 60)


def test_shows_what_a_capture_plays_and_passes_its_sound_on(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    heard: list[str] = []
    source = connect(capture(clips["both.mp4"]), on_sound_ring=heard.append)
    first = latch_until(source, is_from_clip)
    later = latch_until(source, lambda picture: picture.serial > first.serial + 3)
    assert later.pts_ns > first.pts_ns
    assert source.state.health is Health.RUNNING
    assert source.info["fps"] == 30.0
    deadline_s = time.monotonic() + 60
    while not heard:
        assert time.monotonic() < deadline_s
        time.sleep(0.01)
    RingReader.attach(heard[0]).close()
    assert source.sound_ring_name == heard[0]


def test_told_again_where_it_is_connected_it_stays_so(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    heard: list[str] = []
    process = capture(clips["both.mp4"])
    source = connect(process, on_sound_ring=heard.append)
    latch_until(source, is_from_clip)
    source.attach(process.address)
    latest = latch_until(source, is_from_clip)
    latch_until(source, lambda picture: picture.serial > latest.serial + 3)
    assert len(heard) == 1


def test_nothing_is_copied_and_yet_a_picture_stands_for_some_ticks(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    source = connect(capture(clips["count30.mp4"]))
    latch_until(source, is_from_clip)
    for _ in range(20):
        picture = source.latch(time.monotonic_ns())
        assert picture is not None
        assert not picture.y.flags.writeable
        assert not picture.y.flags.owndata
        before = level(picture)
        held_until_ns = picture.pts_ns + 3 * 1_000_000_000 // 30
        while (now_ns := time.monotonic_ns()) < held_until_ns:
            time.sleep((held_until_ns - now_ns) / 1e9)
        after = level(picture)
        if time.monotonic_ns() < held_until_ns + 20_000_000:  # the machine was not too busy
            assert after == before


def test_sound_alone_runs_without_a_picture(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    source = connect(capture(clips["mono44.m4a"]))
    wait_for(source, Health.RUNNING)
    assert source.latch(time.monotonic_ns()) is None


def test_wanted_small_it_comes_small(clips: Clips, capture: Capture, connect: Connect) -> None:
    source = connect(capture(clips["count30.mp4"]))
    source.want(80, 46)
    picture = latch_until(source, lambda each: each.y.shape == (46, 80))
    assert (picture.width, picture.height) == (160, 90)


def test_killed_the_last_picture_stays_then_the_card_then_the_new_one(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    process = capture(clips["count30.mp4"])
    source = connect(process)
    last = latch_until(source, is_from_clip)
    killed_ns = time.monotonic_ns()
    process.close()
    source.writer_ended("The capture was killed.")
    wait_for(source, Health.FAILED)
    for at_ns in (killed_ns, killed_ns + 500_000_000):
        picture = source.latch(at_ns)
        assert picture is not None
        assert is_from_clip(picture)
    card = latch_until(source, is_card)
    assert time.monotonic_ns() - killed_ns >= 900_000_000
    assert (card.width, card.height) == (160, 90)
    assert source.state.reason == "The capture was killed."
    assert card.serial > last.serial

    again = capture(clips["count30.mp4"])
    source.attach(again.address)
    new = latch_until(source, is_from_clip)
    assert new.serial > card.serial
    assert source.state.health is Health.RUNNING


def test_a_missing_file_shows_the_card_with_the_reason(
    tmp_path: Path, capture: Capture, connect: Connect
) -> None:
    source = connect(capture(tmp_path / "missing.mp4"))
    latch_until(source, is_card)
    assert source.state.health is Health.FAILED
    assert str(tmp_path / "missing.mp4") in source.state.reason


def test_a_clip_that_ended_keeps_its_last_picture(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    source = connect(capture(clips["count30.mp4"], loop=False))
    latch_until(source, lambda picture: is_from_clip(picture) and level(picture) == 16 + 29)
    wait_for(source, Health.ENDED)
    assert level(source.latch(time.monotonic_ns() + 10**10)) == 16 + 29


def test_a_frozen_capture_never_holds_up_the_tick(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    process = capture(clips["count30.mp4"])
    source = connect(process)
    latch_until(source, is_from_clip)
    os.kill(process.child.pid, signal.SIGSTOP)
    begun_ns = time.thread_time_ns()
    for _ in range(200):
        source.want(100 + _, 100)
        source.request(time.monotonic_ns())
        assert source.latch(time.monotonic_ns()) is not None
    assert time.thread_time_ns() - begun_ns < 2_000_000_000
    os.kill(process.child.pid, signal.SIGCONT)


def test_pause_and_seek_reach_the_capture(clips: Clips, capture: Capture, connect: Connect) -> None:
    source = connect(capture(clips["long.mp4"]))
    latch_until(source, is_from_clip)
    source.pause(True)
    time.sleep(0.3)  # what was written ahead becomes due
    still = source.latch(time.monotonic_ns())
    source.seek(4_000_000_000)
    source.pause(False)
    assert still is not None
    sought = latch_until(source, lambda picture: picture.serial > still.serial)
    assert level(sought) in range(16 + 120, 16 + 150)


def test_after_a_rest_nothing_is_shown_from_before_it(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    source = connect(capture(clips["count30.mp4"]))
    latch_until(source, is_from_clip)
    source.rest(True)
    last = latch_until(source, is_from_clip)
    while time.monotonic_ns() - last.pts_ns < 400_000_000:  # it comes no more
        last = latch_until(source, is_from_clip)
    source.rest(False)
    woken_ns = time.monotonic_ns()
    assert source.latch(woken_ns) is None
    assert source.state.health is Health.STARTING
    fresh = latch_until(source, is_from_clip)
    assert fresh.pts_ns > woken_ns
    wait_for(source, Health.RUNNING)


def test_a_capture_that_rested_for_an_engine_before_plays_for_the_next_one(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    process = capture(clips["count30.mp4"])
    before = connect(process)
    latch_until(before, is_from_clip)
    before.rest(True)
    last = latch_until(before, is_from_clip)
    while time.monotonic_ns() - last.pts_ns < 400_000_000:  # it comes no more
        last = latch_until(before, is_from_clip)
    before.close()
    after = connect(process)
    latch_until(after, lambda picture: picture.pts_ns > last.pts_ns)


def test_a_clip_that_ended_is_still_there_after_a_rest(
    clips: Clips, capture: Capture, connect: Connect
) -> None:
    source = connect(capture(clips["count30.mp4"], loop=False))
    wait_for(source, Health.ENDED)
    last = latch_until(source, is_from_clip)
    source.rest(True)
    source.rest(False)
    assert source.latch(time.monotonic_ns()) is last


def test_nobody_there_is_a_failure_with_a_sentence(run_dir: Path) -> None:
    source = RingSource("Clip", secret="x")
    source.attach(str(run_dir / "nobody.sock"))
    wait_for(source, Health.FAILED)
    assert source.state.reason.startswith("Clip does not answer")
    source.close()
