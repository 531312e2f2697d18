"""Tests of studio.app.gifts.catalogue, with a peer in the place of the room client."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.gifts.catalogue import PRESENT, Catalogue
from studio.app.link.room_link import RoomLink
from studio.ipc.message import Message
from tests.app.engine_stage import until
from tests.app.link.conftest import run_dir as run_dir
from tests.app.link.peer import Peer

STATE: Message = {"type": "room_state", "connection": "joined", "why": "", "you": {}, "room": {}}
KINDS: list[Message] = [
    {"id": "comet", "zh": "彗星", "en": "Comet", "icon": "☄️", "coins": 300},
    {"id": "rose", "zh": "红玫瑰", "en": "Red rose", "icon": "🌹", "coins": 7},
]


@pytest.fixture
def client(run_dir: Path) -> Iterator[Peer]:
    peer = Peer(run_dir, "room_client")
    peer.greeting = [STATE]
    yield peer
    peer.close()


@pytest.fixture
def room(qapp: QApplication, run_dir: Path, client: Peer) -> Iterator[RoomLink]:
    made = RoomLink(run_dir)
    made.start()
    yield made
    made.close()


def test_a_rooms_own_gifts_take_the_place_of_the_usual_ones(room: RoomLink, client: Peer) -> None:
    catalogue = Catalogue(room)
    assert catalogue.kind("rocket").zh == "火箭"
    until(lambda: client.heard)
    assert client.heard[0]["type"] == "gift_kinds"
    room.happened.emit({"type": "gift", "kind": "kite", "name": "风筝"})
    client.tell({"type": "gift_kinds", "id": client.heard[0]["id"], "kinds": KINDS})
    until(lambda: catalogue.kind("comet").coins == 300)
    assert [each.id for each in catalogue.gifts] == ["kite", "rose", "comet"]
    assert catalogue.kind("rose").name("en") == "Red rose"
    assert catalogue.kind("rocket").icon == PRESENT


def test_a_room_that_can_not_tell_leaves_the_usual_ones(room: RoomLink, client: Peer) -> None:
    until(lambda: room.room is not None)
    catalogue = Catalogue(room)
    until(lambda: client.heard)
    number = client.heard[0]["id"]
    client.tell({"type": "gift_kinds", "id": number, "kinds": [], "sentence": "It can't."})
    answers: list[Message] = []
    room.act({"type": "like"}, answers.append)
    until(lambda: len(client.heard) == 2)
    client.tell({"type": "acted", "id": client.heard[1]["id"], "answer": {"type": "accepted"}})
    until(lambda: answers)
    assert catalogue.kind("rocket").zh == "火箭"
