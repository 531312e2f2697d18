"""Tests of studio.model.editing.groups: what is seen stays where it is."""

import pytest

from studio.model import edits as do
from studio.model.command import CommandError
from studio.model.edit import apply
from studio.model.editing.groups import Sizes
from studio.model.layout import Layout
from studio.model.scene import Collection
from tests.model.editing.collections import items, shown, small_collection

SIZES: Sizes = {"Cam": (320, 180), "Logo": (64, 48)}


def collection_of(*transforms: dict[str, object]) -> Collection:
    """Return a scene of the camera, then the logo several times, and the camera again."""
    logos = [{"source": "Logo", "transform": transform} for transform in transforms]
    scene = {"name": "Main", "items": [{"source": "Cam"}, *logos, {"source": "Cam"}]}
    base = small_collection().model_dump(by_alias=True)
    return Collection.model_validate(
        {**base, "scenes": [scene], "groups": [], "current_scene": "Main"}
    )


def places(collection: Collection) -> list[tuple[float, ...]]:
    """Return where each logo's corners lie on the canvas."""
    found = Layout(collection, SIZES).places("Main")
    maps = [place.content for place in found if place.item.source == "Logo"]
    corners = [(x, y) for x in (0, 64) for y in (0, 48)]
    return [tuple(v for at in corners for v in map.apply(*at)) for map in maps]


TURNED = {"x": 100, "y": 90, "rotation_deg": 30, "alignment": "right", "scale_x": 2}
FITTED = {
    "x": -20,
    "y": 40,
    "bounds_type": "scale_inner",
    "bounds_width": 200,
    "bounds_height": 100,
    "bounds_alignment": "top_right",
    "scale_x": -1,
}
UPRIGHT = {"x": 300, "y": 20, "rotation_deg": 90, "alignment": "bottom", "crop": {"left": 8}}


def grouped(*transforms: dict[str, object]) -> tuple[Collection, Collection]:
    before = collection_of(*transforms)
    ids = tuple(range(2, 2 + len(transforms)))
    after = apply(before, do.GroupSceneItems(scene="Main", item_ids=ids, group="All"), SIZES)
    return before, after


def test_a_new_group_lies_around_its_items_and_changes_nothing() -> None:
    before, after = grouped(TURNED, FITTED, UPRIGHT)
    assert shown(after, "Main") == ["Cam", "All", "Cam"]
    assert shown(after, "All") == ["Logo"] * 3
    assert places(after) == [pytest.approx(place) for place in places(before)]
    group = items(after, "Main")[1]
    assert group.id == 6
    assert group.transform.x == -23  # a corner of TURNED
    size = Layout(after, SIZES).size_of("All")
    assert size is not None
    assert size[0] < 400  # not the whole canvas


def test_items_apart_are_grouped_where_the_uppermost_was() -> None:
    before = collection_of({"x": 1}, {"x": 2}, {"x": 3})
    after = apply(before, do.GroupSceneItems(scene="Main", item_ids=(4, 2), group="All"), SIZES)
    assert shown(after, "Main") == ["Cam", "Logo", "All", "Cam"]
    assert [item.id for item in items(after, "All")] == [2, 4]


def test_a_group_is_made_without_knowing_any_size() -> None:
    before = collection_of(TURNED)
    after = apply(before, do.GroupSceneItems(scene="Main", item_ids=(2,), group="All"))
    assert places(after) == places(before)


@pytest.mark.parametrize(
    "outer",
    [
        {"x": 10, "y": 20},
        {"scale_x": 0.5, "scale_y": 0.5, "rotation_deg": 45, "x": 200},
        {"scale_x": -1, "alignment": "bottom_right", "x": 400, "y": 300},
        {"scale_y": -2, "scale_x": 2, "rotation_deg": 200, "alignment": "center"},
        {"bounds_type": "scale_inner", "bounds_width": 100, "bounds_height": 100, "x": 50},
    ],
    ids=["moved", "turned", "mirrored", "upside down", "fitted"],
)
def test_what_was_in_a_group_looks_the_same_outside(outer: dict[str, object]) -> None:
    _, before = grouped(TURNED, FITTED, UPRIGHT)
    before = apply(
        before, do.SetSceneItemTransform(scene="Main", item_id=6, transform=outer), SIZES
    )
    after = apply(before, do.UngroupSceneItems(scene="Main", item_id=6), SIZES)
    assert shown(after, "Main") == ["Cam", "Logo", "Logo", "Logo", "Cam"]
    assert after.groups == ()
    assert places(after) == [pytest.approx(place) for place in places(before)]


def test_upright_items_may_be_stretched_by_their_group() -> None:
    _, before = grouped(FITTED, UPRIGHT)
    stretch: dict[str, object] = {"scale_x": 3, "scale_y": -0.5, "rotation_deg": 12}
    before = apply(
        before, do.SetSceneItemTransform(scene="Main", item_id=5, transform=stretch), SIZES
    )
    after = apply(before, do.UngroupSceneItems(scene="Main", item_id=5), SIZES)
    assert places(after) == [pytest.approx(place) for place in places(before)]


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (
            do.SetSceneItemTransform(scene="Main", item_id=6, transform={"scale_x": 2}),
            "is stretched: scale the group",
        ),
        (
            do.SetSceneItemTransform(scene="Main", item_id=6, transform={"crop": {"left": 3}}),
            "cropped as a whole",
        ),
        (
            do.SetSceneItemBlendMode(scene="Main", item_id=6, blend="multiply"),
            "blended as a whole",
        ),
    ],
)
def test_a_group_that_can_not_be_taken_apart_says_why(edit: do.Edit, sentence: str) -> None:
    _, before = grouped(TURNED, FITTED, UPRIGHT)
    before = apply(before, edit, SIZES)
    with pytest.raises(CommandError, match=sentence):
        apply(before, do.UngroupSceneItems(scene="Main", item_id=6), SIZES)


def test_only_groups_are_taken_apart() -> None:
    with pytest.raises(CommandError, match='"Cam" is no group'):
        apply(small_collection(), do.UngroupSceneItems(scene="Main", item_id=1))


def test_a_hidden_faint_group_hands_on_that_it_is() -> None:
    _, before = grouped(FITTED)
    before = apply(before, do.SetSceneItemOpacity(scene="Main", item_id=4, opacity=0.5))
    before = apply(before, do.SetSceneItemEnabled(scene="Main", item_id=4, visible=False))
    after = apply(before, do.UngroupSceneItems(scene="Main", item_id=4), SIZES)
    item = items(after, "Main")[1]
    assert (item.visible, item.opacity) == (False, 0.5)
