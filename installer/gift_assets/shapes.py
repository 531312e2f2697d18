"""The shapes that all models consist of: turned, drawn out, bent and cut ones.

::

    cup = lathe([(0, 0), (0.4, 0), (0.5, 1)])
    fin = slab([(0, 0), (0.6, -0.3), (0, 0.8)], depth=0.08, bevel=0.02)
    straw = tube([(0, 0, 0), (0.1, 1, 0)], radius=0.05)
"""

import math
from collections.abc import Sequence

import numpy as np

from installer.gift_assets.solid import Points, Solid

Flat = tuple[float, float]
Place = tuple[float, float, float]
TURN = 2 * math.pi


def lathe(profile: Sequence[Flat], segments: int = 28, crease_deg: float = 40.0) -> Solid:
    """Turn a line around y.

    Args:
        profile: Radius and height from end to end; closed where the radius is 0.
        segments: How round it is.
        crease_deg: See Solid.
    """
    angles = np.arange(segments) * TURN / segments
    radii, heights = np.array(profile).T
    grid = np.stack(
        np.broadcast_arrays(
            radii[:, None] * np.sin(angles), heights[:, None], radii[:, None] * np.cos(angles)
        ),
        axis=-1,
    )
    return sheet(grid, crease_deg, is_ring=True, is_closed=True)


def sheet(
    grid: Points, crease_deg: float = 40.0, *, is_ring: bool = False, is_closed: bool = False
) -> Solid:
    """Span a surface over rows of points.

    Args:
        grid: ``(rows, columns, 3)``.
        crease_deg: See Solid.
        is_ring: Whether the last column meets the first one.
        is_closed: Whether it has an inside.
    """
    after = np.roll(grid, -1, axis=1)
    if not is_ring:
        grid, after = grid[:, :-1], after[:, :-1]
    a, b, c, d = grid[:-1], after[:-1], after[1:], grid[1:]
    halves = np.stack((np.stack((a, b, c), axis=-2), np.stack((a, c, d), axis=-2)))
    return Solid.of(halves.reshape(-1, 3, 3), crease_deg, is_closed=is_closed)


def loft(rings: Points, crease_deg: float = 30.0) -> Solid:
    """Draw a skin over closed rings of equally many points, and close both ends.

    Args:
        rings: ``(rings, points, 3)``; an end is closed towards its middle.
        crease_deg: See Solid.
    """
    ends = [np.broadcast_to(ring.mean(axis=0), ring.shape) for ring in (rings[0], rings[-1])]
    grid = np.concatenate((ends[:1], rings, ends[1:]))
    return sheet(grid, crease_deg, is_ring=True, is_closed=True)


def ball(radius: float = 1.0, segments: int = 16, crease_deg: float = 60.0) -> Solid:
    """Return a ball."""
    angles = np.linspace(-math.pi / 2, math.pi / 2, segments // 2 + 1)
    profile = [(radius * max(0.0, math.cos(a)), radius * math.sin(a)) for a in angles]
    profile[0], profile[-1] = (0.0, -radius), (0.0, radius)
    return lathe(profile, segments, crease_deg)


def gem(radius: float, height: float, sides: int = 6) -> Solid:
    """Return a cut stone that looks to +y, with a flat table."""
    profile = [(0, -height * 0.5), (radius, 0), (radius * 0.62, height * 0.5), (0, height * 0.5)]
    return lathe(profile, sides, 0)


def ring(radius: float, thick: float, segments: int = 32, sides: int = 10) -> Solid:
    """Return a torus around y."""
    path = [
        (radius * math.sin(a), 0.0, radius * math.cos(a))
        for a in np.arange(segments) * TURN / segments
    ]
    return tube(path, thick, sides, is_ring=True)


def tube(
    path: Sequence[Place],
    radius: float | Sequence[float],
    sides: int = 10,
    *,
    is_ring: bool = False,
    flat: float = 1.0,
) -> Solid:
    """Draw a round section along a path.

    Args:
        path: Its middle.
        radius: Everywhere or for each point.
        sides: How round it is.
        is_ring: Whether its end meets its beginning.
        flat: How thick it is across its bend, against its radius.
    """
    middle = np.array(path, np.float64)
    if is_ring:
        along = np.roll(middle, -1, axis=0) - np.roll(middle, 1, axis=0)
    else:
        along = np.gradient(middle, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    bend = along[0] - along[-1] if not is_ring else along[0] - along[len(along) // 3]
    side = np.cross(along[0], bend)
    if np.linalg.norm(side) < 1e-6:
        side = np.cross(along[0], np.eye(3)[np.abs(along[0]).argmin()])
    rings = []
    for place, way, thick in zip(middle, along, np.broadcast_to(radius, len(middle)), strict=True):
        side = side - way * (side @ way)
        side /= np.linalg.norm(side)
        other = np.cross(way, side)
        angles = np.arange(sides)[:, None] * TURN / sides
        rings.append(place + thick * (np.cos(angles) * side + flat * np.sin(angles) * other))
    grid = np.array(rings)
    if is_ring:
        return sheet(np.concatenate((grid, grid[:1])), 60, is_ring=True, is_closed=True)
    return loft(grid, 60)


def slab(outline: Sequence[Flat], depth: float, bevel: float = 0.0) -> Solid:
    """Cut an outline out of a plate that looks to +z, its edges bevelled.

    Args:
        outline: Corners in x and y; may have hollows.
        depth: In z, around 0.
        bevel: How much of the edges is taken off.
    """
    flat = np.array([p for n, p in enumerate(outline) if math.dist(p, outline[n - 1]) > 1e-6])
    if _area(flat) < 0:
        flat = flat[::-1]
    inner = flat - bevel * _outwards(flat)
    half = depth / 2
    edge = [(inner, -half), (flat, bevel - half), (flat, half - bevel), (inner, half)]
    rings = np.array([np.column_stack((each, np.full(len(each), z))) for each, z in edge])
    skin = sheet(rings, 30, is_ring=True)
    corners = _cut(inner)
    front = np.array([[[*inner[i], half] for i in corner] for corner in corners])
    back = np.array([[[*inner[i], -half] for i in corner[::-1]] for corner in corners])
    return skin + Solid.of(np.concatenate((front, back)), 30, is_closed=False)


def box(width: float, height: float, depth: float, bevel: float = 0.03) -> Solid:
    """Return a box with bevelled edges, around the origin."""
    return slab(rounded(width, height, bevel, 1), depth, bevel)


def pane(width: float, height: float) -> Solid:
    """Return a rectangle without thickness that looks to +z: a window far away."""
    x, y = width / 2, height / 2
    rows = np.array([[(-x, -y, 0.0), (x, -y, 0.0)], [(-x, y, 0.0), (x, y, 0.0)]])
    return sheet(rows, 0)


def rounded(width: float, height: float, radius: float, steps: int = 4) -> list[Flat]:
    """Return the outline of a rectangle with round corners."""
    x, y = width / 2 - radius, height / 2 - radius
    return [
        (cx + radius * math.cos(a), cy + radius * math.sin(a))
        for number, (cx, cy) in enumerate(((x, y), (-x, y), (-x, -y), (x, -y)))
        for a in (math.pi / 2 * (number + step / steps) for step in range(steps + 1))
    ]


def disc(radius: float, corners: int = 24) -> list[Flat]:
    """Return the outline of a circle."""
    angles = [TURN * number / corners for number in range(corners)]
    return [(radius * math.cos(a), radius * math.sin(a)) for a in angles]


def star(outer: float, inner: float, points: int = 5) -> list[Flat]:
    """Return the outline of a star with one point up."""
    turns = [math.pi / 2 + math.pi * number / points for number in range(2 * points)]
    radii = [(outer, inner)[number % 2] for number in range(2 * points)]
    return [(r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, turns, strict=True)]


def _area(flat: Points) -> float:
    x, y = flat.T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def _outwards(flat: Points) -> Points:
    """Return for each corner where both its edges lie one further out."""
    sides = np.roll(flat, -1, axis=0) - flat
    sides /= np.linalg.norm(sides, axis=1, keepdims=True)
    normals = np.column_stack((sides[:, 1], -sides[:, 0]))
    both = normals + np.roll(normals, 1, axis=0)
    scale = (both * normals).sum(axis=1, keepdims=True)
    return np.asarray(both / np.maximum(scale, 0.3), np.float64)


def _cut(flat: Points) -> list[tuple[int, int, int]]:
    """Cut a polygon into triangles, ear by ear."""
    left = list(range(len(flat)))
    triangles: list[tuple[int, int, int]] = []
    while len(left) > 3:
        for place in range(len(left)):
            a, b, c = left[place - 1], left[place], left[(place + 1) % len(left)]
            if _turn(flat[a], flat[b], flat[c]) <= 1e-12:
                continue
            others = [n for n in left if n not in (a, b, c)]
            if not any(_holds(flat[a], flat[b], flat[c], flat[n]) for n in others):
                break
        else:
            place = 0
            a, b, c = left[-1], left[0], left[1]
        triangles.append((a, b, c))
        left.pop(place)
    return [*triangles, (left[0], left[1], left[2])]


def _turn(a: Points, b: Points, c: Points) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _holds(a: Points, b: Points, c: Points, point: Points) -> bool:
    return min(_turn(a, b, point), _turn(b, c, point), _turn(c, a, point)) > 1e-12
