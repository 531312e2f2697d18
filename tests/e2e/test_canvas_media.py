"""Videos and sounds that a plugin shows and plays are in the programme, and go with what asked."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.ipc.painting import PaintingWriter
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.scene import Input
from tests.capture.clips import RECIPES, run_ffmpeg, tone
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WALL = (230, 120, 20)
MIDDLE = (90, 160)


@pytest.fixture
def studio(
    tmp_path: Path, cheap: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[LiveStudio]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with LiveStudio(tmp_path, [*cheap, "--record", str(tmp_path / "live.mkv")]) as running:
        running.wait_for("record recording")
        yield running


def is_like(ring: RingReader, rgb: tuple[int, int, int], place: tuple[int, int]) -> bool:
    picture = seen(ring)
    return picture.shape[0] > 2 and bool(np.abs(picture[place].astype(int) - rgb).max() <= 8)


def put(plugin: AppStandIn, canvas: object, content: dict[str, object]) -> None:
    node = {"id": "shown", "content": content}
    asked = {"do": "put", "node": node, "motions": {"x": 160, "y": 90}}
    plugin.do(do.EditCanvas.model_validate({"canvas": canvas, "edits": [asked]}))


def loudest(ring: RingReader, seconds: float) -> float:
    """The peak of a bus in the next seconds."""
    ends_s, peak = time.monotonic() + seconds, 0.0
    while time.monotonic() < ends_s:
        while (slot := ring.next()) is not None:
            peak = max(peak, float(np.abs(np.frombuffer(slot.data, np.float32)).max()))
        time.sleep(0.02)
    return peak


def test_a_video_a_painting_and_a_sound_are_in_the_programme(
    studio: LiveStudio, tmp_path: Path
) -> None:
    film, beep = tmp_path / "film.mp4", tmp_path / "beep.ogg"
    run_ffmpeg([*RECIPES["beside.mp4"], str(film)])
    run_ffmpeg([*tone(0.3), str(beep)])
    app, plugin = AppStandIn(studio), AppStandIn(studio)
    hue = f"#{WALL[0]:02x}{WALL[1]:02x}{WALL[2]:02x}"
    app.do(edits.CreateScene(scene="Wall scene"))
    wall = Input(name="Wall", kind="color", settings={"color": hue})
    app.do(edits.CreateInput(input=wall, scene="Wall scene"))
    app.do(do.SetCurrentProgramScene(scene="Wall scene", transition="cut"))
    programme = app.open_view(of="programme")[1]
    canvas = plugin.do(do.OpenCanvas(width=320, height=180))["canvas"]
    wait(lambda: is_like(programme, WALL, MIDDLE))

    put(plugin, canvas, {"kind": "video", "file": str(film), "alpha": "right"})
    wait(lambda: is_like(programme, (255, 255, 255), (90, 100)))  # 160 wide: 80 to 240
    assert is_like(programme, WALL, (90, 200))

    writer = PaintingWriter(40, 20)
    memory = f"/proc/{os.getpid()}/fd/{writer.descriptor}"
    put(plugin, canvas, {"kind": "painted", "width": 40, "height": 20, "memory": memory})
    writer.paint(np.full((20, 40, 4), (10, 60, 200, 255), np.uint8))
    wait(lambda: is_like(programme, (10, 60, 200), MIDDLE))
    wait(lambda: all(each.name != "video-1" for each in studio.processes))

    ring = RingReader.attach(str(app.do(do.GetBusRing(bus=1))["ring"]))
    silence = loudest(ring, 0.3)
    plugin.do(do.PlaySound(file=str(beep), duck_db=-20.0))
    wait(lambda: loudest(ring, 0.3) > max(0.3, silence * 2))
    wait(lambda: loudest(ring, 0.3) < 0.3)
    plugin.close()
    wait(lambda: is_like(programme, WALL, MIDDLE))
    writer.close()
    ring.close()
    app.close()
    studio.command("end")
    studio.wait()
