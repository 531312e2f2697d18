"""What several items do as one, as it is seen on the canvas: centred, turned, mirrored.

One item is several of which there is one: in a group that is mirrored or turned, right stays
right for who looks at it.  Values in, values out::

    transforms = mirrored(places, about=(960, 540), across=True)
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from studio.app.picture.drags import Point, at, middle, moved, turned_to
from studio.model.geometry import Rect
from studio.model.layout import ItemKey, Place
from studio.model.transform import Alignment, Transform

Transforms = dict[ItemKey, Transform]
Together = Callable[[Sequence[Place], tuple[int, int]], Transforms]

ACROSS = {
    Alignment.LEFT: Alignment.RIGHT,
    Alignment.TOP_LEFT: Alignment.TOP_RIGHT,
    Alignment.BOTTOM_LEFT: Alignment.BOTTOM_RIGHT,
}
DOWN = {
    Alignment.TOP: Alignment.BOTTOM,
    Alignment.TOP_LEFT: Alignment.BOTTOM_LEFT,
    Alignment.TOP_RIGHT: Alignment.BOTTOM_RIGHT,
}
MIRRORED_ACROSS = ACROSS | {new: old for old, new in ACROSS.items()}
MIRRORED_DOWN = DOWN | {new: old for old, new in DOWN.items()}


def common_box(places: Sequence[Place]) -> Rect:
    """Return the upright rectangle around at least one item."""
    rect = places[0].bounds
    for place in places[1:]:
        rect = rect.union(place.bounds)
    return rect


def centered(
    places: Sequence[Place], canvas: tuple[int, int], *, across: bool = True, down: bool = True
) -> Transforms:
    """Bring their common box to the middle of the canvas."""
    x, y = common_box(places).center
    dx = canvas[0] / 2 - x if across else 0.0
    dy = canvas[1] / 2 - y if down else 0.0
    return moved(places, dx, dy)


def turned(places: Sequence[Place], turn_deg: float) -> Transforms:
    """Turn them clockwise about the middle of their common box."""
    center = common_box(places).center if len(places) > 1 else None
    found = {}
    for place in places:
        outer = place.outer
        sense = 1 if outer.a * outer.d - outer.b * outer.c > 0 else -1  # in a mirrored group
        new = turned_to(place, place.item.transform.rotation_deg + sense * turn_deg)
        found[place.key] = new
        if center is not None:
            inward = outer.inverse().apply(*center)
            found[place.key] = about(place, new, inward, sense * turn_deg)
    return found


def about(place: Place, new: Transform, center: Point, turn_deg: float) -> Transform:
    """Bring an item that was turned about its own middle to where it lies about another point.

    Args:
        place: Where it was.
        new: How it lies, turned about its own middle.
        center: In the pixels of what holds it.
        turn_deg: By how much it was turned there.
    """
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    old = middle(place)
    x, y = old[0] - center[0], old[1] - center[1]
    to = center[0] + x * cos - y * sin, center[1] + x * sin + y * cos
    return at(new, new.x + to[0] - old[0], new.y + to[1] - old[1])


def mirrored(places: Sequence[Place], center: Point, *, across: bool) -> Transforms:
    """Mirror them at the upright (or level) line of the canvas through a point."""
    return {place.key: _mirrored(place, center, across=across) for place in places}


def flipped(places: Sequence[Place], *, across: bool) -> Transforms:
    """Mirror them within their common box."""
    one = places[0] if len(places) == 1 else None
    center = one.outer.apply(*middle(one)) if one else common_box(places).center
    return mirrored(places, center, across=across)


def _mirrored(place: Place, center: Point, *, across: bool) -> Transform:
    """Mirror at a line: the sense of the turn changes, and one scale its sign."""
    old, inward = place.item.transform, place.outer.inverse()
    line = (inward.b, inward.d) if across else (inward.a, inward.c)  # its way in the holder
    line_deg = math.degrees(math.atan2(line[1], line[0]))
    scale, kept = ("scale_x", MIRRORED_ACROSS) if across else ("scale_y", MIRRORED_DOWN)
    alignment = old.bounds_alignment
    changed = old.model_copy(
        update={
            scale: -getattr(old, scale),
            "bounds_alignment": kept.get(alignment, alignment),
        }
    )
    item = place.item.model_copy(update={"transform": changed})
    rotation_deg = 2 * line_deg - (180 if across else 0) - old.rotation_deg
    new = turned_to(replace(place, item=item), rotation_deg)
    x, y = place.outer.apply(*middle(place))
    to = inward.apply(2 * center[0] - x, y) if across else inward.apply(x, 2 * center[1] - y)
    now = middle(replace(place, item=item.model_copy(update={"transform": new})))
    return at(new, new.x + to[0] - now[0], new.y + to[1] - now[1])
