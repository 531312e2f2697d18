"""The background filter on the processor: who is in front is copied, the edge is mixed.

::

    painter = BackgroundPainter()                           # one for each layer
    planes = painter.paint(picture, background, scratch)    # None: as it is
"""

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.backdrop import Plate, blurred, fitted, grow, light_of, plate_of
from studio.engine.compositor.background_edge import lit_of, mix_edge
from studio.engine.compositor.color import rgb_to_yuv
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, Background
from studio.engine.compositor.matte_cover import cover_of, plane_of, side_of
from studio.engine.compositor.matting import Matte, Matting
from studio.engine.compositor.small_picture import small_picture
from studio.engine.picture import Picture, Plane


class BackgroundPainter:
    """Puts things behind people, picture after picture."""

    def __init__(self) -> None:
        self._matting = Matting()
        self._fitted: tuple[Picture, tuple[int, ...]] | None = None
        self._light: Plate | None = None

    def paint(self, picture: Picture, background: Background, scratch: Scratch) -> Planes | None:
        """Return a picture's planes on another background; None if nobody has looked for it.

        Args:
            picture: Newer than the last one.
            background: What is put behind.
            scratch: Holds the result, and what is to be used again.
        """
        height, width = picture.y.shape
        matte = self._matting.of(picture, background.feather, background.shift)
        if matte is None:
            return None
        planes = _padded(Planes(picture.y, picture.uv, picture.alpha), side_of(matte.step))
        out = scratch.planes("behind", planes.y.shape[1], height, background.mode == CUT_OUT)
        old, light = self._put_behind(matte, background, out, scratch)
        cover = cover_of(matte, planes)
        for box in cover.boxes:
            part = planes.window(box)
            np.copyto(out.y[box.top : box.bottom, box.left : box.right], part.y)
            half = slice(box.top // 2, box.bottom // 2), slice(box.left // 2, box.right // 2)
            np.copyto(out.uv[half], part.uv)
        lit = None if background.mode == CUT_OUT else lit_of(matte, background.wrap)
        mix_edge(cover, planes, out, lit=lit, old=old, light=light)
        if out.alpha is not None:
            plane_of(cover, out.alpha)
            if planes.alpha is not None:
                cv2.multiply(out.alpha, planes.alpha, dst=out.alpha, scale=1 / 255)
        return out if width == out.y.shape[1] else _cropped(out, width)

    def _put_behind(
        self, matte: Matte, background: Background, out: Planes, scratch: Scratch
    ) -> tuple[Plate | None, Plate | None]:
        """Fill planes with what is behind; return the room that it replaces, and its light."""
        behind = background.behind
        if background.mode == CUT_OUT:
            out.clear()
        elif background.mode == COLOR:
            y, cb, cr = map(int, np.rint(rgb_to_yuv(np.array(background.color, np.float64))))
            out.y.fill(y)
            out.uv.view(np.uint16).fill(cb | cr << 8)  # pairs at once: ten times as fast
        elif background.mode == BLUR or behind is None:
            grow(blurred(matte, background.blur), out)
            return None, None
        else:
            kept = scratch.planes("fitted", out.y.shape[1], out.y.shape[0], False)
            if self._fitted is None or self._fitted != (behind, out.y.shape):
                fitted(behind, kept)
                self._fitted = behind, out.y.shape
                self._light = light_of(small_picture(kept))
            out.put(kept)
            return plate_of(matte), self._light
        return plate_of(matte), None


def _padded(planes: Planes, side: int) -> Planes:
    """Planes as wide as a number of tiles; few pictures are not."""
    right = -planes.y.shape[1] % side
    if not right:
        return planes

    def wider(plane: Plane, by: int) -> Plane:
        return np.asarray(cv2.copyMakeBorder(plane, 0, 0, 0, by, cv2.BORDER_REPLICATE))

    alpha = None if planes.alpha is None else wider(planes.alpha, right)
    return Planes(wider(planes.y, right), wider(planes.uv, right // 2), alpha)


def _cropped(planes: Planes, width: int) -> Planes:
    alpha = None if planes.alpha is None else np.ascontiguousarray(planes.alpha[:, :width])
    y, uv = planes.y[:, :width], planes.uv[:, : width // 2]
    return Planes(np.ascontiguousarray(y), np.ascontiguousarray(uv), alpha)


def alpha_plane(matte: Matte, picture: Picture) -> Plane:
    """Return where people are in full size, ``(h, w) uint8``.

    Args:
        matte: Of the picture.
        picture: As it was given to ``Matting.of``.
    """
    planes = _padded(Planes(picture.y, picture.uv), side_of(matte.step))
    out = np.empty_like(planes.y)
    plane_of(cover_of(matte, planes), out)
    return np.ascontiguousarray(out[:, : picture.y.shape[1]])
