"""Tests of studio.engine.compositor.array_filter; what filters draw is compared elsewhere."""

from dataclasses import replace

import numpy as np

from studio.engine.compositor.array_filter import filtered
from studio.engine.compositor.array_glide import Glide, Kept
from studio.engine.compositor.array_memory import LayerMemory
from studio.engine.compositor.filters import ChromaKey, ColorCorrection
from studio.engine.picture import Picture
from studio.model.tracking import Tracked


def test_what_is_seen_on_a_picture_goes_through_all_of_its_filters() -> None:
    y, uv = np.full((4, 4), 90, np.uint8), np.full((2, 2, 2), 120, np.uint8)
    picture = Picture(4, 4, y, uv, None, 1, 7, tracked=Tracked(7, 4, 4))
    filters = ColorCorrection(brightness=0.1), ChromaKey(), ColorCorrection(contrast=0.1)
    memory = LayerMemory(glide=Glide(Kept()))
    found = filtered(picture, filters, memory)
    assert (found.tracked, found.pts_ns) == (picture.tracked, 7)
    assert filtered(picture, filters, memory) is found
    newer = replace(picture, serial=2, tracked=None)
    assert filtered(newer, filters, memory).tracked is None
