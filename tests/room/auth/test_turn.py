"""Tests of studio.room.auth.turn, with coturn as the judge of its credentials."""

import asyncio
import base64
import hashlib
import hmac
import shutil
import time
from pathlib import Path

import pytest
from aioice.stun import TransactionFailed
from aioice.turn import create_turn_endpoint

from studio.room.auth.errors import TurnError
from studio.room.auth.turn import CREDENTIAL_S, IceServer, TurnServers
from tests.room.coturn import DEADLINE_S, SECRET, coturn


def secret_file(folder: Path, text: str = f"{SECRET}\n") -> Path:
    path = folder / "turn-secret"
    path.write_text(text)
    return path


def test_a_credential_is_as_coturn_wants_it(tmp_path: Path) -> None:
    servers = TurnServers.read(("stun:s",), ("turn:t:1", "turns:t"), secret_file(tmp_path))
    name = f"{1_000 + CREDENTIAL_S}:u1"
    digest = hmac.new(SECRET.encode(), name.encode(), hashlib.sha1).digest()
    assert servers.for_user("u1", 1_000) == [
        IceServer(("stun:s",)),
        IceServer(("turn:t:1", "turns:t"), name, base64.b64encode(digest).decode(), CREDENTIAL_S),
    ]
    assert servers.for_user("u1", 1_000, may_relay=False) == [IceServer(("stun:s",))]
    assert SECRET not in repr(servers)
    assert TurnServers.read((), (), None).for_user("u1", 0) == []


def test_wrong_settings_are_told(tmp_path: Path) -> None:
    file = secret_file(tmp_path)
    empty = tmp_path / "empty"
    empty.touch()
    wrong: list[tuple[tuple[str, ...], tuple[str, ...], Path | None]] = [
        (("turn:a",), (), None),
        ((), ("stun:a",), file),
        ((), ("http://a",), file),
        ((), ("turn:a",), None),
        ((), (), file),
        ((), ("turn:a",), tmp_path / "none"),
        ((), ("turn:a",), empty),
        (("stun:a",) * 9, (), None),
    ]
    for stun, turn, where in wrong:
        with pytest.raises(TurnError) as told:
            TurnServers.read(stun, turn, where)
        assert str(told.value).endswith(".")


async def relays(port: int, name: str, credential: str) -> bool:
    """Return whether a packet comes through with a credential, sent by aioice's client."""
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[bytes] = asyncio.Queue()

    class Ear(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: object) -> None:
            heard.put_nowait(data)

    listener, _ = await loop.create_datagram_endpoint(Ear, local_addr=("127.0.0.1", 0))
    try:
        line, _ = await create_turn_endpoint(
            asyncio.DatagramProtocol,
            server_addr=("127.0.0.1", port),
            username=name,
            password=credential,
        )
    except TransactionFailed:
        return False
    else:
        line.sendto(b"hello", listener.get_extra_info("sockname"))
        came = await asyncio.wait_for(heard.get(), DEADLINE_S)
        line.close()
        return came == b"hello"
    finally:
        listener.close()


@pytest.mark.skipif(not shutil.which("turnserver"), reason="coturn is not installed")
def test_coturn_takes_the_credential_for_an_hour(tmp_path: Path) -> None:
    servers = TurnServers.read((), ("turn:127.0.0.1",), secret_file(tmp_path))
    now_s = int(time.time())
    with coturn(tmp_path) as port:
        (good,) = servers.for_user("u1", now_s)
        assert good.username
        assert good.credential
        assert asyncio.run(relays(port, good.username, good.credential))
        (over,) = servers.for_user("u1", now_s - CREDENTIAL_S - 10)
        assert over.username
        assert over.credential
        assert not asyncio.run(relays(port, over.username, over.credential))
