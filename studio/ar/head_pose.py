"""Where a head is in space: MediaPipe's canonical face laid onto the landmarks.

MediaPipe gives this too, but for the picture that it saw, which here is a small window, and for
points that are not yet smooth.  This is its procedure for the whole picture and our points: the
face's size is estimated twice, its points are put at their depth in front of a camera with 63° of
vertical view, and the canonical face is turned, scaled and moved onto them (weighted orthogonal
Procrustes, Schönemann 1966).  The canonical face and the weights lie in the face model::

    canonical = CanonicalFace.read(path)
    matrix = canonical.pose(points, width, height)
"""

import math
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.ar.mediapipe_tasks import Floats
from studio.weights.errors import ModelError

Doubles = NDArray[np.float64]

_GEOMETRY = "geometry_pipeline_metadata_landmarks.binarypb"
_VIEW_DEGREES = 63.0
_NEAR = 1.0
_VERTEX_FLOATS = 5  # x, y, z, u, v
_MESH, _WEIGHT = 1, 2  # fields of GeometryPipelineMetadata
_VERTICES = 3  # of Mesh3d
_NUMBER, _SHARE = 1, 2  # of WeightedLandmarkRef


@dataclass(frozen=True, slots=True, eq=False)
class CanonicalFace:
    """MediaPipe's face in centimetres.

    Attributes:
        vertices: ``(468, 3)``.
        numbers: Which of them a head is told by.
        weights: How much each of those counts.
    """

    vertices: Doubles
    numbers: NDArray[np.intp]
    weights: Doubles

    @classmethod
    def read(cls, path: Path) -> "CanonicalFace":
        """Read it from the face model.

        Raises:
            ModelError: If it isn't there.
        """
        try:
            with zipfile.ZipFile(path) as bundle:
                fields = list(_fields(bundle.read(_GEOMETRY)))
            mesh = next(value for number, value in fields if number == _MESH)
            packed = b"".join(value for number, value in _fields(mesh) if number == _VERTICES)
            vertices = np.frombuffer(packed, "<f4").reshape(-1, _VERTEX_FLOATS)[:, :3]
            told = [dict(_fields(value)) for number, value in fields if number == _WEIGHT]
            numbers = np.array([int(each.get(_NUMBER, 0)) for each in told])
            weights = [struct.unpack("<f", each[_SHARE])[0] for each in told]
        except (OSError, KeyError, ValueError, StopIteration, zipfile.BadZipFile) as error:
            raise ModelError(f"The model {path} has no canonical face: {error}.") from error
        if not len(numbers) or numbers.max() >= len(vertices):
            raise ModelError(f"The model {path} has no canonical face: its points are not there.")
        return cls(vertices.astype(np.float64), numbers, np.array(weights, np.float64))

    def pose(self, points: Floats, width: int, height: int) -> Floats:
        """Return ``(4, 4)``: from the canonical face to the camera's space.

        Args:
            points: ``(478, 3)`` in pixels of a picture of this size.
            width: Of the picture.
            height: Likewise.
        """
        high = 2 * _NEAR * math.tan(math.radians(_VIEW_DEGREES) / 2)
        scale = high / height
        seen = points[self.numbers].astype(np.float64)
        screen = np.stack(
            [
                seen[:, 0] * scale - high * width / height / 2,
                high / 2 - seen[:, 1] * scale,
                seen[:, 2] * scale,
            ],
            axis=1,
        )
        depth = float(points[: len(self.vertices), 2].mean()) * scale
        first = self._fit(screen * (1, 1, -1))[1]
        second = self._fit(_at_depth(screen, depth, first))[1]
        turn, size, place = self._fit(_at_depth(screen, depth, first * second))
        matrix = np.eye(4, dtype=np.float32)
        matrix[:3, :3] = turn * size
        matrix[:3, 3] = place
        return matrix

    def _fit(self, targets: Doubles) -> tuple[Doubles, float, Doubles]:
        """Return turn, scale and place that lay the canonical points onto these."""
        sources, weights = self.vertices[self.numbers], self.weights[:, None]
        total = weights.sum()
        middle = (sources * weights).sum(axis=0) / total
        centred = (sources - middle) * weights
        left, _, right = np.linalg.svd(targets.T @ centred)
        if np.linalg.det(left) * np.linalg.det(right) < 0:
            left[:, 2] *= -1  # a mirror is no turn
        turn = left @ right
        scale = float((centred @ turn.T * targets).sum() / (centred * sources).sum())
        place = ((targets - scale * sources @ turn.T) * weights).sum(axis=0) / total
        return turn, scale, place


def _at_depth(screen: Doubles, depth: float, scale: float) -> Doubles:
    """Put points of the near plane where they are in space."""
    away = (screen[:, 2:] - depth + _NEAR) / scale
    return np.hstack([screen[:, :2] * away / _NEAR, -away])


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the fields of a Protocol Buffers message; a number comes as its digits.

    Raises:
        ValueError: If it is none.
    """
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, place = _varint(message, place)
            yield number, str(value).encode()
            continue
        size = {1: 8, 5: 4}.get(kind)
        if kind == 2:
            size, place = _varint(message, place)
        if size is None or place + size > len(message):
            raise ValueError("it is cut short")
        yield number, message[place : place + size]
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 64, 7):
        if place >= len(message):
            break
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise ValueError("it is cut short")
