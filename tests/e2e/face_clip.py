"""A clip of a real face that goes to and fro, with a dot beside it that shows where it is.

What a studio draws on the nose is at a fixed distance from the dot as long as it does not swim.

make_clip(folder / "face.mp4", 640, 360)
offsets = offsets_px(folder / "live.mkv")       # for each picture, or None where one is not seen
"""

import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from tests.ar.clips import FPS, Pose, Stage

PERIOD_FRAMES = 120
"""Of going to and fro; the clip is so long, so that it can be played in a loop."""
DOT_RGB = (0, 255, 0)
CODE_BITS = 7
"""Of the number of a picture, as squares in its lower left corner, the highest bit first."""
_SEEN = 40
"""So far from grey is a colour that counts."""


@dataclass(frozen=True, slots=True)
class Path2D:
    """How the face goes in a picture of a size."""

    width: int
    height: int

    def pose(self, index: int) -> Pose:
        """Return where it is in a picture."""
        reach = 0.2 * self.width
        x = 0.5 * self.width + reach * math.sin(2 * math.pi * index / PERIOD_FRAMES)
        return Pose(x, 0.4 * self.height, 0.25 * self.height)

    @property
    def quickest_px_s(self) -> float:
        """Its speed in the middle."""
        return 0.2 * self.width * 2 * math.pi * FPS / PERIOD_FRAMES


def make_clip(path: Path, width: int, height: int) -> None:
    """Write one to and fro."""
    stage, way = Stage(width, height), Path2D(width, height)
    form = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FPS)]
    x264 = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-g", str(FPS)]
    colours = ["-vf", "scale=out_color_matrix=bt709", "-pix_fmt", "yuv420p", "-colorspace", "bt709"]
    argv = ["ffmpeg", "-v", "error", "-y", *form, "-i", "-", *colours, *x264, str(path)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE) as ffmpeg:
        assert ffmpeg.stdin is not None
        for index in range(PERIOD_FRAMES):
            pose = way.pose(index)
            rgb = stage.shot(index, pose).rgb
            centre = round(16 * pose.x), round(16 * (pose.y + 1.3 * pose.size))
            cv2.circle(rgb, centre, round(16 * height / 45), DOT_RGB, -1, cv2.LINE_AA, 4)
            _write_code(rgb, index)
            ffmpeg.stdin.write(rgb.tobytes())
    assert ffmpeg.returncode == 0


def number_of(y: NDArray[np.uint8]) -> int:
    """Return the number of a picture of the clip by its luma, of whatever size."""
    height = y.shape[0]
    square = height / 24
    row = int(height - square / 2)
    bits = [y[row, int(square * (bit + 0.5))] > 126 for bit in range(CODE_BITS)]
    return sum(int(bit) << (CODE_BITS - 1 - place) for place, bit in enumerate(bits))


def _write_code(rgb: NDArray[np.uint8], index: int) -> None:
    height = rgb.shape[0]
    square = height // 24
    for bit in range(CODE_BITS):
        level = 255 if index >> (CODE_BITS - 1 - bit) & 1 else 0
        rgb[height - square :, bit * square : (bit + 1) * square] = level


def offsets_px(recording: Path) -> list[NDArray[np.float64] | None]:
    """Return how far the mark is from the dot in each picture of a recording."""
    found: list[NDArray[np.float64] | None] = []
    with av.open(str(recording)) as file:
        for frame in file.decode(video=0):
            planes = frame.reformat(format="yuv420p").to_ndarray()
            height, width = frame.height, frame.width
            chroma = planes[height:].reshape(2, height // 2, width // 2).astype(int) - 128
            dot, mark = _middle(-chroma), _middle(chroma)
            found.append(None if dot is None or mark is None else mark - dot)
    return found


def _middle(chroma: NDArray[np.int_]) -> NDArray[np.float64] | None:
    """Return where both colour differences are large, in pixels."""
    least = np.minimum(chroma[0], chroma[1])
    weights = np.where(least > _SEEN, least, 0).astype(float)
    whole = weights.sum()
    if not whole:
        return None
    rows, columns = np.indices(weights.shape)
    sums = np.array([(weights * columns).sum(), (weights * rows).sum()])
    middle: NDArray[np.float64] = 2 * sums / whole + 1
    return middle
