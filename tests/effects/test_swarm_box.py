"""Tests of studio.effects.swarm_box."""

import numpy as np
import pytest

from studio.effects.live_picture import GRID_PX
from studio.effects.particles import Swarm
from studio.effects.planes import NOTHING
from studio.effects.swarm_box import reach_of, spans_of, swarm_box

FIELD = (960, 540)


def swarm(count: int = 40, size_px: float = 30.0) -> Swarm:
    random = np.random.default_rng(11)
    return Swarm(
        x_px=random.uniform(-60, FIELD[0] + 60, count),
        y_px=random.uniform(-60, FIELD[1] + 60, count),
        size_px=random.uniform(size_px / 2, size_px, count),
        turn_rad=random.uniform(0, 7, count),
        rgba=np.ones((count, 4)),
    )


@pytest.mark.parametrize("ratio", [None, 1.0, 8.0, 0.2])
def test_what_is_drawn_lies_in_the_box_and_that_is_hardly_larger(ratio: float | None) -> None:
    some = swarm(4)
    some.x_px[:], some.y_px[:] = (300, 420, 510, 640), (200, 310, 250, 190)
    box = swarm_box(some, reach_of(spans_of(some, ratio)), *FIELD)
    assert not any(side % GRID_PX for side in (box.left, box.top, box.width, box.height))
    wide, high = (1.0, 1.0) if ratio is None else (min(ratio, 1.0), min(1 / ratio, 1.0))
    u, v = np.meshgrid(np.linspace(-0.5, 0.5, 41), np.linspace(-0.5, 0.5, 41))
    if ratio is None:
        u, v = u[np.hypot(u, v) <= 0.5], v[np.hypot(u, v) <= 0.5]
    for each in range(len(some)):
        size, turn = some.size_px[each], some.turn_rad[each]
        x, y = u * size * wide, v * size * high
        x, y = (
            some.x_px[each] + x * np.cos(turn) - y * np.sin(turn),
            some.y_px[each] + x * np.sin(turn) + y * np.cos(turn),
        )
        assert box.left <= x.min()
        assert x.max() <= box.left + box.width
        assert box.top <= y.min()
        assert y.max() <= box.top + box.height
    assert box.width <= 340 + 30 + 3 * GRID_PX
    assert box.height <= 120 + 30 + 3 * GRID_PX


def test_a_long_thin_one_that_lies_flat_reaches_along_and_hardly_up() -> None:
    flat = Swarm(
        np.array([400.0]), np.array([250.0]), np.array([300.0]), np.zeros(1), np.ones((1, 4))
    )
    right, down = reach_of(spans_of(flat, 10.0))
    assert (right[0], down[0]) == (150, 15)
    box = swarm_box(flat, (right, down), *FIELD)
    assert (box.width, box.height) == (14 * GRID_PX, 3 * GRID_PX)


def test_what_is_clear_or_outside_needs_no_box() -> None:
    away = swarm()
    away.x_px[:] = -100
    assert swarm_box(away, reach_of(spans_of(away, None)), *FIELD) == NOTHING
    clear = swarm()
    clear.rgba[:, 3] = 0
    assert swarm_box(clear, reach_of(spans_of(clear, None)), *FIELD) == NOTHING
