"""Videos whose one half is the picture, and whose other half says in grey how opaque it is.

That is how most effects are sold: any H.264 decoder plays them.  The whole is brought to
NV12 as any other video, at twice the size that is wanted, then put together::

    converter = HalfConverter(Half.RIGHT)       # where the alpha is
    shape = converter.shape(frame, want=(640, 360))
    converter.write(frame, shape, slot[: shape.nbytes])
"""

from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

import av
import cv2
import numpy as np

from studio.capture.colour import Plane
from studio.capture.convert import PictureConverter, Shape
from studio.ipc.ring import RingFormat

_BLACK_Y, _RANGE_Y, _GREY_C = 16, 219, 128
_ALPHA_OF_LUMA = np.clip(np.rint((np.arange(256) - _BLACK_Y) * 255 / _RANGE_Y), 0, 255).astype(
    np.uint8
)


class Half(StrEnum):
    """Which half is the alpha."""

    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"


class HalfConverter:
    """Does what a ``PictureConverter`` does; belongs to one thread.

    Args:
        half: Where the alpha is.
    """

    def __init__(self, half: Half) -> None:
        self._half = half
        self._whole = PictureConverter()
        self._whole_shape: Shape | None = None
        self._memory: Plane = np.empty(0, np.uint8)

    @property
    def _is_beside(self) -> bool:
        return self._half in (Half.RIGHT, Half.LEFT)

    def shape(
        self, frame: av.VideoFrame, want: tuple[int, int], pixel_aspect: Fraction | None = None
    ) -> Shape:
        """Say what a frame becomes when it is shown no larger than ``want``."""
        double = (want[0] * 2, want[1]) if self._is_beside else (want[0], want[1] * 2)
        whole = self._whole.shape(frame, double, pixel_aspect)
        self._whole_shape = whole
        one = replace(whole, format=RingFormat.NV12A, turn=0)
        if self._is_beside:
            width = max(2, whole.width // 4 * 2)
            return replace(one, width=width, natural_width=max(1, whole.natural_width // 2))
        height = max(2, whole.height // 4 * 2)
        return replace(one, height=height, natural_height=max(1, whole.natural_height // 2))

    def write(self, frame: av.VideoFrame, shape: Shape, slot: memoryview) -> None:
        """Write what ``shape`` said last of this frame."""
        whole = self._whole_shape
        assert whole is not None
        if self._memory.size < whole.nbytes:
            self._memory = np.empty(whole.nbytes, np.uint8)
        self._whole.write(frame, whole, self._memory[: whole.nbytes].data)
        area = whole.width * whole.height
        y = self._memory[:area].reshape(whole.height, whole.width)
        uv = self._memory[area : area * 3 // 2].reshape(whole.height // 2, whole.width // 2, 2)
        colour, grey = self._places(whole, shape)
        target = np.frombuffer(slot, np.uint8)
        _put_together(
            y[colour],
            uv[tuple(slice(part.start // 2, part.stop // 2) for part in colour)],
            y[grey],
            target,
        )

    def _places(self, whole: Shape, one: Shape) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
        """Return rows and columns of the picture, and of its alpha."""
        rows, columns = slice(0, one.height), slice(0, one.width)
        if self._is_beside:
            start = whole.width - one.width
            far = rows, slice(start, start + one.width)
        else:
            start = whole.height - one.height
            far = slice(start, start + one.height), columns
        near = rows, columns
        return (near, far) if self._half in (Half.RIGHT, Half.BELOW) else (far, near)


def _put_together(y: Plane, uv: Plane, grey: Plane, target: Plane) -> None:
    """Write NV12A, premultiplied."""
    height, width = y.shape
    area = width * height
    alpha = target[area * 3 // 2 :].reshape(height, width)
    cv2.LUT(grey, _ALPHA_OF_LUMA, dst=alpha)
    half = cv2.resize(alpha, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    both = np.asarray(cv2.merge([half, half]), np.uint8)
    _thin(y, alpha, _BLACK_Y, target[:area].reshape(y.shape))
    _thin(uv, both, _GREY_C, target[area : area * 3 // 2].reshape(both.shape))


def _thin(plane: Plane, cover: Plane, black: int, out: Plane) -> None:
    """``black + (plane - black)·cover``."""
    cv2.multiply(np.ascontiguousarray(plane), cover, dst=out, scale=1 / 255)
    cv2.add(out, cv2.convertScaleAbs(cover, alpha=-black / 255, beta=black), dst=out)
