"""Pictures and settings for the tests of the encoders."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from studio.engine.encoders.settings import EncoderSettings
from studio.engine.picture import Plane


@pytest.fixture(scope="session")
def settings() -> EncoderSettings:
    """Small and fast, everything else as in a real stream."""
    return EncoderSettings(320, 180, Fraction(30), 600, "libx264", "veryfast")


@pytest.fixture(scope="session")
def picture() -> Callable[..., Plane]:
    """Draws the NV12 picture of a tick: a slope that moves, and noise."""

    def draw(index: int, width: int = 320, height: int = 180) -> Plane:
        nv12 = np.full((height * 3 // 2, width), 128, np.uint8)
        nv12[:height] = (np.arange(width) + 3 * index) % 200 + 16
        noise = np.random.default_rng(index).integers(16, 235, (90, 160), dtype=np.uint8)
        nv12[:90, :160] = noise
        return nv12

    return draw
