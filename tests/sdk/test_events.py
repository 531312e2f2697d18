"""Tests of studio.sdk.events."""

from dataclasses import fields

from studio.sdk.events import (
    ONLY_IF_HEARD,
    ControlUsed,
    Event,
    Face,
    Faces,
    SettingsChanged,
    Started,
)


def test_what_travels_is_read_and_what_is_of_the_future_left_out() -> None:
    told = {"width": 1920, "height": 1080, "depth": 3}
    assert Event.read("started", told) == Started(1920, 1080)
    assert Event.read("control", {"control": "draw"}) == ControlUsed("draw", None)
    assert Event.read("settings", {"changed": ["a", "b"]}) == SettingsChanged(("a", "b"))


def test_what_is_unknown_is_nothing() -> None:
    assert Event.read("of the future", {}) is None
    assert Event.read("started", {"width": 1}) is None
    assert Event.read("started", None) is None


def test_faces_travel_as_maps() -> None:
    face = {"number": 1, "landmarks": ((5.0, 6.0),), "shapes": {"jawOpen": 0.5}}
    faces = Event.read("faces", {"source": "Camera", "faces": [face]})
    assert faces == Faces("Camera", (Face(1, ((5.0, 6.0),), {"jawOpen": 0.5}),))


def test_every_event_says_what_it_is_and_what_it_holds() -> None:
    assert set(Event.kinds) > ONLY_IF_HEARD
    for kind in Event.kinds.values():
        assert kind.__doc__
        for field in fields(kind):
            is_plain = field.name in ("scene", "by", "text", "count", "user", "name", "combo")
            assert is_plain or f"{field.name}:" in (kind.__doc__ or ""), (kind, field.name)
