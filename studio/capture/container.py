"""Opens a media file or a stream and hands out its decoded frames, track by track.

Pictures and sound are asked for separately, each when it is due; packets of the
other track that come in between wait undecoded in a bounded queue::

    media = MediaInput("clip.mp4")
    while (frame := media.video.next()) is not None:
        show(frame, media.time_ns(frame))
    media.seek(0)
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

import av
from av.codec.context import CodecContext, ThreadType
from av.packet import Packet
from av.stream import Discard, Disposition, Stream
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from studio.capture.errors import CaptureError, shown, why

SECOND_NS = 1_000_000_000
_QUEUE_BYTES = 64 << 20
_MAX_BAD_PACKETS = 200
_SINGLE_THREAD_PIXELS_HZ = 1920 * 1088 * 31
_SKIP_EFFORT = 2
_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}

FrameT = TypeVar("FrameT", av.VideoFrame, av.AudioFrame)


@dataclass(frozen=True, slots=True)
class Info:
    """What there is to know of an input; zero or empty where it is unknown."""

    width: int
    height: int
    fps: Fraction
    duration_ns: int
    has_audio: bool
    codec: str


class Track(Generic[FrameT]):
    """One stream of an input: its decoder, and what waits before and behind it.

    Attributes:
        bad_packets: How many could not be decoded.
        dropped_packets: How many were thrown away as nobody asked for them.
    """

    def __init__(
        self,
        target: str,
        stream: Stream,
        decoder: CodecContext,
        decode: Callable[["Packet[Stream] | None"], list[FrameT]],
        demux_one: Callable[[], bool],
    ) -> None:
        self.stream = stream
        self.decoder = decoder
        self.bad_packets = 0
        self.dropped_packets = 0
        self._target = target
        self._decode: Callable[[Packet[Stream] | None], list[FrameT]] = decode
        self._demux_one = demux_one
        self._packets: deque[Packet[Stream]] = deque()
        self._queued_bytes = 0
        self._frames: deque[FrameT] = deque()
        self._bad_in_a_row = 0
        self._is_drained = False

    def next(self) -> FrameT | None:
        """Return the next frame, or None at the end.

        Raises:
            CaptureError: If the input can't be read or decoded any more.
        """
        while not self._frames:
            if self._packets:
                packet = self._packets.popleft()
                self._queued_bytes -= packet.size
                self._feed(packet)
            elif not self._demux_one():
                if self._is_drained:
                    return None
                self._is_drained = True
                self._feed(None)
        return self._frames.popleft()

    def put(self, packet: "Packet[Stream]") -> None:
        """Queue a packet; if too much waits, the oldest goes."""
        self._packets.append(packet)
        self._queued_bytes += packet.size
        while self._queued_bytes > _QUEUE_BYTES and len(self._packets) > 1:
            self._queued_bytes -= self._packets.popleft().size
            self.dropped_packets += 1

    def clear(self) -> None:
        """Forget all that waits, and what the decoder knows of earlier frames."""
        self._packets.clear()
        self._queued_bytes = 0
        self._frames.clear()
        self._is_drained = False
        self.decoder.flush_buffers()

    def _feed(self, packet: "Packet[Stream] | None") -> None:
        try:
            frames = self._decode(packet)
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            self.bad_packets += 1
            self._bad_in_a_row += 1
            if self._bad_in_a_row > _MAX_BAD_PACKETS:
                raise CaptureError(why(error, self._target)) from error
            return
        if frames:
            self._bad_in_a_row = 0
            self._frames.extend(frames)


class MediaInput:
    """An opened file or stream; belongs to one thread.

    Args:
        target: A path or an address, as it is called in error messages too.
        options: For FFmpeg.
        timeout_s: How long opening and each read may take; None is for ever.
        effort: 0 decodes up to 1080p30 on the calling thread, the cheapest in CPU,
            and more than that on several; 1 always on several; 2 leaves out
            pictures that no other needs, 3 all but key frames.
        has_sound: Whether its sound is wanted.

    Raises:
        CaptureError: If it can't be opened or holds neither pictures nor sound.
    """

    def __init__(
        self,
        target: str,
        options: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
        effort: int = 0,
        has_sound: bool = True,
    ) -> None:
        self.target = shown(target)
        try:
            self._container = av.open(target, "r", options=dict(options or {}), timeout=timeout_s)
        except (av.error.FFmpegError, OSError, ValueError) as error:
            reason = why(error, self.target)
            if isinstance(error, av.error.ArgumentError) and "format_whitelist" in (options or {}):
                reason = f"{self.target} is in none of the formats that are played here."
            raise CaptureError(reason) from error
        try:
            self.video = self._video_track(effort)
            self.audio = self._audio_track() if has_sound else None
            self._tracks: dict[int, Track[av.VideoFrame] | Track[av.AudioFrame]] = {
                track.stream.index: track for track in (self.video, self.audio) if track is not None
            }
            self._skip_other_streams()
        except BaseException:
            self._container.close()
            raise
        self._packets = self._demux()

    @property
    def info(self) -> Info:
        """What there is to know of it."""
        duration_ns = (self._container.duration or 0) * 1000
        has_audio = self.audio is not None
        stream = self.video.stream if self.video else None
        if not isinstance(stream, VideoStream):
            codec = self.audio.decoder.name if self.audio else ""
            return Info(0, 0, Fraction(0), duration_ns, has_audio, codec)
        context = stream.codec_context
        fps = stream.average_rate or stream.guessed_rate or Fraction(0)
        return Info(context.width, context.height, fps, duration_ns, has_audio, context.name)

    @property
    def pixel_aspect(self) -> Fraction | None:
        """Width to height of the video's pixels, where that is known."""
        stream = self.video.stream if self.video else None
        return stream.sample_aspect_ratio if isinstance(stream, VideoStream) else None

    @property
    def picture_length_ns(self) -> int | None:
        """How long the pictures of a file are, where the file says so."""
        stream = self.video.stream if self.video else None
        if stream is None or not stream.duration or not stream.time_base:
            return None
        return round(stream.duration * stream.time_base * SECOND_NS)

    def time_ns(self, frame: av.VideoFrame | av.AudioFrame) -> int | None:
        """Return a frame's place, counted from the first picture; None if it has none."""
        if frame.pts is None or not frame.time_base:
            return None
        return nanoseconds(frame.pts, frame.time_base) - self._origin_ns

    def seek(self, position_ns: int) -> None:
        """Go to the key frame at or before a place.

        Raises:
            CaptureError: If this input has no places to go to.
        """
        place = Fraction(position_ns, SECOND_NS) + self._origin
        try:
            self._container.seek(int(place * 1_000_000))
            for track in self._tracks.values():
                track.clear()
        except (av.error.FFmpegError, OSError) as error:
            raise CaptureError(f"{self.target} can't be wound to another place.") from error
        self._packets = self._demux()

    def close(self) -> None:
        """Give decoders and file back."""
        self._packets = iter(())
        self._container.close()

    def _video_track(self, effort: int) -> Track[av.VideoFrame] | None:
        for stream in self._container.streams.video:
            is_cover = bool(stream.disposition & Disposition.attached_pic)
            if is_cover or stream.codec_context is None:
                continue
            decoder = stream.codec_context
            alpha_decoder = _ALPHA_DECODERS.get(decoder.name)
            if alpha_decoder and stream.metadata.get("alpha_mode") == "1":
                decoder = _alpha_decoder(alpha_decoder)
                decoder.extradata = stream.codec_context.extradata
            rate_hz = stream.average_rate or 30
            is_small = decoder.width * decoder.height * rate_hz <= _SINGLE_THREAD_PIXELS_HZ
            is_single = is_small and effort == 0
            decoder.thread_type = ThreadType.NONE if is_single else ThreadType.AUTO
            decoder.thread_count = 1 if is_single else 0
            if effort >= _SKIP_EFFORT:
                decoder.skip_frame = "NONREF" if effort == _SKIP_EFFORT else "NONKEY"
            return Track(self.target, stream, decoder, decoder.decode, self._demux_one)
        return None

    def _audio_track(self) -> Track[av.AudioFrame] | None:
        for stream in self._container.streams.audio:
            if stream.codec_context is not None:
                decoder = stream.codec_context
                return Track(self.target, stream, decoder, decoder.decode, self._demux_one)
        return None

    def _skip_other_streams(self) -> None:
        if not self._tracks:
            raise CaptureError(f"{self.target} holds neither pictures nor sound.")
        for stream in self._container.streams:
            if stream.index not in self._tracks:
                stream.discard = Discard.all
        first = next(iter(self._tracks.values())).stream
        self._origin = (first.start_time or 0) * (first.time_base or Fraction(0))
        self._origin_ns = round(self._origin * SECOND_NS)

    def _demux(self) -> Iterator["Packet[Stream]"]:
        return self._container.demux(*(track.stream for track in self._tracks.values()))

    def _demux_one(self) -> bool:
        """Read one packet into its track's queue; False at the end."""
        try:
            packet = next(self._packets, None)
        except av.error.EOFError:
            return False
        except (av.error.FFmpegError, OSError) as error:
            raise CaptureError(why(error, self.target)) from error
        if packet is None:
            return False
        if packet.dts is not None or packet.size:  # the empty ones only say that the end is near
            self._tracks[packet.stream_index].put(packet)
        return True


def nanoseconds(count: int, time_base: Fraction) -> int:
    """Return how long so many units are, to the nearest nanosecond."""
    unit_ns, per = time_base.numerator * SECOND_NS, time_base.denominator
    return (2 * count * unit_ns + per) // (2 * per)


def _alpha_decoder(name: str) -> VideoCodecContext:
    """FFmpeg's own VP8 and VP9 decoders leave the alpha out."""
    decoder = CodecContext.create(name, "r")
    assert isinstance(decoder, VideoCodecContext)
    return decoder
