"""What travels between a plugin and the studio, as one JSON Schema that is published.

A plugin in Python has the SDK for it.  Any other one speaks it itself: one JSON object a
message, over a WebSocket on this computer; see ``plugins/README.md``.  The schema is made
from the models that check what comes in, so that it can't lie::

    rocket-studio plugin schema > plugins/protocol.schema.json
"""

import dataclasses
import inspect
import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model
from pydantic.json_schema import models_json_schema

from studio.model.canvas import MAX_EDITS, CanvasEdit
from studio.model.plugin_actions import Fetch, Play, Say, SetSource, ShowScene
from studio.model.plugin_panel import Control, ControlValue
from studio.model.plugin_rights import Right
from studio.sdk.events import NEEDS, Event

Models = tuple[type[BaseModel], ...]
VERSION = 1
TITLE = "Rocket Studio plugin protocol"
_ABOUT = (
    "One JSON object a message. The plugin connects to ws://127.0.0.1:PORT/ and sends `join` "
    "first; `hello` is the answer, and `event` with the name `started` says that it may draw. "
    "It answers each `ping` with a `pong` within ten seconds."
)


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Join(_Sent):
    """Says who this is; the first message of all.

    Attributes:
        token: Of the plugin, from its address or from ``rocket-studio plugin list``.
        sdk: The version of this protocol.
    """

    type: Literal["join"]
    token: str = Field(min_length=1, max_length=200)
    sdk: Literal[1] = 1


class Edit(_Sent):
    """Changes the canvas, all at one frame; needs the right ``overlay``."""

    type: Literal["edit"]
    edits: list[CanvasEdit] = Field(max_length=MAX_EDITS)


class Store(_Sent):
    """Keeps values until the plugin is removed, and some no longer."""

    type: Literal["store"]
    values: dict[str, JsonValue] = Field(default_factory=dict)
    removed: list[str] = Field(default_factory=list)


class SetControl(_Sent):
    """Shows another value on the plugin's panel in the window."""

    type: Literal["panel"]
    control: str
    value: ControlValue = None
    is_enabled: bool = True


class Listen(_Sent):
    """Says which of the events that come often are wanted: audio, faces, caption."""

    type: Literal["listens"]
    to: list[str]


class Log(_Sent):
    """Writes a line into the plugin's log."""

    type: Literal["log"]
    text: str = Field(max_length=4_096)


class Pong(_Sent):
    """Answers a ping."""

    type: Literal["pong"]
    id: int | None = None


class _Told(BaseModel):
    """What is told may get more fields: leave out what you don't know."""


class Hello(_Told):
    """All that is known of the plugin: it has joined."""

    type: Literal["hello"]
    settings: dict[str, JsonValue]
    storage: dict[str, JsonValue]
    panel: list[Control]
    rights: list[Right]


class Settings(_Told):
    """The user has set the plugin otherwise."""

    type: Literal["settings"]
    settings: dict[str, JsonValue]


class ControlSet(_Told):
    """A control is what it was before: what the plugin wanted it to be was refused."""

    type: Literal["control"]
    control: str
    value: ControlValue


class Fetched(_Told):
    """What came from the web, or why it did not; the body is base64."""

    type: Literal["fetched"]
    id: int
    status: int
    body: str
    sentence: str


class Refused(_Told):
    """Something was not done, and why."""

    type: Literal["refused"]
    what: str
    sentence: str


class Ping(_Told):
    """Wants a pong."""

    type: Literal["ping"]


def schema_text() -> str:
    """Return the schema of all messages, as it is published."""
    to_studio: Models = (Join, Edit, *_actions(), Store, SetControl, Listen, Log, Pong)
    to_plugin: Models = (Hello, *_events(), Settings, ControlSet, Fetched, Refused, Ping)
    _, whole = models_json_schema(
        [(model, "validation") for model in (*to_studio, *to_plugin)],
        ref_template="#/$defs/{model}",
    )
    parts = {"ToStudio": to_studio, "ToPlugin": to_plugin}
    kinds = {
        name: {"anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in models]}
        for name, models in parts.items()
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": TITLE,
        "description": _ABOUT,
        "version": VERSION,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in parts],
        "$defs": {**kinds, **whole["$defs"]},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _actions() -> Models:
    """Return what can be asked for, as it travels."""
    return tuple(
        _made(f"Do{action.__name__}", action, action.__doc__, type=(Literal["do"], ...))
        for action in (Say, Play, ShowScene, SetSource, Fetch)
    )


def _events() -> Models:
    """Return what is told, as it travels."""
    models = []
    for name, kind in Event.kinds.items():
        if name in ("settings", "refused"):
            continue  # which an SDK makes of the messages of these names
        fields = {
            each.name: (each.type, ... if _is_needed(each) else None)
            for each in dataclasses.fields(kind)
        }
        told = _made(f"{kind.__name__}Told", _Told, None, **fields)
        needs = f"\n\nNeeds the right `{NEEDS[name]}`." if name in NEEDS else ""
        about = inspect.cleandoc(kind.__doc__ or "") + needs
        frame = {"type": (Literal["event"], ...), "name": (Literal[name], ...), "told": (told, ...)}
        models.append(_made(kind.__name__, _Told, about, **frame))
    return tuple(models)


def _made(
    model: str, base: type[BaseModel], about: str | None, /, **fields: Any
) -> type[BaseModel]:
    return create_model(model, __base__=base, __doc__=about, **fields)


def _is_needed(told: "dataclasses.Field[object]") -> bool:
    missing = dataclasses.MISSING
    return told.default is missing and told.default_factory is missing
