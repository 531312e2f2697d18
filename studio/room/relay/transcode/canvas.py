"""The programme's picture, onto which others are laid: as large as fits, with black bars.

canvas = Canvas(1280, 720)
canvas.lay(picture)
encoder.encode(canvas.frame)      # as often as it is shown
"""

from typing import cast

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
_BLACK = (16, 128, 128)
_BT601 = (5, 6)
"""BT.470BG and SMPTE 170M, as frames say it."""


class Canvas:
    """See the module; belongs to one thread.

    Args:
        width: Even, in pixels.
        height: Even.

    Attributes:
        frame: What is on it, YUV 4:2:0, limited range.
    """

    def __init__(self, width: int, height: int) -> None:
        self.frame = VideoFrame(width, height, "yuv420p")
        self._reformatter = VideoReformatter()
        self._laid = (0, 0)
        self._clear()

    def lay(self, picture: VideoFrame) -> None:
        """Replace what is on it by a picture."""
        size = fitted(picture.width, picture.height, self.frame.width, self.frame.height)
        if size != self._laid:
            self._laid = size
            self._clear()
        laid = self._scaled(picture, *size)
        left, top = (self.frame.width - size[0]) // 4 * 2, (self.frame.height - size[1]) // 4 * 2
        for index in range(3):
            part = 2 if index else 1
            rows = _rows(laid, index)
            y, x = top // part, left // part
            _rows(self.frame, index)[y : y + len(rows), x : x + rows.shape[1]] = rows

    def _scaled(self, picture: VideoFrame, width: int, height: int) -> VideoFrame:
        is_bt601 = picture.colorspace in _BT601
        is_full = picture.color_range == ColorRange.JPEG or picture.format.name == "yuvj420p"
        # Colours that nothing is said of are left as they are: a guess would be as often wrong.
        return self._reformatter.reformat(
            picture,
            width,
            height,
            "yuv420p",
            src_colorspace=Colorspace.ITU601 if is_bt601 else Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            interpolation=Interpolation.BILINEAR,
            src_color_range=ColorRange.JPEG if is_full else ColorRange.MPEG,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )

    def _clear(self) -> None:
        for index, value in enumerate(_BLACK):
            _rows(self.frame, index)[:] = value


def fitted(width: int, height: int, most_width: int, most_height: int) -> tuple[int, int]:
    """Return the largest even size of the same shape within another, in pixels."""
    scale = min(most_width / width, most_height / height)
    return (
        min(most_width, max(2, round(width * scale / 2) * 2)),
        min(most_height, max(2, round(height * scale / 2) * 2)),
    )


def _rows(frame: VideoFrame, index: int) -> Plane:
    """Return a plane as ``(height, width) uint8``, without a copy."""
    plane = frame.planes[index]
    buffer = cast("memoryview[int]", plane)
    return np.frombuffer(buffer, np.uint8).reshape(-1, plane.line_size)[
        : plane.height, : plane.width
    ]
