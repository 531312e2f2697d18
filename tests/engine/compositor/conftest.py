"""What the tests of compositors share."""

from collections.abc import Iterator

import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.gpu import GpuCompositor


@pytest.fixture
def array_compositor() -> Iterator[ArrayCompositor]:
    compositor = ArrayCompositor()
    yield compositor
    compositor.close()


@pytest.fixture(scope="session")
def shared_gpu_compositor() -> Iterator[GpuCompositor]:
    compositor = GpuCompositor()  # opening one takes seconds on a software device
    yield compositor
    compositor.close()


@pytest.fixture
def gpu_compositor(shared_gpu_compositor: GpuCompositor) -> GpuCompositor:
    """One for all tests, with nothing under way."""
    while shared_gpu_compositor.take(wait=True) is not None:
        pass
    shared_gpu_compositor.kernels.is_paused = False
    return shared_gpu_compositor
