"""A tailor's dummy: the average head, drawn as it is turned, for previews and thumbnails.

Nobody's face, and where everything on it lies is known exactly::

    rgb, points = mannequin(480, yaw_deg=30, pitch_deg=0, roll_deg=0)
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.picture import Plane
from studio.model.canonical_face import SKULL_MIDDLE_CM, SKULL_RADII_CM, canonical_face
from studio.model.head_views import Vector, view_turn
from studio.model.tracking import LANDMARKS, Floats

_OVER = 2
_WALL, _WALL_DEEP = np.array([233, 228, 240]), np.array([178, 172, 198])
_SKIN = np.array([242, 208, 190])
_LIGHT = np.array([-0.45, 0.6, 0.66])
_LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
_EYES: tuple[tuple[int, ...], ...] = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382),
)
_BROWS: tuple[tuple[int, ...], ...] = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (336, 296, 334, 293, 300, 276, 283, 282, 295, 285),
)
_NECK_CM = np.array([[0.0, -4.0, -3.5], [0.0, -19.0, -5.0]])
_NECK_RADIUS_CM = 5.3
_FACE_SHARE = 0.021
"""Of the picture's side, for a centimetre."""


def mannequin(
    side_px: int, *, yaw_deg: float = 0.0, pitch_deg: float = 0.0, roll_deg: float = 0.0
) -> tuple[Plane, Floats]:
    """Return a square RGB picture of it, and the landmarks of its face as trackers have them.

    Args:
        side_px: Of the picture.
        yaw_deg: How far it looks to the right.
        pitch_deg: How far it looks up.
        roll_deg: How far it leans clockwise.
    """
    roll = math.radians(-roll_deg)
    cos, sin = math.cos(roll), math.sin(roll)
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]) @ view_turn(yaw_deg, pitch_deg)
    drawing = _Drawing(side_px * _OVER, turn)
    drawing.wall()
    drawing.neck()
    drawing.skull()
    drawing.face()
    drawing.features()
    rgb = cv2.resize(drawing.rgb, (side_px, side_px), interpolation=cv2.INTER_AREA)
    points = np.zeros((LANDMARKS, 3))
    points[:468] = drawing.placed(canonical_face()[0]) / _OVER
    for first, ring in ((468, _EYES[0]), (473, _EYES[1])):
        points[first : first + 5] = points[list(ring)].mean(axis=0)
    return np.asarray(rgb, np.uint8), points.astype(np.float32)


class _Drawing:
    """One picture while it is drawn."""

    def __init__(self, side: int, turn: Vector) -> None:
        self.rgb: Plane = np.zeros((side, side, 3), np.uint8)
        self._side = side
        self._turn = turn
        self._px_cm = side * _FACE_SHARE
        y, x = np.mgrid[0:side, 0:side].astype(np.float64)
        self._grid = np.stack([(x - side * 0.5) / self._px_cm, (side * 0.58 - y) / self._px_cm])

    def placed(self, points_cm: NDArray[np.floating]) -> Vector:
        """Return where points of the face are, with their depths, in pixels."""
        turned = points_cm.astype(np.float64) @ self._turn.T * self._px_cm
        middle = np.array([self._side * 0.5, self._side * 0.58, 0.0])
        return np.asarray(turned * (1.0, -1.0, -1.0) + middle)

    def wall(self) -> None:
        """Draw a wall that is lighter in the middle."""
        x, y = self._grid
        far = np.clip(np.hypot(x, y) / 32, 0, 1)[..., None]
        self.rgb[:] = (_WALL * (1 - far) + _WALL_DEEP * far).astype(np.uint8)

    def neck(self) -> None:
        """Draw a round neck that leans as the head does, and shoulders."""
        top, bottom = (self._turn @ each for each in _NECK_CM)
        x, y = self._grid
        share = np.clip((top[1] - y) / max(0.1, top[1] - bottom[1]), 0, 1.4)
        middle = top[0] + (bottom[0] - top[0]) * share
        wide = _NECK_RADIUS_CM * (1 + 1.9 * np.clip(share - 0.72, 0, 1) ** 2 * 9)
        across = (x - middle) / wide
        depth = np.sqrt(np.clip(1 - across**2, 0, 1))
        shade = np.clip(0.55 + 0.4 * (depth * _LIGHT[2] + across * _LIGHT[0]), 0, 1)
        under = 0.72 + 0.28 * np.clip(share * 1.6, 0, 1)
        self._lay((np.abs(across) < 1) & (y < top[1]), shade * under)

    def skull(self) -> None:
        """Draw the ellipsoid of the skull."""
        radii, middle = np.array(SKULL_RADII_CM) * 0.985, np.array(SKULL_MIDDLE_CM)
        centre = self._turn @ middle
        x, y = self._grid[0] - centre[0], self._grid[1] - centre[1]
        inverse = self._turn @ np.diag(1 / radii**2) @ self._turn.T
        half = inverse[2, 0] * x + inverse[2, 1] * y
        rest = inverse[0, 0] * x * x + 2 * inverse[0, 1] * x * y + inverse[1, 1] * y * y - 1
        under_root = half**2 - inverse[2, 2] * rest
        z = (-half + np.sqrt(np.maximum(under_root, 0))) / inverse[2, 2]
        normal = np.einsum("ij,jrc->irc", inverse, np.stack([x, y, z]))
        normal /= np.maximum(np.linalg.norm(normal, axis=0), 1e-9)
        self._lay(under_root > 0, _shade(np.moveaxis(normal, 0, -1)))

    def face(self) -> None:
        """Draw the face's triangles, those behind first."""
        points, triangles = canonical_face()
        turned = points.astype(np.float64) @ self._turn.T
        corners = turned[triangles.astype(np.intp)]
        flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        normals = np.zeros_like(turned)
        for corner in range(3):
            np.add.at(normals, triangles[:, corner], flat)
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
        shades = _shade(normals)[triangles.astype(np.intp)].mean(axis=1)
        places = self.placed(points)[:, :2]
        for index in np.argsort(corners[:, :, 2].mean(axis=1)).tolist():
            if flat[index, 2] > 0:
                colour = tuple(float(part) for part in _SKIN * shades[index])
                self._fill(places[triangles[index].astype(np.intp)], colour)
        hull = cv2.convexHull(places.astype(np.float32)).astype(np.int32)
        left, top, width, height = cv2.boundingRect(hull)
        part = self.rgb[max(0, top) : top + height, max(0, left) : left + width]
        mask = np.zeros(part.shape[:2], np.uint8)
        cv2.fillConvexPoly(mask, hull - (max(0, left), max(0, top)), 255)
        soft = cv2.bilateralFilter(part, 0, 18, 3 * _OVER)
        part[mask > 0] = soft[mask > 0]

    def features(self) -> None:
        """Draw eyes, brows and lips where they look to the viewer."""
        points = self.placed(canonical_face()[0])
        for ring in _BROWS:
            self._patch(points, ring, (196, 158, 140))
        for ring in _EYES:
            self._patch(points, ring, (250, 247, 245))
            middle = points[list(ring)].mean(axis=0)
            spread = self.rgb.copy()
            radius = 0.62 * self._px_cm
            for size, colour in ((radius, (120, 104, 140)), (radius * 0.5, (44, 36, 56))):
                self._disc(spread, middle[:2], size, colour)
            mask = self._inside(points[list(ring)][:, :2])
            if self._faces(points, ring):
                self.rgb[mask > 0] = spread[mask > 0]
        self._patch(points, _LIPS, (222, 140, 138))

    def _patch(self, points: Vector, ring: tuple[int, ...], colour: tuple[int, int, int]) -> None:
        if self._faces(points, ring):
            self._fill(points[list(ring)][:, :2], tuple(map(float, colour)))

    def _faces(self, points: Vector, ring: tuple[int, ...]) -> bool:
        """Tell whether a ring of landmarks looks to the viewer, whichever way it goes."""
        now = _area(points[list(ring)][:, :2])
        straight = canonical_face()[0].astype(np.float64)[list(ring)][:, :2] * (1, -1)
        return now * _area(straight) > 0

    def _inside(self, outline: Vector) -> Plane:
        mask: Plane = np.zeros(self.rgb.shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.rint(outline * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        return mask

    def _fill(self, outline: Vector, colour: tuple[float, ...]) -> None:
        fixed = np.rint(outline * 16).astype(np.int32)
        cv2.fillPoly(self.rgb, [fixed], colour, cv2.LINE_AA, 4)

    @staticmethod
    def _disc(rgb: Plane, middle: Vector, radius: float, colour: tuple[int, int, int]) -> None:
        centre = round(middle[0] * 16), round(middle[1] * 16)
        cv2.circle(rgb, centre, round(radius * 16), colour, -1, cv2.LINE_AA, 4)

    def _lay(self, where: NDArray[np.bool_], shade: Vector) -> None:
        colour = np.clip(_SKIN * shade[..., None], 0, 255).astype(np.uint8)
        soft = cv2.GaussianBlur(where.astype(np.float32), (0, 0), 1.0)[..., None]
        self.rgb[:] = (self.rgb * (1 - soft) + colour * soft).astype(np.uint8)


def _shade(normals: Vector) -> Vector:
    light = _LIGHT / np.linalg.norm(_LIGHT)
    direct = np.clip(normals @ light, 0, 1)
    rim = np.clip(1 - normals[..., 2], 0, 1) ** 3
    return np.asarray(np.clip(0.62 + 0.42 * direct + 0.1 * rim, 0, 1.04))


def _area(outline: Vector) -> float:
    x, y = outline[:, 0], outline[:, 1]
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
