"""A camera's picture as it lies in the capture's ring, and small RGB pieces of it.

Only what is looked at is converted: a square window of a face costs 0.2 ms, a whole 1080p picture
2 ms and what the model then does to make it small again::

    picture = Picture.of(slot)
    rgb = picture.rgb(Window(600, 200, 480), 320)
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.ar.errors import ArError
from studio.ipc.ring import Slot
from studio.ipc.ring_format import RingFormat

Plane = NDArray[np.uint8]

_BLACK, _GREY = 16, 128  # of Y, and of Cb and Cr


@dataclass(frozen=True, slots=True)
class Window:
    """A square of a picture, in its pixels; it may reach beyond the picture.  All even."""

    left: int
    top: int
    side: int

    @staticmethod
    def around(x: float, y: float, side: float) -> "Window":
        """Return the window with this middle, at the next even pixels."""
        half = max(round(side / 4), 4) * 2
        return Window(round(x / 2) * 2 - half, round(y / 2) * 2 - half, 2 * half)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture.

    Attributes:
        pts_ns: Its time.
        natural_width: Of the camera; the picture itself may be shrunk.
        natural_height: Likewise.
        luma: ``(h, w)``, BT.709 limited.
        chroma: ``(h / 2, w / 2, 2)``.
    """

    pts_ns: int
    natural_width: int
    natural_height: int
    luma: Plane
    chroma: Plane

    @classmethod
    def of(cls, slot: Slot) -> "Picture":
        """Return what lies in a slot, which is not copied.

        Raises:
            ArError: If it is no picture of a camera.
        """
        width, height = slot.width, slot.height
        if slot.format not in (RingFormat.NV12, RingFormat.NV12A) or width % 2 or height % 2:
            raise ArError(f"The camera's pictures come as {slot.format}, which can't be looked at.")
        data = np.frombuffer(slot.data, np.uint8)
        luma = data[: width * height].reshape(height, width)
        chroma = data[width * height : width * height * 3 // 2]
        return cls(
            slot.pts_ns,
            slot.natural_width or width,
            slot.natural_height or height,
            luma,
            chroma.reshape(height // 2, width // 2, 2),
        )

    @property
    def width(self) -> int:
        """How wide it is in the ring."""
        return int(self.luma.shape[1])

    @property
    def height(self) -> int:
        """How high it is in the ring."""
        return int(self.luma.shape[0])

    def rgb(self, window: Window, side_px: int) -> Plane:
        """Return ``(side_px, side_px, 3)``, black where the window is beyond the picture.

        Args:
            window: What part.
            side_px: A multiple of 4.
        """
        place = window.left // 2, window.top // 2
        luma = _piece(self.luma, window.left, window.top, window.side, side_px, _BLACK)
        chroma = _piece(self.chroma, *place, window.side // 2, side_px // 2, _GREY)
        return _to_rgb(luma, chroma)

    def grey(self, window: Window, side_px: int) -> Plane:
        """Return ``(side_px, side_px)`` of how bright it is; it may be the slot's own memory."""
        return _piece(self.luma, window.left, window.top, window.side, side_px, _BLACK)

    def small(self, most_px: int) -> Plane:
        """Return all of it as ``(h, w, 3)`` with no side longer than that."""
        natural = self.natural_width, self.natural_height
        return self.shrunk(*even_size(*natural, min(most_px, max(natural))))

    def shrunk(self, width: int, height: int) -> Plane:
        """Return all of it as ``(height, width, 3)``, both even."""
        luma = _resized(self.luma, width, height)
        return _to_rgb(luma, _resized(self.chroma, width // 2, height // 2))


def even_size(width: int, height: int, longest_px: int) -> tuple[int, int]:
    """Return the even size of the same shape whose longer side is so long."""
    scale = longest_px / max(width, height)
    return max(round(width * scale / 2), 8) * 2, max(round(height * scale / 2), 8) * 2


def _piece(plane: Plane, left: int, top: int, side: int, side_px: int, beyond: int) -> Plane:
    """Cut a square out of a plane and give it another size."""
    rows, columns = plane.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + side, columns), min(top + side, rows)
    if x1 - x0 == side and y1 - y0 == side:
        return _resized(plane[y0:y1, x0:x1], side_px, side_px)
    out = np.full((side_px, side_px, *plane.shape[2:]), beyond, np.uint8)
    if x1 > x0 and y1 > y0:
        scale = side_px / side
        u0, v0 = round((x0 - left) * scale), round((y0 - top) * scale)
        u1, v1 = round((x1 - left) * scale), round((y1 - top) * scale)
        if u1 > u0 and v1 > v0:
            out[v0:v1, u0:u1] = _resized(plane[y0:y1, x0:x1], u1 - u0, v1 - v0)
    return out


def _resized(plane: Plane, width: int, height: int) -> Plane:
    if plane.shape[1] == width and plane.shape[0] == height:
        return plane
    # Averaging all pixels keeps what is still still; between them is enough to enlarge.
    how = cv2.INTER_AREA if plane.shape[1] > width else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plane, (width, height), interpolation=how), np.uint8)


def _to_rgb(luma: Plane, chroma: Plane) -> Plane:
    return np.asarray(cv2.cvtColorTwoPlane(luma, chroma, cv2.COLOR_YUV2RGB_NV12), np.uint8)
