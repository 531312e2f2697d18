"""A destination: the packets of the bus as FLV tags, sent to its push process.

It has no thread: a tag is put together in microseconds, and ``Channel.send``
never waits.  What the push process has not read yet waits in the channel, up to
4 MB; beyond that the rest of the group of pictures is dropped and counted.  The
push process may die and come back: each time the headers go first, and the first
picture is a key frame, which the encoder is asked for::

    destination = Destination("Main", session="9f3c", on_key_wanted=encoder.force_key)
    bus.add(destination)
    channel = Channel.connect(…, on_message=destination.on_message, on_close=destination.on_close)
    destination.attach(channel)
    ...
    destination.end()
    destination.ended.wait(5)

Pictures shown out of order are decoded before time 0 at the start of a session,
which FLV can't say.  All times move by the distance between decoding and showing
of a key frame, which is the same after a restart of the engine; each is rounded
by itself, so nothing drifts.  A destination's time begins when it was started, so the
next engine must be told when that was.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.engine.outputs.gate import KeyFrameGate
from studio.engine.outputs.queue import Format
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model.media import AudioFormat, Packet, VideoFormat
from studio.rtmp import flv

QUEUE_BYTES = 4_000_000
ENCODER_NAME = "Rocket Studio"


@dataclass(frozen=True, slots=True)
class DestinationStatus:
    """What the push process last said of itself.

    Attributes:
        state: ``connecting``, ``live``, ``reconnecting``, ``failed`` or ``ended``.
        reason: A sentence, or "".
        push_dropped: Pictures that the push process threw away.
    """

    state: str = "connecting"
    reason: str = ""
    attempt: int = 0
    bytes: int = 0
    kbps: int = 0
    push_dropped: int = 0
    queue_ms: int = 0
    reconnects: int = 0
    rtt_ms: int = 0


class Destination:
    """An output of the packet bus that a push process sends on.

    Args:
        name: What people call it; never its URL, which holds the stream key.
        session: The id that tells the push process that the stream goes on.
        title: Of the show.
        audio_track: Which audio track goes there.
        start_ns: Session time that is 0 in the stream.
        on_key_wanted: Called when a key frame would help, from any thread.
        on_change: Called with each new state, on the channel's thread.
        queue_bytes: How much may wait for the push process.
    """

    def __init__(
        self,
        name: str,
        *,
        session: str,
        title: str = "",
        audio_track: int = 1,
        start_ns: int = 0,
        on_key_wanted: Callable[[], None] = lambda: None,
        on_change: Callable[[DestinationStatus], None] = lambda status: None,
        queue_bytes: int = QUEUE_BYTES,
    ) -> None:
        self.name = name
        self.ended = threading.Event()
        """Set when the push process has said its farewell to the server."""
        self._session = session
        self._title = title
        self._audio_track = audio_track
        self._start_ns = start_ns
        self._on_key_wanted = on_key_wanted
        self._on_change = on_change
        self._queue_bytes = queue_bytes
        self._lock = threading.Lock()
        self._gate = KeyFrameGate(start_ns)
        self._channel: Channel | None = None
        self._video: VideoFormat | None = None
        self._audio: AudioFormat | None = None
        self._headers_due = True
        self._shift_ns: int | None = None
        self._was_live = False
        self._status = DestinationStatus()

    @property
    def status(self) -> DestinationStatus:
        """What the push process last said."""
        return self._status

    @property
    def frames_dropped(self) -> int:
        """Pictures that never got to the server since the destination started."""
        return self._gate.frames_dropped + self._status.push_dropped

    def attach(self, channel: Channel) -> None:
        """Send to this channel from the next key frame on."""
        with self._lock:
            self._channel = channel
            self._headers_due = True
            self._gate.interrupt()
            self._send(
                {
                    "type": "open",
                    "session": self._session,
                    "fps": float(self._video.fps) if self._video else 0.0,
                    "title": self._title,
                    "was_live": self._was_live,
                }
            )
        self._on_key_wanted()

    def on_close(self, channel: Channel, reason: str) -> None:
        """Take in that the push process is gone; what comes meanwhile is dropped and counted."""
        with self._lock:
            if channel is not self._channel:
                return
            self._channel = None
            self._gate.interrupt()
        self._change(replace(self._status, state="reconnecting", reason=reason))

    def put(self, packet: Packet) -> None:
        """Send a packet, or drop it; never blocks."""
        if packet.track not in (0, self._audio_track):
            return
        with self._lock:
            if self._gate.admits(packet, has_room=self._has_room(packet)):
                self._send_tags(packet)

    def put_format(self, track: int, format: Format) -> None:
        """Send the headers again before the next key frame."""
        with self._lock:
            if track == 0 and isinstance(format, VideoFormat):
                self._video = format
            elif track == self._audio_track and isinstance(format, AudioFormat):
                self._audio = format
            else:
                return
            self._headers_due = True

    def end(self) -> None:
        """Have the push process end the stream in good order; ``ended`` tells when."""
        with self._lock:
            if self._channel is None or not self._send({"type": "end"}):
                self.ended.set()

    def on_message(self, channel: Channel, message: Message) -> None:
        """Take in what the push process says."""
        del channel
        match message["type"]:
            case "key_wanted":
                self._on_key_wanted()
            case "push_state":
                self._change(
                    replace(
                        self._status,
                        state=str(message.get("state", "")),
                        reason=str(message.get("reason", "")),
                        attempt=_number(message, "attempt"),
                    )
                )
            case "push_stats":
                self._status = replace(
                    self._status,
                    bytes=_number(message, "bytes"),
                    kbps=_number(message, "kbps"),
                    push_dropped=_number(message, "dropped_frames"),
                    queue_ms=_number(message, "queue_ms"),
                    reconnects=_number(message, "reconnects"),
                    rtt_ms=_number(message, "rtt_ms"),
                )
            case "ended":
                self.ended.set()

    def _change(self, status: DestinationStatus) -> None:
        self._was_live |= status.state == "live"
        self._status = status
        self._on_change(status)

    def _has_room(self, packet: Packet) -> bool:
        channel = self._channel
        return (
            channel is not None
            and self._video is not None
            and channel.queued_bytes + len(packet.data) <= self._queue_bytes
        )

    def _send_tags(self, packet: Packet) -> None:
        video = self._video
        assert video is not None  # there is no room before the video's format is known
        if self._shift_ns is None:
            self._shift_ns = packet.pts_ns - packet.dts_ns - self._start_ns
        packet = replace(
            packet, pts_ns=packet.pts_ns + self._shift_ns, dts_ns=packet.dts_ns + self._shift_ns
        )
        ts = flv.tag_time_ms(packet)
        if self._headers_due and packet.track == 0 and packet.is_key:
            self._headers_due = False
            self._send_headers(ts, video)
        if packet.track == 0:
            body = flv.video_body(packet, video)
            self._send_tag(flv.Tag.VIDEO, ts, body, key=packet.is_key)
        else:
            self._send_tag(flv.Tag.AUDIO, ts, flv.audio_body(packet), key=True)

    def _send_headers(self, ts: int, video: VideoFormat) -> None:
        assert self._shift_ns is not None  # headers go before a packet that has been placed
        starts_ms = round(-self._shift_ns / flv.MILLISECOND_NS)
        script = flv.metadata(video, self._audio, ENCODER_NAME, starts_ms)
        self._send_tag(flv.Tag.SCRIPT, ts, script, key=False, header=True)
        self._send_tag(flv.Tag.VIDEO, ts, flv.video_header(video), key=True, header=True)
        if self._audio is not None:
            self._send_tag(flv.Tag.AUDIO, ts, flv.audio_header(self._audio), key=True, header=True)

    def _send_tag(
        self, kind: flv.Tag, ts: int, body: bytes, *, key: bool, header: bool = False
    ) -> None:
        self._send(
            {"type": "tag", "kind": int(kind), "ts": ts, "key": key, "header": header, "data": body}
        )

    def _send(self, message: Message) -> bool:
        return self._channel is not None and self._channel.send(message)


def _number(message: Message, name: str) -> int:
    value = message.get(name, 0)
    return int(value) if isinstance(value, int | float) else 0
