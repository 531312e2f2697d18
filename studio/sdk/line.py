"""A plugin's line to its host: one socket, inherited, that is all it knows of the studio."""

import contextlib
import select
import socket

from studio.ipc.errors import MessageError
from studio.ipc.message import Decoder, encode
from studio.sdk.plugin import Plugin

FD_NAME = "ROCKET_STUDIO_PLUGIN_FD"
SHARED_NAME = "ROCKET_STUDIO_PLUGIN_SHARED"
"""In the environment: its socket, and where what it shares lies, as JSON."""
_READ_BYTES = 65_536


def serve(plugin: Plugin, sock: socket.socket) -> None:
    """Run a plugin until its host hangs up."""
    with sock, contextlib.suppress(ConnectionError):
        _serve(plugin, sock)


def _serve(plugin: Plugin, sock: socket.socket) -> None:
    decoder = Decoder()
    sock.sendall(encode({"type": "pong", "id": None}))  # it is up, and may be waited for
    while True:
        _send(plugin, sock)
        due_s = plugin.next_due_s()
        wait_s = None if due_s is None else max(0.0, due_s - plugin.now_s())
        if select.select([sock], [], [], wait_s)[0]:
            data = sock.recv(_READ_BYTES)
            if not data:
                return
            for message in decoder.feed(data):
                if message["type"] == "ping":
                    sock.sendall(encode({"type": "pong", "id": message.get("id")}))
                    continue
                plugin.take(message)
                _send(plugin, sock)  # what one handler draws is shown at one frame
        plugin.do_due(plugin.now_s())


def _send(plugin: Plugin, sock: socket.socket) -> None:
    for message in plugin.take_messages():
        try:
            sock.sendall(encode(message))
        except MessageError as error:
            plugin.log(str(error))
