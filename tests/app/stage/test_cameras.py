"""Tests of studio.app.stage.cameras: what viewers see when the command is done."""

from studio.app.stage.cameras import cameras, on_air, switch
from studio.model import edits as do
from studio.model.commands import SetCurrentProgramScene
from studio.model.edit import apply
from studio.model.scene import Collection


def studio() -> Collection:
    def link(name: str, peer: str) -> dict[str, object]:
        return {"name": name, "kind": "link", "settings": {"peer": peer}}

    return Collection.model_validate(
        {
            "schema": 1,
            "inputs": [
                {"name": "Camera", "kind": "camera", "settings": {"device": "/dev/video0"}},
                link("Phone", "p-1"),
                link("Second phone", "p-2"),
                link("Guest", "seat:1"),
                {"name": "Door", "kind": "network", "settings": {"url": "rtsp://10.0.0.2/door"}},
                {"name": "Title", "kind": "text", "settings": {"text": "Hi"}},
            ],
            "scenes": [
                {
                    "name": "Main",
                    "items": [
                        {"id": 1, "source": "Camera", "transform": {"x": 7}},
                        {"id": 2, "source": "Phone", "visible": False},
                        {"id": 3, "source": "Guest"},
                        {"id": 4, "source": "Title"},
                    ],
                },
                {"name": "Outside", "items": [{"source": "Door"}]},
                {"name": "Pause", "items": [{"source": "Title"}]},
            ],
        }
    )


def switched(before: Collection, camera: str, scene: str = "Main") -> Collection:
    command = switch(before, scene, camera)
    assert isinstance(command, do.Edit)
    return apply(before, command)


def test_cameras_are_those_of_all_devices_and_no_guests() -> None:
    assert cameras(studio()) == ("Camera", "Phone", "Second phone", "Door")
    assert on_air(studio(), "Main") == {"Camera"}
    assert cameras(None) == ()


def test_one_camera_takes_the_others_place_and_all_else_stays() -> None:
    after = switched(studio(), "Phone")
    assert on_air(after, "Main") == {"Phone"}
    assert [item.visible for item in after.scenes[0].items] == [False, True, True, True]
    assert switch(after, "Main", "Phone") is None
    assert on_air(switched(after, "Camera"), "Main") == {"Camera"}


def test_one_that_is_not_in_the_scene_comes_exactly_where_the_other_was() -> None:
    after = switched(studio(), "Second phone")
    assert on_air(after, "Main") == {"Second phone"}
    items = after.scenes[0].items
    assert [item.source for item in items[:3]] == ["Camera", "Second phone", "Phone"]
    assert items[1].transform == items[0].transform


def test_where_no_camera_is_seen_one_with_a_scene_of_its_own_is_cut_to() -> None:
    command = switch(studio(), "Pause", "Door")
    assert command == SetCurrentProgramScene(scene="Outside", transition="cut")


def test_where_no_camera_is_seen_one_without_a_scene_lies_below_everything() -> None:
    after = switched(studio(), "Second phone", "Pause")
    assert [item.source for item in after.scenes[2].items] == ["Second phone", "Title"]
    assert after.scenes[2].items[0].transform.bounds_width == 1920


def test_one_that_is_gone_changes_nothing() -> None:
    assert switch(studio(), "Main", "Nobody") is None
    assert switch(studio(), "Nowhere", "Phone") is None
