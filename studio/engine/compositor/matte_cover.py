"""The alpha of a matte in full size, computed only where it isn't plain 0 or 255.

A picture is cut into bands, each of them into spans: somebody, nobody, or an edge, which
is a tenth of the picture as a rule.  They are cut at the middles of the matte's samples,
because what is grown from these changes there::

    cover = cover_of(matte, planes, bench)
    cover.alpha           # (h, w) uint8, 255 where somebody is
    for span in cover.spans: ...
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.matting import Matte
from studio.engine.compositor.placement import Box
from studio.engine.compositor.workbench import Workbench
from studio.engine.picture import Plane

AnyPlane = NDArray[Any]
BAND = 4  # samples of the matte
NARROW = 2  # nobody's and somebody's spans that are no wider are taken for edges


class Kind(Enum):
    """What is in a span."""

    NOBODY = 0
    EDGE = 1
    SOMEBODY = 2


@dataclass(frozen=True, slots=True)
class Span:
    """An even box of a picture."""

    box: Box
    kind: Kind


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Where somebody is: alpha, and the spans that make up the picture."""

    alpha: Plane
    spans: tuple[Span, ...]


def cover_of(matte: Matte, planes: Planes, bench: Workbench) -> Cover:
    """Return the alpha of a matte, which is of the same picture as the planes."""
    alpha = bench.bytes("cover", *planes.y.shape)
    spans = tuple(spans_of(matte, *planes.y.shape))
    for span in spans:
        box = span.box
        part = alpha[box.top : box.bottom, box.left : box.right]
        if span.kind is Kind.EDGE:
            _fill_edge(matte, planes, box, part, bench)
        else:
            part.fill(255 if span.kind is Kind.SOMEBODY else 0)
    return Cover(alpha, spans)


def grown(small: AnyPlane, box: Box, step: int, name: str, bench: Workbench) -> AnyPlane:
    """Return a part of a small plane in the picture's size, as if all of it had been grown.

    Args:
        small: ``(h, w)`` or ``(h, w, channels)``, of uint8 or float32.
        box: The part, in pixels of the picture.
        step: How much larger the picture is.
        name: Of the memory that holds the result.
        bench: Has it.
    """
    rows, columns = small.shape[:2]
    # Between the middles of which samples it lies; a picture may begin in the middle of none.
    top = max((2 * box.top - step) // (2 * step), 0)
    left = max((2 * box.left - step) // (2 * step), 0)
    below = min(-((step - 2 * box.bottom) // (2 * step)) + 1, rows)
    right = min(-((step - 2 * box.right) // (2 * step)) + 1, columns)
    width, height = (right - left) * step, (below - top) * step
    make = bench.floats if small.dtype == np.float32 else bench.bytes
    large = make(name, height, width, *small.shape[2:])
    part = small[top:below, left:right]
    cv2.resize(part, (width, height), dst=large, interpolation=cv2.INTER_LINEAR)
    y, x = box.top - top * step, box.left - left * step
    return large[y : y + box.height, x : x + box.width]


def spans_of(matte: Matte, height: int, width: int) -> Iterator[Span]:
    """Cut a picture into spans."""
    step = matte.step
    # Of the squares between the middles of samples, those with an edge at a corner.
    is_edge = cv2.copyMakeBorder(matte.is_edge.view(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    is_edge = np.asarray(cv2.dilate(is_edge, np.ones((2, 2), np.uint8), anchor=(0, 0)))[:-1, :-1]
    rows, columns = matte.person.shape
    for top in range(0, rows + 1, BAND):
        kinds = np.empty(columns + 1, np.uint8)
        np.multiply(matte.person[min(top, rows - 1)] > 0.5, 2, out=kinds[:-1], casting="unsafe")
        kinds[-1] = kinds[-2]
        kinds[is_edge[top : top + BAND].any(axis=0)] = 1
        upper = max(top * step - step // 2, 0)
        lower = min((top + BAND) * step - step // 2, height)
        for left, right, kind in _runs(kinds.tobytes()):
            begin = max(left * step - step // 2, 0)
            end = min(right * step - step // 2, width)
            if end > begin and lower > upper:
                yield Span(Box(begin, upper, end, lower), kind)


def _runs(kinds: bytes) -> Iterator[tuple[int, int, Kind]]:
    """Cut a band into runs of one kind."""
    begin = end = 0
    kind = None
    for value, same in groupby(kinds):
        left, end = end, end + len(tuple(same))
        here = Kind(value) if end - left > NARROW else Kind.EDGE
        if here is not kind:
            if kind is not None:
                yield begin, left, kind
            begin, kind = left, here
    if kind is not None:
        yield begin, end, kind


def _fill_edge(matte: Matte, planes: Planes, box: Box, out: Plane, bench: Workbench) -> None:
    step = matte.step
    luma, cb, cr, base = matte.coefficients
    height, width = planes.y.shape
    # A little more all around, so that what is grown from chroma's size has no seams.
    left, top = max(box.left - 2, 0), max(box.top - 2, 0)
    right, below = min(box.right + 2, width), min(box.bottom + 2, height)
    half = Box(left // 2, top // 2, right // 2, below // 2)
    hue = grown(base, half, step // 2, "hue", bench)
    for plane, slope in zip(matte.chroma, (cb, cr), strict=True):
        share = grown(slope, half, step // 2, "share", bench)
        part = plane[half.top : half.bottom, half.left : half.right]
        cv2.multiply(part, share, dst=share, dtype=cv2.CV_32F)
        cv2.add(hue, share, dst=hue)
    wide = bench.floats("wide hue", below - top, right - left)
    cv2.resize(hue, wide.shape[::-1], dst=wide, interpolation=cv2.INTER_LINEAR)
    wide = wide[box.top - top :, box.left - left :][: box.height, : box.width]
    light = grown(luma, box, step, "light", bench)
    part = planes.y[box.top : box.bottom, box.left : box.right]
    cv2.multiply(part, light, dst=light, dtype=cv2.CV_32F)
    cv2.add(light, wide, dst=out, dtype=cv2.CV_8U)
