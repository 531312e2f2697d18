"""Tests of studio.effects.swarm_box."""

import numpy as np
import pytest

from studio.effects.live_picture import GRID_PX
from studio.effects.particles import Swarm
from studio.effects.planes import NOTHING
from studio.effects.swarm_box import filled_squares, reach_of, swarm_box

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
def test_what_is_drawn_lies_in_squares_that_are_filled(ratio: float | None) -> None:
    some = swarm()
    reach = reach_of(some, ratio)
    box = swarm_box(some, reach, *FIELD)
    filled = filled_squares(some, reach, box)
    assert filled.shape == (box.height // GRID_PX, box.width // GRID_PX)
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
        is_seen = (x > 0) & (y > 0) & (x < FIELD[0]) & (y < FIELD[1])
        rows = ((y[is_seen] - box.top) // GRID_PX).astype(int)
        columns = ((x[is_seen] - box.left) // GRID_PX).astype(int)
        assert filled[rows, columns].all()
    assert filled.mean() < 0.5


def test_a_long_thin_one_that_lies_flat_reaches_along_and_hardly_up() -> None:
    flat = Swarm(
        np.array([400.0]), np.array([250.0]), np.array([300.0]), np.zeros(1), np.ones((1, 4))
    )
    right, down = reach_of(flat, 10.0)
    assert (right[0], down[0]) == (150, 15)
    filled = filled_squares(flat, (right, down), swarm_box(flat, (right, down), *FIELD))
    assert filled.sum() <= 14 * 3
    around = filled_squares(flat, (right, down), swarm_box(flat, (right, down), *FIELD), 24)
    assert around.sum() > filled.sum()


def test_what_is_clear_or_outside_needs_no_box() -> None:
    away = swarm()
    away.x_px[:] = -100
    assert swarm_box(away, reach_of(away, None), *FIELD) == NOTHING
    clear = swarm()
    clear.rgba[:, 3] = 0
    assert swarm_box(clear, reach_of(clear, None), *FIELD) == NOTHING
