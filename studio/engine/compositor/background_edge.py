"""The edge between people and what is put behind them.

A hair's pixel has the old room in it: ``pixel = α·hair + (1 - α)·room``.  The room is known
from around, so what is laid over the new background is ``α·hair = pixel - (1 - α)·room``, and
hair has no bright rim before a dark picture.  Where alpha is so small that it may as well be
wrong, less and less of that is done.  And at the edge people are lit by what is behind them:
a part of them is its light::

    edge = Edge(matte, alpha, old=room, light=sky, wrap=0.3, bench=bench)
    edge.mix(planes, out, box)
"""

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.backdrop import Plate
from studio.engine.compositor.matte_cover import grown
from studio.engine.compositor.matting import Matte
from studio.engine.compositor.placement import Box
from studio.engine.compositor.workbench import Workbench
from studio.engine.picture import Plane

_REACH = (3, 3)  # samples of the matte
_SURE = 4
"""At a quarter of alpha and above the room is taken out of a pixel fully."""


def _room_shares() -> Plane:
    """How much of the room is taken out of a pixel, for each alpha."""
    alpha = np.arange(256) / 255
    return np.rint((1 - alpha) * np.minimum(_SURE * alpha, 1) * 255).astype(np.uint8)


_ROOM_SHARES = _room_shares()


class Edge:
    """Mixes what is in front with what is behind.

    Args:
        matte: Where people are.
        alpha: The same in full size.
        old: The room that is replaced; None if what is behind has the same colours.
        light: What falls on the edge; None for what is right behind it.
        wrap: 0..1, how much of it.
        bench: For what is between.
    """

    def __init__(
        self,
        matte: Matte,
        alpha: Plane,
        old: Plate | None,
        light: Plate | None,
        wrap: float,
        bench: Workbench,
    ) -> None:
        self._alpha, self._old, self._light, self._bench = alpha, old, light, bench
        self._step = matte.step
        # Nothing outside of edges, or there would be a seam.
        lit = (1 - cv2.blur(matte.person, _REACH)) * matte.is_edge
        self._dark: Plane | None = None
        if wrap > 0:
            self._dark = np.asarray(cv2.convertScaleAbs(lit, alpha=-255 * wrap, beta=255))

    def mix(self, planes: Planes, out: Planes, box: Box) -> None:
        """Mix one box into ``out``, where what is behind already is."""
        half = Box(box.left // 2, box.top // 2, box.right // 2, box.bottom // 2)
        front, target = planes.window(box), out.window(box)
        alpha = self._alpha[box.top : box.bottom, box.left : box.right]
        halved = self._bench.bytes("half", half.height, half.width)
        cv2.resize(alpha, (half.width, half.height), dst=halved, interpolation=cv2.INTER_AREA)
        self._mix(front.y, target.y, alpha, box, is_luma=True)
        self._mix(front.uv, target.uv, self._paired(halved, "pairs"), half, is_luma=False)

    def _mix(self, front: Plane, target: Plane, alpha: Plane, box: Box, *, is_luma: bool) -> None:
        bench, shape = self._bench, target.shape
        kept, dark = alpha, self._dark_at(box, is_luma=is_luma)
        result = bench.bytes("front", *shape)
        if self._old is None:
            if dark is not None:
                kept = bench.bytes("kept", *shape)
                cv2.multiply(alpha, dark, dst=kept, scale=1 / 255)
            cv2.multiply(front, kept, dst=result, scale=1 / 255)
        else:
            room = bench.bytes("room", *shape)
            cv2.LUT(alpha, _ROOM_SHARES, dst=room)
            whole = bench.bytes("whole", *shape)
            cv2.add(alpha, room, dst=whole)
            if dark is not None:
                kept = bench.bytes("kept", *shape)
                cv2.multiply(alpha, dark, dst=kept, scale=1 / 255)
                cv2.multiply(room, dark, dst=room, scale=1 / 255)
                cv2.multiply(whole, dark, dst=whole, scale=1 / 255)
            cv2.multiply(front, whole, dst=result, scale=1 / 255)
            cv2.multiply(self._grown(self._old, box, is_luma), room, dst=room, scale=1 / 255)
            cv2.subtract(result, room, dst=result)
        clear = bench.bytes("clear", *shape)
        if self._light is not None and kept is not alpha:
            cv2.subtract(alpha, kept, dst=clear)
            cv2.multiply(self._grown(self._light, box, is_luma), clear, dst=clear, scale=1 / 255)
            cv2.add(result, clear, dst=result)
            kept = alpha
        cv2.bitwise_not(kept, dst=clear)
        cv2.multiply(target, clear, dst=clear, scale=1 / 255)
        cv2.add(result, clear, dst=target)

    def _dark_at(self, box: Box, *, is_luma: bool) -> Plane | None:
        """How much of people is not lit by what is behind."""
        if self._dark is None:
            return None
        if is_luma:
            return grown(self._dark, box, self._step, "dark", self._bench)
        dark = grown(self._dark, box, self._step // 2, "dark", self._bench)
        return self._paired(dark, "dark pairs")

    def _grown(self, plate: Plate, box: Box, is_luma: bool) -> Plane:
        if is_luma:
            return grown(plate.y, box, plate.step, "plate", self._bench)
        return grown(plate.uv, box, plate.step // 2, "plate", self._bench)

    def _paired(self, plane: Plane, name: str) -> Plane:
        pairs = self._bench.bytes(name, *plane.shape, 2)
        cv2.merge([plane, plane], dst=pairs)
        return pairs
