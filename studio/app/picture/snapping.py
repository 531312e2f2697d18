"""Snapping: edges and middles that come near the canvas's or another item's lie on them.

Everything is in canvas pixels::

    snapper = Snapper.around((1920, 1080), others, reach=8 / scale)
    snap = snapper.snap(xs=(left, middle, right), ys=(top, middle, bottom))
    left + snap.dx, snap.guides
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that says what something snapped to: upright at ``x``, or level at ``y``."""

    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Snap:
    """How far to go, and why.

    Attributes:
        dx: None if nothing is near.
        dy: None if nothing is near.
        guides: A line for each of the two that snapped.
    """

    dx: float | None = None
    dy: float | None = None
    guides: tuple[Guide, ...] = ()


NOTHING = Snap()


@dataclass(frozen=True, slots=True)
class Snapper:
    """Lines to snap to.

    Attributes:
        xs: Of upright lines; the first of equally near ones is taken.
        ys: Of level lines.
        reach: How near is near.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    reach: float

    @classmethod
    def around(cls, canvas: tuple[int, int], others: Iterable[Rect], reach: float) -> "Snapper":
        """Return the lines of a canvas and of what else lies on it."""
        rects = [Rect(0, 0, *canvas), *others]
        xs = [x for rect in rects for x in (rect.left, rect.center[0], rect.right)]
        ys = [y for rect in rects for y in (rect.top, rect.center[1], rect.bottom)]
        return cls(tuple(dict.fromkeys(xs)), tuple(dict.fromkeys(ys)), reach)

    def snap(self, xs: Sequence[float], ys: Sequence[float]) -> Snap:
        """Return how far the nearest of some positions are from the lines."""
        across, down = _nearest(xs, self.xs, self.reach), _nearest(ys, self.ys, self.reach)
        guides = []
        if across:
            guides.append(Guide(x=across[1]))
        if down:
            guides.append(Guide(y=down[1]))
        return Snap(across and across[0], down and down[0], tuple(guides))


def _nearest(
    positions: Sequence[float], lines: Sequence[float], reach: float
) -> tuple[float, float] | None:
    """Return the shortest way from a position to a line, and the line."""
    ways = [(line - at, line) for line in lines for at in positions if abs(line - at) <= reach]
    return min(ways, key=lambda way: abs(way[0])) if ways else None
