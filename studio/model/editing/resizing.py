"""Brings the items of all scenes along to a canvas of another size.

What covered the whole canvas covers it again; all else keeps its place in the picture and its
proportions: as large as it can be, in the middle where the new canvas has another shape.
Groups are scaled as they are, and a nested scene is as large as the canvas by itself::

    resized(collection, Canvas(width=1280, height=720))
"""

from dataclasses import dataclass

from studio.model.editing.change import changed
from studio.model.scene import Canvas, Collection, SceneItem
from studio.model.transform import MAX_POSITION_PX, Alignment, BoundsType, Transform

MAX_SCALE = 1000.0
NEAR_PX = 1.0
"""So near to the canvas's edges is on them."""


@dataclass(frozen=True, slots=True)
class _Way:
    """From one canvas to another."""

    old: tuple[int, int]
    new: tuple[int, int]

    @property
    def factors(self) -> tuple[float, float]:
        """How many times as wide and as high."""
        return self.new[0] / self.old[0], self.new[1] / self.old[1]

    @property
    def scale(self) -> float:
        """By which everything fits."""
        return min(self.factors)

    def point(self, x: float, y: float) -> dict[str, object]:
        """Return where a point comes."""
        left = (self.new[0] - self.old[0] * self.scale) / 2
        top = (self.new[1] - self.old[1] * self.scale) / 2
        return {"x": _within(x * self.scale + left), "y": _within(y * self.scale + top)}


def resized(collection: Collection, canvas: Canvas) -> Collection:
    """Return a collection with another canvas, its items on it as they were on the old one."""
    old = collection.canvas
    way = _Way((old.width, old.height), (canvas.width, canvas.height))
    if way.old == way.new:
        return changed(collection, canvas=canvas)
    scenes = tuple(
        changed(scene, items=tuple(_brought(item, collection, way) for item in scene.items))
        for scene in collection.scenes
    )
    return changed(collection, canvas=canvas, scenes=scenes)


def _brought(item: SceneItem, collection: Collection, way: _Way) -> SceneItem:
    transform = item.transform
    if _covers(transform, way.old):
        update: dict[str, object] = _sizes(way.new)
        fraction = transform.alignment.fraction
        update |= {"x": fraction[0] * way.new[0], "y": fraction[1] * way.new[1]}
    elif collection.scene(item.source) is not None:
        update = _nested(transform, way)
    else:
        update = way.point(transform.x, transform.y)
        update |= _scaled(transform, (way.scale, way.scale))
    return changed(item, transform=changed(transform, **update))


def _covers(transform: Transform, canvas: tuple[int, int]) -> bool:
    """Tell whether an item is fitted into the whole canvas."""
    if transform.bounds_type is BoundsType.NONE or transform.rotation_deg:
        return False
    fraction = transform.alignment.fraction
    left = transform.x - fraction[0] * transform.bounds_width
    top = transform.y - fraction[1] * transform.bounds_height
    differences = (
        left,
        top,
        transform.bounds_width - canvas[0],
        transform.bounds_height - canvas[1],
    )
    return all(abs(each) <= NEAR_PX for each in differences)


def _nested(transform: Transform, way: _Way) -> dict[str, object]:
    """A nested scene's natural size changes with the canvas, and its crop with it."""
    across, down = way.factors
    crop = transform.crop
    cut = {
        "left": round(crop.left * across),
        "right": round(crop.right * across),
        "top": round(crop.top * down),
        "bottom": round(crop.bottom * down),
    }
    update: dict[str, object] = {"crop": changed(crop, **cut)}
    is_whole = transform.alignment is Alignment.TOP_LEFT and transform.x == transform.y == 0
    if is_whole and transform.bounds_type is BoundsType.NONE:
        return update
    own = way.scale / across, way.scale / down
    update |= way.point(transform.x, transform.y)
    if transform.bounds_type is not BoundsType.NONE:
        return update | _scaled(transform, (way.scale, way.scale))
    return update | _scaled(transform, own)


def _scaled(transform: Transform, by: tuple[float, float]) -> dict[str, object]:
    if transform.bounds_type is not BoundsType.NONE:
        return _sizes((transform.bounds_width * by[0], transform.bounds_height * by[1]))
    scales = transform.scale_x * by[0], transform.scale_y * by[1]
    return dict(
        zip(
            ("scale_x", "scale_y"),
            (min(max(each, -MAX_SCALE), MAX_SCALE) for each in scales),
            strict=True,
        )
    )


def _sizes(size: tuple[float, float]) -> dict[str, object]:
    return {
        "bounds_width": min(size[0], MAX_POSITION_PX),
        "bounds_height": min(size[1], MAX_POSITION_PX),
    }


def _within(px: float) -> float:
    return round(min(max(px, -MAX_POSITION_PX), MAX_POSITION_PX), 3)
