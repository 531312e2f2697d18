"""Tests of studio.avatar.service: a real process, killed, misled, and left alone."""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pythonosc.udp_client import SimpleUDPClient

from studio.ipc.message import Message
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.tracking import Tracked, most_bytes, pack
from tests.avatar.faces import face, seen
from tests.avatar.files import own_file
from tests.avatar.process import PATIENCE_S, AvatarProcess, next_picture

pytestmark = pytest.mark.slow
STILL = np.array([0.0, 0.0, 0.0, 1.0])
Start = Callable[[Message], AvatarProcess]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[AvatarProcess] = []
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:

        def start_one(settings: Message) -> AvatarProcess:
            started.append(AvatarProcess(Path(folder), settings))
            return started[-1]

        yield start_one
        for process in started:
            process.close()


def test_draws_the_studios_own_avatar_where_no_file_is_named(start: Start) -> None:
    process = start({})
    reader = process.pictures()
    try:
        slot, luma = next_picture(reader)
        assert slot.format is RingFormat.NV12A
        assert slot.natural_width == slot.natural_height == 1024
        alpha = np.frombuffer(bytes(slot.data), np.uint8)[-slot.width * slot.height :]
        cover = alpha.reshape(slot.height, slot.width) / 255
        assert 0.1 < cover.mean() < 0.7
        assert cover[:4].max() == 0, "the background is clear"
        assert luma[cover > 0.99].std() > 20, "it has features"
    finally:
        reader.close()
    info = process.wait_for(lambda each: each["type"] == "info")
    assert (info["title"], info["codec"]) == ("Nova", "VRM 1.0")
    assert process.wait_health("running") == ""


class Camera:
    """Writes what an AR process would, all the time."""

    def __init__(self) -> None:
        self.ring = RingWriter.create("ar-test", 4, most_bytes())
        self.says: Callable[[int], Tracked] = lambda pts_ns: seen(pts_ns=pts_ns)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._is_over.wait(1 / 30):
            now_ns = time.monotonic_ns()
            size = pack(self.says(now_ns), self.ring.begin())
            self.ring.commit(pts_ns=now_ns, format=RingFormat.TRACKED, channels=1, frames=size // 4)

    def close(self) -> None:
        self._is_over.set()
        self._thread.join()
        self.ring.close()


@pytest.fixture
def camera() -> Iterator[Camera]:
    one = Camera()
    yield one
    one.close()


def mouth(slot: object, luma: NDArray[np.uint8]) -> int:
    """Return how many dark pixels there are where Nova's mouth is."""
    rows, columns = luma.shape
    part = luma[int(rows * 0.5) : int(rows * 0.75), int(columns * 0.42) : int(columns * 0.58)]
    return int((part < 90).sum() * (512 / rows) ** 2)


def test_does_what_a_camera_sees_and_follows_a_new_ring(start: Start, camera: Camera) -> None:
    process = start({"framing": "head"})
    reader = process.pictures()
    shut = mouth(*next_picture(reader))
    camera.says = lambda pts_ns: seen(face(STILL, jawOpen=0.7), pts_ns=pts_ns)
    process.channel.send({"type": "tracked", "name": camera.ring.name})
    next_picture(reader, lambda slot, luma: mouth(slot, luma) > shut + 400)
    process.channel.send({"type": "tracked", "name": "rs-nothing-of-that-name"})
    next_picture(reader, lambda slot, luma: mouth(slot, luma) < shut + 100)
    process.channel.send({"type": "tracked", "name": camera.ring.name})
    next_picture(reader, lambda slot, luma: mouth(slot, luma) > shut + 400)
    reader.close()


def test_speaks_when_only_its_microphone_is_heard(start: Start) -> None:
    process = start({"framing": "head"})
    reader = process.pictures()
    shut = mouth(*next_picture(reader))
    is_over = threading.Event()

    def talk() -> None:
        while not is_over.wait(0.05):
            process.channel.send({"type": "level", "db": -12.0})

    talking = threading.Thread(target=talk)
    talking.start()
    next_picture(reader, lambda slot, luma: mouth(slot, luma) > shut + 150)
    is_over.set()
    talking.join()
    next_picture(reader, lambda slot, luma: mouth(slot, luma) < shut + 60)
    reader.close()


def test_a_file_that_can_not_be_loaded_is_told_and_tried_again(
    start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "cat.vrm"
    process = start({"file": str(path)})
    assert "cat.vrm can't be read" in process.wait_health("failed")
    path.write_bytes(own_file()[:5000])
    process.wait_for(lambda each: "cut off" in str(each.get("reason")))
    heard = process.heard
    path.write_bytes(own_file())
    process.wait_health("running", after=heard)


def test_settings_change_while_it_runs(start: Start) -> None:
    process = start({"framing": "full"})
    reader = process.pictures()

    def cover(slot: object, luma: NDArray[np.uint8]) -> float:
        return float((luma > 16).mean())

    small = cover(*next_picture(reader))
    process.use({"framing": "head", "scale": 1.5})
    next_picture(reader, lambda slot, luma: cover(slot, luma) > 2 * small)
    process.channel.send({"type": "settings", "settings": {"scale": "huge"}})
    next_picture(reader)
    reader.close()


def test_another_program_drives_it_by_vmc(start: Start) -> None:
    port = 20_000 + time.monotonic_ns() % 30_000  # nothing tells which one a child took
    process = start({"framing": "head", "vmc_receive_port": port})
    reader = process.pictures()
    shut = mouth(*next_picture(reader))
    deadline_s = time.monotonic() + PATIENCE_S
    client = SimpleUDPClient("127.0.0.1", port)
    with client:
        while time.monotonic() < deadline_s:
            client.send_message("/VMC/Ext/Blend/Val", ["A", 1.0])
            client.send_message("/VMC/Ext/Blend/Apply", [])
            if mouth(*next_picture(reader)) > shut + 400:
                break
        else:
            raise AssertionError("it did not open its mouth")
    reader.close()


def test_draws_nothing_while_nobody_looks(start: Start) -> None:
    process = start({})
    reader = process.pictures()
    next_picture(reader)
    process.channel.send({"type": "want", "width": 0, "height": 0})
    deadline_s = time.monotonic() + PATIENCE_S
    quiet_s = time.monotonic()
    while time.monotonic() - quiet_s < 0.7:
        assert time.monotonic() < deadline_s
        if reader.next() is not None:
            quiet_s = time.monotonic()
        time.sleep(0.01)
    process.channel.send({"type": "want", "width": 200, "height": 200})
    slot, _ = next_picture(reader)
    assert slot.width <= 200
    reader.close()


def test_nonsense_over_the_channel_does_nothing(start: Start) -> None:
    process = start({})
    nonsense: list[Message] = [
        {"type": "tracked", "name": 5},
        {"type": "level", "db": "loud"},
        {"type": "want", "width": -(2**60), "height": 2**60},
        {"type": "settings", "settings": []},
        {"type": "whatever"},
    ]
    for message in nonsense:
        process.channel.send(message)
    reader = process.pictures()
    next_picture(reader)
    reader.close()


def test_it_ends_with_its_engine_and_its_supervisor(start: Start) -> None:
    process = start({})
    process.wait_health("running")
    process.channel.send({"type": "stop"})
    assert process.child.wait(PATIENCE_S)
    assert process.child.exit_code == 0
