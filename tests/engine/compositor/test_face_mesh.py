"""Tests of studio.engine.compositor.face_mesh."""

import numpy as np
import pytest

from studio.engine.compositor import face_mesh
from tests.engine.compositor.faces import face_picture, the_face

CONTOURS = [name for name in dir(face_mesh) if name.isupper() and name != "TRIANGLES_FILE"]


def test_triangles_join_all_points_of_the_skin() -> None:
    triangles = face_mesh.triangles()
    assert triangles.shape == (852, 3)
    assert set(triangles.ravel().tolist()) == set(range(468))


def test_the_file_is_what_mediapipe_says() -> None:
    pytest.importorskip("mediapipe")
    from installer.face_mesh import triangles

    assert (np.array(triangles()) == face_mesh.triangles()).all()


@pytest.mark.parametrize("name", CONTOURS)
def test_contours_name_each_point_once(name: str) -> None:
    contour = getattr(face_mesh, name)
    assert len(set(contour)) == len(contour)
    assert all(0 <= index < 478 for index in contour)


def test_contours_lie_where_their_names_say() -> None:
    points = the_face(face_picture()).points[:, :2]
    middle = points[list(face_mesh.OVAL)].mean(0)
    for right, left in (
        (face_mesh.RIGHT_EYE, face_mesh.LEFT_EYE),
        (face_mesh.RIGHT_BROW, face_mesh.LEFT_BROW),
        (face_mesh.RIGHT_IRIS, face_mesh.LEFT_IRIS),
    ):
        assert points[list(right), 0].mean() < middle[0] < points[list(left), 0].mean()
    eyes = points[list(face_mesh.RIGHT_EYE), 1].mean()
    assert points[list(face_mesh.RIGHT_BROW), 1].mean() < eyes
    assert points[list(face_mesh.LIPS_OUTER), 1].mean() > middle[1] > eyes
