"""Tests of studio.engine.compositor.gpu_probe."""

from studio.engine.compositor.gpu_device import shared_device
from studio.engine.compositor.gpu_probe import probe


def test_the_device_here_draws_rightly() -> None:
    found = probe()
    assert found.problem == ""
    assert found.info == shared_device().info
    assert found.ms_per_frame > 0
