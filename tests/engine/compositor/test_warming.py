"""Tests of studio.engine.compositor.warming."""

import time

import numpy as np
import pytest

from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.gpu_device import shared_device
from studio.engine.compositor.warming import WarmingCompositor
from studio.engine.picture import Picture

SIZE = (128, 64)
DEADLINE_S = 60.0


def composition(serial: int) -> Composition:
    y = np.full((64, 128), 16 + serial % 200, np.uint8)
    uv = np.full((32, 64, 2), 128, np.uint8)
    picture = Picture(*SIZE, y, uv, None, serial, 0)
    return Composition(*SIZE, (Layer("all", picture, Rect(0, 0, *SIZE), Affine()),))


def drawn(compositor: WarmingCompositor, index: int) -> int:
    """Draw one picture, check that it is the one that was asked for, return its luma."""
    compositor.submit(composition(index), index)
    taken = compositor.take(wait=True)
    assert taken is not None
    assert taken[0] == index
    luma = taken[1][:64]
    assert luma.min() == luma.max()
    return int(luma[0, 0])


@pytest.mark.slow  # opens wgpu: 2 s
def test_the_gpu_takes_over_and_every_picture_comes_in_its_turn() -> None:
    compositor = WarmingCompositor("wgpu", SIZE)
    assert "CPU" in compositor.adapter
    assert drawn(compositor, 0) == 16  # at once
    index, deadline = 0, time.monotonic() + DEADLINE_S
    while "CPU (OpenCV" in compositor.adapter:
        index += 1
        assert drawn(compositor, index) == 16 + index % 200
        assert time.monotonic() < deadline
        time.sleep(0.005)  # as a tick would
    assert drawn(compositor, 7) == 23
    assert compositor.name == "wgpu"
    compositor.close()


@pytest.mark.slow
def test_a_gpu_that_is_played_is_not_worth_it_unless_asked_for() -> None:
    if not shared_device().info.is_software:
        pytest.skip("there is a real GPU here")
    compositor = WarmingCompositor("auto", SIZE)
    assert compositor.name == "wgpu"  # it may still take the process down
    index, deadline = 0, time.monotonic() + DEADLINE_S
    while compositor.name != "array":
        index += 1
        assert drawn(compositor, index) == 16 + index % 200
        assert time.monotonic() < deadline
        time.sleep(0.005)
    compositor.close()


@pytest.mark.slow
def test_closing_does_not_wait_for_a_picture() -> None:
    WarmingCompositor("wgpu", SIZE).close()
