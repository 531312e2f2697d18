"""Real encoded media for the tests of the outputs."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from studio.engine.encoders.catalog import X264
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.settings import EncoderSettings
from studio.model.media import (
    BLOCK_FRAMES,
    SAMPLE_RATE_HZ,
    SECOND_NS,
    AudioFormat,
    Codec,
    Packet,
    VideoFormat,
)

WIDTH, HEIGHT, FPS = 320, 180, 30
SILENCE = bytes.fromhex("211004608c1c")  # a stereo AAC-LC frame

Video = tuple[VideoFormat, list[Packet]]


def encoded(
    seconds: int, *, kbps: int = 500, first: int = 0, b_frames: int = 0, preset: str = "ultrafast"
) -> Video:
    settings = EncoderSettings(
        WIDTH, HEIGHT, Fraction(FPS), kbps, "libx264", preset, b_frames=b_frames
    )
    codec = VideoCodec(X264, settings, first)
    noise = np.random.default_rng(1)
    packets: list[Packet] = []
    for index in range(first, first + seconds * FPS):
        picture = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
        picture[:HEIGHT] = (np.arange(WIDTH) + 3 * index) % 200 + 16
        picture[:60, :60] = noise.integers(16, 235, (60, 60), dtype=np.uint8)
        packets += codec.encode(index, picture)
    packets += codec.flush()
    assert codec.format is not None
    return codec.format, packets


@pytest.fixture(scope="session")
def encode() -> Callable[..., Video]:
    """Encodes seconds of moving pictures with x264."""
    return encoded


@pytest.fixture(scope="session")
def six_seconds() -> Video:
    """Six seconds of video, a key frame every two."""
    return encoded(6)


@pytest.fixture(scope="session")
def stereo() -> AudioFormat:
    """The format of what ``silence`` makes."""
    return AudioFormat(Codec.AAC, SAMPLE_RATE_HZ, 2, 128, bytes.fromhex("1190"))


@pytest.fixture(scope="session")
def silence() -> Callable[[int, int], list[Packet]]:
    """Makes seconds of silent sound for a track, from time 0."""

    def packets(seconds: int, track: int) -> list[Packet]:
        starts_ns = [
            block * BLOCK_FRAMES * SECOND_NS // SAMPLE_RATE_HZ
            for block in range(seconds * SAMPLE_RATE_HZ // BLOCK_FRAMES + 1)
        ]
        return [
            Packet(track, start, start, end - start, True, SILENCE)
            for start, end in pairwise(starts_ns)
        ]

    return packets


@pytest.fixture(scope="session")
def in_order() -> Callable[..., list[Packet]]:
    """Merges tracks by decoding time, as the bus hands them out."""

    def merged(*tracks: list[Packet]) -> list[Packet]:
        everything = [packet for track in tracks for packet in track]
        return sorted(everything, key=lambda packet: (packet.dts_ns, packet.track))

    return merged
