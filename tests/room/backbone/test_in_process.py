"""Tests of studio.room.backbone.in_process."""

import asyncio

from studio.room.backbone.batch import Batch
from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.in_process import InProcess
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.protocol.actions import Action, Ping
from studio.room.protocol.values import Role

SEAT = Seat("1", "edge", 7)
GUEST = Guest("u1", "Name", Role.VIEWER, has_wallet=True)


class Notes:
    """Both sides, as far as they can be seen to be called."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        self.calls.append(("join", seat, guest, seen))

    def act(self, seat: Seat, action: Action) -> None:
        self.calls.append(("act", seat, action))

    def leave(self, seat: Seat) -> None:
        self.calls.append(("leave", seat))

    def welcome(self, seat: Seat, messages: tuple[bytes, ...], offset: int) -> None:
        self.calls.append(("welcome", seat, messages, offset))

    def tell(self, seat: Seat, message: bytes) -> None:
        self.calls.append(("tell", seat, message))

    def show(self, room: str, batch: Batch) -> None:
        self.calls.append(("show", room, batch))

    def put_out(self, seat: Seat, code: CloseCode, sentence: str) -> None:
        self.calls.append(("put_out", seat, code, sentence))

    async def shown(self, room: str) -> None:
        self.calls.append(("shown", room))


def test_each_side_hears_the_other_in_order() -> None:
    home, edge, backbone = Notes(), Notes(), InProcess()
    backbone.connect(home, edge)
    seen, ping, batch = Seen("e1", 3), Ping(type="ping", id="1"), Batch(1, 1, control=b"{}")
    backbone.homes.join(SEAT, GUEST, seen)
    backbone.homes.act(SEAT, ping)
    backbone.homes.leave(SEAT)
    assert home.calls == [("join", SEAT, GUEST, seen), ("act", SEAT, ping), ("leave", SEAT)]
    backbone.edges.welcome(SEAT, (b"[]",), 1)
    backbone.edges.tell(SEAT, b"[]")
    backbone.edges.show("1", batch)
    backbone.edges.put_out(SEAT, CloseCode.PUT_OUT, "Out.")
    asyncio.run(backbone.edges.shown("1"))
    assert edge.calls == [
        ("welcome", SEAT, (b"[]",), 1),
        ("tell", SEAT, b"[]"),
        ("show", "1", batch),
        ("put_out", SEAT, CloseCode.PUT_OUT, "Out."),
        ("shown", "1"),
    ]
