"""Faces that are known exactly, for tests of what brings results and pictures together."""

import math

import numpy as np

from studio.model.tracking import BLENDSHAPES, LANDMARKS, Face, Floats, Hand, Tracked

WIDTH, HEIGHT = 640, 360
FRAME_NS = 1_000_000_000 // 30
_RANDOM = np.random.default_rng(7)
SHAPE: Floats = (_RANDOM.uniform(-1, 1, (LANDMARKS, 3)) * (60, 80, 30)).astype(np.float32)
"""Of a face in the middle of nowhere, in pixels."""


def rotation(turn_deg: float) -> Floats:
    """Return a turn round z."""
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], np.float32)


def points(x: float, y: float = 180.0, scale: float = 1.0, turn_deg: float = 0.0) -> Floats:
    """Return where the points of a face are."""
    found = SHAPE @ rotation(turn_deg).T * np.float32(scale)
    return np.asarray(found + np.array([x, y, 0], np.float32), np.float32)


def face(
    x: float,
    y: float = 180.0,
    *,
    scale: float = 1.0,
    turn_deg: float = 0.0,
    number: int = 1,
    presence: float = 1.0,
) -> Face:
    """Return a face whose middle is there."""
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = rotation(turn_deg)
    matrix[:3, 3] = (x / 10, y / 10, -40)
    shapes = np.zeros(len(BLENDSHAPES), np.float32)
    return Face(number, presence, points(x, y, scale, turn_deg), shapes, matrix)


def seen(
    pts_ns: int, *faces: Face, hands: tuple[Hand, ...] = (), size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Tracked:
    """Return a result."""
    return Tracked(pts_ns, *size, faces, hands)


def swim_px(tracked: Tracked | None, truth: Floats) -> float:
    """Return how far the points of the first face are from where they are, on the average."""
    assert tracked is not None
    return float(np.linalg.norm((tracked.faces[0].points - truth)[:, :2], axis=1).mean())
