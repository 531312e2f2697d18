"""Tests of studio.engine.sources.behind, on image files."""

import time
from pathlib import Path

from PIL import Image

from studio.engine.sources.behind import BehindSource
from studio.engine.sources.image import ImageSource
from studio.engine.sources.source import Health


def latched(source: BehindSource, *, until: Health) -> object:
    """Ask as the tick does until the source is as expected."""
    source.want(1920, 1080)
    deadline = time.monotonic() + 10
    while source.state.health is not until:
        assert time.monotonic() < deadline, source.state
        source.request(time.monotonic_ns())
        source.latch(time.monotonic_ns())
        time.sleep(0.01)
    return source.latch(time.monotonic_ns())


def test_shows_a_file_and_no_placeholder(tmp_path: Path) -> None:
    file = tmp_path / "sea.png"
    Image.new("RGB", (64, 36), "blue").save(file)
    source = BehindSource(ImageSource("Camera", file))
    assert latched(source, until=Health.RUNNING) is not None
    source.close()
    missing = BehindSource(ImageSource("Camera", tmp_path / "none.png"))
    assert latched(missing, until=Health.FAILED) is None
    assert "none.png is not there" in missing.state.reason
    missing.close()
