"""Tests of studio.ar.tracker and of its parts, with models that come, go and are damaged."""

from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path

import pytest

from studio.ar.picture import Picture
from studio.ar.tracker import Tracker
from studio.ar.wishes import Look
from studio.weights.models import named
from tests.ar import clips

WIDTH, HEIGHT = 640, 360


@pytest.fixture
def tracker() -> Iterator[Tracker]:
    tracker = Tracker()
    yield tracker
    tracker.close()


def shots() -> Iterator[Picture]:
    return (clips.picture_of(shot) for shot in clips.still(WIDTH, HEIGHT, frames=99, size=0.4))


def test_only_what_is_wanted_is_looked_for(tracker: Tracker, own_models: Path) -> None:
    pictures = shots()
    tracker.look(next(pictures), Look(faces=1, person=True))
    both = tracker.look(next(pictures), Look(faces=1, person=True))
    assert len(both.faces) == 1
    assert both.person is not None
    assert both.person.shape == (144, 256)
    assert (both.hands, both.body) == ((), None)
    assert (both.width, both.height) == (WIDTH, HEIGHT)
    neither = tracker.look(next(pictures), Look(body=True))
    assert neither.faces == ()
    assert neither.person is None
    assert neither.body is not None
    assert tracker.trouble == ""


def test_what_has_no_model_is_left_out_and_says_so(tracker: Tracker, own_models: Path) -> None:
    named("person").path.unlink()
    pictures = shots()
    tracked = tracker.look(next(pictures), Look(faces=1, person=True))
    assert len(tracked.faces) == 1
    assert tracked.person is None
    assert "'person' (where a person is) is not here" in tracker.trouble
    tracker.look(next(pictures), Look(faces=1))
    assert tracker.trouble == ""  # nobody wants it any more


@pytest.mark.parametrize("name", ["face", "person"])
def test_a_model_that_was_cut_short_is_used_once_it_is_whole(
    tracker: Tracker, own_models: Path, name: str
) -> None:
    path = named(name).path
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    look = Look(faces=int(name == "face"), person=name == "person")
    pictures = shots()
    for _ in range(3):
        tracked = tracker.look(next(pictures), look)
        assert tracked.faces == ()
        assert tracked.person is None
        assert "cut short" in tracker.trouble
    path.write_bytes(whole)
    tracked = tracker.look(next(pictures), look)
    assert tracker.trouble == ""
    assert len(tracked.faces) == look.faces
    assert (tracked.person is not None) is look.person


def test_times_may_begin_anew(tracker: Tracker, own_models: Path) -> None:
    pictures = list(clips.still(WIDTH, HEIGHT, frames=6, size=0.4))
    look = Look(faces=1, hands=True, body=True, person=True)
    for shot in [*pictures, *pictures]:
        tracked = tracker.look(clips.picture_of(shot), look)
        assert tracked.pts_ns == shot.pts_ns
    assert tracker.trouble == ""
    assert len(tracked.faces) == 1


def test_a_face_is_seen_on_each_picture_and_a_body_beside_it_now_and_then(
    tracker: Tracker, own_models: Path
) -> None:
    look = Look(faces=1, body=True)
    bodies = []
    for picture in islice(shots(), 24):
        tracked = tracker.look(picture, look)
        assert len(tracked.faces) == 1
        bodies.append(tracker.look_aside(picture, look, tracked).body)
    assert all(body is not None for body in bodies)
    looks = [len(list(same)) for _, same in groupby(bodies, key=id)]
    assert 4 <= len(looks) <= 12
    assert max(looks) <= 6  # 200 ms
    assert tracker.look(next(shots()), Look(faces=1)).body is None


def test_a_body_alone_is_looked_for_on_each_picture(tracker: Tracker, own_models: Path) -> None:
    look = Look(body=True)
    picture, other = islice(shots(), 2)
    first, second = tracker.look(picture, look), tracker.look(other, look)
    assert tracker.look_aside(other, look, second) is second
    assert first.body is not None
    assert first.body is not second.body
