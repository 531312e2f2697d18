"""Tests of studio.engine.canvas.lately."""

import numpy as np

from studio.engine.canvas.lately import LARGEST_PX, MOST_PX, Lately
from studio.engine.canvas.margin import Framed
from studio.engine.picture import Picture
from studio.engine.sources.still import Still


def framed(pixels: int) -> Framed:
    plane = np.zeros((1, pixels), np.uint8)
    return Framed(Still((Picture(pixels, 1, plane, plane[:0], plane, 1, 0),)), (0,))


def test_it_is_bounded_and_lets_go_of_what_was_not_asked_for_the_longest() -> None:
    lately = Lately()
    size = LARGEST_PX // 2
    for number in range(MOST_PX // size):
        lately.put(str(number), framed(size))
    assert lately.get("0")
    lately.put("one more", framed(size))
    assert lately.get("0")
    assert lately.get("1") is None
    assert lately.get("one more")


def test_what_is_large_is_not_kept() -> None:
    lately = Lately()
    lately.put("large", framed(LARGEST_PX + 1))
    assert lately.get("large") is None
