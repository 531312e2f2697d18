"""Tests of studio.ar.flow, on clips whose truth is known."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from studio.ar.flow import Flow
from studio.model.tracking import BLENDSHAPES, LANDMARKS, MOST_AGE_NS, Face, Floats, Tracked
from tests.ar.clips import Clip, Shot, moved, nobody, picture_of, scaled, turned

WIDTH, HEIGHT = 1280, 720
HALF_VIEW = math.tan(math.radians(63 / 2))


def true_face(shot: Shot) -> Face:
    """Return the face of a shot as it is."""
    points = np.zeros((LANDMARKS, 3), np.float32)
    points[:, :2] = shot.truth()
    matrix = np.eye(4, dtype=np.float32)
    lean = math.radians(shot.poses[0].turned)
    matrix[:2, :2] = [[math.cos(lean), math.sin(lean)], [-math.sin(lean), math.cos(lean)]]
    away = 3000 / shot.poses[0].size
    x, y = points[1, :2] - (WIDTH / 2, HEIGHT / 2)
    per_px = away * 2 * HALF_VIEW / HEIGHT
    matrix[:3, 3] = (x * per_px, -y * per_px, -away)
    return Face(1, 1.0, points, np.zeros(len(BLENDSHAPES), np.float32), matrix)


def begun(shot: Shot) -> Flow:
    flow = Flow()
    faces = (true_face(shot),) if shot.poses else ()
    flow.begin(picture_of(shot), Tracked(shot.pts_ns, WIDTH, HEIGHT, faces))
    return flow


def test_a_face_is_followed_wherever_it_goes() -> None:
    for clip in (moved(WIDTH, HEIGHT, 30), scaled(WIDTH, HEIGHT, 40), turned(WIDTH, HEIGHT, 30)):
        shots = list(clip)
        for start in (2, 11, 19):
            flow = begun(shots[start])
            for shot in shots[start + 1 : start + 6]:
                found = flow.follow(picture_of(shot))
                assert found is not None
                assert found.pts_ns == shot.pts_ns
                assert shot.error_px(found.faces[0].points) < 2.5  # of 180 to 360


@pytest.mark.parametrize("make", [moved, scaled, turned])
def test_the_heads_placement_goes_with_it(make: Callable[[int, int, int], Clip]) -> None:
    shots = list(make(WIDTH, HEIGHT, 20))
    found = begun(shots[12]).follow(picture_of(shots[16]))
    assert found is not None
    matrix, truth = found.faces[0].matrix, true_face(shots[16]).matrix
    assert matrix[:3, :3] == pytest.approx(truth[:3, :3], abs=0.02)
    assert matrix[:3, 3] == pytest.approx(truth[:3, 3], rel=0.02, abs=0.15)


def test_what_can_not_be_followed_is_not_told() -> None:
    shots = list(moved(WIDTH, HEIGHT, 10))
    flow = begun(shots[0])
    assert flow.follow(picture_of(next(nobody(WIDTH, HEIGHT)))) is None
    late = picture_of(shots[1])
    assert flow.follow(replace(late, pts_ns=shots[0].pts_ns + MOST_AGE_NS + 1)) is None
    assert flow.follow(replace(late, pts_ns=shots[0].pts_ns)) is None
    assert flow.follow(picture_of(list(moved(640, 360, 2))[1])) is None
    assert Flow().follow(late) is None
    assert begun(next(nobody(WIDTH, HEIGHT))).follow(late) is None


def test_what_else_was_seen_stays() -> None:
    first, second, *_ = moved(WIDTH, HEIGHT, 3)
    person: Floats = np.zeros((4, 4), np.float32)
    flow = Flow()
    mask = person.astype(np.uint8)
    tracked = Tracked(first.pts_ns, WIDTH, HEIGHT, (true_face(first),), person=mask)
    flow.begin(picture_of(first), tracked)
    found = flow.follow(picture_of(second))
    assert found is not None
    assert found.person is mask
