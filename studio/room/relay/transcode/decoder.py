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
from studio.room.relay.decoders import decoder_of
from studio.room.relay.tags import AVC_HEAD_BYTES, coded_picture, composition_ms

log = logging.getLogger(__name__)

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
        name = decoder_of(body)
        if name is None:
            log.error("pictures of the kind %r can't be decoded", body[:AVC_HEAD_BYTES])
            self._codec = None
            return
        self._codec = codec = cast(VideoCodecContext, av.CodecContext.create(name, "r"))
        codec.extradata = body[AVC_HEAD_BYTES:]
        codec.thread_count = 1  # a second one would hold a picture back

    def decode(self, tag: MediaTag) -> list[VideoFrame]:
        """Return the pictures that a tag brings; none for what is broken."""
        if self._codec is None or not (self._may_begin or tag.is_key):
            return []
        packet = av.Packet(coded_picture(tag.body))
        packet.pts, packet.dts = tag.time_ms + composition_ms(tag.body), tag.time_ms
        packet.time_base = _MILLISECOND
        try:
            pictures = self._codec.decode(packet)
        except av.FFmpegError as error:
            log.warning("a picture can't be decoded: %s", error)
            self.is_lost, self._may_begin = True, False
            return []
        self.is_lost, self._may_begin = False, True
        return pictures
