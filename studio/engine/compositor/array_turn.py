"""Pictures with a clear edge that turn or grow, ready to be laid over a target.

OpenCV samples four channels in less time than one, so luma and alpha are packed and sampled
together, luma counted from zero as ``array_over`` wants it, as that is linear, too; and
so are both of chroma.  What is enlarged has no detail that would be lost where it
is sampled for every second pixel and then enlarged, at a third of the price: there chroma
lies, too, so that all four are one pack, and fade before they grow.  Chroma is counted from
zero only when it is laid over something: white has none, and must have none at its edges::

    turn = Turn()
    over = turn.over(picture, placement, opacity, scratch)
"""

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from studio.engine.compositor.array_over import Over, Part, filled
from studio.engine.compositor.array_parts import filled_parts
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.array_sample import Matrix, plane_map
from studio.engine.compositor.placement import Box, Placement
from studio.engine.picture import Picture, Plane

ENLARGED = 1.5
"""From this scale on it is sampled for every second pixel; if it is soft, for every fourth."""
_SECOND, _FOURTH = 2, 4
_SOFT_CODES, _NEARLY_ALL = 8, 99
"""Of 255: what so many of 100 values of a soft picture may differ by when it is half as large, as
of those that effects draw smaller."""
_GREY = 128
_AROUND = np.ones((3, 3), np.uint8)


@dataclass(slots=True, eq=False)
class Turn:
    """What one layer's picture was packed into: all of it, or luma and chroma apart.

    Attributes:
        all: ``(h, w, 4)``: luma from zero, alpha, and both of chroma.
        luma: ``(h, w, 4)``: luma and alpha, twice.
        chroma: ``(h // 2, w // 2, 4)``: both of it, twice.
    """

    _picture: Picture | None = None
    _all: Plane | None = None
    _luma: Plane | None = None
    _chroma: Plane | None = None
    _is_soft: bool | None = None
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
            self._picture, self._is_soft = picture, None
            self._all = self._luma = self._chroma = None
        if _is_enlarged(plane_map(placement, 1)):
            return self._enlarged(picture, placement, opacity, scratch)
        if self._luma is None or self._chroma is None:
            self._luma, self._chroma = self._packed_apart(picture)
        box, work = placement.box, self._scratch
        whole, half = (box.height, box.width), (box.height // 2, box.width // 2)
        y, alpha = scratch.array("y", whole), work.array("alpha", whole)
        luma = _sampled(self._luma, plane_map(placement, 1), whole, (0, 0, 0, 0), work)
        cv2.split(luma, [y, alpha, *(work.array(f"rest {n}", whole) for n in range(2))])
        u, v, *rest = (work.array(f"half {n}", half) for n in range(4))
        matrix = plane_map(placement, 2)
        cv2.split(_sampled(self._chroma, matrix, half, (_GREY,) * 4, work), [u, v, *rest])
        uv = _merged([u, v], scratch.array("uv", (*half, 2)))
        if opacity < 1:
            for plane in (y, alpha, uv):
                cv2.convertScaleAbs(plane, dst=plane, alpha=opacity)
        clear = scratch.array("clear y", whole)
        cv2.bitwise_not(alpha, dst=clear)
        cv2.resize(clear, half[::-1], dst=u, interpolation=cv2.INTER_AREA)
        clear_uv = _chroma_from_zero(uv, u, opacity, scratch)
        return Over(box, y, clear, uv, clear_uv, filled(alpha)).trimmed()

    def _enlarged(
        self, picture: Picture, placement: Placement, opacity: float, scratch: Scratch
    ) -> Over:
        """Sample it for every second pixel, where chroma lies, or for every fourth."""
        if self._all is None:
            self._all = self._packed(picture)
        elif self._is_soft is None:  # once it is seen again: most of a model's are not
            self._is_soft = _is_soft(self._all)
        box, work, step = placement.box, self._scratch, _FOURTH if self._is_soft else _SECOND
        whole, half = (box.height, box.width), (box.height // 2, box.width // 2)
        small = -(-box.height // step), -(-box.width // step)
        matrix = plane_map(placement, 1)
        matrix[:, 2] += matrix[:, :2].sum(axis=1) * (step - 1) / 2
        matrix[:, :2] *= step
        sampled = _sampled(self._all, matrix, small, (0, 0, _GREY, _GREY), work)
        if opacity < 1:
            cv2.convertScaleAbs(sampled, dst=sampled, alpha=opacity)
        y, clear, u, v = (work.array(f"small {n}", small) for n in range(4))
        cv2.split(sampled, [y, clear, u, v])
        cv2.bitwise_not(clear, dst=clear)
        uv = _enlarged(_merged([u, v], work.array("small uv", (*small, 2))), half, "uv", scratch)
        clear_uv = _chroma_from_zero(
            uv, _enlarged(clear, half, "half clear", work), opacity, scratch
        )
        return Over(
            box,
            _enlarged(y, whole, "y", scratch),
            _enlarged(clear, whole, "clear y", scratch),
            uv,
            clear_uv,
            _grown(clear, step, box, work),
        )

    def _packed(self, picture: Picture) -> Plane:
        """Put all planes side by side, chroma in the size of luma."""
        assert picture.alpha is not None
        y, shape = self._from_zero(picture), picture.y.shape
        wide = self._scratch.array("wide chroma", (*shape, 2))
        cv2.resize(picture.uv, shape[::-1], dst=wide, interpolation=cv2.INTER_LINEAR)
        return _merged([y, picture.alpha, wide], self._scratch.array("all", (*shape, 4)))

    def _packed_apart(self, picture: Picture) -> tuple[Plane, Plane]:
        """Put luma and alpha side by side, and chroma."""
        assert picture.alpha is not None
        y, scratch = self._from_zero(picture), self._scratch
        luma = scratch.array("luma", (*y.shape, 4))
        chroma = scratch.array("chroma", (*picture.uv.shape[:2], 4))
        return _merged([y, picture.alpha] * 2, luma), _merged([picture.uv] * 2, chroma)

    def _from_zero(self, picture: Picture) -> Plane:
        """Return luma times alpha."""
        assert picture.alpha is not None
        y = self._scratch.array("from zero", picture.y.shape)
        cv2.addWeighted(picture.y, 1, picture.alpha, 16 / 255, -16, dst=y)
        return y


def _is_soft(pack: Plane) -> bool:
    """Tell whether a pack has nothing to lose in half of its size."""
    rows, columns = pack.shape[:2]
    half = cv2.resize(pack, (-(-columns // 2), -(-rows // 2)), interpolation=cv2.INTER_AREA)
    back = cv2.resize(half, (columns, rows), interpolation=cv2.INTER_LINEAR)
    return bool(np.percentile(cv2.absdiff(back, pack), _NEARLY_ALL) <= _SOFT_CODES)


def _enlarged(small: Plane, size: tuple[int, int], name: str, scratch: Scratch) -> Plane:
    """Return a plane in 1, 2 or 4 times its size, cut to a size that is hardly smaller."""
    times = -(-size[0] // small.shape[0])
    rows, columns = small.shape[0] * times, small.shape[1] * times
    out = scratch.array(name, (rows, columns, *small.shape[2:]))
    cv2.resize(small, (columns, rows), dst=out, interpolation=cv2.INTER_LINEAR)
    return out[: size[0], : size[1]]


def _grown(small_clear: Plane, times: int, box: Box, scratch: Scratch) -> tuple[Part, ...]:
    """Return the parts of an enlarged plane that are filled."""
    near = scratch.array("near", small_clear.shape)
    cv2.erode(small_clear, _AROUND, dst=near)  # what is beside something is a little of it
    return tuple(
        Part(
            Box(
                times * each.left,
                times * each.top,
                min(times * each.right, box.width),
                min(times * each.bottom, box.height),
            )
        )
        for each in filled_parts(near, clear=255)
    )


def _merged(planes: list[Plane], out: Plane) -> Plane:
    cv2.merge(planes, dst=out)
    return out


def _chroma_from_zero(uv: Plane, half_clear: Plane, opacity: float, scratch: Scratch) -> Plane:
    """Count chroma that has faded from zero; return what is seen through it, twice."""
    clear_uv = _merged([half_clear, half_clear], scratch.array("clear uv", uv.shape))
    cv2.addWeighted(uv, 1, clear_uv, -_GREY / 255, _GREY * (1 - opacity), dst=uv)
    return clear_uv


def _sampled(
    pack: Plane,
    matrix: Matrix,
    size: tuple[int, int],
    outside: tuple[int, ...],
    scratch: Scratch,
) -> Plane:
    """Return a pack as it lies on a box.

    Args:
        pack: ``(h, w, 4)``.
        matrix: From the index of an output pixel to a point of the pack, edges at integers.
        size: Height and width of the result.
        outside: What is where it isn't.
        scratch: For the result.
    """
    matrix = matrix.copy()
    matrix[:, 2] -= 0.5  # OpenCV counts from the centre of the first pixel
    out = scratch.array("sampled", (*size, 4))
    cv2.warpAffine(
        pack,
        matrix,
        size[::-1],
        dst=out,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=outside,
    )
    return out


def _is_enlarged(matrix: Matrix) -> bool:
    """Tell whether it grows in every direction: the way back stretches nothing beyond that."""
    (a, b), (c, d) = matrix[:, :2]
    squares = a * a + b * b + c * c + d * d
    largest = (squares + math.sqrt(max(0.0, squares**2 - 4 * (a * d - b * c) ** 2))) / 2
    return bool(largest * ENLARGED**2 <= 1)


def is_turned(placement: Placement) -> bool:
    """Tell whether a picture is sampled, and not from one that was shrunk before."""
    return placement.offset is None and placement.reduction == (1, 1)
