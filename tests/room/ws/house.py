"""A home without rules, to test edges alone: everybody may come in and all is shown to all."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Tokens
from studio.room.backbone.batch import Batch
from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.in_process import InProcess
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.backbone.sides import EdgeSide
from studio.room.live.figures import Figures
from studio.room.protocol.actions import Action, Ban, Caption, Say
from studio.room.protocol.events import Accepted, CaptionShown, Danmaku, Joined
from studio.room.protocol.values import Person, Role, RoomState
from studio.room.ws.edge import Edge
from studio.room.ws.limits import Limits
from studio.room.ws.server import Server, serve

EPOCH = "e1"
ANCHOR = Person(user="anchor", name="Anchor", role=Role.ANCHOR)


class House:
    """Says yes to everything; a caption stands for what matters, a danmaku for what doesn't."""

    def __init__(self, edges: EdgeSide) -> None:
        self.edges = edges
        self.seats: dict[Seat, Guest] = {}
        self.seen: list[Seen | None] = []
        self.offset = 0

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        """Welcome anybody."""
        self.seats[seat] = guest
        self.seen.append(seen)
        joined = Joined(
            epoch=EPOCH,
            offset=self.offset,
            recovered=False,
            you=Person(user=guest.user, name=guest.name, role=guest.role),
            balance=None,
            state=RoomState(room=seat.room, title="Room", anchor=ANCHOR),
            server_ms=0,
        )
        self.edges.welcome(seat, (b"[" + joined.model_dump_json().encode() + b"]",), self.offset)

    def act(self, seat: Seat, action: Action) -> None:
        """Show danmaku and captions; a ban puts out whoever it names; accept all else."""
        accepted = Accepted(id=action.id).model_dump_json().encode()
        self.edges.tell(seat, b"[" + accepted + b"]")
        guest = self.seats[seat]
        match action:
            case Say():
                self.danmaku(seat.room, action.text, guest)
            case Caption():
                self.caption(seat.room, action.text)
            case Ban():
                for other, whoever in list(self.seats.items()):
                    if whoever.user == action.user:
                        self.edges.put_out(other, CloseCode.PUT_OUT, "You are banned.")

    def leave(self, seat: Seat) -> None:
        """Forget a seat."""
        del self.seats[seat]

    def danmaku(self, room: str, text: str, guest: Guest) -> None:
        """Show a danmaku."""
        self.offset += 1
        by = Person(user=guest.user, name=guest.name, role=guest.role)
        event = Danmaku(offset=self.offset, danmaku=self.offset, by=by, text=text)
        body = event.model_dump_json().encode()
        self.edges.show(room, Batch(self.offset, self.offset, danmaku=body))

    def caption(self, room: str, text: str) -> None:
        """Show a caption."""
        self.offset += 1
        event = CaptionShown(
            offset=self.offset, text=text, start_ms=0, is_final=True, language="zh"
        )
        body = event.model_dump_json().encode()
        self.edges.show(room, Batch(self.offset, self.offset, control=body))


class OpenHouse:
    """A listening edge with a ``House`` behind it."""

    def __init__(self, server: Server, edge: Edge, house: House, tokens: Tokens) -> None:
        self.port = server.port
        self.url = f"ws://127.0.0.1:{server.port}/ws"
        self.edge = edge
        self.figures = edge.figures
        self.house = house
        self._tokens = tokens

    def token(self, user: str = "u1", *, role: Role = Role.VIEWER, valid_s: int = 600) -> str:
        """Return a token for somebody."""
        return self._tokens.sign(
            Claims(user, f"Name of {user}", role, "1", True, int(time.time()) + valid_s)
        )


@asynccontextmanager
async def open_house(folder: Path, limits: Limits | None = None) -> AsyncIterator[OpenHouse]:
    """Listen on any port for as long as the block runs."""
    tokens = Tokens(Secret.open(folder / "secret"))
    backbone = InProcess()
    house = House(backbone.edges)
    edge = Edge("edge", backbone.homes, tokens.read, lambda: int(time.time()), Figures(), limits)
    backbone.connect(house, edge)
    server = await serve("127.0.0.1", 0, edge)
    try:
        yield OpenHouse(server, edge, house, tokens)
    finally:
        await server.close()
