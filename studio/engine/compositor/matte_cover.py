"""The alpha of a matte in full size, computed only where it isn't plain 0 or 255.

A picture is cut into tiles: somebody, nobody, or an edge, which is a tenth of the picture
as a rule::

    cover = cover_of(matte, planes)
    cover.boxes           # where there is somebody and nothing else
    cover.mosaic          # the other tiles in which somebody is
    cover.alpha           # their alpha, (n, pixels) uint8
    plane_of(cover, out)  # all of it
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.matting import Matte
from studio.engine.compositor.mosaic import MIN_SIDE_PX, Mosaic
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

_BAND = 4  # tiles
_CROSS = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Where somebody is.

    Attributes:
        boxes: Of the picture, even, where alpha is 255.
        mosaic: The tiles where it may be anything; everywhere else it is 0.
        alpha: Of these tiles.
    """

    boxes: tuple[Box, ...]
    mosaic: Mosaic
    alpha: Plane


def side_of(step: int) -> int:
    """Return the side of tiles for a matte of a step."""
    return max(step, MIN_SIDE_PX)


def cover_of(matte: Matte, planes: Planes) -> Cover:
    """Return where somebody is.

    Args:
        matte: Of the picture.
        planes: The picture's; its width is a multiple of the tiles' side.
    """
    height = planes.y.shape[0]
    side = side_of(matte.step)
    cells = side // matte.step
    is_edge = _tiled(cv2.dilate(matte.is_edge.view(np.uint8), _CROSS), cells, -(-height // side))
    is_somebody = _tiled(matte.person > 0.5, cells, len(is_edge)) & ~is_edge
    boxes: list[Box] = []
    for top, left, right in _runs(is_somebody):
        is_somebody[top : top + _BAND, left:right] = False
        below = min((top + _BAND) * side, height)
        boxes.append(Box(left * side, top * side, right * side, below))
    rows, columns = np.nonzero(is_edge | is_somebody)
    mosaic = Mosaic(rows, columns, side, planes.y.shape)
    return Cover(tuple(boxes), mosaic, _alpha(matte, planes, mosaic))


def plane_of(cover: Cover, out: Plane) -> None:
    """Fill a plane of the picture's size with alpha."""
    out.fill(0)
    for box in cover.boxes:
        out[box.top : box.bottom, box.left : box.right] = 255
    cover.mosaic.put(cover.alpha, out)


def _tiled(cells: NDArray[np.generic], size: int, rows: int) -> NDArray[np.bool_]:
    """Whether any sample of a tile is set."""
    if size == 1:
        return cells.astype(bool)[:rows]
    high, wide = cells.shape
    padded = np.pad(cells, ((0, rows * size - high), (0, -wide % size)))
    return np.asarray(padded.reshape(rows, size, -1, size).any(axis=(1, 3)))


def _runs(is_in: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Return the top, left and right of runs of tiles that are in, in all rows of a band."""
    rows, columns = is_in.shape
    padded = np.ones((-(-rows // _BAND) * _BAND, columns + 2), np.int8)
    padded[:rows, 1:-1] = is_in
    padded[:, [0, -1]] = 0
    bands = padded.reshape(-1, _BAND, columns + 2).min(axis=1)
    band, steps = np.nonzero(np.diff(bands, axis=1))
    return list(
        zip((band[::2] * _BAND).tolist(), steps[::2].tolist(), steps[1::2].tolist(), strict=True)
    )


def _alpha(matte: Matte, planes: Planes, mosaic: Mosaic) -> Plane:
    if not mosaic.count:
        return np.empty((0, mosaic.side**2), np.uint8)
    luma, cb, cr, base = matte.coefficients
    y, uv = mosaic.taken(planes.y), mosaic.taken(planes.uv)
    hue = mosaic.grown(base, matte.step, is_half=True)
    for slope, part in zip((cb, cr), cv2.split(uv), strict=True):
        share = mosaic.grown(slope, matte.step, is_half=True)
        hue += np.asarray(cv2.multiply(part, share, dtype=cv2.CV_32F))
    half = mosaic.side // 2
    tall, wide = mosaic.count * mosaic.side, mosaic.side
    # A chroma sample's part counts for the four pixels that it colours.
    square = cv2.resize(hue.reshape(-1, half), (wide, tall), interpolation=cv2.INTER_NEAREST)
    light = mosaic.grown(luma, matte.step)
    cv2.multiply(y, light, dst=light, dtype=cv2.CV_32F)
    return np.asarray(cv2.add(light, square.reshape(light.shape), dtype=cv2.CV_8U))
