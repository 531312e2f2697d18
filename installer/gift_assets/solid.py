"""A solid: triangles with normals, moved, turned and merged, never changed.

::

    ball = Solid.of(triangles, crease_deg=30)
    two = ball.moved(x=-1) + ball.scaled(0.5, 0.5, 0.5).moved(x=1)
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""``(…, 3)``: x, y, z."""
Axis = Literal["x", "y", "z"]

_SAME = 1e5
"""Points closer than its inverse are one point to the smoothing of edges."""


@dataclass(frozen=True)
class Solid:
    """Triangles, each corner with its normal.

    Attributes:
        triangles: ``(count, 3, 3)``: triangle, corner, axis; counter-clockwise from outside.
        normals: Alike.
    """

    triangles: Points
    normals: Points

    @classmethod
    def of(cls, triangles: Points, crease_deg: float = 40.0, *, is_closed: bool = True) -> "Solid":
        """Make a solid.

        Args:
            triangles: Those without an area are left out.
            crease_deg: Where two triangles meet at less than that, the edge is smooth; 0 is
                flat everywhere.
            is_closed: Turn it inside out if it is.
        """
        normals = _areas(triangles)
        is_real = np.linalg.norm(normals, axis=1) > 1e-12
        triangles, normals = triangles[is_real], normals[is_real]
        if is_closed and np.einsum("ij,ij->i", triangles[:, 0], normals).sum() < 0:
            triangles, normals = triangles[:, ::-1], -normals
        return cls(triangles, _smoothed(triangles, normals, math.cos(math.radians(crease_deg))))

    def __add__(self, other: "Solid") -> "Solid":
        return Solid(
            np.concatenate((self.triangles, other.triangles)),
            np.concatenate((self.normals, other.normals)),
        )

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Return it elsewhere."""
        return Solid(self.triangles + np.array([x, y, z]), self.normals)

    def turned(self, axis: Axis, degrees: float) -> "Solid":
        """Return it turned around an axis, as a right hand's fingers curl."""
        matrix = turning(axis, degrees)
        return Solid(self.triangles @ matrix.T, self.normals @ matrix.T)

    def scaled(self, x: float, y: float, z: float) -> "Solid":
        """Return it larger or smaller; a negative number mirrors it."""
        factors = np.array([x, y, z])
        normals = self.normals / factors
        normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
        step = -1 if factors.prod() < 0 else 1
        return Solid((self.triangles * factors)[:, ::step], normals[:, ::step])

    def around(self, count: int, axis: Axis = "y") -> "Solid":
        """Return so many of it in a circle around an axis."""
        return merged([self.turned(axis, 360 * number / count) for number in range(count)])


def merged(solids: list[Solid]) -> Solid:
    """Return several as one."""
    return Solid(
        np.concatenate([each.triangles for each in solids]),
        np.concatenate([each.normals for each in solids]),
    )


def turning(axis: Axis, degrees: float) -> Points:
    """Return the matrix that turns columns around an axis."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[first, first] = matrix[second, second] = cos
    matrix[first, second], matrix[second, first] = -sin, sin
    return matrix


def _areas(triangles: Points) -> Points:
    sides = triangles[:, 1:] - triangles[:, :1]
    return np.cross(sides[:, 0], sides[:, 1])


def _smoothed(triangles: Points, areas: Points, least_cos: float) -> Points:
    """Return a normal for each corner: the mean of its neighbours', weighed by their areas."""
    units = areas / np.linalg.norm(areas, axis=1, keepdims=True)
    corners = np.round(triangles.reshape(-1, 3) * _SAME).astype(np.int64)
    meeting: dict[tuple[int, ...], list[int]] = {}
    for number, place in enumerate(map(tuple, corners.tolist())):
        meeting.setdefault(place, []).append(number // 3)
    normals = np.empty((len(corners), 3))
    for number, place in enumerate(map(tuple, corners.tolist())):
        own = units[number // 3]
        near = np.array(meeting[place])
        near = near[units[near] @ own >= least_cos - 1e-9]
        total = areas[near].sum(axis=0)
        length = np.linalg.norm(total)
        normals[number] = total / length if length > 1e-12 else own
    return normals.reshape(-1, 3, 3)
