"""Colours are the same at the far end: scene, compositor, x264, ffmpeg's decoder."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.e2e.ffprobe import streams
from tests.e2e.live_studio import LiveStudio

WIDTH, HEIGHT = 640, 360
STEPS = 32
BARS = [
    (235, 235, 235),
    (235, 235, 16),
    (16, 235, 235),
    (16, 235, 16),
    (235, 16, 235),
    (235, 16, 16),
    (16, 16, 235),
    (16, 16, 16),
    (191, 127, 63),
    (63, 127, 191),
]
LEVELS = 2
SCALE = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+full_chroma_int"


def card() -> NDArray[np.uint8]:
    """Grey steps above, coloured bars below."""
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    ramp = np.linspace(0, 255, STEPS).round().astype(np.uint8)
    picture[: HEIGHT // 2] = np.repeat(ramp, WIDTH // STEPS)[None, :, None]
    picture[HEIGHT // 2 :] = np.repeat(np.array(BARS, np.uint8), WIDTH // len(BARS), 0)[None]
    return picture


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """What was recorded of the card, by each compositor's path through the engine."""
    Image.fromarray(card()).save(tmp_path / "card.png")
    scene = {
        "schema": 1,
        "canvas": {"width": WIDTH, "height": HEIGHT},
        "inputs": [{"name": "Card", "kind": "image", "settings": {"file": "card.png"}}],
        "scenes": [{"name": "Main", "items": [{"source": "Card"}]}],
    }
    (tmp_path / "card.json").write_text(json.dumps(scene))
    return tmp_path / "out.mkv"


@pytest.mark.slow
@pytest.mark.parametrize("compositor", ["array", "wgpu"])
def test_ramps_and_bars_come_back(recording: Path, tmp_path: Path, compositor: str) -> None:
    words = [str(tmp_path / "card.json"), "--record", str(recording), "--duration", "4"]
    quality = ["--encoder", "libx264", "--preset", "fast", "--video-kbps", "20000"]
    with LiveStudio(tmp_path, [*words, *quality, "--compositor", compositor]) as studio:
        assert studio.wait() == 0, studio.text
    assert studio.stats["compositor"] == compositor
    video = streams(recording)["video"]
    for flag in ("color_space", "color_transfer", "color_primaries"):
        assert video[flag] == "bt709"
    assert video["color_range"] == "tv"
    argv = ["ffmpeg", "-v", "error", "-sseof", "-1", "-i", str(recording), "-frames:v", "1"]
    argv += ["-vf", SCALE, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(argv, check=True, capture_output=True).stdout
    got = np.frombuffer(raw, np.uint8).reshape(HEIGHT, WIDTH, 3).astype(int)
    for row, count in ((HEIGHT // 4, STEPS), (HEIGHT * 3 // 4, len(BARS))):
        step = WIDTH // count
        for index in range(count):
            middle = slice(index * step + step // 2 - 3, index * step + step // 2 + 3)
            wanted = card()[row, index * step + step // 2].astype(int)
            found = got[row - 3 : row + 3, middle].reshape(-1, 3).mean(0)
            assert np.abs(found - wanted).max() <= LEVELS, (row, index, found, wanted)
