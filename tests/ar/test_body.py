"""Tests of studio.ar.body, on the photograph of a real person."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.ar.body import Body
from studio.weights.models import named, whole_path
from tests.ar import clips

NOSE, LEFT_SHOULDER, RIGHT_SHOULDER = 0, 11, 12
NOSE_OF_FACE = 1


@pytest.fixture
def body() -> Iterator[Body]:
    body = Body(whole_path(named("body")))
    yield body
    body.close()


def test_shoulders_and_nose_are_where_they_are(body: Body) -> None:
    stage = clips.Stage(1280, 720)
    shot = stage.shot(0, clips.Pose(640, 260, 180))
    points = None
    for look in range(3):
        points = body.look(clips.picture_of(shot), 33 * (look + 1))
    assert points is not None
    assert points.shape == (33, 4)
    nose = shot.truth()[NOSE_OF_FACE]
    assert np.linalg.norm(points[NOSE, :2] - nose) < 0.2 * 180
    left, right = points[LEFT_SHOULDER], points[RIGHT_SHOULDER]
    assert right[0] < nose[0] < left[0]  # the person's left is on the viewer's right
    assert min(left[1], right[1]) > nose[1]
    assert min(left[3], right[3]) > 0.8  # they can be seen


def test_an_empty_room_has_no_body(body: Body) -> None:
    shot = next(clips.nobody(1280, 720, frames=1))
    assert body.look(clips.picture_of(shot), 33) is None
