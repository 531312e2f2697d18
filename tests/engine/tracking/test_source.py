"""Tests of studio.engine.tracking.source: a real ring of pictures and one of results."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.engine.compositor.array_filter import filtered
from studio.engine.compositor.array_memory import LayerMemory
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.picture import Picture
from studio.engine.sources.ring import RingSource
from studio.engine.tracking.results import Results
from studio.engine.tracking.source import IN_TIME, TrackedSource
from studio.ipc.ring import RingFormat, RingWriter
from studio.model.tracking import MOST_AGE_NS
from tests.engine.tracking.ar_stand_in import ArStandIn
from tests.engine.tracking.seen import FRAME_NS, HEIGHT, WIDTH, face, points, seen, swim_px


class Show:
    """A camera whose pictures and results a test writes, and the source that brings them together.

    Picture ``n`` is grey of level n and comes 5 ms before the tick of that number.
    """

    def __init__(self, ar: ArStandIn) -> None:
        self.ar = ar
        self.ring = RingWriter.create("camera", 8, WIDTH * HEIGHT * 3 // 2)
        self.camera = RingSource("Camera")
        self.camera.attach_ring(self.ring.name)
        self.results = Results()
        self.results.take(ar.ring_name)
        self.source = TrackedSource(self.camera, self.results, FRAME_NS)
        self.source.track(True)

    @staticmethod
    def pts_ns(number: int) -> int:
        return number * FRAME_NS - 5_000_000

    def paint(self, number: int) -> None:
        self.ring.begin()[:] = bytes([number]) * self.ring.slot_bytes
        self.ring.commit(
            pts_ns=self.pts_ns(number), format=RingFormat.NV12, width=WIDTH, height=HEIGHT
        )

    def look(self, number: int) -> None:
        self.ar.write(seen(self.pts_ns(number), face(100 + 10 * number)))

    def tick(self, number: int) -> Picture | None:
        return self.source.latch(number * FRAME_NS)

    def close(self) -> None:
        self.source.close()
        self.ring.close()


@pytest.fixture
def show(run_dir: Path) -> Iterator[Show]:
    with ArStandIn(run_dir) as ar:
        one = Show(ar)
        yield one
        one.close()


def number(picture: Picture | None) -> int:
    assert picture is not None
    return int(np.median(picture.y))


def swim(picture: Picture | None) -> float:
    """Return how far what is drawn on the face would be from it."""
    assert picture is not None
    assert picture.tracked is not None
    assert picture.tracked.pts_ns == picture.pts_ns
    return swim_px(picture.tracked, points(100 + 10 * number(picture)))


def test_untracked_pictures_are_those_of_the_camera(show: Show) -> None:
    show.source.track(False)
    show.paint(1)
    show.look(1)
    assert show.tick(1) is show.camera.latch(FRAME_NS)
    assert show.source.held_frames == 0


def test_results_that_are_there_in_time_hold_nothing_back(show: Show) -> None:
    for tick in range(1, 20):
        show.paint(tick)
        show.look(tick)
        picture = show.tick(tick)
        assert number(picture) == tick
        assert swim(picture) == 0
        assert show.source.held_frames == 0


def test_results_that_come_later_hold_each_picture_for_one_frame(show: Show) -> None:
    shown = []
    for tick in range(1, 30):
        show.paint(tick)
        picture = show.tick(tick)
        if tick > 4:
            assert swim(picture) == 0
            shown.append(number(picture))
        show.look(tick)  # 5 ms after its tick
    assert shown == list(range(4, 29))
    assert show.source.held_frames == 1


def test_pictures_that_come_late_wait_as_long_as_others(show: Show) -> None:
    shown = []
    for tick in range(2, 30):
        show.paint(tick - 1)  # a frame after it was taken, and more
        picture = show.tick(tick)
        if tick > 5:
            assert swim(picture) == 0
            shown.append(number(picture))
        show.look(tick - 1)
    assert shown == list(range(4, 28))


def test_after_a_rest_nothing_is_shown_that_was_held_before(show: Show) -> None:
    for tick in range(1, 8):
        show.paint(tick)
        show.tick(tick)
        show.look(tick)
    assert show.source.held_frames == 1
    show.paint(90)
    assert number(show.tick(90)) == 90


def test_when_results_come_in_time_again_nothing_is_held_back_in_a_while(show: Show) -> None:
    show.look(0)
    show.look(1)
    for tick in range(2, 10):
        show.paint(tick)
        show.tick(tick)
        show.look(tick)
    assert show.source.held_frames == 1
    for tick in range(10, 10 + IN_TIME + 3):
        show.paint(tick)
        show.look(tick)
        show.tick(tick)
    assert show.source.held_frames == 0


def test_of_one_result_in_three_pictures_the_face_does_not_swim(show: Show) -> None:
    swims = []
    for tick in range(1, 60):
        show.paint(tick)
        picture = show.tick(tick)
        if tick > 12:
            swims.append(swim(picture))
        if tick % 3 == 0:
            show.look(tick - 1)
    assert max(swims) < 0.01
    assert show.source.held_frames == 1


def test_a_camera_of_half_the_programme_s_rate_has_each_picture_with_its_own_result(
    show: Show,
) -> None:
    shown = []
    for tick in range(1, 40):
        if tick % 2:
            show.paint(tick)
        picture = show.tick(tick)
        if tick > 4:
            assert swim(picture) == 0
            shown.append(number(picture))
        if tick % 2:
            show.look(tick)
    assert shown == [tick // 2 * 2 - 1 for tick in range(5, 40)]  # each for two ticks, one later


def test_without_results_pictures_go_on_at_once_and_soon_without_landmarks(show: Show) -> None:
    for tick in range(1, 11):
        show.paint(tick)
        show.tick(tick)
        show.look(tick)
    show.results.read()
    show.results.close()
    shown: list[int] = []
    last_ns = show.pts_ns(10)
    for tick in range(11, 30):
        show.paint(tick)
        picture = show.tick(tick)
        assert picture is not None
        shown.append(number(picture))
        is_known = picture.pts_ns - last_ns <= MOST_AGE_NS
        assert (picture.tracked is not None) == is_known
    assert shown[0] == 10
    assert shown[-1] == 29
    assert all(b > a for a, b in pairwise(shown))
    assert show.source.held_frames == 0


def test_the_colours_of_a_beauty_filter_stay_whether_anybody_looks_or_not(show: Show) -> None:
    mono = (Beauty(smooth=1, slim_face=1, look="mono", look_strength=1),)
    memory = LayerMemory()
    is_known = []
    for tick in range(1, 25):
        if tick == 10:
            show.results.close()  # who looks was killed
        show.paint(tick)
        picture = show.tick(tick)
        assert picture is not None
        assert np.abs(picture.uv.astype(int) - 128).min() > 90
        assert np.abs(filtered(picture, mono, memory).uv.astype(int) - 128).max() <= 1
        is_known.append(picture.tracked is not None)
        if tick < 10:
            show.look(tick)
    assert (is_known[0], is_known[7], is_known[-1]) == (False, True, False)


def test_the_same_picture_is_the_same_object_until_its_own_result_comes(show: Show) -> None:
    for tick in (1, 2):
        show.paint(tick)
        show.look(tick)
        show.tick(tick)
    show.paint(3)
    show.tick(3)
    first = show.source.latch(4 * FRAME_NS)  # held back until now
    assert first is show.source.latch(4 * FRAME_NS + 1)
    assert number(first) == 3
    show.look(3)
    second = show.source.latch(4 * FRAME_NS + 2)
    assert first is not None
    assert second is not None
    assert second.serial > first.serial
    assert second.y is first.y
    assert swim(second) == 0
    show.look(4)
    assert show.source.latch(4 * FRAME_NS + 3) is second


def test_a_picture_of_another_size_is_not_given_results_of_before(show: Show) -> None:
    show.paint(1)
    show.ar.write(seen(show.pts_ns(1), face(100), size=(1280, 720)))
    picture = show.tick(1)
    assert picture is not None
    assert picture.tracked is None
