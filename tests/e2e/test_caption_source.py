"""What is said, in the picture that goes out: a caption source of a live session."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from studio.engine.picture import Plane
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.captions.spoken import Spoken
from studio.model.events import Captioned, InputSizeChanged
from studio.model.scene import Input, SceneItem
from studio.model.transform import Alignment, Transform
from tests.e2e.app_stand_in import AppStandIn, pictures, seen, wait
from tests.e2e.live_studio import LiveStudio
from tests.model.captions.telling import by_character

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

GREEN = (0, 255, 0)
LOOK = {"width_px": 512, "size_px": 24, "box_color": "#00ff00", "corner_px": 0, "stays_s": 60}


def has_box(rgb: Plane) -> bool:
    """Tell whether some of a box is seen."""
    return int((np.abs(rgb.astype(int) - GREEN).max(axis=2) < 60).sum()) > 200


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    words = [*cheap, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


@pytest.fixture
def app(studio: LiveStudio) -> Iterator[AppStandIn]:
    app = AppStandIn(studio)
    words = Input(name="Captions", kind="captions", settings=LOOK)
    place = Transform(x=320, y=324, alignment=Alignment.BOTTOM)
    app.do(edits.CreateInput(input=words))
    app.do(edits.CreateSceneItem(scene="Main", item=SceneItem(source="Captions", transform=place)))
    yield app
    app.close()


def test_what_is_said_goes_out_in_the_picture(
    app: AppStandIn, studio: LiveStudio, tmp_path: Path
) -> None:
    _, programme = app.open_view(of="programme", width=640, height=360)
    wait(lambda: app.last(InputSizeChanged) and newer(programme, 3))
    assert not has_box(seen(programme))  # an example would go out
    for text in ("大家好", "大家好欢迎来这里"):
        app.do(do.SendStreamCaption(spoken=by_character(text, is_final=False)))
    wait(lambda: has_box(seen(programme)))
    assert has_box(seen(programme)[240:])
    assert not has_box(seen(programme)[:200])
    app.do(do.SendStreamCaption(spoken=Spoken(id="1", is_final=True)))
    wait(lambda: not has_box(seen(programme)))
    assert app.last(Captioned)
    studio.command("end")
    studio.wait()
    with av.open(str(tmp_path / "live.mkv")) as file:
        frames = file.decode(video=0)
        shown = [has_box(np.asarray(f.to_ndarray(format="rgb24"), np.uint8)) for f in frames]
    changes = [before != after for before, after in pairwise(shown)]
    assert sum(changes) == 2
    assert not shown[0]
    assert studio.lost_frames <= 15  # a busy machine's; see tests/bench/caption_source.py


def newer(ring: RingReader, count: int) -> bool:
    """Tell whether a view has had so many pictures."""
    return pictures(ring) >= count
