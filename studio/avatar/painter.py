"""Draws an avatar: uploads its points, and replays one bundle of draws.

All that stays is recorded once, so that a picture costs two uploads and one call; a library of
scenes would ask each bone and mesh anew::

    painter = Painter(shared_device(), model)
    rgba = painter.paint(palette, weights, view, (512, 512))
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.avatar.canvas import DEPTH_FORMAT, FORMAT, Canvas
from studio.avatar.carry import Carried, Weights
from studio.avatar.edges import softened
from studio.avatar.framing import View
from studio.avatar.model import AvatarModel, Doubles, Floats, Toon
from studio.avatar.pictures import plain_texture, texture_of
from studio.effects.planes import Pixels

_CODE = Path(__file__).with_name("toon.wgsl")
_VIEW_BYTES = 96
_MATERIAL_BYTES = 112
_SHARPEST = 0.995
_SAMPLES = 4
"""Of a real GPU; for a software one edges are softened afterwards."""
_BLEND = {"src_factor": "one", "dst_factor": "one-minus-src-alpha", "operation": "add"}


class Painter:
    """Belongs to one thread.

    Args:
        device: Draws.
        model: What.

    Raises:
        AvatarError: If a picture of it can't be read.
    """

    def __init__(self, device: wgpu.GPUDevice, model: AvatarModel) -> None:
        self._device = device
        self._model = model
        self._canvas: Canvas | None = None
        self._carried = Carried(model)
        usage = wgpu.BufferUsage
        self._view = device.create_buffer(size=_VIEW_BYTES, usage=usage.UNIFORM | usage.COPY_DST)
        self._places = device.create_buffer(
            size=len(self._carried.uv) * 24, usage=usage.VERTEX | usage.COPY_DST
        )
        self._uv = device.create_buffer_with_data(data=self._carried.uv, usage=usage.VERTEX)
        is_software = device.adapter.info["adapter_type"] == "CPU"
        self._samples = 1 if is_software else _SAMPLES
        self._pipelines = _Pipelines(device, self._samples)
        self._bundle = self._recorded()

    def paint(
        self, palette: Doubles, weights: Weights, view: View, size: tuple[int, int]
    ) -> Pixels:
        """Draw it.

        Args:
            palette: Where its bones are, as ``Skeleton`` has it.
            weights: Of its morphs.
            view: From where it is seen.
            size: Of the picture.

        Returns:
            ``(height, width, 4) uint8 RGBA, premultiplied, sRGB``.
        """
        if self._canvas is None or self._canvas.size != size:
            if self._canvas is not None:
                self._canvas.close()
            self._canvas = Canvas(self._device, *size, self._samples)
        places = self._carried.places(palette, weights)
        self._device.queue.write_buffer(self._places, 0, places)
        self._device.queue.write_buffer(self._view, 0, view.packed(size[0] / size[1]))
        drawn = self._canvas.draw(self._bundle)
        return softened(drawn) if self._samples == 1 else drawn

    def close(self) -> None:
        """Give its memory back."""
        if self._canvas is not None:
            self._canvas.close()
        for buffer in (self._view, self._places, self._uv):
            buffer.destroy()

    def _recorded(self) -> wgpu.GPURenderBundle:
        """Record all draws: what is opaque, its lines, then what is seen through."""
        device, materials = self._device, self._model.materials
        encoder = device.create_render_bundle_encoder(
            color_formats=[FORMAT], depth_stencil_format=DEPTH_FORMAT, sample_count=self._samples
        )
        entries = [{"binding": 0, "resource": {"buffer": self._view}}]
        scene = device.create_bind_group(layout=self._pipelines.scene_layout, entries=entries)
        encoder.set_bind_group(0, scene)
        encoder.set_vertex_buffer(0, self._places)
        encoder.set_vertex_buffer(1, self._uv)
        bound = self._bound_materials()
        indices, ranges = self._indices()
        encoder.set_index_buffer(indices, "uint32")
        parts = sorted(self._model.parts, key=lambda part: materials[part.material].order)
        solid = [part for part in parts if not materials[part.material].blends]
        lined = [part for part in solid if materials[part.material].outline_m > 0]
        through = [part for part in parts if materials[part.material].blends]
        for chosen, is_line in ((solid, False), (lined, True), (through, False)):
            for part in chosen:
                encoder.set_pipeline(self._pipelines.of(materials[part.material], is_line=is_line))
                encoder.set_bind_group(1, bound[part.material])
                encoder.draw_indexed(len(part.indices), 1, ranges[id(part)])
        return encoder.finish()

    def _indices(self) -> tuple[wgpu.GPUBuffer, dict[int, int]]:
        """Return the triangles of all parts, and where each part's begin."""
        begin, ranges, found = 0, {}, []
        for part in self._model.parts:
            ranges[id(part)] = begin
            found.append(part.indices + np.uint32(self._carried.firsts[part.corners]))
            begin += len(part.indices)
        data = np.concatenate(found).astype(np.uint32)
        usage = wgpu.BufferUsage.INDEX
        return self._device.create_buffer_with_data(data=data, usage=usage), ranges

    def _bound_materials(self) -> dict[int, wgpu.GPUBindGroup]:
        device, materials = self._device, self._model.materials
        sampler = device.create_sampler(
            mag_filter="linear",
            min_filter="linear",
            mipmap_filter="nearest",
            address_mode_u="repeat",
            address_mode_v="repeat",
        )
        views: dict[int, wgpu.GPUTextureView] = {-1: plain_texture(device).create_view()}
        found = {}
        for number in {part.material for part in self._model.parts}:
            toon = materials[number]
            pictures = (toon.texture, toon.shade_texture, toon.emission_texture)
            for picture in pictures:
                if picture not in views:
                    texture = texture_of(device, self._model.pictures[picture])
                    views[picture] = texture.create_view()
            numbers = device.create_buffer_with_data(
                data=_packed(toon), usage=wgpu.BufferUsage.UNIFORM
            )
            resources = [{"buffer": numbers}, sampler, *(views[each] for each in pictures)]
            entries = [{"binding": n, "resource": each} for n, each in enumerate(resources)]
            found[number] = device.create_bind_group(
                layout=self._pipelines.material_layout, entries=entries
            )
        return found


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to draw: what the shader is made for."""

    has_picture: bool
    has_shade_picture: bool
    has_emission: bool
    has_rim: bool
    is_unlit: bool
    is_cut: bool
    is_thin: bool
    blends: bool
    is_line: bool

    @classmethod
    def of(cls, toon: Toon, *, is_line: bool) -> "_Way":
        return cls(
            has_picture=toon.texture >= 0,
            has_shade_picture=toon.shade_texture != toon.texture,
            has_emission=any(toon.emission),
            has_rim=any(toon.rim),
            is_unlit=toon.is_unlit,
            is_cut=toon.cutoff > 0,
            is_thin=toon.is_double_sided,
            blends=toon.blends,
            is_line=is_line,
        )

    def constants(self) -> dict[str, bool]:
        """Return what the shader is told."""
        return {name.upper(): value for name, value in asdict(self).items() if name != "is_line"}


class _Pipelines:
    """The few ways to draw, made as they are needed."""

    def __init__(self, device: wgpu.GPUDevice, samples: int) -> None:
        self._device = device
        self._samples = samples
        self._module = device.create_shader_module(code=_CODE.read_text("utf-8"))
        stage = wgpu.ShaderStage
        both = stage.VERTEX | stage.FRAGMENT
        of_scene = [{"binding": 0, "visibility": both, "buffer": {"type": "uniform"}}]
        self.scene_layout = device.create_bind_group_layout(entries=of_scene)
        pictures = [
            {"binding": number, "visibility": stage.FRAGMENT, "texture": {"sample_type": "float"}}
            for number in (2, 3, 4)
        ]
        of_material = [
            {"binding": 0, "visibility": both, "buffer": {"type": "uniform"}},
            {"binding": 1, "visibility": stage.FRAGMENT, "sampler": {"type": "filtering"}},
            *pictures,
        ]
        self.material_layout = device.create_bind_group_layout(entries=of_material)
        self._layout = device.create_pipeline_layout(
            bind_group_layouts=[self.scene_layout, self.material_layout]
        )
        self._made: dict[_Way, wgpu.GPURenderPipeline] = {}

    def of(self, toon: Toon, *, is_line: bool) -> wgpu.GPURenderPipeline:
        """Return the way to draw a material, or the line around it."""
        way = _Way.of(toon, is_line=is_line)
        if way not in self._made:
            self._made[way] = self._make(way)
        return self._made[way]

    def _make(self, way: _Way) -> wgpu.GPURenderPipeline:
        cull = "front" if way.is_line else "none" if way.is_thin else "back"
        target: dict[str, object] = {"format": FORMAT}
        if way.blends:
            target["blend"] = {"color": _BLEND, "alpha": _BLEND}
        return self._device.create_render_pipeline(
            layout=self._layout,
            vertex={
                "module": self._module,
                "entry_point": "stand_around" if way.is_line else "stand",
                "buffers": _BUFFERS,
            },
            primitive={"topology": "triangle-list", "cull_mode": cull, "front_face": "ccw"},
            depth_stencil={
                "format": DEPTH_FORMAT,
                "depth_write_enabled": not way.blends,
                "depth_compare": "less-equal",
            },
            multisample={"count": self._samples},
            fragment={
                "module": self._module,
                "entry_point": "paint_line" if way.is_line else "paint",
                "constants": way.constants(),
                "targets": [target],
            },
        )


_BUFFERS = [
    {
        "array_stride": 24,
        "attributes": [
            {"format": "float32x3", "offset": 0, "shader_location": 0},
            {"format": "float32x3", "offset": 12, "shader_location": 1},
        ],
    },
    {
        "array_stride": 8,
        "attributes": [{"format": "float32x2", "offset": 0, "shader_location": 2}],
    },
]


def _packed(toon: Toon) -> Floats:
    rows = (
        (*map(_srgb, toon.lit[:3]), toon.lit[3]),
        (*map(_srgb, toon.shade), toon.shift),
        (*map(_srgb, toon.emission), min(toon.toony, _SHARPEST)),
        (*map(_srgb, toon.rim), toon.rim_power),
        (*map(_srgb, toon.outline), toon.outline_m),
        (toon.cutoff, toon.rim_lift, 0.0, 0.0),
        toon.uv,
    )
    packed = np.array(rows, np.float32)
    assert packed.nbytes == _MATERIAL_BYTES
    return packed


def _srgb(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
