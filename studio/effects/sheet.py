"""A texture on which many pictures are drawn side by side, and their one way back from the GPU.

A pass, a copy and a wait cost as much as the particles of a field, so all fields of a time
share them; and only as much is cleared and brought back as they take.  Waiting keeps nobody
else: pictures are for a time that has not come yet::

    sheet = shared_sheet()
    one, other = sheet.draw([Piece(870, 800, draw_shell), Piece(300, 200, draw_smoke)])
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.device import shared_device
from studio.effects.planes import Pixels

FORMAT = "rgba8unorm"
WIDTH, MAX_HEIGHT = 2_112, 8_192
"""The largest content with its margins, in rows that are what a copy pads them to, 256 bytes; and
what every GPU can draw on."""
_HEIGHTS = (256, 384, 512, 768, 1_024, 1_536, 2_048, 3_072, 4_096, 6_144, MAX_HEIGHT)
_CALM = 90
"""So many times another texture was drawn on before one is given back."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One picture.

    Attributes:
        draw: Draws it, in a pass whose view is set to its place.
        seen: Outside of this part it stays clear; None for all of it.
    """

    width: int
    height: int
    draw: Callable[[wgpu.GPURenderPassEncoder], None]
    seen: Part | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece lies: on which sheet, and its upper left corner."""

    sheet: int
    left: int
    top: int


@dataclass(slots=True, eq=False)
class _Canvas:
    """A texture to draw on.

    Attributes:
        used: In which drawing it was last.
    """

    texture: wgpu.GPUTexture
    view: wgpu.GPUTextureView
    used: int = 0


class Sheet:
    """Belongs to one thread.

    Args:
        device: Draws.
        width: Of the widest picture at least.

    Attributes:
        device: Likewise.
    """

    def __init__(self, device: wgpu.GPUDevice, width: int = WIDTH) -> None:
        self.device = device
        self._stride = -(-width * 4 // 256) * 256
        self._width = self._stride // 4
        self._canvases: dict[int, _Canvas] = {}
        self._drawings = 0
        self._buffer: wgpu.GPUBuffer | None = None
        self._is_mapped = False

    def draw(self, pieces: Sequence[Piece]) -> list[Pixels]:
        """Draw pictures on clear ground and wait for them.

        Returns:
            Each of them: views that are valid until the next call.
        """
        places = laid_out([(each.width, each.height) for each in pieces], self._width)
        pictures: dict[int, Pixels] = {}
        for sheet in sorted({each.sheet for each in places}):
            # What does not fit on one sheet is copied before that is drawn on again.
            pictures = {index: picture.copy() for index, picture in pictures.items()}
            here = [index for index, place in enumerate(places) if place.sheet == sheet]
            height = max(places[index].top + pieces[index].height for index in here)
            self._draw([(pieces[index], places[index]) for index in here], height)
            rows = self._read(height)
            for index in here:
                piece, place = pieces[index], places[index]
                right, bottom = place.left + piece.width, place.top + piece.height
                pictures[index] = rows[place.top : bottom, place.left : right]
        return [pictures[index] for index in range(len(pieces))]

    def close(self) -> None:
        """Give its memory back; nothing of what it drew is valid any more."""
        self._unmap()
        for canvas in self._canvases.values():
            canvas.texture.destroy()
        self._canvases.clear()
        if self._buffer is not None:
            self._buffer.destroy()
        self._buffer = None

    def _draw(self, pieces: list[tuple[Piece, Place]], height: int) -> None:
        self._unmap()
        canvas, buffer = self._canvas(height), self._room(height)
        encoder = self.device.create_command_encoder()
        attachment = {
            "view": canvas.view,
            "clear_value": (0, 0, 0, 0),
            "load_op": "clear",
            "store_op": "store",
        }
        render_pass = encoder.begin_render_pass(color_attachments=[attachment])
        for piece, place in pieces:
            render_pass.set_viewport(place.left, place.top, piece.width, piece.height, 0, 1)
            seen = piece.seen or Part(0, 0, piece.width, piece.height)
            left, top = place.left + seen.left, place.top + seen.top
            render_pass.set_scissor_rect(left, top, seen.width, seen.height)
            piece.draw(render_pass)
        render_pass.end()
        right = max(place.left + piece.width for piece, place in pieces)
        encoder.copy_texture_to_buffer(
            {"texture": canvas.texture},
            {"buffer": buffer, "bytes_per_row": self._stride},
            (right, height, 1),
        )
        self.device.queue.submit([encoder.finish()])

    def _read(self, height: int) -> Pixels:
        assert self._buffer is not None
        size = self._stride * height
        self._buffer.map_sync(wgpu.MapMode.READ, 0, size)
        self._is_mapped = True
        memory = self._buffer.read_mapped(0, size, copy=False)
        rows: Pixels = np.frombuffer(memory, np.uint8).reshape(height, self._width, 4)
        return rows

    def _unmap(self) -> None:
        if self._is_mapped and self._buffer is not None:
            self._buffer.unmap()
        self._is_mapped = False

    def _canvas(self, height: int) -> _Canvas:
        """Return what is hardly higher than it must be, as all of it is cleared each time."""
        self._drawings += 1
        high = next(each for each in _HEIGHTS if each >= height)
        canvas = self._canvases.get(high)
        if canvas is None:
            texture = self.device.create_texture(
                size=(self._width, high, 1),
                format=FORMAT,
                usage=wgpu.TextureUsage.RENDER_ATTACHMENT | wgpu.TextureUsage.COPY_SRC,
            )
            canvas = self._canvases[high] = _Canvas(texture, texture.create_view())
        canvas.used = self._drawings
        for other, each in list(self._canvases.items()):
            if each.used < self._drawings - _CALM:
                self._canvases.pop(other).texture.destroy()
        return canvas

    def _room(self, height: int) -> wgpu.GPUBuffer:
        """Return where it is brought back to: as large as the largest texture."""
        most = self._stride * max(self._canvases)
        if self._buffer is None or not self._stride * height <= self._buffer.size <= most:
            if self._buffer is not None:
                self._buffer.destroy()
            self._buffer = self.device.create_buffer(
                size=most,
                usage=wgpu.BufferUsage.COPY_DST | wgpu.BufferUsage.MAP_READ,
            )
        return self._buffer


@functools.cache
def shared_sheet() -> Sheet:
    """Return the one for all particles; it belongs to the one thread that draws them.

    Raises:
        EffectError: If there is nothing to draw with.
    """
    return Sheet(shared_device())


def laid_out(sizes: Sequence[tuple[int, int]], width: int = WIDTH) -> list[Place]:
    """Lay rectangles beside one another in rows, the highest ones first.

    Args:
        sizes: Width and height of each.
        width: Of the sheets; at least that of the widest one.
    """
    found: dict[int, Place] = {}
    sheet = left = top = high = 0
    for index in sorted(range(len(sizes)), key=lambda each: -sizes[each][1]):
        wide, own = sizes[index]
        if left + wide > width:
            left, top, high = 0, top + high, 0
        if top + own > MAX_HEIGHT:
            sheet, left, top, high = sheet + 1, 0, 0, 0
        found[index] = Place(sheet, left, top)
        left, high = left + wide, max(high, own)
    return [found[index] for index in range(len(sizes))]
