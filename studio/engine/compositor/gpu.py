"""The compositor that draws by wgpu compute, on a GPU or on lavapipe without one.

Per tick: pictures that changed are uploaded, kernels draw the tiles that layers
cover into an NV12 canvas, and the canvas is copied into a ring that a thread reads,
so the tick waits neither for the GPU nor for a compiler::

    compositor = GpuCompositor()
    compositor.submit(composition, tick_index)
    finished = compositor.take(wait=False)

What was tried on lavapipe (1080p, all of it blended once, CPU-ms): canvas as a storage
buffer 12.7, as a r32uint texture 7.9; a layer from a storage buffer 2.7 times the
price of an rgba8unorm texture; scaled with a sampler 7, with four loads 26.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.composition import Ahead, Composition, Layer
from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.gpu_background import GpuBackgrounds
from studio.engine.compositor.gpu_beauty import GpuBeauties
from studio.engine.compositor.gpu_binder import Binder
from studio.engine.compositor.gpu_canvas import Canvas
from studio.engine.compositor.gpu_device import GpuError, shared_device
from studio.engine.compositor.gpu_filtered import filtered_first, with_few_filters, without_people
from studio.engine.compositor.gpu_kernels import Kernels
from studio.engine.compositor.gpu_nested import Nested, is_bare, shrunk
from studio.engine.compositor.gpu_people import PeopleFilters
from studio.engine.compositor.gpu_readback import RING, Readback
from studio.engine.compositor.gpu_shape import Form, Shape, settled, shape_of
from studio.engine.compositor.gpu_textures import UNUSED_NS, Key, Sheet, Textures
from studio.engine.compositor.gpu_warm_up import warm_up_composition
from studio.engine.compositor.placement import Box, place
from studio.engine.picture import Picture, Plane

_FALLBACK = "The GPU can no longer be used to compose the picture"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a layer's shape was made from, without its pictures."""

    layer: tuple[object, ...]
    shape: Shape | None


class GpuCompositor:
    """Implements ``Compositor``.  Used by one thread.

    Args:
        width: Width of the canvas that is expected, so that its memory is there
            before the first tick; 0 if it is not known.
        height: Its height.

    Raises:
        GpuError: Here, in ``submit`` and in ``take``: the GPU did not open, it
            was lost or is out of memory.
    """

    depth = RING - 1
    name = "wgpu"
    sheet: Ahead | None = None

    def __init__(self, width: int = 0, height: int = 0) -> None:
        self._gpu = shared_device()
        try:
            self.kernels = Kernels(self._gpu)
            self._binder = Binder(self._gpu, self.kernels)
            self.textures = Textures(self._gpu)
            self.readback = Readback(self._gpu)
            self._people = PeopleFilters()
            made_of = (self._gpu, self.kernels, self._binder, self.textures)
            self.beauties = GpuBeauties(*made_of)
            self.backgrounds = GpuBackgrounds(*made_of)
            self._canvas: Canvas | None = None
            self._nested: dict[Key, Nested] = {}
            self._stamp: tuple[object, ...] | None = None
            self._replaced: list[Nested] = []
            self._shapes: dict[Key, _Known] = {}
            self._seen: set[Key] = set()
            self._freed = 0
            self._now_ns = 0
            self._warm_up()
            if width and height:
                self._programme(width, height)
                self.readback.prepare(width, height)
        except (RuntimeError, wgpu.GPUError) as error:
            raise GpuError(f"{self._gpu.info.name} cannot compose pictures: {error}") from error

    @property
    def adapter(self) -> str:
        """The device that draws."""
        info = self._gpu.info
        return f"{info.name} ({info.backend}, software)" if info.is_software else info.name

    @property
    def is_software(self) -> bool:
        """Whether the processor plays the GPU."""
        return self._gpu.info.is_software

    def submit(self, composition: Composition, tick_index: int) -> None:
        """Start to draw; see ``Compositor.submit``."""
        try:
            self._submit(composition, tick_index)
        except (RuntimeError, wgpu.GPUError) as error:
            raise GpuError(f"{_FALLBACK}: {error}") from error

    def take(self, wait: bool) -> tuple[int, Plane] | None:
        """Return the oldest finished picture; see ``Compositor.take``."""
        return self.readback.take(wait)

    def warm_up_for(self, composition: Composition) -> bool:
        """Draw it, and wait for all that this made it compile; False if that was nothing.

        Raises:
            GpuError: As ``submit``.
        """
        before = self.kernels.compiled
        self.submit(composition, 0)
        self.take(wait=True)
        self.kernels.wait_idle()
        return self.kernels.compiled != before

    def close(self) -> None:
        """End the threads and give all memory back."""
        self.kernels.close()
        self.readback.close()
        for nested in self._nested.values():
            nested.close()
        if self._canvas is not None:
            self._canvas.close()
        self.beauties.close()
        self.backgrounds.close()
        self.textures.close()
        self._people.clear()

    def _submit(self, composition: Composition, tick_index: int) -> None:
        self._now_ns = time.monotonic_ns()
        self.textures.begin(self._now_ns)
        self._seen.clear()
        self._people.next_tick()
        self.beauties.begin(self._now_ns)
        self.backgrounds.begin(self._now_ns)
        encoder = self._gpu.device.create_command_encoder()
        canvas = self._programme(composition.width, composition.height)
        self._draw(encoder, canvas, composition, ())
        self.readback.copy(encoder, canvas, tick_index)
        self._gpu.device.queue.submit([encoder.finish()])
        self.readback.started()
        self._tidy()

    def _warm_up(self) -> None:
        """Go all ways once, so that no tick is the first.

        wgpu's binding reads its C declarations when they are first used, which costs
        a second in all, and lavapipe compiles at the first dispatch.
        """
        self.kernels.is_paused = True
        self.submit(warm_up_composition(), 0)
        self.take(wait=True)
        self.kernels.is_paused = False

    def _programme(self, width: int, height: int) -> Canvas:
        canvas = self._canvas
        if canvas is None or (canvas.width, canvas.height) != (width, height):
            if canvas is not None:
                canvas.close()
            canvas = Canvas(self._gpu, self.kernels, self._binder, (width, height), False)
            self._canvas, self._stamp = canvas, None
        return canvas

    def _draw(
        self, encoder: wgpu.GPUCommandEncoder, canvas: Canvas, composition: Composition, path: Key
    ) -> None:
        drawing = self._drawing(encoder, canvas, composition, path)
        if drawing.stamp != self._stamp:
            drawing.draw(encoder, canvas)
            self._stamp = drawing.stamp

    def _drawing(
        self, encoder: wgpu.GPUCommandEncoder, canvas: Canvas, composition: Composition, path: Key
    ) -> "_Drawing":
        """Bring all that a composition shows to the GPU; nested ones are drawn."""
        drawing = _Drawing()
        for key, layer in self._layers(composition, path, is_first=True):
            layer = self._people.applied(key, layer, self._draws)
            layer, first = without_people(layer)
            layer = with_few_filters(settled(layer))
            shape = self._shape(key, layer, canvas)
            if shape is not None and layer.filters and shape.form is Form.PLANES:
                layer = filtered_first(layer, shape.reduction)
                shape = self._shape((*key, "filtered"), layer, canvas)
            if shape is None:
                continue
            content = layer.content
            if isinstance(content, Composition):
                small = shrunk(content, shape.reduction)
                drawing.add(shape, self._nested_sheet(encoder, key, small, shape.form))
            elif first is not None:
                drawing.add(shape, self._people_sheet(encoder, key, shape, content, first))
            elif drawing.is_empty and _fills(content, shape, canvas):
                drawing.below = content
            else:
                sheet = self.textures.picture(key, shape.form, shape.reduction, content)
                drawing.add(shape, sheet)
        return drawing

    def _draws(self, picture: Picture, one: Background | Beauty) -> bool:
        """Whether a filter that looks at people is drawn here."""
        if isinstance(one, Beauty):
            return self.beauties.can_draw
        return self.backgrounds.can_draw(picture, one)

    def _people_sheet(
        self,
        encoder: wgpu.GPUCommandEncoder,
        key: Key,
        shape: Shape,
        picture: Picture,
        one: Background | Beauty,
    ) -> Sheet:
        way = shape.form, shape.reduction
        if isinstance(one, Beauty):
            return self.beauties.sheet(encoder, key, way, picture, one)
        return self.backgrounds.sheet(encoder, key, way, picture, one)

    def _layers(
        self, composition: Composition, path: Key, is_first: bool
    ) -> Iterator[tuple[Key, Layer]]:
        """Yield layers with their keys; those of compositions that just lie there, too."""
        for layer in composition.layers:
            key = self._unique((*path, layer.key))
            content = layer.content
            if isinstance(content, Composition) and is_bare(layer, composition, is_first):
                yield from self._layers(content, key, is_first)
            else:
                yield key, layer
            is_first = False

    def _unique(self, key: Key) -> Key:
        """Return a key that no other layer of this tick has."""
        while key in self._seen:
            key = (*key, "again")
        self._seen.add(key)
        return key

    def _nested_sheet(
        self, encoder: wgpu.GPUCommandEncoder, key: Key, composition: Composition, form: Form
    ) -> Sheet:
        """Draw a nested composition if anything in it changed, and return its sheet."""
        size, has_alpha = (composition.width, composition.height), composition.transparent
        nested = self._nested.get(key)
        if nested is None or not nested.fits(size, has_alpha):
            if nested is not None:
                self._replaced.append(nested)
            canvas = Canvas(self._gpu, self.kernels, self._binder, size, has_alpha)
            nested = self._nested[key] = Nested(self._gpu, canvas)
        nested.used_ns = self._now_ns
        drawing = self._drawing(encoder, nested.canvas, composition, key)
        if nested.is_stale(drawing.stamp):
            drawing.draw(encoder, nested.canvas)
        sheet = self.textures.nested(key, form, *size, has_alpha)
        nested.fill(encoder, sheet)
        return sheet

    def _shape(self, key: Key, layer: Layer, canvas: Canvas) -> Shape | None:
        """Return how a layer is drawn, or None if nothing of it can be seen."""
        self._seen.add(key)
        content = layer.content
        if isinstance(content, Picture):
            if content.is_clear and not layer.filters:
                return None
            height, width = content.y.shape
            has_alpha = content.alpha is not None
        else:
            height, width, has_alpha = content.height, content.width, content.transparent
        of = (
            (width, height, content.width, content.height, has_alpha, canvas.width, canvas.height),
            (layer.crop, layer.matrix, layer.clip, layer.opacity, layer.blend, layer.filters),
        )
        known = self._shapes.get(key)
        if known is None or known.layer != of:
            where = place(layer, width, height, canvas.width, canvas.height)
            is_seen = where is not None and layer.opacity > 0
            shape = shape_of(layer, where, width, height, has_alpha) if where and is_seen else None
            known = self._shapes[key] = _Known(of, shape)
        return known.shape

    def _tidy(self) -> None:
        """Let go of what has not been used for a while."""
        self.textures.end()
        # What was recorded must live until it is submitted: wgpu aborts the process.
        for replaced in self._replaced:
            replaced.close()
        self._replaced.clear()
        if self.textures.freed != self._freed:
            self._freed = self.textures.freed
            self._binder.forget()
        for key in [key for key in self._shapes if key not in self._seen]:
            del self._shapes[key]
        for key, nested in list(self._nested.items()):
            if self._now_ns - nested.used_ns > UNUSED_NS:
                nested.close()
                del self._nested[key]


@dataclass(slots=True)
class _Drawing:
    """What is to be drawn on one canvas, brought to the GPU."""

    below: Picture | None = None
    shapes: list[Shape] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.below is None and not self.shapes

    @property
    def stamp(self) -> tuple[object, ...]:
        """What the picture depends on; pictures and shapes are compared by identity."""
        versions = tuple((sheet.uid, sheet.version) for sheet in self.sheets)
        return self.below, tuple(self.shapes), versions

    def add(self, shape: Shape, sheet: Sheet) -> None:
        self.shapes.append(shape)
        self.sheets.append(sheet)

    def draw(self, encoder: wgpu.GPUCommandEncoder, canvas: Canvas) -> None:
        if self.below is not None:
            canvas.put(self.below.y, self.below.uv)
        canvas.draw(encoder, self.shapes, self.sheets, is_loaded=self.below is not None)


def _fills(picture: Picture, shape: Shape, canvas: Canvas) -> bool:
    """Whether a picture can be written into the canvas as it is."""
    size = canvas.width, canvas.height
    stored = picture.y.shape[1], picture.y.shape[0]
    place = tuple(int(v) for v in shape.item["place"][:2])
    return (
        shape.form is Form.SHEET
        and shape.inner.is_opaque
        and not canvas.has_alpha
        and stored == size
        and canvas.width % 4 == 0
        and place == (0, 0)
        and shape.box == Box(0, 0, *size)
        and shape.is_whole
    )
