"""All faces of a camera: found by a scout, then each followed in a window of its own.

The scout looks at one square of the picture at a time, the whole first, then smaller ones, so that
faces far from the camera are found too: at each picture as long as there is no face, and four
times a second beside the ones that are followed::

    faces = Faces(path)
    seen = faces.look(picture, most=4)
"""

import math
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from studio.ar.face_tasks import SCOUT_PX, FaceReader, Scout, Spot
from studio.ar.face_track import FaceTrack
from studio.ar.head_pose import CanonicalFace
from studio.ar.mediapipe_tasks import Floats
from studio.ar.picture import Picture, Window
from studio.model.tracking import Face

_SCOUT_AGAIN_NS = 250_000_000
_SAME = 0.5  # of a face's size: nearer than that, two are one
_SMALLEST_PX = 16
_FINE = 0.55  # the side of the smallest squares, of the picture's shorter one
_OVERLAP = 0.8


class Faces:
    """See the module; belongs to one thread.

    Args:
        path: The face model.
        on_gpu: Whether the graphics card looks.
    """

    def __init__(self, path: Path, *, on_gpu: bool = False) -> None:
        self._path = path
        self._on_gpu = on_gpu
        self._canonical = CanonicalFace.read(path)
        self._scout = Scout(path, on_gpu=on_gpu)
        self._idle = [FaceReader(path, on_gpu=on_gpu)]
        self._tracks: list[FaceTrack] = []
        self._number = 0
        self._scouted_ns = -_SCOUT_AGAIN_NS
        self._size = (0, 0)
        self._squares: Iterator[Window] = iter(())

    def look(self, picture: Picture, most: int) -> tuple[Face, ...]:
        """Return the faces, the largest first, each fading in and out.

        Args:
            picture: Of the camera.
            most: How many are wanted, up to 4.
        """
        seen = [track for track in self._tracks if track.look(picture)]
        self._drop_twins(seen)
        for track in [each for each in self._tracks if each.is_forgotten(picture.pts_ns)]:
            self._drop(track)
        if self._is_to_scout(picture, most):
            for track in self._found(picture, most):
                track.look(picture)
        for track in self._tracks[most:]:
            self._drop(track)
        faces = [
            self._face(track, picture, track.points)
            for track in sorted(self._tracks, key=lambda each: -each.spot.size)
            if track.points is not None and track.is_there
        ]
        return tuple(faces)

    def close(self) -> None:
        """Let go of the models."""
        for reader in [*self._idle, *(track.reader for track in self._tracks)]:
            reader.close()
        self._scout.close()

    def _is_to_scout(self, picture: Picture, most: int) -> bool:
        there = sum(track.is_there for track in self._tracks)
        if there >= most:
            return False
        return not there or abs(picture.pts_ns - self._scouted_ns) >= _SCOUT_AGAIN_NS

    def _found(self, picture: Picture, most: int) -> list[FaceTrack]:
        """Look for faces that nobody follows; begin to follow them."""
        self._scouted_ns = picture.pts_ns
        if self._size != (picture.width, picture.height):
            self._size = (picture.width, picture.height)
            self._squares = cycle(squares(*self._size))
        window = next(self._squares)
        spots = [
            Spot(
                window.left + spot.x * window.side,
                window.top + spot.y * window.side,
                spot.size * window.side,
            )
            for spot in self._scout.look(picture.rgb(window, SCOUT_PX))
        ]
        found: list[FaceTrack] = []
        for spot in sorted(spots, key=lambda each: -each.size):
            is_new = not any(_is_same(spot, track.spot) for track in self._tracks)
            if is_new and spot.size >= _SMALLEST_PX and self._has_room(most):
                found.append(self._begin(spot, picture))
        return found

    def _has_room(self, most: int) -> bool:
        """Say whether one more may be followed, in the place of one that is not seen if need be."""
        if len(self._tracks) >= most:
            for track in self._tracks:
                if not track.is_there and track.points is not None:
                    self._drop(track)
                    break
        return len(self._tracks) < most

    def _begin(self, spot: Spot, picture: Picture) -> FaceTrack:
        reader = self._idle.pop() if self._idle else FaceReader(self._path, on_gpu=self._on_gpu)
        self._number += 1
        track = FaceTrack(self._number, reader, spot, picture)
        self._tracks.append(track)
        return track

    def _drop(self, track: FaceTrack) -> None:
        self._tracks.remove(track)
        self._idle.append(track.reader)

    def _drop_twins(self, seen: list[FaceTrack]) -> None:
        """Leave one where two follow the same face: the one that was there already."""
        seen = sorted(seen, key=lambda each: -each.presence)
        for index, track in enumerate(seen):
            if any(_is_same(track.spot, other.spot) for other in seen[:index]):
                self._drop(track)

    def _face(self, track: FaceTrack, picture: Picture, points: Floats) -> Face:
        natural = points * (picture.natural_width / picture.width)
        natural[:, 1] = points[:, 1] * (picture.natural_height / picture.height)
        matrix = self._canonical.pose(natural, picture.natural_width, picture.natural_height)
        return Face(track.number, track.presence, natural, track.blendshapes, matrix)


def squares(width: int, height: int) -> tuple[Window, ...]:
    """Return the windows that a scout goes through: the whole, then ever smaller ones."""
    whole = Window.around(width / 2, height / 2, max(width, height))
    short = min(width, height)
    return (whole, *_grid(width, height, short), *_grid(width, height, short * _FINE))


def _grid(width: int, height: int, side: float) -> list[Window]:
    """Return overlapping squares over all of a picture, from its middle to its edges."""

    def middles(length: int) -> list[float]:
        count = 1 if length <= side else math.ceil((length - side) / (side * _OVERLAP)) + 1
        step = (length - side) / max(count - 1, 1)
        return [side / 2 + step * index if count > 1 else length / 2 for index in range(count)]

    places = [(x, y) for y in middles(height) for x in middles(width)]
    places.sort(key=lambda place: abs(place[0] - width / 2) + abs(place[1] - height / 2))
    return [Window.around(x, y, side) for x, y in places]


def _is_same(spot: Spot, other: Spot) -> bool:
    return math.hypot(spot.x - other.x, spot.y - other.y) < _SAME * max(spot.size, other.size)
