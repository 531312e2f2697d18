"""Tests of studio.app.picture.selection."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal

from studio.app.picture.selection import Selection
from studio.model.edit import apply
from studio.model.edits import RemoveSceneItem
from studio.model.scene import Collection

MAIN = Collection.model_validate(
    {
        "schema": 1,
        "inputs": [{"name": "Red", "kind": "color"}],
        "scenes": [{"name": "Main", "items": [{"source": "Red"}] * 3}, {"name": "Other"}],
    }
)


class Engine(QObject):
    """Holds a collection, as the mirror does."""

    collection_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.collection: Collection | None = MAIN


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def selection(engine: Engine) -> Selection:
    return Selection(engine)


@pytest.fixture
def changes(selection: Selection) -> Callable[[], int]:
    seen: list[None] = []
    selection.changed.connect(lambda: seen.append(None))
    return lambda: len(seen)


def test_what_is_chosen_is_told_once(selection: Selection, changes: Callable[[], int]) -> None:
    selection.select("Main", [2, 1, 2])
    selection.select("Main", [2, 1])
    assert (selection.scene, selection.ids, changes()) == ("Main", (2, 1), 1)
    assert [item.id for item in selection.items] == [1, 2]
    assert selection.only is None
    assert selection.has("Main", 2)
    assert not selection.has("Other", 2)


def test_items_are_added_and_taken_out_one_by_one(selection: Selection) -> None:
    selection.toggle("Main", 1)
    selection.toggle("Main", 3)
    assert list(selection.ids) == [1, 3]
    selection.toggle("Main", 1)
    assert selection.only
    assert selection.only.id == 3
    selection.toggle("Other", 1)
    assert (selection.scene, list(selection.ids)) == ("Other", [1])
    selection.clear()
    assert not selection.ids


def test_what_was_removed_is_chosen_no_longer(
    selection: Selection, engine: Engine, changes: Callable[[], int]
) -> None:
    selection.select("Main", [1, 2])
    engine.collection_changed.emit()
    assert changes() == 1
    engine.collection = apply(MAIN, RemoveSceneItem(scene="Main", item_id=1))
    engine.collection_changed.emit()
    assert (selection.ids, changes()) == ((2,), 2)


def test_without_an_engine_there_is_nothing(selection: Selection, engine: Engine) -> None:
    selection.select("Main", [1])
    engine.collection = None
    engine.collection_changed.emit()
    assert selection.items == ()
    engine.collection = MAIN  # it was started again
    engine.collection_changed.emit()
    assert selection.ids == (1,)
