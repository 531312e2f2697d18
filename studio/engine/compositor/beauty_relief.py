"""Light and shade that make a face look deeper, and blush: soft, wide, on the skin.

shade(toning, face, skin, 0.3)
blush(toning, face, skin, stencil, beauty)
"""

import math

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_shapes import Stencil, fill, softened
from studio.engine.compositor.beauty_skin import Skin
from studio.engine.compositor.beauty_toning import ALL, Toning, yuv_of
from studio.engine.compositor.face_mesh import NOSE_BRIDGE, OVAL
from studio.engine.compositor.filter_beauty import Beauty

Floats = NDArray[np.float32]

_NOTHING, _BRIDGE, _SPOTS, _RIM, _FLANKS = 128, 190, 166, 96, 84
"""Grey levels of the relief: lighter than nothing, darker than it."""
_RIGHT_CHEEK, _LEFT_CHEEK = (50, 123, 187), (280, 352, 411)
_ANGLES = np.linspace(0, 2 * np.pi, 20, endpoint=False)
_CIRCLE = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1).astype(np.float32)


def shade(toning: Toning, face: FacePlace, skin: Skin, strength: float) -> None:
    """Brighten the middle of the face and darken its sides."""
    relief = np.full(skin.y.shape, _NOTHING, np.uint8)
    oval = face.at(OVAL)
    fill(relief, [oval], _RIM)
    fill(relief, [_ellipse(face, face.middle, 0.42, 0.46)], _NOTHING)
    bridge = face.at(NOSE_BRIDGE[:-1])
    half = face.across * (0.028 * face.width)
    fill(relief, [_strip(bridge - half, bridge + half)], _BRIDGE)
    inner, outer = (face.across * (offset * face.width) for offset in (0.075, 0.105))
    flank = bridge[1:-1]
    fill(
        relief,
        [_strip(flank + inner, flank + outer), _strip(flank - inner, flank - outer)],
        _FLANKS,
    )
    up = face.down * (-0.05 * face.height)
    forehead, chin, right, left = face.at((9, 199, 50, 280))
    spots = [_ellipse(face, cheek + up, 0.085, 0.035) for cheek in (right, left)]
    spots += [_ellipse(face, forehead + 2 * up, 0.16, 0.075), _ellipse(face, chin, 0.06, 0.045)]
    fill(relief, spots, _SPOTS)
    gain = softened(relief, 0.04 * face.width, 255.0)
    gain -= _NOTHING
    gain *= skin.all
    gain *= 0.0034 * strength
    gain += 1
    toning.multiply(ALL, gain)


def blush(toning: Toning, face: FacePlace, skin: Skin, stencil: Stencil, beauty: Beauty) -> None:
    """Colour the cheeks, up to the temples."""
    cheeks = []
    for cheek, turn in ((_RIGHT_CHEEK, 0.45), (_LEFT_CHEEK, -0.45)):
        middle = face.at(cheek).mean(0) - face.down * (0.02 * face.height)
        cheeks.append(_ellipse(face, middle, 0.13, 0.07, turn))
    mask = stencil.whole(cheeks, 0.075 * face.width, beauty.blush)
    mask *= skin.all
    toning.cover(ALL, mask * 0.4, yuv_of(beauty.blush_color)[1:])
    toning.multiply(ALL, 1 - mask * 0.05)


def _strip(one: Floats, other: Floats) -> Floats:
    return np.concatenate([one, other[::-1]])


def _ellipse(
    face: FacePlace, middle: Floats, across: float, down: float, turn: float = 0.0
) -> Floats:
    """Return an ellipse with half axes in face widths and heights, turned in its frame."""
    points = _CIRCLE * np.array([across * face.width, down * face.height], np.float32)
    if turn:
        cos, sin = math.cos(turn), math.sin(turn)
        points = points @ np.array([[cos, sin], [-sin, cos]], np.float32)
    found: Floats = middle + points @ face.turn
    return found
