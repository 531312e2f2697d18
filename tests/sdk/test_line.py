"""Tests of studio.sdk.line, over a real socket."""

import socket
import threading
from collections.abc import Iterator

import pytest

from studio.ipc.message import Decoder, Message, encode
from studio.sdk import Box, Plugin, Started
from studio.sdk.line import serve


class Far:
    """The host's end of the line."""

    def __init__(self, plugin: Plugin) -> None:
        self.socket, near = socket.socketpair()
        self.socket.settimeout(10)
        self._decoder, self._got = Decoder(), list[Message]()
        self.thread = threading.Thread(target=serve, args=(plugin, near))
        self.thread.start()
        assert self.read() == {"type": "pong", "id": None}  # it is up

    def send(self, message: Message) -> None:
        self.socket.sendall(encode(message))

    def read(self) -> Message:
        while not self._got:
            self._got += self._decoder.feed(self.socket.recv(4096))
        return self._got.pop(0)


@pytest.fixture
def plugin() -> Plugin:
    return Plugin()


@pytest.fixture
def far(plugin: Plugin) -> Iterator[Far]:
    far = Far(plugin)
    yield far
    far.socket.close()
    far.thread.join(10)
    assert not far.thread.is_alive()


STARTED: Message = {"type": "event", "name": "started", "told": {"width": 1920, "height": 1080}}


def test_events_come_in_and_what_a_handler_draws_goes_out_at_once(plugin: Plugin, far: Far) -> None:
    @plugin.on(Started)
    def draw(started: Started) -> None:
        plugin.canvas.put("a", Box(width=1, height=1), x=started.width)
        plugin.canvas.remove("b")

    far.send(STARTED)
    message = far.read()
    assert message["type"] == "edit"
    edits = message["edits"]
    assert isinstance(edits, list)
    assert [edit["do"] for edit in edits] == ["put", "remove"]
    assert edits[0]["motions"] == {"x": 1920}


def test_a_ping_is_answered_and_what_is_unknown_is_left(far: Far) -> None:
    far.send({"type": "event", "name": "of the future", "told": {}})
    far.send({"type": "event", "name": "started", "told": {"breadth": 1}})
    far.send({"type": "event", "name": "started", "told": None})
    far.send({"type": "ping", "id": 7})
    assert far.read() == {"type": "pong", "id": 7}


def test_timers_run_while_nothing_comes(plugin: Plugin) -> None:
    plugin.every(0.02)(lambda: plugin.canvas.remove("a"))
    far = Far(plugin)
    assert far.read()["type"] == "edit"
    assert far.read()["type"] == "edit"
    far.socket.close()
    far.thread.join(10)
