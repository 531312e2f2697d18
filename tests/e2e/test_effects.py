"""What effects processes draw is on the programme, and their death costs no frame."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.scene import Input
from studio.supervisor.session_file import ListedProcess
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import LiveStudio
from tests.effects.glb_files import Glb, paint

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WALL, SPOT = (230, 120, 20), (10, 60, 200)
SPOTS = {
    "kind": "particles",
    "width": 200,
    "height": 100,
    "rate_s": 60,
    "life_ms": (1_000, 1_000),
    "from_x": 100,
    "from_y": 50,
    "speed_px_s": (0, 0),
    "size_px": (60, 60),
    "colors": ("#0a3cc8",),
}


@pytest.fixture
def studio(
    tmp_path: Path, cheap: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveStudio]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with LiveStudio(tmp_path, [*cheap, "--record", str(tmp_path / "live.mkv")]) as running:
        running.wait_for("record recording")
        yield running


@pytest.fixture
def programme(studio: LiveStudio) -> Iterator[RingReader]:
    app = AppStandIn(studio)
    hue = f"#{WALL[0]:02x}{WALL[1]:02x}{WALL[2]:02x}"
    wall = Input(name="Wall", kind="color", settings={"color": hue})
    app.do(edits.CreateScene(scene="Wall scene"))
    app.do(edits.CreateInput(input=wall, scene="Wall scene"))
    app.do(do.SetCurrentProgramScene(scene="Wall scene", transition="cut"))
    yield app.open_view(of="programme")[1]
    app.close()


def put(plugin: AppStandIn, canvas: object, name: str, content: dict[str, object]) -> None:
    node = {"id": name, "content": content}
    put = {"do": "put", "node": node, "motions": {"x": 160, "y": 90}}
    plugin.do(do.EditCanvas.model_validate({"canvas": canvas, "edits": [put]}))


def has(ring: RingReader, rgb: tuple[int, int, int]) -> bool:
    picture = seen(ring)
    return picture.shape[0] > 2 and bool(np.abs(picture[90, 160].astype(int) - rgb).max() <= 6)


def test_particles_come_back_after_what_draws_them_was_killed(
    studio: LiveStudio, programme: RingReader
) -> None:
    plugin = AppStandIn(studio)
    canvas = plugin.do(do.OpenCanvas(width=320, height=180))["canvas"]
    wait(lambda: has(programme, WALL))
    put(plugin, canvas, "spots", SPOTS)
    wait(lambda: has(programme, SPOT))
    first = studio.pid("effects-live")
    os.kill(first, signal.SIGKILL)
    wait(lambda: has(programme, WALL))
    wait(lambda: has(programme, SPOT))
    assert studio.pid("effects-live") != first
    plugin.do(
        do.EditCanvas.model_validate({"canvas": canvas, "edits": [{"do": "remove", "id": "spots"}]})
    )
    wait(lambda: has(programme, WALL))
    plugin.close()
    studio.command("end")
    studio.wait()
    assert not studio.processes
    assert studio.lost_frames <= 15


def test_a_model_is_drawn_once_and_played_whatever_becomes_of_what_drew_it(
    studio: LiveStudio, programme: RingReader, tmp_path: Path
) -> None:
    plugin = AppStandIn(studio)
    canvas = plugin.do(do.OpenCanvas(width=320, height=180))["canvas"]
    wait(lambda: has(programme, WALL))
    file = tmp_path / "cube.glb"
    file.write_bytes(Glb().cube(paint(0, 0, 0, rough=1, glow=(0, 0, 1))).data())
    cube = {"kind": "model", "file": str(file), "width": 96, "height": 96, "turns": 1}
    put(plugin, canvas, "cube", cube)
    wait(lambda: is_blue(programme))
    first = studio.pid("effects-rounds")
    os.kill(first, signal.SIGKILL)
    assert is_blue(programme)
    wait(lambda: any(is_another(each, first) for each in studio.processes))
    assert is_blue(programme)
    plugin.close()
    wait(lambda: has(programme, WALL))
    studio.command("end")
    studio.wait()
    assert not studio.processes


def is_another(process: ListedProcess, first: int) -> bool:
    return process.name == "effects-rounds" and process.pid != first


def is_blue(ring: RingReader) -> bool:
    picture = seen(ring)
    return picture.shape[0] > 2 and int(picture[90, 160, 2]) - int(picture[90, 160, 0]) > 100
