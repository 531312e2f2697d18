"""Tests of studio.engine.history."""

import pytest

from studio.engine.history import History
from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.edit import apply
from studio.model.edits import Edit
from studio.model.scene import Collection
from tests.model.editing.collections import small_collection


class Person:
    """Edits a collection and changes their mind."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.now: Collection = small_collection()

    def do(self, edit: Edit) -> None:
        after = apply(self.now, edit)
        self.history.add(self.now, after, edit)
        self.now = after

    def undo(self) -> tuple[tuple[str, str], ...]:
        step = self.history.undo(self.now)
        self.now = step.collection
        return step.renames

    def redo(self) -> tuple[tuple[str, str], ...]:
        step = self.history.redo(self.now)
        self.now = step.collection
        return step.renames

    @property
    def volume_db(self) -> float:
        mic = self.now.input("Mic")
        assert mic
        return mic.volume_db


@pytest.fixture
def person() -> Person:
    return Person(History())


def volume(value_db: float, gesture: str = "") -> do.SetInputVolume:
    return do.SetInputVolume(input="Mic", volume_db=value_db, gesture=gesture)


def test_edits_are_taken_back_and_done_again_in_order(person: Person) -> None:
    first = person.now
    person.do(volume(-3))
    person.do(do.SetInputMute(input="Mic", muted=True))
    last = person.now
    assert (person.history.undo_name, person.history.redo_name) == ("SetInputMute", None)
    person.undo()
    assert (person.history.undo_name, person.history.redo_name) == (
        "SetInputVolume",
        "SetInputMute",
    )
    person.undo()
    assert person.now is first
    person.redo()
    person.redo()
    assert person.now is last
    assert person.history.redo_name is None


def test_a_gesture_that_is_put_back_is_no_step(person: Person) -> None:
    person.do(volume(-3))
    for value_db in (-5, -9, -3):
        person.do(volume(value_db, "drag"))
    person.undo()
    assert person.volume_db == 0
    assert person.history.undo_name is None


def test_there_is_nothing_beyond_the_ends(person: Person) -> None:
    with pytest.raises(CommandError, match="nothing to undo"):
        person.undo()
    with pytest.raises(CommandError, match="nothing to redo"):
        person.redo()


def test_a_drag_is_one_step(person: Person) -> None:
    for value_db in range(-20, 0):
        person.do(volume(value_db, "fader 1"))
    person.do(volume(-40, "fader 2"))
    person.undo()
    assert person.volume_db == -1
    person.undo()
    assert person.volume_db == 0
    assert person.history.undo_name is None


def test_a_drag_that_was_undone_is_not_gone_on_with(person: Person) -> None:
    person.do(volume(-3, "fader"))
    person.do(do.SetInputMute(input="Mic", muted=True))
    person.undo()
    person.do(volume(-6, "fader"))
    person.undo()
    assert person.volume_db == -3


def test_a_new_edit_ends_what_could_be_done_again(person: Person) -> None:
    person.do(volume(-3))
    person.undo()
    person.do(volume(-6))
    with pytest.raises(CommandError, match="nothing to redo"):
        person.redo()


def test_an_edit_that_changes_nothing_is_no_step(person: Person) -> None:
    person.do(volume(0))
    assert person.history.undo_name is None


def test_a_scene_that_was_renamed_is_found_again(person: Person) -> None:
    person.do(do.SetSceneName(scene="Main", new_name="A", gesture="typing"))
    person.do(do.SetSceneName(scene="A", new_name="B", gesture="typing"))
    assert person.undo() == (("B", "A"), ("A", "Main"))
    assert person.redo() == (("Main", "A"), ("A", "B"))
    assert person.undo() == (("B", "A"), ("A", "Main"))


def test_the_oldest_steps_are_forgotten_when_memory_is_used_up() -> None:
    person = Person(History(most_bytes=1_000_000))
    for n in range(10):
        person.do(do.SetInputSettings(input="Logo", settings={"note": f"{n}" * 20_000}))
    kept = 0
    while person.history.undo_name:
        person.undo()
        kept += 1
    assert 2 <= kept <= 6


def test_thousands_of_small_steps_are_kept(person: Person) -> None:
    for n in range(1000):
        person.do(volume(-(n % 90) - 1))
    for _ in range(1000):
        person.undo()
    assert person.volume_db == 0


def test_another_collection_has_another_history(person: Person) -> None:
    person.do(volume(-3))
    person.do(volume(-6))
    person.undo()
    person.history.forget()
    assert (person.history.undo_name, person.history.redo_name) == (None, None)
