"""A plugin's line to its host: one socket, inherited, that is all it knows of the studio."""

import contextlib
import select
import socket

from studio.ipc.errors import MessageError
from studio.ipc.message import Decoder, Message, encode
from studio.sdk.events import Event
from studio.sdk.plugin import Plugin

FD_NAME = "ROCKET_STUDIO_PLUGIN_FD"
_READ_BYTES = 65_536


def serve(plugin: Plugin, sock: socket.socket) -> None:
    """Run a plugin until its host hangs up."""
    with sock, contextlib.suppress(ConnectionError):
        _serve(plugin, sock)


def _serve(plugin: Plugin, sock: socket.socket) -> None:
    decoder = Decoder()
    while True:
        due_s = plugin.next_due_s()
        wait_s = None if due_s is None else max(0.0, due_s - plugin.now_s())
        if select.select([sock], [], [], wait_s)[0]:
            data = sock.recv(_READ_BYTES)
            if not data:
                return
            for message in decoder.feed(data):
                _take(plugin, sock, message)
        plugin.do_due(plugin.now_s())
        _send_edits(plugin, sock)


def event_of(message: Message) -> Event | None:
    """Return the event of a message, or None for one that this version doesn't know."""
    kind, told = Event.kinds.get(str(message.get("name"))), message.get("told")
    if kind is None or not isinstance(told, dict):
        return None
    try:
        return kind(**told)
    except TypeError:
        return None


def _take(plugin: Plugin, sock: socket.socket, message: Message) -> None:
    match message["type"]:
        case "event":
            if event := event_of(message):
                plugin.handle(event)
                _send_edits(plugin, sock)
        case "ping":
            sock.sendall(encode({"type": "pong", "id": message.get("id")}))
        case "refused":
            plugin.log(f"Refused: {message.get('sentence')}")


def _send_edits(plugin: Plugin, sock: socket.socket) -> None:
    for edits in plugin.canvas.take_edits():
        told = [edit.model_dump(mode="json") for edit in edits]
        try:
            sock.sendall(encode({"type": "edit", "edits": told}))
        except MessageError as error:
            plugin.log(str(error))
