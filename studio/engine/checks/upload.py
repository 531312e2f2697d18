"""How well does a server take what we send?

An http or https address is sent random bytes by POST for about two seconds; to an rtmp or
rtmps address with its key a stream goes for some seconds (see stream_speed): it is live there
meanwhile, so ``check_upload`` is for who asked for that.  ``check_reach`` only connects and
shakes hands, which tells that a server is there and how far away it is.  The key is not shown::

    finding = check_upload("rtmps://live.example.com/app/key", video_kbps=4500)
    finding = check_reach("rtmps://live.example.com/app/any")
"""

import http.client
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, urlsplit

from studio.engine.checks.finding import Finding, Level
from studio.engine.checks.stream_speed import STREAM_S, stream_speed
from studio.model.errors import StudioError
from studio.rtmp.handshake import NONCE_BYTES, ClientHandshake
from studio.rtmp.relay_url import RelayUrl, parse_destination
from studio.rtmp.url import RtmpUrl

STEP_TIMEOUT_S = 5.0
SEND_S = 2.0
CHUNK_BYTES = 64 * 1024
MOST_BYTES = 100_000_000
USABLE_SHARE = 0.7
"""Of the measured speed, for video: the rest is sound, and room for bad moments."""


def check_upload(
    url: str, video_kbps: int, send_s: float = SEND_S, stream_s: float = STREAM_S
) -> Finding:
    """Measure how fast a server takes what is sent there; a stream is live meanwhile."""
    parts = urlsplit(url)
    if parts.scheme in ("http", "https"):
        return _said(url, lambda: _http(parts, video_kbps, send_s))
    return _said(url, lambda: _stream(parse_destination(url), video_kbps, stream_s))


def check_reach(url: str) -> Finding:
    """Find out whether an RTMP server is there, and how far away; nothing is streamed."""
    return _said(url, lambda: _rtmp(RtmpUrl.parse(url)))


def _said(url: str, measure: Callable[[], Finding]) -> Finding:
    """Have something measured, and turn what goes wrong into a sentence."""
    parts = urlsplit(url)
    try:
        return measure()
    except StudioError as error:
        return _failed(str(error))
    except (OSError, http.client.HTTPException, ValueError) as error:
        host = parts.hostname or "the server"
        return _failed(f"{host} can't be reached: {_plain(error)}")


def _http(parts: SplitResult, video_kbps: int, send_s: float) -> Finding:
    connect = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    host = parts.hostname or ""
    connection = connect(host, parts.port, timeout=STEP_TIMEOUT_S)
    sent = [0]

    def body() -> Iterator[bytes]:
        chunk = os.urandom(CHUNK_BYTES)  # nothing on the way can make it smaller
        end_s = time.monotonic() + send_s
        while time.monotonic() < end_s and sent[0] < MOST_BYTES:
            sent[0] += len(chunk)
            yield chunk

    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        started_s = time.monotonic()
        connection.request("POST", path, body(), {"Content-Type": "application/octet-stream"})
        status = connection.getresponse().status
        took_s = time.monotonic() - started_s
    finally:
        connection.close()
    if status >= 300:
        return _failed(f"{host} took the data, but answered {status}: give it an address for POST")
    mbps = sent[0] * 8 / took_s / 1e6
    values: dict[str, object] = {
        "host": host,
        "mbps": round(mbps, 1),
        "sent_mb": round(sent[0] / 1e6, 1),
        "video_kbps": int(mbps * 1000 * USABLE_SHARE),
    }
    if mbps * 1000 * USABLE_SHARE < video_kbps:
        return Finding("upload", Level.FAIR, "upload.slow", values)
    return Finding("upload", Level.GOOD, "upload.http", values)


def _stream(url: RtmpUrl | RelayUrl, video_kbps: int, stream_s: float) -> Finding:
    if isinstance(url, RelayUrl):
        return _failed(
            f"{url.redacted()} is a room's inner address: measure with the rtmp address of its page"
        )
    speed = stream_speed(url, stream_s)
    usable_kbps = int(speed.mbps * 1000 * USABLE_SHARE)
    values: dict[str, object] = {
        "host": f"{url.host}:{url.port}",
        "mbps": round(speed.mbps, 1),
        "seconds": round(stream_s),
        "connect_ms": speed.connect_ms,
        "video_kbps": usable_kbps,
        "wanted_mbps": video_kbps / 1000,
        "need_mbps": round(video_kbps / 1000 / USABLE_SHARE, 1),
    }
    if usable_kbps < video_kbps:
        return Finding("upload", Level.FAIR, "upload.stream_slow", values)
    key = "upload.stream_most" if speed.is_more else "upload.stream"
    return Finding("upload", Level.GOOD, key, values)


def _rtmp(url: RtmpUrl) -> Finding:
    started_s = time.monotonic()
    with socket.create_connection((url.host, url.port), STEP_TIMEOUT_S) as plain:
        connected_s = time.monotonic()
        if url.is_tls:
            with ssl.create_default_context().wrap_socket(plain, server_hostname=url.host) as safe:
                _shake_hands(safe)
        else:
            _shake_hands(plain)
    values: dict[str, object] = {
        "host": f"{url.host}:{url.port}",
        "connect_ms": round((connected_s - started_s) * 1000),
        "handshake_ms": round((time.monotonic() - connected_s) * 1000),
    }
    return Finding("upload", Level.GOOD, "upload.rtmp", values)


def _shake_hands(connection: socket.socket) -> None:
    connection.settimeout(STEP_TIMEOUT_S)
    deadline_s = time.monotonic() + STEP_TIMEOUT_S
    handshake = ClientHandshake(os.urandom(NONCE_BYTES))
    connection.sendall(handshake.start())
    while not handshake.is_done:
        data = connection.recv(4096)
        if not data:
            raise OSError("it closed the connection in the RTMP handshake")
        if time.monotonic() > deadline_s:
            raise TimeoutError
        connection.sendall(handshake.feed(data))


def _failed(reason: str) -> Finding:
    return Finding("upload", Level.BAD, "upload.failed", {"reason": reason})


def _plain(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {STEP_TIMEOUT_S:.0f} s"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate can't be trusted ({error.verify_message})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error) or type(error).__name__
