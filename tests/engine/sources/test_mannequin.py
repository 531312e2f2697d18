"""Tests of studio.engine.sources.mannequin."""

import numpy as np
import pytest

from studio.engine.face_effects.head import Head
from studio.engine.sources.mannequin import mannequin


@pytest.mark.parametrize(("yaw", "pitch", "roll"), [(0, 0, 0), (30, 10, -12)])
def test_its_landmarks_are_of_a_head_turned_so(yaw: int, pitch: int, roll: int) -> None:
    rgb, points = mannequin(120, yaw_deg=yaw, pitch_deg=pitch, roll_deg=roll)
    head = Head.of(points)
    assert head
    assert head.yaw_pitch_deg == pytest.approx((yaw, pitch), abs=0.05)
    assert rgb.shape == (120, 120, 3)
    assert (points[:, :2] > 0).all()
    assert (points[:, :2] < 120).all()


def test_a_face_is_drawn_where_its_landmarks_are() -> None:
    rgb, points = mannequin(240)
    lips = points[[13, 14], :2].mean(axis=0).astype(int)
    red, green, _ = rgb[lips[1], lips[0]].astype(int)
    assert red > green + 40
    cheek = points[50, :2].astype(int)
    wall = rgb[10, 120].astype(int)
    assert np.abs(rgb[cheek[1], cheek[0]].astype(int) - wall).max() > 25
