"""H.264 as the programme's: its size and rate, no B-frames, a key frame on demand.

encoder = PictureEncoder(target)
encoder.header                                   # the body of its sequence header
body, is_key = encoder.encode(canvas.frame, number, wants_key=True)
"""

from fractions import Fraction

from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType, VideoFrame

from studio.room.relay.target import Target
from studio.rtmp.nal import (
    H264_DELIMITER,
    H264_FILLER,
    H264_PPS,
    H264_SPS,
    avcc,
    length_prefixed,
    split_annexb,
)

KEY_EVERY_S = 2
_ONE_THREAD_PX = 1280 * 720
_NOT_PICTURE = (H264_SPS, H264_PPS, H264_DELIMITER, H264_FILLER)


class PictureEncoder:
    """See the module; belongs to one thread.

    Attributes:
        header: The body of the sequence header.
    """

    def __init__(self, target: Target) -> None:
        self._codec = codec = VideoCodecContext.create("libx264", "w")
        codec.width, codec.height, codec.pix_fmt = target.width, target.height, "yuv420p"
        codec.framerate, codec.time_base = Fraction(target.fps), Fraction(1, target.fps)
        codec.bit_rate = target.kbps * 1000
        codec.gop_size, codec.max_b_frames = KEY_EVERY_S * target.fps, 0
        is_small = target.width * target.height <= _ONE_THREAD_PX
        codec.options = {
            "preset": "veryfast" if is_small else "superfast",
            "tune": "zerolatency",
            "forced-idr": "1",
            "sc_threshold": "0",
            "maxrate": f"{target.kbps}k",
            "bufsize": f"{target.kbps}k",
            "threads": "1" if is_small else "2",
        }
        codec.flags |= Flags.global_header
        codec.open()
        sets = {unit[0] & 31: unit for unit in split_annexb(bytes(codec.extradata or b""))}
        self.header = b"\x17\0\0\0\0" + avcc(sets[H264_SPS], sets[H264_PPS])
        self._time_base = Fraction(1, target.fps)

    def encode(
        self, picture: VideoFrame, number: int, *, wants_key: bool
    ) -> tuple[bytes, bool] | None:
        """Return the body of a tag, and whether it is a key frame; None if nothing came out.

        Args:
            picture: May be changed once this returns.
            number: Of the frame, higher than the last one.
            wants_key: Decoding must be able to begin with it.
        """
        picture.pts, picture.time_base = number, self._time_base
        picture.pict_type = PictureType.I if wants_key else PictureType.NONE
        units: list[bytes] = []
        is_key = False
        for packet in self._codec.encode(picture):
            is_key |= packet.is_keyframe
            units += [
                unit for unit in split_annexb(bytes(packet)) if unit[0] & 31 not in _NOT_PICTURE
            ]
        if not units:
            return None
        return (b"\x17" if is_key else b"\x27") + b"\1\0\0\0" + length_prefixed(units), is_key
