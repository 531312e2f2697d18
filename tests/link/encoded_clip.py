"""A short clip, encoded once, to be sent again and again: what a phone's hardware would make.

Each picture carries its number as a row of light and dark squares; the sound is a tone::

    clip = encode_clip(640, 360)
    number = read_number(luma)
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

BITS = 10
DARK, LIGHT = 40, 200
TONE_HZ = 440.0
_OPTIONS = {
    "libx264": {"preset": "veryfast", "tune": "zerolatency", "profile": "baseline"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "auto-alt-ref": "0"},
}


@dataclass(frozen=True)
class EncodedClip:
    """Pictures and sound as they go into packets of RTP.

    Attributes:
        pictures: H.264 in Annex B; the first is a key frame.
        sounds: Opus, 20 ms each.
    """

    fps: int
    pictures: list[bytes]
    sounds: list[bytes]


def encode_clip(
    width: int,
    height: int,
    *,
    fps: int = 30,
    pictures: int = 60,
    kbps: int = 1500,
    codec: str = "libx264",
) -> EncodedClip:
    """Encode a clip of numbered pictures."""
    encoder = _encoder(width, height, fps=fps, pictures=pictures, kbps=kbps, codec=codec)
    noise = np.random.default_rng(8).integers(60, 180, (height, width), np.uint8)
    encoded = []
    for number in range(pictures):
        frame = av.VideoFrame(width, height, "yuv420p")
        luma = np.roll(noise // 4 + 90, number * 3, axis=1)
        draw_number(luma, number)
        frame.planes[0].update(_padded(luma, frame.planes[0].line_size))
        for plane in frame.planes[1:]:
            plane.update(bytes([128]) * plane.buffer_size)
        frame.pts = number
        encoded += [bytes(packet) for packet in encoder.encode(frame)]
    return EncodedClip(fps, encoded, _encode_tone())


def encode_light(width: int, height: int, luma: int) -> list[bytes]:
    """Return one picture of one brightness, a key frame, to be sent again and again."""
    encoder = _encoder(width, height, fps=30, pictures=1, kbps=1500, codec="libx264")
    frame = av.VideoFrame(width, height, "yuv420p")
    for plane, value in zip(frame.planes, (luma, 128, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    frame.pts = 0
    return [b"".join(bytes(packet) for packet in encoder.encode(frame))]


def encode_tone(hz: float) -> list[bytes]:
    """Return a second of a tone, in packets of 20 ms."""
    return _encode_tone(1, hz=hz)


def draw_number(luma: NDArray[np.uint8], number: int) -> None:
    """Draw a number along the top of a picture."""
    side = luma.shape[1] // (BITS + 2)
    for bit in range(BITS):
        is_light = number >> bit & 1
        luma[:side, (bit + 1) * side : (bit + 2) * side] = LIGHT if is_light else DARK
    luma[:side, :side], luma[:side, (BITS + 1) * side : (BITS + 2) * side] = LIGHT, DARK


def read_number(luma: NDArray[np.uint8]) -> int | None:
    """Return the number that was drawn on a picture, of whatever size it is now; None for none."""
    side = luma.shape[1] / (BITS + 2)
    centres = [int((bit + 0.5) * side) for bit in range(BITS + 2)]
    reach = max(1, int(side / 5))
    row = int(side / 2)
    squares = [luma[row - reach : row + reach, x - reach : x + reach].mean() for x in centres]
    middle = (DARK + LIGHT) / 2
    if squares[0] < middle + 20 or squares[-1] > middle - 20:
        return None
    return sum(int(square > middle) << bit for bit, square in enumerate(squares[1:-1]))


def _padded(luma: NDArray[np.uint8], line_size: int) -> bytes:
    rows = np.zeros((luma.shape[0], line_size), np.uint8)
    rows[:, : luma.shape[1]] = luma
    return rows.tobytes()


def _encoder(
    width: int, height: int, *, fps: int, pictures: int, kbps: int, codec: str
) -> VideoCodecContext:
    encoder = cast(VideoCodecContext, av.CodecContext.create(codec, "w"))
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.framerate, encoder.time_base = Fraction(fps), Fraction(1, fps)
    encoder.bit_rate = kbps * 1000
    encoder.gop_size = pictures
    encoder.options = dict(_OPTIONS[codec])
    return encoder


def encode_beeps() -> list[bytes]:
    """Return a second of sound in packets of 20 ms: a beep of 100 ms, then silence."""
    return _encode_tone(1, heard_s=0.1)


def _encode_tone(seconds: int = 2, heard_s: float = 10.0, hz: float = TONE_HZ) -> list[bytes]:
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, "stereo", "s16"
    encoder.bit_rate = 64_000
    encoder.time_base = Fraction(1, 48_000)
    encoder.options = {"frame_duration": "20", "application": "lowdelay"}
    encoded = []
    for number in range(seconds * 50):
        at = np.arange(number * 960, (number + 1) * 960) / 48_000
        tone = (np.sin(2 * np.pi * hz * at) * 8000 * (at < heard_s)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.repeat(tone, 2).reshape(1, -1), "s16", "stereo")
        frame.sample_rate, frame.pts = 48_000, number * 960
        encoded += [bytes(packet) for packet in encoder.encode(frame)]
    return encoded
