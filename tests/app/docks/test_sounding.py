"""Tests of studio.app.docks.sounding."""

import pytest

from studio.app.docks.sounding import (
    free_bus,
    is_heard,
    is_monitored,
    monitor,
    on_track,
    sounding,
)
from studio.model.edit import apply
from studio.model.scene import Collection, Input


def _collection(**audio: object) -> Collection:
    return Collection.model_validate(
        {
            "schema": 1,
            "inputs": [
                {"name": "Music", "kind": "media", "settings": {"file": "a.ogg"}},
                {"name": "Mark", "kind": "image", "settings": {"file": "a.png"}},
                {"name": "Mic", "kind": "microphone", "buses": [1, 2]},
            ],
            "scenes": [{"name": "Main", "items": [{"source": "Music"}]}, {"name": "Pause"}],
            "audio": audio,
        }
    )


def _input(collection: Collection, name: str) -> Input:
    found = collection.input(name)
    assert found
    return found


def test_devices_come_first_and_pictures_not_at_all() -> None:
    assert [each.name for each in sounding(_collection())] == ["Mic", "Music"]


@pytest.mark.parametrize(
    ("name", "scene", "heard"),
    [("Music", "Main", True), ("Music", "Pause", False), ("Mic", "Pause", True)],
)
def test_media_are_heard_where_they_are_shown(name: str, scene: str, heard: bool) -> None:
    collection = _collection()
    assert is_heard(collection, scene, _input(collection, name)) is heard


def test_listening_takes_a_bus_that_nobody_else_hears() -> None:
    collection = _collection(tracks=[1, 6])
    assert free_bus(collection) == 5
    changed = apply(collection, monitor(collection, _input(collection, "Mic"), True))
    assert changed.audio.monitor_bus == 5
    assert _input(changed, "Mic").buses == (1, 2, 5)
    assert is_monitored(changed, _input(changed, "Mic"))
    assert not is_monitored(changed, _input(changed, "Music"))


def test_the_second_one_is_heard_on_the_same_bus_and_can_leave_it() -> None:
    collection = _collection(monitor_bus=4)
    changed = apply(collection, monitor(collection, _input(collection, "Music"), True))
    assert _input(changed, "Music").buses == (1, 4)
    back = apply(changed, monitor(changed, _input(changed, "Music"), False))
    assert _input(back, "Music").buses == (1,)
    assert back.audio.monitor_bus == 4


def test_a_track_is_joined_and_left() -> None:
    collection = _collection()
    changed = apply(collection, on_track(_input(collection, "Mic"), 3, True))
    assert _input(changed, "Mic").buses == (1, 2, 3)
    back = apply(changed, on_track(_input(changed, "Mic"), 1, False))
    assert _input(back, "Mic").buses == (2, 3)


def test_a_camera_of_another_studio_has_no_strip_as_its_programme_has_the_sound() -> None:
    def link(name: str, **settings: str) -> dict[str, object]:
        return {"name": name, "kind": "link", "settings": settings}

    collection = Collection.model_validate(
        {
            "schema": 1,
            "inputs": [link("Wei", peer="seat:1"), link("Side", peer="seat:1", camera="Side")],
            "scenes": [{"name": "Main"}],
        }
    )
    assert [each.name for each in sounding(collection)] == ["Wei"]
