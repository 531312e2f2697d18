"""One face that is followed: its window, its number, how surely it is there, its smooth points.

The window goes along with the face, so that the face stays where it was in it: MediaPipe looks
for the face at the place where it last was in *its* picture, and smooths there too.  A window
that stays while the face is still keeps the landmarks still::

    track = FaceTrack(number, reader, spot, picture)
    while not track.is_forgotten(picture.pts_ns):
        track.look(picture)
        track.points, track.presence     # fading, once it is not seen any more
"""

import math
from dataclasses import dataclass

import numpy as np

from studio.ar.face_tasks import FaceReader, Spot
from studio.ar.mediapipe_tasks import Floats
from studio.ar.one_euro import OneEuro
from studio.ar.picture import Picture, Window

MOST_READ_PX = 640
"""How many pixels of a window are looked at, at most.  The landmarker wants its middle two thirds
as 256; a window is shrunk by whole numbers only, which takes a tenth of the time of others."""
ROOM = 2.2
"""How many faces wide a window is."""
_MOVED = 0.02  # of the window's side; less is left as it is
_GROWN = 0.12
_COMES_S, _GOES_S = 0.2, 0.25
_FORGOTTEN_S = 1.5  # a hand before the face is often gone by then, and it keeps its number
_SECOND_NS = 1_000_000_000


@dataclass(slots=True)
class _Motion:
    """How the middle of a face moves, in pixels a second."""

    x: float = 0.0
    y: float = 0.0


class FaceTrack:
    """See the module.

    Args:
        number: Of the face.
        reader: Its own as long as it is followed.
        spot: Where the scout saw it, in the picture's pixels.
        picture: On which that was.
    """

    def __init__(self, number: int, reader: FaceReader, spot: Spot, picture: Picture) -> None:
        self.number = number
        self.reader = reader
        self.presence = 0.0
        self.points: Floats | None = None
        self.blendshapes: Floats = np.zeros(0, np.float32)
        self.spot = spot
        self._window = _window(spot.x, spot.y, spot.size * ROOM)
        self._motion = _Motion()
        self._seen_ns = picture.pts_ns
        self._looked_ns = picture.pts_ns
        self._smooth = OneEuro(still_hz=2.0, per_speed=100.0)
        self._smooth_shapes = OneEuro(still_hz=4.0, per_speed=4.0)

    @property
    def is_there(self) -> bool:
        """Whether it is seen, or was just now."""
        return self.presence > 0

    def is_forgotten(self, pts_ns: int) -> bool:
        """Say whether it is given up: it was not seen for long, or never."""
        patience_s = _FORGOTTEN_S if self.points is not None else _GOES_S
        return not self.is_there and pts_ns - self._seen_ns > patience_s * _SECOND_NS

    def look(self, picture: Picture) -> bool:
        """Look where the face should be; say whether it is there."""
        gap_s = max(picture.pts_ns - self._looked_ns, 0) / _SECOND_NS
        self._looked_ns = picture.pts_ns
        window = self._moved_window(gap_s)
        self._window = window
        seen = self.reader.look(picture.rgb(window, window.side // _shrink(window.side)))
        if seen is None:
            self.presence = max(self.presence - gap_s / _GOES_S, 0.0)
            self._motion = _Motion()
            return False
        points = seen.points * window.side
        points[:, 0] += window.left
        points[:, 1] += window.top
        self._follow(points, picture.pts_ns)
        self.points = self._smooth(points, picture.pts_ns, self.spot.size)
        self.blendshapes = self._smooth_shapes(seen.blendshapes[:, None], picture.pts_ns)[:, 0]
        self.presence = min(self.presence + max(gap_s, 0.01) / _COMES_S, 1.0)
        self._seen_ns = picture.pts_ns
        return True

    def _moved_window(self, gap_s: float) -> Window:
        """Return the window for where the face should be by now."""
        window, spot = self._window, self.spot
        x = spot.x + self._motion.x * gap_s
        y = spot.y + self._motion.y * gap_s
        side = spot.size * ROOM
        has_grown = abs(side / window.side - 1) > _GROWN
        half = window.side / 2
        moved = max(abs(window.left + half - x), abs(window.top + half - y))
        if not has_grown and moved < _MOVED * window.side:
            return window
        return _window(x, y, side if has_grown else window.side)

    def _follow(self, points: Floats, pts_ns: int) -> None:
        """Take over where the face is, and how it moves."""
        low, high = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        x, y = ((low + high) / 2).tolist()
        size = float((high - low).max())
        gap_s = (pts_ns - self._seen_ns) / _SECOND_NS
        if self.points is not None and 0 < gap_s < _GOES_S:
            self._motion = _Motion((x - self.spot.x) / gap_s, (y - self.spot.y) / gap_s)
        self.spot = Spot(x, y, size)


def _shrink(side: float) -> int:
    return max(math.ceil(side / MOST_READ_PX), 1)


def _window(x: float, y: float, side: float) -> Window:
    """Return the window with this middle whose side can be shrunk to a multiple of 4."""
    step = 4 * _shrink(side)
    return Window.around(x, y, max(round(side / step), 4) * step)
