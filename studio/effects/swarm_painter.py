"""Draws particles: one quad for each, all of a field in one call, on the box that holds them.

Many fields are drawn at once, on one sheet, and where their quads lie is handed over together:
what is written to a GPU costs 40 µs each time, whatever it is::

    planned = [painter.plan(time_s, 1.0) for painter in painters]
    pictures = draw_planned([each for each in planned if each], sheet)
"""

import functools
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from studio.effects.live_picture import SIZES, LivePicture
from studio.effects.particles import Flight, Swarm, ends_s
from studio.effects.planes import NOTHING, TO_YUVA, Box, Pixels
from studio.effects.sheet import FORMAT, Part, Piece, Sheet
from studio.effects.sprite import all_sizes, detail_px, load_sprite
from studio.effects.swarm_box import reach_of, swarm_box
from studio.model.canvas_content import Particles

Quads = NDArray[np.float32]
"""``(n, 11)``: of each its middle, what its width and its height span, all in the clip space of the
picture, then which size of the sprite it shows, and its colour, not premultiplied."""
_QUAD = (("float32x2", 0), ("float32x2", 8), ("float32x2", 16), ("float32", 24), ("float32x4", 28))
_QUAD_BYTES = 44
_FEWEST_QUADS = 1_024
_UNSEEN = 0.1
"""What part of all that particles cover those may cover that are too small to matter."""
_NEARLY = 0.9
_SPOT_DETAIL_PX = 16
"""What ``detail_px`` says of one that is drawn large."""
_FRAGMENTS = ("dot", "picture")
_WARM_S, _WARM_SIZE = 0.1, 0.25
MOST_SPRITES = 32
"""Kept of what was shown lately: 1.4 MB each at the most."""

_CODE = """
struct Coding { coded: mat4x4f };
@group(0) @binding(0) var<uniform> coding: Coding;
@group(0) @binding(1) var sprite: texture_2d<f32>;
@group(0) @binding(2) var smooth_sampler: sampler;

// What of a pixel each channel of the sprite makes; of a spot, all of it is one.  Handed on, as a
// software GPU takes three times as long to look at a uniform for every fragment.
struct Corner {
    @builtin(position) place: vec4f,
    @location(0) uv: vec2f,
    @location(1) @interpolate(flat) level: f32,
    @location(2) @interpolate(flat) whole: vec4f,
    @location(3) @interpolate(flat) red: vec4f,
    @location(4) @interpolate(flat) green: vec4f,
    @location(5) @interpolate(flat) blue: vec4f,
    @location(6) @interpolate(flat) alpha: vec4f,
};

@vertex fn corner(@builtin(vertex_index) index: u32, @location(0) middle: vec2f,
                  @location(1) across: vec2f, @location(2) down: vec2f,
                  @location(3) level: f32, @location(4) tint: vec4f) -> Corner {
    let uv = vec2f(f32(index & 1u), f32(index >> 1u));
    let place = vec4f(middle + (uv.x - 0.5) * across + (uv.y - 0.5) * down, 0.0, 1.0);
    let red = coding.coded[0] * tint.r * tint.a;
    let green = coding.coded[1] * tint.g * tint.a;
    let blue = coding.coded[2] * tint.b * tint.a;
    let alpha = coding.coded[3] * tint.a;
    return Corner(place, uv, level, red + green + blue + alpha, red, green, blue, alpha);
}

@fragment fn dot(corner: Corner) -> @location(0) vec4f {
    let from_middle = length(corner.uv - 0.5) * 2.0;
    let soft = max(0.0, 1.0 - from_middle);
    return corner.whole * soft * soft * (3.0 - 2.0 * soft);
}

@fragment fn picture(corner: Corner) -> @location(0) vec4f {
    let seen = textureSampleLevel(sprite, smooth_sampler, corner.uv, corner.level);
    return corner.red * seen.r + corner.green * seen.g + corner.blue * seen.b
        + corner.alpha * seen.a;
}
"""


@dataclass(frozen=True, slots=True, eq=False)
class Planned:
    """What is to be drawn of a field at a time.

    Attributes:
        width: Of the picture of the box.
        height: Likewise.
        seen: The part of it that lies in the field: what leaves it is not seen.
        cover_px: What all particles cover, those on top of one another too.
    """

    box: Box
    width: int
    height: int
    seen: Part
    quads: Quads
    cover_px: float
    way: "_Way"
    bound: wgpu.GPUBindGroup

    def draw(
        self, buffer: wgpu.GPUBuffer, first: int, render_pass: wgpu.GPURenderPassEncoder
    ) -> None:
        """Draw its quads, which are in a buffer from a number on."""
        self.way.was_gone = True
        render_pass.set_pipeline(self.way.pipeline)
        render_pass.set_bind_group(0, self.bound)
        render_pass.set_vertex_buffer(0, buffer)
        render_pass.draw(4, len(self.quads), 0, first)


def draw_planned(planned: Sequence[Planned], sheet: Sheet) -> list[Pixels]:
    """Draw fields at once.

    Returns:
        Each one's picture: views that are valid until something is drawn on the sheet again.
    """
    if not planned:
        return []
    buffer = _buffers(sheet.device).filled([each.quads for each in planned])
    pieces, first = [], 0
    for each in planned:
        pieces.append(Piece(each.width, each.height, partial(each.draw, buffer, first), each.seen))
        first += len(each.quads)
    return sheet.draw(pieces)


class SwarmPainter:
    """Draws one field of particles.

    Args:
        device: Draws.
        field: What.
        sheet: What it is drawn on if it is drawn alone.
        yuva: Whether it is drawn in YUVA, see ``planes``, instead of RGBA.

    Raises:
        EffectError: If its picture can't be read.
    """

    def __init__(
        self, device: wgpu.GPUDevice, field: Particles, sheet: Sheet, *, yuva: bool = False
    ) -> None:
        self._device = device
        self._field = field
        self._flight = Flight(field)
        self._sheet = sheet
        self._sprite = _sprite(device, field.file, _stamp(field.file))
        self._way = _way(device, "picture" if field.file else "dot")
        self._bound = _bound(device, self._sprite, yuva=yuva)

    @property
    def ends_s(self) -> float:
        """When the last one has gone."""
        return ends_s(self._field)

    @property
    def is_warm(self) -> bool:
        """Whether its code was compiled."""
        return self._way.was_gone

    def warm_up(self) -> None:
        """Have all ways to draw compiled, those of others too.

        Each takes 0.2 s of the processor, which are three where the machine is at its limit: when
        the first gift with a picture comes.
        """
        own = self._way
        for fragment in _FRAGMENTS:
            self._way = _way(self._device, fragment)
            if not self.is_warm:
                self.paint(_WARM_S, _WARM_SIZE)
        self._way = own

    def plan(self, time_s: float, size: float, *, spares: bool = False) -> Planned | None:
        """Make ready what is there at a time; None if nothing is.

        Args:
            time_s: Since it began.
            size: Of the picture against the content.
            spares: Whether what is so soft that nobody sees it may be drawn smaller.
        """
        swarm = self._flight.at(time_s)
        if spares and len(swarm):
            size *= self._enough(swarm, size)
        reach = reach_of(swarm, self._sprite.ratio if self._field.file else None)
        box = swarm_box(swarm, reach, self._field.width, self._field.height)
        if box == NOTHING:
            return None
        width, height = round(box.width * size), round(box.height * size)
        cover_px = float((swarm.size_px**2).sum())
        quads, seen = self._quads(swarm, box, size), self._seen(box, size)
        return Planned(box, width, height, seen, quads, cover_px, self._way, self._bound)

    def paint(self, time_s: float, size: float) -> LivePicture | None:
        """Draw all that are there at a time."""
        planned = self.plan(time_s, size)
        if planned is None:
            return None
        (pixels,) = draw_planned([planned], self._sheet)
        return LivePicture(planned.box, pixels.copy())

    def close(self) -> None:
        """Give nothing back: fields share all that they have."""

    def _enough(self, swarm: Swarm, size: float) -> float:
        """Return how much smaller a picture may be that shows as much of its particles."""
        sizes = np.sort(swarm.size_px)
        covers = np.cumsum(sizes**2)
        small_px = sizes[np.searchsorted(covers, covers[-1] * _UNSEEN)]
        needed = self._sprite.detail_px / max(small_px * size, 1e-3) * _NEARLY
        return min((each for each in SIZES if each >= needed), default=1.0)

    def _quads(self, swarm: Swarm, box: Box, size: float) -> Quads:
        """Return where particles lie in the picture of a box."""
        quads = np.empty((len(swarm), _QUAD_BYTES // 4), np.float32)
        to_x, to_y = 2 / box.width, -2 / box.height
        quads[:, 0] = (swarm.x_px - box.left) * to_x - 1
        quads[:, 1] = (swarm.y_px - box.top) * to_y + 1
        sprite = self._sprite
        wide, high = (swarm.size_px * min(side, 1.0) for side in (sprite.ratio, 1 / sprite.ratio))
        if self._field.file:
            cos, sin = np.cos(swarm.turn_rad), np.sin(swarm.turn_rad)
            quads[:, 2], quads[:, 3] = wide * cos * to_x, wide * sin * to_y
            quads[:, 4], quads[:, 5] = -high * sin * to_x, high * cos * to_y
            # The level whose pixels are hardly smaller than the target's: one alone is looked at.
            level = np.log2(sprite.side / size / np.maximum(swarm.size_px, 0.01))
            quads[:, 6] = np.clip(np.floor(level + 0.5), 0, sprite.levels - 1)
        else:  # round: how a spot has turned isn't seen
            quads[:, 2], quads[:, 3], quads[:, 4], quads[:, 5] = wide * to_x, 0, 0, high * to_y
            quads[:, 6] = 0
        quads[:, 7:] = swarm.rgba
        return quads

    def _seen(self, box: Box, size: float) -> Part:
        left, top = (max(0, math.floor(-side * size)) for side in (box.left, box.top))
        right = min(round(box.width * size), math.ceil((self._field.width - box.left) * size))
        bottom = min(round(box.height * size), math.ceil((self._field.height - box.top) * size))
        return Part(left, top, right - left, bottom - top)


class _Buffers:
    """One buffer for the quads of all fields of a time.  Belongs to the thread that draws."""

    def __init__(self, device: wgpu.GPUDevice) -> None:
        self._device = device
        self._buffer: wgpu.GPUBuffer | None = None

    def filled(self, parts: Sequence[Quads]) -> wgpu.GPUBuffer:
        """Return a buffer with all parts, one after another, valid until the next call."""
        needed = sum(part.nbytes for part in parts)
        if self._buffer is None or self._buffer.size < needed:
            if self._buffer is not None:
                self._buffer.destroy()
            size = max(_FEWEST_QUADS * _QUAD_BYTES, 1 << (needed - 1).bit_length())
            usage = wgpu.BufferUsage.VERTEX | wgpu.BufferUsage.COPY_DST
            self._buffer = self._device.create_buffer(size=size, usage=usage)
        self._device.queue.write_buffer(self._buffer, 0, np.concatenate(parts))
        return self._buffer


@functools.cache
def _buffers(device: wgpu.GPUDevice) -> _Buffers:
    return _Buffers(device)


@dataclass(frozen=True, slots=True, eq=False)
class _Sprite:
    """What particles look like.

    Attributes:
        ratio: Of its width to its height.
        side: The longer one, in pixels.
        levels: How many sizes of it there are.
        detail_px: How large it must be drawn to be seen as it is.
    """

    texture: wgpu.GPUTexture
    ratio: float
    side: int
    levels: int
    detail_px: int


def _stamp(file: str) -> tuple[int, int]:
    """Return what tells whether a file has changed."""
    try:
        status = os.stat(file)
    except OSError:
        return 0, 0  # whoever reads it says so
    return status.st_mtime_ns, status.st_size


@functools.lru_cache(MOST_SPRITES)
def _sprite(device: wgpu.GPUDevice, file: str, stamp: tuple[int, int]) -> _Sprite:
    """Return the picture of a file, or a white one; the same gifts come again and again."""
    levels = all_sizes(load_sprite(Path(file)) if file else np.full((1, 1, 4), 255, np.uint8))
    height, width = levels[0].shape[:2]
    texture = device.create_texture(
        size=(width, height, 1),
        format=FORMAT,
        mip_level_count=len(levels),
        usage=wgpu.TextureUsage.TEXTURE_BINDING | wgpu.TextureUsage.COPY_DST,
    )
    for level, pixels in enumerate(levels):
        rows, columns = pixels.shape[:2]
        device.queue.write_texture(
            {"texture": texture, "mip_level": level},
            np.ascontiguousarray(pixels),
            {"bytes_per_row": columns * 4, "rows_per_image": rows},
            (columns, rows, 1),
        )
    detail = detail_px(levels) if file else _SPOT_DETAIL_PX
    return _Sprite(texture, width / height, max(width, height), len(levels), detail)


@functools.cache
def _coding(device: wgpu.GPUDevice, *, yuva: bool) -> wgpu.GPUBuffer:
    """Return what makes of a colour that which is drawn."""
    columns = np.ascontiguousarray(TO_YUVA.T) if yuva else np.eye(4, dtype=np.float32)
    return device.create_buffer_with_data(data=columns, usage=wgpu.BufferUsage.UNIFORM)


@functools.lru_cache(2 * MOST_SPRITES)
def _bound(device: wgpu.GPUDevice, sprite: _Sprite, *, yuva: bool) -> wgpu.GPUBindGroup:
    """Return what all fields of a sprite look at."""
    sampler = device.create_sampler(
        mag_filter="linear", min_filter="linear", mipmap_filter="nearest"
    )
    return device.create_bind_group(
        layout=_layout(device),
        entries=[
            {"binding": 0, "resource": {"buffer": _coding(device, yuva=yuva)}},
            {"binding": 1, "resource": sprite.texture.create_view()},
            {"binding": 2, "resource": sampler},
        ],
    )


@functools.cache
def _layout(device: wgpu.GPUDevice) -> wgpu.GPUBindGroupLayout:
    fragment = wgpu.ShaderStage.FRAGMENT
    return device.create_bind_group_layout(
        entries=[
            {
                "binding": 0,
                "visibility": wgpu.ShaderStage.VERTEX,
                "buffer": {"type": "uniform"},
            },
            {"binding": 1, "visibility": fragment, "texture": {}},
            {"binding": 2, "visibility": fragment, "sampler": {}},
        ]
    )


@dataclass(slots=True, eq=False)
class _Way:
    """A way to draw; it is compiled when it is first gone."""

    pipeline: wgpu.GPURenderPipeline
    was_gone: bool = False


@functools.cache
def _way(device: wgpu.GPUDevice, fragment: str) -> _Way:
    """Return the one for all fields: each that is made is compiled, for tens of milliseconds."""
    module = device.create_shader_module(code=_CODE)
    over = {"src_factor": "one", "dst_factor": "one-minus-src-alpha", "operation": "add"}
    quad = [
        {"format": format_, "offset": offset, "shader_location": location}
        for location, (format_, offset) in enumerate(_QUAD)
    ]
    instances = {"array_stride": _QUAD_BYTES, "step_mode": "instance", "attributes": quad}
    pipeline = device.create_render_pipeline(
        layout=device.create_pipeline_layout(bind_group_layouts=[_layout(device)]),
        vertex={"module": module, "entry_point": "corner", "buffers": [instances]},
        primitive={"topology": "triangle-strip"},
        fragment={
            "module": module,
            "entry_point": fragment,
            "targets": [{"format": FORMAT, "blend": {"color": over, "alpha": over}}],
        },
    )
    return _Way(pipeline)
