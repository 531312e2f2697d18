"""What the menu does to an item's transform, as OBS does it: values in, values out.

The canvas is a rectangle of whatever holds the item; in a group it is what the canvas is
there.
"""

from collections.abc import Callable
from functools import partial

from studio.app.picture import together
from studio.app.picture.together import Together
from studio.model.geometry import Rect
from studio.model.layout import Place
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
    return TOGETHER[centered]([place], canvas)[place.key]


def centered_across(place: Place, canvas: Canvas) -> Transform:
    """In the middle between left and right."""
    return TOGETHER[centered_across]([place], canvas)[place.key]


def centered_down(place: Place, canvas: Canvas) -> Transform:
    """In the middle between top and bottom."""
    return TOGETHER[centered_down]([place], canvas)[place.key]


def turned_right(place: Place, canvas: Canvas) -> Transform:
    """A quarter turn clockwise about its middle."""
    return TOGETHER[turned_right]([place], canvas)[place.key]


def turned_left(place: Place, canvas: Canvas) -> Transform:
    """A quarter turn anticlockwise about its middle."""
    return TOGETHER[turned_left]([place], canvas)[place.key]


def flipped_across(place: Place, canvas: Canvas) -> Transform:
    """Mirrored, left to right, as it is seen."""
    return TOGETHER[flipped_across]([place], canvas)[place.key]


def flipped_down(place: Place, canvas: Canvas) -> Transform:
    """Mirrored, top to bottom, as it is seen."""
    return TOGETHER[flipped_down]([place], canvas)[place.key]


TOGETHER: dict[Arranging, Together] = {
    centered: together.centered,
    centered_across: partial(together.centered, down=False),
    centered_down: partial(together.centered, across=False),
    turned_right: lambda places, _: together.turned(places, 90),
    turned_left: lambda places, _: together.turned(places, -90),
    flipped_across: lambda places, _: together.flipped(places, across=True),
    flipped_down: lambda places, _: together.flipped(places, across=False),
}
"""What several items do as one."""


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
