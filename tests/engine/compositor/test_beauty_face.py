"""Tests of studio.engine.compositor.beauty_face."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.beauty_face import faces_on
from tests.engine.compositor.faces import face_picture, the_face, with_faces


def test_a_face_is_as_large_as_it_looks() -> None:
    (face,) = faces_on(face_picture(200))
    assert face.height == pytest.approx(200, rel=0.03)
    assert 0.55 * face.height <= face.width < face.height
    assert np.allclose(face.own.mean(0), 0, atol=20)
    assert (face.points[152] - face.points[10]) @ face.down > 150  # the chin is down


def test_the_frame_turns_with_the_head() -> None:
    picture = face_picture(150)
    turn = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]], np.float32)
    points = (the_face(picture).points - (240, 240, 0)) @ turn + (240, 240, 0)
    (upright,) = faces_on(picture)
    (lying,) = faces_on(
        with_faces(picture, replace(the_face(picture), points=points.astype(np.float32)))
    )
    assert np.allclose(lying.own, upright.own, atol=0.01)
    assert lying.warp_box.width == pytest.approx(upright.warp_box.height, abs=4)


def test_boxes_are_even_and_within_the_picture() -> None:
    picture = face_picture(400)
    (face,) = faces_on(picture)
    for box in (face.paint_box, face.warp_box):
        assert not {box.left % 2, box.top % 2, box.right % 2, box.bottom % 2} - {0}
        assert 0 <= box.left < box.right <= 480
        assert 0 <= box.top < box.bottom <= 480


def test_a_tiny_face_is_left_alone() -> None:
    assert faces_on(face_picture(20)) == ()
    assert len(faces_on(face_picture(40))) == 1


def test_reduced_is_the_same_face_on_a_smaller_picture() -> None:
    (face,) = faces_on(face_picture(200))
    box = face.paint_box
    small = face.reduced(box, box.width // 2, box.height // 2)
    assert small.width == pytest.approx(face.width / 2)
    assert np.allclose(small.points, (face.points - (box.left, box.top)) / 2, atol=0.01)
