"""Tests of studio.engine.canvas.steps."""

from itertools import pairwise

import numpy as np
import pytest

from studio.engine.canvas.seen import Seen
from studio.engine.canvas.steps import COARSE, FINE, MIDDLE, Steps
from studio.engine.picture import Picture
from studio.model.geometry import Affine


def ways(speed_x: float, speed_y: float = 0.0, frames: int = 40) -> list[Affine]:
    """Return where something is drawn that moves by so much a frame."""
    steps, drawn = Steps(), []
    for frame in range(frames):
        local = Affine(tx=100.3 + speed_x * frame, ty=50.7 + speed_y * frame)
        drawn.append(steps.taken(local, local, frame))
    return drawn


def test_what_rests_lies_exactly_where_it_should() -> None:
    assert set(ways(0.0)) == {Affine(tx=100.3, ty=50.7)}


@pytest.mark.parametrize(("speed", "step"), [(0.3, FINE), (4.0, MIDDLE), (11.3, COARSE)])
def test_the_faster_the_coarser_and_only_along_the_way(speed: float, step: float) -> None:
    drawn = ways(speed)
    assert {m.ty for m in drawn} == {50.7}
    assert all(m.tx % step == 0 for m in drawn[1:])
    assert all(abs(m.tx - 100.3 - speed * n) <= step / 2 + 1e-6 for n, m in enumerate(drawn))


def test_slow_motion_never_jumps_by_a_pixel() -> None:
    drawn = ways(0.4)
    assert max(b.tx - a.tx for a, b in pairwise(drawn[1:])) <= 0.5
    assert len({m.tx for m in drawn}) > 30


def test_aslant_it_comes_by_sixteen_fractions_at_most() -> None:
    drawn = ways(0.9, 0.7, frames=300)[1:]
    assert len({(m.tx % 2, m.ty % 2) for m in drawn}) <= 16


def test_what_grows_or_turns_is_drawn_as_it_is() -> None:
    steps = Steps()
    for frame in range(5):
        local = Affine(a=1 + frame / 10, tx=frame * 3.3)
        assert steps.taken(local, local, frame) is local


def test_what_its_group_moves_goes_the_steps_of_the_group() -> None:
    group, node, offsets = Steps(), Steps(), set()
    local = Affine(tx=7.37)
    for frame in range(30):
        moved = Affine(tx=frame * 3.1)
        placed = group.taken(moved, moved, frame)
        drawn = node.taken(local, placed.after(local), frame)
        offsets.add(round(drawn.tx - placed.tx, 6))
    assert offsets == {7.37}


def test_a_frame_that_is_asked_for_twice_is_the_same() -> None:
    steps = Steps()
    steps.taken(Affine(), Affine(), 0)
    local = Affine(tx=9.3)
    assert steps.taken(local, local, 1) == steps.taken(local, local, 1) == Affine(tx=9.0)


def loose(left: float, width: int = 96) -> Seen:
    """Return a picture of particles: two thirds of its natural size, somewhere in its content."""
    y = np.zeros((64, 64 * width // 96), np.uint8)
    uv = np.zeros((32, y.shape[1] // 2, 2), np.uint8)
    picture = Picture(width, 96, y, uv, y, 1, 0, has_clear_edge=True)
    return Seen(picture, left, -24, 500, 300, is_loose=True)


def beside(steps: Steps, x: float, due_ns: int, left: float = 48, scale: float = 2 / 3) -> Affine:
    seen = loose(left)
    placed = Affine(a=scale, d=scale, tx=x, ty=7.3).after(Affine(tx=left, ty=-24))
    return steps.beside(placed, seen, due_ns)


def test_what_is_loose_and_rests_lies_at_even_pixels_wherever_its_box_is() -> None:
    steps = Steps()
    for frame, left in enumerate((48, 72, -24, -24)):
        found = beside(steps, -146.7, frame, left)
        assert abs(found.tx - round(found.tx / 2) * 2) < 1e-6
        assert abs(found.tx - (-146.7 + left * 2 / 3)) <= 1
        assert abs(found.ty - (7.3 - 16)) <= 1


def test_what_is_loose_and_creeps_or_is_sampled_anyway_lies_where_it_belongs() -> None:
    steps = Steps()
    for frame in range(1, 5):
        crept, belongs = beside(steps, 10.3 + frame * 1.5, frame), 10.3 + frame * 1.5 + 32
        assert frame == 1 or crept.tx == pytest.approx(belongs)
    flown = [beside(steps, 10.3 + frame * 9.1, frame).tx for frame in range(5, 9)]
    assert all(round(x) % 2 == 0 for x in flown)
    assert beside(Steps(), 10.3, 0, scale=0.9).tx == pytest.approx(10.3 + 48 * 0.9)
