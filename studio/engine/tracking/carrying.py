"""Carries what was seen on some pictures on to another one.

Between two results it lies between them.  Behind the last one it goes on as it went: each
face, hand or body turns, grows and moves as a whole, since single points that go on by
themselves are noise that grows with each frame.  Pure: times are arguments::

    tracked = carried(results, picture.pts_ns)      # results in the order of their time
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from studio.model.tracking import MOST_AGE_NS, Face, Floats, Hand, Tracked

_MOVES_NS = 150_000_000
"""So long it goes on as it went; then it stays where it is, as nobody moves on for ever."""
_FADES_NS = 100_000_000
"""So long before it is too old a face fades."""
_NO_TURN = np.eye(3, dtype=np.float32)


def carried(results: Sequence[Tracked], pts_ns: int) -> Tracked | None:
    """Return what is seen on the picture of a time, or None if nothing is known of it.

    Args:
        results: In the order of their time.
        pts_ns: Of the picture; so is the result's.
    """
    place = len(results)
    while place and results[place - 1].pts_ns > pts_ns:
        place -= 1
    if not place:
        return None
    last = results[place - 1]
    gap_ns = pts_ns - last.pts_ns
    if gap_ns == 0:
        return last
    if place < len(results) and results[place].pts_ns - last.pts_ns <= MOST_AGE_NS:
        after = results[place]
        return _moved(last, after, gap_ns / (after.pts_ns - last.pts_ns), pts_ns)
    if gap_ns > MOST_AGE_NS:
        return None
    share = min(1.0, (MOST_AGE_NS - gap_ns) / _FADES_NS)
    earlier = results[place - 2] if place > 1 else last
    step_ns = last.pts_ns - earlier.pts_ns
    if not 0 < step_ns <= MOST_AGE_NS:
        return _faded(replace(last, pts_ns=pts_ns), share)
    return _faded(_moved(last, earlier, -min(gap_ns, _MOVES_NS) / step_ns, pts_ns), share)


def _faded(tracked: Tracked, share: float) -> Tracked:
    if share >= 1:
        return tracked
    faces = tuple(replace(face, presence=face.presence * share) for face in tracked.faces)
    return replace(tracked, faces=faces)


def _moved(one: Tracked, other: Tracked, by: float, pts_ns: int) -> Tracked:
    """Return a result moved towards another one, or away from it.

    Args:
        one: What is moved.
        other: Where it was, or will be, then.
        by: 1 is the whole way; less than 0 goes on away from it.
        pts_ns: Of the picture that it is for.
    """
    faces = {face.number: face for face in other.faces}
    hands = {hand.is_right: hand for hand in other.hands}
    body = one.body
    if body is not None and other.body is not None:
        body = body.copy()
        body[:, :3] = _moved_points(body[:, :3], other.body[:, :3], by)
    return replace(
        one,
        pts_ns=pts_ns,
        faces=tuple(_moved_face(face, faces.get(face.number), by) for face in one.faces),
        hands=tuple(_moved_hand(hand, hands.get(hand.is_right), by) for hand in one.hands),
        body=body,
    )


def _moved_face(face: Face, other: Face | None, by: float) -> Face:
    if other is None:
        return face
    shapes = face.blendshapes
    if by > 0:
        shapes = shapes + (other.blendshapes - shapes) * np.float32(by)
    return Face(
        face.number,
        face.presence,
        _moved_points(face.points, other.points, by),
        shapes,
        _moved_matrix(face.matrix, other.matrix, by),
    )


def _moved_hand(hand: Hand, other: Hand | None, by: float) -> Hand:
    if other is None:
        return hand
    return replace(hand, points=_moved_points(hand.points, other.points, by))


def _moved_points(points: Floats, other: Floats, by: float) -> Floats:
    """Move points as a whole, and between two results each by itself, too."""
    if by > 0:
        return points + (other - points) * np.float32(by)
    # By moments, as sums down columns of three are slow: 40 µs and not 85 for a face.
    here, there = points.astype(np.float64), other.astype(np.float64)
    count, ones = len(here), np.ones(len(here))
    x, y, _ = (ones @ here / count).tolist()
    u, v, _ = (ones @ there / count).tolist()
    (xu, yu, _), (xv, yv, _), _ = (there.T @ here).tolist()
    (uu, _, _), (_, vv, _), _ = (there.T @ there).tolist()
    size = uu + vv - count * (u * u + v * v)
    if size <= 1e-6:
        return points
    # Points are about those of then turned and scaled by ``growth``, as complex numbers.
    growth = complex(xu + yv - count * (x * u + y * v), yu - xv - count * (y * u - x * v)) / size
    scale = abs(growth) ** -by
    turn = math.atan2(growth.imag, growth.real) * -by
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    motion = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, scale]])
    goal = [x - x * cos + y * sin + (u - x) * by, y - x * sin - y * cos + (v - y) * by, 0]
    return np.asarray(here @ motion + goal, np.float32)


def _moved_matrix(matrix: Floats, other: Floats, by: float) -> Floats:
    """Move a placement: its corner in a line, its turn round one axis, its size as it is."""
    found = matrix.copy()
    found[:3, 3] += (other[:3, 3] - matrix[:3, 3]) * np.float32(by)
    now, then = matrix[:3, :3], other[:3, :3]
    turn = then @ now.T
    size = math.sqrt(float(np.vdot(now, now)) * float(np.vdot(then, then))) / 3
    if size > 0:
        found[:3, :3] = _part_of_turn(turn / np.float32(size), by) @ now
    return found


def _part_of_turn(turn: Floats, by: float) -> Floats:
    """Return a part of a turn, round the same axis (Rodrigues)."""
    (a, b, c), (d, e, f), (g, h, i) = turn.tolist()
    x, y, z = h - f, c - g, d - b
    sine = math.sqrt(x * x + y * y + z * z)
    if sine < 1e-6:
        return _NO_TURN
    angle = math.atan2(sine, a + e + i - 1) * by
    x, y, z = x / sine, y / sine, z / sine
    s, c1 = math.sin(angle), 1 - math.cos(angle)
    return np.array(
        [
            [1 - c1 * (y * y + z * z), c1 * x * y - s * z, c1 * x * z + s * y],
            [c1 * x * y + s * z, 1 - c1 * (x * x + z * z), c1 * y * z - s * x],
            [c1 * x * z - s * y, c1 * y * z + s * x, 1 - c1 * (x * x + y * y)],
        ],
        np.float32,
    )
