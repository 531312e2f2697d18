"""A publisher's pictures, decoded: H.264 in FLV's old header, HEVC, AV1 and VP9 in the extended.

decoder = PictureDecoder()
decoder.configure(header_body)
for picture in decoder.decode(tag): picture.pts     # in ms, when it is shown
"""

import logging
from fractions import Fraction
from typing import cast

import av
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from studio.publish.queue import MediaTag
from studio.room.relay.tags import AVC_HEAD_BYTES, composition_ms

log = logging.getLogger(__name__)

_EXTENDED, _FOUR_CC = 0x80, slice(1, 5)
_CODED_FRAMES = 1
_WITH_DELAY = (b"avc1", b"hvc1")
_NAMES = {
    b"avc1": "h264",
    b"hvc1": "hevc",
    b"av01": "libdav1d",
    b"vp09": "vp9",
}
_MILLISECOND = Fraction(1, 1000)


class PictureDecoder:
    """See the module; belongs to one thread.

    Attributes:
        is_lost: Something was broken: nothing comes before the next key frame.
    """

    def __init__(self) -> None:
        self.is_lost = False
        self._may_begin = False
        self._codec: VideoCodecContext | None = None
        self._header = b""

    def configure(self, body: bytes) -> None:
        """Take a sequence header; what can't be decoded is told in the log."""
        if body == self._header:
            return
        self._header, self._may_begin = body, False
        is_extended = bool(body[0] & _EXTENDED)
        name = _NAMES.get(body[_FOUR_CC]) if is_extended else "h264"
        if name is None:
            log.error("pictures of the kind %r can't be decoded", body[_FOUR_CC])
            self._codec = None
            return
        self._codec = codec = cast(VideoCodecContext, av.CodecContext.create(name, "r"))
        codec.extradata = body[AVC_HEAD_BYTES:]
        codec.thread_count = 1  # a second one would hold a picture back

    def decode(self, tag: MediaTag) -> list[VideoFrame]:
        """Return the pictures that a tag brings; none for what is broken."""
        if self._codec is None or not (self._may_begin or tag.is_key):
            return []
        data, delay_ms = _data(tag.body)
        packet = av.Packet(data)
        packet.pts, packet.dts = tag.time_ms + delay_ms, tag.time_ms
        packet.time_base = _MILLISECOND
        try:
            pictures = self._codec.decode(packet)
        except av.FFmpegError as error:
            log.warning("a picture can't be decoded: %s", error)
            self.is_lost, self._may_begin = True, False
            return []
        self.is_lost, self._may_begin = False, True
        return pictures


def _data(body: bytes) -> tuple[bytes, int]:
    """Return what a decoder takes, and how long after its time the picture is shown, in ms."""
    if not body[0] & _EXTENDED:
        return body[AVC_HEAD_BYTES:], composition_ms(body)
    if body[0] & 15 == _CODED_FRAMES and body[_FOUR_CC] in _WITH_DELAY:
        return body[8:], int.from_bytes(body[5:8], "big")
    return body[5:], 0
