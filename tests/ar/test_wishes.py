"""Tests of studio.ar.wishes."""

import threading
import time

import pytest

from studio.ar.wishes import Look, Wishes
from studio.ipc.message import Message


@pytest.mark.parametrize(
    ("message", "look"),
    [
        ({"type": "look"}, Look()),
        ({"type": "look", "faces": 2, "hands": True}, Look(faces=2, hands=True)),
        ({"type": "look", "faces": 99, "person": True}, Look(faces=4, person=True)),
        ({"type": "look", "faces": "many", "body": 1}, Look()),
        ({"type": "look", "faces": -3}, Look()),
    ],
)
def test_what_is_wanted_is_read_and_held_within_what_can_be(message: Message, look: Look) -> None:
    assert Look.of(message) == look
    assert bool(look) is (look != Look())


def test_only_the_newest_wish_counts() -> None:
    wishes = Wishes()
    wishes.want(Look(faces=1))
    wishes.want(Look(faces=3))
    for _ in range(100):
        wishes.see()
    assert wishes.wait(30).look == Look(faces=3)
    begin_s = time.monotonic()
    assert wishes.wait(0.05).look == Look(faces=3)
    assert time.monotonic() - begin_s >= 0.05  # all pictures were one


def test_a_picture_wakes_who_waits() -> None:
    wishes = Wishes()
    wishes.wait(0.01)
    thread = threading.Thread(target=wishes.see)
    thread.start()
    begin_s = time.monotonic()
    wishes.wait(60)
    assert time.monotonic() - begin_s < 30
    thread.join()


def test_a_capture_that_came_back_at_its_address_is_a_new_one() -> None:
    wishes = Wishes()
    wishes.follow("here")
    wishes.read("ring-1")
    first = wishes.wait(1)
    wishes.follow("here")
    second = wishes.wait(1)
    assert (first.ring, second.ring) == ("ring-1", "")
    assert second.camera == first.camera
    assert second.camera_changes != first.camera_changes


def test_lags_add_up() -> None:
    wishes = Wishes()
    wishes.lag(2)
    wishes.lag(3)
    assert wishes.wait(1).lagged == 5
