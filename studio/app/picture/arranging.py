"""What the menu does to an item's transform, as OBS does it: values in, values out.

The canvas is a rectangle of whatever holds the item; in a group it is what the canvas is
there.
"""

from collections.abc import Callable, Sequence

from studio.app.picture.drags import at, middle, moved, turned_to
from studio.model.geometry import Rect
from studio.model.layout import ItemKey, Place
from studio.model.transform import Alignment, BoundsType, Transform, visible_part

Canvas = tuple[int, int]
Arranging = Callable[[Place, Canvas], Transform]


def fitted(place: Place, canvas: Canvas) -> Transform:
    """As large as it can be on the canvas, whole; also when the source changes its size."""
    return _bounded(place, canvas, BoundsType.SCALE_INNER)


def stretched(place: Place, canvas: Canvas) -> Transform:
    """Over all the canvas, whatever becomes of the proportions."""
    return _bounded(place, canvas, BoundsType.STRETCH)


def covering(place: Place, canvas: Canvas) -> Transform:
    """Over all the canvas, its proportions kept; what is too much is cut off."""
    filled = _bounded(place, canvas, BoundsType.SCALE_OUTER)
    return filled.model_copy(update={"crop_to_bounds": True})


def centered(place: Place, canvas: Canvas) -> Transform:
    """In the middle of the canvas."""
    return _centered(place, canvas, across=True, down=True)


def centered_across(place: Place, canvas: Canvas) -> Transform:
    """In the middle between left and right."""
    return _centered(place, canvas, across=True, down=False)


def centered_down(place: Place, canvas: Canvas) -> Transform:
    """In the middle between top and bottom."""
    return _centered(place, canvas, across=False, down=True)


CENTRING: dict[Arranging, tuple[bool, bool]] = {
    centered: (True, True),
    centered_across: (True, False),
    centered_down: (False, True),
}
"""What several items do as one; across and down."""


def centered_together(
    places: Sequence[Place], canvas: Canvas, axes: tuple[bool, bool]
) -> dict[ItemKey, Transform]:
    """Return the transforms of items whose common box comes to the middle."""
    rect = places[0].bounds
    for place in places[1:]:
        rect = rect.union(place.bounds)
    x, y = rect.center
    dx = canvas[0] / 2 - x if axes[0] else 0.0
    dy = canvas[1] / 2 - y if axes[1] else 0.0
    return moved(places, dx, dy)


def turned_right(place: Place, canvas: Canvas) -> Transform:
    """A quarter turn clockwise about its middle."""
    del canvas
    return turned_to(place, place.item.transform.rotation_deg + 90)


def turned_left(place: Place, canvas: Canvas) -> Transform:
    """A quarter turn anticlockwise about its middle."""
    del canvas
    return turned_to(place, place.item.transform.rotation_deg - 90)


def flipped_across(place: Place, canvas: Canvas) -> Transform:
    """Mirrored, left to right, as it is seen."""
    del canvas
    return _flipped(place, "scale_x")


def flipped_down(place: Place, canvas: Canvas) -> Transform:
    """Mirrored, top to bottom, as it is seen."""
    del canvas
    return _flipped(place, "scale_y")


def reset(place: Place, canvas: Canvas) -> Transform:
    """As it was when it was made: top left, natural size."""
    del place, canvas
    return Transform()


def sized_to(place: Place, width: float, height: float) -> Transform:
    """Return the transform of an item whose box has this size; its top left stays."""
    old = place.item.transform
    if old.bounds_type is not BoundsType.NONE:
        return old.model_copy(update={"bounds_width": width, "bounds_height": height})
    part = visible_part(old, *place.size)
    if not (part.width and part.height):
        return old
    mirror_x, mirror_y = (-1 if scale < 0 else 1 for scale in (old.scale_x, old.scale_y))
    scales = {
        "scale_x": mirror_x * min(1000.0, width / part.width),
        "scale_y": mirror_y * min(1000.0, height / part.height),
    }
    return old.model_copy(update=scales)


def _bounded(place: Place, canvas: Canvas, kind: BoundsType) -> Transform:
    held = place.outer.inverse().bounds(Rect(0, 0, *canvas))
    old = place.item.transform
    return Transform(
        x=held.left,
        y=held.top,
        scale_x=-1 if old.scale_x < 0 else 1,
        scale_y=-1 if old.scale_y < 0 else 1,
        crop=old.crop,
        bounds_type=kind,
        bounds_alignment=Alignment.CENTER,
        bounds_width=held.width,
        bounds_height=held.height,
    )


def _centered(place: Place, canvas: Canvas, *, across: bool, down: bool) -> Transform:
    return centered_together([place], canvas, (across, down))[place.key]


def _flipped(place: Place, scale: str) -> Transform:
    """Mirror at an axis of what holds it: the sense of its turn changes too."""
    old = place.item.transform
    new = old.model_copy(update={scale: -getattr(old, scale)})
    item = place.item.model_copy(update={"transform": new})
    turned = turned_to(Place(place.holder, item, place.size, place.outer), -old.rotation_deg)
    # Mirrored within its box, it has the same middle as before.
    before = middle(place)
    after = middle(Place(place.holder, item.model_copy(update={"transform": turned}), place.size))
    return at(turned, turned.x + before[0] - after[0], turned.y + before[1] - after[1])
