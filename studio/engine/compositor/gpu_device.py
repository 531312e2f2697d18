"""The one GPU device of the engine: found once, shared by everything that draws.

The device is made wgpu's default one, so that a library which asks for the default
device (pygfx does) draws on the same one and its textures can be sampled here
without a copy.  A discrete GPU comes first, a software one last::

    gpu = shared_device()
    gpu.info.name, gpu.info.is_software
    gpu.device.create_buffer(...)
"""

import threading
from dataclasses import dataclass

import wgpu  # type: ignore[import-untyped]  # ships no types
from wgpu.utils.device import (  # type: ignore[import-untyped]  # ships no types
    get_default_device,
    preconfigure_default_device,
)

from studio.gpu.adapter import AdapterError, best_adapter, largest_limits


class GpuError(AdapterError):
    """The GPU cannot draw, or has stopped to; the sentence says what follows from it."""


@dataclass(frozen=True, slots=True)
class GpuInfo:
    """What draws.

    Attributes:
        name: As the driver calls it, e.g. ``llvmpipe (LLVM 15.0.6, 256 bits)``.
        type: ``DiscreteGPU``, ``IntegratedGPU``, ``CPU`` or ``Unknown``.
        backend: ``Vulkan``, ``Metal`` or ``D3D12``.
        driver: Its version in its own words; may be empty.
        is_software: Drawn by the processor: it works, and costs its time.
    """

    name: str
    type: str
    backend: str
    driver: str
    is_software: bool


@dataclass(frozen=True, slots=True)
class Gpu:
    """A device and what it is."""

    device: wgpu.GPUDevice
    info: GpuInfo
    texture_limit_px: int


_lock = threading.Lock()
_shared: list[Gpu] = []


def shared_device() -> Gpu:
    """Return the device; the first call opens it.

    Raises:
        AdapterError: If there is no adapter that can compute.
        GpuError: If it does not open.
    """
    with _lock:
        if not _shared:
            _shared.append(_open())
        return _shared[0]


def _open() -> Gpu:
    adapter = best_adapter()
    limits = largest_limits(adapter)
    try:
        preconfigure_default_device("rocket-studio", adapter=adapter, required_limits=limits)
        device = get_default_device()
    except (RuntimeError, wgpu.GPUError) as error:
        raise GpuError(
            f"The graphics device {_info(adapter).name} did not open: {error}"
        ) from error
    return Gpu(device, _info(device.adapter), int(device.limits["max-texture-dimension-2d"]))


def _info(adapter: wgpu.GPUAdapter) -> GpuInfo:
    info = adapter.info
    return GpuInfo(
        name=info["device"],
        type=info["adapter_type"],
        backend=info["backend_type"],
        driver=info["description"],
        is_software=info["adapter_type"] == "CPU",
    )
