"""Draws particles: one quad for each, all in one call, on the box that holds them."""

import math
from functools import cached_property
from pathlib import Path

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.board import FORMAT, Board
from studio.effects.live_picture import GRID_PX, LivePicture
from studio.effects.particles import Floats, Swarm, ends_s, particles_at
from studio.effects.planes import NOTHING, Box
from studio.effects.sprite import all_sizes, load_sprite
from studio.model.canvas_content import MAX_PARTICLES, Particles

_MARGIN_PX = 8
"""Clear, around what is drawn: two pixels at a quarter of the size."""
_SPOT_BYTES = 32

_CODE = """
struct Box { left_top: vec2f, size: vec2f, field: vec2f, ratio: f32, has_sprite: f32 };
@group(0) @binding(0) var<uniform> box: Box;
@group(0) @binding(1) var sprite: texture_2d<f32>;
@group(0) @binding(2) var smooth_sampler: sampler;

struct Corner {
    @builtin(position) place: vec4f,
    @location(0) uv: vec2f,
    @location(1) @interpolate(flat) tint: vec4f,
    @location(2) on_field: vec2f,
};

@vertex fn corner(@builtin(vertex_index) index: u32, @location(0) middle: vec2f,
                  @location(1) size_turn: vec2f, @location(2) tint: vec4f) -> Corner {
    let uv = vec2f(f32(index & 1u), f32(index >> 1u));
    let ratio = vec2f(min(box.ratio, 1.0), min(1.0 / box.ratio, 1.0));
    let flat_place = (uv - 0.5) * size_turn.x * ratio;
    let turn = vec2f(cos(size_turn.y), sin(size_turn.y));
    let on_field = middle + vec2f(flat_place.x * turn.x - flat_place.y * turn.y,
                                  flat_place.x * turn.y + flat_place.y * turn.x);
    let share = (on_field - box.left_top) / box.size;
    let place = vec4f(share.x * 2.0 - 1.0, 1.0 - share.y * 2.0, 0.0, 1.0);
    return Corner(place, uv, vec4f(tint.rgb * tint.a, tint.a), on_field);
}

@fragment fn dot(corner: Corner) -> @location(0) vec4f {
    if (any(corner.on_field < vec2f(0.0)) || any(corner.on_field > box.field)) { discard; }
    let from_middle = length(corner.uv - 0.5) * 2.0;
    let soft = max(0.0, 1.0 - from_middle);
    return corner.tint * soft * soft * (3.0 - 2.0 * soft);
}

@fragment fn picture(corner: Corner) -> @location(0) vec4f {
    let pixel = textureSample(sprite, smooth_sampler, corner.uv);
    if (any(corner.on_field < vec2f(0.0)) || any(corner.on_field > box.field)) { discard; }
    return pixel * corner.tint;
}
"""


class SwarmPainter:
    """Draws one field of particles.

    Args:
        device: Draws.
        field: What.

    Raises:
        EffectError: If its picture can't be read.
    """

    def __init__(self, device: wgpu.GPUDevice, field: Particles) -> None:
        self._device = device
        self._field = field
        levels = all_sizes(load_sprite(Path(field.file))) if field.file else []
        self._ratio = levels[0].shape[1] / levels[0].shape[0] if levels else 1.0
        self._pipeline = _pipeline(device, "picture" if levels else "dot")
        self._uniform = device.create_buffer(
            size=_SPOT_BYTES, usage=wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        )
        self._quads = device.create_buffer(
            size=MAX_PARTICLES * 2 * 32, usage=wgpu.BufferUsage.VERTEX | wgpu.BufferUsage.COPY_DST
        )
        self._sprite = _texture(device, levels or [np.full((1, 1, 4), 255, np.uint8)])
        sampler = device.create_sampler(
            mag_filter="linear", min_filter="linear", mipmap_filter="linear"
        )
        self._bound = device.create_bind_group(
            layout=self._pipeline.get_bind_group_layout(0),
            entries=[
                {"binding": 0, "resource": {"buffer": self._uniform}},
                {"binding": 1, "resource": self._sprite.create_view()},
                {"binding": 2, "resource": sampler},
            ],
        )

    @cached_property
    def _board(self) -> Board:
        room = 2 * (_MARGIN_PX + GRID_PX)
        return Board(self._device, self._field.width + room, self._field.height + room)

    @property
    def ends_s(self) -> float:
        """When the last one has gone."""
        return ends_s(self._field)

    def paint(self, time_s: float, size: float) -> LivePicture | None:
        """Draw all that are there at a time."""
        swarm = particles_at(self._field, time_s)
        # A picture that turns reaches as far as its corners.
        reach = swarm.size_px * (math.sqrt(0.5) if self._field.file else 0.5)
        box = swarm_box(swarm, reach, self._field.width, self._field.height)
        if box == NOTHING:
            return None
        width, height = round(box.width * size), round(box.height * size)
        quads = np.column_stack(
            [swarm.x_px, swarm.y_px, swarm.size_px, swarm.turn_rad, swarm.rgba]
        ).astype(np.float32)
        place = [box.left, box.top, box.width, box.height, self._field.width, self._field.height]
        self._device.queue.write_buffer(
            self._uniform, 0, np.array([*place, self._ratio, 0], np.float32)
        )
        self._device.queue.write_buffer(self._quads, 0, quads)
        with self._board.drawing(width, height) as render_pass:
            render_pass.set_pipeline(self._pipeline)
            render_pass.set_bind_group(0, self._bound)
            render_pass.set_vertex_buffer(0, self._quads)
            render_pass.draw(4, len(swarm))
        return LivePicture(box, self._board.read(width, height))

    def close(self) -> None:
        """Give its memory back."""
        self._board.close()
        for each in (self._sprite, self._uniform, self._quads):
            each.destroy()


def swarm_box(swarm: Swarm, reach: Floats, width: int, height: int) -> Box:
    """Return the box that holds all that is seen of particles, with its margin, on the grid."""
    seen = (
        (swarm.x_px + reach > 0)
        & (swarm.y_px + reach > 0)
        & (swarm.x_px - reach < width)
        & (swarm.y_px - reach < height)
        & (swarm.rgba[:, 3] > 0)
    )
    if not seen.any():
        return NOTHING
    x, y, reach = swarm.x_px[seen], swarm.y_px[seen], reach[seen]
    left = _down(max(0.0, (x - reach).min()) - _MARGIN_PX)
    top = _down(max(0.0, (y - reach).min()) - _MARGIN_PX)
    right = -_down(-min(width, (x + reach).max()) - _MARGIN_PX)
    bottom = -_down(-min(height, (y + reach).max()) - _MARGIN_PX)
    return Box(left, top, right - left, bottom - top)


def _down(place: float) -> int:
    return math.floor(place / GRID_PX) * GRID_PX


def _texture(device: wgpu.GPUDevice, levels: list[np.ndarray]) -> wgpu.GPUTexture:
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
    return texture


def _pipeline(device: wgpu.GPUDevice, fragment: str) -> wgpu.GPURenderPipeline:
    module = device.create_shader_module(code=_CODE)
    layout = device.create_bind_group_layout(
        entries=[
            {
                "binding": 0,
                "visibility": wgpu.ShaderStage.VERTEX | wgpu.ShaderStage.FRAGMENT,
                "buffer": {"type": "uniform"},
            },
            {"binding": 1, "visibility": wgpu.ShaderStage.FRAGMENT, "texture": {}},
            {"binding": 2, "visibility": wgpu.ShaderStage.FRAGMENT, "sampler": {}},
        ]
    )
    over = {"src_factor": "one", "dst_factor": "one-minus-src-alpha", "operation": "add"}
    quad = [
        {"format": "float32x2", "offset": 0, "shader_location": 0},
        {"format": "float32x2", "offset": 8, "shader_location": 1},
        {"format": "float32x4", "offset": 16, "shader_location": 2},
    ]
    return device.create_render_pipeline(
        layout=device.create_pipeline_layout(bind_group_layouts=[layout]),
        vertex={
            "module": module,
            "entry_point": "corner",
            "buffers": [{"array_stride": 32, "step_mode": "instance", "attributes": quad}],
        },
        primitive={"topology": "triangle-strip"},
        fragment={
            "module": module,
            "entry_point": fragment,
            "targets": [{"format": FORMAT, "blend": {"color": over, "alpha": over}}],
        },
    )
