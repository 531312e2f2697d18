"""Tests of studio.room_client.pinned, api and client over HTTPS of a room's own authority."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.publish.queue import MediaTag
from studio.publish.relay_publisher import RelayPublisher
from studio.room.tls.authority import fingerprint
from studio.room.tls.names import lan_address
from studio.room_client.api import RoomApi
from studio.room_client.client import RoomClient
from studio.room_client.going_live import GoingLive
from studio.room_client.pinned import Pinned, PinnedError
from studio.room_client.session import Session
from studio.rtmp.flv import Tag
from studio.rtmp.relay_url import RelayUrl
from tests.room.web.server import RoomServer

pytestmark = pytest.mark.slow


class SecureServer(RoomServer):
    """A server with HTTPS, for other computers, too."""

    words = ("--https-port", "0", "--host", "0.0.0.0")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureServer]:
    running = SecureServer(tmp_path_factory.mktemp("room") / "data")
    yield running
    running.stop()


def pin(server: SecureServer) -> str:
    return fingerprint((server.data / "tls" / "ca.crt").read_bytes())


async def joined(server: SecureServer, api: RoomApi) -> dict[str, Any]:
    """Come into the room as its anchor; return what it said first."""
    session = Session(api, server.anchor.partition("invitation=")[2])
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    client = RoomClient(
        await session.socket_address(),
        "1",
        session.token,
        heard.put_nowait,
        lambda state, why: None,
        context=api.pinned.context,
    )
    task = asyncio.create_task(client.run())
    try:
        return await asyncio.wait_for(heard.get(), 30)
    finally:
        task.cancel()


def test_a_studio_comes_in_and_publishes_by_the_fingerprint_alone(server: SecureServer) -> None:
    async def come() -> None:
        api = RoomApi(f"https://127.0.0.1:{server.edge['https']}", pin(server))
        assert (await joined(server, api))["type"] == "joined"
        session = Session(api, server.anchor.partition("invitation=")[2])
        place = await GoingLive(api, session, "1").publish()
        assert place.address.startswith("wss://")
        url = RelayUrl.parse(place.url)
        assert "ca=" not in url.address
        publisher = RelayPublisher(url)
        await publisher.connect()
        assert publisher.put(MediaTag(Tag.SCRIPT, 0, b"\x02\x00\x01a\x05"))
        await publisher.finish()

    asyncio.run(come())


def test_another_server_is_refused(server: SecureServer) -> None:
    address = f"https://127.0.0.1:{server.edge['https']}"
    with pytest.raises(PinnedError, match="another fingerprint"):
        Pinned(address, "0" * 64).context()
    with pytest.raises(PinnedError, match="64 hexadecimal digits"):
        Pinned(address, "abc")
    assert Pinned("http://127.0.0.1:1", "0" * 64).context() is None
    spaced = " ".join(pin(server).upper()[at : at + 4] for at in range(0, 64, 4))
    assert Pinned(address, spaced).context()
    for digest, sentence in (("", "Nothing on this computer"), ("0" * 64, "another fingerprint")):
        with pytest.raises(PinnedError, match=sentence):
            asyncio.run(RoomApi(address, digest).ask("GET", "/api/server"))
    elsewhere = address.replace("127.0.0.1", "127.0.0.9")
    with pytest.raises(PinnedError, match=r"no certificate for 127\.0\.0\.9: start"):
        asyncio.run(RoomApi(elsewhere, pin(server)).ask("GET", "/api/server"))
    code = f"import ssl, urllib.request as u; u.urlopen('{address}', timeout=5)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"CERTIFICATE_VERIFY_FAILED" in done.stderr, "the system trusts it by itself"


def test_a_link_for_a_studio_says_whom_to_trust(server: SecureServer, tmp_path: Path) -> None:
    token = server.ask("/api/session", {"invitation": server.anchor.partition("invitation=")[2]})
    link = server.ask("/api/rooms/1/invitations", {"kind": "studio"}, token["token"])
    assert link["path"] == f"/studio/1#invitation={link['invitation']}&ca={pin(server)}"
    lan = lan_address()
    assert link["secure"] == (f"https://{lan}:{server.edge['https']}" if lan else "")
    own = server.ask("/api/rooms/1/handoff/link", {}, token["token"])
    assert own["path"].endswith(f"&ca={pin(server)}")
    assert "ca=" not in server.anchor, "it is for browsers"
    assert "ca=" not in json.dumps(
        server.ask("/api/rooms/1/invitations", {"kind": "phone"}, token["token"])
    )
