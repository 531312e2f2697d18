"""Pipelines and bind groups of the kernels: what binds where.

Group 0 is the canvas, the list of tiles and the uniform block, which each dispatch
takes from another offset; group 1 is a sampler and the textures of its layers.
"""

import threading
from collections.abc import Sequence

import wgpu  # type: ignore[import-untyped]  # ships no types


class Layouts:
    """The layouts of one device; any thread may use them."""

    def __init__(self, device: wgpu.GPUDevice) -> None:
        self._device = device
        self._lock = threading.Lock()
        self._textures: dict[int, wgpu.GPUBindGroupLayout] = {}
        self._canvas = device.create_bind_group_layout(entries=_canvas_entries())
        self._sampler = device.create_sampler(mag_filter="linear", min_filter="linear")

    def pipeline(self, source: str, textures: int) -> wgpu.GPUComputePipeline:
        """Compile a kernel that binds some textures."""
        layout = self._device.create_pipeline_layout(
            bind_group_layouts=[self._canvas, self._textures_layout(textures)]
        )
        module = self._device.create_shader_module(code=source)
        return self._device.create_compute_pipeline(
            layout=layout, compute={"module": module, "entry_point": "main"}
        )

    def canvas_group(
        self,
        canvas: wgpu.GPUTextureView,
        tiles: wgpu.GPUBuffer,
        jobs: wgpu.GPUBuffer,
        job_bytes: int,
    ) -> wgpu.GPUBindGroup:
        """Return group 0."""
        return self._device.create_bind_group(
            layout=self._canvas,
            entries=[
                {"binding": 0, "resource": canvas},
                {"binding": 1, "resource": {"buffer": tiles}},
                {"binding": 2, "resource": {"buffer": jobs, "size": job_bytes}},
            ],
        )

    def textures_group(self, views: Sequence[wgpu.GPUTextureView]) -> wgpu.GPUBindGroup:
        """Return group 1."""
        resources = (self._sampler, *views)
        return self._device.create_bind_group(
            layout=self._textures_layout(len(views)),
            entries=[{"binding": n, "resource": resource} for n, resource in enumerate(resources)],
        )

    def _textures_layout(self, textures: int) -> wgpu.GPUBindGroupLayout:
        with self._lock:
            if textures not in self._textures:
                self._textures[textures] = self._device.create_bind_group_layout(
                    entries=_texture_entries(textures)
                )
            return self._textures[textures]


def _canvas_entries() -> list[dict[str, object]]:
    stage = wgpu.ShaderStage.COMPUTE
    canvas = {"access": "read-write", "format": "r32uint"}
    uniform = {"type": "uniform", "has_dynamic_offset": True}
    return [
        {"binding": 0, "visibility": stage, "storage_texture": canvas},
        {"binding": 1, "visibility": stage, "buffer": {"type": "read-only-storage"}},
        {"binding": 2, "visibility": stage, "buffer": uniform},
    ]


def _texture_entries(textures: int) -> list[dict[str, object]]:
    stage = wgpu.ShaderStage.COMPUTE
    sampler = {"binding": 0, "visibility": stage, "sampler": {"type": "filtering"}}
    texture = {"sample_type": "float"}
    return [
        sampler,
        *({"binding": n + 1, "visibility": stage, "texture": texture} for n in range(textures)),
    ]
