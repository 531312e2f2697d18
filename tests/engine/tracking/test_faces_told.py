"""Tests of studio.engine.tracking.faces_told."""

import time
from collections.abc import Iterator

import pytest

from studio.engine.canvas.overlay import Overlay
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.tracking.faces_told import MOST_QUEUED_BYTES, FacesTold
from studio.engine.tracking.people import People
from studio.ipc.message import Decoder, Message
from studio.model.tracking import BLENDSHAPES
from tests.engine.tracking.seen import FRAME_NS, HEIGHT, WIDTH, face, points, seen
from tests.engine.tracking.test_people import on_camera


class Peer:
    """What was told."""

    def __init__(self) -> None:
        self.queued_bytes = 0
        self.told: list[Message] = []

    def send_bytes(self, data: bytes) -> bool:
        self.told += Decoder().feed(data)
        return True

    def wait(self, count: int) -> None:
        deadline_s = time.monotonic() + 60
        while len(self.told) < count:
            assert time.monotonic() < deadline_s, self.told
            time.sleep(0.005)  # who is told is told by its own thread


class Show:
    """A camera that fills a programme of 1280×720."""

    def __init__(self) -> None:
        self.people = People(Overlay())
        self.told = FacesTold(lambda action: action(), self.people)

    def show(self, number: int, *xs: float) -> None:
        pictures = on_camera(
            seen(number * FRAME_NS, *(face(x, number=index) for index, x in enumerate(xs)))
        )
        layer = Layer("camera", pictures, Rect(0, 0, WIDTH, HEIGHT), Affine(a=2, d=2))
        composition = Composition(1280, 720, (layer,))
        self.people.follow(composition, {id(pictures): "Camera"})

    def show_another_scene(self, number: int) -> None:
        self.people.follow(Composition(1280, 720), {})


@pytest.fixture
def show() -> Iterator[Show]:
    one = Show()
    yield one
    one.told.close()


def test_faces_are_told_in_pixels_of_a_plugins_canvas(show: Show) -> None:
    peer = Peer()
    show.told.subscribe(peer, 30)
    assert show.told.has_listeners
    show.show(1, 200, 400)
    peer.wait(1)
    (message,) = peer.told
    assert (message["type"], message["source"]) == ("faces", "Camera")
    faces = message["faces"]
    assert isinstance(faces, list)
    assert [each["number"] for each in faces] == [0, 1]
    assert faces[0]["landmarks"][7] == pytest.approx((points(200)[7, :2] * 3).tolist(), abs=0.06)
    assert faces[0]["shapes"].keys() == set(BLENDSHAPES)


def test_a_camera_that_is_seen_no_more_is_told_once(show: Show) -> None:
    peer = Peer()
    show.told.subscribe(peer, 30)
    show.show(1, 200)
    peer.wait(1)
    for number in range(2, 60):
        show.show_another_scene(number)
        time.sleep(FRAME_NS / 1e9 / 3)  # as a tick would
    peer.wait(2)
    assert peer.told[1:] == [{"type": "faces", "source": "Camera", "faces": []}]


def test_nobody_is_told_more_often_than_they_want(show: Show) -> None:
    peer = Peer()
    show.told.subscribe(peer, 5)
    end_s = time.monotonic() + 1.0
    number = 0
    while time.monotonic() < end_s:
        number += 1
        show.show(number, 200)
        time.sleep(0.005)  # as a hasty tick would
    assert 1 <= len(peer.told) <= 12


def test_who_has_gone_or_does_not_read_is_told_nothing(show: Show) -> None:
    peer, lazy = Peer(), Peer()
    lazy.queued_bytes = MOST_QUEUED_BYTES + 1
    show.told.subscribe(peer, 30)
    show.told.subscribe(lazy, 30)
    show.show(1, 200)
    peer.wait(1)
    deadline_s = time.monotonic() + 60
    while not show.told.skipped:
        assert time.monotonic() < deadline_s
        time.sleep(0.005)
    assert lazy.told == []
    show.told.gone(peer)
    show.told.gone(lazy)
    assert not show.told.has_listeners
    assert not show.people.is_wanted
