"""A composition inside another one: drawn into a canvas of its own, kept while it stays.

Its canvas is copied into a sheet, so that to its layer it is a picture like others.
Shrunk to less than half it is drawn smaller in the first place::

    nested = Nested(canvas)
    if nested.is_stale(stamp):
        canvas.draw(...)
    nested.fill(encoder, sheet)
"""

from dataclasses import replace

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.gpu_canvas import Canvas
from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_shape import Form, reduced_px
from studio.engine.compositor.gpu_textures import Sheet

_ROW_BYTES = 256


class Nested:
    """The canvas of a nested composition and what is in it.

    Attributes:
        used_ns: When it was last asked for.
    """

    def __init__(self, gpu: Gpu, canvas: Canvas) -> None:
        self.canvas = canvas
        self.used_ns = 0
        self._device = gpu.device
        self._stamp: tuple[object, ...] | None = None
        self._filled = (0, 0)
        self._pitch = -(-canvas.width // _ROW_BYTES) * _ROW_BYTES
        self._buffer: wgpu.GPUBuffer | None = None

    def fits(self, size: tuple[int, int], has_alpha: bool) -> bool:
        """Whether a composition can be drawn here."""
        canvas = self.canvas
        return (canvas.width, canvas.height, canvas.has_alpha) == (*size, has_alpha)

    def is_stale(self, stamp: tuple[object, ...]) -> bool:
        """Whether it must be drawn again; it then counts as drawn for this stamp.

        Args:
            stamp: All that the picture depends on, compared by equality.
        """
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        self._filled = (0, 0)
        return True

    def fill(self, encoder: wgpu.GPUCommandEncoder, sheet: Sheet) -> None:
        """Copy the canvas into its layer's sheet, unless that has it already."""
        if self._filled == (sheet.uid, sheet.version):
            return
        canvas = self.canvas
        regions = [(0, canvas.height), (canvas.chroma_row, canvas.height // 2)]
        if canvas.has_alpha:
            regions.append((canvas.alpha_row, canvas.height))
        row = 0
        for index, (first, rows) in enumerate(regions):
            self._take_out(encoder, first, rows, row)
            self._put_in(encoder, sheet, index, rows, row)
            row += rows
        sheet.holds = None
        sheet.version += 1
        self._filled = (sheet.uid, sheet.version)

    def close(self) -> None:
        """Give its memory back."""
        self.canvas.close()
        if self._buffer is not None:
            self._buffer.destroy()

    def _take_out(self, encoder: wgpu.GPUCommandEncoder, first: int, rows: int, row: int) -> None:
        source = {"texture": self.canvas.texture, "origin": (0, first, 0)}
        size = (-(-self.canvas.width // 4), rows, 1)
        encoder.copy_texture_to_buffer(source, self._part(row, rows), size)

    def _put_in(
        self, encoder: wgpu.GPUCommandEncoder, sheet: Sheet, index: int, rows: int, row: int
    ) -> None:
        if sheet.spec.form is Form.SHEET:
            target = {"texture": sheet.textures[0], "origin": (0, row, 0)}
            size = (-(-self.canvas.width // 4), rows, 1)
        else:
            target = {"texture": sheet.textures[index]}
            half = 2 if index == 1 else 1
            size = (self.canvas.width // half, rows, 1)
        encoder.copy_buffer_to_texture(self._part(row, rows), target, size)

    def _part(self, row: int, rows: int) -> dict[str, object]:
        if self._buffer is None:
            height = self.canvas.height
            total = height * 3 // 2 + (height if self.canvas.has_alpha else 0)
            usage = wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.COPY_SRC
            self._buffer = self._device.create_buffer(size=self._pitch * total, usage=usage)
        return {
            "buffer": self._buffer,
            "offset": row * self._pitch,
            "bytes_per_row": self._pitch,
            "rows_per_image": rows,
        }


def is_bare(layer: Layer, parent: Composition, is_first: bool) -> bool:
    """Whether a nested composition's layers may as well be its parent's.

    Args:
        layer: Whose content is a composition.
        parent: What it belongs to.
        is_first: Nothing lies below it.
    """
    content = layer.content
    if not isinstance(content, Composition):
        return False
    lies_there = (
        (content.width, content.height) == (parent.width, parent.height)
        and layer.crop == Rect(0, 0, content.width, content.height)
        and layer.matrix == Affine()
        and layer.clip is None
        and layer.opacity >= 1
        and layer.blend is Blend.NORMAL
        and not layer.filters
    )
    if not content.transparent:
        return lies_there and is_first and not parent.transparent
    return lies_there and all(inner.blend is Blend.NORMAL for inner in content.layers)


def shrunk(composition: Composition, reduction: tuple[int, int]) -> Composition:
    """Return a composition drawn smaller, by about that much, on a canvas of even size."""
    if reduction == (1, 1):
        return composition
    width = reduced_px(composition.width, reduction[0])
    height = reduced_px(composition.height, reduction[1])
    kx, ky = width / composition.width, height / composition.height
    layers = tuple(_scaled(layer, kx, ky) for layer in composition.layers)
    return replace(composition, width=width, height=height, layers=layers)


def _scaled(layer: Layer, kx: float, ky: float) -> Layer:
    m, clip = layer.matrix, layer.clip
    if clip is not None:
        clip = Rect(clip.left * kx, clip.top * ky, clip.right * kx, clip.bottom * ky)
    matrix = Affine(m.a * kx, m.b * kx, m.c * ky, m.d * ky, m.tx * kx, m.ty * ky)
    return replace(layer, matrix=matrix, clip=clip)
