"""What a stranger says on the control channel is believed within bounds."""

import json

import pytest

from studio.link.control import MOST_BYTES, MOST_LENSES, PhoneState, order, said


def test_an_order_holds_only_what_makes_sense() -> None:
    asked = {"width": 1e9, "height": -5, "fps": float("nan"), "kbps": "x", "torch": 1}
    assert order({**asked, "mirror": True, "lens": "back", "type": "other"}) == {
        **{"type": "set", "width": 3840, "height": 16, "mirror": True, "lens": "back"}
    }
    assert json.loads(said(order({"fps": 30}))) == {"type": "set", "fps": 30}


def test_a_phone_says_what_it_can_and_how_it_is() -> None:
    phone = PhoneState()
    lenses = [{"id": "a", "label": "背面"}] * (MOST_LENSES + 5)
    for told in (
        {"type": "can", "lenses": lenses, "torch": True},
        {"type": "state", "battery": 7, "charging": 1, "rtt_ms": -3},
    ):
        assert phone.hear(json.dumps(told)) is None
    shown = phone.shown()
    assert len(shown["lenses"]) == MOST_LENSES  # type: ignore[arg-type]
    assert shown["torch"] is True
    assert (shown["battery"], shown["charging"], shown["rtt_ms"]) == (1, None, 0)


@pytest.mark.parametrize(
    "text",
    [
        *(b"bytes", "", "no", "[]", "7", "null"),
        *("[" * 5000, "x" * (MOST_BYTES + 1)),
    ],
)
def test_what_makes_no_sense_changes_nothing(text: object) -> None:
    phone = PhoneState()
    assert not phone.hear(text)
    assert phone.shown() == {}


@pytest.mark.parametrize("message", [{"type": 3}, {"type": "other", "input": "Camera"}, {}])
def test_what_a_phone_would_not_say_is_for_others_to_take(message: dict[str, object]) -> None:
    phone = PhoneState()
    assert phone.hear(json.dumps(message)) == message
    assert phone.shown() == {}


def test_odd_values_are_no_values() -> None:
    phone = PhoneState()
    phone.hear(json.dumps({"type": "can", "lenses": 5, "most": [1, "x", 3]}))
    phone.hear('{"type": "state", "battery": NaN, "kbps": 1e400, "rtt_ms": true}')
    assert phone.shown() == {
        **{"lenses": [], "torch": False, "exposure": False},
        **{"battery": None, "charging": None, "rtt_ms": None, "kbps": None},
    }
