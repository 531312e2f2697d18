"""Tests of studio.plugin_host.protocol: what is published is what is spoken."""

import json
import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from studio.plugin_host import protocol
from studio.sdk import Box, Plugin
from studio.sdk.events import Event

PUBLISHED = Path(__file__).parents[2] / "plugins" / "protocol.schema.json"


def test_what_is_published_is_current() -> None:
    told = "rocket-studio plugin schema > plugins/protocol.schema.json"
    assert PUBLISHED.read_text("utf-8") == protocol.schema_text(), told


def test_it_is_whole() -> None:
    schema = json.loads(protocol.schema_text())
    for name in re.findall(r'"#/\$defs/([^"]+)"', protocol.schema_text()):
        assert name in schema["$defs"]
    told = {
        each["properties"]["name"]["const"]
        for each in schema["$defs"].values()
        if "told" in each.get("properties", {})
    }
    assert told == set(Event.kinds) - {"settings", "refused"}


def test_what_the_sdk_sends_fits() -> None:
    plugin = Plugin()
    plugin.canvas.put("box", Box(width=10, height=10), x=5)
    plugin.storage["total"] = 5
    plugin.say("你好")
    kinds: dict[str, type[BaseModel]] = {
        "edit": protocol.Edit,
        "store": protocol.Store,
        "listens": protocol.Listen,
    }
    found = plugin.take_messages()
    assert {message["type"] for message in found} == {"edit", "store", "do"}
    for message in found:
        if kind := kinds.get(str(message["type"])):
            kind.model_validate(message)


def test_a_join_of_another_version_is_refused() -> None:
    with pytest.raises(ValidationError):
        protocol.Join.model_validate({"type": "join", "token": "x", "sdk": 2})
