"""A clip that flashes and beeps at each full second and counts its frames, and what came of it.

The counter is that of tests.bench.clock_code, in a strip at the top.  A clip of a studio of
its own begins to count elsewhere, so that every frame tells whose it is::

    make_clip(folder / "a.mkv", first=0, seconds=20)
    counters(received)      # of each frame, in the order of showing
    offsets_ms(received)    # by how much each flash comes after its beep
"""

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream

from tests.bench.clock_code import CELLS, cells, read

CELL_PX, STRIP_PX = 16, 32
SIZE_PX = WIDTH_PX, HEIGHT_PX = CELLS * CELL_PX, 216
FPS, RATE_HZ = 30, 48_000
FLASH_FRAMES = 3
LIT, DARK = 235, 16
BEEP_LEVEL = 0.05
WHITE = 120


def make_clip(path: Path, first: int, seconds: int) -> None:
    """Write the clip.

    Args:
        path: Of the file.
        first: The number of its first frame.
        seconds: Its length.
    """
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", FPS, {"preset": "ultrafast", "qp": "12"})
        assert isinstance(video, VideoStream)
        video.width, video.height, video.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
        video.gop_size = FPS
        audio = container.add_stream("pcm_s16le", RATE_HZ)
        assert isinstance(audio, AudioStream)
        audio.layout = "stereo"
        for number in range(seconds * FPS):
            container.mux(audio.encode(_sound(number)))
            frame = av.VideoFrame.from_ndarray(_picture(first + number, number), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        container.mux(audio.encode(None))


def write_scene(path: Path, clip: Path) -> None:
    """Write a collection of one scene that shows the clip, and nothing else."""
    item = {"source": "Clip"}
    scene = {
        "schema": 1,
        "canvas": {"width": WIDTH_PX, "height": HEIGHT_PX},
        "inputs": [{"name": "Clip", "kind": "media", "settings": {"file": str(clip)}}],
        "scenes": [{"name": "Main", "items": [item]}],
    }
    path.write_text(json.dumps(scene))


def counters(path: Path) -> list[int | None]:
    """Return the number that each frame carries; None where it can't be read."""
    numbers = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            row = frame.to_ndarray(format="gray")[STRIP_PX // 2, CELL_PX // 2 :: CELL_PX]
            numbers.append(read([int(level) for level in row]))
    return numbers


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
                start = (sound.time or 0.0) + int(loud[0]) / RATE_HZ
                if not beeps or start - beeps[-1] > 0.5:
                    beeps.append(start)
    return [(flash - min(beeps, key=lambda beep: abs(beep - flash))) * 1000 for flash in flashes]


def _picture(shown: int, number: int) -> np.ndarray:
    planes = np.full((HEIGHT_PX * 3 // 2, WIDTH_PX), 128, np.uint8)
    planes[:HEIGHT_PX] = LIT if number % FPS < FLASH_FRAMES else DARK
    lit = np.array([LIT if cell else DARK for cell in cells(shown)], np.uint8)
    planes[:STRIP_PX] = np.repeat(lit, CELL_PX)
    return planes


def _sound(number: int) -> av.AudioFrame:
    """The sound of one picture: of a beep, or silence."""
    count = RATE_HZ // FPS
    wave = np.zeros(count)
    if number % FPS < FLASH_FRAMES:
        wave = 0.5 * np.sin(2000 * np.pi * (np.arange(count) + number * count) / RATE_HZ)
    samples = np.repeat((wave * 32767).astype(np.int16), 2).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
    frame.sample_rate, frame.pts = RATE_HZ, number * count
    return frame
