"""Tests of studio.app.door."""

import queue
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.app.door import Door
from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.child import Boot
from studio.ipc.message import Message

PATIENCE_S = 60


class Visitor:
    def __init__(self, address: str, role: str) -> None:
        self.heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.channel = Channel.connect(
            address,
            role=role,
            secret="s",
            on_message=lambda channel, message: self.heard.put(message),
            on_close=lambda channel, reason: None,
        )


@pytest.fixture
def address() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield free_address(Path(folder), "app")


@pytest.fixture
def door(address: str) -> Iterator[Door]:
    made = Door(Boot(name="app", address=address, secret="s"))
    made.open()
    yield made
    made.close()


Visit = Callable[[str], Visitor]


@pytest.fixture
def visit(address: str, door: Door) -> Iterator[Visit]:
    made: list[Visitor] = []

    def come(role: str) -> Visitor:
        made.append(Visitor(address, role))
        return made[-1]

    yield come
    for each in made:
        each.channel.close()


def test_pings_are_answered_and_what_comes_early_waits(door: Door, visit: Visit) -> None:
    supervisor = visit("supervisor")
    supervisor.channel.send({"type": "ping", "id": 4})
    assert supervisor.heard.get(timeout=PATIENCE_S) == {"type": "pong", "id": 4}
    client = visit("client")
    client.channel.send({"type": "raise"})
    assert client.heard.get(timeout=PATIENCE_S)["type"] == "raised"
    heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
    door.listen(heard.put)
    assert heard.get(timeout=PATIENCE_S)["type"] == "supervisor_came"
    assert heard.get(timeout=PATIENCE_S)["type"] == "raise"


def test_only_the_supervisor_may_end_the_app(door: Door, visit: Visit) -> None:
    heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
    door.listen(heard.put)
    client = visit("client")
    client.channel.send({"type": "stop"})
    client.channel.send({"type": "process_ready", "kind": "room", "address": "evil"})
    client.channel.send({"type": "raise"})
    assert heard.get(timeout=PATIENCE_S)["type"] == "raise"
    visit("supervisor").channel.send({"type": "stop"})
    assert heard.get(timeout=PATIENCE_S)["type"] == "supervisor_came"
    assert heard.get(timeout=PATIENCE_S)["type"] == "stop"


def test_the_supervisor_can_be_asked_while_it_is_there(door: Door, visit: Visit) -> None:
    assert not door.ask_supervisor({"type": "process_stop", "name": "room"})
    supervisor = visit("supervisor")
    heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
    door.listen(heard.put)
    heard.get(timeout=PATIENCE_S)
    assert door.ask_supervisor({"type": "process_stop", "name": "room"})
    assert supervisor.heard.get(timeout=PATIENCE_S)["name"] == "room"
