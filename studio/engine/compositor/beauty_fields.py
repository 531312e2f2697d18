"""What the beauty filter does to the colours of a face, worked out on a small picture of it.

Skin is looked at on a picture that is coarser by two than the one for make-up, since all
about it is soft.  Both compositors stretch the result over the paint box and apply it::

    fields = paint_fields(face, beauty, planes)        # None: nothing is to be painted
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_make_up import put_on
from studio.engine.compositor.beauty_relief import blush, shade
from studio.engine.compositor.beauty_shapes import Stencil
from studio.engine.compositor.beauty_skin import find_skin
from studio.engine.compositor.beauty_tone import tone
from studio.engine.compositor.beauty_toning import Toning
from studio.engine.compositor.color import BLACK_Y
from studio.engine.compositor.filter_beauty import Beauty, Rgb
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

_FINEST_PX = 200
"""Faces that are higher are looked at by halves, quarters …, so that large ones cost the same."""

_WELL_LIT_Y = 150
"""Luma of the brightest twentieth around a face, from which on colours are what they are."""
_LEAST_LIGHT = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """What to do to samples of a box.

    Attributes:
        box: Of the luma plane, even.
        toning: Its maps, to be stretched over the box.
        reduction: Luma pixels of the planes a sample of the maps.
    """

    box: Box
    toning: Toning
    reduction: int


def paint_fields(face: FacePlace, beauty: Beauty, planes: Planes) -> Fields | None:
    """Return the maps for a face, or None if it is not painted."""
    if not beauty.paints:
        return None
    box = face.paint_box
    part = planes.window(box)
    reduction = 1
    while face.height / reduction > _FINEST_PX:
        reduction *= 2
    columns, rows = max(box.width // reduction, 4), max(box.height // reduction, 4)
    luma = _shrunk(part.y, columns, rows)
    beauty = _lit(beauty, luma)
    toning = _skin_toning(face, beauty, part, luma).stretched(rows, columns)
    put_on(toning, face.reduced(box, columns, rows), Stencil(rows, columns), luma, beauty)
    if face.presence < 1:
        toning.weaken(face.presence)
    if part.alpha is not None:  # planes are premultiplied: what is clear stays black
        toning.weaken(_shrunk(part.alpha, columns, rows) * np.float32(1 / 255))
    return Fields(box, toning, reduction)


def _skin_toning(face: FacePlace, beauty: Beauty, part: Planes, luma: Plane) -> Toning:
    """Return what is done to skin, at half the size of the luma that is given."""
    columns, rows = luma.shape[1] // 2, luma.shape[0] // 2
    face = face.reduced(face.paint_box, columns, rows)
    stencil = Stencil(rows, columns)
    y, uv = _shrunk(luma, columns, rows), _shrunk(part.uv, columns, rows)
    skin = find_skin(face, stencil, y, uv)
    toning = Toning.none(rows, columns)
    tone(toning, face, skin, stencil, beauty)
    if beauty.contour:
        shade(toning, face, skin, beauty.contour)
    if beauty.blush:
        blush(toning, face, skin, stencil, beauty)
    return toning


def _lit(beauty: Beauty, luma: Plane) -> Beauty:
    """Return the filter with its colours as dark as the picture is, or lips would glow."""
    some = luma[::6, ::6].ravel()
    brightest = float(np.partition(some, some.size * 19 // 20)[some.size * 19 // 20])
    light = min(max((brightest - BLACK_Y) / (_WELL_LIT_Y - BLACK_Y), _LEAST_LIGHT), 1.0)
    if light == 1:
        return beauty
    return replace(
        beauty,
        rosy=beauty.rosy * light,
        lip_color=_darker(beauty.lip_color, light),
        blush_color=_darker(beauty.blush_color, light),
        brow_color=_darker(beauty.brow_color, light),
        eye_shadow_color=_darker(beauty.eye_shadow_color, light),
    )


def _darker(color: Rgb, light: float) -> Rgb:
    red, green, blue = (round(part * light) for part in color)
    return red, green, blue


def _shrunk(plane: Plane, columns: int, rows: int) -> Plane:
    return np.asarray(cv2.resize(plane, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
