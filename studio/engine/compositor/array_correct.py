"""Colour correction of planes, in float32 RGB (its formulas are in ``filters`` and ``color``).

Opacity is not applied here: the painter multiplies it into the layer's::

    correct(planes, correction, out, scratch)
"""

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.array_rgb import add_change, strips, to_rgb
from studio.engine.compositor.color import correction_matrix, gamma_exponent
from studio.engine.compositor.filters import ColorCorrection


def correct(planes: Planes, correction: ColorCorrection, out: Planes, scratch: Scratch) -> None:
    """Write corrected planes; alpha, if there is one, is copied."""
    out.put(planes)
    exponent = gamma_exponent(correction)
    matrix = correction_matrix(correction).astype(np.float32)
    height, width = planes.y.shape
    for rows in strips(height, width):
        half = slice(rows.start // 2, rows.stop // 2)
        y, uv = out.y[rows], out.uv[half]
        before = to_rgb(y, uv, "before", scratch)
        straight = scratch.floats("straight", before.shape)
        alpha = None
        if planes.alpha is None:
            np.clip(before, 0, 1, out=straight)
        else:
            alpha = planes.alpha[rows].astype(np.float32) / 255
            np.divide(before, np.maximum(alpha, 1 / 255), out=straight)
            np.clip(straight, 0, 1, out=straight)
        if exponent != 1:
            cv2.pow(straight, exponent, dst=straight)
        after = scratch.floats("after", before.shape)
        np.matmul(matrix[:, :3], straight.reshape(3, -1), out=after.reshape(3, -1))
        np.add(after, matrix[:, 3, None, None], out=after)
        np.clip(after, 0, 1, out=after)
        if alpha is not None:
            np.multiply(after, alpha, out=after)
        np.subtract(after, before, out=after)
        add_change(y, uv, after, scratch)
