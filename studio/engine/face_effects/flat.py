"""Where a flat picture lies that is worn: in a plane that turns with the head.

The plane's two axes are turned with the head and seen from afar, which is an affine map:
a picture on a turned head is foreshortened as the face is::

    layer = FlatPart(part, still, key).layer(head, since_ns=…, share=1.0, size=1.0)
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from studio.engine.canvas.motion import Moving, Rest, begin
from studio.engine.compositor.composition import Affine, Blend, Layer, Rect
from studio.engine.face_effects.head import CM_MM, Head, place_cm
from studio.engine.face_effects.occlusion import grid_points, unhidden
from studio.engine.face_effects.signals import MS_NS
from studio.engine.picture import Picture
from studio.engine.sources.still import Still
from studio.model.canvas import Property
from studio.model.face_effect import Anchor, FacePart
from studio.model.head_views import Vector

_GONE, _WHOLE = 0.06, 0.3
"""How much a plane looks to the viewer when it vanishes, and when all of it is seen."""


class Moves:
    """How a part moves along its time."""

    def __init__(self, part: FacePart) -> None:
        self._loop_ns = part.loop_ms * MS_NS
        self._moving: Mapping[Property, Moving] = {
            name: begin(motion, 0, Rest(0.0)) for name, motion in part.motions().items()
        }

    def at(self, since_ns: int) -> dict[Property, float]:
        """Return all properties at a time since its beginning."""
        place_ns = since_ns % self._loop_ns if self._loop_ns else since_ns
        return {name: moving.at(place_ns) for name, moving in self._moving.items()}


class FlatPart:
    """A part that is a picture.

    Args:
        part: Which.
        still: Its picture, or pictures in turn.
    """

    def __init__(self, part: FacePart, still: Still) -> None:
        self._part = part
        self._still = still
        self._moves = Moves(part)
        self._axes = plane_axes(part.turn_deg, part.tilt_deg)

    def layer(
        self, head: Head, key: str, *, since_ns: int, share: float, size: float
    ) -> Layer | None:
        """Return it on a head; None if nothing of it is seen.

        Args:
            head: That wears it.
            key: Of the layer.
            since_ns: How long it has been there.
            share: How much of it is seen.
            size: How much larger than its author meant it to be.
        """
        now = self._moves.at(since_ns)
        opacity = share * now["opacity"] * _seen(head.facing(self._axes[:, 2]))
        if opacity <= 0.002:
            return None
        picture = self._picture(since_ns)
        laid = self._laid(picture, now, size)
        matrix = laid.matrix(head)
        if matrix.is_flat:
            return None
        if self._part.is_occluded:
            points = laid.points_cm(grid_points(picture.width, picture.height))
            picture = unhidden(picture, points, head.turn[2])
        whole = Rect(0, 0, picture.width, picture.height)
        blend = Blend(self._part.blend)
        return Layer(key, picture, whole, matrix, opacity=min(1.0, opacity), blend=blend)

    def for_wearer(self) -> "FlatPart":
        """Return itself: it remembers nothing of heads."""
        return self

    def _picture(self, since_ns: int) -> Picture:
        ends_ns = self._still.ends_ns
        if not ends_ns:
            return self._still.pictures[0]
        return self._still.pictures[bisect_right(ends_ns, since_ns % ends_ns[-1])]

    def _laid(self, picture: Picture, now: dict[Property, float], size: float) -> "_Laid":
        part = self._part
        cm_px = part.width_mm / CM_MM / picture.width * size * now["scale"]
        angle = math.radians(now["rotation_deg"])
        cos, sin = math.cos(angle), math.sin(angle)
        scales = cm_px * now["scale_x"], cm_px * now["scale_y"]
        drawn = np.array([[cos, -sin], [sin, cos]]) * scales
        across_down = self._axes[:, :2] * (1.0, -1.0)
        return _Laid(
            part.on,
            across_down @ drawn,
            np.array([now["x"], -now["y"], part.z]) * (size / CM_MM),
            np.array([part.anchor[0] * picture.width, part.anchor[1] * picture.height]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A picture in its plane, before a head turns it.

    Attributes:
        steps_cm: ``(3, 2)``: what a pixel to the right and one down is on the face's axes.
        offset_cm: From the anchor to where the picture is held.
        held: The point by which it is held, in its pixels.
    """

    on: Anchor
    steps_cm: Vector
    offset_cm: Vector
    held: Vector

    def matrix(self, head: Head) -> Affine:
        """Return the map from the picture's pixels to the camera's."""
        linear = head.project(self.steps_cm.T).T
        place = head.anchor(self.on) + head.project(self.offset_cm)
        tx, ty = place - linear @ self.held
        (a, b), (c, d) = linear.tolist()
        return Affine(a, b, c, d, float(tx), float(ty))

    def points_cm(self, points: Vector) -> Vector:
        """Return where points of the picture lie on the canonical face's axes."""
        return place_cm(self.on) + self.offset_cm + (points - self.held) @ self.steps_cm.T


def plane_axes(turn_deg: float, tilt_deg: float) -> Vector:
    """Return a plane's axes on the canonical face: across, up, and away from it."""
    turn, tilt = math.radians(turn_deg), math.radians(tilt_deg)
    ct, st, cu, su = math.cos(turn), math.sin(turn), math.cos(tilt), math.sin(tilt)
    around = np.array([[ct, 0, st], [0, 1, 0], [-st, 0, ct]])
    return np.asarray(around @ np.array([[1, 0, 0], [0, cu, su], [0, -su, cu]]))


def _seen(facing: float) -> float:
    share = min(1.0, max(0.0, (facing - _GONE) / (_WHOLE - _GONE)))
    return share * share * (3 - 2 * share)
