"""Tests of studio.engine.compositor.array_planes."""

import numpy as np

from studio.engine.compositor.array_planes import Planes, Scratch, nv12_planes
from studio.engine.compositor.placement import Box


def test_planes_of_nv12_are_views_on_it() -> None:
    nv12 = np.zeros((6, 8), np.uint8)
    planes = nv12_planes(nv12, 4)
    planes.y[1, 2] = 7
    planes.uv[1, 3] = (8, 9)
    assert nv12[1, 2] == 7
    assert nv12[5, 6:].tolist() == [8, 9]


def test_a_window_halves_its_box_for_chroma() -> None:
    planes = nv12_planes(np.zeros((12, 8), np.uint8), 8)
    window = planes.window(Box(2, 4, 6, 8))
    assert window.y.shape == (4, 4)
    assert window.uv.shape == (2, 2, 2)
    assert window.box == Box(0, 0, 4, 4)


def test_clear_is_black_and_transparent() -> None:
    planes = Scratch().planes("a", 4, 2, has_alpha=True)
    planes.put(Planes(np.full((2, 4), 99, np.uint8), np.full((1, 2, 2), 99, np.uint8)))
    assert planes.alpha is not None
    assert (planes.alpha == 255).all()  # what has no alpha is opaque
    planes.clear()
    assert (planes.y == 16).all()
    assert (planes.uv == 128).all()
    assert not planes.alpha.any()


def test_scratch_gives_the_same_memory_for_a_name() -> None:
    scratch = Scratch()
    first = scratch.array("a", (4, 4))
    assert scratch.array("a", (4, 4)) is first
    assert np.shares_memory(scratch.array("a", (2, 2)), first)
    assert not np.shares_memory(scratch.array("b", (4, 4)), first)
    assert not np.shares_memory(scratch.wide("c", (4, 4)), scratch.floats("d", (4, 4)))


def test_scratch_that_grows_forgets_what_was_smaller() -> None:
    scratch = Scratch()
    small = scratch.array("a", (4, 4))
    large = scratch.array("a", (40, 40))
    assert not np.shares_memory(small, large)
    assert np.shares_memory(scratch.array("a", (4, 4)), large)
