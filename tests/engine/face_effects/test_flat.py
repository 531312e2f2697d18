"""Tests of studio.engine.face_effects.flat: where pictures lie on heads, against their truth."""

from typing import Any

import numpy as np
import pytest

from studio.engine.compositor.composition import Layer
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.face_effects.flat import FlatPart, plane_axes
from studio.engine.face_effects.head import Head, place_cm
from studio.engine.face_effects.signals import MS_NS
from studio.engine.sources.still import Still
from studio.model.face_effect import FacePart
from studio.model.head_views import Vector
from tests.engine.face_effects.faces import face, project, turn_of

MOVES = [(0, 0, 0), (25, 0, 0), (-40, 12, 8), (10, -25, -30)]


def dot(width: int = 100, height: int = 50) -> Still:
    rgba = np.zeros((height, width, 4), np.uint8)
    rgba[4:-4, 4:-4] = (255, 0, 0, 255)
    return Still((picture_from_rgba(rgba, serial=1, pts_ns=0),))


def part(**more: Any) -> FacePart:
    told = {"id": "x", "content": {"kind": "image", "file": "x.png"}, "on": "nose", "width_mm": 40}
    return FacePart.model_validate({**told, **more})


def laid(turn: Vector, since_ms: int = 0, size: float = 1.0, **more: Any) -> Layer | None:
    head = Head.of(face((320, 180), 10, turn=turn).points)
    assert head
    flat = FlatPart(part(**more), dot())
    return flat.layer(head, "x", since_ns=since_ms * MS_NS, share=1.0, size=size)


@pytest.mark.parametrize(("yaw", "pitch", "roll"), MOVES)
def test_a_sticker_does_not_swim_on_a_head_that_moves(yaw: int, pitch: int, roll: int) -> None:
    """All four corners lie where a plate on the head has them, to a twentieth of a pixel."""
    turn = turn_of(yaw, pitch, roll)
    layer = laid(turn, x=12, y=-8, z=20, turn_deg=20, tilt_deg=10)
    assert layer
    axes = plane_axes(20, 10)
    middle = place_cm("nose") + np.array([1.2, 0.8, 2.0])
    for across, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
        right_cm, down_cm = (across - 0.5) * 4.0, (down - 0.5) * 2.0
        corner = middle + axes[:, 0] * right_cm - axes[:, 1] * down_cm
        truth = project(corner[None], turn, (320, 180), 10)[0, :2]
        swim = np.abs(np.array(layer.matrix.apply(100 * across, 50 * down)) - truth).max()
        assert swim < 0.05, f"{swim:.3f} px"


def test_it_is_as_wide_as_its_part_says_and_as_its_size_asks() -> None:
    for size in (1.0, 1.5):
        layer = laid(turn_of(), size=size)
        assert layer
        assert layer.matrix.scale == pytest.approx((0.4 * size, 0.4 * size), rel=1e-4)


def test_it_moves_along_its_time_and_again() -> None:
    moving: dict[str, Any] = {"x": [[0, 0], [1000, 10]], "loop_ms": 2_000}
    places = []
    for at_ms in (0, 500, 1_500, 2_500):
        layer = laid(turn_of(), at_ms, **moving)
        assert layer
        places.append(layer.matrix.tx)
    assert places[1] - places[0] == pytest.approx(5, abs=0.01)
    assert places[2] - places[0] == pytest.approx(10, abs=0.01)
    assert places[3] == pytest.approx(places[1])


def test_it_fades_where_it_looks_away_and_is_gone_behind() -> None:
    ahead, aside, away = (laid(turn_of(yaw), turn_deg=45) for yaw in (0, 36, 50))
    assert ahead
    assert ahead.opacity == 1
    assert aside
    assert 0 < aside.opacity < 1
    assert away is None


def test_it_is_held_by_its_anchor() -> None:
    layer = laid(turn_of(), anchor=[0.0, 1.0], rotation_deg=90)
    assert layer
    head = Head.of(face((320, 180), 10).points)
    assert head
    np.testing.assert_allclose(layer.matrix.apply(0, 50), head.anchor("nose"), atol=0.01)
    assert layer.matrix.apply(100, 50)[1] > head.anchor("nose")[1]


def test_the_head_hides_what_is_behind_it() -> None:
    behind = laid(turn_of(), on="head", z=-120, width_mm=300, is_occluded=True)
    before = laid(turn_of(), on="head", z=150, width_mm=300, is_occluded=True)
    assert behind
    assert before
    for layer, is_hidden in ((behind, True), (before, False)):
        picture = layer.content
        alpha = getattr(picture, "alpha", None)
        assert alpha is not None
        assert bool(alpha[25, 50] < 8) is is_hidden  # the middle
        assert alpha[25, 8] > 240  # beside the head


def test_pictures_in_turn_are_shown_in_turn() -> None:
    still = Still((*dot().pictures, *dot(60, 60).pictures), (100 * MS_NS, 200 * MS_NS))
    head = Head.of(face().points)
    assert head
    flat = FlatPart(part(), still)
    widths = []
    for at_ms in (0, 99, 100, 199, 200):
        layer = flat.layer(head, "x", since_ns=at_ms * MS_NS, share=1, size=1)
        assert layer
        widths.append(layer.content.width)
    assert widths == [100, 100, 60, 60, 100]
