"""The skin of a face: where it is.

Inside the contour without eyes, brows and lips, and on the neck below it, as far as colours
are like most of the face's; hair, glasses and a hand before the face are not.
What is done to it stands in ``beauty_tone``::

    skin = find_skin(face, stencil, y, uv)       # all at the stencil's size
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_shapes import Stencil, fill, softened
from studio.engine.compositor.face_mesh import (
    LEFT_BROW,
    LEFT_EYE,
    LIPS_OUTER,
    OVAL,
    RIGHT_BROW,
    RIGHT_EYE,
)
from studio.engine.picture import Plane

Floats = NDArray[np.float32]

_OVAL = np.array(OVAL)
_PARTS = (
    (RIGHT_EYE, 1.35), (LEFT_EYE, 1.35), (RIGHT_BROW, 1.15), (LEFT_BROW, 1.15), (LIPS_OUTER, 1.06),
)  # fmt: skip
"""What is no skin, and by how much it is drawn larger."""


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """A face's skin on a small picture.

    Attributes:
        y: Luma of the picture.
        cb: Its chroma, as large as luma.
        cr: Likewise.
        inner: 0..1, skin of the face without eyes, brows and lips.
        all: 0..1, with the neck, and softer.
        parts: 0..1, eyes, brows and lips.
    """

    y: Floats
    cb: Floats
    cr: Floats
    inner: Floats
    all: Floats
    parts: Floats


def find_skin(face: FacePlace, stencil: Stencil, y: Plane, uv: Plane) -> Skin:
    """Look at a small picture of a face's paint box."""
    luma, chroma = y.astype(np.float32), uv.astype(np.float32)
    cb, cr = (np.ascontiguousarray(chroma[..., n]) for n in range(2))
    contour = np.zeros(y.shape, np.uint8)
    fill(contour, [_contour(face)])
    holes = np.zeros(y.shape, np.uint8)
    fill(holes, [_grown(face.at(part), growth) for part, growth in _PARTS])
    parts = softened(holes, 0.012 * face.width)
    inner = softened(contour, 0.03 * face.width)
    inner *= 1 - parts
    like = _likeness(luma, cb, cr, inner)
    everything = np.maximum(
        softened(contour, 0.06 * face.width), stencil.whole([_neck(face)], 0.07 * face.width, 0.9)
    )
    everything *= like
    everything *= 1 - 0.75 * parts
    inner *= like
    return Skin(luma, cb, cr, inner, everything, parts)


def _contour(face: FacePlace) -> Floats:
    """Return the face's contour, with the forehead up to the hair."""
    above = np.clip(face.own.take(_OVAL, axis=0)[:, 1:] * (-2 / face.height), 0, 1)
    found: Floats = face.at(OVAL) - above * above * (0.06 * face.height * face.down)
    return found


def _neck(face: FacePlace) -> Floats:
    right, left, chin = face.at((172, 397, 152))
    below, beside = face.down * face.height, face.across * (0.1 * face.width)
    return np.stack([
        right, left, left + 0.38 * below + beside, chin + 0.24 * below,
        right + 0.38 * below - beside,
    ])  # fmt: skip


def _grown(shape: Floats, by: float) -> Floats:
    """Return a contour drawn larger around the middle between its two ends."""
    middle = (shape[0] + shape[len(shape) // 2]) * 0.5
    found: Floats = shape * by + middle * (1 - by)
    return found


def _likeness(y: Floats, cb: Floats, cr: Floats, inner: Floats) -> Floats:
    """Return 0..1: how much colours are those of most of the face."""
    is_sure = np.flatnonzero(inner > 0.8)[::6]
    if is_sure.size < 16:
        return np.ones_like(y)
    far = np.zeros_like(y)
    for plane in (cb, cr):
        median, spread = _usual(plane, is_sure, 5.0)
        off = (plane - median) * (1 / (2.4 * spread))
        far += off * off
    median, spread = _usual(y, is_sure, 16.0)
    light = np.clip((y - (median - 3.2 * spread)) * (1 / (1.2 * spread)), 0, 1)
    found = np.exp(np.minimum(0.5 - far, 0))
    found *= light * light * (3 - 2 * light)
    return np.asarray(cv2.blur(found, (3, 3)), np.float32)


def _usual(plane: Floats, sure: NDArray[np.int64], least: float) -> tuple[float, float]:
    """Return the median of some samples and how far they usually are from it."""
    samples = plane.reshape(-1)[sure]
    middle = samples.size // 2
    median = float(np.partition(samples, middle)[middle])
    spread = float(np.partition(np.abs(samples - median), middle)[middle])
    return median, max(1.4826 * spread, least)
