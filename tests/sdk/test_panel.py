"""Tests of studio.sdk.panel."""

from collections.abc import Mapping
from typing import Any

import pytest

from studio.sdk import Panel

TOLD: list[Mapping[str, Any]] = [
    {"id": "draw", "kind": "button", "value": None},
    {"id": "size", "kind": "slider", "value": 5.0, "is_enabled": False},
]


def test_controls_hold_what_was_told_and_tell_what_is_changed() -> None:
    panel = Panel()
    panel.load(TOLD)
    assert list(panel) == ["draw", "size"]
    assert (panel["size"].value, panel["size"].is_enabled) == (5.0, False)
    panel["size"].value = 5.0
    panel["draw"].is_enabled = True
    assert panel.take_changes() == []
    panel["size"].value = 7
    panel["size"].is_enabled = True
    assert [(each.id, each.value, each.is_enabled) for each in panel.take_changes()] == [
        ("size", 7, True)
    ]
    assert panel.take_changes() == []


def test_what_the_user_sets_is_not_told_back() -> None:
    panel = Panel()
    panel.load(TOLD)
    panel["size"].take(9)
    assert panel["size"].value == 9
    assert panel.take_changes() == []


def test_a_control_that_is_not_declared_is_none() -> None:
    with pytest.raises(KeyError):
        Panel()["gone"]
