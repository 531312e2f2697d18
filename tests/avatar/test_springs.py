"""Tests of studio.avatar.springs: what must hold whatever pulls."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.avatar.model import AvatarModel
from studio.avatar.skeleton import Skeleton
from studio.avatar.springs import MOST_STEPS, STEP_S, Springs
from studio.avatar.turns import axis_angle, of_vector
from tests.avatar.files import own_model

EARS = ("ear1_l", "ear2_l", "ear3_l")


def place(
    model: AvatarModel, skeleton: Skeleton, name: str
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return skeleton.world[model.nodes.names.index(name), :3, 3].copy()


def lengths(model: AvatarModel, skeleton: Skeleton) -> list[float]:
    found = []
    for joint in model.joints:
        bone = skeleton.world[joint.node]
        tail = bone @ np.array([*joint.tail, 1.0])
        found.append(float(np.linalg.norm(tail[:3] - bone[:3, 3])))
    return found


def turn_head(skeleton: Skeleton, angle: float) -> None:
    skeleton.pose({"head": axis_angle((0, 0, 1), angle)})


def test_what_is_at_rest_stays_there() -> None:
    model = own_model()
    stiff = replace(model, joints=tuple(replace(each, colliders=()) for each in model.joints))
    skeleton, springs = Skeleton(stiff), Springs(stiff)
    for _ in range(60):
        skeleton.pose({})
        springs.swing(skeleton, 1 / 30)
    assert np.allclose(skeleton.world, skeleton.rest, atol=1e-6)


def test_an_ear_lags_behind_a_head_that_turns_and_comes_to_rest_beside_it() -> None:
    model = own_model()
    skeleton, springs = Skeleton(model), Springs(model)
    for _ in range(30):
        turn_head(skeleton, 0.0)
        springs.swing(skeleton, 1 / 30)
    turn_head(skeleton, 0.5)
    stiff = place(model, skeleton, "ear3_l")
    springs.swing(skeleton, STEP_S)
    at_once = np.linalg.norm(place(model, skeleton, "ear3_l") - stiff)
    for _ in range(120):
        turn_head(skeleton, 0.5)
        springs.swing(skeleton, 1 / 30)
    later = np.linalg.norm(place(model, skeleton, "ear3_l") - stiff)
    assert at_once > 0.02
    assert later < at_once / 3


@settings(max_examples=25, deadline=None)
@given(
    turns=st.lists(st.tuples(*[st.floats(-6, 6)] * 3), min_size=5, max_size=20),
    passed_s=st.floats(0, 5),
    stiffness=st.floats(0, 100),
    drag=st.floats(0, 1),
    gravity=st.floats(-100, 100),
)
def test_bones_keep_their_length_and_are_somewhere_whatever_pulls(
    turns: list[tuple[float, float, float]],
    passed_s: float,
    stiffness: float,
    drag: float,
    gravity: float,
) -> None:
    model = own_model()
    wild = tuple(
        replace(each, stiffness=stiffness, drag=drag, gravity=(0.0, gravity, gravity / 3))
        for each in model.joints
    )
    model = replace(model, joints=wild)
    skeleton, springs = Skeleton(model), Springs(model)
    before = lengths(model, skeleton)
    for turn in turns:
        skeleton.pose({"head": of_vector(np.array(turn)), "hips": of_vector(np.array(turn[::-1]))})
        springs.swing(skeleton, passed_s)
        assert np.isfinite(skeleton.world).all()
        assert lengths(model, skeleton) == pytest.approx(before, rel=1e-5)


def test_it_takes_the_same_course_at_any_rate_of_pictures() -> None:
    model = own_model()
    ends = []
    for rate in (10, 20, 30, 60):
        skeleton, springs = Skeleton(model), Springs(model)
        for _ in range(2 * rate):
            turn_head(skeleton, 0.4)
            springs.swing(skeleton, 1 / rate)
        ends.append(place(model, skeleton, "ear3_l"))
    assert np.allclose(ends, ends[0], atol=2e-3)


def test_after_a_long_stop_it_does_not_work_off_all_that_it_missed() -> None:
    model = own_model()
    skeleton, springs = Skeleton(model), Springs(model)
    skeleton.pose({})
    springs.swing(skeleton, STEP_S)
    slow = Skeleton(model), Springs(model)
    slow[0].pose({})
    slow[1].swing(slow[0], STEP_S)
    turn_head(skeleton, 0.5)
    springs.swing(skeleton, 1e9)
    turn_head(slow[0], 0.5)
    slow[1].swing(slow[0], MOST_STEPS * STEP_S)
    assert np.allclose(skeleton.world, slow[0].world)


def test_an_avatar_that_jumps_to_another_place_drags_nothing_through_the_room() -> None:
    model = own_model()
    skeleton, springs = Skeleton(model), Springs(model)
    skeleton.pose({})
    springs.swing(skeleton, 0.1)
    skeleton.pose({}, np.array([50.0, 0, 0]))
    stiff = place(model, skeleton, "ear3_l")
    springs.swing(skeleton, 0.1)
    assert np.linalg.norm(place(model, skeleton, "ear3_l") - stiff) < 0.05


def test_the_end_of_a_bone_is_pushed_out_of_a_ball() -> None:
    model = own_model()
    head = model.nodes.names.index("head")
    ball = replace(
        model.colliders[0], node=head, offset=(0.3, 0.62, 0.0), tail=(0.3, 0.62, 0.0), radius_m=0.08
    )
    joints = tuple(
        replace(each, colliders=(0,) if model.nodes.names[each.node] == "ear2_l" else ())
        for each in model.joints
    )
    model = replace(model, colliders=(ball,), joints=joints)
    skeleton, springs = Skeleton(model), Springs(model)
    for _ in range(30):
        skeleton.pose({})
        springs.swing(skeleton, 1 / 30)
    middle = place(model, skeleton, "head") + np.array(ball.offset)
    joint = next(each for each in joints if each.colliders)
    assert (
        np.linalg.norm(place(model, skeleton, "ear3_l") - middle)
        > ball.radius_m + joint.hit_m - 0.015
    )
    without = Skeleton(model)
    assert np.linalg.norm(place(model, without, "ear3_l") - middle) < ball.radius_m
