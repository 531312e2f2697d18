"""Bind groups with a sampler and the textures of a dispatch, kept while they are used."""

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.engine.compositor.gpu_device import Gpu
from studio.engine.compositor.gpu_kernels import Kernels

MOST_GROUPS = 512


class Binder:
    """Makes the second bind group of kernels; for one thread.

    Attributes:
        blank: Stands where a kernel wants a texture that a layer doesn't have.
    """

    def __init__(self, gpu: Gpu, kernels: Kernels) -> None:
        self._kernels = kernels
        usage = wgpu.TextureUsage.TEXTURE_BINDING
        self.blank = gpu.device.create_texture(
            size=(3, 3, 1), format="r8unorm", usage=usage
        ).create_view()
        self._groups: dict[tuple[wgpu.GPUTextureView, ...], wgpu.GPUBindGroup] = {}

    def group(self, views: tuple[wgpu.GPUTextureView, ...]) -> wgpu.GPUBindGroup:
        """Return the bind group with some textures."""
        group = self._groups.get(views)
        if group is None:
            if len(self._groups) >= MOST_GROUPS:
                self._groups.clear()
            group = self._groups[views] = self._kernels.layouts.textures_group(views)
        return group

    def forget(self) -> None:
        """Let go of all, because textures were freed."""
        self._groups.clear()
