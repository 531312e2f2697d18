"""What lies under the mouse, uppermost first, and what a rubber band touches.

An item that is locked is under all that isn't: it can be chosen to be unlocked, but is
never in the way.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from studio.model.geometry import Rect
from studio.model.layout import ItemKey, Place

Point = tuple[float, float]


def hits(places: Iterable[Place], x: float, y: float) -> list[Place]:
    """Return what a point of the canvas hits, the uppermost first, a group before its items."""
    found = [place for place in places if place.is_shown and place.holds(x, y)]
    found.reverse()
    return sorted(found, key=lambda place: place.is_locked)


def deeper(found: Sequence[Place], chosen: Collection[ItemKey]) -> Place | None:
    """Return what a click means: the uppermost, or what lies under what is chosen already."""
    if not found:
        return None
    at = next((i for i, place in enumerate(found) if place.key in chosen), -1)
    return found[(at + 1) % len(found)]


def touched(places: Iterable[Place], scene: str, band: Rect) -> list[Place]:
    """Return the scene's own items, shown and not locked, that a rectangle touches."""
    return [
        place
        for place in places
        if place.holder == scene
        and place.is_shown
        and not place.is_locked
        and _overlap(place.corners, band)
    ]


def _overlap(corners: Sequence[Point], band: Rect) -> bool:
    """Tell whether a parallelogram and an upright rectangle have a point in common."""
    frame = (
        (band.left, band.top),
        (band.right, band.top),
        (band.right, band.bottom),
        (band.left, band.bottom),
    )
    axes: list[Point] = [(1.0, 0.0), (0.0, 1.0)]
    axes += [(ay - by, bx - ax) for (ax, ay), (bx, by) in pairwise(corners[:3])]
    return all(_meet(corners, frame, axis) for axis in axes)


def _meet(a: Sequence[Point], b: Sequence[Point], axis: Point) -> bool:
    """Tell whether two shapes overlap as seen along an axis."""
    on_a = [x * axis[0] + y * axis[1] for x, y in a]
    on_b = [x * axis[0] + y * axis[1] for x, y in b]
    return min(on_a) <= max(on_b) and min(on_b) <= max(on_a)
