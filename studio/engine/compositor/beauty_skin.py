"""The skin of a face: where it is, and how it is smoothed and toned.

Where: inside the contour without eyes, brows and lips, and the neck below it, as far as
colours are like the cheeks'; hair, glasses and a hand before the face are not.
What is done to it stands in ``beauty_tone``::

    skin = find_skin(face, sheet, planes_of_the_paint_box)
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_shapes import Sheet
from studio.engine.compositor.face_mesh import (
    LEFT_BROW,
    LEFT_EYE,
    LIPS_OUTER,
    OVAL,
    RIGHT_BROW,
    RIGHT_EYE,
)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """A face's skin at the size of its sheet.

    Attributes:
        sheet: Where it is.
        height: Of the face, in rows of the sheet.
        y: Luma.
        cb: Chroma, likewise stretched to the sheet.
        cr: Likewise.
        inner: 0..1, skin of the face without eyes, brows and lips.
        all: 0..1, with the neck, and softer.
        parts: 0..1, eyes, brows and lips.
    """

    sheet: Sheet
    height: float
    y: Floats
    cb: Floats
    cr: Floats
    inner: Floats
    all: Floats
    parts: Floats


def find_skin(face: FacePlace, sheet: Sheet, part: Planes) -> Skin:
    """Look at the planes of the face's paint box."""
    size = (sheet.columns, sheet.rows)
    y = np.asarray(cv2.resize(part.y, size, interpolation=cv2.INTER_AREA)).astype(np.float32)
    uv = np.asarray(cv2.resize(part.uv, size, interpolation=cv2.INTER_AREA)).astype(np.float32)
    cb, cr = cv2.split(uv)
    inner = sheet.polygon([_contour(face)], 0.03 * face.width)
    holes = np.zeros((sheet.rows, sheet.columns), np.uint8)
    for part_of, growth in ((RIGHT_EYE, 1.35), (LEFT_EYE, 1.35), (RIGHT_BROW, 1.15),
                            (LEFT_BROW, 1.15), (LIPS_OUTER, 1.06)):  # fmt: skip
        sheet.fill(holes, [_grown(face.at(part_of), growth)])
    parts = sheet.softened(holes, 0.012 * face.width)
    inner *= 1 - parts
    neck = sheet.polygon([_neck(face)], 0.07 * face.width, 0.9)
    like = _likeness(y, np.asarray(cb), np.asarray(cr), inner)
    if part.alpha is not None:
        like *= np.asarray(cv2.resize(part.alpha, size, interpolation=cv2.INTER_AREA)) / 255
    everything = np.maximum(sheet.polygon([_contour(face)], 0.06 * face.width), neck)
    everything *= like * (1 - 0.75 * parts)
    inner *= like
    _fade_out(everything)
    height = face.height * sheet.scale_y
    return Skin(sheet, height, y, np.asarray(cb), np.asarray(cr), inner, everything, parts)


def _contour(face: FacePlace) -> Floats:
    """Return the face's contour, with the forehead up to the hair."""
    oval = face.at(OVAL)
    above = np.clip(-(face.local(oval)[:, 1:]) / (0.5 * face.height), 0, 1)
    found: Floats = oval - face.down * (0.06 * face.height) * above**2
    return found


def _neck(face: FacePlace) -> Floats:
    right, left, chin = face.at((172, 397, 152))
    below = face.down * face.height
    return np.stack([
        right, left,
        left + 0.45 * below + 0.1 * face.width * face.across,
        chin + 0.6 * below,
        right + 0.45 * below - 0.1 * face.width * face.across,
    ])  # fmt: skip


def _grown(shape: Floats, by: float) -> Floats:
    middle = shape.mean(0)
    found: Floats = middle + (shape - middle) * by
    return found


def _likeness(y: Floats, cb: Floats, cr: Floats, inner: Floats) -> Floats:
    """Return 0..1: how much colours are those of most of the face."""
    is_sure = inner > 0.8
    if int(is_sure.sum()) < 16:
        return np.ones_like(y)
    far = np.zeros_like(y)
    for plane, least in ((cb, 5.0), (cr, 5.0)):
        sure = plane[is_sure]
        median = float(np.median(sure))
        spread = max(1.4826 * float(np.median(np.abs(sure - median))), least)
        far += ((plane - median) / (2.4 * spread)) ** 2
    sure = y[is_sure]
    median = float(np.median(sure))
    spread = max(1.4826 * float(np.median(np.abs(sure - median))), 16.0)
    dark = np.clip((y - (median - 3.2 * spread)) / (1.2 * spread), 0, 1)
    found: Floats = np.exp(-np.maximum(far - 0.5, 0)) * dark * dark * (3 - 2 * dark)
    return np.asarray(cv2.blur(found, (3, 3)), np.float32)


def _fade_out(mask: Floats) -> None:
    """Let a mask end softly at the lower edge of its sheet, which is no edge of a neck."""
    rows = mask.shape[0]
    reach = max(rows // 8, 1)
    mask[rows - reach :] *= np.linspace(1, 0, reach, dtype=np.float32)[:, None]
