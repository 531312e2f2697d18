"""Pictures with a clear edge that turn or grow, ready to be laid over a target.

OpenCV samples four channels in less time than two of one, so all planes are packed and sampled
together: luma counted from zero as ``array_over`` wants it, which is linear, too, alpha, and both
of chroma.  What is enlarged has no detail that would be lost where it is sampled for every second
pixel and then enlarged, at a third of the price, and what is soft for every fourth or eighth::

    turn = Turn()
    over = turn.over(picture, placement, opacity, scratch)
"""

import math
from dataclasses import dataclass, field

import cv2

from studio.engine.compositor.array_coarse import GREY, Coarse, chroma_from_zero, merged
from studio.engine.compositor.array_over import Over, filled
from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.array_sample import Matrix, plane_map
from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.placement import Box, Placement
from studio.engine.picture import Picture, Plane

STEPS_PX = (8, 4, 2)
ENLARGED = 0.75
"""Of a step: where what is smallest of a picture is so large, it is sampled once in a step."""


@dataclass(slots=True, eq=False)
class Turn:
    """What one layer's picture was packed into.

    Attributes:
        pack: ``(h, w, 4)``: luma from zero, alpha, and both of chroma.
        is_fine: Whether chroma was repeated for that: sampled for each pixel and averaged again
            it is what it would be if it were sampled by itself.
    """

    _picture: Picture | None = None
    _pack: Plane | None = None
    _is_fine: bool = False
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
        if (step := step_px(picture, placement)) > 1:
            coarse = self.coarse(picture, placement, placement.box, step, opacity, self._scratch)
            return coarse.grown(placement.box, step, scratch, self._scratch)
        pack = self._packed(picture, is_fine=True)
        box, work = placement.box, self._scratch
        whole, half = (box.height, box.width), (box.height // 2, box.width // 2)
        y, alpha = scratch.odd("y", whole), work.odd("alpha", whole)
        wide = [work.odd(f"wide {n}", whole) for n in range(2)]
        matrix = _on_pack(plane_map(placement, 1), picture, pack)
        sampled = _sampled(pack, matrix, whole, (0, 0, GREY, GREY), work)
        cv2.split(sampled, [y, alpha, *wide])
        u, v = (work.array(f"half {n}", half) for n in range(2))
        for plane, small in zip(wide, (u, v), strict=True):
            cv2.resize(plane, half[::-1], dst=small, interpolation=cv2.INTER_AREA)
        uv = merged([u, v], scratch.odd("uv", (*half, 2)))
        if opacity < 1:
            for plane in (y, alpha):
                cv2.convertScaleAbs(plane, dst=plane, alpha=opacity)
            cv2.convertScaleAbs(uv, dst=uv, alpha=opacity, beta=GREY * (1 - opacity))
        clear = scratch.array("clear y", whole)
        cv2.bitwise_not(alpha, dst=clear)
        cv2.resize(clear, half[::-1], dst=u, interpolation=cv2.INTER_AREA)
        clear_uv = chroma_from_zero(uv, u, scratch)
        return Over(box, y, clear, uv, clear_uv, filled(alpha)).trimmed()

    def coarse(
        self,
        picture: Picture,
        placement: Placement,
        box: Box,
        step: int,
        opacity: float,
        scratch: Scratch,
    ) -> Coarse:
        """Sample it once for each square of so many pixels.

        Args:
            picture: As for ``over``.
            placement: Likewise.
            box: The part of the target that is sampled.
            step: What ``step_px`` says, or less.
            opacity: 0..1.
            scratch: Holds the result.
        """
        pack = self._packed(picture, is_fine=False)
        size = -(-box.height // step), -(-box.width // step)
        matrix = plane_map(placement, 1)
        # The middle of the first square, counted from the middle of the placement's first pixel.
        beside = (step - 1) / 2
        across, down = box.left - placement.box.left, box.top - placement.box.top
        matrix[:, 2] += matrix[:, 0] * (across + beside) + matrix[:, 1] * (down + beside)
        matrix[:, :2] *= step
        matrix = _on_pack(matrix, picture, pack)
        sampled = _sampled(pack, matrix, size, (0, 0, GREY, GREY), self._scratch)
        y, clear, u, v = (scratch.odd(f"small {n}", size) for n in range(4))
        cv2.split(sampled, [y, clear, u, v])
        if opacity < 1:
            for plane in (y, clear):
                cv2.convertScaleAbs(plane, dst=plane, alpha=opacity)
            for plane in (u, v):
                cv2.convertScaleAbs(plane, dst=plane, alpha=opacity, beta=GREY * (1 - opacity))
        cv2.bitwise_not(clear, dst=clear)
        return Coarse(y, clear, u, v)

    def _packed(self, picture: Picture, *, is_fine: bool) -> Plane:
        """Put all planes side by side; if not fine, in twice as many points as it takes."""
        if self._pack is not None and self._picture is picture and self._is_fine is is_fine:
            return self._pack
        self._picture, self._is_fine = picture, is_fine
        picture = as_usual(picture)
        assert picture.alpha is not None
        reduction = 1 if is_fine else max(1, picture.detail_px // 2)
        shape = tuple(-(-side // reduction) for side in picture.y.shape)
        # OpenCV is four times slower where what it merges has two channels.
        u, v = (self._scratch.odd(f"chroma {n}", picture.uv.shape[:2]) for n in range(2))
        cv2.split(picture.uv, [u, v])
        planes = (self._from_zero(picture), picture.alpha, u, v)
        few = [
            _resized(plane, self._scratch.array(f"few {n}", shape), is_fine)
            for n, plane in enumerate(planes)
        ]
        self._pack = merged(few, self._scratch.odd("pack", (*shape, 4)))
        return self._pack

    def _from_zero(self, picture: Picture) -> Plane:
        """Return luma times alpha."""
        assert picture.alpha is not None
        y = self._scratch.array("from zero", picture.y.shape)
        cv2.addWeighted(picture.y, 1, picture.alpha, 16 / 255, -16, dst=y)
        return y


def _on_pack(matrix: Matrix, picture: Picture, pack: Plane) -> Matrix:
    """Return a map to points of a pack, of one to pixels of its picture."""
    rows, columns = picture.y.shape
    on_pack = matrix.copy()
    on_pack[0] *= pack.shape[1] / columns
    on_pack[1] *= pack.shape[0] / rows
    return on_pack


def _resized(plane: Plane, out: Plane, is_repeated: bool) -> Plane:
    """Return a plane in the size of another one, which gets it."""
    rows, columns = out.shape[:2]
    if plane.shape[:2] == (rows, columns):
        return plane
    grows = cv2.INTER_NEAREST if is_repeated else cv2.INTER_LINEAR
    way = cv2.INTER_AREA if plane.shape[0] > rows else grows
    cv2.resize(plane, (columns, rows), dst=out, interpolation=way)
    return out


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


def step_px(picture: Picture, placement: Placement) -> int:
    """Return how far apart the pixels of a target lie for which a picture is sampled."""
    detail_px = picture.detail_px
    seen_px = detail_px * _least_growth(plane_map(placement, 1))
    fitting = (step for step in STEPS_PX if step <= 2 * detail_px and seen_px >= step * ENLARGED)
    return next(fitting, 1)


def _least_growth(matrix: Matrix) -> float:
    """Return how much it grows in the direction in which it does least.

    Args:
        matrix: The way back, which stretches nothing by more than one through that.
    """
    (a, b), (c, d) = matrix[:, :2]
    squares = a * a + b * b + c * c + d * d
    largest = (squares + math.sqrt(max(0.0, squares**2 - 4 * (a * d - b * c) ** 2))) / 2
    return 1 / math.sqrt(largest) if largest > 0 else math.inf


def is_turned(placement: Placement) -> bool:
    """Tell whether a picture is sampled, and not from one that was shrunk before."""
    return placement.offset is None and placement.reduction == (1, 1)
