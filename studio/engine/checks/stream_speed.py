"""How fast a server takes a stream: a real publish for a few seconds, as fast as the line goes.

A grey picture is encoded, and each of its frames padded with filler NAL units, which decoders
skip, to what MOST_KBPS would be.  What does not go through in time is left out, as live; the
rate of the later part counts, when no buffer on the way swallows any more.  It is live there
meanwhile, so only who gave an address with its key has it done::

    speed = stream_speed(RtmpUrl.parse("rtmp://live.example.com/app/key"))
    speed.mbps, speed.is_more
"""

import os
import select
import socket
import ssl
import struct
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from studio.engine.encoders.catalog import X264
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.settings import EncoderSettings
from studio.model.errors import StudioError
from studio.model.media import Packet, VideoFormat
from studio.rtmp.client import PublishClient, Refused, Step
from studio.rtmp.flv import Tag, metadata, tag_time_ms, video_body, video_header
from studio.rtmp.handshake import NONCE_BYTES
from studio.rtmp.url import RtmpUrl

STREAM_S = 6.0
COUNTED_FROM = 0.4
"""The part of the time that goes by before anything counts: buffers fill, TCP finds its pace."""
MOST_KBPS = 20_000
"""More is sent to nobody: platforms end streams that are far above what they allow."""
FPS = 30
PICTURE = (640, 360)
STEP_TIMEOUT_S, LINGER_S = 5.0, 2.0
UNSENT_BYTES = 64 << 10
_TCP_NOTSENT_LOWAT = 25  # Linux; socket has no name for it in Python 3.11
_FILLER = 12


class StreamEndedError(StudioError):
    """The server refused or ended the stream; the text says how."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What came of it.

    Attributes:
        is_more: The line may carry more; no more was tried.
        connect_ms: Until the server took the connection.
    """

    mbps: float
    is_more: bool
    connect_ms: int


def stream_speed(url: RtmpUrl, stream_s: float = STREAM_S, most_kbps: int = MOST_KBPS) -> Speed:
    """Stream there for a while and measure.

    Raises:
        StreamEndedError: If the server says no, or hangs up.
        OSError: If it can't be reached, or takes nothing.
    """
    video, packets = grey_pictures(most_kbps * 1000 // 8 // FPS)
    begun_s = time.monotonic()
    with socket.create_connection((url.host, url.port), STEP_TIMEOUT_S) as plain:
        connect_ms = round((time.monotonic() - begun_s) * 1000)
        _tune(plain)
        if not url.is_tls:
            mbps = _Stream(plain, url).measure(video, packets, stream_s)
        else:
            context = ssl.create_default_context()
            with context.wrap_socket(plain, server_hostname=url.host) as safe:
                mbps = _Stream(safe, url).measure(video, packets, stream_s)
    return Speed(mbps, mbps * 1000 >= most_kbps * 0.93, connect_ms)


def grey_pictures(frame_bytes: int) -> tuple[VideoFormat, list[Packet]]:
    """Return a second of a grey picture, each frame padded to a size; it can be repeated."""
    width, height = PICTURE
    settings = EncoderSettings(width, height, Fraction(FPS), 1000)
    codec = VideoCodec(X264, settings)
    grey = np.full((height * 3 // 2, width), 128, np.uint8)
    packets = [each for index in range(FPS) for each in codec.encode(index, grey, key=index == 0)]
    packets += codec.flush()
    assert codec.format is not None
    return codec.format, [replace(each, data=padded(each.data, frame_bytes)) for each in packets]


def padded(data: bytes, size: int) -> bytes:
    """Return the NAL units of a picture with one of filler behind them."""
    filler = max(0, size - len(data) - 6)
    unit = bytes([_FILLER]) + b"\xff" * filler + b"\x80"
    return data + struct.pack(">I", len(unit)) + unit


class _Stream:
    """One publish over a connected socket."""

    def __init__(self, connection: socket.socket, url: RtmpUrl) -> None:
        connection.settimeout(STEP_TIMEOUT_S)
        self._connection = connection
        self._url = url
        self._client = PublishClient(url, os.urandom(NONCE_BYTES))
        self._sent_bytes = 0

    def measure(self, video: VideoFormat, packets: Sequence[Packet], stream_s: float) -> float:
        """Publish, and return the Mbit/s that went through in the later part."""
        try:
            mbps = self._measured(video, packets, stream_s)
        except (BrokenPipeError, ConnectionResetError, ConnectionAbortedError):
            raise self._hung_up() from None
        self._leave()
        return mbps

    def _measured(self, video: VideoFormat, packets: Sequence[Packet], stream_s: float) -> float:
        self._publish()
        self._send(Tag.SCRIPT, 0, metadata(video, None, "RocketStudio doctor"))
        self._send(Tag.VIDEO, 0, video_header(video))
        begun_s = time.monotonic()
        counted: tuple[float, int] | None = None
        index = 0
        while (now_s := time.monotonic() - begun_s) < stream_s:
            if counted is None and now_s >= stream_s * COUNTED_FROM:
                counted = now_s, self._sent_bytes
            packet = packets[index % len(packets)]
            time_ms = max(0, round(index * 1000 / FPS))
            delay_ns = packet.pts_ns - packet.dts_ns
            due = replace(packet, dts_ns=time_ms * 1_000_000, pts_ns=time_ms * 1_000_000 + delay_ns)
            self._send(Tag.VIDEO, tag_time_ms(due), video_body(due, video))
            self._read(0.0)
            index += 1
            time.sleep(max(0.0, begun_s + index / FPS - time.monotonic()))
        ended_s, ended_bytes = time.monotonic() - begun_s, self._sent_bytes
        since_s, since_bytes = counted or (0.0, 0)
        return (ended_bytes - since_bytes) * 8 / (ended_s - since_s) / 1e6

    def _leave(self) -> None:
        """Say that it is over, and let the server read that before the connection goes."""
        with suppress(OSError):
            self._client.finish()
            self._flush()
            self._connection.shutdown(socket.SHUT_WR)
            self._connection.settimeout(LINGER_S)
            while self._connection.recv(65536):
                pass

    def _hung_up(self) -> StreamEndedError:
        where = self._url.redacted()
        if self._client.step is Step.PUBLISH:
            return StreamEndedError(f"{where} hung up at the stream key: is it right and free?")
        return StreamEndedError(f"{where} ended the stream.")

    def _publish(self) -> None:
        deadline_s = time.monotonic() + STEP_TIMEOUT_S
        self._flush()
        while self._client.step is not Step.LIVE:
            left_s = deadline_s - time.monotonic()
            if left_s <= 0:
                raise TimeoutError
            self._read(left_s)

    def _read(self, patience_s: float) -> None:
        """Take what the server says, if it says something within a time."""
        has_rest = isinstance(self._connection, ssl.SSLSocket) and self._connection.pending()
        if not has_rest and not select.select([self._connection], [], [], patience_s)[0]:
            return
        data = self._connection.recv(65536)
        if not data:
            raise self._hung_up()
        for event in self._client.feed(data):
            if isinstance(event, Refused):
                raise StreamEndedError(event.reason)
        self._flush()

    def _send(self, kind: Tag, time_ms: int, body: bytes) -> None:
        self._client.send_tag(kind, time_ms, body)
        self._flush()

    def _flush(self) -> None:
        data = self._client.data_to_send()
        if data:
            self._connection.sendall(data)
            self._sent_bytes += len(data)


def _tune(connection: socket.socket) -> None:
    """Keep little unsent in the system, or its buffer is what would be measured."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "linux":
        connection.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, UNSENT_BYTES)
    else:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNSENT_BYTES)
