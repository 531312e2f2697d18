"""Tests of studio.effects.live_ring."""

import numpy as np
import pytest

from studio.effects.live_picture import GRID_PX, LivePicture
from studio.effects.live_ring import LiveRing
from studio.effects.planes import Box
from studio.ipc.ring import RingReader

COLOUR = (90, 130, 60, 100)


@pytest.mark.parametrize("scale", [1.0, 2 / 3, 4 / 9])
@pytest.mark.parametrize("size", [1.0, 0.75, 0.5, 0.25])
def test_pictures_of_every_size_are_handed_over_in_that_of_the_programme(
    scale: float, size: float
) -> None:
    box = Box(-GRID_PX, 0, 12 * GRID_PX, 9 * GRID_PX)
    wide, high = (round(side * scale * size) for side in (box.width, box.height))
    yuva = np.zeros((high, wide, 4), np.uint8)
    yuva[high // 4 : high // 2, wide // 3 : wide * 2 // 3] = COLOUR
    ring = LiveRing("live-ring-test", box.width, box.height, scale)
    ring.write(LivePicture(box, yuva), 1)
    reader = RingReader.attach(ring.name)
    slot = reader.newest(10)
    assert slot
    assert (slot.left, slot.top) == (box.left, box.top)
    assert (slot.natural_width, slot.natural_height) == (box.width, box.height)
    width, height = (round(side * scale / 2) * 2 for side in (box.width, box.height))
    assert (slot.width, slot.height) == (width, height)
    planes = np.frombuffer(bytes(slot.data), np.uint8)
    reader.close()
    ring.close()
    area = width * height
    y, clear = planes[:area].reshape(height, width), planes[area * 3 // 2 :][:area]
    uv = planes[area : area * 3 // 2].reshape(height // 2, width // 2, 2)
    middle = height * 3 // 8, width // 2
    assert y[middle] == COLOUR[0]
    assert uv[middle[0] // 2, middle[1] // 2].tolist() == [COLOUR[1], COLOUR[2]]
    assert clear.reshape(height, width)[middle] == 255 - COLOUR[3]
    assert (y[-1] == 0).all()
    assert (clear.reshape(height, width)[-1] == 255).all()


def test_nothing_is_a_clear_picture_of_no_size() -> None:
    ring = LiveRing("live-ring-test", 96, 96)
    ring.write(None, 1)
    reader = RingReader.attach(ring.name)
    slot = reader.newest(10)
    assert slot
    assert slot.natural_width == 0
    assert bytes(slot.data[: slot.width * slot.height * 5 // 2])[-4:] == bytes([255] * 4)
    reader.close()
    ring.close()
