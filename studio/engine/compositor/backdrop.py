"""What is behind people: the room without them, out of focus, and pictures that fill the place.

A room's colours are carried on into where people stand (from coarse to fine, as "push-pull"
fills holes), so that nothing of them is in the blur around them.  Lights are weighted up, so
that they grow into bright spots as behind a lens, instead of going grey::

    plate = blurred(matte, 0.6)
"""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.matting import Floats, Matte
from studio.engine.compositor.small_picture import Small
from studio.engine.picture import Picture

_LEAST_SAMPLES = 4
_LEAST_SIGMA, _MORE_SIGMA = 5.0, 65.0  # 1080ths of the picture's height
_COARSE_SIGMA = 1.2  # samples: what is softer is computed with half as many
_BRIGHT = 6.0
_LIGHT_WINDOW = (9, 9)  # samples


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A small picture without anybody.

    Attributes:
        y: ``(h, w) float32``, 0..255.
        cb: Likewise.
        cr: Likewise.
        step: By how much the picture is larger.
    """

    y: Floats
    cb: Floats
    cr: Floats
    step: int


def room_of(matte: Matte, *, is_fine: bool = False) -> tuple[Floats, int]:
    """Return the small picture, with what people hide made up.

    Args:
        matte: Of the picture.
        is_fine: Twice as fine as the matte.

    Returns:
        ``(h, w, 3) float32``, and by how much the picture is larger.
    """
    small = matte.small if is_fine else matte.tiny
    rows, columns = small.y.shape
    wide = np.asarray(cv2.dilate(matte.person, np.ones((3, 3), np.uint8)))
    if is_fine:
        doubled = wide.shape[1] * 2, wide.shape[0] * 2
        wide = np.asarray(cv2.resize(wide, doubled, interpolation=cv2.INTER_LINEAR))
    weight = np.square(1 - wide[:rows, :columns])
    channels = [plane * weight for plane in (small.y, small.cb, small.cr)]
    return _filled(np.asarray(cv2.merge([*channels, weight]), np.float32)), small.step


def _filled(level: Floats) -> Floats:
    """Fill where there is no weight with what is around, from coarse to fine."""
    rows, columns = level.shape[:2]
    if min(rows, columns) <= _LEAST_SAMPLES:
        weight = level[..., 3:]
        mean = level[..., :3].sum((0, 1)) / max(float(weight.sum()), 1e-4)
        if not weight.any():
            mean = np.array([16, 128, 128], np.float32)
        return np.asarray(level[..., :3] + mean * (1 - weight), np.float32)
    half = -(-columns // 2), -(-rows // 2)
    coarse = _filled(np.asarray(cv2.resize(level, half, interpolation=cv2.INTER_AREA)))
    grown = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown * (1 - level[..., 3:]) + level[..., :3], np.float32)


def plate_of(matte: Matte) -> Plate:
    """Return the room as it is, but for people."""
    room, step = room_of(matte)
    y, cb, cr = (np.asarray(each, np.float32) for each in cv2.split(room))
    return Plate(y, cb, cr, step)


def blurred(matte: Matte, strength: float) -> Plate:
    """Return the room out of focus.

    Args:
        matte: Of the picture.
        strength: 0..1.
    """
    height = matte.small.y.shape[0] * matte.small.step
    sigma_px = (_LEAST_SIGMA + _MORE_SIGMA * strength * strength) * height / 1080
    room, step = room_of(matte, is_fine=sigma_px < _COARSE_SIGMA * matte.step)
    sigma = sigma_px / step
    y, cb, cr = (np.asarray(each) for each in cv2.split(room))
    weight = 1 + np.float32(_BRIGHT) * np.square(np.square(y * np.float32(1 / 235)))
    weighted = [plane * weight for plane in (y, cb, cr)]
    soft = [
        np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))
        for plane in (*weighted, weight)
    ]
    y, cb, cr = (np.asarray(plane / soft[3], np.float32) for plane in soft[:3])
    return Plate(y, cb, cr, step)


def light_of(small: Small) -> Plate:
    """Return the light that comes from a picture that is put behind people."""
    planes = (small.y, small.cb, small.cr)
    y, cb, cr = (cv2.blur(plane, _LIGHT_WINDOW).astype(np.float32) for plane in planes)
    return Plate(y, cb, cr, small.step)


def grow(plate: Plate, out: Planes) -> None:
    """Fill a picture's luma and chroma with a plate, grown bilinearly."""
    rows, columns = plate.y.shape
    y, cb, cr = (cv2.convertScaleAbs(plane) for plane in (plate.y, plate.cb, plate.cr))
    for small, target, step in (
        (y, out.y, plate.step),
        (cv2.merge([cb, cr]), out.uv, plate.step // 2),
    ):
        size = columns * step, rows * step
        if size == target.shape[1::-1]:
            cv2.resize(small, size, dst=target, interpolation=cv2.INTER_LINEAR)
        else:
            large = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
            np.copyto(target, large[: target.shape[0], : target.shape[1]])


def fitted(picture: Picture, out: Planes) -> None:
    """Fill planes with a picture; what is too wide or too high is cut off on both sides."""
    height, width = out.y.shape
    rows, columns = picture.y.shape
    scale = max(width / picture.width, height / picture.height)
    across = min(width / (picture.width * scale), 1) * columns
    down = min(height / (picture.height * scale), 1) * rows
    left, top = round((columns - across) / 4) * 2, round((rows - down) / 4) * 2
    right, below = columns - left, rows - top
    part = Planes(picture.y, picture.uv)
    y, uv = part.y[top:below, left:right], part.uv[top // 2 : below // 2, left // 2 : right // 2]
    for plane, target in ((y, out.y), (uv, out.uv)):
        size = target.shape[1], target.shape[0]
        if plane.shape == target.shape:
            np.copyto(target, plane)
        else:
            is_smaller = plane.shape[0] > size[1] and plane.shape[1] > size[0]
            how = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
            cv2.resize(plane, size, dst=target, interpolation=how)
