"""Tests of installer.gift_assets.solid."""

import math

import numpy as np
import pytest

from installer.gift_assets.shapes import ball, box, lathe
from installer.gift_assets.solid import Solid


def volume(solid: Solid) -> float:
    """Return what it encloses; negative if it is inside out."""
    a, b, c = np.moveaxis(solid.triangles, 1, 0)
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def looks_out(solid: Solid) -> bool:
    """Tell whether the corners go around as the normals say, everywhere."""
    sides = solid.triangles[:, 1:] - solid.triangles[:, :1]
    faces = np.cross(sides[:, 0], sides[:, 1])
    return bool((np.einsum("ij,ikj->ik", faces, solid.normals) > 0).all())


def test_what_is_inside_out_is_turned() -> None:
    solid = box(1, 1, 1)
    again = Solid.of(solid.triangles[:, ::-1])
    assert volume(again) == pytest.approx(volume(solid))


@pytest.mark.parametrize("factors", [(1, 2, 3), (-1, 1, 1), (-1, -1, 1), (-0.5, -0.5, -0.5)])
def test_a_mirrored_one_still_looks_outwards(factors: tuple[float, float, float]) -> None:
    solid = ball(1, 24).scaled(*factors)
    assert volume(solid) == pytest.approx(volume(ball(1, 24)) * abs(math.prod(factors)))
    assert looks_out(solid)
    assert np.allclose(np.linalg.norm(solid.normals, axis=-1), 1)


def test_a_turn_is_as_a_right_hand_curls() -> None:
    solid = ball(0.1).moved(x=1)
    for axis, middle in (("z", (0, 1, 0)), ("y", (0, 0, -1)), ("x", (1, 0, 0))):
        assert np.allclose(solid.turned(axis, 90).triangles.mean(axis=(0, 1)), middle, atol=0.01)  # type: ignore[arg-type]  # a name of an axis


def test_edges_are_smooth_only_below_the_crease() -> None:
    tube = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    sharp, smooth = lathe(tube, 24, 40), lathe(tube, 24, 170)
    is_upright = np.abs(sharp.normals[..., 1]) < 1e-9
    is_flat = np.abs(np.abs(sharp.normals[..., 1]) - 1) < 1e-9
    assert (is_upright | is_flat).all()
    assert not np.isin(np.round(np.abs(smooth.normals[..., 1]), 3), (0.0, 1.0)).all()


def test_copies_lie_evenly_around() -> None:
    circle = ball(0.1).moved(x=1).around(7)
    assert np.allclose(circle.triangles.mean(axis=(0, 1)), 0, atol=1e-6)
    assert volume(circle) == pytest.approx(7 * volume(ball(0.1)))
