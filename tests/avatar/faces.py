"""What a camera could have seen, for tests."""

import numpy as np

from studio.avatar.turns import Turn, matrices
from studio.model.tracking import BLENDSHAPES, Face, Floats, Tracked


def face(turn: Turn, *, at_cm: tuple[float, float, float] = (0, 0, -45), **shapes: float) -> Face:
    """Return a face that is turned, somewhere, and does something."""
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = matrices(turn)
    matrix[:3, 3] = at_cm
    values = np.array([shapes.get(name, 0.0) for name in BLENDSHAPES], np.float32)
    return Face(1, 1.0, np.zeros((478, 3), np.float32), values, matrix)


def seen(*faces: Face, pts_ns: int = 0, body: Floats | None = None) -> Tracked:
    """Return a picture's result."""
    return Tracked(pts_ns, 640, 480, faces, body=body)


def body(left_wrist: tuple[float, float], right_wrist: tuple[float, float]) -> Floats:
    """Return a body that faces the camera; its wrists from its shoulders, in pixels, y down."""
    marks = np.zeros((33, 4), np.float32)
    marks[:, 3] = 0.99
    for side, shoulder, wrist in ((0, (400, 200), left_wrist), (1, (240, 200), right_wrist)):
        marks[11 + side, :2] = shoulder
        marks[13 + side, :2] = np.array(shoulder) + np.array(wrist) / 2
        marks[15 + side, :2] = np.array(shoulder) + np.array(wrist)
    return marks
