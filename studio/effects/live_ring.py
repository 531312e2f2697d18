"""The ring of one node that is drawn as it goes."""

import cv2
import numpy as np

from studio.effects.live_picture import LivePicture
from studio.effects.planes import planes_bytes, write_planes
from studio.ipc.ring import RingFormat, RingWriter

_SLOTS = 5
"""One that is written, one ahead of its time, one on show, and two that may still be looked at."""
_EMPTY_PX = 2


class LiveRing:
    """Writes pictures of one content.

    Args:
        name: What the ring is called after.
        width: Of the largest picture.
        height: Likewise.

    Raises:
        RingError: If there is no memory for it.
    """

    def __init__(self, name: str, width: int, height: int) -> None:
        self._ring = RingWriter.create(name, _SLOTS, planes_bytes(width, height))
        self.name = self._ring.name

    def write(self, picture: LivePicture | None, pts_ns: int) -> None:
        """Hand over a picture for a time; None is a clear one of no size."""
        slot = self._ring.begin()
        if picture is None:
            side = _EMPTY_PX
            slot[: planes_bytes(side, side)] = bytes([16] * 4 + [128] * 2 + [0] * 4)
            self._ring.commit(pts_ns=pts_ns, format=RingFormat.NV12A, width=side, height=side)
            return
        box, rgba = picture.box, picture.rgba
        if rgba.shape[:2] != (box.height, box.width):
            # Enlarged here: in the tick that would cost five times what a whole picture does.
            size = box.width, box.height
            rgba = np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        write_planes(rgba, slot)
        self._ring.commit(
            pts_ns=pts_ns,
            format=RingFormat.NV12A,
            width=box.width,
            height=box.height,
            natural_width=box.width,
            natural_height=box.height,
            left=box.left,
            top=box.top,
        )

    def close(self) -> None:
        """Unlink it."""
        self._ring.close()
