"""Tests of studio.model.plugin_state."""

import pytest

from studio.model.events import EventError, parse_event
from studio.model.plugin_panel import Control
from studio.model.plugin_state import (
    Plugin,
    PluginChanged,
    Usage,
    parse_snapshot,
    snapshot,
)

PLUGIN = Plugin(
    id="thanks",
    name="Thanks 感谢",
    version="1.2.0",
    rights=("overlay", "room"),
    settings_schema={"type": "object", "properties": {"size": {"type": "integer"}}},
    settings={"size": 7},
    state="running",
    usage=Usage(memory_mb=33.5, nodes=3),
    panel=(Control(id="count", kind="slider", title="Count", value=0.5, min=0, max=1),),
    lines=("hello",),
)


def test_a_snapshot_travels() -> None:
    assert parse_snapshot(snapshot(3, [PLUGIN])) == [PLUGIN]


@pytest.mark.parametrize("plugins", [None, "thanks", [{"id": "thanks"}], [5]])
def test_what_is_no_snapshot_is_said(plugins: object) -> None:
    with pytest.raises(EventError, match="can't be understood"):
        parse_snapshot({"type": "snapshot", "number": 1, "plugins": plugins})


def test_a_change_travels_as_a_numbered_event() -> None:
    message = PluginChanged(plugin=PLUGIN).to_message(4)
    assert message["number"] == 4
    assert parse_event(message) == PluginChanged(plugin=PLUGIN)
