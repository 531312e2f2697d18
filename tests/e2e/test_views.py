"""What a client sees of a session that runs, before and while it is recorded."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.ipc.errors import RingError
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model import events as told
from studio.model.command import CommandError
from studio.model.scene import Input
from tests.e2e.app_stand_in import AppStandIn, pictures, seen, wait
from tests.e2e.live_studio import LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ORANGE, TEAL = (230, 120, 20), (10, 120, 130)


def hex_of(rgb: tuple[int, int, int]) -> str:
    return f"#{rgb[0]:02x}{rgb[1]:02x}{rgb[2]:02x}"


def is_plain(ring: RingReader, rgb: tuple[int, int, int]) -> bool:
    return bool(np.abs(seen(ring).astype(int) - rgb).max() <= 3)


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    words = [*cheap, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


@pytest.fixture
def app(studio: LiveStudio) -> Iterator[AppStandIn]:
    app = AppStandIn(studio)
    for name, rgb in (("Orange", ORANGE), ("Teal", TEAL)):
        size = {"width": 640, "height": 360}
        wall = Input(name=name, kind="color", settings={"color": hex_of(rgb), **size})
        app.do(edits.CreateScene(scene=f"{name} scene"))
        app.do(edits.CreateInput(input=wall, scene=f"{name} scene"))
    yield app
    app.close()


def test_views_show_what_they_are_of_and_follow_it(app: AppStandIn) -> None:
    _, programme = app.open_view(of="programme")
    _, preview = app.open_view(of="preview", width=160, height=90)
    _, scene = app.open_view(of="scene", name="Teal scene", width=64, height=36, fps=2)
    _, shown = app.open_view(of="input", name="Orange", width=100, height=100)
    wait(lambda: is_plain(scene, TEAL))
    wait(lambda: shown.newest(1 << 62))
    assert np.abs(seen(shown)[24:76].astype(int) - ORANGE).max() <= 3
    assert seen(shown)[:18].max() == 0
    app.do(do.SetStudioModeEnabled(enabled=True))
    app.do(do.SetCurrentPreviewScene(scene="Orange scene"))
    wait(lambda: is_plain(preview, ORANGE))
    app.do(do.TriggerStudioModeTransition())
    wait(lambda: is_plain(programme, ORANGE))
    recolour: dict[str, object] = {"color": hex_of(TEAL)}
    app.do(edits.SetInputSettings(input="Orange", settings=recolour))
    wait(lambda: is_plain(programme, TEAL))
    app.do(do.Undo())
    wait(lambda: is_plain(programme, ORANGE))


def test_a_t_bar_in_the_middle_shows_both(app: AppStandIn) -> None:
    app.do(do.SetCurrentProgramScene(scene="Orange scene", transition="cut"))
    app.do(do.SetStudioModeEnabled(enabled=True))
    app.do(do.SetCurrentPreviewScene(scene="Teal scene"))
    _, programme = app.open_view(of="programme")
    app.do(do.SetTBarPosition(position=0.5))
    red, green, blue = ((a + b) // 2 for a, b in zip(ORANGE, TEAL, strict=True))
    wait(lambda: is_plain(programme, (red, green, blue)))
    app.do(do.SetTBarPosition(position=0.4, release=True))
    wait(lambda: is_plain(programme, ORANGE))


def test_views_end_with_their_client(studio: LiveStudio, app: AppStandIn) -> None:
    other = AppStandIn(studio)
    number, ring = other.open_view(of="preview")
    _, mine = app.open_view(of="programme")
    with pytest.raises(CommandError, match="no view"):
        app.do(do.CloseView(view=number))
    other.close()

    def is_gone() -> bool:
        try:
            RingReader.attach(ring.name).close()
        except RingError:
            return True
        return False

    wait(is_gone)
    before = pictures(mine)
    wait(lambda: pictures(mine) > before + 5)


def test_a_client_that_does_not_read_makes_no_frame_late(
    studio: LiveStudio, app: AppStandIn
) -> None:
    """It asks for all it may, then hangs: nobody waits for it."""
    for _ in range(8):
        app.open_view(of="programme", fps=60)
    for name in ("Orange", "Teal"):
        app.open_view(of="input", name=name, fps=60)
    _, other = app.open_view(of="scene", name="Main", fps=60, width=318)
    stats = app.last(told.StatsChanged)
    wait(lambda: app.last(told.StatsChanged) != stats)
    before = app.last(told.StatsChanged)
    assert before
    seconds = before.time_s
    wait(lambda: (now := app.last(told.StatsChanged)) and now.time_s > seconds + 3)
    after = app.last(told.StatsChanged)
    assert after
    assert after.fps > 20  # on whatever machine this is
    assert pictures(other) > 10
