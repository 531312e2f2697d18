"""Tests of studio.effects.live_ring."""

from dataclasses import replace

import numpy as np
import pytest

from studio.effects.live_picture import GRID_PX, LivePicture
from studio.effects.live_ring import LiveRing
from studio.effects.planes import Box, Pixels
from studio.ipc.ring import RingReader


def newest(ring: LiveRing) -> tuple[tuple[int, int], Pixels]:
    reader = RingReader.attach(ring.name)
    slot = reader.newest(10)
    assert slot
    found = (slot.width, slot.height), np.frombuffer(bytes(slot.data), np.uint8)
    reader.close()
    return found


@pytest.mark.parametrize("scale", [1.0, 2 / 3, 4 / 9])
@pytest.mark.parametrize("size", [1.0, 0.5])
def test_what_is_known_to_be_sparse_is_handed_over_the_same(scale: float, size: float) -> None:
    rows, columns = 9, 12
    filled = np.zeros((rows, columns), bool)
    filled[2:4, 3:5] = filled[7, 10] = True
    box = Box(-GRID_PX, 0, columns * GRID_PX, rows * GRID_PX)
    rgba = np.zeros(
        (round(box.height * scale * size), round(box.width * scale * size), 4), np.uint8
    )
    step = GRID_PX * scale * size
    for row, column in np.argwhere(filled):  # as particles are: with some room to the edges
        top, left = round((row + 0.3) * step), round((column + 0.3) * step)
        rgba[top : top + int(step * 0.4), left : left + int(step * 0.4)] = (90, 30, 60, 100)
    ring = LiveRing("live-ring-test", box.width, box.height, scale)
    ring.write(picture := LivePicture(box, rgba, filled), 1)
    sparse = newest(ring)
    ring.write(replace(picture, filled=None), 2)
    whole = newest(ring)
    ring.close()
    assert (
        sparse[0]
        == whole[0]
        == (round(box.width * scale / 2) * 2, round(box.height * scale / 2) * 2)
    )
    assert abs(sparse[1].astype(int) - whole[1]).max() <= 1
    assert sparse[1][-sparse[0][0] * sparse[0][1] :].any()
