"""What the beauty filter does to the colours of a face, worked out on a small picture of it.

Skin is looked at on a sheet that is coarser by two than the one for make-up, since all
about it is soft.  Both compositors stretch the result over the paint box and apply it::

    fields = paint_fields(face, beauty, planes)        # None: nothing is to be painted
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.beauty_face import FacePlace
from studio.engine.compositor.beauty_make_up import put_on
from studio.engine.compositor.beauty_shapes import Sheet
from studio.engine.compositor.beauty_skin import find_skin
from studio.engine.compositor.beauty_tone import tone
from studio.engine.compositor.beauty_toning import Toning
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.placement import Box

Floats = NDArray[np.float32]

_FINEST_PX = 200
"""Faces that are higher are looked at by halves, quarters …, so that large ones cost the same."""


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
    small = cv2.resize(part.y, (columns, rows), interpolation=cv2.INTER_AREA)
    coarse = Sheet.of(box, max(columns // 2, 2), max(rows // 2, 2))
    skin = find_skin(face, coarse, part)
    toning = Toning.none(coarse.rows, coarse.columns)
    tone(toning, face, skin, beauty)
    toning = toning.stretched(rows, columns)
    put_on(toning, face, Sheet.of(box, columns, rows), np.asarray(small, np.uint8), beauty)
    toning.weaken(face.presence)
    return Fields(box, toning, reduction)
