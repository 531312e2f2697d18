"""The shape of a face as one smooth field of shifts, on a coarse grid over its warp box.

Pixel p of the result is taken from p + shift(p), so that nothing is left open.  The contour
is moved by points that pull (and points of eyes, nose and mouth that stay), which a
Wendland kernel spreads between them; eyes, nose and mouth are scaled around their middles.
All of it falls to zero at the box's edges: the background outside of it never bends::

    grid = warp_grid(face, beauty)       # (GRID, GRID, 2) float32, of cells that fill the box
"""

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.face_mesh import (
    LEFT_EYE,
    LEFT_IRIS,
    LIPS_OUTER,
    RIGHT_EYE,
    RIGHT_IRIS,
    Contour,
)
from studio.engine.compositor.filter_beauty import SHAPES, Beauty

Floats = NDArray[np.float32]

GRID = 33
_LEAST_PX = 0.05

_CHEEKS: Contour = (93, 132, 58, 172, 136, 150, 149, 176, 323, 361, 288, 397, 365, 379, 378, 400)
_CHIN: Contour = (148, 152, 377)
_EARS: Contour = (127, 234, 356, 454)
_FOREHEAD: Contour = (21, 54, 103, 67, 109, 10, 338, 297, 332, 284, 251)
_STAY: Contour = (33, 133, 362, 263, 168, 4, 98, 327, 61, 291, 17, 70, 300)
_PULLED: Contour = (*_CHEEKS, *_CHIN, *_EARS, *_FOREHEAD, *_STAY)

# How much of the way each of a side's cheek points goes, from the ear to the chin.
_SLIM = np.array([0.45, 0.8, 1.0, 1.0, 0.95, 0.8, 0.55, 0.25] * 2, np.float32)
_SMALL = np.array([0.35, 0.5, 0.7, 0.85, 1.0, 1.0, 1.0, 1.0] * 2, np.float32)
_JAW = np.array([0.0, 0.25, 0.9, 1.0, 0.85, 0.5, 0.2, 0.0] * 2, np.float32)


def warp_grid(face: FacePlace, beauty: Beauty) -> Floats | None:
    """Return the shifts in luma pixels, or None if nothing moves."""
    if not any(getattr(beauty, name) for name in SHAPES):
        return None
    box = face.warp_box
    cells = (np.arange(GRID) + 0.5) / GRID
    x, y = box.left + box.width * cells, box.top + box.height * cells
    places = face.local(np.stack(np.meshgrid(x, y), -1).reshape(-1, 2).astype(np.float32))
    shift = np.zeros_like(places)
    _pull(shift, places, face, beauty)
    _scale_eyes(shift, places, face, beauty)
    _scale_nose_and_mouth(shift, places, face, beauty)
    edge = _fading(GRID)
    shift *= (edge[:, None] * edge[None]).reshape(-1, 1) * face.presence
    if float(np.abs(shift).max()) < _LEAST_PX:
        return None
    turned: Floats = shift @ np.stack([face.across, face.down])
    return turned.reshape(GRID, GRID, 2).astype(np.float32)


def _pull(shift: Floats, places: Floats, face: FacePlace, b: Beauty) -> None:
    """Move the contour."""
    if not (b.slim_face or b.small_face or b.jaw or b.chin or b.forehead):
        return
    width, height = face.width, face.height
    points = face.local(face.at(_PULLED))
    middle = face.local(face.at((168, 1, 2, 17))).mean(0)[0]
    aside = points[:, 0] - middle
    move = np.zeros_like(points)
    cheeks = slice(0, len(_CHEEKS))
    inwards = 0.15 * b.slim_face * _SLIM + 0.1 * b.small_face * _SMALL + 0.13 * b.jaw * _JAW
    move[cheeks, 0] = -aside[cheeks] * inwards
    move[cheeks, 1] = -0.05 * height * b.small_face * _SMALL**3
    chin = slice(cheeks.stop, cheeks.stop + len(_CHIN))
    move[chin, 1] = height * (0.055 * b.chin - 0.05 * b.small_face)
    beside = slice(chin.stop - len(_CHIN) - len(_CHEEKS), chin.start)
    move[beside, 1] += 0.05 * height * b.chin * np.maximum(_SMALL - 0.75, 0) * 4 * (_SLIM < 0.6)
    ears = slice(chin.stop, chin.stop + len(_EARS))
    move[ears, 0] = -aside[ears] * 0.04 * b.small_face
    top = slice(ears.stop, ears.stop + len(_FOREHEAD))
    high = np.clip(-points[top, 1] / (0.5 * height), 0, 1)
    move[top, 1] = -0.05 * height * b.forehead * high
    ring = _ring(width, height)
    centres = np.concatenate([points + move, ring])
    back = np.concatenate([-move, np.zeros_like(ring)])
    reach = 0.75 * width
    among = _spread(centres, centres, reach) + 0.02 * np.eye(len(centres), dtype=np.float32)
    shift += _spread(places, centres, reach) @ np.linalg.solve(among, back)


def _ring(width: float, height: float) -> Floats:
    """Points around the face that stay."""
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False, dtype=np.float32)
    return np.stack([0.86 * width * np.cos(angle), 0.8 * height * np.sin(angle)], axis=1)


def _spread(places: Floats, centres: Floats, reach: float) -> Floats:
    """Return Wendland's kernel of each place and centre, ``(places, centres)``."""
    squares = (places**2).sum(1)[:, None] + (centres**2).sum(1) - 2 * places @ centres.T
    r = np.sqrt(np.maximum(squares, 0)) * (1 / reach)
    rest = np.maximum(1 - r, 0)
    rest *= rest
    found: Floats = rest * rest * (4 * r + 1)
    return found


def _scale_eyes(shift: Floats, places: Floats, face: FacePlace, b: Beauty) -> None:
    if not (b.big_eyes or b.eye_distance):
        return
    for contour, iris, side in ((RIGHT_EYE, RIGHT_IRIS, -1.0), (LEFT_EYE, LEFT_IRIS, 1.0)):
        eye = face.local(face.at(contour))
        middle = 0.5 * eye.mean(0) + 0.5 * face.local(face.at(iris[:1]))[0]
        width = max(float(np.ptp(eye[:, 0])), 0.15 * face.width)
        offset = places - middle
        near = _hill(offset, 1.15 * width, 1.0 * width)
        shift -= offset * (0.24 * b.big_eyes * near)[:, None]
        shift[:, 0] -= (
            side * 0.035 * face.width * b.eye_distance * _hill(offset, 1.5 * width, 1.5 * width)
        )


def _scale_nose_and_mouth(shift: Floats, places: Floats, face: FacePlace, b: Beauty) -> None:
    if b.slim_nose:
        nose = face.local(face.at((98, 327, 4))).mean(0)
        offset = places - nose
        near = _hill(offset, 0.24 * face.width, 0.2 * face.height)
        shift[:, 0] += offset[:, 0] * 0.26 * b.slim_nose * near
    if not (b.mouth or b.plump_lips):
        return
    lips = face.local(face.at(LIPS_OUTER))
    offset = places - (lips.min(0) + lips.max(0)) / 2
    width, height = (max(float(v), 0.05 * face.width) for v in np.ptp(lips, axis=0))
    near = _hill(offset, 0.95 * width, 0.95 * width)
    shift -= offset * (0.2 * b.mouth * near)[:, None]
    near = _hill(offset, 0.7 * width, max(1.1 * height, 0.35 * width))
    shift[:, 1] -= offset[:, 1] * 0.3 * b.plump_lips * near


def _hill(offset: Floats, reach_x: float, reach_y: float) -> Floats:
    """Return 1 in the middle, falling smoothly to 0 on an ellipse."""
    squares = (offset[:, 0] / reach_x) ** 2 + (offset[:, 1] / reach_y) ** 2
    found: Floats = np.maximum(1 - squares, 0) ** 2
    return found


def _fading(count: int) -> Floats:
    """Return 0 at both ends and 1 from a sixth of the way on, smoothly."""
    t = np.linspace(0, 1, count, dtype=np.float32)
    t = np.clip(np.minimum(t, 1 - t) * 6, 0, 1)
    found: Floats = t * t * (3 - 2 * t)
    return found
