"""One opened video encoder: NV12 pictures in, packets of the session out.

A thin cover over PyAV that does what every encoder needs the same way, and is
used by the encoder thread and by the probe alike::

    codec = VideoCodec(catalog.X264, settings)
    for index, nv12 in pictures:
        for packet in codec.encode(index, nv12):
            ...
    codec.flush()

``from_numpy_buffer`` takes the picture without a copy and holds the array until
the encoder has let go of it.  It reads the height from the rows as ``rows // 6 * 4``
(PyAV 18.1), so where the height is no multiple of four the planes go in one by one.
Timestamps are computed from the tick index in exact arithmetic: the nanoseconds
of a tick are the same however it came here.
"""

from collections.abc import Iterable
from fractions import Fraction

import av
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext
from av.video.frame import PictureType
from av.video.stream import VideoStream

from studio.engine.encoders import x264_options
from studio.engine.encoders.catalog import X264, X264_OPTS, X264_PARAMS, EncoderSpec
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.h264 import decoder_config, packet_data
from studio.engine.encoders.settings import EncoderSettings
from studio.engine.picture import Plane
from studio.model.media import SECOND_NS, Codec, Packet, VideoFormat

BT_709 = 1
LIMITED_RANGE = 1


class VideoCodec:
    """An encoder that is open.

    Not thread-safe: one thread owns it.

    Args:
        spec: Which encoder.
        settings: What it shall do; its ``encoder`` is not looked at.
        start_index: Tick index that the encoder is shown as 0.

    Raises:
        EncoderError: If it can't be opened here.
    """

    def __init__(self, spec: EncoderSpec, settings: EncoderSettings, start_index: int = 0) -> None:
        self.spec = spec
        self.settings = settings
        self.preset = spec.preset(settings)
        self._start_index = start_index
        self._context = _opened(spec, settings)
        extradata = self._context.extradata
        self._config = decoder_config(extradata) if extradata else None

    @property
    def format(self) -> VideoFormat | None:
        """What a decoder must know; None until an encoder without a header has begun."""
        if self._config is None:
            return None
        settings = self.settings
        return VideoFormat(
            Codec.H264, settings.width, settings.height, settings.fps, settings.kbps, self._config
        )

    def encode(self, index: int, nv12: Plane, *, key: bool = False) -> list[Packet]:
        """Encode the picture of one tick.

        Args:
            index: Tick index, higher than the last one.
            nv12: ``(height * 3 // 2, width) uint8``; not changed afterwards.
            key: Make it a key frame that decoding can start from.

        Raises:
            EncoderError: If the encoder fails, or the picture has the wrong size.
        """
        frame = self._frame(nv12)
        frame.pts = index - self._start_index
        frame.time_base = 1 / self.settings.fps
        if key:
            frame.pict_type = PictureType.I
        return self._packets(frame)

    def flush(self) -> list[Packet]:
        """Return what the encoder still holds; it takes no picture after that."""
        return self._packets(None)

    def _frame(self, nv12: Plane) -> av.VideoFrame:
        width, height = self.settings.width, self.settings.height
        if nv12.shape != (height * 3 // 2, width):
            raise EncoderError(
                f"the encoder is set to {width}x{height} and got a picture of another size"
            )
        if height % 4 == 0:
            return av.VideoFrame.from_numpy_buffer(nv12, "nv12")
        planes = nv12 if nv12.flags.writeable else nv12.copy()  # DLPack knows no read-only
        chroma = planes[height:].reshape(height // 2, width // 2, 2)
        return av.VideoFrame.from_dlpack((planes[:height], chroma), "nv12")

    def _packets(self, frame: av.VideoFrame | None) -> list[Packet]:
        try:
            return [self._packet(packet) for packet in self._context.encode(frame)]
        except av.FFmpegError as error:
            raise EncoderError(
                f"{self.spec.title} failed while encoding: {error.strerror or error}"
            ) from error

    def _packet(self, packet: "av.Packet[VideoStream]") -> Packet:
        annex_b = bytes(packet)
        if packet.is_keyframe:  # parameter sets in the stream go before the header's
            self._config = decoder_config(annex_b) or self._config
        pts = packet.pts if packet.pts is not None else 0
        dts = packet.dts if packet.dts is not None else pts
        shown_ns = self._ns(pts)
        return Packet(
            track=0,
            pts_ns=shown_ns,
            dts_ns=self._ns(dts),
            duration_ns=self._ns(pts + 1) - shown_ns,
            is_key=packet.is_keyframe,
            data=packet_data(annex_b),
        )

    def _ns(self, pts: int) -> int:
        fps = self.settings.fps
        return (self._start_index + pts) * SECOND_NS * fps.denominator // fps.numerator


def _opened(spec: EncoderSpec, settings: EncoderSettings) -> VideoCodecContext:
    try:
        context = av.CodecContext.create(spec.id, "w")
    except ValueError as error:  # UnknownCodecError
        raise EncoderError(f"this program was built without {spec.title} ({spec.id})") from error
    assert isinstance(context, VideoCodecContext)
    context.width, context.height = settings.width, settings.height
    context.pix_fmt = "nv12"
    context.time_base = 1 / settings.fps
    context.framerate = settings.fps
    context.sample_aspect_ratio = Fraction(1)
    context.bit_rate = settings.kbps * 1000
    context.gop_size = settings.key_frame_interval
    context.max_b_frames = settings.b_frames
    context.thread_count = settings.threads
    context.color_primaries = context.color_trc = context.colorspace = BT_709
    context.color_range = LIMITED_RANGE
    context.flags |= int(Flags.global_header | Flags.closed_gop)
    names = context.supported_options
    known = {option.name for option in (*names.generic, *names.private)}
    context.options = _merged(spec, settings, known)
    try:
        context.open()
    except (av.FFmpegError, ValueError) as error:
        raise EncoderError(_why_not(spec, settings, error)) from error
    return context


def _why_not(spec: EncoderSpec, settings: EncoderSettings, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or error
    given = ", ".join(f"{name}={value}" for name, value in settings.options.items())
    asked = f", asked for {given}" if given else ""
    return f"{spec.title} ({spec.id}) does not open here ({reason}{asked}); it needs {spec.needs}"


def _merged(spec: EncoderSpec, settings: EncoderSettings, known: Iterable[str]) -> dict[str, str]:
    """Put the user's options over ours; x264's own names go through x264-params.

    Raises:
        EncoderError: If the encoder has no option of that name.
    """
    known = frozenset(known) - {X264_PARAMS, X264_OPTS}
    options = spec.options(settings)
    own: dict[str, str] = {}
    for name, value in settings.options.items():
        if name in known:
            options[name] = value
        elif spec is not X264:
            raise EncoderError(f"{spec.title} has no option “{name}”: take it out of the options")
        else:
            own |= x264_options.split(
                value if name in (X264_PARAMS, X264_OPTS) else f"{name}={value}"
            )
    if own:
        x264_options.check(own)
        params = [f"{name}={value}" for name, value in own.items()]
        options[X264_PARAMS] = ":".join([options[X264_PARAMS], *params])
    return options
