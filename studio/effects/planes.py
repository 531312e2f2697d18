"""Premultiplied RGBA to the planes that the engine lays over its programme.

They are BT.709 limited, premultiplied (see ``RingFormat.NV12A``), or counted from zero (``NV12Z``),
as pictures are laid over one another: then the engine has nothing to do to them before that.  Luma
counted from black is linear in RGB, so the premultiplied colour is converted as it is, and the
average of four pixels' chroma is weighted by their alpha by itself: no fringe of a colour that
nobody sees.  A picture of 1296x736 takes 1 ms::

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


def write_planes(rgba: Pixels, memory: memoryview, *, from_zero: bool = False) -> None:
    """Convert a picture of an even size.

    Args:
        rgba: The picture; its rows may be padded.
        memory: Gets y, then Cb and Cr in turn, then alpha; ``planes_bytes`` long.
        from_zero: Whether as ``RingFormat.NV12Z``.
    """
    height, width = rgba.shape[:2]
    _write(rgba, *_parts(np.frombuffer(memory, np.uint8), width, height), from_zero=from_zero)


def write_enlarged(
    rgba: Pixels, size: tuple[int, int], memory: memoryview, *, from_zero: bool = False
) -> None:
    """Convert a picture of an even size and enlarge what comes of it: less is read so.

    Args:
        rgba: The picture; its rows may be padded.
        size: Width and height of the planes.
        memory: As for ``write_planes``, in that size.
        from_zero: Likewise.
    """
    height, width = rgba.shape[:2]
    few = _parts(np.empty(planes_bytes(width, height), np.uint8), width, height)
    _write(rgba, *few, from_zero=from_zero)
    for small, large in zip(few, _parts(np.frombuffer(memory, np.uint8), *size), strict=True):
        rows, columns = large.shape[:2]
        cv2.resize(small, (columns, rows), dst=large, interpolation=cv2.INTER_LINEAR)


def write_filled(
    rgba: Pixels, filled: NDArray[np.bool_], memory: memoryview, *, from_zero: bool = False
) -> None:
    """Convert a picture of which only some squares hold anything: all else is clear.

    Sparks fill a fifth of the box that holds them, and only they are read.

    Args:
        rgba: The picture; its rows may be padded.
        filled: Which squares are: as many rows and columns as its size has even squares.
        memory: As for ``write_planes``.
        from_zero: Likewise.
    """
    height, width = rgba.shape[:2]
    side = height // filled.shape[0]
    y, uv, alpha = _parts(np.frombuffer(memory, np.uint8), width, height)
    y[:], uv[:], alpha[:] = (0, 0, 255) if from_zero else (16, 128, 0)
    rows, columns = np.nonzero(filled)
    if not len(rows):
        return
    # Side by side in one long row of squares: what is done to pictures is slow on narrow ones.
    squares = _squares(rgba.view(np.uint32)[..., 0], side)[:, rows, columns]
    strip = squares.view(np.uint8).reshape(side, -1, 4)
    made = _parts(np.empty(planes_bytes(strip.shape[1], side), np.uint8), strip.shape[1], side)
    _write(strip, *made, from_zero=from_zero)
    targets: list[NDArray[Any]] = [y, _pairs(uv), alpha]
    sources: list[NDArray[Any]] = [made[0], _pairs(made[1]), made[2]]
    for to, part in zip(targets, sources, strict=True):
        high = side * to.shape[0] // height
        _squares(to, high)[:, rows, columns] = part.reshape(high, len(rows), high)


def _write(rgba: Pixels, y: Pixels, uv: Pixels, alpha: Pixels, *, from_zero: bool) -> None:
    """Convert a picture into its planes, with as little as it takes: each pass counts."""
    height, width = rgba.shape[:2]
    red, green, blue = np.empty((3, height, width), np.uint8)
    cv2.split(rgba, [red, green, blue, alpha])
    if from_zero:  # black is 16·a
        cv2.addWeighted(red, _Y[0], green, _Y[1], 0, dst=y)
        cv2.addWeighted(blue, _Y[2], alpha, 16 / 255, 0, dst=red)
        cv2.add(y, red, dst=y)
    else:
        cv2.addWeighted(red, _Y[0], green, _Y[1], 16, dst=y)
        cv2.addWeighted(y, 1, blue, _Y[2], 0, dst=y)
    half = cv2.resize(rgba, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    yuv = cv2.transform(cv2.cvtColor(half, cv2.COLOR_RGBA2RGB), _TO_YUV)
    cv2.mixChannels([yuv], [uv], [1, 0, 2, 1])
    if from_zero:
        cover = cv2.extractChannel(half, 3)
        cv2.addWeighted(uv, 1, cv2.merge([cover, cover]), 128 / 255, -128, dst=uv)
        cv2.bitwise_not(alpha, dst=alpha)


def _parts(planes: Pixels, width: int, height: int) -> tuple[Pixels, Pixels, Pixels]:
    """Return y, Cb and Cr in turn, and alpha."""
    area = width * height
    return (
        planes[:area].reshape(height, width),
        planes[area : area * 3 // 2].reshape(height // 2, width // 2, 2),
        planes[area * 3 // 2 : planes_bytes(width, height)].reshape(height, width),
    )


def _pairs(uv: Pixels) -> NDArray[np.uint16]:
    """Return a view of chroma as one number for each sample."""
    pairs: NDArray[np.uint16] = uv.view(np.uint16)[..., 0]
    return pairs


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
