"""Tests of studio.model.events."""

import pytest

from studio.model.events import EventError, Notice, OutputStateChanged, parse_event


def test_events_travel_as_numbered_messages() -> None:
    event = OutputStateChanged(output="push-1", address="rtmp://host/app/…", state="live")
    message = event.to_message(7)
    assert (message["type"], message["number"]) == ("event", 7)
    assert parse_event(message) == event


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ({"name": "Explosion"}, "There is no event 'Explosion'"),
        ({"name": 5}, "There is no event 5"),
        ({"name": "Notice", "args": {"level": "loud"}}, "The event Notice has 2 faults"),
        ({"name": "Notice"}, "The event Notice has 1 faults"),
    ],
)
def test_what_is_no_event_is_said(message: dict[str, object], sentence: str) -> None:
    with pytest.raises(EventError) as caught:
        parse_event(message)
    assert sentence in str(caught.value)


def test_an_event_is_known_by_its_class() -> None:
    assert Notice(level="info", text="你好").to_message(1)["name"] == "Notice"
