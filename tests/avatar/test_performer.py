"""Tests of studio.avatar.performer and of what drives it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.avatar.model import Expression
from studio.avatar.motion import Motion
from studio.avatar.performer import Performer
from studio.avatar.turns import NONE, axis_angle, product, rotated
from studio.model.tracking import BLENDSHAPES, Tracked
from tests.avatar.faces import body, face, seen
from tests.avatar.files import own_model

FPS = 30
AHEAD = np.array([0.0, 0.0, 1.0])
LEFT = axis_angle((0, 1, 0), 0.5)
"""Turned to the person's left, which is to the right in the picture."""


def perform(
    performer: Performer,
    what: Callable[[float], Tracked | None],
    seconds: float = 2.0,
    level_db: float = -100.0,
    begin_s: float = 10.0,
) -> None:
    for step in range(round(seconds * FPS)):
        now_s = begin_s + step / FPS
        performer.perform(now_s, what(now_s), level_db)


def ahead(performer: Performer, bone: str = "head") -> NDArray[np.float64]:
    """Return where the head looks."""
    node = own_model().bones[bone]
    way: NDArray[np.float64] = performer.skeleton.world[node, :3, 2]
    return way / np.linalg.norm(way)


@pytest.mark.parametrize(("is_mirrored", "sign"), [(False, 1), (True, -1)])
def test_the_head_turns_as_the_face_does(is_mirrored: bool, sign: int) -> None:
    performer = Performer(own_model(), is_mirrored=is_mirrored)
    perform(performer, lambda now_s: seen(face(LEFT)))
    way = ahead(performer)
    assert way[0] * sign == pytest.approx(np.sin(0.46), abs=0.1)
    trunk = ahead(performer, "chest")
    assert 0.02 < trunk[0] * sign < way[0] * sign / 2, "the trunk follows a little"


def test_no_neck_is_ever_broken() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    wild = product(axis_angle((0, 1, 0), 2.8), axis_angle((1, 0, 0), 1.5))
    perform(performer, lambda now_s: seen(face(wild)))
    assert ahead(performer)[2] > 0.3


def test_numbers_that_are_none_move_nothing() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    bad = face(NONE, jawOpen=float("nan"))
    bad.matrix[:] = np.inf
    perform(performer, lambda now_s: seen(bad, body=np.full((33, 4), np.nan, np.float32)))
    assert np.isfinite(performer.skeleton.world).all()


def test_a_lost_face_fades_into_idling_and_comes_back_without_a_jump() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    perform(performer, lambda now_s: seen(face(LEFT)))
    ways = [ahead(performer).copy()]
    for step in range(3 * FPS):
        now_s = 12.0 + step / FPS
        performer.perform(now_s, None if step < 2 * FPS else seen(face(LEFT)))
        ways.append(ahead(performer).copy())
    steps = np.linalg.norm(np.diff(ways, axis=0), axis=1)
    assert steps.max() < 0.12
    assert abs(ways[2 * FPS][0]) < 0.08, "it looks ahead by itself"
    assert ways[-1][0] > 0.3, "and follows again"


def test_it_blinks_and_breathes_by_itself() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    closed, chests = [], []
    for step in range(12 * FPS):
        performer.perform(5.0 + step / FPS)
        closed.append(performer.motion.weights["blinkLeft"])
        chests.append(ahead(performer, "chest")[1])
    assert max(closed) > 0.8
    assert np.mean(np.array(closed) > 0.1) < 0.2
    assert np.ptp(chests) > 0.01


def test_a_tracked_mouth_opens_and_a_tracked_eye_winks() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    perform(performer, lambda now_s: seen(face(NONE, jawOpen=0.6, eyeBlinkLeft=0.8)))
    weights = performer.motion.weights
    assert weights["aa"] > 0.7
    assert weights["blinkLeft"] > 0.8
    assert weights["blinkRight"] < 0.3
    assert performer.morphs


def test_a_microphone_alone_moves_the_mouth() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    perform(performer, lambda now_s: None, level_db=-14.0)
    assert sum(performer.motion.weights.get(name, 0) for name in ("aa", "oh", "ih")) > 0.4
    perform(performer, lambda now_s: None, level_db=-90.0, begin_s=20.0)
    assert sum(performer.motion.weights.get(name, 0) for name in ("aa", "oh", "ih")) < 0.05


def hand(performer: Performer, side: str) -> NDArray[np.float64]:
    """Return where a hand is, from its shoulder."""
    world, bones = performer.skeleton.world, own_model().bones
    arm: NDArray[np.float64] = (
        world[bones[f"{side}Hand"], :3, 3] - world[bones[f"{side}UpperArm"], :3, 3]
    )
    return arm


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_an_arm_that_is_seen_raised_is_raised(is_mirrored: bool) -> None:
    performer = Performer(own_model(), is_mirrored=is_mirrored)
    raised = body((60, -180), (-40, 180))
    perform(performer, lambda now_s: seen(face(NONE), body=raised))
    up, down = ("right", "left") if is_mirrored else ("left", "right")
    assert hand(performer, up)[1] > 0.12
    assert hand(performer, down)[1] < -0.12
    outwards = 1 if up == "left" else -1
    assert hand(performer, up)[0] * outwards > 0.02


def test_arms_hang_where_none_are_seen() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    unseen = body((60, -180), (-40, -180))
    unseen[:, 3] = 0.1
    perform(performer, lambda now_s: seen(face(NONE), body=unseen))
    assert hand(performer, "left")[1] < -0.12


def test_another_programs_motion_goes_before_all() -> None:
    performer = Performer(own_model(), is_mirrored=False)
    said = Motion({"head": axis_angle((0, 1, 0), -0.6)}, np.zeros(3), {"sad": 1.0})
    performer.perform(5.0, seen(face(LEFT)), -10.0, said)
    assert ahead(performer) == pytest.approx(rotated(said.turns["head"], AHEAD), abs=1e-6)
    assert performer.motion.weights == {"sad": 1.0}


def test_a_still_face_that_trembles_is_a_still_head() -> None:
    dice = np.random.default_rng(3)
    performer = Performer(own_model(), is_mirrored=False)
    raw, steady = [], []
    for step in range(5 * FPS):
        trembling = 0.3 + dice.normal(0, 0.012)
        performer.perform(10 + step / FPS, seen(face(axis_angle((0, 1, 0), trembling))))
        if step > FPS:
            raw.append(np.sin(trembling))
            steady.append(ahead(performer)[0])
    assert np.diff(steady).std() < np.diff(raw).std() / 3


def test_an_avatar_with_the_52_movements_makes_each_of_them() -> None:
    model = own_model()
    bind = model.expressions["aa"].binds
    perfect = replace(model, expressions={name: Expression(bind) for name in BLENDSHAPES})
    performer = Performer(perfect, is_mirrored=True)
    perform(performer, lambda now_s: seen(face(NONE, jawOpen=0.6, mouthLeft=0.5)))
    weights = performer.motion.weights
    assert weights["jawOpen"] == pytest.approx(0.6, abs=0.02)
    assert weights["mouthRight"] == pytest.approx(0.5, abs=0.02), "in a mirror"
    assert "aa" not in weights
    silent = Performer(perfect, is_mirrored=False)
    perform(silent, lambda now_s: None, level_db=-14.0)
    assert silent.motion.weights["jawOpen"] > 0.2, "it is heard where it isn't seen"
