"""The GPU to draw with, chosen once for each process.

A discrete one comes first, a software one last; of one GPU that several drivers offer, the
driver that wgpu knows best::

    adapter = best_adapter()
    device = adapter.request_device_sync(required_limits=largest_limits(adapter))
"""

import functools

import wgpu  # type: ignore[import-untyped]  # ships no types
from wgpu.backends.wgpu_native.extras import (  # type: ignore[import-untyped]  # ships no types
    set_instance_extras,
)

from studio.model.errors import StudioError

_TYPES = ("DiscreteGPU", "IntegratedGPU", "Unknown", "CPU")
_BACKENDS = ("Metal", "Vulkan", "D3D12")
_WANTED_LIMITS = ("max-texture-dimension-2d", "max-buffer-size", "max-storage-buffer-binding-size")


class AdapterError(StudioError):
    """There is nothing to draw with."""


@functools.cache
def best_adapter() -> wgpu.GPUAdapter:
    """Return the GPU to draw with; the first call takes a moment.

    Raises:
        AdapterError: If there is none that can compute.
    """
    try:
        # OpenGL is left out: slow to look at, and nothing that has only it can compute well.
        set_instance_extras(backends=["Vulkan", "Metal", "DX12"])
        adapters = sorted(wgpu.gpu.enumerate_adapters_sync(), key=_rank)
    except (RuntimeError, OSError) as error:
        raise AdapterError(
            f"The graphics driver could not be asked for its devices: {error}"
        ) from error
    if not adapters:
        raise AdapterError(
            "No graphics device was found that can compute. Install a Vulkan driver "
            "(on Debian mesa-vulkan-drivers, which also draws without a GPU)."
        )
    return adapters[0]


def largest_limits(adapter: wgpu.GPUAdapter) -> dict[str, int]:
    """Return the limits to ask of a device, so that it takes pictures and buffers of any size."""
    return {name: adapter.limits[name] for name in _WANTED_LIMITS if name in adapter.limits}


def _rank(adapter: wgpu.GPUAdapter) -> tuple[int, int]:
    info = adapter.info
    return _place(_TYPES, info["adapter_type"]), _place(_BACKENDS, info["backend_type"])


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
