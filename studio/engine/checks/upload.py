"""How well does a server take what we send?

An http or https address is sent random bytes by POST for about two seconds, which
gives a speed.  An rtmp or rtmps address is connected, and the RTMP handshake done,
which tells that a server is there and how far away it is: pushing filler for a
speed would need a stream key and would show up as a stream.  The key is neither
sent nor shown::

    finding = check_upload("rtmps://live.example.com/app/key", video_kbps=4500)
"""

import http.client
import os
import socket
import ssl
import time
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from studio.engine.checks.finding import Finding, Level
from studio.model.errors import StudioError
from studio.rtmp.handshake import NONCE_BYTES, ClientHandshake
from studio.rtmp.url import RtmpUrl

STEP_TIMEOUT_S = 5.0
SEND_S = 2.0
CHUNK_BYTES = 64 * 1024
MOST_BYTES = 100_000_000
USABLE_SHARE = 0.7
"""Of the measured speed, for video: the rest is sound, and room for bad moments."""


def check_upload(url: str, video_kbps: int, send_s: float = SEND_S) -> Finding:
    """Measure what can be measured, and say what that was."""
    parts = urlsplit(url)
    try:
        if parts.scheme in ("http", "https"):
            return _http(parts, video_kbps, send_s)
        return _rtmp(RtmpUrl.parse(url))
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
