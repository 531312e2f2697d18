"""Tests of studio.engine.canvas.face_places, on a face of known places."""

import math

import numpy as np
import pytest

from studio.engine.canvas.face_places import face_places
from studio.engine.canvas.places import FACE
from studio.model.geometry import Affine
from studio.model.tracking import BLENDSHAPES, LANDMARKS, Face

SIZE = 1920, 1080
CAMERA = 960, 540
_POINTS = {
    10: (0, -146),
    151: (0, -104),
    33: (-81, -50),
    133: (-31, -50),
    362: (31, -50),
    263: (81, -50),
    50: (-78, 35),
    205: (-78, 35),
    280: (78, 35),
    425: (78, 35),
    1: (0, 10),
    4: (0, 10),
    13: (0, 73),
    14: (0, 83),
    152: (0, 150),
}
"""Where the usual face has them, from its middle, in pixels of a picture 1080 high."""


def face(x: float, y: float, scale: float = 1.0, turn_deg: float = 0.0) -> Face:
    """Return one whose middle is there on a camera of half the size."""
    points = np.zeros((LANDMARKS, 3), np.float32)
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    for number, (dx, dy) in _POINTS.items():
        points[number, 0] = x + (dx * cos - dy * sin) * scale / 2
        points[number, 1] = y + (dx * sin + dy * cos) * scale / 2
    shapes, matrix = np.zeros(len(BLENDSHAPES), np.float32), np.eye(4, dtype=np.float32)
    return Face(1, 1.0, points, shapes, matrix)


WHOLE = Affine(a=2, d=2)
"""The camera fills the picture."""


def test_the_usual_face_lies_at_the_usual_places() -> None:
    found = face_places(face(480, 270), WHOLE, SIZE)
    assert found.keys() == FACE.keys()
    for name, (dx, dy) in FACE.items():
        assert (found[name].x, found[name].y) == pytest.approx((960 + dx, 540 + dy), abs=5), name
        assert found[name].scale == pytest.approx(1.0, abs=0.02)
        assert found[name].rotation_deg == pytest.approx(0, abs=0.01)


def test_it_grows_turns_and_moves_with_the_face() -> None:
    found = face_places(face(300, 200, scale=1.5, turn_deg=20), WHOLE, SIZE)
    nose = found["face.nose"]
    turn = math.radians(20)
    assert (nose.x, nose.y) == pytest.approx(
        (600 - 15 * math.sin(turn), 400 + 15 * math.cos(turn)), abs=1
    )
    assert nose.scale == pytest.approx(1.5, abs=0.03)
    assert nose.rotation_deg == pytest.approx(20, abs=0.1)


def test_it_goes_with_the_camera_that_is_moved_and_scaled() -> None:
    found = face_places(face(480, 270), Affine(a=0.5, d=0.5, tx=1000, ty=20), SIZE)
    assert (found["face.nose"].x, found["face.nose"].y) == pytest.approx((1240, 157.5), abs=1)
    assert found["face.nose"].scale == pytest.approx(0.25, abs=0.01)


def test_left_is_left_as_seen_where_the_camera_is_mirrored() -> None:
    mirrored = Affine(a=-2, d=2, tx=1920)
    found = face_places(face(480, 270, turn_deg=10), mirrored, SIZE)
    assert found["face.left_eye"].x < found["face.right_eye"].x
    assert found["face.left_cheek"].x < found["face.right_cheek"].x
    assert found["face.nose"].rotation_deg == pytest.approx(-10, abs=0.1)
