"""Faces carried on to pictures that nobody looks at, by how their surface moves.

A look takes 8 ms and is left out where the processor has no time for it; following forty points
of a face that was found takes one, and on a moving face it is 0.4 px off where going on
at the same speed is 2 to 9 (of 270 px, one to five pictures later).  It is always followed from
the last picture that was looked at, so that errors don't add up::

    flow = Flow()
    flow.begin(picture, tracked)
    tracked = flow.follow(later_picture)    # None: look at it, or let the engine carry on
"""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.ar.mediapipe_tasks import Floats
from studio.ar.picture import Picture, Plane, Window
from studio.model.tracking import MOST_AGE_NS, Face, Tracked

_PIECE_PX = 128
_AROUND = 2.0
"""How much larger than the face the piece is, at least, in which it is followed."""
_EACH = 12
"""One point of so many of the mesh is followed."""
_FEWEST = 12
_MOST_OFF_PX = 1.5
"""Of the middle point, in the piece, from where all of them together went."""
_HALF_VIEW = math.tan(math.radians(63 / 2))
"""MediaPipe's camera for the placement of heads; see ``model.tracking.Face``."""
_SKIN = slice(0, 468, _EACH)


@dataclass(frozen=True, slots=True, eq=False)
class _Followed:
    """A face as it was looked at.

    Attributes:
        window: Of the picture in its ring.
        piece: That window, in grey.
        spots: Points of the face in the piece, ``(n, 1, 2)``.
    """

    face: Face
    window: Window
    piece: Plane
    spots: Floats


class Flow:
    """See the module; belongs to one thread."""

    def __init__(self) -> None:
        self._tracked: Tracked | None = None
        self._size = (0, 0)
        self._faces: tuple[_Followed, ...] = ()

    def begin(self, picture: Picture, tracked: Tracked) -> None:
        """Follow what was seen on this picture from now on."""
        self._tracked, self._size = tracked, (picture.width, picture.height)
        self._faces = tuple(_followed(picture, face) for face in tracked.faces)

    def follow(self, picture: Picture) -> Tracked | None:
        """Return what is seen on a later picture; None if that can't be told."""
        tracked = self._tracked
        if tracked is None or not self._faces or self._size != (picture.width, picture.height):
            return None
        if not 0 < picture.pts_ns - tracked.pts_ns <= MOST_AGE_NS:
            return None
        faces = []
        for followed in self._faces:
            motion = _motion(followed, picture)
            if motion is None:
                return None
            faces.append(_moved(followed.face, motion, tracked.width, tracked.height))
        return replace(tracked, pts_ns=picture.pts_ns, faces=tuple(faces))


def _followed(picture: Picture, face: Face) -> _Followed:
    natural = picture.natural_width, picture.natural_height
    points = face.points[:, :2] * (np.array([picture.width, picture.height]) / natural)
    low, high = points.min(0), points.max(0)
    # In whole steps, as shrinking by others is three times as dear.
    steps = math.ceil(float((high - low).max()) * _AROUND / _PIECE_PX)
    x, y = ((low + high) / 2).tolist()
    window = Window.around(x, y, steps * _PIECE_PX)
    spots = (points[_SKIN] - (window.left, window.top)) * (_PIECE_PX / window.side)
    piece = picture.grey(window, _PIECE_PX).copy()
    return _Followed(face, window, piece, spots.astype(np.float32).reshape(-1, 1, 2))


def _motion(followed: _Followed, picture: Picture) -> Floats | None:
    """Return how a face has moved, ``(2, 3)`` in natural pixels, or None if that isn't clear."""
    piece = picture.grey(followed.window, _PIECE_PX)
    found, is_found, _ = cv2.calcOpticalFlowPyrLK(
        followed.piece, piece, followed.spots, followed.spots.copy(), winSize=(11, 11), maxLevel=3
    )
    good = is_found[:, 0] == 1
    if np.count_nonzero(good) < _FEWEST:
        return None
    was, now = followed.spots[good, 0], found[good, 0]
    motion, _ = cv2.estimateAffinePartial2D(was, now, method=cv2.LMEDS)
    if motion is None:
        return None
    off = np.linalg.norm(was @ motion[:, :2].T + motion[:, 2] - now, axis=1)
    if np.median(off) > _MOST_OFF_PX:
        return None
    return _in_picture(motion, followed.window, picture)


def _in_picture(motion: Floats, window: Window, picture: Picture) -> Floats:
    """Return a motion of the piece as one of the picture's natural pixels."""
    by = window.side / _PIECE_PX * picture.natural_width / picture.width
    corner = np.array([window.left, window.top]) * picture.natural_width / picture.width
    turn = motion[:, :2]
    shift = motion[:, 2] * by + corner - turn @ corner
    return np.column_stack([turn, shift])


def _moved(face: Face, motion: Floats, width: int, height: int) -> Face:
    turn, shift = motion[:, :2], motion[:, 2]
    scale = math.hypot(turn[0, 0], turn[1, 0])
    points = face.points * np.float32(scale)
    points[:, :2] = face.points[:, :2] @ turn.T + shift
    return replace(face, points=points, matrix=_moved_matrix(face.matrix, motion, width, height))


def _moved_matrix(matrix: Floats, motion: Floats, width: int, height: int) -> Floats:
    """Return a head's placement after it has moved so on the picture: y is up there, z is near."""
    scale = math.hypot(motion[0, 0], motion[1, 0])
    cos, sin = motion[0, 0] / scale, motion[1, 0] / scale
    centre = np.array([width / 2, height / 2])
    x, y = (motion[:, :2] @ centre + motion[:, 2] - centre).tolist()
    turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
    found = np.array(matrix, np.float64)
    found[:3] = turn @ found[:3]
    found[2, 3] /= scale
    away = -found[2, 3] * 2 * _HALF_VIEW / height
    found[0, 3] += x * away
    found[1, 3] -= y * away
    return found.astype(np.float32)
