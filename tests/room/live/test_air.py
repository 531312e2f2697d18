"""Tests of studio.room.live.air: what its process is told, and what it says."""

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from studio.ipc.address import free_address
from studio.ipc.aio import connect
from studio.ipc.message import Message
from studio.link.air.process import VARIABLE
from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Scope, Tokens
from studio.room.auth.turn import TurnServers
from studio.room.http.relay_file import RelayFile
from studio.room.live.air import Air
from studio.room.live.air_rights import Rights, air_of
from studio.room.live.clock import Clock
from studio.room.protocol.values import PeerKind
from studio.room.rules.stage_peer import StagePeer
from studio.room.settings import AIR_VARIABLE

PATIENCE_S = 20.0


class OpenRoom:
    """Notes what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.warmth: list[frozenset[str]] = []

    def hear_air(self, peer: str, data: Any) -> None:
        self.heard.append((peer, data))

    def warm(self, peers: frozenset[str]) -> None:
        self.warmth.append(peers)


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():
            await asyncio.sleep(0.01)


def phone(peer: str) -> StagePeer:
    return StagePeer(peer, PeerKind.PHONE, f"u-{peer}", f"Phone {peer}", 0, True)


def test_its_process_is_told_all_again_and_its_end_is_noted(tmp_path: Path) -> None:
    async def play() -> None:
        folder = Path(tmp_path)
        address = free_address(Path("/tmp"), "air")
        (folder / "relay.json").write_text('{"http": 1, "ws": 8083, "rtmp": 3}')
        tokens = Tokens(Secret.open(folder / "secret"))
        relay, turn = RelayFile(folder / "relay.json"), TurnServers(stun=("stun:a",))
        secret = secrets.token_hex(8)
        air = air_of((address, secret), Rights(tokens, relay, turn, Clock()))
        assert isinstance(air, Air)
        room = OpenRoom()
        await air.start(lambda name: room if name == "1" else None)
        assert not air.hear("1", "p1", {"type": "offer"}), "nobody is there"
        air.stand("1", [phone("p1")])

        heard: list[Message] = []
        process = await connect(
            address,
            role="client",
            secret=secret,
            on_message=lambda channel, message: heard.append(message),
            on_close=lambda channel, reason: None,
        )
        await until(lambda: heard)
        assert heard[0]["type"] == "standing"
        assert heard[0]["servers"] == [{"urls": ["stun:a"]}]
        peers = heard[0]["peers"]
        assert isinstance(peers, list)
        url = str(peers[0]["url"])
        assert url.startswith("ws://127.0.0.1:8083/publish/1?token=")
        token = url.partition("token=")[2].partition("&")[0]
        claims = tokens.read(token, Clock().now_s(), Scope.PUBLISH)
        assert (claims.user, claims.room) == ("u-p1", "1")

        air.stand("1", [phone("p1")])  # nothing new
        assert air.hear("1", "p1", {"type": "offer"})
        await until(lambda: len(heard) == 2)
        assert heard[1] == {"type": "signal", "room": "1", "peer": "p1", "data": {"type": "offer"}}
        for word in (
            {"type": "signal", "room": "1", "peer": "p1", "data": {"type": "answer"}},
            {"type": "signal", "room": "2", "peer": "p1", "data": {}},
            {"type": "signal", "room": 1, "peer": [], "data": None},
            {"type": "warm", "room": "1", "peers": ["p1", 7]},
        ):
            process.send(word)  # type: ignore[arg-type]
        await until(lambda: room.warmth)
        assert room.heard == [("p1", {"type": "answer"})]
        assert air.warm_in("1") == frozenset({"p1"})
        process.close()
        await until(lambda: room.warmth[-1] == frozenset())
        await air.close()

    asyncio.run(play())


def test_both_sides_look_for_their_place_under_one_name() -> None:
    assert VARIABLE == AIR_VARIABLE
    assert air_of(None, None) is None  # type: ignore[arg-type]
