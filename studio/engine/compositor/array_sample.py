"""Pictures brought to where they lie: cropped, shrunk, scaled, turned, bilinearly.

Each plane is a picture of its own here; chroma is one of half the size with the
same corners (see ``placement``)::

    sample(picture, placement, out, scratch)     # out: planes of placement.box
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.placement import SNAP_PX, Box, Placement
from studio.engine.picture import Plane

Matrix = NDArray[np.float64]

MOST_PAD_PX = 64


def shifted(picture: Planes, placement: Placement, offset: tuple[int, int]) -> Planes:
    """Return the part of a picture that an even translation shows, as views."""
    box, (x, y) = placement.box, offset
    return picture.window(Box(box.left - x, box.top - y, box.right - x, box.bottom - y))


def sample(picture: Planes, placement: Placement, out: Planes, scratch: Scratch) -> None:
    """Draw the planes of a picture into planes of the size of ``placement.box``.

    Pixels that the layer doesn't cover get anything.  Alpha is written if both have it;
    ``out.alpha`` becomes opaque where the picture is.
    """
    luma = _PlaneMap(placement, 1, scratch)
    chroma = _PlaneMap(placement, 2, scratch)
    luma.draw(picture.y, out.y)
    chroma.draw(picture.uv, out.uv)
    if out.alpha is not None:
        if picture.alpha is None:
            out.alpha.fill(255 - out.clear_alpha)
        else:
            luma.draw(picture.alpha, out.alpha)


def plane_map(placement: Placement, step: int) -> Matrix:
    """Return the map from the index of an output pixel to a point of a plane, edges at integers.

    Args:
        placement: Of the picture.
        step: Of the plane: it has ``1 / step`` of the luma's size.

    Returns:
        ``(2, 3)``.
    """
    box, m = placement.box, placement.inverse
    x0, y0 = box.left / step + 0.5, box.top / step + 0.5
    return np.array(
        [
            [m.a, m.b, m.a * x0 + m.b * y0 + m.tx / step],
            [m.c, m.d, m.c * x0 + m.d * y0 + m.ty / step],
        ]
    )


class _PlaneMap:
    """The map of one placement for planes that are ``1 / step`` of the luma's size."""

    def __init__(self, placement: Placement, step: int, scratch: Scratch) -> None:
        self._scratch = scratch
        texels = placement.texels
        self._texels = Box(
            texels.left // step,
            texels.top // step,
            -(-texels.right // step),
            -(-texels.bottom // step),
        )
        self._reduction = placement.reduction
        self._is_resize = placement.upright and _fills(placement, step)
        self._flip = (placement.forward.a < 0, placement.forward.d < 0)
        self._matrix = plane_map(placement, step)
        self._matrix[:, 2] -= (self._texels.left, self._texels.top)
        self._shift = _whole_shift(self._matrix)

    def draw(self, plane: Plane, out: Plane) -> None:
        """Draw a plane of one channel or two."""
        part = plane[self._texels.top : self._texels.bottom, self._texels.left : self._texels.right]
        height, width = part.shape[:2]
        part = self._reduced(part)
        scale = np.array([[part.shape[1] / width], [part.shape[0] / height]])
        if self._is_resize:
            self._resize(part, out)
        elif self._shift is not None:
            _copy_shifted(part, out, *self._shift)
        elif plane.ndim == 2:
            self._warp(part, self._matrix * scale, out)
        else:
            self._warp_chroma(part, self._matrix * scale, out)

    def _reduced(self, part: Plane) -> Plane:
        """Average whole squares of pixels, so that fine detail doesn't alias."""
        height, width = part.shape[:2]
        small = (-(-width // self._reduction[0]), -(-height // self._reduction[1]))
        if small == (width, height):
            return part
        out = self._scratch.array(f"reduced {part.ndim}", (small[1], small[0], *part.shape[2:]))
        cv2.resize(part, small, dst=out, interpolation=cv2.INTER_AREA)
        return out

    def _resize(self, part: Plane, out: Plane) -> None:
        if any(self._flip):
            code = -1 if all(self._flip) else 1 if self._flip[0] else 0
            flipped = self._scratch.array(f"flip {part.ndim}", part.shape)
            cv2.flip(part, code, dst=flipped)
            part = flipped
        size = (out.shape[1], out.shape[0])
        if size == (part.shape[1], part.shape[0]):
            np.copyto(out, part)
        else:
            cv2.resize(part, size, dst=out, interpolation=cv2.INTER_LINEAR)

    def _warp_chroma(self, part: Plane, matrix: Matrix, out: Plane) -> None:
        """OpenCV is a third faster on two planes than on two channels."""
        planes = []
        for channel in range(2):
            one = self._scratch.array("one channel", part.shape[:2])
            cv2.extractChannel(part, channel, dst=one)
            planes.append(self._scratch.array(f"warped {channel}", out.shape[:2]))
            self._warp(one, matrix, planes[channel])
        cv2.merge(planes, dst=out)

    def _warp(self, part: Plane, matrix: Matrix, out: Plane) -> None:
        """Padding by the outermost pixels beats BORDER_REPLICATE, which costs 8 ms for 5."""
        reach = 0.5 * float(np.hypot(matrix[:, 0], matrix[:, 1]).max())
        pad = min(math.ceil(reach), MOST_PAD_PX) + 2
        height, width = part.shape
        padded = self._scratch.array("padded", (height + 2 * pad, width + 2 * pad))
        cv2.copyMakeBorder(part, pad, pad, pad, pad, cv2.BORDER_REPLICATE, dst=padded)
        indexed = matrix.copy()
        indexed[:, 2] += pad - 0.5  # OpenCV counts from the centre of the first pixel
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        cv2.warpAffine(
            padded,
            indexed,
            (out.shape[1], out.shape[0]),
            dst=out,
            flags=flags,
            borderMode=cv2.BORDER_CONSTANT,
        )


def _whole_shift(matrix: Matrix) -> tuple[int, int] | None:
    """The pixels by which a map shifts, if that is all it does: odd places are no rarity."""
    x, y = round(matrix[0, 2] - 0.5), round(matrix[1, 2] - 0.5)
    shift = np.array([[1, 0, x + 0.5], [0, 1, y + 0.5]])
    return (x, y) if np.abs(matrix - shift).max() < 1e-5 else None


def _copy_shifted(part: Plane, out: Plane, x: int, y: int) -> None:
    """Copy to each output pixel the one ``x, y`` further; beyond the part nothing is covered."""
    height, width = part.shape[:2]
    top, left = max(-y, 0), max(-x, 0)
    bottom, right = min(height - y, out.shape[0]), min(width - x, out.shape[1])
    if bottom > top and right > left:
        out[top:bottom, left:right] = part[top + y : bottom + y, left + x : right + x]


def _fills(placement: Placement, step: int) -> bool:
    """Whether whole pixels of the plane are spread over exactly the box."""
    if placement.bands:
        return False
    texels, box, m = placement.texels, placement.box, placement.forward
    if step == 2 and (texels.left % 2 or texels.top % 2 or texels.right % 2 or texels.bottom % 2):
        return False
    xs = sorted((m.a * texels.left + m.tx, m.a * texels.right + m.tx))
    ys = sorted((m.d * texels.top + m.ty, m.d * texels.bottom + m.ty))
    gaps = (xs[0] - box.left, xs[1] - box.right, ys[0] - box.top, ys[1] - box.bottom)
    return max(map(abs, gaps)) < SNAP_PX
