"""Tests of studio.app.link.room_link; the real room client is tested in tests/room_client."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.link.room_link import RoomLink
from studio.ipc.message import Message
from tests.app.engine_stage import until
from tests.app.link.peer import Peer


@pytest.fixture
def client(run_dir: Path) -> Iterator[Peer]:
    peer = Peer(run_dir, "room_client")
    peer.greeting = [
        {
            "type": "room_state",
            "connection": "joined",
            "why": "",
            "you": {"id": "u"},
            "room": {"a": 1},
        }
    ]
    yield peer
    peer.close()


@pytest.fixture
def room(qapp: QApplication, run_dir: Path, client: Peer) -> Iterator[RoomLink]:
    made = RoomLink(run_dir)
    made.start()
    until(lambda: made.connection == "joined")
    yield made
    made.close()


def test_events_come_in_order_and_what_is_done_is_answered(room: RoomLink, client: Peer) -> None:
    heard: list[Message] = []
    answers: list[Message] = []
    room.happened.connect(heard.append)
    assert room.room == {"a": 1}
    for number in range(100):
        client.tell({"type": "room_event", "event": {"type": "danmaku", "number": number}})
    until(lambda: len(heard) == 100)
    assert [event["number"] for event in heard] == list(range(100))
    room.act({"type": "like"}, answers.append)
    until(lambda: client.heard)
    answer: Message = {"type": "accepted"}
    client.tell({"type": "acted", "id": client.heard[0]["id"], "answer": answer})
    until(lambda: answers)
    assert answers == [answer]


def test_a_room_client_that_is_gone_refuses_and_says_so(room: RoomLink, client: Peer) -> None:
    answers: list[Message] = []
    room.act({"type": "like"}, answers.append)
    until(lambda: client.heard)
    client.close()
    until(lambda: answers)
    assert answers[0]["code"] == "unreachable"
    assert room.connection == ""
    assert room.room is None
    room.act({"type": "like"}, answers.append)
    until(lambda: len(answers) == 2)


def test_a_flood_while_the_ui_is_blocked_is_bounded_and_counted(
    room: RoomLink, client: Peer
) -> None:
    heard: list[Message] = []
    room.happened.connect(heard.append)
    end_s = time.monotonic() + 60
    for number in range(5000):
        kind = "gift" if number % 100 == 0 else "danmaku"
        client.tell({"type": "room_event", "event": {"type": kind, "number": number}})
    while room.dropped < 2500:  # Qt's loop does not run meanwhile
        assert time.monotonic() < end_s
        time.sleep(0.01)
    until(lambda: heard and heard[-1]["number"] == 4999)
    assert len(heard) + room.dropped == 5000
    assert len([each for each in heard if each["type"] == "gift"]) == 50
