"""What the array compositor remembers of a layer from one tick to the next.

Everything made from a picture is kept with the picture that it was made from, so
an entry is never wrong, only old: a source that starts anew with the same serial,
or another item under the same key, doesn't match.  What a layer that is no longer
drawn needed is forgotten after ``KEPT_TICKS``.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from studio.engine.compositor.array_background import BackgroundPainter
from studio.engine.compositor.array_coverage import Coverage, cover, halved
from studio.engine.compositor.array_glide import Glide, Kept
from studio.engine.compositor.array_over import Over
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.array_turn import Turn
from studio.engine.compositor.composition import Composition, Layer
from studio.engine.compositor.filters import Filter
from studio.engine.compositor.placement import Box, Placement, place
from studio.engine.picture import Picture

KEPT_TICKS = 90

Geometry = tuple[object, ...]


@dataclass(slots=True, eq=False)
class Filtered:
    """What one filter of a chain made of a picture."""

    source: Picture
    filter: Filter
    result: Picture


@dataclass(slots=True, eq=False)
class LayerMemory:
    """One layer's entry.

    Attributes:
        used: The tick at which it was last looked up.
        nested: The picture of the nested composition, and what it was drawn from.
        chain: For each filter what it made last.
        over: Ready to be drawn, for the picture, placement and so on beside it.
        patch: The sampled planes, likewise.
        sampled: The picture and placement that were sampled last, kept or not.
        glide: What it is ready as while it moves.
        turn: What it is packed into while it turns or grows.
    """

    used: int = 0
    composition: Composition | None = None
    nested: Picture | None = None
    chain: dict[int, Filtered] = field(default_factory=dict)
    over: Over | None = None
    over_of: "tuple[Picture, Placement, float, Filter | None] | None" = None
    patch: Planes | None = None
    sampled: tuple[Picture, Placement] | None = None
    glide: Glide = field(default_factory=lambda: Glide(Kept()))
    turn: Turn = field(default_factory=Turn)
    _layer: Layer | None = None
    _rested: int = 0
    _serial: int = 0
    _geometry: Geometry | None = None
    _placement: Placement | None = None
    _coverage: tuple[Coverage, Coverage] | None = None
    _scratches: dict[str, Scratch] = field(default_factory=dict)
    _backgrounds: dict[int, BackgroundPainter] = field(default_factory=dict)

    def picture(
        self, width: int, height: int, planes: Planes, of: Picture | None = None
    ) -> Picture:
        """Wrap planes of this layer's own memory, newly drawn, as a picture that is new.

        Args:
            width: Natural.
            height: Likewise.
            planes: What was drawn.
            of: Of which picture, if it was one; what is seen on that is seen on this.
        """
        self._serial += 1
        return Picture(
            width,
            height,
            planes.y,
            planes.uv,
            planes.alpha,
            self._serial,
            of.pts_ns if of else 0,
            tracked=of.tracked if of else None,
        )

    def rests(self, layer: Layer) -> int:
        """Take note of how it is drawn now; return for how many ticks it has been so."""
        is_same = self._layer is layer or self._layer == layer
        self._layer, self._rested = layer, self._rested + 1 if is_same else 0
        return self._rested

    def background(self, index: int) -> BackgroundPainter:
        """Return what follows people for the filter of a place in the chain."""
        return self._backgrounds.setdefault(index, BackgroundPainter())

    def scratch(self, name: str) -> Scratch:
        """Return memory of this layer's own."""
        return self._scratches.setdefault(name, Scratch())

    def placement(self, layer: Layer, picture: Picture, target: Planes) -> Placement | None:
        """Return where the layer lies; the same object as long as nothing about it changed."""
        content = layer.content
        stored_height, stored_width = picture.y.shape
        height, width = target.y.shape
        geometry = (
            layer.matrix, layer.crop, layer.clip,
            content.width, content.height, stored_width, stored_height, width, height,
        )  # fmt: skip
        if geometry != self._geometry:
            self._geometry = geometry
            self._placement = place(layer, stored_width, stored_height, width, height)
            self._coverage = None
        return self._placement

    def coverage(self, placement: Placement) -> tuple[Coverage, Coverage] | None:
        """Return the coverage of luma and chroma at the placement, or None if it is whole."""
        if not placement.bands:
            return None
        if self._coverage is None:
            box = placement.box
            half = Box(box.left // 2, box.top // 2, box.right // 2, box.bottom // 2)
            self._coverage = cover(placement.bands, box), cover(halved(placement.bands), half)
        return self._coverage


class LayerMemories:
    """The entries of all layers, by their path of keys."""

    def __init__(self) -> None:
        self._entries: dict[Hashable, LayerMemory] = {}
        self._kept = Kept()
        self._tick = 0

    def entry(self, path: Hashable) -> LayerMemory:
        """Return a layer's entry, a new one if need be."""
        entry = self._entries.get(path)
        if entry is None:
            entry = self._entries[path] = LayerMemory(glide=Glide(self._kept))
        entry.used = self._tick
        return entry

    def next_tick(self) -> None:
        """Forget, now and then, what was not used for long."""
        self._tick += 1
        if self._tick % KEPT_TICKS == 0:
            oldest = self._tick - KEPT_TICKS
            for path in [path for path, entry in self._entries.items() if entry.used < oldest]:
                self._entries.pop(path).glide.clear()

    @property
    def kept_px(self) -> int:
        """How many pixels of layers that move are kept."""
        return self._kept.pixels

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._kept.pixels = 0


def is_same(a: Picture, b: Picture) -> bool:
    """Whether two pictures are one, though perhaps wrapped anew."""
    return a is b or (
        a.serial == b.serial
        and a.y is b.y
        and a.uv is b.uv
        and a.alpha is b.alpha
        and a.tracked is b.tracked
        and a.width == b.width
        and a.height == b.height
    )
