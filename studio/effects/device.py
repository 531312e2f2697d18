"""The one GPU of this process: the best one that there is, or the software one.

pygfx, which draws models, has a device of its own on the same adapter: it must set up
wgpu's default one before anybody uses it, and takes 2 s to load::

    device = shared_device()
"""

import functools
import threading

import wgpu  # type: ignore[import-untyped]  # ships no types
from wgpu.backends.wgpu_native.extras import (  # type: ignore[import-untyped]  # ships no types
    set_instance_extras,
)

from studio.effects.errors import EffectError

_ORDER = ("DiscreteGPU", "IntegratedGPU", "Unknown", "CPU")
_BACKENDS = ("Metal", "Vulkan", "D3D12")
_WANTED_LIMITS = ("max-texture-dimension-2d", "max-buffer-size", "max-storage-buffer-binding-size")
_lock = threading.Lock()
_shared: list[wgpu.GPUDevice] = []


def shared_device() -> wgpu.GPUDevice:
    """Return the device; the first call opens it.

    Raises:
        EffectError: If there is none.
    """
    with _lock:
        if not _shared:
            _shared.append(_open())
        return _shared[0]


def device_name() -> str:
    """Return what draws, as its driver calls it."""
    return str(shared_device().adapter.info["device"])


@functools.cache
def best_adapter() -> wgpu.GPUAdapter:
    """Return the GPU to draw with; a discrete one comes first, a software one last.

    Raises:
        EffectError: If there is none.
    """
    try:
        set_instance_extras(backends=["Vulkan", "Metal", "DX12"])
        adapters = sorted(wgpu.gpu.enumerate_adapters_sync(), key=_rank)
    except (RuntimeError, OSError) as error:
        raise EffectError(f"The graphics driver could not be asked: {error}") from error
    if not adapters:
        raise EffectError(
            "No graphics device was found, so there are no models, particles and shaders. "
            "Install a Vulkan driver (on Debian mesa-vulkan-drivers, which needs no GPU)."
        )
    return adapters[0]


def _open() -> wgpu.GPUDevice:
    adapter = best_adapter()
    limits = {name: adapter.limits[name] for name in _WANTED_LIMITS if name in adapter.limits}
    try:
        return adapter.request_device_sync(label="effects", required_limits=limits)
    except (RuntimeError, OSError, wgpu.GPUError) as error:
        raise EffectError(f"The graphics device did not open: {error}") from error


def _rank(adapter: wgpu.GPUAdapter) -> tuple[int, int]:
    return (
        _place(_ORDER, adapter.info["adapter_type"]),
        _place(_BACKENDS, adapter.info["backend_type"]),
    )


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)
