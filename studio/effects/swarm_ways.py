"""How quads of particles are drawn: code, pipelines and sprites that all fields share.

A quad is one particle; what all fields of a time have of them lies in one buffer::

    way, bound = way_of(device, "picture"), bound_to(device, sprite_of(device, file), yuva=True)
    buffer = buffers_of(device).filled([quads, …])
"""

import functools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray

from studio.effects.mipmaps import mipmapped
from studio.effects.planes import TO_YUVA
from studio.effects.sheet import FORMAT
from studio.effects.sprite import all_sizes, detail_px, load_sprite

Quads = NDArray[np.float32]
"""``(n, 11)``: of each its middle, what its width and its height span, all in the clip space of the
picture, then which size of the sprite it shows, and its colour, not premultiplied."""
_QUAD = (("float32x2", 0), ("float32x2", 8), ("float32x2", 16), ("float32", 24), ("float32x4", 28))
QUAD_BYTES = 44
_FEWEST_QUADS = 1_024
_SPOT_DETAIL_PX = 16
"""What ``detail_px`` says of one that is drawn large."""
FRAGMENTS = ("dot", "picture")
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


class Buffers:
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
            size = max(_FEWEST_QUADS * QUAD_BYTES, 1 << (needed - 1).bit_length())
            usage = wgpu.BufferUsage.VERTEX | wgpu.BufferUsage.COPY_DST
            self._buffer = self._device.create_buffer(size=size, usage=usage)
        self._device.queue.write_buffer(self._buffer, 0, np.concatenate(parts))
        return self._buffer


@functools.cache
def buffers_of(device: wgpu.GPUDevice) -> Buffers:
    """Return the one of a device."""
    return Buffers(device)


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
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


def sprite_of(device: wgpu.GPUDevice, file: str) -> Sprite:
    """Return the picture of a file as it is now, or a white one for "".

    Raises:
        EffectError: If it can't be read.
    """
    return _sprite(device, file, _stamp(file))


def _stamp(file: str) -> tuple[int, int]:
    """Return what tells whether a file has changed."""
    try:
        status = os.stat(file)
    except OSError:
        return 0, 0  # whoever reads it says so
    return status.st_mtime_ns, status.st_size


@functools.lru_cache(MOST_SPRITES)
def _sprite(device: wgpu.GPUDevice, file: str, stamp: tuple[int, int]) -> Sprite:
    """Return the picture of a file, or a white one; the same gifts come again and again."""
    levels = all_sizes(load_sprite(Path(file)) if file else np.full((1, 1, 4), 255, np.uint8))
    height, width = levels[0].shape[:2]
    texture = mipmapped(device, levels, FORMAT)
    detail = detail_px(levels) if file else _SPOT_DETAIL_PX
    return Sprite(texture, width / height, max(width, height), len(levels), detail)


@functools.cache
def _coding(device: wgpu.GPUDevice, *, yuva: bool) -> wgpu.GPUBuffer:
    """Return what makes of a colour that which is drawn."""
    columns = np.ascontiguousarray(TO_YUVA.T) if yuva else np.eye(4, dtype=np.float32)
    return device.create_buffer_with_data(data=columns, usage=wgpu.BufferUsage.UNIFORM)


@functools.lru_cache(MOST_SPRITES)
def bound_to(device: wgpu.GPUDevice, sprite: Sprite, *, yuva: bool) -> wgpu.GPUBindGroup:
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
class Way:
    """A way to draw; it is compiled when it is first gone."""

    pipeline: wgpu.GPURenderPipeline
    was_gone: bool = False


@functools.cache
def way_of(device: wgpu.GPUDevice, fragment: str) -> Way:
    """Return the one for all fields: each that is made is compiled, for tens of milliseconds."""
    module = device.create_shader_module(code=_CODE)
    over = {"src_factor": "one", "dst_factor": "one-minus-src-alpha", "operation": "add"}
    quad = [
        {"format": format_, "offset": offset, "shader_location": location}
        for location, (format_, offset) in enumerate(_QUAD)
    ]
    instances = {"array_stride": QUAD_BYTES, "step_mode": "instance", "attributes": quad}
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
    return Way(pipeline)
