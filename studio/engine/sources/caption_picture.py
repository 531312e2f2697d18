"""Pictures of a caption source: what was painted stands at the bottom, all else is clear.

Made by the converter of screens, in a tenth of the time that ``picture_from_rgba`` takes: where a
colour is multiplied by its alpha before it becomes YUV, the YUV is premultiplied as a Picture's
is, since black is 16, 128, 128 in both::

    pictures = CaptionPictures(geometry.width, geometry.height)
    picture = pictures.picture(rgba, serial=7)
"""

import cv2
import numpy as np

from studio.engine.compositor.color import BLACK_Y, NEUTRAL_C
from studio.engine.picture import Picture, Plane, has_clear_edge
from studio.engine.sources.bgra import BgraConverter
from studio.engine.sources.picture_memory import PictureMemory


class CaptionPictures:
    """Makes pictures of one size; belongs to one thread.

    Args:
        width: Of the source; even.
        height: Likewise.
    """

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._memory = PictureMemory()
        self._converter = BgraConverter()

    def picture(self, rgba: Plane, serial: int) -> Picture:
        """Return a picture.

        Args:
            rgba: ``(h, width, 4) uint8``, not premultiplied; ``h`` is even, at most the source's
                height, and may be 0.
            serial: As in ``Picture``.
        """
        width, height = self._size
        area = width * height
        memory = self._memory.take(area * 5 // 2)
        y = memory[:area].reshape(height, width)
        uv = memory[area : area * 3 // 2].reshape(height // 2, width // 2, 2)
        alpha = memory[area * 3 // 2 :].reshape(height, width)
        top = height - rgba.shape[0]
        y[:top], uv[: top // 2], alpha[:top] = BLACK_Y, NEUTRAL_C, 0
        if top < height:
            black = cv2.cvtColor(rgba, cv2.COLOR_RGBA2mRGBA)
            bgra = np.asarray(cv2.cvtColor(black, cv2.COLOR_RGBA2BGRA), np.uint8)
            self._converter.convert(bgra, y[top:], uv[top // 2 :])
            np.copyto(alpha[top:], rgba[..., 3])
        return Picture(
            width,
            height,
            y,
            uv,
            alpha,
            serial,
            pts_ns=0,
            has_clear_edge=has_clear_edge(alpha),
            is_clear=top == height,
        )
