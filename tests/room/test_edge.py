"""Tests of studio.room.edge: an edge as its clients see it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from studio.room.data_folder import DataFolder, DataFolderError
from studio.room.edge import Edge, running
from studio.room.http.server import PortError, listen
from studio.room.ledger.entries import Credit
from studio.room.settings import RoomSettings

DEADLINE_S = 20.0

pytestmark = pytest.mark.slow  # an edge loads word lists and a model: two seconds of CPU


class Client:
    """One person: a session over HTTP and a socket in the first room."""

    def __init__(self, edge: Edge, http: httpx.AsyncClient) -> None:
        self._edge = edge
        self.http = http
        self.session: dict[str, Any] = {}
        self.socket: ClientConnection | None = None

    async def sign_in(self, **asked: str) -> None:
        answer = await self.http.post("/api/session", json=asked)
        assert answer.status_code == 200, answer.text
        self.session = answer.json()
        self.http.headers["Authorization"] = f"Bearer {self.session['token']}"

    async def join(self) -> dict[str, Any]:
        self.socket = await connect(f"ws://127.0.0.1:{self._edge.ws_port}/ws")
        await self.send(type="join", room="1", token=self.session["token"])
        return await self.hear("joined")

    async def send(self, **message: object) -> None:
        assert self.socket is not None
        await self.socket.send(json.dumps(message))

    async def hear(self, kind: str) -> dict[str, Any]:
        """Return the next message of a kind."""
        assert self.socket is not None
        async with asyncio.timeout(DEADLINE_S):
            while True:
                for message in json.loads(await self.socket.recv()):
                    if message["type"] == kind:
                        found: dict[str, Any] = message
                        return found


@asynccontextmanager
async def clients(folder: Path, count: int) -> AsyncIterator[tuple[Edge, list[Client]]]:
    async with running(RoomSettings(data=folder, port=0, ws_port=0)) as edge:
        url = f"http://127.0.0.1:{edge.http_port}"
        people = [Client(edge, httpx.AsyncClient(base_url=url)) for _ in range(count)]
        try:
            yield edge, people
        finally:
            for person in people:
                await person.http.aclose()
                if person.socket is not None:
                    await person.socket.close()


def run(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(work())


def test_two_people_talk_and_give_and_all_of_it_is_there_after_a_restart(tmp_path: Path) -> None:
    async def first() -> None:
        async with clients(tmp_path, 2) as (edge, [lin, wei]):
            await lin.sign_in(name="小林")
            await wei.sign_in(name="小韦")
            await edge.services.ledger.credit(Credit("p1", lin.session["user"], 500, "test"))
            assert (await lin.http.get("/api/wallet")).json() == {"balance": 500}
            assert (await lin.join())["balance"] == 500
            await wei.join()
            await lin.send(type="say", id="1", text="来了！")
            heard = await wei.hear("danmaku")
            assert (heard["text"], heard["by"]["name"]) == ("来了！", "小林")
            price = {
                gift["id"]: gift["coins"] for gift in (await lin.http.get("/api/gifts")).json()
            }
            await lin.send(type="give", id="2", key="key-0001", gift="heart", count=10)
            gift = await wei.hear("gift")
            assert gift["coins"] == 10 * price["heart"]
            left = 500 - gift["coins"]
            assert (await lin.http.get("/api/wallet")).json() == {"balance": left}

    async def second() -> None:
        async with clients(tmp_path, 0) as (edge, _):
            kept = await edge.services.store.looks.danmaku("1", limit=5, before=10**9)
            assert [danmaku.text for danmaku in kept] == ["来了！"]
            assert (await edge.services.ledger.audit()).problems == ()
            assert len((await edge.services.store.load_room("1")).shown_gifts) == 1

    run(first)
    run(second)


def test_clients_are_told_that_it_ends(tmp_path: Path) -> None:
    async def work() -> None:
        async with httpx.AsyncClient() as http:
            async with running(RoomSettings(data=tmp_path, port=0, ws_port=0)) as edge:
                http.base_url = httpx.URL(f"http://127.0.0.1:{edge.http_port}")
                lin = Client(edge, http)
                await lin.sign_in(name="小林")
                await lin.join()
                hears = asyncio.create_task(lin.hear("closing"))
            assert (await hears)["code"] == "restart"
            assert lin.socket is not None
            await lin.socket.close()

    run(work)


def test_the_anchor_s_link_makes_an_anchor_who_goes_live(tmp_path: Path) -> None:
    async def work() -> None:
        async with clients(tmp_path, 1) as (edge, [anchor]):
            await anchor.sign_in(invitation=edge.anchor_link.partition("#invitation=")[2])
            assert (anchor.session["role"], anchor.session["room"]) == ("anchor", "1")
            await anchor.join()
            await anchor.send(type="start_show", id="1", title="晚安")
            await anchor.hear("show")
            [room] = (await anchor.http.get("/api/rooms")).json()["rooms"]
            assert room["is_live"]
            rights = (await anchor.http.post("/api/rooms/1/publish")).json()
            assert rights["stream_key"].startswith("1?key=")
            await anchor.http.post("/api/session/renew", json={})

    run(work)


def test_a_folder_that_another_server_uses_is_a_sentence(tmp_path: Path) -> None:
    folder = DataFolder.take(tmp_path)
    with pytest.raises(DataFolderError, match="Another room server uses"):
        DataFolder.take(tmp_path, patience_s=0.1)
    folder.release()
    DataFolder.take(tmp_path).release()


def test_a_port_in_use_ends_the_start_and_leaves_nothing_locked(tmp_path: Path) -> None:
    async def work() -> None:
        with listen("127.0.0.1", 0) as taken:
            port = taken.getsockname()[1]
            for settings in (
                RoomSettings(data=tmp_path, port=port, ws_port=0),
                RoomSettings(data=tmp_path, port=0, ws_port=port),
            ):
                with pytest.raises(PortError, match=f"Port {port} of"):
                    async with running(settings):
                        pass
        DataFolder.take(tmp_path, patience_s=0.1).release()

    run(work)
