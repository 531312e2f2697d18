"""AsyncAPI 3 of the sockets' protocol, made of the models that read and write it."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from studio.room.http.version import program_version
from studio.room.protocol.actions import ACTION, JOIN
from studio.room.protocol.events import MESSAGE

_ADAPTERS: dict[str, TypeAdapter[Any]] = {"join": JOIN, "action": ACTION, "message": MESSAGE}
_SUMMARIES = {
    "join": "The first message, within 5 s.",
    "action": "Each later one; answered by accepted or refused with its id.",
    "message": "An array of replies to this client and events for all, in order.",
}


@cache
def json_schema(name: str) -> dict[str, Any] | None:
    """Return the JSON Schema of a kind of message, None if there is no such kind."""
    adapter = _ADAPTERS.get(name)
    if adapter is None:
        return None
    # What we send always has every field; what clients send may leave out what has a default.
    schema = adapter.json_schema(mode="serialization" if name == "message" else "validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def asyncapi(ws_port: int) -> dict[str, Any]:
    """Return the document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Rocket Studio room",
            "version": program_version(),
            "description": "Danmaku, gifts, shows and battles of a room. Text frames of JSON; "
            "permessage-deflate without context takeover is offered.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "edge": {
                "host": "{host}:{port}",
                "protocol": "ws",
                "pathname": "/ws",
                "variables": {
                    "host": {"default": "127.0.0.1"},
                    "port": {"default": str(ws_port)},
                },
            }
        },
        "channels": {
            "room": {
                "address": "/ws",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _ADAPTERS},
            }
        },
        "operations": {
            "send": _operation("receive", ("join", "action")),
            "receive": _operation("send", ("message",)),
        },
        "components": {"messages": {name: _message(name) for name in _ADAPTERS}},
    }


def _operation(action: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return an operation, named as the client sees it; ``action`` is the server's side."""
    return {
        "action": action,
        "channel": {"$ref": "#/channels/room"},
        "messages": [{"$ref": f"#/channels/room/messages/{name}"} for name in names],
    }


def _message(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "summary": _SUMMARIES[name],
        "payload": {"$ref": f"/schemas/{name}.json"},
    }
