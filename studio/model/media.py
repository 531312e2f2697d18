"""Encoded media as it travels from the encoders to every output.

Times are integer nanoseconds since the session began; one session is one time
line, which a restarted engine continues.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

SECOND_NS = 1_000_000_000
SAMPLE_RATE_HZ = 48_000
BLOCK_FRAMES = 1024
"""Audio frames in a mixer block, which is also one AAC frame."""


class Codec(StrEnum):
    """Codecs that an encoder may produce."""

    H264 = "h264"
    HEVC = "hevc"
    AV1 = "av1"
    AAC = "aac"


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """What a decoder must know of a video stream before its first packet.

    Attributes:
        config: The decoder configuration record as MP4 and FLV carry it (avcC,
            hvcC, av1C).
        fps: Frames per second, exact.
        kbps: The bit rate that the encoder aims at.
    """

    codec: Codec
    width: int
    height: int
    fps: Fraction
    kbps: int
    config: bytes


@dataclass(frozen=True, slots=True)
class AudioFormat:
    """What a decoder must know of an audio stream before its first packet.

    Attributes:
        config: MPEG-4 AudioSpecificConfig.
        bus: The mixer bus that the track carries, from 0.
    """

    codec: Codec
    sample_rate_hz: int
    channels: int
    kbps: int
    config: bytes
    bus: int = 0


@dataclass(frozen=True, slots=True)
class Packet:
    """One encoded frame.

    Attributes:
        track: 0 is the video, 1 and up the audio tracks in their order.
        pts_ns: When it is shown, in session time; never before ``dts_ns``.
        dts_ns: When it is decoded, in session time; may be negative at the start
            of a stream with B-frames.
        duration_ns: How long it is shown.
        is_key: True where decoding can start (all audio, IDR pictures).
        data: Video as length-prefixed NAL units (H.264, HEVC) or low-overhead
            OBUs (AV1), audio as raw AAC frames without ADTS.
    """

    track: int
    pts_ns: int
    dts_ns: int
    duration_ns: int
    is_key: bool
    data: bytes
