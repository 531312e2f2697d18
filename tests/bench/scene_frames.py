"""Pictures of the standard scene as ffmpeg draws it, for benches that only encode."""

import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.ffmpeg_subject import graph
from tests.bench.run_options import RunOptions
from tests.bench.x_display import moving_picture, x_display


def scene_frames(options: RunOptions, work: Path, count: int) -> NDArray[np.uint8]:
    """Draw the scene into ``work/frames.nv12``.

    Returns:
        ``(count, height * 3 // 2, width) uint8``, mapped from that file.
    """
    media, log, raw = options.media, work / "frames.log", work / "frames.nv12"
    with x_display(log) as (_, display), moving_picture(display, 60, work / "drawn.i64", log):
        grab = ["-f", "x11grab", "-framerate", str(options.fps), "-video_size", "1920x1080"]
        loop = ["-stream_loop", "-1", "-i"]
        inputs = [*loop, str(media / "bg.mp4"), *grab, "-i", display]
        inputs += [*loop, str(media / "cam.mp4"), "-i", str(media / "logo.png")]
        chosen = ["-filter_complex", f"{graph(options)};[out]format=nv12[nv12]", "-map", "[nv12]"]
        end = ["-frames:v", str(count), "-f", "rawvideo", str(raw)]
        subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, *chosen, *end], check=True)
    return np.memmap(raw, np.uint8, "r").reshape(-1, options.height * 3 // 2, options.width)
