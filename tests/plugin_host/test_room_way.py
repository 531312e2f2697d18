"""Tests of studio.plugin_host.room_way, over a real channel."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.channel import Channel, ChannelServer
from studio.ipc.io_thread import IoThread
from studio.ipc.message import Message
from studio.plugin_host.room_way import RoomWay

SAY: Message = {"type": "say", "text": "hi"}


def test_without_a_room_that_is_said() -> None:
    answers: list[Message] = []
    RoomWay().act(SAY, answers.append)
    assert answers[0]["sentence"] == "There is no room to do that in."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[tuple[RoomWay, list[Message], threading.Event]]:
    got: list[Message] = []
    came = threading.Event()

    def take(channel: Channel, message: Message) -> None:
        got.append(message)
        came.set()

    io = IoThread("room-way-test")
    io.start()
    server = ChannelServer(str(tmp_path / "room"), name="room", secret="secret", on_message=take)
    server.start()
    channel = Channel.connect(
        str(tmp_path / "room"),
        role="client",
        secret="secret",
        on_message=lambda channel, message: None,
        on_close=lambda channel, reason: None,
        io=io,
    )
    way = RoomWay()
    way.open(channel)
    yield way, got, came
    channel.close()
    server.close()
    io.close()


def test_what_is_asked_for_is_matched_with_its_answer(
    room: tuple[RoomWay, list[Message], threading.Event],
) -> None:
    way, got, came = room
    answers: list[Message] = []
    way.act(SAY, answers.append)
    assert came.wait(20)
    assert (got[0]["type"], got[0]["action"]) == ("act", SAY)
    way.acted({"type": "acted", "id": 99, "answer": {"type": "accepted"}})
    way.acted({"type": "acted", "id": got[0]["id"], "answer": {"type": "accepted"}})
    way.acted({"type": "acted", "id": got[0]["id"], "answer": {"type": "accepted"}})
    assert answers == [{"type": "accepted"}]
    way.act(SAY, answers.append)
    way.lose()
    assert answers[1]["sentence"] == "The connection to the room was lost."
