"""Places on a grid for what only moves, so that it need not be sampled anew at each frame.

A picture that lies at a fraction of a pixel is sampled there, which is most of what a
small moving one costs.  On a grid it comes by the same few fractions again and again, and
compositors keep what they made for them.  The grid is fine for what creeps, since the eye
sees that jump by a pixel, and coarse for what flies::

    steps = Steps()
    steps.taken(local, placed, due_ns)

Of sparks and smoke nobody sees that all of them lie a pixel further, and each of their pictures is
a new one, so that there is nothing to keep: they lie at even pixels, where nothing is sampled at
all, for a third of the price::

    steps.beside(placed, seen, due_ns)
"""

from dataclasses import dataclass

from studio.engine.canvas.seen import Seen
from studio.model.geometry import Affine

FINE, MIDDLE, COARSE = 0.25, 0.5, 1.0
SLOW_PX, FAST_PX = 2.0, 6.0
"""A frame: up to the first the grid is fine, from the second on coarse."""
CREEPING_PX = 0.1
"""What moves both ways comes by many fractions: so slow the grid is fine, faster it isn't."""


STILL_PX = 1e-3


@dataclass(slots=True)
class Steps:
    """What one node did since the frame before."""

    _local: Affine | None = None
    _placed: Affine | None = None
    _due_ns: int = -1
    _way_x_px: float = 0.0
    _way_y_px: float = 0.0
    _corner: tuple[float, float] | None = None

    def taken(self, local: Affine, placed: Affine, due_ns: int) -> Affine:
        """Return where it is drawn.

        Args:
            local: Where it lies in its group; while that is the same object it doesn't move
                by itself, and goes the steps of its group.
            placed: Where it lies in the programme.
            due_ns: Of the frame.
        """
        if due_ns != self._due_ns:
            before = self._placed
            is_still = local is self._local or before is None or not _is_slid(before, placed)
            self._way_x_px = 0.0 if is_still or not before else abs(placed.tx - before.tx)
            self._way_y_px = 0.0 if is_still or not before else abs(placed.ty - before.ty)
            self._local, self._placed, self._due_ns = local, placed, due_ns
        if not (self._way_x_px or self._way_y_px):
            return placed
        slow_px = CREEPING_PX if self._way_x_px and self._way_y_px else SLOW_PX
        x = _on_grid(placed.tx, self._way_x_px, slow_px)
        y = _on_grid(placed.ty, self._way_y_px, slow_px)
        return Affine(placed.a, placed.b, placed.c, placed.d, x, y)

    def beside(self, placed: Affine, seen: Seen, due_ns: int) -> Affine:
        """Return where a loose picture is drawn, near where it belongs.

        What creeps goes on doing so: by two pixels at a time it would jerk.

        Args:
            placed: Where it belongs in the programme.
            seen: The picture.
            due_ns: Of the frame.
        """
        x, y = placed.apply(-seen.left, -seen.top)  # of its content, as its own box jumps
        if due_ns != self._due_ns:
            before = self._corner or (x, y)
            self._way_x_px, self._way_y_px = abs(x - before[0]), abs(y - before[1])
            self._corner, self._due_ns = (x, y), due_ns
        creeps = STILL_PX < max(self._way_x_px, self._way_y_px) < FAST_PX
        if creeps or not _is_one_to_one(placed, seen):
            return placed
        x_px, y_px = (round(side / 2) * 2 - side for side in (x, y))
        return Affine(placed.a, 0.0, 0.0, placed.d, placed.tx + x_px, placed.ty + y_px)


def _is_one_to_one(placed: Affine, seen: Seen) -> bool:
    """Tell whether each stored pixel is one of the programme."""
    rows, columns = seen.picture.y.shape
    wide, high = placed.a * seen.picture.width, placed.d * seen.picture.height
    is_upright = abs(placed.b) + abs(placed.c) < STILL_PX
    return is_upright and abs(wide - columns) + abs(high - rows) < STILL_PX


def _is_slid(before: Affine, now: Affine) -> bool:
    return (before.a, before.b, before.c, before.d) == (now.a, now.b, now.c, now.d)


def _on_grid(place: float, way_px: float, slow_px: float) -> float:
    if not way_px:
        return place
    step = FINE if way_px < slow_px else MIDDLE if way_px < FAST_PX else COARSE
    return round(place / step) * step
