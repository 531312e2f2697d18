"""Draws compositions into planes, layer by layer.

Each layer goes the cheapest way that is right for it: an opaque picture at an even
place is copied, one that is scaled is sampled straight into the target, one with
alpha is made ready once for each picture (``array_over``), and only blend modes
that need RGB go through floats.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

from studio.engine.compositor.array_blend import blend
from studio.engine.compositor.array_filter import filter_opacity, filtered
from studio.engine.compositor.array_glide import can_glide
from studio.engine.compositor.array_haze import Haze, Soft, soft
from studio.engine.compositor.array_key import key_table, make_key_over
from studio.engine.compositor.array_memory import LayerMemories, LayerMemory, is_same
from studio.engine.compositor.array_mix import mix
from studio.engine.compositor.array_over import Over, make_over, opaque_box
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.array_rest import REST_TICKS, Rest, Resting
from studio.engine.compositor.array_sample import sample, shifted
from studio.engine.compositor.array_turn import is_turned
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filters import ChromaKey, Filter
from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.placement import Placement
from studio.engine.picture import Picture

_ROOT = ""


class Painter:
    """Draws compositions; remembers what it can use again."""

    def __init__(self) -> None:
        self._memories = LayerMemories()
        self._scratch = Scratch()
        self._haze = Haze()
        self._rest = Rest()

    def paint(self, composition: Composition, target: Planes) -> None:
        """Draw one tick's picture; the target has the size of the composition."""
        self._memories.next_tick()
        self._rest.next_tick()
        self._paint(composition, target, _ROOT)

    def clear(self) -> None:
        """Forget everything and give its memory back."""
        self._memories.clear()
        self._scratch = Scratch()
        self._haze = Haze()
        self._rest = Rest()

    def _paint(self, composition: Composition, target: Planes, path: Hashable) -> None:
        drawing = _Drawing(target)
        for layer in composition.layers:
            if not layer.opacity > 0:
                continue
            here = (path, layer.key)
            memory = self._memories.entry(here)
            content = layer.content
            if (
                drawing.is_blank
                and not drawing.waits
                and isinstance(content, Composition)
                and _is_canvas(layer, content, target)
                and memory.composition != content
            ):
                # It moves: drawn straight into the target, not by way of a picture.
                memory.composition, memory.nested = content, None
                self._paint(content, target, here)
                drawing.is_blank = False
                continue
            picture = self._picture(layer, memory, here)
            if one := soft(layer, memory, picture, target):
                self._draw_resting(drawing)
                drawing.haze.append(one)
                continue
            self._draw_haze(drawing)
            if can_glide(layer, picture) and memory.rests(layer) >= REST_TICKS:
                drawing.resting.append(Resting(here, layer, memory, picture))
                continue
            self._draw_resting(drawing)
            self._draw(layer, memory, picture, drawing)
        self._draw_haze(drawing)
        self._draw_resting(drawing)
        if drawing.is_blank:
            target.clear()

    def _draw_haze(self, drawing: "_Drawing") -> None:
        """Draw the soft layers that were come by since the last one that isn't."""
        if len(drawing.haze) > 1:
            drawing.begin()
            self._haze.draw(drawing.haze, drawing.target, self._scratch)
        elif drawing.haze:
            (one,) = drawing.haze
            self._draw(one.layer, one.memory, one.picture, drawing)
        drawing.haze.clear()

    def _draw_resting(self, drawing: "_Drawing") -> None:
        """Draw the layers that rest and were come by since the last one that doesn't."""

        def draw(each: Resting, target: Planes) -> None:
            here = drawing if target is drawing.target else _Drawing(target, is_blank=False)
            self._draw(each.layer, each.memory, each.picture, here)

        if drawing.resting:
            drawing.begin()
            self._rest.draw(drawing.resting, drawing.target, self._scratch, draw)
            drawing.resting.clear()

    def _draw(
        self, layer: Layer, memory: LayerMemory, picture: Picture, drawing: "_Drawing"
    ) -> None:
        """Draw one layer."""
        target = drawing.target
        if can_glide(layer, picture):
            opacity = min(layer.opacity, 1.0)
            ready = memory.glide.ready(layer, picture, opacity, self._scratch, memory.turn)
            if ready is not None:
                drawing.begin()
                ready.draw(target, self._scratch)
                return
        placement = memory.placement(layer, picture, target)
        if placement is None:
            return
        step = _Step(layer, memory, picture, placement, target, self._scratch)
        drawing.begin(hides_all=step.hides_all())
        step.draw()

    def _picture(self, layer: Layer, memory: LayerMemory, path: Hashable) -> Picture:
        """The layer's picture, drawn first if it is a composition that changed."""
        content = layer.content
        if isinstance(content, Picture):
            return content
        if memory.nested is None or memory.composition != content:
            planes = memory.scratch("nested").planes(
                "nested", content.width, content.height, content.transparent
            )
            self._paint(content, planes, path)
            memory.composition = content
            memory.nested = memory.picture(content.width, content.height, planes)
        return memory.nested


@dataclass(slots=True, eq=False)
class _Drawing:
    """A composition that is being drawn.

    Attributes:
        is_blank: Whether nothing was drawn yet.
        haze: Soft layers that wait for what comes next.
        resting: Layers that rest, likewise; only one of both has any.
    """

    target: Planes
    is_blank: bool = True
    haze: list[Soft] = field(default_factory=list)
    resting: list[Resting] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether anything waits for what comes next."""
        return bool(self.haze or self.resting)

    def begin(self, *, hides_all: bool = False) -> None:
        """Clear the target before the first layer that doesn't hide all of it."""
        if self.is_blank and not hides_all:
            self.target.clear()
        self.is_blank = False


def _is_canvas(layer: Layer, content: Composition, target: Planes) -> bool:
    """Whether an opaque nested composition is just the canvas itself."""
    height, width = target.y.shape
    return (
        not content.transparent
        and (content.width, content.height) == (width, height)
        and target.alpha is None
        and layer.matrix == Affine()
        and layer.crop == Rect(0, 0, width, height)
        and layer.clip is None
        and layer.opacity >= 1
        and layer.blend is Blend.NORMAL
        and not layer.filters
    )


class _Step:
    """The drawing of one layer."""

    def __init__(
        self,
        layer: Layer,
        memory: LayerMemory,
        picture: Picture,
        placement: Placement,
        target: Planes,
        scratch: Scratch,
    ) -> None:
        self._memory = memory
        self._placement = placement
        self._target = target
        self._scratch = scratch
        self._blend = layer.blend
        self._opacity = min(layer.opacity, 1.0) * filter_opacity(layer.filters)
        self._key: ChromaKey | None = None
        # Edges that are transparent anyway need not be found and smoothed.
        self._is_soft = (
            picture.has_clear_edge
            and not layer.filters
            and layer.clip is None
            and layer.crop == Rect(0, 0, picture.width, picture.height)
        )
        is_sampled = placement.offset is None and not (self._is_soft and is_turned(placement))
        if is_sampled or layer.filters or layer.blend is not Blend.NORMAL:
            picture = as_usual(picture)  # sampled, its chroma and its alpha would not agree
        self._picture = self._filtered(picture, layer.filters)

    def _filtered(self, picture: Picture, filters: tuple[Filter, ...]) -> Picture:
        """Apply filters, but for a last key that can be done while drawing."""
        if filters and isinstance(filters[-1], ChromaKey) and self._can_key_directly():
            below = filtered(picture, filters[:-1], self._memory)
            if below.alpha is None:
                self._key = filters[-1]
                return below
        return filtered(picture, filters, self._memory)

    def _can_key_directly(self) -> bool:
        return (
            self._placement.offset is not None
            and self._opacity >= 1
            and self._blend is Blend.NORMAL
        )

    def hides_all(self) -> bool:
        """Whether nothing of what lies below is seen or needed."""
        return (
            self._blend is Blend.NORMAL
            and self._opacity >= 1
            and self._key is None
            and self._picture.alpha is None
            and not self._placement.bands
            and self._placement.box == self._target.box
        )

    def draw(self) -> None:
        """Draw it."""
        if self._opacity <= 0:
            return
        if self._blend is not Blend.NORMAL:
            self._draw_blended()
        elif self._picture.alpha is None and self._key is None:
            self._draw_opaque()
        else:
            self._over().draw(self._target, self._scratch)

    def _draw_opaque(self) -> None:
        part = self._target.window(self._placement.box)
        coverage = self._memory.coverage(self._placement)
        is_direct = coverage is None and self._opacity >= 1 and self._placement.offset is None
        if is_direct and not self._was_sampled():
            self._memory.sampled, self._memory.patch = (self._picture, self._placement), None
            sample(_planes(self._picture), self._placement, part, self._scratch)
        else:
            mix(part, self._patch(), self._opacity, coverage, self._scratch)

    def _draw_blended(self) -> None:
        box = self._placement.box
        part, source = self._target.window(box), self._patch()
        coverage = self._memory.coverage(self._placement)
        if coverage is not None:
            result = self._scratch.planes("blend", box.width, box.height, part.alpha is not None)
            result.put(part)
            blend(result, source, self._blend, self._opacity, self._scratch)
            mix(part, result, 1, coverage, self._scratch)
            return
        if source.alpha is not None:
            trim = opaque_box(source.alpha)
            part, source = part.window(trim), source.window(trim)
        if part.y.size:
            blend(part, source, self._blend, self._opacity, self._scratch)

    def _over(self) -> Over:
        """What to lay over the target, made anew only if something changed."""
        memory = self._memory
        made_of = (self._picture, self._placement, self._opacity, self._key)
        if memory.over is not None and memory.over_of is not None:
            picture, placement, opacity, key = memory.over_of
            if (
                is_same(picture, self._picture)
                and placement is self._placement
                and opacity == self._opacity
                and key == self._key
            ):
                return memory.over
        memory.over_of = made_of
        scratch = memory.scratch("over")
        if self._turns:
            memory.over = memory.turn.over(self._picture, self._placement, self._opacity, scratch)
            return memory.over
        box, patch = self._placement.box, self._patch()
        if self._key is not None:
            memory.over = make_key_over(patch, box, key_table(self._key), scratch)
        else:
            coverage = None if self._is_soft else memory.coverage(self._placement)
            memory.over = make_over(patch, box, self._opacity, coverage, scratch)
        return memory.over

    @property
    def _turns(self) -> bool:
        """Whether it is sampled, and nothing of its edge is seen."""
        return (
            self._is_soft
            and self._key is None
            and is_turned(self._placement)
            and self._picture.alpha is not None
        )

    def _was_sampled(self) -> bool:
        """Whether the same picture was drawn at the same place the last time."""
        if self._memory.sampled is None:
            return False
        picture, placement = self._memory.sampled
        return is_same(picture, self._picture) and placement is self._placement

    def _patch(self) -> Planes:
        """The planes as they lie on the box; kept when they are asked for a second time."""
        memory, placement = self._memory, self._placement
        planes = _planes(self._picture)
        if placement.offset is not None:
            return shifted(planes, placement, placement.offset)
        if self._was_sampled():
            if memory.patch is not None:
                return memory.patch
            scratch = memory.scratch("patch")
        else:
            scratch = self._scratch
        has_alpha = planes.alpha is not None
        box = placement.box
        patch = scratch.planes("patch", box.width, box.height, has_alpha)
        sample(planes, placement, patch, self._scratch)
        memory.patch = None if scratch is self._scratch else patch
        memory.sampled = self._picture, placement
        return patch


def _planes(picture: Picture) -> Planes:
    return Planes(picture.y, picture.uv, picture.alpha, picture.is_from_zero)
