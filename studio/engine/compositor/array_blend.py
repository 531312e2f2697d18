"""The six blend modes that are not linear in YUV, in RGB on the covered box.

The formulas are in ``Blend``; opacity is part of the source's alpha, and clipping to
0..1 is done at the end::

    blended(target, source, Blend.SCREEN, opacity, out, scratch)
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_add import add
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.array_rgb import add_change, strips, to_rgb
from studio.engine.compositor.composition import Blend

Floats = NDArray[np.float32]


def blend(target: Planes, source: Planes, mode: Blend, opacity: float, scratch: Scratch) -> None:
    """Draw a premultiplied source into a target of the same size."""
    if mode is not Blend.ADDITIVE or not add(target, source, opacity, scratch):
        _in_rgb(target, source, mode, opacity, scratch)
    if target.alpha is not None:
        _cover(target, source, opacity, scratch)


def _in_rgb(target: Planes, source: Planes, mode: Blend, opacity: float, scratch: Scratch) -> None:
    height, width = target.y.shape
    for rows in strips(height, width):
        half = slice(rows.start // 2, rows.stop // 2)
        y, uv = target.y[rows], target.uv[half]
        raw = to_rgb(y, uv, "below", scratch)
        below = np.clip(raw, 0, 1, out=scratch.floats("clipped", raw.shape))
        above = to_rgb(source.y[rows], source.uv[half], "above", scratch)
        np.clip(above, 0, 1, out=above)
        above *= np.float32(opacity)
        alpha = _alpha(source, rows, opacity, scratch)
        change = scratch.floats("change", below.shape)
        _CHANGES[mode](below, above, alpha, change)
        np.subtract(below, raw, out=raw)  # chroma edges lie outside of RGB: not under a layer
        np.multiply(raw, alpha, out=raw)
        np.add(change, raw, out=change)
        add_change(y, uv, change, scratch)


def _alpha(source: Planes, rows: slice, opacity: float, scratch: Scratch) -> Floats:
    """Alpha of a strip, opacity in it."""
    height, width = source.y[rows].shape
    alpha = scratch.floats("alpha of a strip", (height, width))
    if source.alpha is None:
        alpha.fill(opacity)
    else:
        np.multiply(source.alpha[rows], np.float32(opacity / 255), out=alpha)
    return alpha


def _cover(target: Planes, source: Planes, opacity: float, scratch: Scratch) -> None:
    """``a_s + a_d·(1 - a_s)``, whatever the mode."""
    assert target.alpha is not None
    clear = scratch.array("clear", target.alpha.shape)
    if source.alpha is None:
        clear.fill(round(255 * (1 - opacity)))
    else:
        cv2.addWeighted(source.alpha, -opacity, source.alpha, 0, 255, dst=clear)
    cv2.multiply(target.alpha, clear, dst=target.alpha, scale=1 / 255)
    cv2.add(target.alpha, cv2.bitwise_not(clear, dst=clear), dst=target.alpha)


# Each writes the clipped result minus what lies below.


def _additive(below: Floats, above: Floats, alpha: Floats, out: Floats) -> None:
    np.subtract(1, below, out=out)
    np.minimum(out, above, out=out)


def _subtract(below: Floats, above: Floats, alpha: Floats, out: Floats) -> None:
    np.minimum(below, above, out=out)
    np.negative(out, out=out)


def _screen(below: Floats, above: Floats, alpha: Floats, out: Floats) -> None:
    np.subtract(1, below, out=out)
    np.multiply(out, above, out=out)


def _multiply(below: Floats, above: Floats, alpha: Floats, out: Floats) -> None:
    np.subtract(above, alpha, out=out)  # s·d + d·(1 - a) - d = d·(s - a)
    np.multiply(out, below, out=out)


def _lighten(below: Floats, above: Floats, alpha: Floats, out: Floats) -> None:
    np.subtract(above, below, out=out)
    np.maximum(out, 0, out=out)


def _darken(below: Floats, above: Floats, alpha: Floats, out: Floats) -> None:
    np.subtract(above, below, out=out)
    np.minimum(out, 0, out=out)
    np.multiply(out, alpha > 0, out=out)


_CHANGES = {
    Blend.ADDITIVE: _additive,
    Blend.SUBTRACT: _subtract,
    Blend.SCREEN: _screen,
    Blend.MULTIPLY: _multiply,
    Blend.LIGHTEN: _lighten,
    Blend.DARKEN: _darken,
}
