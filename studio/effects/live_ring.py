"""The ring of one node that is drawn as it goes."""

import cv2
import numpy as np

from studio.effects.live_picture import GRID_PX, LivePicture, Squares
from studio.effects.planes import planes_bytes, write_enlarged, write_filled, write_planes
from studio.ipc.ring import RingFormat, RingWriter

_SLOTS = 6
"""One that is written, two ahead of their time, one on show, two that may still be looked at."""
_EMPTY_PX = 2
_MOST_FILLED = 0.25
"""Where more of a picture holds something it is cheaper to convert all of it."""


class LiveRing:
    """Writes pictures of one content.

    Args:
        name: What the ring is called after.
        width: Of the largest picture, in pixels of the content.
        height: Likewise.
        scale: How large pictures are against the content.

    Raises:
        RingError: If there is no memory for it.
    """

    def __init__(self, name: str, width: int, height: int, scale: float = 1.0) -> None:
        self._scale = scale
        most = planes_bytes(_even(width * scale), _even(height * scale))
        self._ring = RingWriter.create(name, _SLOTS, most)
        self.name = self._ring.name

    def write(self, picture: LivePicture | None, pts_ns: int) -> None:
        """Hand over a picture for a time; None is a clear one of no size."""
        slot = self._ring.begin()
        if picture is None:
            side = _EMPTY_PX
            slot[: planes_bytes(side, side)] = bytes([0] * 6 + [255] * 4)
            self._ring.commit(pts_ns=pts_ns, format=RingFormat.NV12Z, width=side, height=side)
            return
        box, rgba = picture.box, picture.rgba
        size = _even(box.width * self._scale), _even(box.height * self._scale)
        height, width = rgba.shape[:2]
        if (width, height) != size and width % 2 == height % 2 == 0:
            # Enlarged here: in the tick that would cost five times what a whole picture does.
            write_enlarged(rgba, size, slot, from_zero=True)
        elif (width, height) != size:
            large = cv2.resize(rgba, size, interpolation=cv2.INTER_LINEAR)
            write_planes(np.asarray(large, np.uint8), slot, from_zero=True)
        elif (filled := self._sparse(picture, size)) is None:
            write_planes(rgba, slot, from_zero=True)
        else:
            write_filled(rgba, filled, slot, from_zero=True)
        self._ring.commit(
            pts_ns=pts_ns,
            format=RingFormat.NV12Z,
            width=size[0],
            height=size[1],
            natural_width=box.width,
            natural_height=box.height,
            left=box.left,
            top=box.top,
        )

    def _sparse(self, picture: LivePicture, size: tuple[int, int]) -> Squares | None:
        """Return which squares are filled, if it pays to convert those alone."""
        filled = picture.filled
        if filled is None or filled.mean() > _MOST_FILLED:
            return None
        side = GRID_PX * self._scale
        are_even = abs(side - round(side)) < 1e-6 and round(side) % 2 == 0
        is_whole = size == (filled.shape[1] * round(side), filled.shape[0] * round(side))
        return filled if are_even and is_whole else None

    def close(self) -> None:
        """Unlink it."""
        self._ring.close()


def _even(pixels: float) -> int:
    return max(2, round(pixels / 2) * 2)
