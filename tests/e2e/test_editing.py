"""Edits, undo and studio mode of a session that runs, as the app does them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.model import commands as do
from studio.model import edits
from studio.model import events as told
from studio.model.command import CommandError
from studio.model.scene import Canvas
from tests.e2e.app_stand_in import AppStandIn, wait
from tests.e2e.live_studio import LiveStudio

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    words = [*cheap, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


@pytest.fixture
def app(studio: LiveStudio) -> Iterator[AppStandIn]:
    app = AppStandIn(studio)
    yield app
    app.close()


def test_whatever_was_edited_is_taken_back_and_done_again(app: AppStandIn) -> None:
    first = app.collection
    app.do(edits.SetInputMute(input="Music", muted=True))
    for volume_db in (-1, -2, -3):
        app.do(edits.SetInputVolume(input="Music", volume_db=volume_db, gesture="drag"))
    last = app.collection
    assert app.last(told.HistoryChanged) == told.HistoryChanged(undo="SetInputVolume", redo=None)
    app.do(do.Undo())
    app.do(do.Undo())
    assert app.collection == first
    assert app.last(told.HistoryChanged) == told.HistoryChanged(undo=None, redo="SetInputMute")
    with pytest.raises(CommandError, match="nothing to undo"):
        app.do(do.Undo())
    app.do(do.Redo())
    app.do(do.Redo())
    assert app.collection == last


def test_scenes_that_are_shown_may_be_renamed_and_removed(app: AppStandIn) -> None:
    shown = str(app.snapshot["program_scene"])
    app.do(edits.SetSceneName(scene=shown, new_name="现场"))
    assert app.last(told.CurrentProgramSceneChanged) == told.CurrentProgramSceneChanged(
        scene="现场"
    )
    app.do(do.Undo())
    assert app.last(told.CurrentProgramSceneChanged) == told.CurrentProgramSceneChanged(scene=shown)
    app.do(edits.CreateScene(scene="Next"))
    app.do(do.SetCurrentProgramScene(scene="Next"))
    app.do(edits.RemoveScene(scene="Next"))
    assert app.last(told.CurrentProgramSceneChanged) == told.CurrentProgramSceneChanged(scene=shown)


def test_the_canvas_stays_while_something_is_recorded(app: AppStandIn) -> None:
    with pytest.raises(CommandError, match="while something is live or recorded"):
        app.do(edits.SetCanvas(canvas=Canvas(width=320, height=180)))
    assert app.last(told.CollectionChanged) is None


def test_studio_mode_parts_preview_and_programme(app: AppStandIn) -> None:
    shown = str(app.snapshot["program_scene"])
    app.do(edits.CreateScene(scene="Next"))
    with pytest.raises(CommandError, match="turn studio mode on"):
        app.do(do.SetCurrentPreviewScene(scene="Next"))
    app.do(do.SetStudioModeEnabled(enabled=True))
    app.do(do.SetCurrentPreviewScene(scene="Next"))
    app.do(do.TriggerStudioModeTransition())
    app.do(do.SetTBarPosition(position=0.3))
    app.do(do.SetTBarPosition(position=0.4, release=True))
    assert app.last(told.CurrentProgramSceneChanged) == told.CurrentProgramSceneChanged(
        scene="Next"
    )
    app.do(do.SetTBarPosition(position=0.9))
    app.do(do.SetTBarPosition(position=0.6, release=True))
    assert app.last(told.CurrentProgramSceneChanged) == told.CurrentProgramSceneChanged(scene=shown)
    assert app.last(told.CurrentPreviewSceneChanged) == told.CurrentPreviewSceneChanged(
        scene="Next"
    )


def test_studio_mode_survives_an_engine_that_crashes(studio: LiveStudio, app: AppStandIn) -> None:
    app.do(edits.CreateScene(scene="Next"))
    app.do(do.SetStudioModeEnabled(enabled=True))
    app.do(do.SetCurrentPreviewScene(scene="Next"))
    kept = studio.run_dir / "collection.json"
    wait(lambda: kept.exists() and "Next" in kept.read_text())
    studio.kill("engine")
    studio.wait_for("record recording: .*live \\(2\\).mkv")
    again = AppStandIn(studio)
    again.close()
    assert again.snapshot["studio_mode"] is True
    assert again.snapshot["preview_scene"] == "Next"
    assert again.snapshot["program_scene"] == app.snapshot["program_scene"]
