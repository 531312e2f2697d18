"""How large inputs, scenes and groups are: what handles and groups are measured by.

Only the engine knows how large an input's pictures are, so it is asked by name; an
input without a picture takes no room, as it draws nothing.
"""

import math
from collections.abc import Iterable, Mapping

from studio.model.geometry import Rect
from studio.model.graph import items_of
from studio.model.scene import Collection, SceneItem
from studio.model.transform import placement, visible_part

Sizes = Mapping[str, tuple[int, int]]
"""Natural width and height of inputs' pictures, by name; of those that have any."""


def natural_size(collection: Collection, source: str, sizes: Sizes) -> tuple[int, int] | None:
    """Return the size of an input, a scene or a group in its own pixels; None if unknown.

    A group reaches from its origin to the farthest edge of the items that it shows.
    """
    if collection.input(source):
        return sizes.get(source)
    if collection.group(source) is None:
        return collection.canvas.width, collection.canvas.height
    shown = [i for i in items_of(collection, source) if i.visible and i.opacity > 0]
    bounds = bounds_of(collection, shown, sizes)
    return max(1, math.ceil(bounds.right)), max(1, math.ceil(bounds.bottom))


def bounds_of(collection: Collection, items: Iterable[SceneItem], sizes: Sizes) -> Rect:
    """Return the smallest upright rectangle around items, in pixels of what holds them.

    Items of unknown size are left out; around nothing it is empty.
    """
    rects = [rect for item in items if (rect := _bounds(collection, item, sizes))]
    if not rects:
        return Rect(0, 0, 0, 0)
    return Rect(
        min(rect.left for rect in rects),
        min(rect.top for rect in rects),
        max(rect.right for rect in rects),
        max(rect.bottom for rect in rects),
    )


def _bounds(collection: Collection, item: SceneItem, sizes: Sizes) -> Rect | None:
    size = natural_size(collection, item.source, sizes)
    if size is None:
        return None
    return placement(item.transform, *size).bounds(visible_part(item.transform, *size))
