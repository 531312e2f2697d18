"""Tests of studio.engine.compositor.array_coarse."""

import numpy as np
import pytest

from studio.engine.compositor.array_coarse import GREY, Coarse
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

SIZE = 9, 16


def flat(y: int, alpha: int, u: int = GREY, v: int = GREY) -> Coarse:
    """Return a colour, not premultiplied, seen that much."""

    def plane(value: float) -> Plane:
        return np.full(SIZE, round(value), np.uint8)

    share = alpha / 255
    chroma = [plane(GREY + (each - GREY) * share) for each in (u, v)]
    return Coarse(plane(y * share), plane(255 - alpha), *chroma)


def test_an_opaque_one_hides_what_is_below() -> None:
    below = flat(200, 255, 90, 160)
    below.put(above := flat(50, 255, 140, 100))
    for name in ("y", "clear", "u", "v"):
        assert np.array_equal(getattr(below, name), getattr(above, name))


@pytest.mark.parametrize("alpha", [0, 64, 128, 255])
def test_one_over_another_is_what_the_formula_says(alpha: int) -> None:
    below, share = flat(200, 255, 90, 160), alpha / 255
    below.put(flat(50, alpha, 140, 100))
    assert below.y[0, 0] == pytest.approx(50 * share + 200 * (1 - share), abs=2)
    assert below.u[0, 0] == pytest.approx(140 * share + 90 * (1 - share), abs=2)
    assert below.v[0, 0] == pytest.approx(100 * share + 160 * (1 - share), abs=2)
    assert below.clear.max() == 0


def test_white_on_white_has_no_colour() -> None:
    below = flat(235, 100)
    for alpha in (30, 77, 128, 200):
        below.put(flat(235, alpha))
        assert np.abs(below.u.astype(int) - GREY).max() <= 1


@pytest.mark.parametrize("step", [2, 4, 8])
def test_grown_it_lies_where_it_was_sampled(step: int) -> None:
    coarse = flat(0, 0)
    coarse.y[3:6, 5:9], coarse.clear[3:6, 5:9] = 180, 0
    box = Box(8, 4, 8 + 16 * step - 2, 4 + 9 * step - 2)
    over = coarse.grown(box, step, Scratch(), Scratch())
    assert over.y.shape == (box.height, box.width)
    assert over.uv.shape == (box.height // 2, box.width // 2, 2)
    assert over.y[int(4.5 * step), 7 * step] == 180
    assert over.clear_y[int(4.5 * step), 7 * step] == 0
    for part in over.parts:
        assert part.box.right <= box.width
        assert part.box.bottom <= box.height
    filled = np.zeros((box.height, box.width), bool)
    for part in over.parts:
        filled[part.box.top : part.box.bottom, part.box.left : part.box.right] = True
    assert filled[over.clear_y < 255].all()
