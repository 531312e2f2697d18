"""The one GPU of this process: the best one that there is, or the software one.

pygfx, which draws models, has a device of its own on the same adapter: it must set up
wgpu's default one before anybody uses it, and takes 2 s to load::

    device = shared_device()
"""

import threading

import wgpu  # type: ignore[import-untyped]  # ships no types

from studio.effects.errors import EffectError
from studio.gpu.adapter import AdapterError, best_adapter, largest_limits

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


def chosen_adapter() -> wgpu.GPUAdapter:
    """Return the GPU to draw with.

    Raises:
        EffectError: If there is none.
    """
    try:
        return best_adapter()
    except AdapterError as error:
        raise EffectError(f"There are no models, particles and shaders: {error}") from error


def _open() -> wgpu.GPUDevice:
    adapter = chosen_adapter()
    limits = largest_limits(adapter)
    try:
        return adapter.request_device_sync(label="effects", required_limits=limits)
    except (RuntimeError, OSError, wgpu.GPUError) as error:
        raise EffectError(f"The graphics device did not open: {error}") from error
