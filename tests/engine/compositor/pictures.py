"""Pictures for the tests of compositors, and how far a compositor is from the reference."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.composition import Affine, Composition, Compositor, Layer, Rect
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane
from tests.engine.compositor import reference

WAVE_PX = 40


def smooth_picture(width: int, height: int, seed: int, has_alpha: bool = False) -> Picture:
    """Return soft waves of colour, with waves of transparency if asked for."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] * (2 * np.pi / WAVE_PX)
    rgba = np.full((height, width, 4), 255, np.uint8)
    for channel in range(4 if has_alpha else 3):
        a, b = random.uniform(0, 2 * np.pi, 2)
        rgba[..., channel] = np.rint(127.5 + 127.5 * np.sin(x + a) * np.sin(y + b))
    return picture_from_rgba(rgba, serial=seed, pts_ns=0)


def plain_picture(
    width: int, height: int, rgba: tuple[int, int, int, int], serial: int = 1
) -> Picture:
    """Return a picture of one colour."""
    return picture_from_rgba(np.full((height, width, 4), rgba, np.uint8), serial, 0)


def whole(picture: Picture | Composition) -> Rect:
    """Return the crop that cuts nothing off."""
    return Rect(0, 0, picture.width, picture.height)


def at(picture: Picture | Composition, x: float = 0, y: float = 0, key: str = "layer") -> Layer:
    """Return a layer 1:1 at a place."""
    return Layer(key, picture, whole(picture), Affine(tx=x, ty=y))


def draw(compositor: Compositor, composition: Composition) -> Plane:
    """Return the NV12 picture of a composition."""
    compositor.submit(composition, 0)
    taken = compositor.take(wait=True)
    assert taken is not None
    return taken[1]


def split(nv12: Plane) -> tuple[Plane, Plane]:
    """Return luma and ``(h // 2, w // 2, 2)`` chroma."""
    height = nv12.shape[0] * 2 // 3
    return nv12[:height], nv12[height:].reshape(height // 2, -1, 2)


@dataclass(frozen=True)
class Difference:
    """How many levels a picture is off, away from edges and at them."""

    luma: float
    chroma: float
    edge_luma: float
    edge_chroma: float


def difference(compositor: Compositor, composition: Composition) -> Difference:
    """Compare a compositor with the reference."""
    luma, chroma = split(draw(compositor, composition))
    drawn = reference.draw(composition)
    right_luma, right_chroma = reference.nv12(drawn)
    blocks = reference.edge_blocks(drawn)
    pixels = np.repeat(np.repeat(blocks, 2, 0), 2, 1)
    is_sure = ~reference.blocks_around(drawn.unsure)
    off_luma = np.abs(luma - np.clip(right_luma, 0, 255))
    off_luma *= np.repeat(np.repeat(is_sure, 2, 0), 2, 1)
    off_chroma = np.abs(chroma - np.clip(right_chroma, 0, 255)).max(axis=-1) * is_sure
    return Difference(
        _worst(off_luma[~pixels]), _worst(off_chroma[~blocks]),
        _worst(off_luma[pixels]), _worst(off_chroma[blocks]),
    )  # fmt: skip


def _worst(values: NDArray[np.float64]) -> float:
    return float(values.max(initial=0))
