"""Tests of studio.engine.checks.upload, against real servers on free ports."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from studio.engine.checks.finding import Level
from studio.engine.checks.upload import check_reach, check_upload
from studio.engine.checks.wording import say
from studio.rtmp.handshake import NONCE_BYTES, ServerHandshake

SECRET = "live_123_secret"


class Sink(BaseHTTPRequestHandler):
    """Takes what is posted in chunks; refuses other paths than /take."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        while size := int(self.rfile.readline(), 16):
            self.rfile.read(size + 2)
        self.rfile.readline()
        self.send_response(200 if self.path == "/take" else 405)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def http_port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def one_peer(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that talks to the first who comes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        peer, _ = listener.accept()
        with peer:
            talk(peer)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener.getsockname()[1]
    thread.join()
    listener.close()


def shake_hands(peer: socket.socket) -> None:
    handshake = ServerHandshake(bytes(NONCE_BYTES))
    while not handshake.is_done:
        peer.sendall(handshake.feed(peer.recv(4096)))


def test_measures_what_a_server_takes_by_post(http_port: int) -> None:
    finding = check_upload(f"http://127.0.0.1:{http_port}/take", video_kbps=50, send_s=0.2)
    assert (finding.level, finding.key) == (Level.GOOD, "upload.http")
    assert float(str(finding.values["mbps"])) > 0
    assert float(str(finding.values["sent_mb"])) > 0


def test_a_line_too_slow_for_the_video_is_said_with_a_rate_that_fits(http_port: int) -> None:
    url = f"http://127.0.0.1:{http_port}/take"
    finding = check_upload(url, video_kbps=10**9, send_s=0.1)
    assert (finding.level, finding.key) == (Level.FAIR, "upload.slow")
    kbps = int(str(finding.values["video_kbps"]))
    assert 0 < kbps < 10**9
    assert f"at most {kbps}" in say("upload.slow.do", "en", **finding.values)


def test_an_address_that_takes_no_post_is_said(http_port: int) -> None:
    finding = check_upload(f"http://127.0.0.1:{http_port}/no", video_kbps=50, send_s=0.05)
    assert finding.level is Level.BAD
    assert "answered 405" in str(finding.values["reason"])


def test_does_the_rtmp_handshake() -> None:
    with one_peer(shake_hands) as port:
        finding = check_reach(f"rtmp://127.0.0.1:{port}/live/{SECRET}")
    assert (finding.level, finding.key) == (Level.GOOD, "upload.rtmp")
    assert finding.values["host"] == f"127.0.0.1:{port}"
    assert SECRET not in repr(finding)


def test_a_server_that_hangs_up_or_speaks_something_else_is_said() -> None:
    with one_peer(lambda peer: None) as port:
        finding = check_reach(f"rtmp://127.0.0.1:{port}/live/{SECRET}")
    assert finding.level is Level.BAD
    with one_peer(lambda peer: peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        finding = check_reach(f"rtmp://127.0.0.1:{port}/live/{SECRET}")
    assert finding.level is Level.BAD
    assert SECRET not in repr(finding)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.mark.parametrize("scheme", ["rtmp", "rtmps", "http", "https"])
def test_a_refused_connection_is_said(scheme: str) -> None:
    finding = check_upload(f"{scheme}://127.0.0.1:{free_port()}/live/{SECRET}", video_kbps=4500)
    assert (finding.level, finding.key) == (Level.BAD, "upload.failed")
    assert finding.values["reason"] == "127.0.0.1 can't be reached: connection refused"


@pytest.mark.parametrize("url", ["ftp://host/x/y", "nonsense", "rtmp://host", "http://host:99999/"])
def test_a_strange_address_is_a_sentence(url: str) -> None:
    finding = check_upload(url, video_kbps=4500)
    assert finding.level is Level.BAD
    assert len(str(finding.values["reason"])) > 20


def test_a_server_that_goes_in_the_middle_is_said_without_the_key() -> None:
    with one_peer(shake_hands) as port:
        finding = check_upload(f"rtmp://127.0.0.1:{port}/live/{SECRET}", video_kbps=4500)
    assert (finding.level, finding.key) == (Level.BAD, "upload.failed")
    assert SECRET not in repr(finding)


def test_a_room_s_inner_address_is_said_to_be_one() -> None:
    finding = check_upload(f"ws://127.0.0.1:9/publish/r?token={SECRET}", video_kbps=4500)
    assert "inner address" in str(finding.values["reason"])
    assert SECRET not in repr(finding)
