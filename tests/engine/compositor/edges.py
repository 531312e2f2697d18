"""How far an alpha is from the truth, at its edge."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FAR_PX = 20.0
"""Whatever is farther away counts as so far."""
BAND = 36
"""The band around the true edge, in widths of the picture."""


@dataclass(frozen=True, slots=True)
class EdgeError:
    """How far off.

    Attributes:
        overlap: What both have, by what one of them has (IoU, of soft masks).
        alpha: The mean error of alpha in a band around the true edge, 0..1.
        boundary_px: The mean distance of the edges from one another.
        slope: The mean error of alpha's slope in the band: soft where hair should be is off.
    """

    overlap: float
    alpha: float
    boundary_px: float
    slope: float


def edge_error(found: Floats, truth: Floats) -> EdgeError:
    """Compare an alpha with the true one."""
    band = _distance(_edge(truth)) < truth.shape[1] / BAND
    there = np.minimum(_distance(_edge(truth))[_edge(found)], FAR_PX)
    back = np.minimum(_distance(_edge(found))[_edge(truth)], FAR_PX)
    return EdgeError(
        overlap=float(np.minimum(found, truth).sum() / np.maximum(found, truth).sum()),
        alpha=float(np.abs(found - truth)[band].mean()),
        boundary_px=float((there.mean() + back.mean()) / 2) if there.size else FAR_PX,
        slope=float(np.abs(_slope(found) - _slope(truth))[band].mean()),
    )


def _edge(alpha: Floats) -> NDArray[np.bool_]:
    inside = (alpha > 0.5).astype(np.uint8)
    return np.asarray(inside - cv2.erode(inside, np.ones((3, 3), np.uint8))) > 0


def _distance(edge: NDArray[np.bool_]) -> Floats:
    away = cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray(away, np.float32)


def _slope(alpha: Floats) -> Floats:
    across = cv2.Sobel(alpha, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(alpha, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(cv2.magnitude(across, down), np.float32)
