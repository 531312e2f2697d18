"""Turns as quaternions ``(…, 4) float64``: x, y, z, w; all functions take many at once.

::

    turn = axis_angle((0, 1, 0), 0.5)
    seen = rotated(turn, (0, 0, 1))
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Turn = NDArray[np.float64]
Vectors = NDArray[np.float64]
NONE = np.array([0.0, 0.0, 0.0, 1.0])
_INVERSE = np.array([-1.0, -1.0, -1.0, 1.0])


def axis_angle(axis: Sequence[float], angle: float) -> Turn:
    """Return a turn about a unit axis, in radians."""
    sine = math.sin(angle / 2)
    x, y, z = axis
    return np.array([x * sine, y * sine, z * sine, math.cos(angle / 2)])


def of_vector(vector: Vectors) -> Turn:
    """Return the turn of an axis times an angle."""
    if vector.ndim == 1:  # for one NumPy costs ten times as much
        x, y, z = vector.tolist()
        angle_ = math.sqrt(x * x + y * y + z * z)
        share_ = math.sin(angle_ / 2) / angle_ if angle_ > 1e-9 else 0.5
        return np.array([x * share_, y * share_, z * share_, math.cos(angle_ / 2)])
    angle = np.linalg.norm(vector, axis=-1, keepdims=True)
    share = 0.5 * np.sinc(angle / (2 * np.pi))
    turn: Turn = np.concatenate([vector * share, np.cos(angle / 2)], -1)
    return turn


def to_vector(turn: Turn) -> Vectors:
    """Return one turn as its axis times its angle, at most half a round."""
    x, y, z, w = turn.tolist() if turn[3] >= 0 else (-turn).tolist()
    sine = math.sqrt(x * x + y * y + z * z)
    share = 2 * math.atan2(sine, w) / sine if sine > 1e-9 else 2.0
    return np.array([x * share, y * share, z * share])


def product(a: Turn, b: Turn) -> Turn:
    """Return the turn that turns by b first, then by a."""
    if a.ndim == b.ndim == 1:
        return np.array(_product(*a.tolist(), *b.tolist()))
    return np.stack(_product(*np.moveaxis(a, -1, 0), *np.moveaxis(b, -1, 0)), -1)


def _product(
    ax: Any, ay: Any, az: Any, aw: Any, bx: Any, by: Any, bz: Any, bw: Any
) -> tuple[Any, Any, Any, Any]:
    """Multiply numbers, or arrays of them."""
    return (
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    )


def inverse(turn: Turn) -> Turn:
    """Return the turn back."""
    back: Turn = turn * _INVERSE
    return back


def rotated(turn: Turn, vector: Vectors) -> Vectors:
    """Return vectors as they are after the turn."""
    vector = np.asarray(vector, float)
    twice = 2 * np.cross(turn[..., :3], vector)
    return vector + turn[..., 3:] * twice + np.cross(turn[..., :3], twice)


def between(a: Vectors, b: Vectors) -> Turn:
    """Return the shortest turn that brings unit vectors a to b."""
    axis = np.cross(a, b)
    turn = np.concatenate([axis, 1 + np.sum(a * b, axis=-1, keepdims=True)], -1)
    length = np.linalg.norm(turn, axis=-1, keepdims=True)
    # Opposite ones have no shortest turn: any that is across will do.
    spare = np.cross(a, np.where(np.abs(a[..., :1]) < 0.9, [1.0, 0, 0], [0, 1.0, 0]))
    spare = spare / np.maximum(np.linalg.norm(spare, axis=-1, keepdims=True), 1e-12)
    half = np.concatenate([spare, np.zeros_like(spare[..., :1])], -1)
    return np.where(length > 1e-6, turn / np.maximum(length, 1e-12), half)


def part_of(turn: Turn, share: float) -> Turn:
    """Return a share of a turn."""
    return of_vector(to_vector(turn) * share)


def matrices(turn: Turn) -> NDArray[np.float64]:
    """Return ``(…, 3, 3)`` matrices."""
    x, y, z, w = np.moveaxis(turn, -1, 0)
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.stack([np.stack(row, -1) for row in rows], -2)


def of_matrix(matrix: NDArray[np.float64]) -> Turn:
    """Return the turn of a ``(3, 3)`` rotation; the nearest one if it is none."""
    left, _, right = np.linalg.svd(np.asarray(matrix, float))
    pure = left @ right
    if np.linalg.det(pure) < 0:
        left[:, -1] *= -1
        pure = left @ right
    (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = pure
    values, vectors = np.linalg.eigh(
        np.array(
            [
                [xx - yy - zz, yx + xy, zx + xz, zy - yz],
                [yx + xy, yy - xx - zz, zy + yz, xz - zx],
                [zx + xz, zy + yz, zz - xx - yy, yx - xy],
                [zy - yz, xz - zx, yx - xy, xx + yy + zz],
            ]
        )
    )
    turn: Turn = vectors[:, np.argmax(values)]
    return turn if turn[3] >= 0 else -turn
