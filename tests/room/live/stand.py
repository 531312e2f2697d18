"""A whole live server in this process: edge, rooms, rules, a ledger in memory, no filter."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Tokens
from studio.room.backbone.in_process import InProcess
from studio.room.ledger.entries import Ledger
from studio.room.live.clock import Clock
from studio.room.live.directory import Directory, OpenBattle, no_battle
from studio.room.live.figures import Figures
from studio.room.live.judge import Judge, PassAll
from studio.room.live.record_queue import RecordQueue
from studio.room.live.surroundings import Surroundings
from studio.room.protocol.events import Closing
from studio.room.protocol.values import Person, Role
from studio.room.rules import data
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.records import Record
from studio.room.rules.room import Room
from studio.room.ws.edge import Edge
from studio.room.ws.limits import Limits
from studio.room.ws.server import Server, serve
from tests.room.live.pocket_ledger import PocketLedger

ANCHOR = Person(user="anchor", name="Anchor", role=Role.ANCHOR)


class Stand:
    """What a test needs of the server.

    Attributes:
        kept: The records that the store was given.
        does_keep: While it is cleared the store takes its time.
    """

    def __init__(self, server: Server, directory: Directory, figures: Figures) -> None:
        self.port = server.port
        self.url = f"ws://127.0.0.1:{server.port}/ws"
        self.directory = directory
        self.figures = figures
        self.kept: list[Record] = []
        self.does_keep = asyncio.Event()
        self.tokens: Tokens

    def token(
        self,
        user: str,
        *,
        role: Role = Role.VIEWER,
        room: str = "1",
        is_guest: bool = False,
        kind: str = "",
    ) -> str:
        """Return a token for somebody."""
        expires_s = int(time.time()) + 3600
        return self.tokens.sign(Claims(user, user, role, room, is_guest, expires_s, kind=kind))


@asynccontextmanager
async def stand(
    folder: Path,
    *,
    port: int = 0,
    ledger: Ledger | None = None,
    judge: Judge | None = None,
    limits: Limits | None = None,
    idle_s: float = 600.0,
    open_battle: OpenBattle = no_battle,
    battles: Mapping[str, BattleRules] | None = None,
) -> AsyncIterator[Stand]:
    """Run a server with the rooms "1" and "2" for as long as the block runs."""
    rule_data, clock, figures = data.load(), Clock(), Figures()
    kept: list[Record] = []
    does_keep = asyncio.Event()
    does_keep.set()

    async def open_room(room: str) -> Room | None:
        return Room(room, "Room", ANCHOR, None, rule_data) if room in ("1", "2") else None

    async def keep(records: Sequence[Record]) -> None:
        await does_keep.wait()
        kept.extend(records)

    backbone, records = InProcess(), RecordQueue(keep, figures)
    around = Surroundings(
        backbone.edges, ledger or PocketLedger(), judge or PassAll(), records, clock, figures
    )
    rules = battles or rule_data.battles
    directory = Directory(open_room, around, rules, idle_s, open_battle=open_battle)
    tokens = Tokens(Secret.open(folder / "secret"))
    edge = Edge("edge", backbone.homes, tokens.read, clock.now_s, figures, limits)
    backbone.connect(directory, edge)
    server = await serve("127.0.0.1", port, edge)
    here = Stand(server, directory, figures)
    here.kept, here.does_keep, here.tokens = kept, does_keep, tokens
    try:
        yield here
    finally:
        does_keep.set()
        await directory.close(Closing(code="going_away", sentence="The server ends."))
        await server.close()
        await records.close()
