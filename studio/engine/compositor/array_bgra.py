"""NV12 pictures as BGRA of a smaller size, for those who look on.

OpenCV has a quick way from NV12 to BGRA, but for the colours of BT.601.  So BT.709 is
made BT.601 first, as YUV to YUV: a matrix that changes chroma by a little, and luma by
a little that depends on chroma alone.  All of that is done with a quarter of the
pixels; one 1080p picture to 960×540 takes 1.0 CPU-ms, where a matrix on every pixel
takes 8.  Chroma serves 2×2 pixels each, as it does in the stream::

    writer = BgraWriter()
    writer.write(nv12_planes(nv12, 1080), out)     # out: (540, 960, 4) uint8
"""

import cv2
import numpy as np

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import NEUTRAL_C, YUV_TO_RGB
from studio.engine.picture import Plane

_RGB_TO_601 = (
    np.array(
        [
            [65.481, 128.553, 24.966],
            [-37.797, -74.203, 112.0],
            [112.0, -93.786, -18.214],
        ]
    )
    / 255
)
_709_TO_601 = (_RGB_TO_601 @ YUV_TO_RGB).tolist()


class BgraWriter:
    """Keeps the scratch memory of one size; belongs to one thread."""

    def __init__(self) -> None:
        self._scratch = Scratch()

    def write(self, planes: Planes, out: Plane) -> None:
        """Scale a picture to the size of ``out`` and convert it, opaque.

        Args:
            planes: Of a picture without alpha.
            out: ``(h, w, 4)``, both even; rows may lie apart.
        """
        height, width = out.shape[:2]
        y = self._scratch.array("y", (height, width))
        self._scale(planes.y, y, "y")
        half = planes.uv.shape[:2]
        whole = [self._scratch.array(f"whole {name}", half) for name in "uv"]
        cv2.split(planes.uv, whole)
        chroma = []
        for name, plane in zip("uv", whole, strict=True):
            chroma.append(self._scratch.array(name, (height // 2, width // 2)))
            self._scale(plane, chroma[-1], name)
        uv = self._to_601(y, *chroma)
        cv2.cvtColorTwoPlane(y, uv, cv2.COLOR_YUV2BGRA_NV12, dst=out)

    def _scale(self, plane: Plane, out: Plane, name: str) -> None:
        """Halve as often as there is enough left, which is exact and nearly free; then the rest."""
        rows, columns = out.shape
        step = 0
        while (
            plane.shape[0] >= 2 * rows
            and plane.shape[1] >= 2 * columns
            and not (plane.shape[0] % 2 or plane.shape[1] % 2)
        ):
            shape = (plane.shape[0] // 2, plane.shape[1] // 2)
            half = out if shape == out.shape else self._scratch.array(f"{name} half {step}", shape)
            cv2.resize(plane, shape[::-1], dst=half, interpolation=cv2.INTER_AREA)
            plane = half
            step += 1
        if plane.shape != out.shape:
            cv2.resize(plane, (columns, rows), dst=out, interpolation=cv2.INTER_LINEAR)
        elif plane is not out:
            np.copyto(out, plane)

    def _to_601(self, y: Plane, u: Plane, v: Plane) -> Plane:
        """Change luma in place; return chroma."""
        (_, yu, yv), (_, uu, uv), (_, vu, vv) = _709_TO_601
        shape = u.shape
        for sign, change in ((1, cv2.add), (-1, cv2.subtract)):
            more = self._scratch.array("more", shape)
            twice = self._scratch.array("twice", (*shape, 2))
            neutral = -NEUTRAL_C * (yu + yv) * sign
            cv2.addWeighted(u, yu * sign, v, yv * sign, neutral, dst=more)
            cv2.merge([more, more], dst=twice)
            wide = twice.reshape(shape[0], -1)
            for rows in (y[0::2], y[1::2]):
                change(rows, wide, dst=rows)
        u601, v601 = (self._scratch.array(f"601 {name}", shape) for name in "uv")
        cv2.addWeighted(u, uu, v, uv, NEUTRAL_C * (1 - uu - uv), dst=u601)
        cv2.addWeighted(u, vu, v, vv, NEUTRAL_C * (1 - vu - vv), dst=v601)
        both = self._scratch.array("601", (*shape, 2))
        cv2.merge([u601, v601], dst=both)
        return both
