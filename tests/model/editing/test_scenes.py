"""Tests of studio.model.editing.scenes."""

from fractions import Fraction

import pytest

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.edit import apply
from studio.model.scene import Canvas, Collection
from tests.model.editing.collections import shown, small_collection


def names(collection: Collection) -> list[str]:
    return [scene.name for scene in collection.scenes]


def test_whatever_names_a_scene_follows_its_new_name() -> None:
    changed = apply(small_collection(), do.SetSceneName(scene="Main", new_name="主场景"))
    assert names(changed) == ["主场景", "Side"]
    assert shown(changed, "Side") == ["主场景", "Logo"]
    changed = apply(changed, do.SetSceneName(scene="Side", new_name="Other"))
    assert changed.current_scene == "Other"


def test_a_group_is_renamed_as_a_scene_is() -> None:
    changed = apply(small_collection(), do.SetSceneName(scene="Corner", new_name="Top"))
    assert shown(changed, "Main") == ["Cam", "Top"]
    assert shown(changed, "Top") == ["Logo"]


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(CommandError, match='the name "Logo" is used twice'):
        apply(small_collection(), do.SetSceneName(scene="Main", new_name="Logo"))


def test_scenes_are_put_in_order() -> None:
    collection = apply(small_collection(), do.CreateScene(scene="Third"))
    moved = apply(collection, do.SetSceneIndex(scene="Third", index=0))
    assert names(moved) == ["Third", "Main", "Side"]
    assert names(apply(moved, do.SetSceneIndex(scene="Third", index=99))) == names(collection)


def test_a_copy_of_a_scene_stands_after_it_and_has_groups_of_its_own() -> None:
    copied = apply(small_collection(), do.DuplicateScene(scene="Main", new_name="Again"))
    assert names(copied) == ["Main", "Again", "Side"]
    assert shown(copied, "Again") == ["Cam", "Corner 2"]
    alone = apply(copied, do.RemoveSceneItem(scene="Corner 2", item_id=1))
    assert shown(alone, "Corner") == ["Logo"]


def test_a_removed_scene_takes_its_items_and_its_groups_along() -> None:
    changed = apply(small_collection(), do.RemoveScene(scene="Main"))
    assert shown(changed, "Side") == ["Logo"]
    assert changed.groups == ()
    with pytest.raises(CommandError, match="last scene can't be removed"):
        apply(changed, do.RemoveScene(scene="Side"))


def test_canvas_and_transition_are_set() -> None:
    changed = apply(
        small_collection(), do.SetCanvas(canvas=Canvas(width=1280, height=720, fps=Fraction(60)))
    )
    changed = apply(changed, do.SetSceneTransition(kind="cut", duration_ms=0))
    assert (changed.canvas.width, str(changed.canvas.fps)) == (1280, "60")
    assert changed.transition.kind == "cut"
