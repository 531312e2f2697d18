"""Compiles kernels for real on devices that put it off until the first dispatch.

lavapipe turns a kernel into machine code when it is dispatched for the first time, on
the thread that draws: nine kernels of a scene stopped the picture for 1.2 s.  So the
compiling thread dispatches each kernel once on a second device; Mesa puts the code
into its cache on disk, from where the first device gets it in 2 ms.  Mesa's code also
depends on the format of each texture, and on whether its size is a power of two,
which is why no texture of ours has such a size (``texture_px`` in gpu_shape)::

    rehearsal = Rehearsal(gpu)
    rehearsal.run(source, ["rgba8unorm", "r8unorm", "rg8unorm"])
"""

from collections.abc import Sequence

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_pipeline import Layouts

_UNIFORM_BYTES = 65_536


class Rehearsal:
    """A device to try kernels on; for one thread."""

    def __init__(self, gpu: Gpu) -> None:
        self._device = gpu.device.adapter.request_device_sync(label="rocket-studio rehearsal")
        self._layouts = Layouts(self._device)
        usage = wgpu.TextureUsage
        canvas = self._texture("r32uint", usage.STORAGE_BINDING)
        storage = self._buffer(wgpu.BufferUsage.STORAGE)
        uniform = self._buffer(wgpu.BufferUsage.UNIFORM)
        self._canvas_group = self._layouts.canvas_group(canvas, storage, uniform, _UNIFORM_BYTES)
        self._fence = self._device.create_buffer(
            size=16, usage=wgpu.BufferUsage.MAP_READ | wgpu.BufferUsage.COPY_DST
        )
        self._storage = storage
        self._views = {
            kind: self._texture(kind, usage.TEXTURE_BINDING)
            for kind in ("rgba8unorm", "r8unorm", "rg8unorm")
        }

    def run(self, source: str, formats: Sequence[str]) -> None:
        """Dispatch a kernel once, with no tiles to draw, and wait for it.

        Args:
            source: Its WGSL.
            formats: Of the textures that it binds.
        """
        pipeline = self._layouts.pipeline(source, len(formats))
        group = self._layouts.textures_group([self._views[kind] for kind in formats])
        encoder = self._device.create_command_encoder()
        compute = encoder.begin_compute_pass()
        compute.set_pipeline(pipeline)
        compute.set_bind_group(0, self._canvas_group, [0])
        compute.set_bind_group(1, group)
        compute.dispatch_workgroups(1)
        compute.end()
        encoder.copy_buffer_to_buffer(self._storage, 0, self._fence, 0, 16)
        self._device.queue.submit([encoder.finish()])
        self._fence.map_sync("READ")
        self._fence.unmap()

    def close(self) -> None:
        """Give the device back."""
        self._device.destroy()

    def _texture(self, kind: str, usage: int) -> wgpu.GPUTextureView:
        size = (3, 3, 1)
        return self._device.create_texture(size=size, format=kind, usage=usage).create_view()

    def _buffer(self, usage: int) -> wgpu.GPUBuffer:
        usage |= wgpu.BufferUsage.COPY_SRC
        return self._device.create_buffer(size=_UNIFORM_BYTES, usage=usage)
