"""What a publisher's tag is, looked at before anything is done with it.

The relay never decodes what strangers send; it reads a few bytes, with limits::

    tag = read_tag(kind, time_ms, body)     # None for what is of no use to anybody
    config = AvcConfig.read(header.body)
"""

from dataclasses import dataclass

from studio.publish.queue import MediaTag
from studio.room.relay.errors import MediaError
from studio.room.relay.sps import picture_size
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import Tag, is_audio_header, parse_video

MAX_HEADER_BYTES = 64 << 10
AVC_HEAD_BYTES, AAC_HEAD_BYTES = 5, 2
_EXTENDED, _FOUR_CC, _EXTENDED_HEAD_BYTES = 0x80, slice(1, 5), 8
_CODED_FRAMES, _CODED_FRAMES_X = 1, 3
_PICTURES = (_CODED_FRAMES, _CODED_FRAMES_X)
_IDR, _SPS = 5, 7
_ON_METADATA = b"\x02\x00\x0aonMetaData"
_AVC, _AAC_FORMAT = 7, 10
_FREQUENCIES: tuple[int, ...] = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050)
_FREQUENCIES += (16000, 12000, 11025, 8000, 7350)
_CHANNELS = (0, 1, 2, 3, 4, 5, 6, 8)


def read_tag(kind: Tag, time_ms: int, body: bytes) -> MediaTag | None:
    """Return the tag with what is known about it, or None if it is of no use.

    Raises:
        MediaError: If it is a header that is too large.
    """
    if kind is Tag.SCRIPT:
        tag = MediaTag(kind, time_ms, body, is_header=True) if _is_metadata(body) else None
    elif kind is Tag.AUDIO:
        tag = MediaTag(kind, time_ms, body, is_header=is_audio_header(body)) if body[1:] else None
    else:
        tag = _video(time_ms, body)
    if tag is not None and tag.is_header and len(body) > MAX_HEADER_BYTES:
        raise MediaError(f"A header has {len(body)} bytes; {MAX_HEADER_BYTES} are the most.")
    return tag


def _is_metadata(body: bytes) -> bool:
    return body.startswith(_ON_METADATA)


def _video(time_ms: int, body: bytes) -> MediaTag | None:
    facts = parse_video(body)
    if not facts.four_cc or (not facts.is_header and len(body) <= AVC_HEAD_BYTES):
        return None  # an old codec, an end of sequence, or nothing
    if body[0] & _EXTENDED and not facts.is_header and body[0] & 15 not in _PICTURES:
        return None  # what is said of colours is flagged as a key frame, too
    if facts.is_header or not facts.is_key or body[0] & _EXTENDED:
        return MediaTag(Tag.VIDEO, time_ms, body, facts.is_key, facts.is_header)
    if body[1] != 1:
        return None
    # What is flagged as a key frame may be one that decoding can't begin with.
    return MediaTag(Tag.VIDEO, time_ms, body, is_key=_has_idr(body))


def _has_idr(body: bytes) -> bool:
    position = AVC_HEAD_BYTES
    while position + 4 < len(body):
        if body[position + 4] & 31 == _IDR:
            return True
        position += 4 + int.from_bytes(body[position : position + 4], "big")
    return False


def composition_ms(body: bytes) -> int:
    """Return how long after its decoding time a picture is shown; 0 for codecs that don't say."""
    if _is_delayed(body):
        delay = int.from_bytes(body[_FOUR_CC.stop : _EXTENDED_HEAD_BYTES], "big")
    elif len(body) >= AVC_HEAD_BYTES and body[0] & 15 == _AVC and not body[0] & _EXTENDED:
        delay = int.from_bytes(body[2:AVC_HEAD_BYTES], "big")
    else:
        return 0
    return delay - (1 << 24) if delay & 0x800000 else delay


def coded_picture(body: bytes) -> bytes:
    """Return what a decoder takes of a picture's tag, in the old header or the extended one."""
    return body[_EXTENDED_HEAD_BYTES if _is_delayed(body) else AVC_HEAD_BYTES :]


def _is_delayed(body: bytes) -> bool:
    """Whether an extended header says when the picture is shown."""
    is_long = len(body) >= _EXTENDED_HEAD_BYTES and bool(body[0] & _EXTENDED)
    return is_long and body[0] & 15 == _CODED_FRAMES and body[_FOUR_CC] in (b"avc1", b"hvc1")


@dataclass(frozen=True, slots=True)
class AvcConfig:
    """The decoder configuration of H.264.

    Attributes:
        record: The whole AVCDecoderConfigurationRecord.
        sps: The first one.
        pps: The first one.
    """

    record: bytes
    sps: bytes
    pps: bytes
    width: int
    height: int

    @property
    def codec(self) -> str:
        """As browsers want it, e.g. ``avc1.64001f``."""
        return f"avc1.{self.sps[1:4].hex()}"

    @classmethod
    def read(cls, body: bytes) -> "AvcConfig":
        """Read the body of a sequence header.

        Raises:
            MediaError: If it is not H.264's or not whole.
        """
        record = body[AVC_HEAD_BYTES:]
        if body[:1] != b"\x17" or len(record) < 8 or record[0] != 1:
            raise MediaError("The video's header is not H.264's.")
        if record[4] & 3 != 3:
            raise MediaError("The video has NAL units without lengths of four bytes.")
        sps, position = _parameter_set(record, 6)
        if not record[5] & 31 or position >= len(record) or not record[position]:
            raise MediaError("The video's header has no parameter sets.")
        pps, _ = _parameter_set(record, position + 1)
        if len(sps) < 4 or sps[0] & 31 != _SPS or not pps:
            raise MediaError("The video's header has no parameter sets.")
        try:
            width, height = picture_size(sps)
        except RtmpError as error:
            raise MediaError(f"The video's header can't be read: {error}") from error
        return cls(record, sps, pps, width, height)


def _parameter_set(record: bytes, position: int) -> tuple[bytes, int]:
    start = position + 2
    end = start + int.from_bytes(record[position:start], "big")
    if end > len(record):
        raise MediaError("The video's header ends in its middle.")
    return record[start:end], end


@dataclass(frozen=True, slots=True)
class AacConfig:
    """The decoder configuration of AAC.

    Attributes:
        config: The AudioSpecificConfig.
        object_type: 2 is AAC-LC.
    """

    config: bytes
    object_type: int
    rate_hz: int
    channels: int

    @property
    def frame_ms(self) -> float:
        """How long one frame of 1024 samples lasts."""
        return 1024_000 / self.rate_hz

    @classmethod
    def read(cls, body: bytes) -> "AacConfig":
        """Read the body of a sequence header.

        Raises:
            MediaError: If it is not AAC's, or of a rate that AAC does not have.
        """
        config = body[AAC_HEAD_BYTES:]
        if len(config) < 2 or body[0] >> 4 != _AAC_FORMAT:
            raise MediaError("The sound's header is not AAC's.")
        bits = int.from_bytes(config[:2], "big")
        object_type, frequency, channels = bits >> 11, bits >> 7 & 15, bits >> 3 & 15
        if frequency >= len(_FREQUENCIES) or not 1 <= channels < len(_CHANNELS):
            raise MediaError("The sound has a rate or channels that can't be relayed.")
        return cls(config, object_type, _FREQUENCIES[frequency], _CHANNELS[channels])
