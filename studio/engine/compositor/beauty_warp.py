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

GRID = 27
_LEAST_PX = 0.05
_STIFFNESS = 0.02

_CHEEKS: Contour = (93, 132, 58, 172, 136, 150, 149, 176, 323, 361, 288, 397, 365, 379, 378, 400)
_CHIN: Contour = (148, 152, 377)
_EARS: Contour = (127, 234, 356, 454)
_FOREHEAD: Contour = (54, 103, 67, 10, 297, 332, 284)
_STAY: Contour = (33, 133, 362, 263, 4, 98, 327, 61, 291, 17)
_PULLED = [*_CHEEKS, *_CHIN, *_EARS, *_FOREHEAD, *_STAY]

# How much of the way each of a side's cheek points goes, from the ear to the chin.
_SLIM = np.array([0.45, 0.8, 1.0, 1.0, 0.95, 0.8, 0.55, 0.25] * 2, np.float32)
_SMALL = np.array([0.35, 0.5, 0.7, 0.85, 1.0, 1.0, 1.0, 1.0] * 2, np.float32)
_JAW = np.array([0.0, 0.25, 0.9, 1.0, 0.85, 0.5, 0.2, 0.0] * 2, np.float32)
_BESIDE_CHIN = np.array([0, 0, 0, 0, 0, 0.2, 0.5, 0.8] * 2, np.float32)

_ANGLES = np.linspace(0, 2 * np.pi, 10, endpoint=False)
_RING = np.stack([0.86 * np.cos(_ANGLES), 0.8 * np.sin(_ANGLES)], axis=1).astype(np.float32)
"""Points around the face that stay, in its widths and heights."""


def _fading(count: int) -> Floats:
    """Return 0 at both ends and 1 from a sixth of the way on, smoothly."""
    t = np.linspace(0, 1, count, dtype=np.float32)
    t = np.clip(np.minimum(t, 1 - t) * 6, 0, 1)
    found: Floats = t * t * (3 - 2 * t)
    return found


_CELLS = ((np.arange(GRID) + 0.5) / GRID).astype(np.float32)
_PLACES = np.stack(np.meshgrid(_CELLS, _CELLS), axis=-1).reshape(-1, 2)
_FADING = (_fading(GRID)[:, None] * _fading(GRID)).reshape(-1, 1)


def warp_grid(face: FacePlace, beauty: Beauty) -> Floats | None:
    """Return the shifts in luma pixels, or None if nothing moves."""
    if not any(getattr(beauty, name) for name in SHAPES):
        return None
    box = face.warp_box
    size = np.array([box.width, box.height], np.float32)
    origin = np.array([box.left, box.top], np.float32) - face.middle
    places = (_PLACES * size + origin) @ face.turn.T
    shift = np.zeros_like(places)
    if beauty.slim_face or beauty.small_face or beauty.jaw or beauty.chin or beauty.forehead:
        _pull(shift, places, face, beauty)
    if beauty.big_eyes or beauty.eye_distance:
        _scale_eyes(shift, places, face, beauty)
    if beauty.slim_nose:
        _scale_nose(shift, places, face, beauty.slim_nose)
    if beauty.mouth or beauty.plump_lips:
        _scale_mouth(shift, places, face, beauty)
    shift *= _FADING * face.presence
    if float(np.abs(shift).max()) < _LEAST_PX:
        return None
    turned: Floats = shift @ face.turn
    return turned.reshape(GRID, GRID, 2)


def _pull(shift: Floats, places: Floats, face: FacePlace, b: Beauty) -> None:
    """Move the contour."""
    width, height = face.width, face.height
    points = face.own[_PULLED]
    middle = float(face.own[[168, 1, 2, 17], 0].mean())
    aside = points[:, 0] - middle
    move = np.zeros_like(points)
    cheeks = slice(0, len(_CHEEKS))
    chin = slice(cheeks.stop, cheeks.stop + len(_CHIN))
    ears = slice(chin.stop, chin.stop + len(_EARS))
    top = slice(ears.stop, ears.stop + len(_FOREHEAD))
    inwards = 0.15 * b.slim_face * _SLIM + 0.1 * b.small_face * _SMALL + 0.13 * b.jaw * _JAW
    longer = 0.055 * b.chin * height
    move[cheeks, 0] = -aside[cheeks] * inwards
    move[cheeks, 1] = longer * _BESIDE_CHIN - 0.05 * height * b.small_face * _SMALL**3
    move[chin, 1] = longer - 0.05 * height * b.small_face
    move[ears, 0] = -aside[ears] * 0.04 * b.small_face
    high = np.clip(points[top, 1] * (-2 / height), 0, 1)
    move[top, 1] = -0.05 * height * b.forehead * high
    ring = _RING * np.array([width, height], np.float32)
    centres = np.concatenate([points + move, ring])
    back = np.concatenate([-move, np.zeros_like(ring)])
    kernel = _spread(np.concatenate([places, centres]), centres, 0.75 * width)
    among = kernel[len(places) :]
    among[np.diag_indices(len(centres))] += _STIFFNESS
    shift += kernel[: len(places)] @ np.linalg.solve(among, back)


def _spread(places: Floats, centres: Floats, reach: float) -> Floats:
    """Return Wendland's kernel of each place and centre, ``(places, centres)``."""
    places, centres = places / reach, centres / reach
    r = places @ (-2 * centres.T)
    r += np.einsum("ij,ij->i", places, places)[:, None]
    r += np.einsum("ij,ij->i", centres, centres)
    np.clip(r, 0, 1, out=r)
    np.sqrt(r, out=r)
    rest = 1 - r
    rest *= rest
    rest *= rest
    r *= 4
    r += 1
    r *= rest
    return r


def _scale_eyes(shift: Floats, places: Floats, face: FacePlace, b: Beauty) -> None:
    for contour, iris, side in ((RIGHT_EYE, RIGHT_IRIS, -1.0), (LEFT_EYE, LEFT_IRIS, 1.0)):
        eye = face.own[list(contour)]
        middle = 0.5 * (eye.mean(0) + face.own[iris[0]])
        width = max(float(np.ptp(eye[:, 0])), 0.15 * face.width)
        offset = places - middle
        if b.big_eyes:
            shift -= offset * (0.24 * b.big_eyes * _hill(offset, 1.15 * width, width))[:, None]
        if b.eye_distance:
            farther = side * 0.035 * face.width * b.eye_distance
            shift[:, 0] -= farther * _hill(offset, 1.5 * width, 1.5 * width)


def _scale_nose(shift: Floats, places: Floats, face: FacePlace, strength: float) -> None:
    offset = places - face.own[[98, 327, 4]].mean(0)
    near = _hill(offset, 0.24 * face.width, 0.2 * face.height)
    shift[:, 0] += offset[:, 0] * 0.26 * strength * near


def _scale_mouth(shift: Floats, places: Floats, face: FacePlace, b: Beauty) -> None:
    lips = face.own[list(LIPS_OUTER)]
    offset = places - (lips.min(0) + lips.max(0)) / 2
    width, height = (max(v, 0.05 * face.width) for v in np.ptp(lips, axis=0).tolist())
    if b.mouth:
        shift -= offset * (0.2 * b.mouth * _hill(offset, 0.95 * width, 0.95 * width))[:, None]
    if b.plump_lips:
        near = _hill(offset, 0.7 * width, max(1.1 * height, 0.35 * width))
        shift[:, 1] -= offset[:, 1] * 0.3 * b.plump_lips * near


def _hill(offset: Floats, reach_x: float, reach_y: float) -> Floats:
    """Return 1 in the middle, falling smoothly to 0 on an ellipse."""
    scaled = offset * np.array([1 / reach_x, 1 / reach_y], np.float32)
    found: Floats = np.maximum(1 - np.einsum("ij,ij->i", scaled, scaled), 0)
    found *= found
    return found
