"""The ring of one node that is drawn as it goes."""

import cv2
import numpy as np

from studio.effects.live_picture import LivePicture
from studio.effects.planes import YuvaWriter, planes_bytes
from studio.ipc.ring import RingFormat, RingWriter

_SLOTS = 6
"""One that is written, two ahead of their time, one on show, two that may still be looked at."""
_EMPTY_PX = 2


class LiveRing:
    """Writes pictures of one content.

    Args:
        name: What the ring is called after.
        width: Of the largest picture, in pixels of the content.
        height: Likewise.
        scale: How large pictures are against the content.
        writer: Of the thread, which other rings may have too.

    Raises:
        RingError: If there is no memory for it.
    """

    def __init__(
        self,
        name: str,
        width: int,
        height: int,
        scale: float = 1.0,
        writer: YuvaWriter | None = None,
    ) -> None:
        self._scale = scale
        self._writer = writer or YuvaWriter()
        most = planes_bytes(_even(width * scale), _even(height * scale))
        self._ring = RingWriter.create(name, _SLOTS, most)
        self.name = self._ring.name

    def write(self, picture: LivePicture | None, pts_ns: int) -> None:
        """Hand over a picture in YUVA for a time; None is a clear one of no size."""
        slot = self._ring.begin()
        if picture is None:
            side = _EMPTY_PX
            slot[: planes_bytes(side, side)] = bytes([0] * 6 + [255] * 4)
            self._ring.commit(pts_ns=pts_ns, format=RingFormat.NV12Z, width=side, height=side)
            return
        box, yuva = picture.box, picture.pixels
        size = _even(box.width * self._scale), _even(box.height * self._scale)
        height, width = yuva.shape[:2]
        if (width, height) == size:
            self._writer.write(yuva, slot)
        elif width % 2 == height % 2 == 0:
            # Enlarged here: in the tick that would cost five times what a whole picture does.
            self._writer.write_enlarged(yuva, size, slot)
        else:
            large = cv2.resize(yuva, size, interpolation=cv2.INTER_LINEAR)
            self._writer.write(np.asarray(large, np.uint8), slot)
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

    def close(self) -> None:
        """Unlink it."""
        self._ring.close()


def _even(pixels: float) -> int:
    return max(2, round(pixels / 2) * 2)
