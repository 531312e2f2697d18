"""Sound and picture of one file are as far apart in the recording as they were in it."""

from pathlib import Path

import numpy as np
import pytest

from tests.e2e.flash_and_beep import make_clip, offsets_ms, write_scene
from tests.e2e.live_studio import LiveStudio

SECONDS = 36
CLIP_S = 5
ENDS = 12
"""So many flashes of the beginning and of the end are laid side by side."""


@pytest.fixture
def flash_and_beep(tmp_path: Path) -> Path:
    """A scene of one clip that flashes and beeps at each full second."""
    clip, scene = tmp_path / "flash.mkv", tmp_path / "flash.json"
    make_clip(clip, first=0, seconds=CLIP_S)
    write_scene(scene, clip)
    return scene


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_flash_and_beep_stay_together(flash_and_beep: Path, tmp_path: Path) -> None:
    recording = tmp_path / "out.mkv"
    words = [str(flash_and_beep), "--record", str(recording), "--duration", str(SECONDS)]
    with LiveStudio(tmp_path, [*words, "--encoder", "libx264", "--preset", "ultrafast"]) as studio:
        assert studio.wait() == 0, studio.text
    offsets = offsets_ms(recording)
    assert len(offsets) >= SECONDS - 6
    assert max(map(abs, offsets[:5])) < 20
    # Late pictures of a busy machine are shown late; the time line itself must not move.
    begin, end = (float(np.median(part)) for part in (offsets[:ENDS], offsets[-ENDS:]))
    assert abs(end) < 20
    assert abs(end - begin) < 2
    reported = studio.stats["av_offset_ms"]
    assert isinstance(reported, float)
    assert abs(reported) < 20
