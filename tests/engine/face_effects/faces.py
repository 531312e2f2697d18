"""Faces whose truth is known: the average one, turned and moved, and a photographed one."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import skimage.data

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane
from studio.model.canonical_face import canonical_face
from studio.model.head_views import Vector, view_turn
from studio.model.tracking import BLENDSHAPES, LANDMARKS, Face, Hand, Tracked

DATA = Path(__file__).with_name("data")


def turn_of(yaw_deg: float = 0, pitch_deg: float = 0, roll_deg: float = 0) -> Vector:
    """Return a head's turn: to the right, up, and clockwise as it is seen."""
    roll = np.radians(-roll_deg)
    cos, sin = np.cos(roll), np.sin(roll)
    tilt = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    return np.asarray(tilt @ view_turn(yaw_deg, pitch_deg))


def project(points_cm: Vector, turn: Vector, at: tuple[float, float], px_cm: float) -> Vector:
    """Return where points of the canonical face are on a picture, with their depths."""
    return np.asarray((points_cm @ turn.T) * (px_cm, -px_cm, -px_cm) + (*at, 0))


def face(
    at: tuple[float, float] = (320, 180),
    px_cm: float = 10.0,
    *,
    turn: Vector | None = None,
    number: int = 1,
    presence: float = 1.0,
    shapes: Mapping[str, float] | None = None,
) -> Face:
    """Return the average face somewhere, with so much of some blendshapes."""
    turn = turn_of() if turn is None else turn
    points = np.zeros((LANDMARKS, 3))
    points[:468] = project(canonical_face()[0].astype(float), turn, at, px_cm)
    points[468:] = points[[33, 263]].mean(axis=0)
    strengths = np.array([(shapes or {}).get(name, 0.0) for name in BLENDSHAPES], np.float32)
    matrix = np.eye(4, dtype=np.float32)
    return Face(number, presence, points.astype(np.float32), strengths, matrix)


def tracked(
    *faces: Face,
    pts_ns: int = 0,
    size: tuple[int, int] = (640, 360),
    hands: tuple[Hand, ...] = (),
) -> Tracked:
    """Return what was seen on a picture."""
    return Tracked(pts_ns, *size, faces, hands)


def hand(gesture: str) -> Hand:
    """Return a hand that says something."""
    return Hand(True, np.zeros((21, 3), np.float32), gesture)


def astronaut(pts_ns: int = 0) -> Picture:
    """Return NASA's photograph that scikit-image ships, with what MediaPipe saw on it."""
    rgb: Plane = skimage.data.astronaut()  # type: ignore[no-untyped-call]
    rgba = np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    with np.load(DATA / "astronaut.npz") as held:
        seen = Face(1, 1.0, held["points"], held["blendshapes"], held["matrix"])
    plain = picture_from_rgba(rgba, serial=1, pts_ns=pts_ns)
    found = tracked(seen, pts_ns=pts_ns, size=(512, 512))
    return Picture(512, 512, plain.y, plain.uv, None, 1, pts_ns, tracked=found)
