"""What the tests of compositors share."""

from collections.abc import Iterator

import pytest

from studio.engine.compositor.array import ArrayCompositor


@pytest.fixture
def array_compositor() -> Iterator[ArrayCompositor]:
    compositor = ArrayCompositor()
    yield compositor
    compositor.close()
