"""Make-up, and what is done to eyes and teeth: small shapes, each in a window of its own.

put_on(toning, face, stencil, luma, beauty)      # all of one size
"""

import math

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_shapes import Stencil
from studio.engine.compositor.beauty_toning import Toning, yuv_of
from studio.engine.compositor.color import BLACK_Y, NEUTRAL_C
from studio.engine.compositor.face_mesh import (
    LEFT_BROW,
    LEFT_EYE,
    LEFT_UPPER_LID,
    LIPS_INNER,
    LIPS_OUTER,
    RIGHT_BROW,
    RIGHT_EYE,
    RIGHT_UPPER_LID,
    Contour,
)
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.picture import Plane

Floats = NDArray[np.float32]

_EYES = ((RIGHT_EYE, RIGHT_UPPER_LID, RIGHT_BROW), (LEFT_EYE, LEFT_UPPER_LID, LEFT_BROW))
_LID_POINTS = len(RIGHT_UPPER_LID)
_TO_INNER = np.linspace(0, 1, _LID_POINTS, dtype=np.float32)[:, None]
_LINE = np.linspace(0.075, 0.028, _LID_POINTS, dtype=np.float32)[:, None]
"""How thick the eyeliner is, in eye widths, from the outer corner to the inner one."""
_LINE[-1] = 0.01
_COVERED_Y = 105
"""About the luma of skin below a brow or on a lid."""
_BROW_STEPS = np.linspace(0, 1, 5)


def put_on(toning: Toning, face: FacePlace, stencil: Stencil, luma: Plane, beauty: Beauty) -> None:
    """Lay all of it on a toning."""
    if beauty.lipstick:
        _lips(toning, face, stencil, luma, beauty)
    if beauty.white_teeth:
        _teeth(toning, face, stencil, luma, beauty.white_teeth)
    for eye, lid, brow in _EYES:
        if beauty.eye_shadow:
            _shadow(toning, face, stencil, (lid, brow), beauty)
        if beauty.brows:
            _brow(toning, face, stencil, brow, beauty)
        if beauty.eye_light:
            _light(toning, face, stencil, eye, beauty.eye_light)
        if beauty.eyeliner:
            _line(toning, face, stencil, lid, beauty.eyeliner)


def _lips(toning: Toning, face: FacePlace, stencil: Stencil, luma: Plane, b: Beauty) -> None:
    shapes = [face.at(LIPS_OUTER), face.at(LIPS_INNER)]
    found = stencil.part(shapes, 0.04 * face.width, 0.012 * face.width)
    if found is None:
        return
    window, mask = found
    lips = luma[window][mask > 0.8]
    if lips.size == 0:
        return
    y, cb, cr = yuv_of(b.lip_color)
    mask *= b.lipstick
    wanted = (y - BLACK_Y) / max(float(lips.mean()) - BLACK_Y, 20.0) - 1
    toning.multiply(window, 1 + mask * min(max(0.75 * wanted, -0.5), 0.2))
    toning.cover(window, mask * 0.82, (cb, cr))
    toning.crisp[window] += mask * 0.2


def _teeth(toning: Toning, face: FacePlace, stencil: Stencil, luma: Plane, strength: float) -> None:
    inner = list(LIPS_INNER)
    if float(np.ptp(face.own[inner, 1])) < 0.025 * face.height:
        return  # the mouth is closed
    found = stencil.part([face.points[inner]], 0.02 * face.width, 0.008 * face.width, strength)
    if found is None:
        return
    window, mask = found
    mask *= np.clip((luma[window].astype(np.float32) - 80) / 50, 0, 1)
    toning.fade_chroma(window, mask * 0.6)
    toning.multiply(window, 1 + mask * 0.1)


def _light(
    toning: Toning, face: FacePlace, stencil: Stencil, eye: Contour, strength: float
) -> None:
    found = stencil.part([face.at(eye)], 0.02 * face.width, 0.008 * face.width, strength)
    if found is None:
        return
    window, mask = found
    toning.multiply(window, 1 + mask * 0.2)
    toning.fade_chroma(window, mask * 0.25)
    toning.crisp[window] += mask * 0.4


def _brow(toning: Toning, face: FacePlace, stencil: Stencil, brow: Contour, b: Beauty) -> None:
    found = stencil.part([face.at(brow)], 0.04 * face.width, 0.016 * face.width, b.brows)
    if found is None:
        return
    window, mask = found
    toning.multiply(window, 1 - mask * 0.42)
    toning.cover(window, mask * 0.55, _chroma_on_skin(b.brow_color))
    toning.crisp[window] += mask * 0.5


def _shadow(
    toning: Toning, face: FacePlace, stencil: Stencil, edges: tuple[Contour, Contour], b: Beauty
) -> None:
    """From the lid towards the brow, the most at the lid."""
    lid, brow = face.at(edges[0]), face.at(edges[1][9:4:-1])
    at = _TO_INNER[:, 0]
    above = np.stack([np.interp(at, _BROW_STEPS, brow[:, n]) for n in range(2)], 1)
    rise = above.astype(np.float32) - lid + (lid[0] - lid[-1]) * (0.2 * (1 - _TO_INNER))
    for height in (0.62, 0.3):
        shape = np.concatenate([lid, (lid + rise * height)[::-1]])
        soft = 0.02 * face.width
        found = stencil.part([shape], 0.05 * face.width, soft, 0.5 * b.eye_shadow)
        if found is None:
            return
        window, mask = found
        toning.multiply(window, 1 - mask * 0.27)
        toning.cover(window, mask * 0.6, _chroma_on_skin(b.eye_shadow_color))


def _line(toning: Toning, face: FacePlace, stencil: Stencil, lid: Contour, strength: float) -> None:
    """Along the upper lid, thicker to its outer corner, with a small wing."""
    edge = face.at(lid)
    along = edge[0] - edge[-1]
    width = math.hypot(*along.tolist())
    tip = edge[0] + 0.17 * along - face.down * (0.085 * width)
    upper = edge - face.down * (_LINE * width)
    shape = np.concatenate([tip[None], upper, edge[::-1] + face.down * (0.012 * width)])
    found = stencil.part([shape], 0.02 * face.width, 0.004 * face.width, strength)
    if found is None:
        return
    window, mask = found
    toning.multiply(window, 1 - mask * 0.82)
    toning.cover(window, mask * 0.7, (NEUTRAL_C, NEUTRAL_C + 2))


def _chroma_on_skin(color: tuple[int, int, int]) -> tuple[float, float]:
    """Return Cb and Cr of a colour that is as light as what it is put on: dark ones look grey."""
    y, cb, cr = yuv_of(color)
    lighter = min(max((_COVERED_Y - BLACK_Y) / max(y - BLACK_Y, 1.0), 1.0), 2.2)
    return NEUTRAL_C + (cb - NEUTRAL_C) * lighter, NEUTRAL_C + (cr - NEUTRAL_C) * lighter
