"""Tests of studio.gpu.adapter, with what this machine has."""

from studio.gpu.adapter import best_adapter, largest_limits


def test_it_is_always_the_same() -> None:
    assert best_adapter() is best_adapter()
    assert best_adapter().info["backend_type"] in ("Vulkan", "Metal", "D3D12")


def test_a_device_takes_the_largest_pictures_that_the_gpu_can() -> None:
    adapter = best_adapter()
    device = adapter.request_device_sync(required_limits=largest_limits(adapter))
    name = "max-texture-dimension-2d"
    assert device.limits[name] == adapter.limits[name] >= 8192
    device.destroy()
