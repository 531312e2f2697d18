"""Tests of the capture process: studio.capture.service, runner, rings and __main__."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.ipc.errors import ChannelError
from studio.ipc.ring import RingFormat, Slot, unlink_leftovers
from tests.capture.clips import Clips
from tests.capture.process import CaptureProcess, Engine, next_picture

Start = Callable[..., tuple[CaptureProcess, Engine]]
SHM = Path("/dev/shm")


@pytest.fixture
def start(run_dir: Path) -> Iterator[Start]:
    started: list[tuple[CaptureProcess, Engine]] = []

    def start_one(
        source: dict[str, object], want: tuple[int, int] = (640, 360)
    ) -> tuple[CaptureProcess, Engine]:
        process = CaptureProcess(run_dir, source, want=want)
        try:
            engine = Engine(process)
        except ChannelError:
            process.close()
            raise
        started.append((process, engine))
        return process, engine

    yield start_one
    for process, engine in started:
        engine.channel.close()
        process.close()
        unlink_leftovers(f"rs-{process.name}")


def media(path: Path, **more: object) -> dict[str, object]:
    return {"kind": "media", "path": str(path), "loop": True, **more}


def number_of(slot: Slot) -> int:
    """Which frame of a counting clip of 160×90 it is; ask before it is overwritten."""
    return int(np.median(np.frombuffer(slot.data[: 160 * 90], np.uint8))) - 16


def test_plays_a_file_into_rings_and_tells_about_it(clips: Clips, start: Start) -> None:
    _, engine = start(media(clips["both.mp4"]))
    info = engine.wait_for(lambda each: each["type"] == "info")
    assert (info["width"], info["height"], info["fps"]) == (160, 90, 30.0)
    assert info["has_audio"] is True
    pictures, sound = engine.ring("picture"), engine.ring("sound")
    slot = next_picture(pictures)
    assert slot.format is RingFormat.NV12
    assert (slot.width, slot.height) == (160, 90)
    number = number_of(slot)
    later = next_picture(pictures, slot.sequence + 2)
    ticks = round((later.pts_ns - slot.pts_ns) * 30 / 1e9)
    assert (number_of(later) - number) % 30 == ticks % 30
    block = sound.next()
    assert block is not None
    assert (block.rate_hz, block.channels, block.frames) == (48000, 2, 1024)
    assert engine.wait_for(lambda each: each["type"] == "state")["health"] == "running"


def test_who_comes_later_is_told_all(clips: Clips, start: Start) -> None:
    process, engine = start(media(clips["both.mp4"]))
    engine.ring("picture")
    engine.ring("sound")
    second = Engine(process)
    assert next_picture(second.ring("picture"))
    second.ring("sound")
    assert second.wait_for(lambda each: each["type"] == "info")
    assert second.wait_for(lambda each: each["type"] == "state")["health"] == "running"
    second.channel.close()


def test_a_larger_picture_gets_a_larger_ring(clips: Clips, start: Start) -> None:
    _, engine = start(media(clips["count30.mp4"]), want=(80, 46))
    small = engine.ring("picture")
    slot = next_picture(small)
    assert (slot.width, slot.height, slot.natural_width) == (80, 46, 160)
    engine.channel.send({"type": "want", "width": 160, "height": 90})
    engine.wait_for(lambda each: each["type"] == "ring" and each["name"] != small.name)
    assert next_picture(engine.ring("picture")).width == 160
    assert not (SHM / small.name).exists()


def test_told_to_stop_it_ends_and_leaves_nothing(clips: Clips, start: Start) -> None:
    process, engine = start(media(clips["both.mp4"]))
    name = engine.ring("picture").name
    engine.channel.send({"type": "stop"})
    assert process.child.wait(30)
    assert process.child.exit_code == 0
    assert not (SHM / name).exists()


def test_sigterm_ends_it_too(clips: Clips, start: Start) -> None:
    process, engine = start(media(clips["both.mp4"]))
    name = engine.ring("picture").name
    process.child.terminate()
    assert process.child.wait(30)
    assert process.child.exit_code == 0
    assert not (SHM / name).exists()


def test_killed_it_leaves_only_what_the_supervisor_can_unlink(clips: Clips, start: Start) -> None:
    process, engine = start(media(clips["both.mp4"]))
    names = {engine.ring("picture").name, engine.ring("sound").name}
    process.child.kill()
    assert process.child.wait(30)
    assert engine.closed.wait(30)
    assert names <= {path.name for path in SHM.iterdir()}
    assert unlink_leftovers(f"rs-{process.name}") == 2


def test_a_file_that_is_not_there_is_named_and_shown_when_it_comes(
    clips: Clips, tmp_path: Path, start: Start
) -> None:
    path = tmp_path / "later.mp4"
    _, engine = start(media(path))
    failed = engine.wait_for(lambda each: each.get("health") == "failed")
    assert failed["reason"] == f"{path} is not there: it was moved, renamed or unplugged."
    path.write_bytes(clips["count30.mp4"].read_bytes())
    assert next_picture(engine.ring("picture"))
    assert engine.wait_for(lambda each: each["type"] == "state")["health"] == "running"


def test_a_file_that_vanishes_while_it_plays_plays_on(
    clips: Clips, tmp_path: Path, start: Start
) -> None:
    path = tmp_path / "gone.mp4"
    path.write_bytes(clips["count30.mp4"].read_bytes())
    _, engine = start(media(path))
    pictures = engine.ring("picture")
    path.unlink()
    first = next_picture(pictures)
    assert next_picture(pictures, first.sequence + 35)  # once around


def test_a_file_that_does_not_loop_ends_and_plays_again_on_a_seek(
    clips: Clips, start: Start
) -> None:
    _, engine = start(media(clips["count30.mp4"], loop=False))
    pictures = engine.ring("picture")
    engine.wait_for(lambda each: each.get("health") == "ended")
    last = next_picture(pictures)
    engine.channel.send({"type": "seek", "ns": 0})
    assert next_picture(pictures, last.sequence + 3)


def test_stopped_and_gone_on_it_is_in_time_again(clips: Clips, start: Start) -> None:
    process, engine = start(media(clips["long.mp4"]))
    pictures = engine.ring("picture")
    first = next_picture(pictures)
    before = number_of(first)
    os.kill(process.child.pid, signal.SIGSTOP)
    time.sleep(1.5)  # the time that it loses
    os.kill(process.child.pid, signal.SIGCONT)
    later = next_picture(pictures, first.sequence + 10)
    ticks = round((later.pts_ns - first.pts_ns) * 30 / 1e9)
    assert (number_of(later) - before) % 180 == ticks % 180
    assert ticks > 40


def test_a_camera_is_read_as_it_comes(start: Start) -> None:
    device = "lavfi:testsrc2=s=320x180:r=30,realtime"
    _, engine = start({"kind": "camera", "device": device})
    pictures = engine.ring("picture")
    begun_ns = time.monotonic_ns()
    slot = next_picture(pictures, 3)
    assert (slot.width, slot.height) == (320, 180)
    assert begun_ns - 10**9 < slot.pts_ns <= time.monotonic_ns()


def test_a_camera_rests_while_nobody_looks(start: Start) -> None:
    device = "lavfi:testsrc2=s=320x180:r=30,realtime"
    _, engine = start({"kind": "camera", "device": device})
    pictures = engine.ring("picture")
    next_picture(pictures, 3)
    engine.channel.send({"type": "rest"})
    last = next_picture(pictures, 1)
    deadline_s = time.monotonic() + 60
    while time.monotonic_ns() - last.pts_ns < 400_000_000:
        assert time.monotonic() < deadline_s
        last = pictures.newest(time.monotonic_ns()) or last
    engine.channel.send({"type": "wake"})
    woken_ns = time.monotonic_ns()
    while last.pts_ns < woken_ns:
        assert time.monotonic() < deadline_s
        last = next_picture(pictures, 1)


def test_a_camera_that_is_not_there_is_named(start: Start) -> None:
    _, engine = start({"kind": "camera", "device": "/dev/video97"})
    failed = engine.wait_for(lambda each: each.get("health") == "failed")
    reason = "The camera /dev/video97 is not there: it was moved, renamed or unplugged."
    assert failed["reason"] == reason


def test_a_stream_is_played_and_opened_again_when_it_ends(
    clips: Clips, free_port: int, start: Start
) -> None:
    url = f"tcp://127.0.0.1:{free_port}"

    def serve() -> subprocess.Popen[bytes]:
        source = ["ffmpeg", "-v", "error", "-re", "-i", str(clips["both.mp4"])]
        return subprocess.Popen([*source, "-c", "copy", "-f", "mpegts", f"{url}?listen=1"])

    with serve() as first:
        _, engine = start({"kind": "network", "url": url})
        pictures = engine.ring("picture")
        slot = next_picture(pictures, 5)
        first.wait(60)
    ended = engine.wait_for(lambda each: each.get("health") == "failed")
    assert url in str(ended["reason"])
    with serve() as second:
        assert next_picture(pictures, slot.sequence + 30)
        second.kill()


def test_alone_for_its_grace_it_ends(clips: Clips, run_dir: Path) -> None:
    process = CaptureProcess(run_dir, media(clips["both.mp4"]), grace_s=2.0)
    assert process.child._process is not None
    assert process.child._process.stdin is not None
    begun_s = time.monotonic()
    process.child._process.stdin.close()  # the supervisor has died
    assert process.child.wait(60)
    assert time.monotonic() - begun_s >= 1.9
    assert process.child.exit_code == 0


def test_who_follows_hears_of_each_picture_and_keeps_nobody_alive(
    clips: Clips, run_dir: Path
) -> None:
    process = CaptureProcess(run_dir, media(clips["count30.mp4"]), grace_s=1.0)
    follower = Engine(process, role="ar")
    try:
        follower.channel.send({"type": "follow"})
        follower.wait_for(lambda each: each["type"] == "wrote")
        reader = follower.ring("picture")
        slot = reader.newest(1 << 62)
        assert slot is not None
        before = len(follower.messages)
        next_picture(reader, slot.sequence + 10)
        assert len(follower.messages) - before >= 5
        assert process.child._process is not None
        assert process.child._process.stdin is not None
        process.child._process.stdin.close()  # the supervisor has died
        assert process.child.wait(60)
    finally:
        follower.channel.close()
        process.close()


def test_started_by_hand_it_says_so() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "studio.capture"], input=b"", capture_output=True, timeout=60
    )
    assert run.returncode == 1
    assert b"only its supervisor starts" in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
