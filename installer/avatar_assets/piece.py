"""A piece of a character: a skin of triangles that bones carry and expressions move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """See the module.

    Attributes:
        material: The name of its material.
        points: ``(n, 3)``, in metres, as it is at rest.
        normals: ``(n, 3)``.
        uv: ``(n, 2)``.
        triangles: ``(m, 3)``.
        bones: What carries each point, by name, and how much: ``(n,)`` each.
        morphs: By expression, by how much each point moves: ``(n, 3)``.
    """

    material: str
    points: Points
    normals: Points
    uv: Points
    triangles: Indices
    bones: Mapping[str, Points]
    morphs: Mapping[str, Points] = field(default_factory=dict)

    def carried_by(self, **shares: Points | float) -> "Piece":
        """Return it on other bones; shares are brought to 1 at each point."""
        whole = {name: np.broadcast_to(share, len(self.points)) for name, share in shares.items()}
        total = np.maximum(sum(whole.values()), 1e-9)
        return replace(self, bones={name: share / total for name, share in whole.items()})

    def moved(self, by: Sequence[float]) -> "Piece":
        """Return it at another place."""
        return replace(self, points=self.points + np.array(by, float))

    def mirrored(self) -> "Piece":
        """Return what it is on the other side: ``_l`` of bones becomes ``_r``."""
        flip = np.array([-1.0, 1.0, 1.0])
        return replace(
            self,
            points=self.points * flip,
            normals=self.normals * flip,
            triangles=self.triangles[:, ::-1],
            bones={_other(name): share for name, share in self.bones.items()},
            morphs={name: delta * flip for name, delta in self.morphs.items()},
        )


def _other(name: str) -> str:
    return name[:-2] + "_r" if name.endswith("_l") else name


def sheet(grid: Points, material: str, *, is_ring: bool = False) -> Piece:
    """Span a smooth skin over rows of points, seen from where columns run to the right.

    Args:
        grid: ``(rows, columns, 3)``, the upper row first.
        material: Its material.
        is_ring: Whether the last column lies on the first one.
    """
    rows, columns = grid.shape[:2]
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]
    triangles = np.stack([np.stack([a, d, c], -1), np.stack([a, c, b], -1)]).reshape(-1, 3)
    share_u, share_v = np.linspace(0, 1, columns), np.linspace(0, 1, rows)
    uv = np.stack(np.meshgrid(share_u, share_v), -1).reshape(-1, 2)
    points = grid.reshape(-1, 3).astype(float)
    normals = _normals(points, triangles).reshape(rows, columns, 3)
    if is_ring:
        normals[:, 0] = normals[:, -1] = normals[:, 0] + normals[:, -1]
    for end in (0, -1):  # a pole: all its points are one
        if np.ptp(grid[end], axis=0).max() < 1e-9:
            normals[end] = normals[end].sum(axis=0)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True) + 1e-12
    return Piece(material, points, normals.reshape(-1, 3), uv, triangles, {})


def tube(
    path: Points, radii: Points, material: str, *, sides: int = 20, flat: float = 1.0
) -> Piece:
    """Draw a round skin along a path, both ends closed by a dome.

    Args:
        path: ``(n, 3)``, its middle.
        radii: ``(n,)``.
        material: Its material.
        sides: How round it is.
        flat: How thick it is to the front, against its width.
    """
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.cross(along[0], np.eye(3)[np.abs(along[0]).argmin()])
    rings = []
    angles = -np.arange(sides + 1) * 2 * np.pi / sides
    for place, way, radius in zip(path, along, radii, strict=True):
        side = side - way * (side @ way)
        side /= np.linalg.norm(side)
        other = np.cross(way, side)
        round_ = np.cos(angles)[:, None] * side + np.sin(angles)[:, None] * other
        rings.append(place + radius * round_ * np.array([1, 1, flat]))
    return sheet(np.array(rings), material, is_ring=True)


def domed(path: Points, radii: Points, steps: int = 5) -> tuple[Points, Points]:
    """Return a path and its radii with a round end at both ends."""
    ways = path[0] - path[1], path[-1] - path[-2]
    turns = np.linspace(0, np.pi / 2, steps + 1)[1:]
    ends = []
    for at, way, radius in zip((path[0], path[-1]), ways, (radii[0], radii[-1]), strict=True):
        unit = way / np.linalg.norm(way)
        ends.append((at + radius * np.sin(turns)[:, None] * unit, radius * np.cos(turns) + 1e-6))
    return (
        np.concatenate([ends[0][0][::-1], path, ends[1][0]]),
        np.concatenate([ends[0][1][::-1], radii, ends[1][1]]),
    )


def _normals(points: Points, triangles: Indices) -> Points:
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    of_triangles = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], of_triangles)
    return normals
