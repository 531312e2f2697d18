"""A live session that is changed while it runs, by the commands that every client sends."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.cli.client import EngineClient
from studio.model import commands as do
from studio.model import edits
from studio.model.command import CommandError
from studio.model.events import Event, OutputStateChanged, StatsChanged
from studio.supervisor.session_file import find_session
from tests.e2e.live_studio import PATIENCE_S, LiveStudio
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

GREEN = "#00c000"


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    words = [*cheap, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


def connected(studio: LiveStudio, heard: list[Event]) -> EngineClient:
    """Return a client of the engine that runs now."""
    client = EngineClient(studio.run_dir, heard.append)
    session = find_session(studio.run_dir)
    assert session
    assert session.engine
    assert client.connect(session.engine.address)
    assert client.wait_snapshot()
    return client


@pytest.fixture
def heard() -> list[Event]:
    return []


@pytest.fixture
def client(studio: LiveStudio, heard: list[Event]) -> Iterator[EngineClient]:
    client = connected(studio, heard)
    yield client
    client.close()


def test_who_comes_late_is_told_what_has_begun_before(
    client: EngineClient, heard: list[Event]
) -> None:
    begun = [each for each in heard if isinstance(each, OutputStateChanged)]
    assert [(each.output, each.state) for each in begun] == [("record", "recording")]
    assert begun[0].address.endswith("live.mkv")


def wait_seconds(heard: list[Event], count: int) -> None:
    """Wait until the engine has lived so many seconds more, by its own statistics."""
    seen = len(heard)
    deadline_s = time.monotonic() + PATIENCE_S
    while sum(isinstance(event, StatsChanged) for event in heard[seen:]) < count:
        assert time.monotonic() < deadline_s
        time.sleep(0.05)


def last_pixel(recording: Path) -> tuple[int, int, int]:
    """Return the colour in the middle of the last whole picture of a recording."""
    argv = ["ffmpeg", "-v", "quiet", "-i", str(recording), "-vf", "crop=2:2:320:180"]
    argv += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(argv, check=False, capture_output=True).stdout
    red, green, blue = np.frombuffer(raw, np.uint8).reshape(-1, 4, 3)[-1].mean(0)
    return int(red), int(green), int(blue)


def test_scenes_and_inputs_change_on_air(
    studio: LiveStudio, client: EngineClient, heard: list[Event], tmp_path: Path
) -> None:
    wall = {"name": "Wall", "kind": "color", "settings": {"color": GREEN}}
    client.do(edits.CreateScene(scene="Green"))
    client.do(edits.CreateInput(input=wall, scene="Green"))  # type: ignore[arg-type] # pydantic reads a dict
    client.do(do.SetCurrentProgramScene(scene="Green", transition="cut"))
    client.do(edits.SetInputMute(input="Music", muted=True))
    second = tmp_path / "second.mkv"
    client.do(do.StartRecord(path=str(second)))
    studio.wait_for("record recording: .*second.mkv")
    wait_seconds(heard, 3)
    client.do(do.StopRecord())
    studio.wait_for("record ended: .*second.mkv")
    red, green, blue = last_pixel(second)
    assert green > 150
    assert max(red, blue) < 60
    names = [type(event).__name__ for event in heard]
    assert names.count("CollectionChanged") == 3
    assert "CurrentProgramSceneChanged" in names


def test_what_can_not_be_done_is_answered_with_a_sentence(client: EngineClient) -> None:
    with pytest.raises(CommandError, match='no scene named "Nowhere"'):
        client.do(do.SetCurrentProgramScene(scene="Nowhere"))
    with pytest.raises(CommandError, match='There is no input named "Nobody"'):
        client.do(edits.SetInputMute(input="Nobody", muted=True))
    with pytest.raises(CommandError, match="gopher"):
        client.do(do.StartOutput(url="gopher://host/app/key"))
    with pytest.raises(CommandError, match='no destination named "push-9"'):
        client.do(do.StopOutput(output="push-9"))


def test_destinations_come_and_go(
    studio: LiveStudio, client: EngineClient, server: NginxRtmp
) -> None:
    client.do(do.StartOutput(url=server.url()))
    studio.wait_for("push-1 live")
    client.do(do.StopOutput(output="push-1"))
    studio.wait_for("push-1 ended")
    client.do(do.StartOutput(url=server.url()))
    studio.wait_for("push-1 live", studio.text.rindex("push-1 ended"))


def test_edits_survive_an_engine_that_crashes(
    studio: LiveStudio, client: EngineClient, heard: list[Event]
) -> None:
    client.do(edits.CreateScene(scene="Kept"))
    client.do(do.SetCurrentProgramScene(scene="Kept", transition="cut"))
    kept = studio.run_dir / "collection.json"
    wait_seconds(heard, 2)
    assert "Kept" in kept.read_text()
    studio.kill("engine")
    studio.wait_for("engine was ended")
    studio.wait_for("record recording: .*live \\(2\\).mkv")
    again = connected(studio, heard)
    assert again.snapshot["program_scene"] == "Kept"
    assert again.snapshot["parts"] == 2
    again.close()
