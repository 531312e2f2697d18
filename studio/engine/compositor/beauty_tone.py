"""What is done to the skin that was found: smoothed, evened out, brightened.

Smoothing is a guided filter (He et al.) on a small picture, whose linear coefficients are
what a full-size pixel is multiplied with, so edges stay where they are; a part of the fine
detail is given back, or skin looks like plastic.  Tone is a curve of what was smoothed,
applied as a gain, so that it keeps texture as well::

    tone(toning, face, skin, stencil, beauty)        # all of one size
"""

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_shapes import Stencil
from studio.engine.compositor.beauty_skin import Skin
from studio.engine.compositor.beauty_toning import ALL, Toning
from studio.engine.compositor.color import BLACK_Y, WHITE_Y
from studio.engine.compositor.face_mesh import LEFT_LOWER_LID, RIGHT_LOWER_LID, Contour
from studio.engine.compositor.filter_beauty import Beauty

Floats = NDArray[np.float32]

_NOISE = 12.0
"""Levels of luma that count as unevenness of skin; what differs by more is a feature."""
_DETAIL_KEPT = 0.4
_RIGHT_FOLD: Contour = (129, 203, 206, 216, 212, 57, 186, 92, 165, 98)
_LEFT_FOLD: Contour = (358, 423, 426, 436, 432, 287, 410, 322, 391, 327)


def tone(toning: Toning, face: FacePlace, skin: Skin, stencil: Stencil, beauty: Beauty) -> None:
    """Lay it on a toning."""
    base = _smooth(toning, face, skin, beauty.smooth)
    if beauty.eye_bags or beauty.folds:
        where = _shadows(face, stencil, beauty)
        where *= skin.inner
        toning.lift += where * _missing_light(face, skin, base)
    if beauty.sharpen:
        toning.crisp += skin.parts * (0.6 * beauty.sharpen)
    if beauty.whiten:
        _whiten(toning, skin, beauty.whiten, base)
    if beauty.rosy:
        toning.cb -= skin.all * (1.2 * beauty.rosy)
        toning.cr += skin.all * (6.5 * beauty.rosy)


def _smooth(toning: Toning, face: FacePlace, skin: Skin, strength: float) -> Floats:
    """Smooth luma and chroma; return the luma of the small picture without detail."""
    y, size = skin.y, _odd(0.075 * face.height)
    mean = _blurred(y, size)
    gain = np.maximum(_blurred(y * y, size) - mean * mean, 0)
    gain /= gain + _NOISE**2
    lift = _blurred(mean * (1 - gain), size)
    gain = _blurred(gain, size)
    if strength > 0:
        share = skin.inner * (0.95 * strength**0.8)
        removed = share * (1 - gain)
        toning.gain -= removed
        toning.lift += share * lift
        removed *= _DETAIL_KEPT
        toning.crisp += removed
        even = _odd(0.14 * face.height)
        weight = _blurred(skin.inner, even)
        weight += 1e-3
        cb, cr = (_blurred(plane * skin.inner, even) / weight for plane in (skin.cb, skin.cr))
        toning.cover(ALL, share * np.minimum(weight * 1.8, 0.45), (cb, cr))
    base: Floats = gain * y + lift
    return base


def _shadows(face: FacePlace, stencil: Stencil, beauty: Beauty) -> Floats:
    """Return where shadows are to be lifted: under the eyes, beside the mouth."""
    where = np.zeros((stencil.rows, stencil.columns), np.float32)
    for strength, soft, shapes in (
        (0.75 * beauty.eye_bags, 0.025, (_bag(face, RIGHT_LOWER_LID), _bag(face, LEFT_LOWER_LID))),
        (0.7 * beauty.folds, 0.03, (face.at(_RIGHT_FOLD), face.at(_LEFT_FOLD))),
    ):
        if strength:
            where += stencil.whole(shapes, soft * face.width, strength)
    return where


def _missing_light(face: FacePlace, skin: Skin, base: Floats) -> Floats:
    """Return how much darker places are than the skin around them."""
    size = _odd(0.3 * face.height)
    weight = _blurred(skin.inner, size)
    weight += 1e-3
    around = _blurred(base * skin.inner, size) / weight
    found: Floats = np.clip(around - base + 3, 0, 45)
    return found


def _bag(face: FacePlace, lid: Contour) -> Floats:
    """The crescent below a lower lid."""
    edge = face.at(lid)
    width = math.dist(edge[0].tolist(), edge[-1].tolist())
    depth = _CRESCENT * (0.42 * width) + 0.12 * width
    return np.concatenate([edge + face.down * (0.08 * width), (edge + face.down * depth)[::-1]])


_CRESCENT = np.sin(np.linspace(0.25, np.pi - 0.25, len(RIGHT_LOWER_LID), dtype=np.float32))[:, None]


def _whiten(toning: Toning, skin: Skin, strength: float, base: Floats) -> None:
    gain = np.take(_white_gains(strength), base.astype(np.int16), mode="clip")
    gain *= skin.all
    gain += 1
    toning.multiply(ALL, gain)
    toning.fade_chroma(ALL, skin.all * (0.14 * strength))
    toning.cb += skin.all * (1.6 * strength)
    toning.cr -= skin.all * (0.8 * strength)


@lru_cache(maxsize=8)
def _white_gains(strength: float) -> Floats:
    """Return by how much each luma is raised, as a gain above 1."""
    steep = 1.9 * strength
    level = np.clip((np.arange(256) - BLACK_Y) / (WHITE_Y - BLACK_Y), 0.02, 1)
    gain = np.log1p(steep * level) / (math.log1p(steep) * level)
    found: Floats = (gain - 1).astype(np.float32)
    return found


def _blurred(plane: Floats, size: int) -> Floats:
    return np.asarray(cv2.blur(plane, (size, size)), np.float32)


def _odd(size: float) -> int:
    return 2 * max(round(size / 2), 1) + 1
