"""Tests of studio.engine.checks.stream_speed: to a real RTMP server, over a line of known speed."""

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.engine.checks.finding import Level
from studio.engine.checks.stream_speed import (
    FPS,
    StreamEndedError,
    grey_pictures,
    stream_speed,
)
from studio.engine.checks.upload import check_upload
from studio.engine.checks.wording import say
from studio.rtmp.url import RtmpUrl
from tests.servers import NginxRtmp

BUFFER_BYTES = 16 << 10
SECRET = "s3cret_key"


@contextmanager
def slow_line(port: int, mbps: float) -> Iterator[int]:
    """A way to a local port that carries so much and no more towards it; yields its own port."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)

    def carry() -> None:
        near, _ = listener.accept()
        with near, socket.create_connection(("127.0.0.1", port)) as far:
            back = threading.Thread(target=_copy, args=(far, near))
            back.start()
            _copy(near, far, mbps)
            far.shutdown(socket.SHUT_WR)
            back.join()

    thread = threading.Thread(target=carry)
    thread.start()
    yield int(listener.getsockname()[1])
    thread.join()
    listener.close()


def _copy(source: socket.socket, target: socket.socket, mbps: float = 1000.0) -> None:
    due_s = time.monotonic()
    try:
        while data := source.recv(4096):
            target.sendall(data)
            due_s = max(due_s, time.monotonic() - 0.05) + len(data) * 8 / mbps / 1e6
            time.sleep(max(0.0, due_s - time.monotonic()))
    except OSError:  # whoever measured has hung up
        return


@pytest.mark.slow
@pytest.mark.parametrize("mbps", [2.0, 6.0])
def test_the_speed_of_a_line_is_right_within_a_fifth(tmp_path: Path, mbps: float) -> None:
    with NginxRtmp(tmp_path) as server, slow_line(server.port, mbps) as port:
        speed = stream_speed(RtmpUrl.parse(f"rtmp://127.0.0.1:{port}/live/{SECRET}"))
    assert speed.mbps == pytest.approx(mbps, rel=0.2)
    assert not speed.is_more


@pytest.mark.slow
def test_no_more_than_the_most_is_sent_and_it_is_live_meanwhile(tmp_path: Path) -> None:
    received = tmp_path / "received.flv"
    with NginxRtmp(tmp_path / "server") as server:
        words = ["ffmpeg", "-v", "error", "-y", "-probesize", "100k", "-i", server.url(SECRET)]
        with subprocess.Popen(
            [*words, "-c", "copy", "-flush_packets", "1", str(received)]
        ) as viewer:
            speed = stream_speed(RtmpUrl.parse(server.url(SECRET)), stream_s=3.0, most_kbps=4000)
            viewer.kill()
    assert speed.is_more
    assert speed.mbps == pytest.approx(4.0, rel=0.2)
    assert received.stat().st_size > 100_000
    judged = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(received), "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert judged.stderr == ""


@pytest.mark.slow
def test_a_slow_line_is_said_with_what_the_video_needs(tmp_path: Path) -> None:
    with NginxRtmp(tmp_path) as server, slow_line(server.port, 3.0) as port:
        url = f"rtmp://127.0.0.1:{port}/live/{SECRET}"
        finding = check_upload(url, video_kbps=4500, stream_s=2.0)
    assert (finding.level, finding.key) == (Level.FAIR, "upload.stream_slow")
    said = say(finding.key, "en", **finding.values)
    assert "4.5 Mbit/s of video need 6.4" in said
    assert SECRET not in repr(finding)


@pytest.mark.slow
def test_a_refused_key_is_said_without_it(tmp_path: Path) -> None:
    with NginxRtmp(tmp_path, live="deny publish all;") as server:
        with pytest.raises(StreamEndedError) as told:
            stream_speed(RtmpUrl.parse(server.url(SECRET)), stream_s=1.0)
        assert SECRET not in str(told.value)


def test_padded_pictures_have_the_size_and_begin_with_a_key_frame() -> None:
    video, packets = grey_pictures(20_000)
    assert len(packets) == FPS
    assert packets[0].is_key
    assert {len(each.data) for each in packets} == {20_000}
    assert video.config
