"""Tests of studio.engine.sources.ring, with real rings; test_ring_capture.py has processes."""

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from studio.engine.picture import Picture
from studio.engine.sources.ring import RingSource
from studio.engine.sources.source import Health
from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingWriter

WIDTH, HEIGHT = 64, 48
AREA = WIDTH * HEIGHT


class Painter:
    """Writes grey pictures into a ring."""

    def __init__(self, slots: int = 8, slot_bytes: int = AREA * 5 // 2) -> None:
        self.ring = RingWriter.create("painter", slots, slot_bytes)

    def paint(self, level: int, pts_ns: int, format: RingFormat = RingFormat.NV12) -> None:
        self.ring.begin()[:] = bytes([level]) * self.ring.slot_bytes
        self.ring.commit(pts_ns=pts_ns, format=format, width=WIDTH, height=HEIGHT)


@pytest.fixture
def painter() -> Iterator[Painter]:
    one = Painter()
    yield one
    one.ring.close()


@pytest.fixture
def source() -> Iterator[RingSource]:
    one = RingSource("Plugin")
    yield one
    one.close()


def level(picture: Picture | None) -> int | None:
    if picture is None:
        return None
    assert (picture.y == picture.y[0, 0]).all()
    return int(picture.y[0, 0])


def test_shows_the_newest_picture_that_is_due(painter: Painter, source: RingSource) -> None:
    source.attach_ring(painter.ring.name)
    assert source.latch(50) is None
    assert source.state.health is Health.STARTING
    for number in range(1, 6):
        painter.paint(number * 10, pts_ns=number * 100)
    assert level(source.latch(99)) is None
    assert level(source.latch(100)) == 10
    assert level(source.latch(399)) == 30
    assert level(source.latch(10_000)) == 50
    assert str(source.state.health) == "running"


def test_the_same_picture_is_the_same_object_and_a_new_one_has_a_higher_serial(
    painter: Painter, source: RingSource
) -> None:
    source.attach_ring(painter.ring.name)
    painter.paint(10, pts_ns=100)
    first = source.latch(100)
    assert source.latch(150) is first
    painter.paint(20, pts_ns=200)
    second = source.latch(200)
    assert first is not None
    assert second is not None
    assert second.serial > first.serial
    assert (second.width, second.height, second.pts_ns) == (WIDTH, HEIGHT, 200)


def test_a_strangers_picture_stays_as_it_was(painter: Painter, source: RingSource) -> None:
    source.attach_ring(painter.ring.name)
    painter.paint(10, pts_ns=100)
    first = source.latch(100)
    for number in range(20):  # over the slot that it came from
        painter.paint(100 + number, pts_ns=200 + number)
    assert level(first) == 10


def test_a_picture_that_was_overwritten_while_it_was_copied_is_not_shown(
    source: RingSource,
) -> None:
    width, height = 1920, 1080
    ring = RingWriter.create("hasty", 3, width * height * 3 // 2)
    is_done = threading.Event()

    def paint() -> None:
        number = 0
        while not is_done.is_set():
            number += 1
            np.frombuffer(ring.begin(), np.uint8).fill(number % 256)
            ring.commit(pts_ns=number, format=RingFormat.NV12, width=width, height=height)

    writer = threading.Thread(target=paint, name="hasty")
    writer.start()
    try:
        source.attach_ring(ring.name)
        serials: set[int] = set()
        deadline_s = time.monotonic() + 60
        while len(serials) < 100 and time.monotonic() < deadline_s:
            picture = source.latch(1 << 62)
            if picture is not None:
                serials.add(picture.serial)
                assert level(picture) is not None
    finally:
        is_done.set()
        writer.join(30)
        ring.close()
    assert serials


def test_alpha_is_handed_on(painter: Painter, source: RingSource) -> None:
    source.attach_ring(painter.ring.name)
    painter.paint(77, pts_ns=1, format=RingFormat.NV12A)
    picture = source.latch(1)
    assert picture is not None
    assert picture.alpha is not None
    assert picture.alpha.shape == (HEIGHT, WIDTH)
    assert (picture.alpha == 77).all()


def test_other_formats_are_left_alone(painter: Painter, source: RingSource) -> None:
    source.attach_ring(painter.ring.name)
    painter.ring.begin()
    painter.ring.commit(pts_ns=1, format=RingFormat.BGRA, width=8, height=8)
    assert source.latch(10) is None


def test_a_ring_that_is_not_there_is_told(source: RingSource) -> None:
    with pytest.raises(RingError):
        source.attach_ring("rs-nobody-00000000")
