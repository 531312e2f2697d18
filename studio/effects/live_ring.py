"""The ring of one node that is drawn as it goes."""

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
        height, width = picture.rgba.shape[:2]
        write_planes(picture.rgba, slot)
        box = picture.box
        self._ring.commit(
            pts_ns=pts_ns,
            format=RingFormat.NV12A,
            width=width,
            height=height,
            natural_width=box.width,
            natural_height=box.height,
            left=box.left,
            top=box.top,
        )

    def close(self) -> None:
        """Unlink it."""
        self._ring.close()
