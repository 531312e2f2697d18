"""Tests of studio.engine.sources.x11_watch."""

import pytest

from studio.engine.sources.x11_watch import X11Watch
from tests.engine.sources.conftest import Display


def test_tells_a_dead_server_from_a_frozen_one(display: Display) -> None:
    watch = X11Watch(f"{display.name}.0")
    try:
        assert not watch.has_died()
        display.freeze()
        assert not watch.has_died()
        display.kill()
        assert watch.has_died()
    finally:
        watch.close()


@pytest.mark.parametrize("name", [":986", "nonsense", "", "127.0.0.1:986"])
def test_what_can_not_be_reached_is_not_watched(name: str) -> None:
    watch = X11Watch(name)
    assert not watch.has_died()
    watch.close()
