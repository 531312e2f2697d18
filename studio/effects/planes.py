"""Premultiplied RGBA to the planes that the engine lays over its programme.

They are BT.709 limited, premultiplied (see ``RingFormat.NV12A``).  Luma counted from
black is linear in RGB, so the premultiplied colour is converted as it is, and the average
of four pixels' chroma is weighted by their alpha by itself: no fringe of a colour that
nobody sees.  A picture of 1296x736 takes 3 ms::

    write_planes(rgba, slot)            # slot: a memoryview of planes_bytes(width, height)
    box = filled_box(rgba)
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""``(height, width, 4) uint8 RGBA, premultiplied, sRGB``."""

_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB])
_Y = _LUMA * 219 / 255
_CB = (np.array([0, 0, 1]) - _LUMA) / (2 * (1 - _KB)) * 224 / 255
_CR = (np.array([1, 0, 0]) - _LUMA) / (2 * (1 - _KR)) * 224 / 255
_TO_YUV = np.array([[*_Y, 16], [*_CB, 128], [*_CR, 128]], np.float32)
"""From three channels to three: for other numbers of them OpenCV takes three times as long."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, in pixels."""

    left: int
    top: int
    width: int
    height: int


NOTHING = Box(0, 0, 0, 0)


def planes_bytes(width: int, height: int) -> int:
    """Return how many bytes the planes of an even size take."""
    return width * height * 5 // 2


def write_planes(rgba: Pixels, memory: memoryview) -> None:
    """Convert a picture of an even size.

    Args:
        rgba: The picture; its rows may be padded.
        memory: Gets y, then Cb and Cr in turn, then alpha; ``planes_bytes`` long.
    """
    height, width = rgba.shape[:2]
    area = width * height
    planes = np.frombuffer(memory, np.uint8, planes_bytes(width, height))
    y = planes[:area].reshape(height, width)
    uv = planes[area : area * 3 // 2].reshape(height // 2, width // 2, 2)
    alpha = planes[area * 3 // 2 :].reshape(height, width)
    rgb = cv2.cvtColor(rgba, cv2.COLOR_RGBA2RGB)
    cv2.extractChannel(cv2.transform(rgb, _TO_YUV), 0, dst=y)
    half = cv2.resize(rgb, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    cv2.mixChannels([cv2.transform(half, _TO_YUV)], [uv], [1, 0, 2, 1])
    cv2.extractChannel(rgba, 3, dst=alpha)


def write_filled(rgba: Pixels, filled: NDArray[np.bool_], memory: memoryview) -> None:
    """Convert a picture of which only some squares hold anything: all else is clear.

    Sparks fill a fifth of the box that holds them, and only they are read.

    Args:
        rgba: The picture; its rows may be padded.
        filled: Which squares are: as many rows and columns as its size has even squares.
        memory: As for ``write_planes``.
    """
    height, width = rgba.shape[:2]
    side, area = height // filled.shape[0], width * height
    planes = np.frombuffer(memory, np.uint8, planes_bytes(width, height))
    y, uv, alpha = _parts(planes, width, height)
    y[:], planes[area : area * 3 // 2], alpha[:] = 16, 128, 0
    rows, columns = np.nonzero(filled)
    if not len(rows):
        return
    # Side by side in one long row of squares: what is done to pictures is slow on narrow ones.
    squares = _squares(rgba.view(np.uint32)[..., 0], side)[:, rows, columns]
    strip = squares.view(np.uint8).reshape(side, -1, 4)
    made = np.empty(planes_bytes(strip.shape[1], side), np.uint8)
    write_planes(strip, made.data)
    for to, part in zip((y, uv, alpha), _parts(made, strip.shape[1], side), strict=True):
        high = side * to.shape[0] // height
        _squares(to, high)[:, rows, columns] = part.reshape(high, len(rows), high)


def _parts(planes: Pixels, width: int, height: int) -> tuple[NDArray[Any], ...]:
    """Return y, pairs of Cb and Cr, and alpha."""
    area = width * height
    return (
        planes[:area].reshape(height, width),
        planes[area : area * 3 // 2].view(np.uint16).reshape(height // 2, width // 2),
        planes[area * 3 // 2 :].reshape(height, width),
    )


def _squares(plane: NDArray[Any], side: int) -> NDArray[Any]:
    """Return a view of a plane as ``(side, rows, columns, side)``."""
    rows, columns = plane.shape[0] // side, plane.shape[1] // side
    return plane.reshape(rows, side, columns, side).transpose(1, 0, 2, 3)


def filled_box(rgba: Pixels, margin_px: int = 0) -> Box:
    """Return the even box around all that isn't wholly clear, within the picture.

    Args:
        rgba: A picture of an even size.
        margin_px: So much more at each side, where there is room.
    """
    height, width = rgba.shape[:2]
    left, top, wide, high = cv2.boundingRect(cv2.extractChannel(rgba, 3))
    if not wide:
        return NOTHING
    right, bottom = left + wide + margin_px, top + high + margin_px
    left, top = max(0, left - margin_px) // 2 * 2, max(0, top - margin_px) // 2 * 2
    right, bottom = min(width, -(-right // 2) * 2), min(height, -(-bottom // 2) * 2)
    return Box(left, top, right - left, bottom - top)
