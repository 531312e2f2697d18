"""Tests of studio.engine.compositor.beauty_warp."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.beauty_face import FacePlace, faces_on
from studio.engine.compositor.beauty_warp import GRID, Floats, warp_grid
from studio.engine.compositor.filter_beauty import SHAPES, Beauty
from tests.engine.compositor.faces import face_picture

MIDDLE_OF_JAW, OTHER_SIDE, CHIN, TIP_OF_NOSE = 172, 397, 152, 4


def place(face_px: float = 200) -> FacePlace:
    return faces_on(face_picture(face_px))[0]


def shift_at(grid: Floats, face: FacePlace, landmark: int) -> Floats:
    box = face.warp_box
    x, y = face.points[landmark] - (box.left, box.top)
    found: Floats = grid[int(y / box.height * GRID), int(x / box.width * GRID)]
    return found


def shifts(face: FacePlace, **strengths: float) -> Floats:
    grid = warp_grid(face, Beauty(**strengths))  # type: ignore[arg-type]  # of numbers only
    assert grid is not None
    return grid


def test_nothing_moves_if_nothing_is_asked_for() -> None:
    assert warp_grid(place(), Beauty(smooth=1, lipstick=1)) is None
    assert warp_grid(place(), Beauty(slim_face=1e-5)) is None


@pytest.mark.parametrize("name", SHAPES)
def test_each_slider_moves_something_and_nothing_at_the_edge(name: str) -> None:
    grid = shifts(place(), **{name: 1.0})
    assert np.abs(grid).max() > 1
    edge = np.concatenate([grid[0], grid[-1], grid[:, 0], grid[:, -1]])
    assert np.abs(edge).max() == 0


def test_a_slim_face_is_taken_from_farther_out() -> None:
    face = place()
    grid = shifts(face, slim_face=1)
    assert shift_at(grid, face, MIDDLE_OF_JAW)[0] < -3
    assert shift_at(grid, face, OTHER_SIDE)[0] > 3
    assert np.abs(shift_at(grid, face, TIP_OF_NOSE)).max() < 1.5


def test_a_longer_chin_is_taken_from_above() -> None:
    face = place()
    assert shift_at(shifts(face, chin=1), face, CHIN)[1] < -3
    assert shift_at(shifts(face, chin=-1), face, CHIN)[1] > 3


def test_shifts_grow_with_the_face() -> None:
    small, large = shifts(place(100), slim_face=1), shifts(place(200), slim_face=1)
    assert np.abs(large).max() == pytest.approx(2 * np.abs(small).max(), rel=0.05)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_no_strength_folds_the_picture(sign: float) -> None:
    face = place()
    ends = {name: sign if name in ("chin", "forehead", "eye_distance", "mouth") else 1.0
            for name in SHAPES}  # fmt: skip
    grid = shifts(face, **ends)
    across, down = face.warp_box.width / GRID, face.warp_box.height / GRID
    xx = 1 + np.diff(grid[..., 0], axis=1)[:-1] / across
    yy = 1 + np.diff(grid[..., 1], axis=0)[:, :-1] / down
    xy = np.diff(grid[..., 0], axis=0)[:, :-1] / down
    yx = np.diff(grid[..., 1], axis=1)[:-1] / across
    assert (xx * yy - xy * yx).min() > 0.15


def test_a_face_that_is_coming_moves_less() -> None:
    face = place()
    half = shifts(replace(face, presence=0.5), slim_face=1)
    assert np.allclose(half * 2, shifts(face, slim_face=1), atol=1e-4)
