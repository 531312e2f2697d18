"""The backbone of a server that is one process: an edge and a home call each other.

backbone = InProcess()
edge = Edge("edge", backbone.homes, …)
backbone.connect(home=Directory(backbone.edges, …), edge=edge)
"""

from studio.room.backbone.batch import Batch
from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.backbone.sides import EdgeSide, HomeSide, OpenRoom
from studio.room.inbound.feeds import Ears, Feeds
from studio.room.live.battle_guest import Say
from studio.room.live.desk import Desk, HomeDesk
from studio.room.protocol.actions import Action


class InProcess:
    """Both sides, made before either exists.

    Attributes:
        homes: For the edge.
        edges: For the home.
        node: Names the only edge that there is.
        say: Says something to battles on other nodes: there are none.
    """

    node = "edge"
    say: Say | None = None

    def __init__(self) -> None:
        self.homes = _Homes()
        self.edges = _Edges()

    def connect(self, home: HomeSide, edge: EdgeSide) -> None:
        """Let them speak."""
        self.homes.home = home
        self.edges.edge = edge

    def faults(self) -> list[str]:
        """Return what is wrong between nodes: nothing, as there is one."""
        return []

    def desk(self, here: HomeDesk) -> Desk:
        """Return the desk for all rooms: all are here."""
        return here

    def ears(self, here: Feeds) -> Ears:
        """Return the ears of all rooms at other platforms: all are here."""
        return here

    def opening(self, open_room: OpenRoom) -> OpenRoom:
        """Return how this node opens a room: all are at home here."""
        return open_room


class _Homes:
    home: HomeSide

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        self.home.join(seat, guest, seen)

    def act(self, seat: Seat, action: Action) -> None:
        self.home.act(seat, action)

    def leave(self, seat: Seat) -> None:
        self.home.leave(seat)


class _Edges:
    edge: EdgeSide

    def welcome(self, seat: Seat, messages: tuple[bytes, ...], offset: int) -> None:
        self.edge.welcome(seat, messages, offset)

    def tell(self, seat: Seat, message: bytes) -> None:
        self.edge.tell(seat, message)

    def show(self, room: str, batch: Batch) -> None:
        self.edge.show(room, batch)

    def put_out(self, seat: Seat, code: CloseCode, sentence: str) -> None:
        self.edge.put_out(seat, code, sentence)

    async def shown(self, room: str) -> None:
        await self.edge.shown(room)
