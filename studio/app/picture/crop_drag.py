"""Cropping by a handle (Alt): the edge is cut where the mouse is, the rest stays in place.

Of an item with bounds the box stays, and what is left of the picture is fitted into it anew.
"""

from studio.app.picture.drags import Dragged, Keys, Point, at, has_bounds
from studio.app.picture.handles import Handle
from studio.model.layout import Place
from studio.model.transform import Crop, Transform, box_placement, fitted_scale, visible_part


class CropDrag:
    """See the module.

    Args:
        place: The item; its box has an area.
        handle: Any but the turning one.
        start: Where on the canvas the mouse was pressed.
    """

    def __init__(self, place: Place, handle: Handle, start: Point) -> None:
        self._place = place
        self._handle = handle
        self._inward = place.box.inverse()
        self._start = self._inward.apply(*start)

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Crop by as much as the mouse went."""
        del keys
        place = self._place
        local = self._inward.apply(x, y)
        old = place.item.transform
        scale = fitted_scale(old, visible_part(old, *place.size))
        crop = old.crop.model_dump()
        names = (("left", "right"), ("top", "bottom"))
        for axis in (0, 1):
            fraction = self._handle.value[axis]
            if fraction != 0.5 and scale[axis]:
                moved = (local[axis] - self._start[axis]) / abs(scale[axis])
                self._cut(crop, names[axis], place.size[axis], fraction, moved, scale[axis] < 0)
        new = old.model_copy(update={"crop": Crop.model_validate(crop)})
        return Dragged({place.key: new if has_bounds(place) else self._kept(old, new)})

    @staticmethod
    def _cut(
        crop: dict[str, int],
        names: tuple[str, str],
        size: int,
        fraction: float,
        moved: float,
        is_mirrored: bool,
    ) -> None:
        """Change one edge: the one that is seen on the handle's side."""
        is_near = fraction == 0
        edge, other = names if is_near != is_mirrored else names[::-1]
        most = max(0, size - crop[other] - 1)
        crop[edge] = min(max(0, round(crop[edge] + (moved if is_near else -moved))), most)

    def _kept(self, old: Transform, new: Transform) -> Transform:
        """Return the transform by which the corner opposite of the handle stays."""
        place = self._place
        corner = 1 - self._handle.value[0], 1 - self._handle.value[1]
        before, after = visible_part(old, *place.size), visible_part(new, *place.size)
        x, y = abs(old.scale_x), abs(old.scale_y)
        was = box_placement(old, *place.size).apply(
            corner[0] * before.width * x, corner[1] * before.height * y
        )
        now = box_placement(new, *place.size).apply(
            corner[0] * after.width * x, corner[1] * after.height * y
        )
        return at(new, old.x + was[0] - now[0], old.y + was[1] - now[1])
