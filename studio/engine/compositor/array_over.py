"""Pictures with alpha made ready to be laid over a target in two passes.

A premultiplied picture over a target is ``s + d·(1 - a)``.  With ``s`` counted from
zero (``y·a`` and not the ``16 + (y - 16)·a`` of a Picture) the same formula holds
for every plane, and costs one multiplication and one addition of bytes, 0.1 ms for
640x360.  What it takes from the source is kept as long as the source stays the
same, and only the parts of it that aren't transparent are touched; what is opaque
is copied::

    over = make_over(planes, placement.box, opacity=1.0, coverage=None, scratch=scratch)
    over.draw(target, scratch)
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from studio.engine.compositor.array_coverage import Coverage
from studio.engine.compositor.array_parts import filled_parts
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

EMPTY = Box(0, 0, 0, 0)
_LARGE_PX = 1 << 16
"""From so many pixels on it pays to look which parts of a picture hold anything."""
_EDGE_PX = 4
"""Of a picture that is opaque inside: as wide as its soft edge may be."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of something that is laid over a target.

    Attributes:
        box: Even, counted from the corner of the whole.
        is_opaque: Whether nothing is seen through any of it.
    """

    box: Box
    is_opaque: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Over:
    """Something to lay over ``box`` of a target.

    Attributes:
        box: Even canvas pixels; may be empty.
        y: ``y·a``.
        clear_y: ``255·(1 - a)``.
        uv: Chroma counted from zero, times a.
        clear_uv: As ``clear_y``, for each chroma sample twice.
        parts: Apart from one another.  Around them it is transparent, and the planes hold
            anything.
    """

    box: Box
    y: Plane
    clear_y: Plane
    uv: Plane
    clear_uv: Plane
    parts: tuple[Part, ...]

    def draw(
        self, target: Planes, scratch: Scratch, opacity: float = 1.0, x: int = 0, y: int = 0
    ) -> None:
        """Lay it over a target, what of it lies there.

        Args:
            target: Gets it.
            scratch: For what is between.
            opacity: How much of it is laid there, 0..1.
            x: Even pixels by which it lies beside its box.
            y: Likewise.
        """
        at = _moved(self.box, x, y)
        if len(self.parts) == 1 and self._is_whole and _is_in(at, target):
            # Small ones that move, of which there are many: nothing more than this.
            over = self if opacity >= 1 else faded(self, opacity, scratch)
            over._lay(target.window(at), scratch)
            return
        here = self.moved(x, y).within(target.box)
        for part in here.parts:
            over = here._of(part.box)
            if part.is_opaque:
                over._cover(target, opacity)
            else:
                over = over if opacity >= 1 else faded(over, opacity, scratch)
                over._lay(target.window(over.box), scratch)

    @property
    def _is_whole(self) -> bool:
        """Whether its first part is all of it, and not opaque."""
        part, all_of_it = self.parts[0], Box(0, 0, self.box.width, self.box.height)
        return not part.is_opaque and part.box == all_of_it

    def trimmed(self) -> "Over":
        """Return it without what is clear around, if it is in one part."""
        return self._of(self.parts[0].box) if len(self.parts) == 1 else self

    def moved(self, x: int, y: int) -> "Over":
        """Return it at another place, even pixels further."""
        return replace(self, box=_moved(self.box, x, y)) if x or y else self

    def within(self, limits: Box) -> "Over":
        """Return what of it lies in a box of the target."""
        seen = _common(self.box, limits)
        if seen == self.box:
            return self
        here = _moved(seen, -self.box.left, -self.box.top)
        parts = []
        for part in self.parts:
            box = _moved(_common(part.box, here), -here.left, -here.top)
            if box.width > 0 and box.height > 0:
                parts.append(Part(box, part.is_opaque))
        if not parts:
            return nothing(self)
        return replace(self._of(here), parts=tuple(parts))

    def _of(self, part: Box) -> "Over":
        """Return a part of it as a whole."""
        if part == Box(0, 0, self.box.width, self.box.height):
            return self
        full = Planes(self.y, self.uv).window(part)
        clear = Planes(self.clear_y, self.clear_uv).window(part)
        box = _moved(part, self.box.left, self.box.top)
        return Over(box, full.y, clear.y, full.uv, clear.uv, all_of(box))

    def _lay(self, part: Planes, scratch: Scratch) -> None:
        """Lay all of its planes over a part of a target, of its own size."""
        _over(part.y, self.y, self.clear_y)
        _over(part.uv, self.uv, self.clear_uv)
        if part.alpha is None:
            return
        if part.is_from_zero:
            cv2.multiply(part.alpha, self.clear_y, dst=part.alpha, scale=1 / 255)
        else:
            alpha = scratch.array("alpha", self.y.shape)
            cv2.bitwise_not(self.clear_y, dst=alpha)
            _over(part.alpha, alpha, self.clear_y)

    def _cover(self, target: Planes, opacity: float) -> None:
        """Hide a target, or mix it with that much of an opaque picture."""
        part = target.window(self.box)
        if opacity >= 1:
            np.copyto(part.y, self.y)
            np.copyto(part.uv, self.uv)
            if part.alpha is not None:
                part.alpha.fill(255 - part.clear_alpha)
            return
        cv2.addWeighted(self.y, opacity, part.y, 1 - opacity, 0, dst=part.y)
        cv2.addWeighted(self.uv, opacity, part.uv, 1 - opacity, 0, dst=part.uv)
        if part.alpha is not None:
            full = (255 - part.clear_alpha) * opacity
            cv2.convertScaleAbs(part.alpha, dst=part.alpha, alpha=1 - opacity, beta=full)


def _over(target: Plane, source: Plane, clear: Plane) -> None:
    cv2.multiply(target, clear, dst=target, scale=1 / 255)
    cv2.add(target, source, dst=target)


def make_over(
    planes: Planes,
    box: Box,
    opacity: float,
    coverage: tuple[Coverage, Coverage] | None,
    scratch: Scratch,
) -> Over:
    """Make planes ready that lie on ``box``; an opaque one is one with alpha 255.

    Args:
        planes: Premultiplied as in ``Picture``; those that are from zero are not copied.
        box: Where they lie.
        opacity: 0..1.
        coverage: Of luma and chroma; None if all is covered.
        scratch: Holds the result: one for each layer that is kept.
    """
    if planes.is_from_zero:
        assert coverage is None
        return _made_before(planes, box, opacity, scratch)
    alpha = planes.alpha
    if alpha is None:
        alpha = scratch.array("opaque", planes.y.shape)
        alpha.fill(255)
    shape, half_shape = alpha.shape, planes.uv.shape
    over = Over(
        box,
        scratch.array("over y", shape),
        scratch.array("clear y", shape),
        scratch.array("over uv", half_shape),
        scratch.odd("clear uv", half_shape),
        filled(alpha),
    )
    if coverage is not None and over.parts:
        _fill(over, all_of(box), Planes(planes.y, planes.uv, alpha), opacity, scratch)
        _cut(over.y, over.clear_y, coverage[0])
        _cut(over.uv, over.clear_uv, coverage[1])
        return replace(over, parts=tuple(Part(part.box) for part in over.parts))
    _fill(over, over.parts, Planes(planes.y, planes.uv, alpha), opacity, scratch)
    if opacity < 1:
        over = replace(over, parts=tuple(Part(part.box) for part in over.parts))
    return over.trimmed()


def _fill(
    over: Over, parts: tuple[Part, ...], planes: Planes, opacity: float, scratch: Scratch
) -> None:
    """Make parts of planes ready."""
    for part in parts:
        source = planes.window(part.box)
        full = Planes(over.y, over.uv).window(part.box)
        clear = Planes(over.clear_y, over.clear_uv).window(part.box)
        assert source.alpha is not None
        half = scratch.array("half alpha", source.uv.shape[:2])
        cv2.resize(source.alpha, half.shape[::-1], dst=half, interpolation=cv2.INTER_AREA)
        cv2.bitwise_not(source.alpha, dst=clear.y)
        cv2.bitwise_not(half, dst=half)
        cv2.merge([half, half], dst=clear.uv)
        cv2.addWeighted(source.y, opacity, clear.y, -16 / 255 * opacity, 0, dst=full.y)
        cv2.addWeighted(source.uv, opacity, clear.uv, -128 / 255 * opacity, 0, dst=full.uv)
        if opacity < 1:
            for plane in (clear.y, clear.uv):
                cv2.convertScaleAbs(plane, dst=plane, alpha=opacity, beta=255 * (1 - opacity))


def _made_before(planes: Planes, box: Box, opacity: float, scratch: Scratch) -> Over:
    """Return what only lacks the clear chroma."""
    assert planes.alpha is not None
    parts = tuple(map(Part, filled_parts(planes.alpha, clear=255)))
    clear_uv = scratch.odd("clear uv", planes.uv.shape)
    for part in parts:
        source = Planes(planes.alpha, clear_uv).window(part.box)
        half = scratch.array("half alpha", source.uv.shape[:2])
        cv2.resize(source.y, half.shape[::-1], dst=half, interpolation=cv2.INTER_AREA)
        cv2.merge([half, half], dst=source.uv)
    over = Over(box, planes.y, planes.alpha, planes.uv, clear_uv, parts)
    return over if opacity >= 1 else faded(over, opacity, scratch)


def filled(alpha: Plane) -> tuple[Part, ...]:
    """Return the parts of an alpha plane that aren't transparent; its sides are even."""
    height, width = alpha.shape
    boxes = filled_parts(alpha) if alpha.size >= _LARGE_PX else (Box(0, 0, width, height),)
    if len(boxes) != 1:
        return tuple(map(Part, boxes))
    at = boxes[0]
    tight = opaque_box(alpha[at.top : at.bottom, at.left : at.right])
    return _opaque_inside(alpha, _moved(tight, at.left, at.top)) if tight.width else ()


def _opaque_inside(alpha: Plane, box: Box) -> tuple[Part, ...]:
    """Return a part, or the five of one that is opaque but for its edge."""
    left, top = box.left + _EDGE_PX, box.top + _EDGE_PX
    right, bottom = box.right - _EDGE_PX, box.bottom - _EDGE_PX
    if (right - left) * (bottom - top) < _LARGE_PX:
        return (Part(box),)
    inside = alpha[top:bottom, left:right]
    if inside[0, 0] < 255 or inside[len(inside) // 2, 0] < 255 or inside.min() < 255:
        return (Part(box),)  # most are no rectangles, and their corners tell so
    return (
        Part(Box(left, top, right, bottom), is_opaque=True),
        Part(Box(box.left, box.top, box.right, top)),
        Part(Box(box.left, bottom, box.right, box.bottom)),
        Part(Box(box.left, top, left, bottom)),
        Part(Box(right, top, box.right, bottom)),
    )


def faded(over: Over, opacity: float, scratch: Scratch) -> Over:
    """Return the same with less of it.

    Args:
        over: What is laid over a target; it stays as it is.
        opacity: 0..1.
        scratch: Holds the result.
    """

    def thin(name: str, plane: Plane, beta: float) -> Plane:
        out = scratch.array(name, plane.shape)
        cv2.convertScaleAbs(plane, dst=out, alpha=opacity, beta=beta)
        return out

    lifted = 255 * (1 - opacity)
    return Over(
        over.box,
        thin("thin y", over.y, 0),
        thin("thin clear y", over.clear_y, lifted),
        thin("thin uv", over.uv, 0),
        thin("thin clear uv", over.clear_uv, lifted),
        tuple(Part(part.box) for part in over.parts),
    )


def opaque_box(alpha: Plane) -> Box:
    """Return the even box that holds all that is not transparent; empty if all is."""
    x, y, width, height = cv2.boundingRect(alpha)
    if width == 0:
        return EMPTY
    return Box(x // 2 * 2, y // 2 * 2, -(-(x + width) // 2) * 2, -(-(y + height) // 2) * 2)


def nothing(over: Over) -> Over:
    """Return nothing to lay over a target."""
    return replace(over, box=EMPTY, parts=())


def all_of(box: Box) -> tuple[Part, ...]:
    """Return all of a box as one part."""
    return (Part(Box(0, 0, box.width, box.height)),)


def _moved(box: Box, x: int, y: int) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _is_in(box: Box, target: Planes) -> bool:
    height, width = target.y.shape
    return box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height


def _common(a: Box, b: Box) -> Box:
    """Return what two boxes have in common; empty if that is nothing."""
    left, top = max(a.left, b.left), max(a.top, b.top)
    right, bottom = min(a.right, b.right), min(a.bottom, b.bottom)
    return Box(left, top, max(left, right), max(top, bottom))


def _cut(source: Plane, clear: Plane, coverage: Coverage) -> None:
    """Take away what is not covered, and thin what is covered in part."""
    at = coverage.rows, coverage.columns
    weights = coverage.weights
    if source.ndim == 3:
        weights = weights[:, None]
    edge = source[at] * weights
    edge_clear = 255 - (255 - clear[at]) * weights
    if coverage.mask is None:
        for outside in coverage.outside():
            source[outside] = 0
            clear[outside] = 255
    else:
        hidden = coverage.mask == 0
        if source.ndim == 3:
            hidden = hidden[..., None]
        np.copyto(source, 0, where=hidden)
        np.copyto(clear, 255, where=hidden)
    source[at] = (edge + 0.5).astype(np.uint8)
    clear[at] = (edge_clear + 0.5).astype(np.uint8)
