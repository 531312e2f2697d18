"""Colour looks for the whole picture: a curve of luma, a map of chroma, a tint by brightness.

    y' = curve[y]       uv' = 128 + M (uv - 128) + tint[y]

which a table for luma, one for chroma and one for the tint do without going to RGB::

    tables = look_tables("peach", 0.6)
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.color import BLACK_Y, WHITE_Y

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Look:
    """A look at full strength.

    Attributes:
        lift: What black is raised by, 0..1 of the range.
        gamma: Above 1 the middle is brighter.
        contrast: Slope in the middle, 1 leaves it.
        saturation: Of Cb and Cr.
        turn: By which chroma is turned, in radians.
        dark_tint: Cb and Cr added in shadows.
        light_tint: Cb and Cr added in highlights.
    """

    lift: float = 0.0
    gamma: float = 1.0
    contrast: float = 1.0
    saturation: tuple[float, float] = (1.0, 1.0)
    turn: float = 0.0
    dark_tint: tuple[float, float] = (0.0, 0.0)
    light_tint: tuple[float, float] = (0.0, 0.0)


LOOKS = {
    "none": Look(),
    "fresh": Look(0.02, 1.14, 1.02, (1.06, 1.02), 0.03, (2.0, -3.0), (0.0, -1.5)),
    "peach": Look(0.03, 1.12, 0.97, (0.95, 1.08), 0.0, (1.0, 3.0), (-2.5, 4.0)),
    "porcelain": Look(0.01, 1.2, 1.06, (0.9, 0.86), 0.0, (4.0, -1.0), (2.5, -0.5)),
    "sunny": Look(0.0, 1.08, 1.05, (1.1, 1.12), -0.03, (1.0, 0.0), (-8.0, 4.5)),
    "film": Look(0.05, 1.0, 1.14, (0.92, 0.94), 0.02, (4.5, -4.0), (-5.0, 3.0)),
    "mono": Look(0.02, 1.05, 1.12, (0.0, 0.0)),
}


@dataclass(frozen=True, slots=True, eq=False)
class LookTables:
    """A look at some strength, for bytes.

    Attributes:
        luma: ``(256,) uint8``.
        matrix: ``(2, 2)``, of chroma around neutral.
        tint: ``(256, 2) float32``, added to Cb and Cr, by the luma that went in.
    """

    luma: NDArray[np.uint8]
    matrix: Floats
    tint: Floats


@lru_cache(maxsize=8)
def look_tables(name: str, strength: float) -> LookTables:
    """Return a look's tables; a name that nobody knows changes nothing."""
    look = LOOKS.get(name, LOOKS["none"])
    strength = min(max(strength, 0.0), 1.0)
    codes = np.arange(256, dtype=np.float32)
    level = np.clip((codes - BLACK_Y) / (WHITE_Y - BLACK_Y), 0, 1)
    curved = level ** (1 / look.gamma)
    smooth = curved * curved * (3 - 2 * curved)
    curved += (smooth - curved) * 2 * (look.contrast - 1)
    curved = look.lift + (1 - look.lift) * curved
    mixed = codes + strength * (BLACK_Y + (WHITE_Y - BLACK_Y) * curved - codes)
    cos, sin = np.cos(look.turn), np.sin(look.turn)
    full = np.array([[cos, -sin], [sin, cos]]) @ np.diag(look.saturation)
    matrix = np.eye(2) + strength * (full - np.eye(2))
    dark, light = (1 - level) * np.minimum(level * 4, 1), level * level
    tint = np.outer(dark, look.dark_tint) + np.outer(light, look.light_tint)
    return LookTables(
        np.clip(np.rint(mixed), 0, 255).astype(np.uint8),
        matrix.astype(np.float32),
        (strength * tint).astype(np.float32),
    )
