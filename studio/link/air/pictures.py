"""From H.264 as browsers send it to the tags of a publish: nothing is encoded anew.  Pure.

A browser sends its parameter sets before each key frame, among the picture's units; FLV wants
them in a header, and lengths in place of start codes.  There are no B-frames in WebRTC, so that
the order of pictures is that of their times::

    pictures = PictureTags()
    for tag in pictures.tags(encoded, at_ns): …
"""

from fractions import Fraction

import av

from studio.link.picture_packets import EncodedPicture
from studio.model.media import Codec, Packet, VideoFormat
from studio.publish import MediaTag, Tag
from studio.rtmp.errors import RtmpError
from studio.rtmp.flv import video_body, video_header
from studio.rtmp.nal import H264_IDR, H264_PPS, H264_SPS, avcc, length_prefixed, split_annexb

_SLICE = 1
_USUAL_FPS, _USUAL_KBPS = 30, 2500


class PictureTags:
    """See the module.

    Attributes:
        format: Of the pictures; None before the first key frame.
        useless: Pictures that could not be passed on.
    """

    def __init__(self) -> None:
        self.format: VideoFormat | None = None
        self.useless = 0
        self._sets: tuple[bytes, bytes] | None = None

    def tags(self, encoded: EncodedPicture, at_ns: int) -> list[MediaTag]:
        """Return what a picture becomes: a header before it where its parameters are others."""
        if encoded.is_vp8:
            self.useless += 1
            return []
        units = split_annexb(encoded.data)
        out = self._headers(units, encoded, at_ns)
        slices = [unit for unit in units if unit[0] & 31 in (_SLICE, H264_IDR)]
        if self.format is None or not slices:
            self.useless += 1
            return out
        packet = Packet(0, at_ns, at_ns, 0, encoded.is_key, length_prefixed(slices))
        body = video_body(packet, self.format)
        return [*out, MediaTag(Tag.VIDEO, at_ns // 1_000_000, body, is_key=encoded.is_key)]

    def _headers(self, units: list[bytes], encoded: EncodedPicture, at_ns: int) -> list[MediaTag]:
        sps = next((unit for unit in units if unit[0] & 31 == H264_SPS), None)
        pps = next((unit for unit in units if unit[0] & 31 == H264_PPS), None)
        if sps is None or pps is None or (sps, pps) == self._sets:
            return []
        try:
            config = avcc(sps, pps)
        except RtmpError:
            return []
        width, height = _size(encoded.data)
        fps = Fraction(_USUAL_FPS)
        self._sets = sps, pps
        self.format = VideoFormat(Codec.H264, width, height, fps, _USUAL_KBPS, config)
        body = video_header(self.format)
        return [MediaTag(Tag.VIDEO, at_ns // 1_000_000, body, is_header=True)]


def _size(key_frame: bytes) -> tuple[int, int]:
    """Return the size of a picture; 0 if a decoder does not know."""
    codec = av.CodecContext.create("h264", "r")
    try:
        frames = [*codec.decode(av.Packet(key_frame)), *codec.decode(None)]
    except av.FFmpegError:
        return 0, 0
    return (frames[0].width, frames[0].height) if frames else (0, 0)
