"""The relay as a process: real encoders publish, real players watch, and some are killed."""

import asyncio
import signal
import subprocess
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from studio.room.auth.tokens import Scope
from studio.rtmp.flv import Tag, parse_video
from studio.rtmp.flv_stream import FlvReader
from tests.e2e.live_studio import LiveStudio
from tests.room.relay.media import steps, strict_errors
from tests.room.relay.running import PATIENCE_S, ROOM, Encoder, RunningRelay, is_live, metric
from tests.servers import NginxRtmp

FAULT_SECONDS = 3.0


def record(url: str, path: Path, seconds: float) -> "subprocess.Popen[bytes]":
    """Let an ffmpeg that is not ours keep what it is shown."""
    argv = ["ffmpeg", "-v", "error", "-y", "-rtmp_live", "live"] if url.startswith("rtmp") else []
    argv = argv or ["ffmpeg", "-v", "error", "-y"]
    argv += ["-i", url, "-t", str(seconds), "-c", "copy", str(path)]
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL)


def save(relay: RunningRelay, path: Path, until_s: float) -> None:
    """Keep the bytes of HTTP-FLV as they are for so many seconds."""
    with path.open("wb") as file, httpx.stream("GET", relay.http(f"/live/{ROOM}.flv")) as answer:
        assert answer.status_code == 200
        deadline_s = time.monotonic() + until_s
        for data in answer.iter_bytes():
            file.write(data)
            if time.monotonic() > deadline_s:
                break


@pytest.mark.slow
def test_take_over_on_command_costs_viewers_nothing(relay: RunningRelay, tmp_path: Path) -> None:
    with Encoder(relay.rtmp()):
        relay.wait_for(is_live)
        with Encoder(relay.rtmp(), "main", 660):
            state = relay.wait_for(
                lambda s: [p["has_media"] for p in s["publishers"]] == [True] * 2
            )
            second = state["publishers"][1]
            assert second["role"] == "standby"
            viewing = asyncio.run(_save_while(relay, tmp_path / "out.flv", second["number"]))
    assert viewing["publishers"][1]["role"] == "active"
    assert viewing["splices"] == 1
    seam = viewing["seam"]
    assert (seam["before"], seam["after"]) == ("encoder", "encoder")
    assert seam["gap_ms"] < 1500
    assert seam["step_ms"] <= 34
    assert strict_errors(tmp_path / "out.flv") == ""
    assert max(steps(tmp_path / "out.flv", "v").steps_ms) <= 34
    assert set(steps(tmp_path / "out.flv", "a").steps_ms) <= {20, 21, 22, 23, 24}


async def _save_while(relay: RunningRelay, path: Path, number: int) -> dict[str, Any]:
    """Watch, have another publisher take over, watch on."""
    saving = asyncio.create_task(asyncio.to_thread(save, relay, path, 6.0))
    await asyncio.to_thread(relay.wait_for, lambda s: s["viewers"] == 1)
    path_of_order = f"/{ROOM}/take-over"
    await asyncio.to_thread(relay.control, path_of_order, {"publisher": number})
    state = await asyncio.to_thread(relay.wait_for, lambda s: s["splices"] == 1)
    await saving
    return state


@pytest.mark.slow
def test_a_killed_publisher_leaves_the_slate_and_one_publish(
    relay: RunningRelay, tmp_path: Path
) -> None:
    with NginxRtmp(tmp_path / "nginx", "idle_streams off;") as platform:
        body: dict[str, object] = {"address": platform.url("secret-key")}
        relay.control(f"/{ROOM}/onward", body)
        with Encoder(relay.rtmp()) as first:
            relay.wait_for(lambda s: is_live(s) and s["has_slate"])
            relay.wait_for(lambda s: s["onward"][0]["state"] == "live")
            seen = record(platform.url("secret-key"), tmp_path / "seen.flv", 9)
            with httpx.stream("GET", relay.http(f"/live/{ROOM}.flv")):
                time.sleep(1)  # the platform's viewer has begun
                first.kill()
                killed_s = time.monotonic()
                relay.wait_for(lambda s: s["is_on_slate"])
                assert time.monotonic() - killed_s < FAULT_SECONDS
            with Encoder(relay.rtmp(), "main", 660):
                state = relay.wait_for(is_live)
                assert seen.wait(PATIENCE_S) == 0
                state = relay.wait_for(is_live)
        assert state["splices"] == 2
        assert state["onward"][0]["reconnects"] == 0
    # nginx cuts its viewers when a publish ends (idle_streams off), so this was one.
    assert strict_errors(tmp_path / "seen.flv") == ""
    assert max(steps(tmp_path / "seen.flv", "v").steps_ms) <= 40
    assert "secret-key" not in relay.text


@pytest.mark.slow
def test_the_engine_goes_live_through_a_websocket(relay: RunningRelay, tmp_path: Path) -> None:
    url = relay.ws_publish()
    token = url.partition("token=")[2]
    words = ["scenes/demo.json", "--size", "320x180", "--fps", "30", "--video-kbps", "400"]
    with LiveStudio(tmp_path, [*words, "--to", url]) as studio:
        relay.wait_for(is_live)
        studio.wait_for("push-1 live")
        save(relay, tmp_path / "out.flv", 3.0)
        assert strict_errors(tmp_path / "out.flv") == ""
        logs = [path.read_text("utf-8", "replace") for path in studio.run_dir.rglob("*.log")]
        studio.command("end")
        studio.wait()
        relay_text = relay.text
        relay.wait_for(lambda state: state == {})
    assert logs
    assert not any(token in text for text in [*logs, studio.text, relay_text])


@pytest.mark.slow
def test_a_standby_is_asked_for_a_key_frame_and_takes_over(
    relay: RunningRelay, tmp_path: Path
) -> None:
    words = ["scenes/demo.json", "--size", "320x180", "--fps", "30", "--video-kbps", "400"]
    with Encoder(relay.rtmp()) as first:
        relay.wait_for(is_live)
        with LiveStudio(tmp_path, [*words, "--to", relay.ws_publish(user="pc")]):
            relay.wait_for(
                lambda s: any(p["who"] == "pc" and p["has_media"] for p in s["publishers"])
            )
            first.kill()
            state = relay.wait_for(lambda s: [p["role"] for p in s["publishers"]] == ["active"])
            assert state["publishers"][0]["who"] == "pc"


@pytest.mark.slow
def test_hls_is_whole_for_ffmpeg_and_by_parts(relay: RunningRelay, tmp_path: Path) -> None:
    with Encoder(relay.rtmp()):
        relay.wait_for(lambda state: bool(state.get("codecs")))
        relay.wait_for(is_live)
        data = _follow_parts(relay, count=12)
        (tmp_path / "parts.mp4").write_bytes(data)
        reading = record(relay.http(f"/hls/{ROOM}/index.m3u8"), tmp_path / "hls.mp4", 3)
        assert reading.wait(PATIENCE_S) == 0
    for name in ("parts.mp4", "hls.mp4"):
        assert strict_errors(tmp_path / name) == ""
        assert set(steps(tmp_path / name, "v").steps_ms) <= {33, 34}
        assert set(steps(tmp_path / name, "a").steps_ms) <= {21, 22}


def _follow_parts(relay: RunningRelay, count: int) -> bytes:
    """Do what a player of Low-Latency HLS does: ask for the next part before it is there."""
    with httpx.Client(base_url=relay.http(f"/hls/{ROOM}/"), timeout=PATIENCE_S) as client:
        text = client.get("video.m3u8").raise_for_status().text
        number = int(text.rpartition('URI="part-')[2].partition("-")[0])
        pieces = [client.get("init-0.mp4").raise_for_status().content]
        number, part = number + 1, 0
        while len(pieces) <= count:
            query = {"_HLS_msn": str(number), "_HLS_part": str(part)}
            text = client.get("video.m3u8", params=query).raise_for_status().text
            uri = f"part-{number}-{part}.m4s"
            if f'URI="{uri}"' in text.replace('PART,URI="' + uri, ""):
                pieces.append(client.get(uri).raise_for_status().content)
                part += 1
            else:
                number, part = number + 1, 0
        return b"".join(pieces)


@pytest.mark.slow
def test_a_frozen_viewer_costs_fifty_others_nothing(relay: RunningRelay, tmp_path: Path) -> None:
    url = relay.http(f"/live/{ROOM}.flv")
    with Encoder(relay.rtmp()):
        relay.wait_for(is_live)
        frozen = subprocess.Popen(["curl", "-sN", "--limit-rate", "1", "-o", "/dev/null", url])
        others = [
            subprocess.Popen(["curl", "-sN", "-m", "6", "-o", str(tmp_path / f"{n}.flv"), url])
            for n in range(50)
        ]
        try:
            relay.wait_for(lambda s: s["viewers"] == 51)
            frozen.send_signal(signal.SIGSTOP)
            for other in others:
                other.wait(PATIENCE_S)
            text = httpx.get(relay.http("/metrics")).text
        finally:
            frozen.kill()
            frozen.wait()
            for other in others:
                other.kill()
                other.wait()
    assert metric(text, "relay_viewers") == 1
    for n in (0, 25, 49):
        times = [
            tag.time_ms
            for tag in FlvReader().feed((tmp_path / f"{n}.flv").read_bytes())
            if tag.kind is Tag.VIDEO and not parse_video(tag.body).is_header
        ]
        late = times[-60:]
        assert max(b - a for a, b in pairwise(late)) <= 34


@pytest.mark.slow
def test_websocket_viewers_get_flv(relay: RunningRelay, tmp_path: Path) -> None:
    with Encoder(relay.rtmp()):
        relay.wait_for(is_live)
        with connect(relay.ws(f"/live/{ROOM}.flv"), max_size=None) as viewer:
            pieces = [viewer.recv(PATIENCE_S) for _ in range(150)]
    data = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    (tmp_path / "out.flv").write_bytes(data)
    assert strict_errors(tmp_path / "out.flv") == ""


def test_who_may_not_is_told_why(relay: RunningRelay) -> None:
    forged = relay.token(Scope.PUBLISH)[:-4] + "AAAA"
    other = relay.token(Scope.PUBLISH, "other-room")
    watching = relay.token(Scope.ACCESS)
    for token in (forged, other, watching, "", "x" * 5000):
        with (
            connect(relay.ws(f"/publish/{ROOM}?token={token}")) as publisher,
            pytest.raises(ConnectionClosedError, match="token"),
        ):
            publisher.recv(PATIENCE_S)
    with Encoder(relay.rtmp() + "x") as wrong:
        assert wrong.process.wait(PATIENCE_S) != 0
    assert httpx.get(relay.http("/control/streams")).status_code == 403
    headers = {"authorization": f"Bearer {watching}"}
    assert httpx.get(relay.http("/control/streams"), headers=headers).status_code == 403
    assert relay.state() == {}
    assert forged not in relay.text


def test_what_is_not_there_is_told(relay: RunningRelay) -> None:
    for path in (f"/live/{ROOM}.flv", f"/hls/{ROOM}/index.m3u8", f"/hls/{ROOM}/part-0-0.m4s"):
        answer = httpx.get(relay.http(path))
        assert (answer.status_code, "not live" in answer.text) == (404, True)
    assert httpx.get(relay.http("/healthz")).json()["status"] == "ok"


def test_platforms_are_kept_over_a_restart(relay: RunningRelay) -> None:
    relay.control(f"/{ROOM}/onward", {"address": "rtmp://127.0.0.1:1/live/kept-key"})
    relay.process.kill()
    relay.process.wait()
    assert relay.process.stdout is not None
    relay.process.stdout.close()
    kept = relay.data / "relay-onward.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    relay.start()
    answer = relay.control(
        f"/{ROOM}/onward/remove", {"address": "rtmp://127.0.0.1:1/live/kept-key"}
    )
    assert answer == {"destinations": 0}
