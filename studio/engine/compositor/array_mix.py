"""Opaque planes mixed with what lies below, by one opacity and by coverage."""

import cv2
import numpy as np

from studio.engine.compositor.array_coverage import Coverage
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.picture import Plane


def mix(
    target: Planes,
    source: Planes,
    opacity: float,
    coverage: tuple[Coverage, Coverage] | None,
    scratch: Scratch,
) -> None:
    """Draw ``d + (s - d)·w`` into a target of the same size, alpha too.

    Args:
        target: What lies below.
        source: Taken as opaque if it has no alpha; its colour is not weighted by its alpha.
        opacity: 0..1, the part of w that is the same everywhere.
        coverage: Of luma and chroma, the other part; None for 1.
        scratch: For what is between.
    """
    luma, chroma = (None, None) if coverage is None else coverage
    _mix(target.y, source.y, opacity, luma, scratch)
    _mix(target.uv, source.uv, opacity, chroma, scratch)
    if target.alpha is not None:
        alpha = source.alpha
        if alpha is None:
            alpha = scratch.array("opaque", target.alpha.shape)
            alpha.fill(255 - target.clear_alpha)
        _mix(target.alpha, alpha, opacity, luma, scratch)


def _mix(
    target: Plane, source: Plane, opacity: float, coverage: Coverage | None, scratch: Scratch
) -> None:
    if coverage is None:
        _weighted(target, source, opacity)
        return
    at = coverage.rows, coverage.columns
    weights = coverage.weights * np.float32(opacity)
    if source.ndim == 3:
        weights = weights[:, None]
    below = target[at].astype(np.float32)
    edge = below + (source[at] - below) * weights
    if coverage.inner is not None:
        if source[coverage.inner].size:
            _weighted(target[coverage.inner], source[coverage.inner], opacity)
    elif coverage.mask is not None:
        if opacity < 1:
            mixed = scratch.array("mixed", source.shape)
            cv2.addWeighted(source, opacity, target, 1 - opacity, 0, dst=mixed)
            source = mixed
        cv2.copyTo(source, coverage.mask, target)
    target[at] = (edge + 0.5).astype(np.uint8)


def _weighted(target: Plane, source: Plane, opacity: float) -> None:
    if opacity >= 1:
        np.copyto(target, source)
    else:
        cv2.addWeighted(source, opacity, target, 1 - opacity, 0, dst=target)
