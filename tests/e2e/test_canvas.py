"""A client draws over the programme of a session that runs, and what is recorded has it."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.scene import Input
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WALL, BOX = (230, 120, 20), (10, 60, 200)


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    with LiveStudio(tmp_path, [*cheap, "--record", str(tmp_path / "live.mkv")]) as running:
        running.wait_for("record recording")
        yield running


def hex_of(rgb: tuple[int, int, int]) -> str:
    return f"#{rgb[0]:02x}{rgb[1]:02x}{rgb[2]:02x}"


def has(ring: RingReader, x: int, y: int, rgb: tuple[int, int, int]) -> bool:
    picture = seen(ring)
    return picture.shape[0] > 2 and bool(np.abs(picture[y, x].astype(int) - rgb).max() <= 4)


def test_a_box_slides_in_over_every_scene_and_goes_with_its_client(
    studio: LiveStudio, tmp_path: Path
) -> None:
    app, plugin = AppStandIn(studio), AppStandIn(studio)
    wall = Input(name="Wall", kind="color", settings={"color": hex_of(WALL)})
    app.do(edits.CreateScene(scene="Wall scene"))
    app.do(edits.CreateInput(input=wall, scene="Wall scene"))
    app.do(do.SetCurrentProgramScene(scene="Wall scene", transition="cut"))
    _, programme = app.open_view(of="programme")
    wait(lambda: has(programme, 160, 90, WALL))
    canvas = plugin.do(do.OpenCanvas(width=320, height=180))["canvas"]
    slide = {"keys": [{"at_ms": 0, "value": -60}, {"at_ms": 400, "value": 160, "easing": "out"}]}
    node = {
        "id": "box",
        "content": {"kind": "box", "width": 60, "height": 40, "color": hex_of(BOX)},
    }
    put = {"do": "put", "node": node, "motions": {"x": slide, "y": 90}}
    plugin.do(do.EditCanvas.model_validate({"canvas": canvas, "edits": [put]}))
    wait(lambda: has(programme, 160, 90, BOX) and has(programme, 185, 105, BOX))
    assert has(programme, 100, 90, WALL)
    plugin.close()
    wait(lambda: has(programme, 160, 90, WALL))
    app.close()
    studio.command("end")
    studio.wait()
    with av.open(str(tmp_path / "live.mkv")) as file:
        frames = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    height, width = frames[0].shape[:2]
    middles = np.array([frame[height // 2, width // 2] for frame in frames], int)
    assert (np.abs(middles - BOX).max(axis=1) <= 24).any()
