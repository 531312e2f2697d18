"""Each process of a live session killed in turn: what the viewers see of it."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.bench.subscriber import Subscriber
from tests.e2e.ffprobe import missing_frames, packets
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BUSY = 3
"""A figure may be missed by so much here, as other work shares the machine."""

AWHILE_S = 4
"""How long a session goes on after a fault, so that there is something to look at."""


@pytest.fixture
def dead_end() -> Iterator[str]:
    """The address of a peer that accepts and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"rtmp://127.0.0.1:{listener.getsockname()[1]}/live/key"


def connections(pid: int, port: int) -> set[int]:
    """Return our ends of the connections that a process has to a port."""
    found = psutil.Process(pid).net_connections("tcp")
    return {each.laddr.port for each in found if each.raddr and each.raddr.port == port}


def test_without_its_supervisor_a_session_goes_on_and_can_be_found_and_ended(
    tmp_path: Path, cheap: list[str], server: NginxRtmp
) -> None:
    recording = tmp_path / "live.mkv"
    words = [*cheap, "--to", server.url(), "--record", str(recording)]
    with Subscriber(tmp_path / "s", server.url()) as viewer, LiveStudio(tmp_path, words) as studio:
        assert viewer.first_video.wait(PATIENCE_S)
        engine = studio.pid("engine")
        os.kill(studio.process.pid, signal.SIGKILL)
        time.sleep(AWHILE_S)
        assert studio.pid("engine") == engine
        assert "Live for" in studio.command("status")
        studio.command("end")
    assert missing_frames(packets(recording)) <= studio.lost_frames
    assert len(viewer.segments) == 1


def test_an_engine_that_dies_is_live_again_on_the_same_connection(
    tmp_path: Path, cheap: list[str], server: NginxRtmp
) -> None:
    words = [*cheap, "--to", server.url()]
    with Subscriber(tmp_path / "s", server.url()) as viewer, LiveStudio(tmp_path, words) as studio:
        assert viewer.first_video.wait(PATIENCE_S)
        time.sleep(AWHILE_S)
        connection = connections(studio.pid("push-1"), server.port)
        studio.kill("engine")
        seen = len(viewer.arrivals[0])
        killed_ns = time.monotonic_ns()
        while not (
            back := [
                each
                for each in viewer.arrivals[0][seen:]
                if each.is_video and each.at_ns > killed_ns + 500_000_000
            ]
        ):
            assert time.monotonic_ns() - killed_ns < PATIENCE_S * 1e9, studio.text
            time.sleep(0.1)
        assert (back[0].at_ns - killed_ns) / 1e9 < 3 * BUSY
        time.sleep(AWHILE_S)
        assert connections(studio.pid("push-1"), server.port) == connection
        assert len(connection) == 1
    assert len(viewer.segments) == 1
    times = [each.dts_ms for each in viewer.arrivals[0] if each.is_video]
    assert times == sorted(times)
    shown_s, passed_s = (
        (times[-1] - times[0]) / 1000,
        (viewer.arrivals[0][-1].at_ns - viewer.arrivals[0][0].at_ns) / 1e9,
    )
    assert shown_s == pytest.approx(passed_s, abs=2 * BUSY)


def test_a_push_process_that_dies_costs_the_other_destination_nothing(
    tmp_path: Path, cheap: list[str], server: NginxRtmp, other_server: NginxRtmp
) -> None:
    words = [*cheap, "--to", server.url(), "--to", other_server.url()]
    kept = Subscriber(tmp_path / "kept", other_server.url())
    with kept, LiveStudio(tmp_path, words) as studio:
        assert kept.first_video.wait(PATIENCE_S)
        studio.wait_for("push-1 live")
        mark = len(studio.text)
        studio.kill("push-1")
        assert studio.wait_for("push-1", mark) < 3 * BUSY
        studio.wait_for("push-1 live", mark)
        time.sleep(AWHILE_S)
    assert missing_frames(packets(kept.segments[0])) <= studio.lost_frames
    assert len(kept.segments) == 1


def test_capture_processes_that_die_come_back_and_cost_no_frame(
    tmp_path: Path, cheap: list[str]
) -> None:
    recording = tmp_path / "live.mkv"
    with LiveStudio(tmp_path, [*cheap, "--record", str(recording)]) as studio:
        studio.wait_for("record recording")
        time.sleep(AWHILE_S)
        killed = [each for each in studio.processes if each.kind == "capture"]
        assert len(killed) == 2
        for each in killed:
            os.kill(each.pid, signal.SIGKILL)
        assert studio.wait_for("Presenter failed: .*started again") < 3 * BUSY
        assert studio.wait_for("Music failed: .*started again") < 3 * BUSY
        deadline_s = time.monotonic() + PATIENCE_S
        while {each.name for each in killed} - {
            each.name for each in studio.processes if each not in killed
        }:
            assert time.monotonic() < deadline_s, studio.text
            time.sleep(0.1)
        time.sleep(AWHILE_S)
    assert missing_frames(packets(recording)) <= studio.lost_frames


def test_a_peer_that_freezes_is_told_of_and_costs_the_others_nothing(
    tmp_path: Path, cheap: list[str], server: NginxRtmp, other_server: NginxRtmp
) -> None:
    words = [*cheap, "--to", server.url(), "--to", other_server.url()]
    kept = Subscriber(tmp_path / "kept", other_server.url())
    with kept, LiveStudio(tmp_path, words) as studio:
        assert kept.first_video.wait(PATIENCE_S)
        studio.wait_for("push-1 live")
        mark = len(studio.text)
        server.freeze()
        studio.wait_for("push-1 (reconnecting|failed)", mark)
        mark = len(studio.text)
        server.thaw()
        studio.wait_for("push-1 live", mark)
    assert missing_frames(packets(kept.segments[0])) <= studio.lost_frames
    assert len(kept.segments) == 1


def test_a_peer_that_never_answers_is_told_of_and_costs_the_others_nothing(
    tmp_path: Path, cheap: list[str], server: NginxRtmp, dead_end: str
) -> None:
    words = [*cheap, "--to", dead_end, "--to", server.url()]
    kept = Subscriber(tmp_path / "kept", server.url())
    with kept, LiveStudio(tmp_path, words) as studio:
        assert kept.first_video.wait(PATIENCE_S)
        studio.wait_for("push-1 .*did not finish the RTMP handshake")
        time.sleep(AWHILE_S)
    assert "/key" not in studio.text
    assert missing_frames(packets(kept.segments[0])) <= studio.lost_frames
