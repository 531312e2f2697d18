"""Decodes what a peer sends: pictures straight into a ring's slot, sound to float samples.

No RGB on the way: luma is one copy, chroma one interleave, 0.4 CPU-ms a picture of 720p.
Belongs to one thread; a decoder's errors are told, never raised::

    pictures = PictureDecoder(rings)
    pictures.decode(encoded, due_ns)
"""

from collections.abc import Callable
from typing import Literal, cast

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from studio.link.picture_packets import EncodedPicture
from studio.link.rings import MOST_PIXELS, LinkRings, Plane
from studio.link.sound_line import Samples
from studio.model.media import SAMPLE_RATE_HZ

_PLANAR = frozenset({"yuv420p", "yuvj420p"})


class PictureDecoder:
    """One peer's pictures.

    Args:
        rings: Where they go.

    Attributes:
        size: Of the last picture.
        decoded: How many there were.
        on_brightness: Told the mean of luma of each picture, and when it is due; None for nobody.
    """

    def __init__(self, rings: LinkRings) -> None:
        self.size = (0, 0)
        self.decoded = 0
        self.on_brightness: Callable[[float, int], None] | None = None
        self._rings = rings
        self._codec: VideoCodecContext | None = None
        self._is_vp8 = False
        self._reformatter = VideoReformatter()

    def decode(self, encoded: EncodedPicture, due_ns: Callable[[], int]) -> bool:
        """Decode a picture into the ring; False if it can't be, and a key frame is needed.

        Args:
            encoded: The picture.
            due_ns: Returns when it is due; asked once it is decoded.

        Raises:
            RingError: If there is no memory for the ring.
        """
        if self._codec is None or self._is_vp8 != encoded.is_vp8:
            self._is_vp8 = encoded.is_vp8
            self._codec = _opened(encoded.is_vp8)
        try:
            frames = self._codec.decode(av.Packet(encoded.data))
        except av.FFmpegError:
            return False
        for frame in frames:
            if frame.width < 2 or frame.height < 2 or frame.width * frame.height > MOST_PIXELS:
                return False
            self._write(frame, due_ns())
        return True

    def _write(self, frame: VideoFrame, due_ns: int) -> None:
        width, height = frame.width & ~1, frame.height & ~1
        if frame.format.name not in _PLANAR:
            frame = self._reformatter.reformat(frame, format="yuv420p")
        y_out, uv_out = self._rings.begin_picture(width, height)
        y, u, v = (_rows(frame, plane) for plane in range(3))
        np.copyto(y_out, y[:height, :width])
        uv_out[..., 0] = u[: height // 2, : width // 2]
        uv_out[..., 1] = v[: height // 2, : width // 2]
        if self.on_brightness:
            self.on_brightness(float(y_out[::8, ::8].mean()), due_ns)
        self._rings.commit_picture(width, height, due_ns)
        self.size = width, height
        self.decoded += 1


class SoundDecoder:
    """One peer's sound, Opus of any channels."""

    def __init__(self) -> None:
        self._codec = av.CodecContext.create("libopus", "r")
        self._codec.sample_rate = SAMPLE_RATE_HZ
        self._codec.layout = "stereo"
        self._resampler = AudioResampler("flt", "stereo", SAMPLE_RATE_HZ)

    def decode(self, data: bytes) -> Samples | None:
        """Return ``(frames, 2) float32``; None for what can't be decoded."""
        parts = []
        try:
            for frame in self._codec.decode(av.Packet(data)):
                for part in self._resampler.resample(frame):
                    parts.append(np.asarray(part.to_ndarray(), np.float32).reshape(-1, 2))
        except av.FFmpegError:
            return None
        return np.concatenate(parts) if parts else None


def _opened(is_vp8: bool) -> VideoCodecContext:
    name: Literal["vp8", "h264"] = "vp8" if is_vp8 else "h264"
    codec = av.CodecContext.create(name, "r")
    codec.thread_count = 1
    codec.flags |= Flags.low_delay  # a picture comes out when it goes in
    return codec


def _rows(frame: VideoFrame, index: int) -> Plane:
    plane = frame.planes[index]
    buffer = cast("memoryview[int]", plane)
    return np.frombuffer(buffer, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
