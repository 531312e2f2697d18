"""Tests of studio.app.stage.layout_edits: what comes out when the edits are done."""

import pytest

from studio.app.stage.layout_edits import anchor_item, arranged
from studio.model import edits as do
from studio.model.edit import apply
from studio.model.scene import Collection, SceneItem

SOLID = {"width": 1920, "height": 1080, "fps": "30"}


def collection(*inputs: dict[str, object], items: list[dict[str, object]]) -> Collection:
    return Collection.model_validate(
        {
            "schema": 1,
            "canvas": SOLID,
            "inputs": list(inputs),
            "scenes": [{"name": "Main", "items": items}],
        }
    )


def studio() -> Collection:
    return collection(
        {"name": "Screen", "kind": "screen", "settings": {}},
        {"name": "Camera", "kind": "camera", "settings": {"device": "/dev/video0"}},
        {"name": "Title", "kind": "text", "settings": {"text": "Hi"}},
        items=[
            {"id": 1, "source": "Screen"},
            {"id": 2, "source": "Camera", "transform": {"x": 50, "rotation_deg": 5}},
            {"id": 3, "source": "Title"},
        ],
    )


def title(seat: int) -> str:
    return f"Guest {seat}"


def with_layout(before: Collection, layout: str, *taken: int) -> Collection:
    edits = arranged(before, "Main", layout, taken=taken, title=title)
    after = apply(before, do.EditTogether.of(edits)) if edits else before
    assert arranged(after, "Main", layout, taken=taken, title=title) == []
    return after


def places(after: Collection) -> dict[str, tuple[float, float, float, float]]:
    scene = after.scene("Main")
    assert scene is not None
    return {
        item.source: (
            item.transform.x,
            item.transform.y,
            item.transform.bounds_width,
            item.transform.bounds_height,
        )
        for item in scene.items
        if item.visible
    }


def order(after: Collection) -> list[str]:
    scene = after.scene("Main")
    assert scene is not None
    return [item.source for item in scene.items]


def test_two_guests_and_the_anchor_share_the_picture() -> None:
    after = with_layout(studio(), "auto", 1, 4)
    found = places(after)
    assert found["Camera"] == (0, 0, 1280, 1080)
    assert found["Guest 1"] == (1280, 0, 640, 540)
    assert found["Guest 4"] == (1280, 540, 640, 540)
    assert order(after) == ["Screen", "Camera", "Guest 1", "Guest 4", "Title"]
    guest = after.input("Guest 4")
    assert guest is not None
    assert (guest.kind, guest.settings) == ("link", {"peer": "seat:4"})


def test_one_who_goes_leaves_the_place_to_the_next_and_comes_back_to_it() -> None:
    two = with_layout(studio(), "auto", 1, 4)
    one = with_layout(two, "auto", 4)
    assert places(one).keys() == {"Screen", "Camera", "Guest 4", "Title"}
    assert places(one)["Guest 4"] == (960, 0, 960, 1080)
    again = with_layout(one, "auto", 1, 4)
    assert places(again) == places(two)
    assert len(again.inputs) == 5
    assert order(again) == order(two)


def test_guests_over_the_picture_leave_all_else_alone() -> None:
    before = studio()
    after = with_layout(before, "over", 2)
    scene, was = after.scene("Main"), before.scene("Main")
    assert scene is not None
    assert was is not None
    assert [item for item in scene.items if item.source != "Guest 2"] == list(was.items)
    assert places(after)["Guest 2"][2] == pytest.approx(0.24 * 1920, abs=1)


def test_only_you_hides_the_guests() -> None:
    after = with_layout(with_layout(studio(), "grid4", 1, 2), "solo", 1, 2)
    assert places(after).keys() == {"Screen", "Camera", "Title"}
    assert places(after)["Camera"] == (0, 0, 1920, 1080)


def test_more_people_than_places_are_left_out_in_the_order_of_seats() -> None:
    after = with_layout(studio(), "grid4", 1, 2, 3, 5, 8)
    assert places(after).keys() == {"Screen", "Camera", "Title", "Guest 1", "Guest 2", "Guest 3"}


def test_a_guest_that_lay_below_the_anchor_comes_above() -> None:
    before = with_layout(studio(), "pip", 1)
    number = next(i.id for i in before.scenes[0].items if i.source == "Guest 1")
    lower = apply(before, do.SetSceneItemIndex(scene="Main", item_id=number, index=0))
    after = with_layout(lower, "pip", 1)
    assert order(after) == ["Screen", "Camera", "Guest 1", "Title"]


def test_free_gives_each_seat_an_input_and_no_place() -> None:
    after = with_layout(studio(), "free", 3)
    assert order(after) == ["Screen", "Camera", "Title"]
    assert after.input("Guest 3") is not None


def test_a_locked_picture_stays_and_a_taken_name_gets_a_number() -> None:
    before = apply(studio(), do.SetSceneItemLocked(scene="Main", item_id=2, locked=True))
    before = apply(before, do.SetInputName(input="Title", new_name="Guest 1"))
    after = with_layout(before, "beside", 1)
    assert places(after)["Camera"][0] == 50
    assert places(after)["Guest 2"] == (960, 0, 960, 1080)


def test_without_a_picture_of_the_anchor_guests_have_all_places() -> None:
    before = collection({"name": "C", "kind": "color", "settings": {"color": "#000000"}}, items=[])
    after = with_layout(before, "beside", 1, 2)
    assert places(after) == {"Guest 1": (0, 0, 960, 1080), "Guest 2": (960, 0, 960, 1080)}
    assert arranged(before, "No such scene", "beside", taken=(1,), title=title) == []


def test_the_anchors_picture_is_the_one_that_is_named_or_seen_or_likeliest() -> None:
    before = apply(
        studio(),
        do.EditTogether.of(
            [
                do.CreateInput(input={"name": "Phone", "kind": "link", "settings": {}}),  # type: ignore[arg-type]
                do.CreateSceneItem(scene="Main", item=SceneItem(source="Phone")),
            ]
        ),
    )
    likeliest = anchor_item(before, "Main")
    named = anchor_item(before, "Main", "Phone")
    hidden = apply(before, do.SetSceneItemEnabled(scene="Main", item_id=2, visible=False))
    seen = anchor_item(hidden, "Main")
    assert likeliest
    assert named
    assert seen
    assert (likeliest.source, named.source, seen.source) == ("Camera", "Phone", "Phone")
