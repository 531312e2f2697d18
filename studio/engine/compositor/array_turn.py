"""Pictures with a clear edge that turn or grow, ready to be laid over a target.

OpenCV samples four channels in less time than one, so luma and what is seen through it are
packed and sampled together, already as ``array_over`` wants them, as that is linear, too; and
so are both of chroma.  What is enlarged has no detail that would be lost where it
is sampled for every second pixel and then enlarged, at a third of the price::

    turn = Turn()
    over = turn.over(picture, placement, opacity, scratch)
"""

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from studio.engine.compositor.array_over import Over, faded
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.array_sample import Matrix, plane_map
from studio.engine.compositor.placement import Placement
from studio.engine.picture import Picture, Plane

ENLARGED = 1.5
"""From this scale on it is sampled for every second pixel."""
_LUMA_CLEAR, _CHROMA_CLEAR = (0, 0, 255, 255), (128, 128, 128, 128)
"""What packs hold where nothing is."""


@dataclass(slots=True, eq=False)
class Turn:
    """What one layer's picture was packed into.

    Attributes:
        luma: ``(h, w, 4)``: luma from zero, twice, and what is seen through it, twice.
        chroma: ``(h // 2, w // 2, 4)``: both of it, twice.
    """

    _picture: Picture | None = None
    _luma: Plane | None = None
    _chroma: Plane | None = None
    _scratch: Scratch = field(default_factory=Scratch)

    def over(
        self, picture: Picture, placement: Placement, opacity: float, scratch: Scratch
    ) -> Over:
        """Return what to lay over a target.

        Args:
            picture: With alpha, and transparent all around.
            placement: Where it lies, whole; not shrunk so far that it has a ``reduction``.
            opacity: 0..1.
            scratch: Holds the result: one for each layer that is kept.
        """
        if self._picture is not picture:
            self._pack(picture)
        assert self._luma is not None
        assert self._chroma is not None
        box = placement.box
        whole, half = (box.height, box.width), (box.height // 2, box.width // 2)
        work = self._scratch
        y, clear = scratch.array("y", whole), scratch.array("clear y", whole)
        luma = _sampled(self._luma, placement, 1, _LUMA_CLEAR, work)
        _spread(luma, [y, None, clear, None], work)
        u, v, half_clear = (work.array(f"half {n}", half) for n in range(3))
        chroma = _sampled(self._chroma, placement, 2, _CHROMA_CLEAR, work)
        _spread(chroma, [u, v, None, None], work)
        uv, clear_uv = scratch.array("uv", (*half, 2)), scratch.array("clear uv", (*half, 2))
        cv2.merge([u, v], dst=uv)
        cv2.resize(clear, half[::-1], dst=half_clear, interpolation=cv2.INTER_AREA)
        cv2.merge([half_clear, half_clear], dst=clear_uv)
        cv2.addWeighted(uv, 1, clear_uv, -128 / 255, 0, dst=uv)
        over = Over(box, y, clear, uv, clear_uv)
        return over if opacity >= 1 else faded(over, opacity, scratch)

    def _pack(self, picture: Picture) -> None:
        """Put planes side by side: as they are laid over a target, from zero."""
        assert picture.alpha is not None
        scratch, shape, half = self._scratch, picture.y.shape, picture.uv.shape[:2]
        clear, y = scratch.array("clear", shape), scratch.array("from zero", shape)
        cv2.bitwise_not(picture.alpha, dst=clear)
        cv2.addWeighted(picture.y, 1, clear, -16 / 255, 0, dst=y)
        luma, chroma = scratch.array("luma", (*shape, 4)), scratch.array("chroma", (*half, 4))
        cv2.merge([y, y, clear, clear], dst=luma)
        cv2.merge([picture.uv, picture.uv], dst=chroma)
        self._picture, self._luma, self._chroma = picture, luma, chroma


def _sampled(
    pack: Plane,
    placement: Placement,
    step: int,
    clear: tuple[int, ...],
    scratch: Scratch,
) -> Plane:
    """Return a pack as it lies on the box, of half the size where it is enlarged.

    Args:
        pack: ``(h, w, 4)``.
        placement: Of the picture.
        step: Of its planes: 1 for luma, 2 for chroma.
        clear: What is outside of it.
        scratch: For the result.
    """
    height, width = placement.box.height // step, placement.box.width // step
    matrix = plane_map(placement, step)
    if _is_enlarged(matrix):
        height, width = -(-height // 2), -(-width // 2)
        matrix[:, 2] += matrix[:, :2].sum(axis=1) / 2
        matrix[:, :2] *= 2
    matrix[:, 2] -= 0.5  # OpenCV counts from the centre of the first pixel
    out = scratch.array(f"sampled {step}", (height, width, 4))
    cv2.warpAffine(
        pack,
        matrix,
        (width, height),
        dst=out,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=clear,
    )
    return out


def _is_enlarged(matrix: Matrix) -> bool:
    """Tell whether it grows in every direction: the way back stretches nothing beyond that."""
    (a, b), (c, d) = matrix[:, :2]
    squares = a * a + b * b + c * c + d * d
    largest = (squares + math.sqrt(max(0.0, squares**2 - 4 * (a * d - b * c) ** 2))) / 2
    return bool(largest * ENLARGED**2 <= 1)


def _spread(sampled: Plane, wanted: list[Plane | None], scratch: Scratch) -> None:
    """Take channels of what was sampled, enlarged if it was sampled at half the size."""
    rows, columns = sampled.shape[:2]
    outs = [out for out in wanted if out is not None]
    is_whole = outs[0].shape == (rows, columns)
    parts = [
        out if is_whole and out is not None else scratch.array(f"part {n}", (rows, columns))
        for n, out in enumerate(wanted)
    ]
    cv2.split(sampled, parts)
    if is_whole:
        return
    double = (columns * 2, rows * 2)
    for part, out in zip(parts, wanted, strict=True):
        if out is None:
            continue
        if double == out.shape[::-1]:
            cv2.resize(part, double, dst=out, interpolation=cv2.INTER_LINEAR)
        else:
            wide = scratch.array("wide", double[::-1])
            cv2.resize(part, double, dst=wide, interpolation=cv2.INTER_LINEAR)
            np.copyto(out, wide[: out.shape[0], : out.shape[1]])


def is_turned(placement: Placement) -> bool:
    """Tell whether a picture is sampled, and not from one that was shrunk before."""
    return placement.offset is None and placement.reduction == (1, 1)
