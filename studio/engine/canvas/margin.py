"""A clear margin around a picture, so that its edges need no antialiasing where it moves.

Bilinear sampling blends the outermost pixels with the margin: that is the antialiasing,
at no price.  Finding and smoothing the edges is half of what a small moving picture costs.
"""

from dataclasses import dataclass, replace

import numpy as np

from studio.engine.picture import MARGIN_PX, Picture, Plane
from studio.engine.sources.still import Still


@dataclass(frozen=True, slots=True)
class Framed:
    """Pictures with their margins, in pixels; ``margins`` has one for each picture."""

    still: Still
    margins: tuple[int, ...]


def framed(still: Still) -> Framed:
    """Return pictures with margins."""
    pictures, margins = zip(*map(with_margin, still.pictures), strict=True)
    return Framed(replace(still, pictures=pictures), margins)


def with_margin(picture: Picture) -> tuple[Picture, int]:
    """Return a picture with a clear margin, and how wide that is.

    One that is stored smaller than it is, or has a clear edge already, stays as it is.
    """
    height, width = picture.y.shape
    is_stored_whole = (width, height) == (
        picture.width + picture.width % 2,
        picture.height + picture.height % 2,
    )
    if picture.has_clear_edge or not is_stored_whole:
        return picture, 0
    size = height + 2 * MARGIN_PX, width + 2 * MARGIN_PX
    y, alpha = np.full(size, 16, np.uint8), np.zeros(size, np.uint8)
    uv = np.full((size[0] // 2, size[1] // 2, 2), 128, np.uint8)
    # What pads an odd size to an even one is not seen.
    rows = slice(MARGIN_PX, MARGIN_PX + picture.height)
    columns = slice(MARGIN_PX, MARGIN_PX + picture.width)
    y[rows, columns] = picture.y[: picture.height, : picture.width]
    alpha[rows, columns] = _alpha(picture)[: picture.height, : picture.width]
    half = MARGIN_PX // 2
    uv[half : half + height // 2, half : half + width // 2] = picture.uv
    wider = replace(
        picture,
        width=picture.width + 2 * MARGIN_PX,
        height=picture.height + 2 * MARGIN_PX,
        y=y,
        uv=uv,
        alpha=alpha,
        has_clear_edge=True,
    )
    return wider, MARGIN_PX


def _alpha(picture: Picture) -> Plane:
    return np.full_like(picture.y, 255) if picture.alpha is None else picture.alpha
