"""Turns scenes and the newest pictures of their sources into a composition.

Once for each change of the collection the graph is compiled into flat plans;
a tick only looks up pictures and fills them in.  Groups, and nested scenes that
lie exactly on their parent, dissolve into the layers of their parent, which is
the same picture (normal blending is associative) at the cost of none; only what
can't dissolve is drawn on a canvas of its own.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from studio.engine.backing import backed_outfit, pictures_of
from studio.engine.compositor.composition import Blend, Composition, Layer
from studio.engine.compositor.filter_background import background_of
from studio.engine.compositor.filter_beauty import beauty_of
from studio.engine.compositor.filters import ChromaKey, ColorCorrection, Filter
from studio.engine.dressing import Dress, Outfit, dressed, outfit_of, undressed
from studio.engine.picture import Picture
from studio.model.behind import behind_name, with_behind
from studio.model.geometry import Affine, Rect
from studio.model.graph import inputs_of, items_of
from studio.model.kinds import ChromaKeySettings, ColorCorrectionSettings, rgba
from studio.model.kinds_ar import BeautySettings
from studio.model.kinds_background import BackgroundSettings
from studio.model.scene import Collection, Input, SceneItem
from studio.model.transform import bounds_clip, placement, visible_part

Latch = Callable[[str], Picture | None]
"""Returns the newest picture of an input, by name."""

IDENTITY = Affine()


@dataclass(slots=True)
class _Place:
    """An item with what was computed for the size that its source has now."""

    key: str
    item: SceneItem
    outfit: Outfit
    size: tuple[int, int] = (0, 0)
    crop: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))
    matrix: Affine = IDENTITY
    clip: Rect | None = None

    def fit(self, width: int, height: int) -> None:
        """Compute the geometry again if the source changed its size."""
        if self.size != (width, height):
            self.size = (width, height)
            self.crop = visible_part(self.item.transform, width, height)
            self.matrix = placement(self.item.transform, width, height)
            self.clip = bounds_clip(self.item.transform)

    @property
    def is_plain(self) -> bool:
        """True if the layers below it may take its layers in as their own."""
        item = self.item
        crop = item.transform.crop
        return (
            item.blend == "normal"
            and item.opacity == 1
            and self.outfit == Outfit()
            and not (crop.left or crop.top or crop.right or crop.bottom)
            and bounds_clip(item.transform) is None
        )


class SceneGraph:
    """The scenes of one version of a collection, ready to be drawn.

    Used by the tick thread only; a changed collection gets a new graph.

    Args:
        collection: What is drawn.
        size: Of the picture; the canvas is stretched to it.  None is the canvas's.
        dress: Knows what faces wear.
    """

    def __init__(
        self,
        collection: Collection,
        size: tuple[int, int] | None = None,
        dress: Dress = undressed,
    ) -> None:
        self._collection = collection
        self._dress = dress
        self._canvas = (collection.canvas.width, collection.canvas.height)
        self.size = size or self._canvas
        self._output = Affine(a=self.size[0] / self._canvas[0], d=self.size[1] / self._canvas[1])
        self._plans: dict[tuple[str, str], list[_Place]] = {}
        self._shown: dict[str, frozenset[str]] = {}

    def composition(self, scene: str, latch: Latch) -> Composition:
        """Return what a scene shows now, on black."""
        layers = self._layers(scene, scene, latch)
        if self._output != IDENTITY:
            layers = (_moved(layer, self._output) for layer in layers)
        return Composition(*self.size, layers=tuple(layers))

    def inputs_of(self, scene: str) -> frozenset[str]:
        """Return the names of the inputs that a scene shows; asked several times a tick."""
        shown = self._shown.get(scene)
        if shown is None:
            seen = inputs_of(self._collection, scene)
            shown = self._shown[scene] = with_behind(self._collection, seen)
        return shown

    def _layers(self, holder: str, path: str, latch: Latch) -> Iterable[Layer]:
        for place in self._plan(holder, path):
            source = place.item.source
            if self._collection.input(source):
                picture = latch(source)
                if picture is not None:
                    place.fit(picture.width, picture.height)
                    bare = self._layer(place, picture)
                    outfit = backed_outfit(place.outfit, latch)
                    yield from dressed(bare, picture, outfit, self._dress)
            elif self._collection.group(source):
                yield from self._group(place, latch)
            else:
                yield from self._scene(place, latch)

    def _scene(self, place: _Place, latch: Latch) -> Iterable[Layer]:
        place.fit(*self._canvas)
        layers = tuple(self._layers(place.item.source, place.key, latch))
        if place.is_plain and place.matrix == IDENTITY and _all_normal(layers):
            return layers
        nested = Composition(*self._canvas, layers=layers, transparent=True)
        return (self._layer(place, nested),)

    def _group(self, place: _Place, latch: Latch) -> Iterable[Layer]:
        layers = tuple(self._layers(place.item.source, place.key, latch))
        width, height = _extent(layers)
        place.fit(width, height)
        upright = place.matrix.b == place.matrix.c == 0
        if place.is_plain and _all_normal(layers) and (upright or not _any_clipped(layers)):
            return tuple(_moved(layer, place.matrix) for layer in layers)
        even = (width + width % 2, height + height % 2)
        nested = Composition(*even, layers=layers, transparent=True)
        return (self._layer(place, nested),)

    @staticmethod
    def _layer(place: _Place, content: Picture | Composition) -> Layer:
        return Layer(
            key=place.key,
            content=content,
            crop=place.crop,
            matrix=place.matrix,
            clip=place.clip,
            opacity=place.item.opacity,
            blend=Blend(place.item.blend),
        )

    def _plan(self, holder: str, path: str) -> list[_Place]:
        plan = self._plans.get((holder, path))
        if plan is None:
            plan = [
                _Place(f"{path}/{item.id}", item, self._outfit(item.source))
                for item in items_of(self._collection, holder)
                if item.visible and item.opacity > 0
            ]
            self._plans[holder, path] = plan
        return plan

    def _outfit(self, source: str) -> Outfit:
        shown = self._collection.input(source)
        return outfit_of(shown, filters_of) if shown else Outfit()


def filters_of(shown: Input) -> tuple[Filter, ...]:
    """Return the enabled filters of an input as the compositors take them."""
    found: list[Filter] = []
    for each in shown.filters:
        settings = each.typed
        if not each.enabled:
            continue
        if isinstance(settings, ChromaKeySettings):
            key = settings.similarity, settings.smoothness, settings.spill
            found.append(ChromaKey(rgba(settings.color)[:3], *key))
        elif isinstance(settings, BackgroundSettings):
            found.append(background_of(settings, behind_name(shown, each)))
        elif isinstance(settings, BeautySettings):
            found.append(beauty_of(settings))
        elif isinstance(settings, ColorCorrectionSettings):
            found.append(
                ColorCorrection(
                    settings.gamma,
                    settings.contrast,
                    settings.brightness,
                    settings.saturation,
                    settings.hue_deg,
                    settings.opacity,
                )
            )
    return tuple(found)


def shown_sizes(
    composition: Composition, pictures: Mapping[str, Picture]
) -> dict[str, tuple[int, int]]:
    """Return how large each input is drawn at most, by name.

    Sizes are those of the whole picture before its crop, in canvas pixels; an
    input that isn't drawn is (0, 0), and what is no input's is left out.
    """
    names = {id(picture): name for name, picture in pictures.items()}
    sizes = dict.fromkeys(pictures, (0, 0))
    for content, scale_x, scale_y in _drawn(composition, 1.0, 1.0):
        name = names.get(id(content))
        if name is None:
            continue
        width, height = sizes[name]
        sizes[name] = (
            max(width, math.ceil(content.width * scale_x - 0.001)),
            max(height, math.ceil(content.height * scale_y - 0.001)),
        )
    return sizes


def _drawn(
    composition: Composition, by_x: float, by_y: float
) -> Iterator[tuple[Picture, float, float]]:
    """Yield every picture with the scale at which it reaches the canvas."""
    for layer in composition.layers:
        scale_x, scale_y = layer.matrix.scale
        if isinstance(layer.content, Composition):
            yield from _drawn(layer.content, scale_x * by_x, scale_y * by_y)
        else:
            yield layer.content, scale_x * by_x, scale_y * by_y
            for behind in pictures_of(layer.filters):
                across = layer.content.width * scale_x * by_x / behind.width
                down = layer.content.height * scale_y * by_y / behind.height
                scale = max(across, down)  # what is too wide or too high is cut off
                yield behind, scale, scale


def _all_normal(layers: tuple[Layer, ...]) -> bool:
    return all(layer.blend is Blend.NORMAL for layer in layers)


def _any_clipped(layers: tuple[Layer, ...]) -> bool:
    return any(layer.clip is not None for layer in layers)


def _extent(layers: tuple[Layer, ...]) -> tuple[int, int]:
    """Return the size of a group: from its origin to the farthest edge of its items."""
    right = bottom = 1.0
    for layer in layers:
        reach = layer.matrix.bounds(layer.crop)
        if layer.clip is not None:
            reach = reach.intersection(layer.clip)
        right, bottom = max(right, reach.right), max(bottom, reach.bottom)
    return math.ceil(right), math.ceil(bottom)


def _moved(layer: Layer, by: Affine) -> Layer:
    clip = by.bounds(layer.clip) if layer.clip is not None else None
    return replace(layer, matrix=by.after(layer.matrix), clip=clip)
