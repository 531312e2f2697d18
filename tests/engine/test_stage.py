"""Tests of studio.engine.stage and studio.engine.editor: the main thread's side."""

import time
from fractions import Fraction
from pathlib import Path

import pytest

from studio.engine.clock import FrameClock
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.demand import Demand
from studio.engine.editor import Editor
from studio.engine.keeper import Keeper
from studio.engine.program import Program
from studio.engine.stage import Stage
from studio.engine.ticker import Ticker
from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.events import (
    CollectionChanged,
    CurrentPreviewSceneChanged,
    CurrentProgramSceneChanged,
    Event,
    HistoryChanged,
    StudioModeChanged,
)
from studio.model.scene import Canvas
from studio.model.session import LivePlan, Session
from tests.model.editing.collections import small_collection


class Studio:
    """A stage and an editor on a tick that doesn't run: what is posted is done by ``tick``."""

    def __init__(self, folder: Path, **session: object) -> None:
        self.told: list[Event] = []
        self.on_air: list[str] = []
        self.previews: list[str] = []
        self.canvases: list[Canvas] = []
        self.is_busy = False
        collection = small_collection().model_copy(update={"current_scene": "Main"})
        begun = Session.begin(LivePlan(collection=str(folder / "scene.json"), stays=True))
        self.keeper = Keeper(folder, begun.model_copy(update=session), collection)
        self.posted = Ticker(
            FrameClock(Fraction(30)),
            Program(collection),
            ArrayCompositor(),
            fallback=ArrayCompositor,
            demand=Demand(),
        )
        self.stage = Stage(
            self.keeper,
            self.posted,
            tell=self.told.append,
            on_air=lambda: self.on_air.append(self.stage.scene),
            on_preview=self.previews.append,
        )
        self.editor = Editor(
            self.keeper,
            self.stage,
            tell=self.tell,
            take_over=lambda collection: None,
            use_canvas=lambda collection: self.canvases.append(collection.canvas),
            is_busy=lambda: self.is_busy,
            sizes=dict,
        )

    def tell(self, event: Event) -> int:
        self.told.append(event)
        return len(self.told)

    @property
    def program(self) -> Program:
        """As it is after all that was posted."""
        self.posted._do_posted()
        return self.posted.program

    def names(self) -> list[str]:
        return [type(event).__name__ for event in self.told]


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path)


def test_without_studio_mode_the_preview_is_the_programme(studio: Studio) -> None:
    studio.stage.show("Side", "cut", None)
    assert (studio.stage.scene, studio.stage.preview) == ("Side", "Side")
    assert studio.program.scene == "Side"
    assert studio.on_air == ["Side"]
    assert studio.keeper.session.scene == "Side"
    with pytest.raises(CommandError, match="turn studio mode on"):
        studio.stage.prepare("Main")
    with pytest.raises(CommandError, match="turn studio mode on"):
        studio.stage.change_places()
    with pytest.raises(CommandError, match="turn studio mode on"):
        studio.stage.move_t_bar(0.5, release=False)


def test_in_studio_mode_scenes_are_prepared_apart(studio: Studio) -> None:
    studio.stage.set_studio_mode(True)
    studio.stage.prepare("Side")
    assert (studio.stage.scene, studio.stage.preview) == ("Main", "Side")
    assert studio.previews[-1] == "Side"
    assert (studio.keeper.session.studio_mode, studio.keeper.session.preview) == (True, "Side")
    studio.stage.change_places()
    assert (studio.stage.scene, studio.stage.preview) == ("Side", "Main")
    assert studio.told == [
        StudioModeChanged(enabled=True),
        CurrentPreviewSceneChanged(scene="Main"),
        CurrentPreviewSceneChanged(scene="Side"),
        CurrentProgramSceneChanged(scene="Side"),
        CurrentPreviewSceneChanged(scene="Main"),
    ]
    studio.stage.set_studio_mode(False)
    assert studio.stage.preview == "Side"
    with pytest.raises(CommandError, match='no scene named "Nowhere"'):
        studio.stage.show("Nowhere", None, None)


def test_a_t_bar_that_is_let_go_in_the_first_half_goes_back(studio: Studio) -> None:
    studio.stage.set_studio_mode(True)
    studio.stage.prepare("Side")
    studio.stage.move_t_bar(0.4, release=False)
    fade = studio.program.at(0).fade
    assert fade
    assert (fade.below, fade.above, fade.share(0)) == ("Main", "Side", 0.4)
    studio.stage.move_t_bar(0.49, release=True)
    assert (studio.stage.scene, studio.program.scene) == ("Main", "Main")
    studio.stage.move_t_bar(0.5, release=True)
    assert (studio.stage.scene, studio.program.scene) == ("Side", "Side")
    assert studio.stage.preview == "Main"


def test_another_preview_undoes_a_held_t_bar(studio: Studio) -> None:
    studio.stage.set_studio_mode(True)
    studio.stage.prepare("Side")
    studio.stage.move_t_bar(0.4, release=False)
    studio.stage.prepare("Main")
    assert studio.program.at(time.monotonic_ns() + 10**10).fade is None
    assert studio.program.scene == "Main"


def test_an_engine_that_comes_back_has_the_same_preview(tmp_path: Path) -> None:
    studio = Studio(tmp_path, studio_mode=True, preview="Side")
    assert (studio.stage.is_studio_mode, studio.stage.preview) == (True, "Side")
    studio = Studio(tmp_path, studio_mode=True, preview="Gone")
    assert studio.stage.preview == "Main"


def test_scenes_that_are_shown_are_renamed_and_found_again(studio: Studio) -> None:
    studio.stage.set_studio_mode(True)
    studio.stage.prepare("Side")
    studio.told.clear()
    both = do.EditTogether.of(
        [
            do.SetSceneName(scene="Main", new_name="A"),
            do.SetSceneName(scene="Side", new_name="Main"),
        ]
    )
    studio.editor.edit(both)
    assert (studio.stage.scene, studio.stage.preview) == ("A", "Main")
    assert studio.program.scene == "A"
    assert studio.names() == [
        "CollectionChanged",
        "CurrentProgramSceneChanged",
        "CurrentPreviewSceneChanged",
        "HistoryChanged",
    ]
    studio.editor.undo()
    assert (studio.stage.scene, studio.stage.preview) == ("Main", "Side")
    assert studio.keeper.session.scene == "Main"
    studio.editor.redo()
    assert (studio.stage.scene, studio.program.scene) == ("A", "A")


def test_a_removed_scene_gives_way_wherever_it_is_shown(studio: Studio) -> None:
    studio.stage.set_studio_mode(True)
    studio.stage.prepare("Side")
    studio.editor.edit(do.RemoveScene(scene="Side"))
    assert (studio.stage.scene, studio.stage.preview) == ("Main", "Main")
    studio.editor.edit(do.CreateScene(scene="Last"))
    studio.editor.edit(do.RemoveScene(scene="Main"))
    assert (studio.stage.scene, studio.program.scene) == ("Last", "Last")


def test_an_edit_is_answered_with_the_number_of_its_event(studio: Studio) -> None:
    number = studio.editor.edit(do.SetInputMute(input="Mic", muted=True))
    event = studio.told[number - 1]
    assert isinstance(event, CollectionChanged)
    assert event.collection == studio.keeper.collection.model_dump(mode="json", by_alias=True)
    assert studio.told[number] == HistoryChanged(undo="SetInputMute", redo=None)
    assert isinstance(studio.told[studio.editor.undo() - 1], CollectionChanged)


def test_the_canvas_changes_only_while_nothing_is_live(studio: Studio) -> None:
    small = Canvas(width=320, height=180)
    studio.editor.edit(do.SetCanvas(canvas=small))
    assert studio.canvases == [small]
    studio.is_busy = True
    with pytest.raises(CommandError, match="while something is live or recorded"):
        studio.editor.undo()
    assert studio.keeper.collection.canvas == small
    assert (studio.editor.undo_name, studio.editor.redo_name) == ("SetCanvas", None)
    studio.is_busy = False
    studio.editor.undo()
    assert studio.keeper.collection.canvas.width == 640


def test_what_no_client_could_be_told_is_refused(studio: Studio) -> None:
    before = studio.keeper.collection
    with pytest.raises(CommandError, match="There is no room for that"):
        studio.editor.edit(do.SetInputSettings(input="Logo", settings={"note": "x" * 4_000_000}))
    assert studio.keeper.collection is before
    assert studio.editor.undo_name is None
