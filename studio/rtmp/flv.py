"""FLV tag bodies, which are also the bodies of RTMP's media messages.

H.264 goes out in the old header that every server knows, HEVC and AV1 in the
extended header of Enhanced RTMP with their FourCC.  Headers come before the
first packet and again whenever they change::

    send(Tag.VIDEO, 0, video_header(format))
    send(Tag.VIDEO, tag_time_ms(packet), video_body(packet, format))

The time of a tag is its decoding time; a packet's composition time is counted
from it, so that cutting at 0 or rounding never moves the two apart.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import cast

from studio.model.media import AudioFormat, Codec, Packet, VideoFormat
from studio.rtmp.amf0 import AmfValue, EcmaArray, decode, encode
from studio.rtmp.errors import RtmpError

MILLISECOND_NS = 1_000_000
FOUR_CC = {Codec.HEVC: b"hvc1", Codec.AV1: b"av01"}
FOUR_CC_LIST = ("avc1", "hvc1", "av01")
_KEY_FRAME, _INTER_FRAME = 1, 2
_EXTENDED = 0x80
_AVC, _AAC = 7, 0xAF  # 0xAF: AAC; the rate, size and channels that the standard fixes for it
_SEQUENCE_START, _CODED_FRAMES, _CODED_FRAMES_X = 0, 1, 3
_MODE_EXTENDED_AUDIO = 9
_ON_METADATA = "onMetaData"
_STARTS = "programmeStartMs"
_MOST_START_MS = 1 << 40


class Tag(IntEnum):
    """Tag types, equal to the types of RTMP messages."""

    AUDIO = 8
    VIDEO = 9
    SCRIPT = 18


@dataclass(frozen=True, slots=True)
class VideoTag:
    """What the first bytes of a video tag say.

    Attributes:
        four_cc: ``avc1`` for the old header too; empty for codecs before H.264.
        is_header: A sequence header, not a picture.
    """

    four_cc: str
    is_key: bool
    is_header: bool


def tag_time_ms(packet: Packet) -> int:
    """The time of a packet's tag: its decoding time, never below 0."""
    return max(0, packet.dts_ns // MILLISECOND_NS)


def video_header(video: VideoFormat) -> bytes:
    """The sequence header, which carries the decoder configuration."""
    if video.codec is Codec.H264:
        return bytes([_KEY_FRAME << 4 | _AVC, _SEQUENCE_START, 0, 0, 0]) + video.config
    head = _EXTENDED | _KEY_FRAME << 4 | _SEQUENCE_START
    return bytes([head]) + FOUR_CC[video.codec] + video.config


def video_body(packet: Packet, video: VideoFormat) -> bytes:
    """One picture; its NAL units stay length-prefixed."""
    kind = (_KEY_FRAME if packet.is_key else _INTER_FRAME) << 4
    delay_ms = max(0, packet.pts_ns // MILLISECOND_NS - tag_time_ms(packet))
    delay = delay_ms.to_bytes(3, "big")
    if video.codec is Codec.H264:
        return bytes([kind | _AVC, _CODED_FRAMES]) + delay + packet.data
    four_cc = FOUR_CC[video.codec]
    if video.codec is Codec.HEVC and delay_ms:
        return bytes([_EXTENDED | kind | _CODED_FRAMES]) + four_cc + delay + packet.data
    if video.codec is Codec.HEVC:
        return bytes([_EXTENDED | kind | _CODED_FRAMES_X]) + four_cc + packet.data
    return bytes([_EXTENDED | kind | _CODED_FRAMES]) + four_cc + packet.data


def audio_header(audio: AudioFormat) -> bytes:
    """The sequence header of AAC."""
    return bytes([_AAC, _SEQUENCE_START]) + audio.config


def audio_body(packet: Packet) -> bytes:
    """One AAC frame."""
    return bytes([_AAC, 1]) + packet.data


def metadata(
    video: VideoFormat, audio: AudioFormat | None, encoder: str, starts_ms: int | None = None
) -> bytes:
    """The body of the script tag ``onMetaData``.

    Args:
        video: The video that follows.
        audio: The audio that follows, if there is any.
        encoder: Who made this, e.g. ``Rocket Studio 0.1``.
        starts_ms: What the programme's clock shows where this stream's times, as they are
            shown, are 0; a relay finds by that when words were said.
    """
    four_cc = FOUR_CC.get(video.codec)
    facts = EcmaArray(
        duration=0.0,
        width=float(video.width),
        height=float(video.height),
        framerate=float(video.fps),
        videodatarate=float(video.kbps),
        videocodecid=float(int.from_bytes(four_cc, "big") if four_cc else _AVC),
        encoder=encoder,
    )
    if audio is not None:
        facts.update(
            audiodatarate=float(audio.kbps),
            audiosamplerate=float(audio.sample_rate_hz),
            audiosamplesize=16.0,
            stereo=audio.channels == 2,
            audiocodecid=float(_AAC >> 4),
        )
    if starts_ms is not None:
        facts[_STARTS] = float(starts_ms)
    return encode(_ON_METADATA, facts)


def take_start(body: bytes) -> tuple[bytes, int | None]:
    """Take ``starts_ms`` out of the body of ``onMetaData``, which nobody else needs.

    Returns:
        The body without it, and what it is; the body as it came, and None, if it isn't there.
    """
    if _STARTS.encode() not in body:
        return body, None
    try:
        name, facts = decode(body)
    except (RtmpError, ValueError):
        return body, None
    starts_ms = facts.pop(_STARTS, None) if isinstance(facts, dict) else None
    if not isinstance(starts_ms, float) or not abs(starts_ms) < _MOST_START_MS:
        return body, None
    return encode(name, EcmaArray(cast("dict[str, AmfValue]", facts))), int(starts_ms)


def parse_video(body: bytes) -> VideoTag:
    """Read what a video tag is; an empty or strange one is no key frame of no codec."""
    if not body:
        return VideoTag("", is_key=False, is_header=False)
    is_key = body[0] >> 4 & 7 == _KEY_FRAME
    if body[0] & _EXTENDED:
        four_cc = body[1:5].decode("ascii", "replace")
        return VideoTag(four_cc, is_key, is_header=body[0] & 15 == _SEQUENCE_START)
    if body[0] & 15 != _AVC:
        return VideoTag("", is_key, is_header=False)
    return VideoTag("avc1", is_key, is_header=body[1:2] == b"\0")


def is_audio_header(body: bytes) -> bool:
    """True for the sequence header of AAC or of an extended audio codec."""
    if body[:1] and body[0] >> 4 == _MODE_EXTENDED_AUDIO:
        return body[0] & 15 == _SEQUENCE_START
    return len(body) >= 2 and body[0] >> 4 == _AAC >> 4 and body[1] == 0
