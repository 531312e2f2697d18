"""Mixes pictures that show nearly the same, each moved to where the first one has it.

Alpha is mixed as the colours are, so that what all of them cover stays covered and what
only one of them covers fades: laying one over the other would do neither::

    picture, shift = mixed([(first, 0.6), (second, 0.4)], [first_laid, second_laid])
    matrix = first_laid.after(shift)
"""

import itertools
import math
from collections.abc import Sequence

import cv2
import numpy as np

from studio.engine.picture import Picture, Plane
from studio.model.geometry import Affine, Rect

_SERIALS = itertools.count(1 << 40)
"""Of mixed pictures, apart from what others number."""


def mixed(
    weighed: Sequence[tuple[Picture, float]], laid: Sequence[Affine]
) -> tuple[Picture, Affine]:
    """Return one picture, and the shift from its pixels to the first one's.

    Args:
        weighed: Pictures with planes of their natural size, with clear edges, and weights that
            are 1 together.
        laid: For each the map to where it is to be seen.
    """
    back = laid[0].inverse()
    ways = [back.after(each) for each in laid]
    reach = ways[0].bounds(_whole(weighed[0][0]))
    for (picture, _), way in zip(weighed[1:], ways[1:], strict=True):
        reach = reach.union(way.bounds(_whole(picture)))
    left, top = math.floor(reach.left / 2) * 2, math.floor(reach.top / 2) * 2
    width = math.ceil((reach.right - left) / 2) * 2
    height = math.ceil((reach.bottom - top) / 2) * 2
    moved = [Affine(tx=-left, ty=-top).after(way) for way in ways]
    pictures, weights = zip(*weighed, strict=True)
    y = _sum([each.y for each in pictures], weights, moved, (width, height), 1, 16)
    half = width // 2, height // 2
    uv = _sum([each.uv for each in pictures], weights, moved, half, 2, 128)
    alphas = [_alpha(each) for each in pictures]
    alpha = _sum(alphas, weights, moved, (width, height), 1, 0)
    picture = Picture(width, height, y, uv, alpha, next(_SERIALS), 0, has_clear_edge=True)
    return picture, Affine(tx=left, ty=top)


def _sum(
    planes: Sequence[Plane],
    weights: Sequence[float],
    ways: Sequence[Affine],
    size: tuple[int, int],
    step: int,
    empty: int,
) -> Plane:
    """Return the weighed sum of planes, each moved its way."""
    total, before = 0.0, None
    for plane, weight, way in zip(planes, weights, ways, strict=True):
        # From centres of pixels to centres of pixels, as OpenCV counts.
        tx, ty = (way.tx / step, way.ty / step)
        x = way.a / 2 + way.b / 2 + tx - 0.5
        y = way.c / 2 + way.d / 2 + ty - 0.5
        matrix = np.array([[way.a, way.b, x], [way.c, way.d, y]])
        warped = cv2.warpAffine(plane, matrix, size, borderValue=(empty, empty))
        total += weight
        if before is not None:
            share = weight / total
            warped = cv2.addWeighted(before, 1 - share, warped, share, 0)
        before = warped
    return np.asarray(before, np.uint8)


def _whole(picture: Picture) -> Rect:
    return Rect(0, 0, picture.width, picture.height)


def _alpha(picture: Picture) -> Plane:
    assert picture.alpha is not None
    return picture.alpha
