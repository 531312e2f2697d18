"""Pictures with alpha made ready to be laid over a target in two passes.

A premultiplied picture over a target is ``s + d·(1 - a)``.  With ``s`` counted from
zero (``y·a`` and not the ``16 + (y - 16)·a`` of a Picture) the same formula holds
for every plane, and costs one multiplication and one addition of bytes, 0.1 ms for
640x360.  What it takes from the source is kept as long as the source stays the
same, cut to what isn't transparent::

    over = make_over(planes, placement.box, opacity=1.0, coverage=None, scratch=scratch)
    over.draw(target, scratch)
"""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.engine.compositor.array_coverage import Coverage
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

EMPTY = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Over:
    """Something to lay over ``box`` of a target.

    Attributes:
        box: Even canvas pixels; may be empty.
        y: ``y·a``.
        clear_y: ``255·(1 - a)``.
        uv: Chroma counted from zero, times a.
        clear_uv: As ``clear_y``, for each chroma sample twice.
    """

    box: Box
    y: Plane
    clear_y: Plane
    uv: Plane
    clear_uv: Plane

    def draw(self, target: Planes, scratch: Scratch) -> None:
        """Lay it over a target."""
        if self.box.width == 0 or self.box.height == 0:
            return
        part = target.window(self.box)
        _over(part.y, self.y, self.clear_y)
        _over(part.uv, self.uv, self.clear_uv)
        if part.alpha is not None:
            alpha = scratch.array("alpha", self.y.shape)
            cv2.bitwise_not(self.clear_y, dst=alpha)
            _over(part.alpha, alpha, self.clear_y)


def _over(target: Plane, source: Plane, clear: Plane) -> None:
    cv2.multiply(target, clear, dst=target, scale=1 / 255)
    cv2.add(target, source, dst=target)


def make_over(
    planes: Planes,
    box: Box,
    opacity: float,
    coverage: tuple[Coverage, Coverage] | None,
    scratch: Scratch,
) -> Over:
    """Make planes ready that lie on ``box``; an opaque one is one with alpha 255.

    Args:
        planes: Premultiplied as in ``Picture``.
        box: Where they lie.
        opacity: 0..1.
        coverage: Of luma and chroma; None if all is covered.
        scratch: Holds the result: one for each layer that is kept.
    """
    alpha = planes.alpha
    if alpha is None:
        alpha = scratch.array("opaque", planes.y.shape)
        alpha.fill(255)
    trim = opaque_box(alpha)
    if trim.width == 0:
        return Over(EMPTY, alpha[:0], alpha[:0], planes.uv[:0], planes.uv[:0])
    shape = alpha.shape
    clear_y = scratch.array("clear y", shape)
    clear_uv = scratch.array("clear uv", planes.uv.shape)
    half = scratch.array("half alpha", planes.uv.shape[:2])
    cv2.resize(alpha, half.shape[::-1], dst=half, interpolation=cv2.INTER_AREA)
    cv2.bitwise_not(alpha, dst=clear_y)
    cv2.bitwise_not(cv2.merge([half, half], dst=clear_uv), dst=clear_uv)
    y = scratch.array("over y", shape)
    uv = scratch.array("over uv", planes.uv.shape)
    cv2.addWeighted(planes.y, opacity, clear_y, -16 / 255 * opacity, 0, dst=y)
    cv2.addWeighted(planes.uv, opacity, clear_uv, -128 / 255 * opacity, 0, dst=uv)
    if opacity < 1:
        for clear in (clear_y, clear_uv):
            cv2.convertScaleAbs(clear, dst=clear, alpha=opacity, beta=255 * (1 - opacity))
    if coverage is not None:
        _cut(y, clear_y, coverage[0])
        _cut(uv, clear_uv, coverage[1])
    return _trimmed(Over(box, y, clear_y, uv, clear_uv), trim)


def faded(over: Over, opacity: float, scratch: Scratch) -> Over:
    """Return the same with less of it.

    Args:
        over: What is laid over a target; it stays as it is.
        opacity: 0..1.
        scratch: Holds the result.
    """

    def thin(name: str, plane: Plane, beta: float) -> Plane:
        out = scratch.array(name, plane.shape)
        cv2.convertScaleAbs(plane, dst=out, alpha=opacity, beta=beta)
        return out

    lifted = 255 * (1 - opacity)
    return Over(
        over.box,
        thin("thin y", over.y, 0),
        thin("thin clear y", over.clear_y, lifted),
        thin("thin uv", over.uv, 0),
        thin("thin clear uv", over.clear_uv, lifted),
    )


def opaque_box(alpha: Plane) -> Box:
    """Return the even box that holds all that is not transparent; empty if all is."""
    x, y, width, height = cv2.boundingRect(alpha)
    if width == 0:
        return EMPTY
    return Box(x // 2 * 2, y // 2 * 2, -(-(x + width) // 2) * 2, -(-(y + height) // 2) * 2)


def _trimmed(over: Over, trim: Box) -> Over:
    full = Planes(over.y, over.uv).window(trim)
    clear = Planes(over.clear_y, over.clear_uv).window(trim)
    x, y = over.box.left, over.box.top
    box = Box(trim.left + x, trim.top + y, trim.right + x, trim.bottom + y)
    return Over(box, full.y, clear.y, full.uv, clear.uv)


def _cut(source: Plane, clear: Plane, coverage: Coverage) -> None:
    """Take away what is not covered, and thin what is covered in part."""
    at = coverage.rows, coverage.columns
    weights = coverage.weights
    if source.ndim == 3:
        weights = weights[:, None]
    edge = source[at] * weights
    edge_clear = 255 - (255 - clear[at]) * weights
    if coverage.mask is None:
        for outside in coverage.outside():
            source[outside] = 0
            clear[outside] = 255
    else:
        hidden = coverage.mask == 0
        if source.ndim == 3:
            hidden = hidden[..., None]
        np.copyto(source, 0, where=hidden)
        np.copyto(clear, 255, where=hidden)
    source[at] = (edge + 0.5).astype(np.uint8)
    clear[at] = (edge_clear + 0.5).astype(np.uint8)
