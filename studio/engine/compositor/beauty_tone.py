"""What is done to the skin that was found: smoothed, brightened, shaded, blushed.

Smoothing is a guided filter (He et al.) on a small picture, whose linear coefficients are
what a full-size pixel is multiplied with, so edges stay where they are; a part of the fine
detail is given back, or skin looks like plastic.  Tone is a curve of what was smoothed,
applied as a gain, so that it keeps texture as well::

    tone(toning, face, skin, beauty)        # toning: of the size of the skin's sheet
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_skin import Skin
from studio.engine.compositor.beauty_toning import ALL, Toning
from studio.engine.compositor.color import BLACK_Y, key_chroma
from studio.engine.compositor.face_mesh import (
    LEFT_LOWER_LID,
    NOSE_BRIDGE,
    OVAL,
    RIGHT_LOWER_LID,
    Contour,
)
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.filters import ChromaKey

Floats = NDArray[np.float32]

_NOISE = 12.0
"""Levels of luma that count as unevenness of skin; what differs by more is a feature."""
_DETAIL_KEPT = 0.35
_LUMA_RANGE = 219.0
_RIGHT_FOLD: Contour = (129, 203, 206, 216, 212, 57, 186, 92, 165, 98)
_LEFT_FOLD: Contour = (358, 423, 426, 436, 432, 287, 410, 322, 391, 327)
_RIGHT_CHEEK, _LEFT_CHEEK = (50, 123, 187), (280, 352, 411)


def tone(toning: Toning, face: FacePlace, skin: Skin, beauty: Beauty) -> None:
    """Lay all that is done to skin on a toning."""
    base = _smooth(toning, skin, beauty.smooth)
    if beauty.eye_bags or beauty.folds:
        _lift_shadows(toning, face, skin, beauty, base)
    toning.crisp += skin.parts * (0.9 * beauty.sharpen)
    if beauty.whiten:
        _whiten(toning, skin, beauty.whiten, base)
    if beauty.rosy:
        toning.cb -= skin.all * (1.2 * beauty.rosy)
        toning.cr += skin.all * (6.5 * beauty.rosy)
    if beauty.contour:
        _shade(toning, face, skin, beauty.contour)
    if beauty.blush:
        _blush(toning, face, skin, beauty)


def _smooth(toning: Toning, skin: Skin, strength: float) -> Floats:
    """Smooth luma and chroma; return the luma of the small picture without detail."""
    y = skin.y
    size = _odd(0.075 * skin.height)
    mean = cv2.blur(y, (size, size))
    gain = cv2.blur(y * y, (size, size)) - mean * mean
    gain = np.maximum(gain, 0)
    gain /= gain + _NOISE**2
    lift = mean * (1 - gain)
    gain, lift = cv2.blur(gain, (size, size)), cv2.blur(lift, (size, size))
    if strength > 0:
        share = skin.inner * (0.95 * strength**0.8)
        toning.gain += share * (gain - 1)
        toning.lift += share * lift
        toning.crisp += share * (1 - gain) * _DETAIL_KEPT
        even = _odd(0.14 * skin.height)
        weight = cv2.blur(skin.inner, (even, even)) + 1e-3
        around = [
            cv2.blur(plane * skin.inner, (even, even)) / weight for plane in (skin.cb, skin.cr)
        ]
        toning.cover(ALL, share * 0.45 * np.minimum(weight * 4, 1), (around[0], around[1]))
    base: Floats = gain * y + lift
    return base


def _lift_shadows(
    toning: Toning, face: FacePlace, skin: Skin, beauty: Beauty, base: Floats
) -> None:
    """Bring what is darker than the skin around nearer to it: under the eyes, beside the mouth."""
    size = _odd(0.3 * skin.height)
    weight = cv2.blur(skin.inner, (size, size)) + 1e-3
    around = cv2.blur(base * skin.inner, (size, size)) / weight
    darker = np.clip(around - base + 3, 0, 45)
    where = np.zeros_like(base)
    if beauty.eye_bags:
        bags = [_bag(face, RIGHT_LOWER_LID), _bag(face, LEFT_LOWER_LID)]
        where += skin.sheet.polygon(bags, 0.025 * face.width, 0.75 * beauty.eye_bags)
    if beauty.folds:
        folds = [face.at(_RIGHT_FOLD), face.at(_LEFT_FOLD)]
        where += skin.sheet.polygon(folds, 0.03 * face.width, 0.7 * beauty.folds)
    toning.lift += where * skin.inner * darker


def _bag(face: FacePlace, lid: Contour) -> Floats:
    """The crescent below a lower lid."""
    edge = face.at(lid)
    width = float(np.hypot(*(edge[0] - edge[-1])))
    depth = np.sin(np.linspace(0.25, np.pi - 0.25, len(edge), dtype=np.float32))[:, None]
    upper = edge + face.down * (0.08 * width)
    lower = edge + face.down * (0.12 + 0.42 * depth) * width
    return np.concatenate([upper, lower[::-1]])


def _whiten(toning: Toning, skin: Skin, strength: float, base: Floats) -> None:
    steep = 1.9 * strength
    level = np.clip((base - BLACK_Y) / _LUMA_RANGE, 0.02, 1)
    gain = np.log1p(steep * level) / (math.log1p(steep) * level)
    toning.multiply(ALL, 1 + skin.all * (gain - 1))
    toning.fade_chroma(ALL, skin.all * (0.14 * strength))
    toning.cb += skin.all * (1.6 * strength)
    toning.cr -= skin.all * (0.8 * strength)


def _shade(toning: Toning, face: FacePlace, skin: Skin, strength: float) -> None:
    """Light on the middle of the face, shade at its sides: it looks deeper."""
    sheet = skin.sheet
    mask = np.full((sheet.rows, sheet.columns), 128, np.uint8)
    oval = face.at(OVAL)
    middle = oval.mean(0)
    # Shade: between the contour and a smaller one; the forehead gets less of it.
    sheet.fill(mask, [oval], 96)
    sheet.fill(mask, [middle + (oval - middle) * np.array([0.8, 0.88], np.float32)], 128)
    bridge = face.at(NOSE_BRIDGE[:-1])
    half = face.across * (0.028 * face.width)
    sheet.fill(mask, [np.concatenate([bridge - half, bridge[::-1] + half])], 190)
    for side in (-1.0, 1.0):
        flank = bridge[1:-1] + face.across * (side * 0.075 * face.width)
        rim = flank + face.across * (side * 0.03 * face.width)
        sheet.fill(mask, [np.concatenate([flank, rim[::-1]])], 84)
    light = (
        (face.at((9,))[0] - 0.1 * face.height * face.down, 0.16, 0.075),
        (face.at((199,))[0], 0.06, 0.045),
        (face.at((50,))[0] - 0.05 * face.height * face.down, 0.085, 0.035),
        (face.at((280,))[0] - 0.05 * face.height * face.down, 0.085, 0.035),
    )
    for centre, across, down in light:
        sheet.fill(mask, [_ellipse(face, centre, across, down)], 166)
    soft = sheet.softened(mask, 0.04 * face.width, 255) - 128
    toning.multiply(ALL, 1 + soft * skin.all * (0.0034 * strength))


def _blush(toning: Toning, face: FacePlace, skin: Skin, beauty: Beauty) -> None:
    cheeks = []
    for cheek, side in ((_RIGHT_CHEEK, -1.0), (_LEFT_CHEEK, 1.0)):
        centre = face.at(cheek).mean(0) - face.down * (0.02 * face.height)
        cheeks.append(_ellipse(face, centre, 0.13, 0.07, side * -0.45))
    mask = skin.sheet.polygon(cheeks, 0.06 * face.width) * skin.all
    mask *= beauty.blush
    toning.cover(ALL, mask * 0.5, chroma_of(beauty.blush_color))
    toning.multiply(ALL, 1 - mask * 0.05)


def _ellipse(
    face: FacePlace, centre: Floats, across: float, down: float, turn: float = 0.0
) -> Floats:
    """Return an ellipse with half axes in face widths and heights, turned in its frame."""
    angle = np.linspace(0, 2 * np.pi, 20, endpoint=False, dtype=np.float32)
    x, y = across * face.width * np.cos(angle), down * face.height * np.sin(angle)
    cos, sin = math.cos(turn), math.sin(turn)
    found: Floats = (
        centre + np.outer(x * cos - y * sin, face.across) + np.outer(x * sin + y * cos, face.down)
    ).astype(np.float32)
    return found


def chroma_of(color: tuple[int, int, int]) -> tuple[float, float]:
    """Return Cb and Cr of a colour."""
    return key_chroma(ChromaKey(color))


def _odd(size: float) -> int:
    return 2 * max(round(size / 2), 1) + 1
