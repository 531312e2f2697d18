"""From where an avatar is seen: its head, its bust or all of it, in the middle of the picture."""

import math
from dataclasses import dataclass

import numpy as np

from studio.avatar.errors import AvatarError
from studio.avatar.model import AvatarModel, Doubles, Floats
from studio.avatar.skeleton import Skeleton

_FOV_DEG = 24.0
_FILLS = 0.8
"""Of the picture's side; the rest is for heads that lean and ears that swing."""
_LIGHT = np.array([-0.42, 0.62, 0.66])


@dataclass(frozen=True, slots=True)
class View:
    """A camera that looks straight ahead.

    Attributes:
        middle: What is in the middle of the picture.
        height_m: Of what is seen there.
    """

    middle: tuple[float, float, float]
    height_m: float

    def packed(self, aspect: float = 1.0) -> Floats:
        """Return what the shader gets of it, for a picture of so many times its height in width."""
        distance = self.height_m / 2 / math.tan(math.radians(_FOV_DEG / 2))
        near, far = distance * 0.3, distance * 3
        eye = np.array(self.middle) + np.array([0, 0, distance])
        look = np.eye(4)
        look[:3, 3] = -eye
        scale = 1 / math.tan(math.radians(_FOV_DEG / 2))
        project = np.zeros((4, 4))
        project[0, 0], project[1, 1] = scale / aspect, scale
        project[2, 2], project[2, 3] = far / (near - far), near * far / (near - far)
        project[3, 2] = -1
        light = _LIGHT / np.linalg.norm(_LIGHT)
        return np.array([*(project @ look).T.reshape(-1), *eye, 1, *light, 0], np.float32)


def framed(model: AvatarModel, skeleton: Skeleton, framing: str, scale: float) -> View:
    """Return from where to see an avatar that is at rest.

    Args:
        model: It.
        skeleton: Its bones.
        framing: ``head``, ``bust`` or ``full``.
        scale: How much larger than usual it is seen.

    Raises:
        AvatarError: If it has no size.
    """
    points = _points(model, skeleton)
    low, high = points.min(axis=0), points.max(axis=0)
    top = float(high[1])
    head = skeleton.place("head")
    neck = skeleton.place("neck")
    base = neck if neck is not None else head
    if base is None or framing == "full":
        bottom, centre = float(low[1]), (low + high) / 2
    else:
        size = max(top - float(base[1]), 1e-3)
        centre = base if head is None else head
        hips = skeleton.place("hips")
        trunk = size if hips is None else max(float(base[1] - hips[1]), 1e-3)
        bottom = float(base[1]) - (0.12 * size if framing == "head" else 0.66 * trunk)
        bottom = max(bottom, float(low[1]))
    height = (top - bottom) / _FILLS
    if base is None or framing == "full":
        height = max(height, float(high[0] - low[0]) / _FILLS * 0.8)
    if not 1e-4 < height < 1e4:
        raise AvatarError("The avatar has no size, or one beyond all bounds.")
    middle_y = (top + bottom) / 2
    if framing == "bust" and base is not None:  # it goes on below the picture
        middle_y = top + (1 - _FILLS) / 2 * height - height / 2
    return View((float(centre[0]), middle_y, float(centre[2])), height / scale)


def _points(model: AvatarModel, skeleton: Skeleton) -> Doubles:
    """Return where all points are at rest."""
    matrices = skeleton.rest[model.palette] @ model.palette_binds
    found = []
    for corners in model.corners:
        chosen = matrices[corners.joints[:, 0]]
        found.append((chosen[:, :3, :3] @ corners.points[:, :, None])[:, :, 0] + chosen[:, :3, 3])
    points: Doubles = np.concatenate(found)
    if not np.isfinite(points).all():
        raise AvatarError("The avatar has points that are nowhere.")
    return points
