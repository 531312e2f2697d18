"""The compositor for machines without a GPU, and the oracle of all picture tests.

numpy and OpenCV on NV12 planes, one thread: the standard scene (full-screen video,
a scaled screen, a keyed camera, a logo and a line of text at 1080p) costs about a
millisecond a frame, because only what layers touch is computed::

    compositor = ArrayCompositor(1920, 1080)
    compositor.submit(composition, tick_index)
    taken = compositor.take(wait=False)
"""

from collections import deque

import cv2
import numpy as np

from studio.engine.compositor.array_paint import Painter
from studio.engine.compositor.array_planes import nv12_planes
from studio.engine.compositor.array_sheet import Sheet
from studio.engine.compositor.composition import Ahead, Composition
from studio.engine.picture import Plane

RING = 16
KEPT_SIZES = 2  # rings of 16 pictures are kept for so many canvas sizes


class ArrayCompositor:
    """Draws compositions on the thread that calls it.

    Args:
        width: Width of the canvas that is expected, so that its memory is there
            before the first tick; 0 if it is not known.
        height: Its height.
    """

    def __init__(self, width: int = 0, height: int = 0) -> None:
        cv2.setNumThreads(1)  # the encoder has the other cores
        self._painter = Painter()
        self._rings: dict[tuple[int, int], deque[Plane]] = {}
        self._finished: deque[tuple[int, Plane]] = deque()
        self._last: tuple[Composition, Plane] | None = None
        self._sheet = Sheet()
        self.sheet: Ahead | None = self._sheet
        if width and height:
            self._ring(width, height)

    @property
    def name(self) -> str:
        """For the statistics."""
        return "array"

    @property
    def adapter(self) -> str:
        """The library that draws, and what it makes of this processor."""
        best = next((f for f in ("AVX512_SKX", "AVX2", "NEON") if f in _features()), "")
        return f"CPU (OpenCV {cv2.__version__}{', ' + best if best else ''})"

    def submit(self, composition: Composition, tick_index: int) -> None:
        """Draw a picture; if nothing changed since the last one, that is the picture."""
        if self._last is None or self._last[0] != composition:
            ring = self._ring(composition.width, composition.height)
            nv12 = ring[0]
            ring.rotate(-1)
            self._painter.paint(composition, nv12_planes(nv12, composition.height))
            self._last = composition, nv12
        self._finished.append((tick_index, self._last[1]))

    def take(self, wait: bool) -> tuple[int, Plane] | None:
        """Return the oldest picture that was not taken yet; there is never one under way."""
        return self._finished.popleft() if self._finished else None

    def close(self) -> None:
        """Give all memory back."""
        self._sheet.close()
        self._painter.clear()
        self._rings.clear()
        self._finished.clear()
        self._last = None

    def _ring(self, width: int, height: int) -> deque[Plane]:
        """The pictures of one size, each page of them touched once."""
        ring = self._rings.pop((width, height), None)
        if ring is None:
            shape = (height * 3 // 2, width)
            ring = deque(np.full(shape, 16, np.uint8) for _ in range(RING))
        self._rings[width, height] = ring
        while len(self._rings) > KEPT_SIZES:
            del self._rings[next(iter(self._rings))]
        return ring


def _features() -> frozenset[str]:
    """The instruction sets that OpenCV uses on this processor."""
    line = cv2.getCPUFeaturesLine()
    return frozenset(word.strip("*") for word in line.split() if not word.endswith("?"))
