"""Tests of studio.engine.face_effects.head: against heads whose truth is known."""

import numpy as np
import pytest

from studio.engine.face_effects.head import Head, place_cm
from studio.model.face_effect import ANCHORS, Anchor
from studio.model.head_views import Vector
from tests.engine.face_effects.faces import astronaut, face, project, turn_of

MOVES = [(0, 0, 0), (25, 0, 0), (-40, 12, 8), (10, -25, -30), (55, 20, 45)]


@pytest.mark.parametrize(("yaw", "pitch", "roll"), MOVES)
def test_finds_how_a_head_is_turned_and_how_large_it_is(yaw: int, pitch: int, roll: int) -> None:
    turn = turn_of(yaw, pitch, roll)
    head = Head.of(face((300, 200), 7.5, turn=turn).points)
    assert head
    np.testing.assert_allclose(head.turn, turn, atol=1e-4)
    assert head.px_cm == pytest.approx(7.5, rel=1e-4)
    assert head.yaw_pitch_deg == pytest.approx((yaw, pitch), abs=0.01)


@pytest.mark.parametrize(("yaw", "pitch", "roll"), MOVES)
@pytest.mark.parametrize("name", ANCHORS)
def test_no_anchor_swims_on_a_head_that_moves(
    name: Anchor, yaw: int, pitch: int, roll: int
) -> None:
    """An anchor off the skin is where it is on the canonical head, to a twentieth of a pixel."""
    turn = turn_of(yaw, pitch, roll)
    for at in ((320.0, 180.0), (100.25, 333.5)):
        for px_cm in (3.0, 20.0):
            head = Head.of(face(at, px_cm, turn=turn).points)
            assert head
            truth = project(place_cm(name)[None], turn, at, px_cm)[0, :2]
            swim = np.abs(head.anchor(name) - truth).max()
            assert swim < 0.05, f"{swim:.3f} px"


def test_noise_of_landmarks_moves_an_anchor_less_than_it_is() -> None:
    random = np.random.default_rng(1)
    calm = face((320, 180), 12)
    places: list[Vector] = []
    for _ in range(60):
        noise = random.normal(0, 1.0, calm.points.shape).astype(np.float32)
        head = Head.of(calm.points + noise)
        assert head
        places.append(head.anchor("crown"))
    assert np.std(places, axis=0).max() < 0.75


def test_an_open_mouth_and_raised_brows_do_not_nod_the_head() -> None:
    calm = face().points.copy()
    moved = calm.copy()
    low = calm[:, 1] > calm[13, 1]
    moved[low, 1] += 25
    moved[[66, 105, 296, 334], 1] -= 8
    before, after = Head.of(calm), Head.of(moved)
    assert before
    assert after
    np.testing.assert_allclose(after.turn, before.turn, atol=1e-6)


def test_a_photographed_head_looks_ahead() -> None:
    tracked = astronaut().tracked
    assert tracked
    head = Head.of(tracked.faces[0].points)
    assert head
    assert np.abs(head.yaw_pitch_deg).max() < 10
    assert 5 < head.px_cm < 8
    assert head.anchor("crown")[1] < head.anchor("forehead")[1] < head.anchor("nose")[1]
    assert head.anchor("left_eye")[0] < head.anchor("right_eye")[0]


def test_what_is_no_face_has_no_head() -> None:
    assert Head.of(np.zeros((478, 3), np.float32)) is None
