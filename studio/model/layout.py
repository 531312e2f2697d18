"""Where every item of a scene lies on the canvas, for whoever draws handles or finds what was hit.

The rules are the engine's (studio/engine/scene_graph.py; a test compares): a group is as
large as its visible items reach, a nested scene as large as the canvas, an input as large
as its picture, which only the engine knows and says::

    layout = Layout(collection, sizes={"Camera": (1280, 720)})
    for place in layout.places("Main"):
        place.item, place.corners
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from studio.model.geometry import Affine, Rect
from studio.model.graph import items_of
from studio.model.scene import Collection, SceneItem
from studio.model.transform import (
    Transform,
    bounds_clip,
    box_placement,
    box_size,
    placement,
    visible_part,
)

IDENTITY = Affine()
Size = tuple[int, int]
ItemKey = tuple[str, int]
"""The scene or group that holds an item, and the item's number."""


@dataclass(frozen=True, slots=True)
class Place:
    """One item and where it lies.

    Attributes:
        holder: Name of the scene or group whose item it is.
        size: Natural size of what it shows, in pixels.
        outer: From the holder's pixels to the canvas's.
        is_shown: It is visible, and so is every group around it.
        is_locked: It is locked, or a group around it is.
    """

    holder: str
    item: SceneItem
    size: Size
    outer: Affine = IDENTITY
    is_shown: bool = True
    is_locked: bool = False

    @property
    def key(self) -> ItemKey:
        """Who it is."""
        return self.holder, self.item.id

    @property
    def box_size(self) -> tuple[float, float]:
        """Size of its box in the holder's pixels: the bounds, else what is shown."""
        return box_size(self.item.transform, *self.size)

    @property
    def box(self) -> Affine:
        """From its box, whose top left corner is 0, to the canvas."""
        return self.outer.after(box_placement(self.item.transform, *self.size))

    @property
    def content(self) -> Affine:
        """From pixels of what it shows to the canvas."""
        return self.outer.after(placement(self.item.transform, *self.size))

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of its box on the canvas: top left, top right, bottom right, bottom left."""
        width, height = self.box_size
        box = self.box
        return tuple(box.apply(x, y) for x, y in ((0, 0), (width, 0), (width, height), (0, height)))

    @property
    def bounds(self) -> Rect:
        """The smallest upright rectangle of canvas around its box."""
        return self.box.bounds(Rect(0, 0, *self.box_size))

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the canvas lies in its box."""
        box, (width, height) = self.box, self.box_size
        if box.is_flat or not (width and height):
            return False
        local_x, local_y = box.inverse().apply(x, y)
        return 0 <= local_x <= width and 0 <= local_y <= height


@dataclass(frozen=True, slots=True)
class _Shape:
    """What one layer covers in its holder."""

    matrix: Affine
    part: Rect
    is_normal: bool
    clip: Rect | None

    def moved(self, by: Affine) -> "_Shape":
        clip = by.bounds(self.clip) if self.clip is not None else None
        return _Shape(by.after(self.matrix), self.part, self.is_normal, clip)


class Layout:
    """The places of one version of a collection.

    Args:
        collection: What is laid out.
        sizes: Natural size of each input that has a picture.
        transforms: What is shown instead of an item's own transform, while it is dragged.
    """

    def __init__(
        self,
        collection: Collection,
        sizes: Mapping[str, Size],
        transforms: Mapping[ItemKey, Transform] | None = None,
    ) -> None:
        self._collection = collection
        self._canvas = (collection.canvas.width, collection.canvas.height)
        self._sizes = sizes
        self._transforms = transforms or {}
        self._shapes: dict[str, list[_Shape]] = {}

    def places(self, scene: str) -> list[Place]:
        """Return a scene's items and those of its groups, a group right after its items.

        Bottom first; what has no picture yet lies nowhere.
        """
        return self._places(scene, IDENTITY, True, False)

    def size_of(self, source: str) -> Size | None:
        """Return the natural size of an input, scene or group, or None while it has none."""
        if self._collection.input(source):
            return self._sizes.get(source)
        if self._collection.group(source):
            return _extent(self._layers(source))
        return self._canvas

    def _places(self, holder: str, outer: Affine, is_shown: bool, is_locked: bool) -> list[Place]:
        found: list[Place] = []
        for item in self._items(holder):
            size = self.size_of(item.source)
            if size is None:
                continue
            shown, locked = is_shown and item.visible, is_locked or item.locked
            place = Place(holder, item, size, outer, shown, locked)
            if self._collection.group(item.source):
                found += self._places(item.source, place.content, shown, locked)
            found.append(place)
        return found

    def _items(self, holder: str) -> list[SceneItem]:
        items = items_of(self._collection, holder)
        if not self._transforms:
            return list(items)
        return [
            item.model_copy(update={"transform": self._transforms[holder, item.id]})
            if (holder, item.id) in self._transforms
            else item
            for item in items
        ]

    def _layers(self, holder: str) -> list[_Shape]:
        layers = self._shapes.get(holder)
        if layers is None:
            layers = self._shapes[holder] = []
            for item in self._items(holder):
                if item.visible and item.opacity > 0:
                    layers += self._layers_of(item)
        return layers

    def _layers_of(self, item: SceneItem) -> list[_Shape]:
        size = self.size_of(item.source)
        if size is None:
            return []
        own = _Shape(
            placement(item.transform, *size),
            visible_part(item.transform, *size),
            item.blend == "normal",
            bounds_clip(item.transform),
        )
        if self._collection.input(item.source):
            return [own]
        inner = self._layers(item.source)
        if _dissolves(item, own, inner, is_group=self._collection.group(item.source) is not None):
            return [layer.moved(own.matrix) for layer in inner]
        return [own]


def _dissolves(item: SceneItem, own: _Shape, inner: list[_Shape], *, is_group: bool) -> bool:
    """Tell whether the layers of a group or nested scene become those of its parent."""
    crop = item.transform.crop
    is_cut = own.clip is not None or crop.left or crop.top or crop.right or crop.bottom
    if is_cut or not own.is_normal or item.opacity != 1:
        return False
    if not all(layer.is_normal for layer in inner):
        return False
    if not is_group:
        return own.matrix == IDENTITY
    upright = own.matrix.b == own.matrix.c == 0
    return upright or not any(layer.clip is not None for layer in inner)


def _extent(layers: list[_Shape]) -> Size:
    """Return the size of a group: from its origin to the farthest edge of its items."""
    right = bottom = 1.0
    for layer in layers:
        reach = layer.matrix.bounds(layer.part)
        if layer.clip is not None:
            reach = reach.intersection(layer.clip)
        right, bottom = max(right, reach.right), max(bottom, reach.bottom)
    return math.ceil(right), math.ceil(bottom)
