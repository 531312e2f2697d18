"""Light that is added: in YUV, and in RGB only where a channel would be more than full.

As long as no channel is full, adding in RGB is adding in YUV, which is two passes over
bytes.  Of the sum it is seen where one would be; those squares of 2×2 pixels, few even in
bright pictures, are gathered and added in RGB with the end that it has::

    is_done = add(target, source, opacity, scratch)    # False: too many of them
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import RGB_TO_YUV, YUV_OFFSET, YUV_TO_RGB
from studio.engine.picture import Plane

Floats = NDArray[np.float32]
Squares = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Rows and columns of squares of 2×2 pixels: those of their chroma."""

MOST = 0.4
"""Of all squares; where more are full, all in RGB is cheaper."""
_BLACK, _GREY = 16, 128
_FULL = 255
_BYTES = np.arange(256)
_OF_Y = np.ceil(YUV_TO_RGB[0, 0] * (_BYTES - _BLACK)).astype(np.int16)
_OF_U, _OF_V = (
    [np.ceil(row[place] * (_BYTES - _GREY)).astype(np.int16) for row in YUV_TO_RGB]
    for place in (1, 2)
)
"""What a sample adds to red, to green and to blue, of 255."""
_TO_RGB = (YUV_TO_RGB / 255).astype(np.float32)
_TO_RGB_OFFSET = (-YUV_TO_RGB @ YUV_OFFSET / 255).astype(np.float32)
_TO_YUV = (RGB_TO_YUV * 255).astype(np.float32)


def add(target: Planes, source: Planes, opacity: float, scratch: Scratch) -> bool:
    """Add a premultiplied source to a target of the same size; its alpha stays as it is.

    Returns:
        Whether that was done; if not, nothing was.
    """
    y, uv = scratch.array("sum y", target.y.shape), scratch.array("sum uv", target.uv.shape)
    cv2.addWeighted(source.y, opacity, target.y, 1, -_BLACK * opacity, dst=y)
    cv2.addWeighted(source.uv, opacity, target.uv, 1, -_GREY * opacity, dst=uv)
    squares = _squares(_is_full(y, uv))
    if len(squares[0]) > MOST * uv.shape[0] * uv.shape[1]:
        return False
    if len(squares[0]):
        y_there, uv_there = _added_in_rgb(target, source, opacity, squares)
        _in_squares(y)[squares[0], :, squares[1]] = y_there
        uv[squares] = uv_there
    np.copyto(target.y, y)
    np.copyto(target.uv, uv)
    return True


def _is_full(y: Plane, uv: Plane) -> NDArray[np.bool_]:
    """Return for each square of 2×2 whether a channel of the sum might be full.

    A sum that ran into the end of a byte is: no colour within RGB reaches there.
    """
    brightest = np.maximum(y[0::2], y[1::2])
    light = cv2.LUT(np.maximum(brightest[:, 0::2], brightest[:, 1::2]), _OF_Y)
    u, v = cv2.split(uv)
    most = cv2.LUT(v, _OF_V[0])
    np.maximum(most, cv2.LUT(u, _OF_U[2]), out=most)
    np.maximum(most, cv2.add(cv2.LUT(u, _OF_U[1]), cv2.LUT(v, _OF_V[1])), out=most)
    return cv2.add(most, light) > _FULL


def _squares(mask: NDArray[np.bool_]) -> Squares:
    rows, columns = np.nonzero(mask)
    return rows, columns


def _added_in_rgb(
    target: Planes,
    source: Planes,
    opacity: float,
    squares: Squares,
) -> tuple[Plane, Plane]:
    """Return luma ``(n, 2, 2)`` and chroma ``(n, 2)``, by the rule of ``array_blend``."""
    raw, above = _rgb(target, squares), _rgb(source, squares)
    alpha: Floats | float = opacity
    if source.alpha is not None:
        alpha = _at(source.alpha, squares)[..., None] * np.float32(opacity / 255)
    below = np.clip(raw, 0, 1)
    change = np.minimum(1 - below, np.clip(above, 0, 1) * np.float32(opacity))
    change += (below - raw) * alpha
    y = _at(target.y, squares) + change @ _TO_YUV[0]
    uv = target.uv[squares] + change.mean(axis=(1, 2)) @ _TO_YUV[1:].T
    return _bytes(y), _bytes(uv)


def _rgb(planes: Planes, squares: Squares) -> Floats:
    """Return ``(n, 2, 2, 3)`` RGB 0..1, not clipped."""
    chroma = planes.uv[squares].astype(np.float32) @ _TO_RGB[:, 1:].T + _TO_RGB_OFFSET
    luma = _at(planes.y, squares).astype(np.float32) * _TO_RGB[0, 0]
    rgb: Floats = luma[..., None] + chroma[:, None, None, :]
    return rgb


def _at(plane: Plane, squares: Squares) -> Plane:
    """Return ``(n, 2, 2)`` of a plane at full size."""
    found: Plane = _in_squares(plane)[squares[0], :, squares[1]]
    return found


def _in_squares(plane: Plane) -> Plane:
    """Return a view ``(h // 2, 2, w // 2, 2)``."""
    rows, columns = plane.shape
    return plane.reshape(rows // 2, 2, columns // 2, 2)


def _bytes(values: NDArray[np.float32]) -> Plane:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
