"""Pictures on a grid of some pixels: what is soft is sampled, and laid over another, only there.

What lies next to one another is enlarged together, which is most of what a glow costs that
fills the programme::

    below.put(above)                            # both on the same grid
    over = below.grown(box, step, scratch, work)
"""

from dataclasses import dataclass

import cv2
import numpy as np

from studio.engine.compositor.array_over import Over, Part
from studio.engine.compositor.array_parts import filled_parts
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

GREY = 128
_AROUND = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Coarse:
    """A picture on a grid; all planes have its size.

    Attributes:
        y: Luma from zero, times a.
        clear: 255·(1 - a).
        u: Of chroma, ``128 + (u - 128)·a``: white has none, and must have none at its edges.
        v: Likewise.
    """

    y: Plane
    clear: Plane
    u: Plane
    v: Plane

    def put(self, above: "Coarse") -> None:
        """Lay another one over it."""
        clear = above.clear
        cv2.multiply(self.y, clear, dst=self.y, scale=1 / 255)
        cv2.add(self.y, above.y, dst=self.y)
        for own, over in ((self.u, above.u), (self.v, above.v)):
            cv2.multiply(own, clear, dst=own, scale=1 / 255)
            cv2.addWeighted(own, 1, clear, -GREY / 255, GREY, dst=own)
            cv2.addWeighted(own, 1, over, 1, -GREY, dst=own)
        cv2.multiply(self.clear, clear, dst=self.clear, scale=1 / 255)

    def grown(self, box: Box, step: int, scratch: Scratch, work: Scratch) -> Over:
        """Return what to lay over a target.

        Args:
            box: Where its first point stands for the first square; even.
            step: How many pixels a square is wide.
            scratch: Holds the result.
            work: For what is between.
        """
        whole, half = (box.height, box.width), (box.height // 2, box.width // 2)
        small_uv = merged([self.u, self.v], work.odd("small uv", (*self.y.shape, 2)))
        uv = _enlarged(small_uv, half, "uv", scratch)
        half_clear = _enlarged(self.clear, half, "half clear", work)
        return Over(
            box,
            _enlarged(self.y, whole, "y", scratch),
            _enlarged(self.clear, whole, "clear y", scratch),
            uv,
            chroma_from_zero(uv, half_clear, scratch),
            self._filled(step, box, work),
        )

    def _filled(self, step: int, box: Box, work: Scratch) -> tuple[Part, ...]:
        """Return the parts that are filled once it has grown."""
        near = work.array("near", self.clear.shape)
        cv2.erode(self.clear, _AROUND, dst=near)  # what is beside something is a little of it
        return tuple(
            Part(
                Box(
                    step * each.left,
                    step * each.top,
                    min(step * each.right, box.width),
                    min(step * each.bottom, box.height),
                )
            )
            for each in filled_parts(near, clear=255)
        )


def chroma_from_zero(uv: Plane, half_clear: Plane, scratch: Scratch) -> Plane:
    """Count premultiplied chroma from zero, in place; return what is seen through it, twice."""
    clear_uv = merged([half_clear, half_clear], scratch.odd("clear uv", uv.shape))
    cv2.addWeighted(uv, 1, clear_uv, -GREY / 255, 0, dst=uv)
    return clear_uv


def _enlarged(small: Plane, size: tuple[int, int], name: str, scratch: Scratch) -> Plane:
    """Return a plane in 1, 2, 4 or 8 times its size, cut to a size that is hardly smaller."""
    times = -(-size[0] // small.shape[0])
    rows, columns = small.shape[0] * times, small.shape[1] * times
    out = scratch.array(name, (rows, columns, *small.shape[2:]))
    cv2.resize(small, (columns, rows), dst=out, interpolation=cv2.INTER_LINEAR)
    return out[: size[0], : size[1]]


def merged(planes: list[Plane], out: Plane) -> Plane:
    """Put planes side by side in memory that is ``Scratch.odd``."""
    cv2.merge(planes, dst=out)
    return out
