"""Tests of studio.engine.compositor.beauty_points."""

from dataclasses import replace

import cv2
import numpy as np

from studio.engine.compositor.beauty_points import bent
from studio.engine.compositor.filter_beauty import Beauty
from studio.model.tracking import Tracked
from tests.engine.compositor.faces import after, face_picture, the_face

JAW, CHIN, TOP = 172, 152, 10
SHAPED = Beauty(slim_face=1, chin=1, big_eyes=1)


def seen() -> Tracked:
    tracked = face_picture().tracked
    assert tracked is not None
    return tracked


def test_a_filter_that_bends_nothing_moves_nothing() -> None:
    assert bent(seen(), Beauty(smooth=1)) is seen()


def test_landmarks_go_where_the_picture_of_them_goes() -> None:
    picture = face_picture()
    places = the_face(picture).points[:, :2]
    moved = bent(seen(), SHAPED).faces[0].points[:, :2]
    for landmark in (JAW, CHIN):
        x, y = places[landmark].round().astype(int)
        marked = picture.y.copy()
        marked[y - 2 : y + 3, x - 2 : x + 3] = 235
        dark = np.where(marked == 235, 235, 16).astype(np.uint8)
        planes = after(replace(picture, y=dark), SHAPED)
        dots, _, _, centres = cv2.connectedComponentsWithStats((planes.y > 120).astype(np.uint8))
        nearest = min(np.hypot(*(centre - moved[landmark])) for centre in centres[1:])
        assert dots > 1
        assert nearest < 1.2
        assert np.hypot(*(moved[landmark] - places[landmark])) > 3


def test_what_is_far_from_the_face_stays() -> None:
    face = the_face(face_picture())
    far = face.points.copy()
    far[0, :2] = 2, 2
    tracked = replace(seen(), faces=(replace(face, points=far),))
    assert (bent(tracked, SHAPED).faces[0].points[0] == far[0]).all()
