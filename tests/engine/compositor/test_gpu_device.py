"""Tests of studio.engine.compositor.gpu_device, and of what loading it loads."""

import subprocess
import sys

from wgpu.utils.device import get_default_device  # type: ignore[import-untyped]  # no types

from studio.engine.compositor.gpu_device import shared_device

BANNED = {"asyncio", "PySide6", "PyQt6", "trio"}


def test_there_is_one_device_for_all() -> None:
    gpu = shared_device()
    assert shared_device() is gpu
    assert get_default_device() is gpu.device


def test_it_says_what_it_is() -> None:
    info = shared_device().info
    assert info.name
    assert info.backend in ("Vulkan", "Metal", "D3D12")
    assert info.is_software == (info.type == "CPU")


def test_drawing_loads_no_event_loop() -> None:
    script = (
        "import sys\n"
        "from studio.engine.compositor.gpu import GpuCompositor\n"
        "GpuCompositor().close()\n"
        "print(*sys.modules)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=100
    )
    assert not BANNED & set(ran.stdout.split())
