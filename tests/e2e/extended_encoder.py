"""A device that publishes HEVC or AV1 by Enhanced RTMP, as PyAV's FFmpeg sends it.

with ExtendedEncoder(relay.rtmp("1"), size=(320, 180)):
    …
"""

import itertools
import threading
from fractions import Fraction
from types import TracebackType
from typing import Self

import av
from av.video.stream import VideoStream

OPTIONS = {
    "libx265": {"preset": "ultrafast", "tune": "zerolatency", "x265-params": "log-level=none"},
    "libsvtav1": {"preset": "12"},
}


class ExtendedEncoder:
    """Publishes pictures that get lighter, without sound, in real time until it is left.

    Args:
        url: Where.
        size: Of the pictures: width and height.
        fps: Of them; a key frame comes each second.
        encoder: FFmpeg's.
    """

    def __init__(
        self,
        url: str,
        *,
        size: tuple[int, int],
        fps: int = 30,
        encoder: str = "libx265",
    ) -> None:
        self._url = url
        self._size = size
        self._fps = fps
        self._encoder = encoder
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._publish, name=encoder, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _publish(self) -> None:
        with av.open(self._url, "w", format="flv") as container:
            stream = container.add_stream(self._encoder, self._fps, OPTIONS[self._encoder])
            assert isinstance(stream, VideoStream)
            stream.width, stream.height = self._size
            stream.pix_fmt, stream.gop_size = "yuv420p", self._fps
            frame = av.VideoFrame(*self._size, "yuv420p")
            frame.time_base = Fraction(1, self._fps)
            luma = frame.planes[0]
            for number in itertools.count():
                luma.update(bytes([80 + number % 120]) * luma.buffer_size)
                frame.pts = number
                container.mux(stream.encode(frame))
                if self._is_over.wait(1 / self._fps):
                    return
