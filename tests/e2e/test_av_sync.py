"""Sound and picture of one file are as far apart in the recording as they were in it."""

import json
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest

from tests.e2e.live_studio import LiveStudio

BEEP_LEVEL = 0.05
WHITE = 120
SECONDS = 63

FLASH = "if(lt(mod(N,30),3),235,16)"
BEEP = "if(lt(mod(t,1),0.1),0.5*sin(2*PI*1000*t),0)"


@pytest.fixture
def flash_and_beep(tmp_path: Path) -> Path:
    """A scene of one clip that flashes and beeps at each full second."""
    clip = tmp_path / "flash.mkv"
    picture = f"color=black:s=320x180:r=30:d=10,format=yuv420p,geq=lum='{FLASH}':cb=128:cr=128"
    words = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"aevalsrc='{BEEP}':s=48000:d=10"]
    codecs = ["-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-c:a", "pcm_s16le"]
    subprocess.run(["ffmpeg", "-v", "error", *words, *codecs, str(clip)], check=True)
    scene = {
        "schema": 1,
        "canvas": {"width": 320, "height": 180},
        "inputs": [{"name": "Flash", "kind": "media", "settings": {"file": clip.name}}],
        "scenes": [{"name": "Main", "items": [{"source": "Flash"}]}],
    }
    path = tmp_path / "flash.json"
    path.write_text(json.dumps(scene))
    return path


def offsets_ms(recording: Path) -> list[float]:
    """Return by how much each flash comes after its beep."""
    flashes: list[float] = []
    beeps: list[float] = []
    was_white = True
    with av.open(str(recording)) as container:
        for frame in container.decode(video=0):
            is_white = frame.to_ndarray(format="gray").mean() > WHITE
            if is_white and not was_white:
                flashes.append(frame.time or 0.0)
            was_white = bool(is_white)
    with av.open(str(recording)) as container:
        for sound in container.decode(audio=0):
            loud = np.flatnonzero(np.abs(sound.to_ndarray()[0]) > BEEP_LEVEL)
            if len(loud):
                start = (sound.time or 0.0) + int(loud[0]) / 48000
                if not beeps or start - beeps[-1] > 0.5:
                    beeps.append(start)
    return [(flash - min(beeps, key=lambda beep: abs(beep - flash))) * 1000 for flash in flashes]


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
    assert abs(float(np.median(offsets[-20:]))) < 20
    assert abs(float(np.median(offsets[-20:]) - np.median(offsets[:20]))) < 5
    reported = studio.stats["av_offset_ms"]
    assert isinstance(reported, float)
    assert abs(reported) < 20
