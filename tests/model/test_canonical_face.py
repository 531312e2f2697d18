"""Tests of studio.model.canonical_face."""

import numpy as np

from studio.model.canonical_face import SKIN_LANDMARKS, canonical_face


def test_it_is_a_face_that_looks_to_the_viewer() -> None:
    points, triangles = canonical_face()
    assert points.shape == (SKIN_LANDMARKS, 3)
    assert triangles.max() == SKIN_LANDMARKS - 1
    corners = points[triangles.astype(int)]
    areas = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (areas[:, 2] > 0).mean() > 0.9
    assert points[1, 2] > points[152, 2] > points[234, 2]  # nose, chin, ear
    assert 14 < np.ptp(points[:, 0]) < 17


def test_nobody_can_change_it() -> None:
    points, _ = canonical_face()
    assert not points.flags.writeable
