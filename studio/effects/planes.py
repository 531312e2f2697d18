"""Premultiplied RGBA, or YUVA, to the planes that the engine lays over its programme.

Of RGBA they are BT.709 limited, premultiplied (see ``RingFormat.NV12A``).  Luma counted from black
is linear in RGB, so the premultiplied colour is converted as it is, and the average of four
pixels' chroma is weighted by their alpha by itself: no fringe of a colour that nobody sees.

YUVA is counted from zero (``NV12Z``), as pictures are laid over one another: luma, Cb and Cr with
alpha's share of their zeros, 16 and 128.  That is linear too, so what is blended in it comes out as
what is blended in RGBA and converted; a shader draws it for nothing, the planes of 640x512 take
0.1 ms instead of 0.37, and the engine has nothing to do to them before it lays them over::

    write_planes(rgba, slot)            # slot: a memoryview of planes_bytes(width, height)
    writer = YuvaWriter()
    writer.write(TO_YUVA @ rgba, slot)  # for every pixel
    box = filled_box(rgba)
"""

import itertools
import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""``(height, width, 4) uint8 RGBA, premultiplied, sRGB``."""

_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB])
_Y = _LUMA * 219 / 255
_CB = (np.array([0, 0, 1]) - _LUMA) / (2 * (1 - _KB)) * 224 / 255
_CR = (np.array([1, 0, 0]) - _LUMA) / (2 * (1 - _KR)) * 224 / 255
_TO_YUV = np.array([[*_Y, 16], [*_CB, 128], [*_CR, 128]], np.float32)
"""From three channels to three: for other numbers of them OpenCV takes three times as long."""
TO_YUVA = np.array(
    [[*_Y, 16 / 255], [*_CB, 128 / 255], [*_CR, 128 / 255], [0, 0, 0, 1]], np.float32
)
"""``(4, 4)``, of a premultiplied colour; all of 0 to 1."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, in pixels."""

    left: int
    top: int
    width: int
    height: int


NOTHING = Box(0, 0, 0, 0)


def planes_bytes(width: int, height: int) -> int:
    """Return how many bytes the planes of an even size take."""
    return width * height * 5 // 2


def write_planes(rgba: Pixels, memory: memoryview) -> None:
    """Convert a picture of an even size.

    Args:
        rgba: The picture; its rows may be padded.
        memory: Gets y, then Cb and Cr in turn, then alpha; ``planes_bytes`` long.
    """
    height, width = rgba.shape[:2]
    y, uv, alpha = _parts(np.frombuffer(memory, np.uint8), width, height)
    red, green, blue = np.empty((3, height, width), np.uint8)
    cv2.split(rgba, [red, green, blue, alpha])
    cv2.addWeighted(red, _Y[0], green, _Y[1], 16, dst=y)
    cv2.addWeighted(y, 1, blue, _Y[2], 0, dst=y)
    half = cv2.resize(rgba, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    yuv = cv2.transform(cv2.cvtColor(half, cv2.COLOR_RGBA2RGB), _TO_YUV)
    cv2.mixChannels([yuv], [uv], [1, 0, 2, 1])


class YuvaWriter:
    """Takes pictures in YUVA apart.  Belongs to one thread, and keeps what memory that takes."""

    def __init__(self) -> None:
        self._memory = np.empty(0, np.uint8)

    def write(self, yuva: Pixels, memory: memoryview) -> None:
        """Take a picture of an even size apart.

        Args:
            yuva: The picture; its rows may be padded.
            memory: Gets the planes of ``RingFormat.NV12Z``; ``planes_bytes`` long.
        """
        height, width = yuva.shape[:2]
        self._take_apart(yuva, _parts(np.frombuffer(memory, np.uint8), width, height))

    def write_enlarged(self, yuva: Pixels, size: tuple[int, int], memory: memoryview) -> None:
        """Take a picture of an even size apart and enlarge what comes of it: less is read so.

        Args:
            yuva: The picture; its rows may be padded.
            size: Width and height of the planes.
            memory: As for ``write``, in that size.
        """
        height, width = yuva.shape[:2]
        few = _parts(np.empty(planes_bytes(width, height), np.uint8), width, height)
        self._take_apart(yuva, few)
        for small, large in zip(few, _parts(np.frombuffer(memory, np.uint8), *size), strict=True):
            rows, columns = large.shape[:2]
            cv2.resize(small, (columns, rows), dst=large, interpolation=cv2.INTER_LINEAR)

    def _take_apart(self, yuva: Pixels, parts: tuple[Pixels, Pixels, Pixels]) -> None:
        y, uv, clear = parts
        height, width = yuva.shape[:2]
        whole, half = (height, width), uv.shape[:2]
        u, v, pairs, *halves = self._room(whole, whole, uv.shape, half, half)
        # All four planes, two of them for a moment: OpenCV takes two alone in thrice the time.
        cv2.split(yuva, [y, u, v, clear])
        cv2.bitwise_not(clear, dst=clear)
        for large, small in zip((u, v), halves, strict=True):
            cv2.resize(large, half[::-1], dst=small, interpolation=cv2.INTER_AREA)
        cv2.merge(halves, dst=pairs)
        np.copyto(uv, pairs)

    def _room(self, *shapes: tuple[int, ...]) -> list[Pixels]:
        """Return arrays with undefined content, at odd addresses up to one of an odd size.

        What OpenCV splits or merges into memory that is aligned it writes past the caches, and who
        reads it next waits for that.
        """
        sizes = [math.prod(shape) for shape in shapes]
        ends = list(itertools.accumulate(size + 2 for size in sizes))
        if self._memory.size < ends[-1]:
            self._memory = np.empty(ends[-1], np.uint8)
        places = zip(ends, sizes, shapes, strict=True)
        return [
            self._memory[end - size - 1 : end - 1].reshape(shape) for end, size, shape in places
        ]


def _parts(planes: Pixels, width: int, height: int) -> tuple[Pixels, Pixels, Pixels]:
    """Return y, Cb and Cr in turn, and alpha."""
    area = width * height
    return (
        planes[:area].reshape(height, width),
        planes[area : area * 3 // 2].reshape(height // 2, width // 2, 2),
        planes[area * 3 // 2 : planes_bytes(width, height)].reshape(height, width),
    )


def filled_box(rgba: Pixels, margin_px: int = 0) -> Box:
    """Return the even box around all that isn't wholly clear, within the picture.

    Args:
        rgba: A picture of an even size.
        margin_px: So much more at each side, where there is room.
    """
    height, width = rgba.shape[:2]
    left, top, wide, high = cv2.boundingRect(cv2.extractChannel(rgba, 3))
    if not wide:
        return NOTHING
    right, bottom = left + wide + margin_px, top + high + margin_px
    left, top = max(0, left - margin_px) // 2 * 2, max(0, top - margin_px) // 2 * 2
    right, bottom = min(width, -(-right // 2) * 2), min(height, -(-bottom // 2) * 2)
    return Box(left, top, right - left, bottom - top)
