"""A small composition that takes every way through the GPU compositor once."""

import numpy as np

from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.picture import Picture

WIDTH_PX, HEIGHT_PX = 64, 32


def warm_up_composition() -> Composition:
    """Return it: a background, a sheet with alpha, scaled planes, a nested composition."""
    full = Rect(0, 0, WIDTH_PX, HEIGHT_PX)
    inner = Layer("inner", _picture(with_alpha=True), full, Affine(tx=2.0))
    nested = Composition(WIDTH_PX, HEIGHT_PX, (inner,), transparent=True)
    return Composition(
        WIDTH_PX,
        HEIGHT_PX,
        (
            Layer("warm-up background", _picture(with_alpha=False), full, Affine()),
            Layer("warm-up sheet", _picture(with_alpha=True), full, Affine(tx=4.0)),
            Layer("warm-up planes", _picture(with_alpha=True), full, Affine(a=0.5, d=0.5)),
            Layer("warm-up nested", nested, full, Affine(tx=8.0)),
        ),
    )


def _picture(with_alpha: bool) -> Picture:
    y = np.full((HEIGHT_PX, WIDTH_PX), 16, np.uint8)
    uv = np.full((HEIGHT_PX // 2, WIDTH_PX // 2, 2), 128, np.uint8)
    alpha = np.zeros((HEIGHT_PX, WIDTH_PX), np.uint8) if with_alpha else None
    return Picture(WIDTH_PX, HEIGHT_PX, y, uv, alpha, serial=1, pts_ns=0)
