"""Draws particles: one quad for each, all in one call, on the box that holds them.

Many fields are drawn at once, on one sheet::

    planned = [painter.plan(time_s, 1.0) for painter in painters]
    pictures = sheet.draw([each.piece for each in planned if each])
"""

import functools
import math
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.live_picture import SIZES, LivePicture
from studio.effects.particles import Flight, Swarm, ends_s
from studio.effects.planes import NOTHING, TO_YUVA, Box
from studio.effects.sheet import FORMAT, Part, Piece, Sheet
from studio.effects.sprite import all_sizes, detail_px, load_sprite
from studio.effects.swarm_box import reach_of, swarm_box
from studio.model.canvas_content import MAX_PARTICLES, Particles

_BOX_BYTES = 96
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
struct Box { left_top: vec2f, size: vec2f, ratio: f32, texels: f32, levels: f32, unused: f32,
             coded: mat4x4f };
@group(0) @binding(0) var<uniform> box: Box;
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
                  @location(1) size_turn: vec2f, @location(2) tint: vec4f) -> Corner {
    let uv = vec2f(f32(index & 1u), f32(index >> 1u));
    let ratio = vec2f(min(box.ratio, 1.0), min(1.0 / box.ratio, 1.0));
    let flat_place = (uv - 0.5) * size_turn.x * ratio;
    let turn = vec2f(cos(size_turn.y), sin(size_turn.y));
    let on_field = middle + vec2f(flat_place.x * turn.x - flat_place.y * turn.y,
                                  flat_place.x * turn.y + flat_place.y * turn.x);
    let share = (on_field - box.left_top) / box.size;
    let place = vec4f(share.x * 2.0 - 1.0, 1.0 - share.y * 2.0, 0.0, 1.0);
    // The level whose pixels are hardly smaller than the target's: one alone is looked at.
    let level = clamp(floor(log2(box.texels / max(size_turn.x, 0.01)) + 0.5), 0.0, box.levels);
    let red = box.coded[0] * tint.r * tint.a;
    let green = box.coded[1] * tint.g * tint.a;
    let blue = box.coded[2] * tint.b * tint.a;
    let alpha = box.coded[3] * tint.a;
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
        cover_px: What all particles cover, those on top of one another too.
    """

    box: Box
    piece: Piece
    cover_px: float


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
        # Columns come first in the memory of a GPU.
        self._coded = (TO_YUVA.T if yuva else np.eye(4)).ravel()
        self._sprite = _sprite(device, field.file, _stamp(field.file))
        self._way = _way(device, "picture" if field.file else "dot")
        self._uniform = device.create_buffer(
            size=_BOX_BYTES, usage=wgpu.BufferUsage.UNIFORM | wgpu.BufferUsage.COPY_DST
        )
        self._quads = device.create_buffer(
            size=MAX_PARTICLES * 2 * 32, usage=wgpu.BufferUsage.VERTEX | wgpu.BufferUsage.COPY_DST
        )
        sampler = device.create_sampler(
            mag_filter="linear", min_filter="linear", mipmap_filter="nearest"
        )
        self._bound = device.create_bind_group(
            layout=self._way.pipeline.get_bind_group_layout(0),
            entries=[
                {"binding": 0, "resource": {"buffer": self._uniform}},
                {"binding": 1, "resource": self._sprite.texture.create_view()},
                {"binding": 2, "resource": sampler},
            ],
        )

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
        """Make ready what is there at a time, to be drawn before the next call.

        None if nothing is there.

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
        quads = np.column_stack(
            [swarm.x_px, swarm.y_px, swarm.size_px, swarm.turn_rad, swarm.rgba]
        ).astype(np.float32)
        sprite = self._sprite
        view = np.array(
            [
                *(box.left, box.top, box.width, box.height),
                *(sprite.ratio, sprite.side / size, sprite.levels - 1, 0),
                *self._coded,
            ],
            np.float32,
        )
        self._device.queue.write_buffer(self._uniform, 0, view)
        self._device.queue.write_buffer(self._quads, 0, quads)
        width, height = round(box.width * size), round(box.height * size)
        return Planned(
            box,
            Piece(width, height, partial(self._draw, len(swarm)), self._seen(box, size)),
            float((swarm.size_px**2).sum()),
        )

    def paint(self, time_s: float, size: float) -> LivePicture | None:
        """Draw all that are there at a time."""
        planned = self.plan(time_s, size)
        if planned is None:
            return None
        (pixels,) = self._sheet.draw([planned.piece])
        return LivePicture(planned.box, pixels.copy())

    def close(self) -> None:
        """Give its memory back."""
        for each in (self._uniform, self._quads):
            each.destroy()

    def _enough(self, swarm: Swarm, size: float) -> float:
        """Return how much smaller a picture may be that shows as much of its particles."""
        sizes = np.sort(swarm.size_px)
        covers = np.cumsum(sizes**2)
        small_px = sizes[np.searchsorted(covers, covers[-1] * _UNSEEN)]
        needed = self._sprite.detail_px / max(small_px * size, 1e-3) * _NEARLY
        return min((each for each in SIZES if each >= needed), default=1.0)

    def _seen(self, box: Box, size: float) -> Part:
        """Return the part of a picture that lies in the field: what leaves it is not seen."""
        left, top = (max(0, math.floor(-side * size)) for side in (box.left, box.top))
        right = min(round(box.width * size), math.ceil((self._field.width - box.left) * size))
        bottom = min(round(box.height * size), math.ceil((self._field.height - box.top) * size))
        return Part(left, top, right - left, bottom - top)

    def _draw(self, count: int, render_pass: wgpu.GPURenderPassEncoder) -> None:
        self._way.was_gone = True
        render_pass.set_pipeline(self._way.pipeline)
        render_pass.set_bind_group(0, self._bound)
        render_pass.set_vertex_buffer(0, self._quads)
        render_pass.draw(4, count)


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


@dataclass(slots=True, eq=False)
class _Way:
    """A way to draw; it is compiled when it is first gone."""

    pipeline: wgpu.GPURenderPipeline
    was_gone: bool = False


@functools.cache
def _way(device: wgpu.GPUDevice, fragment: str) -> _Way:
    """Return the one for all fields: each that is made is compiled, for tens of milliseconds."""
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
    pipeline = device.create_render_pipeline(
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
    return _Way(pipeline)
