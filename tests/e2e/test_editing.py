"""Edits, undo and studio mode of a session that runs, as the app does them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from studio.cli.client import EngineClient
from studio.model import commands as do
from studio.model import edits
from studio.model import events as told
from studio.model.command import CommandError
from studio.model.events import Event
from studio.model.scene import Canvas, Collection
from studio.supervisor.session_file import find_session
from tests.e2e.live_studio import PATIENCE_S, LiveStudio

E = TypeVar("E", bound=Event)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


class App:
    """A client that knows what it was told last."""

    def __init__(self, studio: LiveStudio) -> None:
        self.events: list[Event] = []
        self._client = EngineClient(studio.run_dir, self.events.append)
        session = find_session(studio.run_dir)
        assert session
        assert session.engine
        assert self._client.connect(session.engine.address)
        assert self._client.wait_snapshot()
        self.snapshot = self._client.snapshot
        self.do = self._client.do
        self.close = self._client.close

    @property
    def collection(self) -> Collection:
        """The newest collection."""
        told_last = self.last(told.CollectionChanged)
        state = told_last.collection if told_last else self.snapshot["collection"]
        return Collection.model_validate(state)

    def last(self, kind: type[E]) -> E | None:
        """Return the newest event of a kind."""
        return next((each for each in reversed(self.events) if isinstance(each, kind)), None)

    def wait(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        deadline_s = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < deadline_s
            time.sleep(0.02)


@pytest.fixture
def studio(tmp_path: Path, cheap: list[str]) -> Iterator[LiveStudio]:
    words = [*cheap, "--record", str(tmp_path / "live.mkv")]
    with LiveStudio(tmp_path, words) as running:
        running.wait_for("record recording")
        yield running


@pytest.fixture
def app(studio: LiveStudio) -> Iterator[App]:
    app = App(studio)
    yield app
    app.close()


def test_whatever_was_edited_is_taken_back_and_done_again(app: App) -> None:
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


def test_scenes_that_are_shown_may_be_renamed_and_removed(app: App) -> None:
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


def test_the_canvas_stays_while_something_is_recorded(app: App) -> None:
    with pytest.raises(CommandError, match="while something is live or recorded"):
        app.do(edits.SetCanvas(canvas=Canvas(width=320, height=180)))
    assert app.last(told.CollectionChanged) is None


def test_studio_mode_parts_preview_and_programme(app: App) -> None:
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


def test_studio_mode_survives_an_engine_that_crashes(studio: LiveStudio, app: App) -> None:
    app.do(edits.CreateScene(scene="Next"))
    app.do(do.SetStudioModeEnabled(enabled=True))
    app.do(do.SetCurrentPreviewScene(scene="Next"))
    kept = studio.run_dir / "collection.json"
    app.wait(lambda: kept.exists() and "Next" in kept.read_text())
    studio.kill("engine")
    studio.wait_for("record recording: .*live \\(2\\).mkv")
    again = App(studio)
    again.close()
    assert again.snapshot["studio_mode"] is True
    assert again.snapshot["preview_scene"] == "Next"
    assert again.snapshot["program_scene"] == app.snapshot["program_scene"]
