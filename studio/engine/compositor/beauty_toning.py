"""Affine maps of samples that change from place to place, laid on one after another.

    y' = gain · y + lift + crisp · (y - blurred y)        uv' = keep · uv + tint

is all that the beauty filter does to colours; each step changes the numbers of a window::

    toning = Toning.none(rows, columns)
    toning.multiply(window, gains)
    toning.cover(window, share, (cb, cr))
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_shapes import Window
from studio.engine.compositor.color import BLACK_Y, NEUTRAL_C, rgb_to_yuv

Floats = NDArray[np.float32]
ALL: Window = (slice(None), slice(None))


@dataclass(slots=True, eq=False)
class Toning:
    """The maps, all ``(rows, columns) float32``; samples are 0..255."""

    gain: Floats
    lift: Floats
    crisp: Floats
    keep: Floats
    cb: Floats
    cr: Floats

    @classmethod
    def none(cls, rows: int, columns: int) -> "Toning":
        """Return what changes nothing."""
        planes = np.zeros((6, rows, columns), np.float32)
        planes[0] = planes[3] = 1
        return cls(*planes)

    def stretched(self, rows: int, columns: int) -> "Toning":
        """Return the same at another size."""
        size = (columns, rows)
        return Toning(
            *(
                np.asarray(cv2.resize(each, size, interpolation=cv2.INTER_LINEAR), np.float32)
                for each in self.planes
            )
        )

    def weaken(self, share: float | Floats) -> None:
        """Let it do only a part, 0..1, perhaps another one at each place."""
        for plane, rest in zip(self.planes, (1, 0, 0, 1, 0, 0), strict=True):
            plane -= rest
            plane *= share
            plane += rest

    @property
    def planes(self) -> tuple[Floats, ...]:
        """All six."""
        return self.gain, self.lift, self.crisp, self.keep, self.cb, self.cr

    def multiply(self, window: Window, by: Floats) -> None:
        """Make luma brighter or darker, from black."""
        self.gain[window] *= by
        self.crisp[window] *= by
        lift = self.lift[window]
        lift -= BLACK_Y
        lift *= by
        lift += BLACK_Y

    def cover(
        self, window: Window, share: Floats, chroma: tuple[float | Floats, float | Floats]
    ) -> None:
        """Mix chroma with a colour's, or with another colour at each place."""
        rest = 1 - share
        self.keep[window] *= rest
        for plane, value in ((self.cb, chroma[0]), (self.cr, chroma[1])):
            part = plane[window]
            part *= rest
            part += share * value

    def fade_chroma(self, window: Window, share: Floats) -> None:
        """Take colour out."""
        self.cover(window, share, (NEUTRAL_C, NEUTRAL_C))


def yuv_of(color: tuple[int, int, int]) -> tuple[float, float, float]:
    """Return luma, Cb and Cr of a colour."""
    y, cb, cr = rgb_to_yuv(np.array(color, np.float64)).tolist()
    return y, cb, cr
