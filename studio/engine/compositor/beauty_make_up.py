"""Make-up and what is done to eyes and teeth: small shapes, each in a window of its own.

put_on(toning, face, sheet, luma, beauty)      # sheet: of the toning; luma at its size
"""

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_shapes import Sheet, Window
from studio.engine.compositor.beauty_toning import Toning
from studio.engine.compositor.color import BLACK_Y, NEUTRAL_C, rgb_to_yuv
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
from studio.engine.compositor.filter_beauty import Beauty, Rgb
from studio.engine.picture import Plane

Floats = NDArray[np.float32]

_EYES = ((RIGHT_EYE, RIGHT_UPPER_LID, RIGHT_BROW), (LEFT_EYE, LEFT_UPPER_LID, LEFT_BROW))


def put_on(toning: Toning, face: FacePlace, sheet: Sheet, luma: Plane, beauty: Beauty) -> None:
    """Lay all of it on a toning."""
    if beauty.lipstick:
        _lips(toning, face, sheet, luma, beauty)
    if beauty.white_teeth:
        _teeth(toning, face, sheet, luma, beauty.white_teeth)
    for eye, lid, brow in _EYES:
        if beauty.eye_shadow:
            _shadow(toning, face, sheet, (lid, brow), beauty)
        if beauty.brows:
            _brow(toning, face, sheet, brow, beauty)
        if beauty.eye_light:
            _light(toning, face, sheet, eye, beauty.eye_light)
        if beauty.eyeliner:
            _line(toning, face, sheet, lid, beauty.eyeliner)


def _lips(toning: Toning, face: FacePlace, sheet: Sheet, luma: Plane, b: Beauty) -> None:
    outer, inner = face.at(LIPS_OUTER), face.at(LIPS_INNER)
    found = sheet.around(outer, 0.04 * face.width)
    if found is None:
        return
    part, window = found
    mask = part.polygon([outer, inner], 0.012 * face.width)
    here = luma[window]
    sure = here[mask > 0.8]
    if sure.size == 0:
        return
    y, cb, cr = _yuv(b.lip_color)
    mask *= b.lipstick
    wanted = (y - BLACK_Y) / max(float(sure.mean()) - BLACK_Y, 20.0) - 1
    toning.multiply(window, 1 + mask * min(max(0.55 * wanted, -0.45), 0.2))
    toning.cover(window, mask * 0.82, (cb, cr))
    toning.crisp[window] += mask * 0.35


def _teeth(toning: Toning, face: FacePlace, sheet: Sheet, luma: Plane, strength: float) -> None:
    inner = face.at(LIPS_INNER)
    if float(np.ptp(face.local(inner)[:, 1])) < 0.025 * face.height:
        return  # the mouth is closed
    found = sheet.around(inner, 0.02 * face.width)
    if found is None:
        return
    part, window = found
    mask = part.polygon([inner], 0.008 * face.width, strength)
    mask *= np.clip((luma[window].astype(np.float32) - 80) / 50, 0, 1)
    toning.fade_chroma(window, mask * 0.6)
    toning.multiply(window, 1 + mask * 0.14)


def _light(toning: Toning, face: FacePlace, sheet: Sheet, eye: Contour, strength: float) -> None:
    shape = face.at(eye)
    found = sheet.around(shape, 0.02 * face.width)
    if found is None:
        return
    part, window = found
    mask = part.polygon([shape], 0.008 * face.width, strength)
    toning.multiply(window, 1 + mask * 0.2)
    toning.fade_chroma(window, mask * 0.25)
    toning.crisp[window] += mask * 0.7


def _brow(toning: Toning, face: FacePlace, sheet: Sheet, brow: Contour, b: Beauty) -> None:
    shape = face.at(brow)
    found = sheet.around(shape, 0.04 * face.width)
    if found is None:
        return
    part, window = found
    mask = part.polygon([shape], 0.016 * face.width, b.brows)
    _, cb, cr = _yuv(b.brow_color)
    toning.multiply(window, 1 - mask * 0.42)
    toning.cover(window, mask * 0.5, (cb, cr))
    toning.crisp[window] += mask * 0.5


def _shadow(
    toning: Toning, face: FacePlace, sheet: Sheet, edges: tuple[Contour, Contour], b: Beauty
) -> None:
    """From the lid towards the brow, the most at the lid."""
    lid, brow = face.at(edges[0]), face.at(edges[1][9:4:-1])
    steps = np.linspace(0, 1, len(brow), dtype=np.float32)
    at = np.linspace(0, 1, len(lid), dtype=np.float32)
    above = np.stack([np.interp(at, steps, brow[:, n]) for n in range(2)], 1).astype(np.float32)
    found = sheet.around(np.concatenate([lid, above]), 0.05 * face.width)
    if found is None:
        return
    part, window = found
    outwards = (lid[0] - lid[-1]) * 0.12
    mask = np.zeros((part.rows, part.columns), np.float32)
    for height, level in ((0.3, 0.5), (0.62, 0.5)):
        top = lid + (above - lid) * height + outwards * (1 - at)[:, None]
        shape = np.concatenate([lid, top[::-1]])
        mask += part.polygon([shape], 0.02 * face.width, level * b.eye_shadow)
    _, cb, cr = _yuv(b.eye_shadow_color)
    toning.multiply(window, 1 - mask * 0.26)
    toning.cover(window, mask * 0.55, (cb, cr))


def _line(toning: Toning, face: FacePlace, sheet: Sheet, lid: Contour, strength: float) -> None:
    """Along the upper lid, thicker to its outer corner, with a small wing."""
    edge = face.at(lid)
    found = sheet.around(edge, 0.08 * face.width)
    if found is None:
        return
    part, window = found
    width = float(np.hypot(*(edge[0] - edge[-1])))
    outwards = (edge[0] - edge[-1]) / max(width, 1e-3)
    thick = np.linspace(0.075, 0.028, len(edge), dtype=np.float32)[:, None] * width
    thick[-1] = 0.01 * width
    tip = edge[0] + outwards * (0.17 * width) - face.down * (0.085 * width)
    upper = edge - face.down * thick
    shape = np.concatenate([tip[None], upper, edge[::-1] + face.down * (0.012 * width)])
    mask = part.polygon([shape.astype(np.float32)], 0.004 * face.width, strength)
    toning.multiply(window, 1 - mask * 0.82)
    toning.cover(window, mask * 0.7, (NEUTRAL_C, NEUTRAL_C + 2))


def _yuv(color: Rgb) -> tuple[float, float, float]:
    y, cb, cr = rgb_to_yuv(np.array(color, np.float64))
    return float(y), float(cb), float(cr)


__all__ = ["Window", "put_on"]
