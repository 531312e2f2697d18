"""The encoder thread: takes the picture of each tick and never makes the tick wait.

Pictures wait in a queue of twelve, which the compositor's sixteen buffers allow.
When it is full the encoder is behind, the picture is skipped and counted, and the
timestamps show the gap honestly.  What
breaks is mended here: an encoder that fails is opened again, and if that does not
hold, the next one of the catalog takes over, x264 last.  Each new encoder starts
on a key frame with a new format, so outputs go on::

    encoder = VideoEncoder(settings, on_packet=bus.put, on_format=set_format)
    if not encoder.put(tick.index, nv12):
        skipped += 1
    encoder.force_key()
    encoder.close()

The packets of one picture are handed out on the encoder thread, in decoding
order; ``on_format`` is called there too, before the first packet of that format.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from studio.engine.encoders import catalog
from studio.engine.encoders.catalog import EncoderSpec
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.errors import EncoderError
from studio.engine.encoders.preset import PresetGovernor
from studio.engine.encoders.settings import AUTO, EncoderSettings, Latency
from studio.engine.picture import Plane
from studio.model.media import Packet, VideoFormat
from studio.telemetry.histogram import Histogram
from studio.telemetry.thread_name import show_thread_name

QUEUE_PICTURES = 12

OpenCodec = Callable[[EncoderSpec, EncoderSettings, int], VideoCodec]


class VideoEncoder:
    """A video encoder with its thread.

    Args:
        settings: With an encoder named; ``preset.resolve`` turns "auto" into one.
        on_packet: Gets each packet, on the encoder thread.
        start_index: Tick index of the first picture, of a session that goes on.
        on_format: Gets each new format before the first packet of it.
        on_event: Gets a sentence whenever something happened that a person
            should know.
        may_speed_up: Take a faster preset when the encoder stays behind.
        open_codec: Opens one encoder.

    Raises:
        EncoderError: If the encoder can't be opened with these settings.
    """

    def __init__(
        self,
        settings: EncoderSettings,
        *,
        on_packet: Callable[[Packet], None],
        start_index: int = 0,
        on_format: Callable[[VideoFormat], None] | None = None,
        on_event: Callable[[str], None] | None = None,
        may_speed_up: bool = False,
        open_codec: OpenCodec = VideoCodec,
    ) -> None:
        if settings.encoder == AUTO:
            raise EncoderError("an encoder must be chosen before it is opened (preset.resolve)")
        self._on_packet = on_packet
        self._on_format = on_format or (lambda _: None)
        self._on_event = on_event or (lambda _: None)
        self._open_codec = open_codec
        self._codec = open_codec(catalog.find(settings.encoder), settings, start_index)
        self._governor = PresetGovernor(self._codec.spec.presets) if may_speed_up else None
        self._reported: VideoFormat | None = None
        self._last_dts_ns: int | None = None
        self._since_opened = 0

        self._lock = threading.Condition()
        self._queue: deque[tuple[int, Plane]] = deque()
        self._closing = False
        self._wants_key = False
        self._next_settings: EncoderSettings | None = None
        self.skipped = 0
        self.encoded = 0
        self.failed: str | None = None
        self.encode_times = Histogram()
        self._thread = threading.Thread(target=self._run, name="encode")
        self._thread.start()

    @property
    def format(self) -> VideoFormat | None:
        """The format of the packets that come next; None before the first of some encoders."""
        return self._codec.format

    @property
    def settings(self) -> EncoderSettings:
        """What the encoder runs with now, after all that was mended or adapted."""
        codec = self._codec
        return replace(codec.settings, encoder=codec.spec.id, preset=codec.preset)

    @property
    def queued(self) -> int:
        """Pictures that wait for the encoder."""
        return len(self._queue)

    def put(self, tick_index: int, nv12: Plane) -> bool:
        """Queue the picture of a tick; never blocks.

        Args:
            tick_index: Higher than the last one.
            nv12: ``(height * 3 // 2, width) uint8``, left alone until encoded.

        Returns:
            False if the picture was skipped, because the encoder is behind.
        """
        with self._lock:
            self._observe(len(self._queue))
            if len(self._queue) >= QUEUE_PICTURES or self._closing or self.failed:
                self.skipped += 1
                return False
            self._queue.append((tick_index, nv12))
            self._lock.notify()
            return True

    def force_key(self) -> None:
        """Make the next picture that is encoded a key frame."""
        self._wants_key = True

    def set_kbps(self, kbps: int) -> None:
        """Change the bit rate from the next picture on, which becomes a key frame.

        x264 can't change it inside a stream of constant bit rate, so the encoder
        is opened anew; it hands out first what it still holds.
        """
        with self._lock:
            self._next_settings = replace(self._next_settings or self.settings, kbps=kbps)

    def set_latency(self, latency: Latency) -> None:
        """Hold pictures back or not, from the next one on, which becomes a key frame.

        The parameter sets of x264 stay the same, so outputs and recordings go on.
        """
        with self._lock:
            settings = self._next_settings or self.settings
            if settings.latency is not latency:
                self._next_settings = replace(settings, latency=latency)

    def close(self) -> None:
        """Encode what is queued, hand out every packet, and end the thread."""
        with self._lock:
            self._closing = True
            self._lock.notify()
        self._thread.join()

    def _observe(self, queued: int) -> None:
        if self._governor is None or self._next_settings is not None:
            return
        fullness = queued / QUEUE_PICTURES
        faster = self._governor.observe(time.monotonic_ns(), fullness, self._codec.preset)
        if faster is not None:
            self._next_settings = replace(self.settings, preset=faster)

    def _run(self) -> None:
        show_thread_name()
        while (picture := self._take()) is not None:
            index, nv12 = picture
            try:
                self._adopt_settings(index)
                self._encode(index, nv12)
            except EncoderError as error:
                if not self._mend(error, index, nv12):
                    return
        try:
            self._hand_out(self._codec.flush())
        except EncoderError as error:
            self._on_event(f"{error}; the last pictures are lost")

    def _take(self) -> tuple[int, Plane] | None:
        with self._lock:
            self._lock.wait_for(lambda: self._queue or self._closing)
            return self._queue.popleft() if self._queue else None

    def _encode(self, index: int, nv12: Plane) -> None:
        if key := self._wants_key:  # cleared only then: another thread may just be asking
            self._wants_key = False
        started_ns = time.monotonic_ns()
        packets = self._codec.encode(index, nv12, key=key)
        self.encode_times.record(time.monotonic_ns() - started_ns)
        self.encoded += 1
        self._since_opened += 1
        self._hand_out(packets)

    def _hand_out(self, packets: list[Packet]) -> None:
        for packet in packets:
            if self._codec.format != self._reported and self._codec.format is not None:
                self._reported = self._codec.format
                self._on_format(self._reported)
            if self._last_dts_ns is not None and packet.dts_ns <= self._last_dts_ns:
                # An encoder with B-frames, opened anew, starts before the old one's end.
                packet = replace(packet, dts_ns=min(self._last_dts_ns + 1, packet.pts_ns))
            self._last_dts_ns = packet.dts_ns
            self._on_packet(packet)

    def _adopt_settings(self, index: int) -> None:
        with self._lock:
            settings, self._next_settings = self._next_settings, None
        if settings is None:
            return
        codec = self._open_codec(self._codec.spec, settings, index)
        self._hand_out(self._codec.flush())
        if settings.preset != self._codec.preset:
            self._on_event(
                f"the encoder could not keep up and works with the preset {settings.preset} now, "
                f"after {self._codec.preset}"
            )
        self._use(codec)

    def _use(self, codec: VideoCodec) -> None:
        self._codec = codec
        self._since_opened = 0

    def _mend(self, error: EncoderError, index: int, nv12: Plane) -> bool:
        """Open the encoder again, or the next one, and encode the picture with it."""
        failed, settings, last_error = self._codec.spec, self._codec.settings, error
        # One that failed within its first group of pictures is not worth a second try.
        again = (failed,) if self._since_opened >= settings.key_frame_interval else ()
        for spec in (*again, *catalog.after(failed)):
            if spec is not failed:
                settings = replace(settings, encoder=spec.id, preset=AUTO, options={})
            try:
                self._use(self._open_codec(spec, settings, index))
                self._encode(index, nv12)
            except EncoderError as next_error:
                last_error = next_error
                continue
            how = "was opened again" if spec is failed else f"was replaced by {spec.title}"
            self._on_event(f"{failed.title} failed ({error}) and {how}; a key frame came with it")
            return True
        self.failed = f"no encoder works any more: {last_error}"
        self._on_event(self.failed)
        return False
