"""A session that stays: live, not live, live again, as the app has it."""

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.model import commands as do
from studio.model import edits
from studio.model.collection_file import load
from studio.model.command import CommandError
from studio.model.events import (
    CollectionChanged,
    EncodingChanged,
    Notice,
    OutputStateChanged,
    StatsChanged,
)
from studio.model.session import LivePlan
from studio.supervisor.session_file import find_session
from tests.e2e.ffprobe import decode_errors, packets, streams
from tests.e2e.staying_studio import PATIENCE_S, StayingStudio
from tests.servers import NginxRtmp, free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BACK_S, BUSY = 3, 3
"""So soon an engine is back, and by so much a machine that others use may miss it."""

NEAR_0_MS = 5000
"""How far into its time an output may be when a busy machine's first viewer sees it."""


@pytest.fixture
def plan(scene: Path) -> LivePlan:
    return LivePlan(
        collection=str(scene), encoder="libx264", preset="superfast", video_kbps=800, stays=True
    )


@pytest.fixture
def studio(plan: LivePlan) -> Iterator[StayingStudio]:
    with StayingStudio(plan) as running:
        yield running


def first_packets_ms(url: str) -> list[float]:
    """Return the times of what a viewer gets first, as the server sends them."""
    argv = ["ffprobe", "-v", "error", "-of", "json", "-show_entries", "packet=pts_time"]
    argv += ["-select_streams", "v", "-read_intervals", "%+1", url]
    result = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=60)
    return [float(each["pts_time"]) * 1000 for each in json.loads(result.stdout)["packets"]]


def go_live(studio: StayingStudio, url: str) -> str:
    after = len(studio.heard)
    output = str(studio.do(do.StartOutput(url=url, title="Main"))["output"])
    studio.wait_output(output, "connecting", after)
    studio.wait_output(output, "live", after)
    return output


def stop(studio: StayingStudio, output: str) -> None:
    after = len(studio.heard)
    studio.do(do.StopOutput(output=output))
    ended = studio.wait_output(output, "ended", after)
    assert ended.is_final
    studio.wait_event(StatsChanged, lambda event: not event.encoder, after)


def test_live_and_live_again_each_with_a_time_of_its_own(
    studio: StayingStudio, server: NginxRtmp, other_server: NginxRtmp
) -> None:
    snapshot = studio.look()
    assert (snapshot["outputs"], snapshot["parts"]) == ({}, 1)
    assert snapshot["inputs"]
    idle = studio.wait_event(StatsChanged)
    assert (idle.encoder, idle.outputs) == ("", {})
    for each in (server, other_server, server):
        after = len(studio.heard)
        output = go_live(studio, each.url())
        first_ms = first_packets_ms(each.url())
        assert -100 < first_ms[0] < NEAR_0_MS
        stats = studio.wait_event(
            StatsChanged, lambda event: bool(event.encode_ms and event.kbps), after
        )
        assert stats.encoder == "x264 superfast"
        assert stats.compositor
        assert stats.render_ms > 0
        assert stats.rss_mb > 50
        figures = stats.outputs[output]
        assert figures.state == "live"
        assert figures.since
        state = studio.look()["outputs"]
        assert isinstance(state, dict)
        assert state[output]["title"] == "Main"
        assert state[output]["state"] == "live"
        stop(studio, output)
        assert studio.look()["outputs"] == {}
    time_s = studio.look()["time_s"]
    assert isinstance(time_s, float)
    assert time_s * 1000 > first_ms[0] + 1000  # the session was older than its last stream


def test_recordings_one_after_the_other_begin_at_0(studio: StayingStudio, tmp_path: Path) -> None:
    for name in ("first.mkv", "second.mkv"):
        after = len(studio.heard)
        path = tmp_path / name
        studio.do(do.StartRecord(path=str(path)))
        studio.wait_event(
            StatsChanged,
            lambda event: "record" in event.outputs and event.outputs["record"].bytes > 100_000,
            after,
        )
        studio.do(do.StopRecord())
        studio.wait_output("record", "ended", after)
        assert decode_errors(path) == ""
        assert packets(path)[0].pts_ms < 100
        assert streams(path)["audio"]["codec_name"] == "aac"
    assert studio.look()["outputs"] == {}


def test_a_destination_that_fails_is_told_and_the_session_stays(
    studio: StayingStudio, tmp_path: Path
) -> None:
    with NginxRtmp(tmp_path / "picky", live="on_publish http://127.0.0.1:1/;") as picky:
        output = str(studio.do(do.StartOutput(url=picky.url()))["output"])
        failed = studio.wait_output(output, "failed")
    assert failed.is_final
    assert failed.reason
    after = len(studio.heard)
    studio.wait_event(StatsChanged, lambda event: not event.encoder, after)
    state = studio.look()["outputs"]
    assert isinstance(state, dict)
    assert state[output]["state"] == "failed"
    studio.do(do.StopOutput(output=output))
    assert studio.look()["outputs"] == {}
    with pytest.raises(CommandError, match="no destination named"):
        studio.do(do.StopOutput(output=output))


def test_ended_while_it_still_connects(studio: StayingStudio, server: NginxRtmp) -> None:
    output = str(studio.do(do.StartOutput(url=f"rtmp://127.0.0.1:{free_port()}/a/b"))["output"])
    stop(studio, output)
    again = go_live(studio, server.url())
    assert again == output
    stop(studio, again)


def test_an_engine_that_dies_while_live_comes_back_on_the_same_connection(
    studio: StayingStudio, server: NginxRtmp
) -> None:
    output = go_live(studio, server.url())
    before = studio.look()["outputs"]
    studio.wait_event(StatsChanged)
    argv = ["ffprobe", "-v", "error", "-of", "json", "-show_entries", "packet=pts_time"]
    argv += ["-select_streams", "v", "-read_intervals", "%+12", server.url()]
    viewer = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    after = len(studio.heard)
    studio.wait_event(StatsChanged, after=after)
    studio.wait_event(StatsChanged, lambda event: event.time_s > 3, after)
    studio.kill_engine()
    after = len(studio.heard)
    snapshot = studio.connect()
    assert snapshot["parts"] == 2
    studio.wait_event(StatsChanged, lambda event: event.outputs[output].state == "live", after)
    outputs = studio.look()["outputs"]
    assert isinstance(outputs, dict)
    assert isinstance(before, dict)
    assert outputs[output]["since"] == before[output]["since"]
    assert outputs[output]["reconnects"] == 0
    shown, _ = viewer.communicate(timeout=90)
    times = [float(each["pts_time"]) for each in json.loads(shown)["packets"]]
    steps = [late - early for early, late in itertools.pairwise(times)]
    assert min(steps) >= 0
    assert 0.1 < max(steps) < BACK_S * BUSY
    stop(studio, output)


def test_an_engine_that_dies_while_idle_comes_back_idle_with_all_edits(
    studio: StayingStudio, scene: Path
) -> None:
    studio.do(edits.CreateScene(scene="Kept"))
    studio.do(do.SetCurrentProgramScene(scene="Kept", transition="cut"))
    kept = studio.run_dir / "collection.json"
    after = len(studio.heard)
    studio.wait_event(StatsChanged, lambda event: kept.exists(), after)
    studio.kill_engine()
    snapshot = studio.connect()
    assert (snapshot["parts"], snapshot["outputs"]) == (2, {})
    assert snapshot["program_scene"] == "Kept"
    studio.wait_event(StatsChanged, lambda event: not event.encoder, len(studio.heard))
    studio.end()
    assert "Kept" in [each.name for each in load(scene).scenes]


def test_the_encoding_is_chosen_while_nothing_is_live(
    studio: StayingStudio, server: NginxRtmp
) -> None:
    wanted = do.SetEncoding(video_kbps=500, audio_kbps=96, encoder="libx264", preset="ultrafast")
    studio.do(wanted)
    assert studio.wait_event(EncodingChanged).encoding["preset"] == "ultrafast"
    with pytest.raises(CommandError, match="no encoder"):
        studio.do(do.SetEncoding(encoder="h266"))
    output = go_live(studio, server.url())
    with pytest.raises(CommandError, match="while something is live"):
        studio.do(wanted)
    after = len(studio.heard)
    assert studio.wait_event(StatsChanged, after=after).encoder == "x264 ultrafast"
    encoding = studio.look()["encoding"]
    assert encoding == wanted.model_dump()
    stop(studio, output)


def test_another_canvas_while_nothing_is_live(studio: StayingStudio, tmp_path: Path) -> None:
    canvas = {"width": 320, "height": 240, "fps": "25"}
    studio.do(edits.SetCanvas(canvas=canvas))  # type: ignore[arg-type] # pydantic reads a dict
    path = tmp_path / "small.mkv"
    studio.do(do.StartRecord(path=str(path)))
    with pytest.raises(CommandError, match="live or recorded"):
        studio.do(edits.SetCanvas(canvas={"width": 640, "height": 360}))  # type: ignore[arg-type]
    after = len(studio.heard)
    studio.wait_event(
        StatsChanged,
        lambda event: "record" in event.outputs and event.outputs["record"].bytes > 50_000,
        after,
    )
    studio.do(do.StopRecord())
    studio.wait_output("record", "ended")
    video = streams(path)["video"]
    assert (video["width"], video["height"], video["avg_frame_rate"]) == (320, 240, "25/1")
    assert decode_errors(path) == ""


def test_another_collection_even_while_live(
    studio: StayingStudio, server: NginxRtmp, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    wall = {"name": "Wall", "kind": "color", "settings": {"color": "#00c000"}}
    content = {"schema": 1, "canvas": {"width": 320, "height": 180}, "inputs": [wall]}
    content["scenes"] = [{"name": "Green", "items": [{"source": "Wall"}]}]
    other.write_text(json.dumps(content))
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema": 1,\n"scenes": [],\n"inputs": 7}')
    output = go_live(studio, server.url())
    with pytest.raises(CommandError, match=r"broken\.json, line .*1 more fault") as refused:
        studio.do(do.OpenCollection(path=str(broken)))
    assert "\n" not in str(refused.value)
    assert studio.look()["program_scene"] == "Main"
    answer = studio.do(do.OpenCollection(path=str(other)))
    studio.wait_event(CollectionChanged, lambda event: "Wall" in str(event.collection))
    studio.wait_event(Notice, lambda event: "keeps its size" in event.text)
    assert isinstance(answer["number"], int)
    snapshot = studio.look()
    assert snapshot["program_scene"] == "Green"
    assert snapshot["collection_path"] == str(other)
    assert snapshot["undo"] is None
    stop(studio, output)
    path = tmp_path / "after.mkv"
    studio.do(do.StartRecord(path=str(path)))
    studio.wait_event(
        StatsChanged,
        lambda event: (
            "record" in event.outputs
            and event.outputs["record"].frames_dropped == 0
            and event.outputs["record"].bytes > 10_000
        ),
    )
    studio.do(do.StopRecord())
    studio.wait_output("record", "ended")
    assert streams(path)["video"]["width"] == 320


def test_edits_are_saved_by_themselves(studio: StayingStudio, scene: Path) -> None:
    answer = studio.do(edits.CreateScene(scene="New"))
    assert isinstance(answer["number"], int)
    studio.wait_event(
        StatsChanged, lambda event: "New" in [each.name for each in load(scene).scenes]
    )
    assert scene.with_name("scene.json.bak").exists()


def test_a_session_that_stays_ends_when_it_is_told_to(studio: StayingStudio) -> None:
    studio.end()
    assert not [event for event in studio.heard if isinstance(event, OutputStateChanged)]


SUPERVISE = """
import sys, time
from pathlib import Path
from studio.supervisor.supervisor import Supervisor
supervisor = Supervisor(Path(sys.argv[1]), on_event=lambda told: print(told["type"], flush=True))
supervisor.start()
plan = {"collection": sys.argv[2], "stays": True}
supervisor.start_process("engine", "engine", {"plan": plan})
time.sleep(600)
"""


def test_idle_it_ends_with_its_supervisor(scene: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        argv = [sys.executable, "-c", SUPERVISE, folder, str(scene)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as supervisor:
            assert supervisor.stdout is not None
            assert supervisor.stdout.readline() == "process_ready\n"
            session = find_session(Path(folder))
            assert session is not None
            assert session.engine is not None
            supervisor.kill()
        deadline_s = time.monotonic() + PATIENCE_S
        while session.engine.is_alive:
            assert time.monotonic() < deadline_s, "the engine lives on with nothing to do"
            time.sleep(0.05)
        assert find_session(Path(folder)) is None
