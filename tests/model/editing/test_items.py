"""Tests of studio.model.editing.items."""

import pytest

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.edit import apply
from tests.model.editing.collections import items, shown, small_collection


def test_a_copy_of_an_item_lies_on_top_where_it_is_wanted() -> None:
    original = apply(
        small_collection(),
        do.SetSceneItemTransform(scene="Main", item_id=1, transform={"x": 7}),
    )
    same = apply(original, do.DuplicateSceneItem(scene="Main", item_id=1))
    assert shown(same, "Main") == ["Cam", "Corner", "Cam"]
    assert [item.id for item in items(same, "Main")] == [1, 2, 3]
    assert items(same, "Main")[2].transform.x == 7
    other = apply(original, do.DuplicateSceneItem(scene="Main", item_id=1, destination="Side"))
    assert shown(other, "Side") == ["Main", "Logo", "Cam"]


def test_a_copied_group_is_a_group_of_its_own() -> None:
    copied = apply(
        small_collection(), do.DuplicateSceneItem(scene="Main", item_id=2, destination="Side")
    )
    assert shown(copied, "Side")[-1] == "Corner 2"
    assert shown(copied, "Corner 2") == ["Logo"]


def test_a_scene_is_not_copied_into_itself() -> None:
    with pytest.raises(CommandError, match='"Main" would show itself'):
        apply(
            small_collection(), do.DuplicateSceneItem(scene="Side", item_id=1, destination="Main")
        )


def test_a_group_goes_with_its_last_item() -> None:
    changed = apply(small_collection(), do.RemoveSceneItem(scene="Main", item_id=2))
    assert changed.groups == ()
