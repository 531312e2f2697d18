"""Covers: where a node is seen, 0 to 255, and pictures that have gone through one.

A cover is ``(height, width) uint8``.  A file's is stretched over the node's content, one
that the studio makes, such as a person's outline, over the programme; both are brought
to the picture's own pixels here, so that compositors need not know of them::

    picture = masked(picture, sampled(cover, to_cover, picture))
"""

import itertools
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.placement import stored_scale
from studio.engine.picture import Picture, Plane, has_clear_edge
from studio.engine.sources.image import load_rgba
from studio.model.canvas import Mask
from studio.model.canvas_content import MAX_NODE_PIXELS
from studio.model.geometry import Affine

_SERIALS = itertools.count(1 << 40)
"""Of pictures that are made here: unlike those of painters and processes."""


def load_cover(mask: Mask) -> Plane:
    """Read the file of a mask.

    Raises:
        StudioError: If it can't be read.
    """
    rgba = load_rgba(Path(mask.file), MAX_NODE_PIXELS)
    alpha = rgba[..., 3]
    cover = alpha if (alpha < 255).any() else cv2.cvtColor(rgba, cv2.COLOR_RGBA2GRAY)
    return np.ascontiguousarray(255 - cover if mask.is_inverted else cover, np.uint8)


def stretched(cover: Plane, picture: Picture) -> Plane:
    """Return a cover of the size of a picture's planes."""
    height, width = picture.y.shape
    shrinks = cover.shape[0] > height and cover.shape[1] > width
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(cover, (width, height), interpolation=method), np.uint8)


def sampled(cover: Plane, to_cover: Affine, picture: Picture) -> Plane:
    """Return what a cover is at each stored pixel of a picture; beyond its edges as at them.

    Args:
        cover: Any.
        to_cover: From natural pixels of the picture to shares of the cover, 0 to 1.
        picture: Whose pixels are asked for.
    """
    height, width = picture.y.shape
    rows, columns = cover.shape
    x_scale = stored_scale(picture.width, width)
    y_scale = stored_scale(picture.height, height)
    m = Affine(a=columns, d=rows).after(to_cover).after(Affine(a=x_scale, d=y_scale))
    # OpenCV counts from the centres of pixels, on both sides.
    x, y = m.apply(0.5, 0.5)
    matrix = np.array([[m.a, m.b, x - 0.5], [m.c, m.d, y - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    found = cv2.warpAffine(
        cover, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.uint8)


def masked(picture: Picture, cover: Plane) -> Picture:
    """Return a picture whose alpha is multiplied by a cover of its planes' size."""
    picture = as_usual(picture)
    height, width = picture.y.shape
    half = cv2.resize(cover, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    alpha = cover
    if picture.alpha is not None:
        alpha = np.asarray(cv2.multiply(picture.alpha, cover, scale=1 / 255), np.uint8)
    return replace(
        picture,
        y=_thinned(picture.y, cover, 16),
        uv=_thinned(picture.uv, np.asarray(cv2.merge([half, half]), np.uint8), 128),
        alpha=alpha,
        serial=next(_SERIALS),
        has_clear_edge=picture.has_clear_edge or has_clear_edge(alpha),
    )


def _thinned(plane: Plane, cover: Plane, black: int) -> Plane:
    """``black + (plane - black)·cover``."""
    rest = cv2.convertScaleAbs(cover, alpha=-black / 255, beta=black)
    thin = cv2.multiply(plane, cover, scale=1 / 255)
    return np.asarray(cv2.add(thin, rest), np.uint8)


@dataclass(slots=True)
class LastMasked:
    """The picture that went through a cover last: while nothing changes it is the same one."""

    _of: tuple[Picture, Plane, Affine, bool] | None = None
    _picture: Picture | None = None

    def through(
        self, cover: Plane, to_cover: Affine, picture: Picture, *, is_inverted: bool
    ) -> Picture:
        """Return a picture as it is seen through a cover."""
        before = self._of
        if (
            self._picture is None
            or before is None
            or before[0] is not picture
            or before[1] is not cover
            or before[2:] != (to_cover, is_inverted)
        ):
            found = sampled(cover, to_cover, picture)
            if is_inverted:
                cv2.bitwise_not(found, dst=found)
            self._picture = masked(picture, found)
            self._of = picture, cover, to_cover, is_inverted
        return self._picture
