"""The background filter on the processor: who is in front is copied, the edge is mixed.

::

    painter = BackgroundPainter()                           # one for each layer
    planes = painter.paint(picture, background, scratch)    # None: as it is
"""

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.backdrop import Plate, blurred, fitted, light_of, plate_of
from studio.engine.compositor.background_edge import Edge
from studio.engine.compositor.color import rgb_to_yuv
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, Background
from studio.engine.compositor.matte_cover import Kind, cover_of, grown
from studio.engine.compositor.matting import Matte, Matting
from studio.engine.compositor.placement import Box
from studio.engine.compositor.small_picture import small_picture
from studio.engine.compositor.workbench import Workbench
from studio.engine.picture import Picture, Plane


class BackgroundPainter:
    """Puts things behind people, picture after picture."""

    def __init__(self) -> None:
        self._matting = Matting()
        self._bench = Workbench()
        self._fitted: tuple[Picture, tuple[int, ...]] | None = None
        self._light: Plate | None = None

    def paint(self, picture: Picture, background: Background, scratch: Scratch) -> Planes | None:
        """Return a picture's planes on another background; None if nobody has looked for it.

        Args:
            picture: Newer than the last one.
            background: What is put behind.
            scratch: Holds the result, and what is to be used again.
        """
        matte = self._matting.of(picture, background.feather, background.shift)
        if matte is None:
            return None
        planes = Planes(picture.y, picture.uv, picture.alpha)
        out, old, light = self._behind(matte, background, planes.box, scratch)
        cover = cover_of(matte, planes, self._bench)
        wrap = 0.0 if background.mode == CUT_OUT else background.wrap
        edge = Edge(matte, cover.alpha, old, light, wrap, self._bench)
        for span in cover.spans:
            if span.kind is Kind.SOMEBODY:
                out.window(span.box).put(planes.window(span.box))
            elif span.kind is Kind.EDGE:
                edge.mix(planes, out, span.box)
        if out.alpha is not None:
            _put_alpha(cover.alpha, picture.alpha, out.alpha)
        return out

    def _behind(
        self, matte: Matte, background: Background, box: Box, scratch: Scratch
    ) -> tuple[Planes, Plate | None, Plate | None]:
        """Return planes with what is behind, the room that it replaces, the light of it."""
        behind = background.behind
        if background.mode not in (COLOR, CUT_OUT) and (background.mode == BLUR or not behind):
            return self._blurred(matte, background.blur, box), None, None
        out = scratch.planes("behind", box.width, box.height, background.mode == CUT_OUT)
        old = plate_of(matte)
        if background.mode == CUT_OUT:
            out.clear()
            return out, old, None
        if background.mode == COLOR or behind is None:
            y, cb, cr = map(int, np.rint(rgb_to_yuv(np.array(background.color, np.float64))))
            out.y.fill(y)
            out.uv[:] = cb, cr
            return out, old, None
        kept = scratch.planes("fitted", box.width, box.height, False)
        if self._fitted is None or self._fitted != (behind, out.y.shape):
            fitted(behind, kept)
            self._fitted = behind, out.y.shape
            self._light = light_of(small_picture(kept))
        out.put(kept)
        return out, old, self._light

    def _blurred(self, matte: Matte, strength: float, box: Box) -> Planes:
        plate = blurred(matte, strength)
        half = Box(0, 0, box.width // 2, box.height // 2)
        return Planes(
            grown(plate.y, box, plate.step, "behind y", self._bench),
            grown(plate.uv, half, plate.step // 2, "behind uv", self._bench),
        )


def _put_alpha(cover: Plane, alpha: Plane | None, out: Plane) -> None:
    if alpha is None:
        np.copyto(out, cover)
    else:
        cv2.multiply(cover, alpha, dst=out, scale=1 / 255)
