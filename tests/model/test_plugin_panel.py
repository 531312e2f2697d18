"""Tests of studio.model.plugin_panel."""

import pytest
from pydantic import ValidationError

from studio.model.plugin_panel import Control, ControlError, Hotkey


def control(kind: str, **more: object) -> Control:
    return Control.model_validate({"id": "it", "kind": kind, "title": "It", **more})


@pytest.mark.parametrize(
    ("made", "first"),
    [
        (control("button"), None),
        (control("switch"), False),
        (control("slider"), 0.0),
        (control("number", min=5, max=9), 5),
        (control("choice", options=["a", "b"]), "a"),
        (control("text"), ""),
        (control("label", value="Hello"), "Hello"),
    ],
)
def test_a_control_holds_something_at_first_and_travels(made: Control, first: object) -> None:
    assert made.value == first
    assert Control.model_validate(made.model_dump(mode="json")) == made


@pytest.mark.parametrize(
    ("made", "good", "bad"),
    [
        (control("button"), None, "x"),
        (control("switch"), True, 1),
        (control("slider"), 100, 100.5),
        (control("number"), -7.5, float("inf")),
        (control("number", min=0), 3, -1),
        (control("choice", options=["a", "b"]), "b", "c"),
        (control("text"), "words", None),
        (control("label"), "words", "w" * 2001),
    ],
)
def test_a_control_holds_what_fits_it(made: Control, good: object, bad: object) -> None:
    assert made.holding(good).value == good
    with pytest.raises(ControlError, match='The control "it" can\'t hold'):
        made.holding(bad)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "dial"},
        {"kind": "choice"},
        {"kind": "slider", "min": 5, "max": 5},
        {"kind": "switch", "value": "on"},
        {"kind": "button", "id": "A b"},
        {"kind": "button", "colour": "red"},
    ],
)
def test_what_is_no_control_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        control(**{"kind": "button", **wrong})  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("keys", ["", "F8", "Ctrl+Alt+D", "Shift+Space"])
def test_hotkeys_are_named_as_people_write_them(keys: str) -> None:
    assert Hotkey(id="draw", title="Draw", keys=keys).keys == keys


@pytest.mark.parametrize("keys", ["Ctrl+", "Hyper+D", "Ctrl D", "+"])
def test_what_is_no_hotkey_is_refused(keys: str) -> None:
    with pytest.raises(ValidationError):
        Hotkey(id="draw", title="Draw", keys=keys)
