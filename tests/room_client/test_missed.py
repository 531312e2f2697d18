"""Tests of studio.room_client.missed: who was away for longer than history goes gets each gift."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from studio.ipc.message import Message
from studio.room.edge import running
from studio.room.ledger.entries import Credit
from studio.room.live import history
from studio.room.settings import RoomSettings
from studio.room_client.api import ApiError, RoomApi
from studio.room_client.client import RoomClient
from studio.room_client.missed import missed_gifts
from studio.room_client.session import Session
from tests.room.ws.client import Client, client

pytestmark = pytest.mark.slow  # for the edge

GIFTS = 40
DEADLINE_S = 30.0


async def give(giver: Client, first: int, count: int) -> None:
    for number in range(first, first + count):
        await giver.send(type="give", id=f"g{number}", key=f"key-{number:06}", gift="heart")
        assert (await giver.reply(f"g{number}"))["type"] == "accepted"


def numbers(messages: list[Message]) -> list[object]:
    return [each["gift"] for each in messages if each["type"] == "gift"]


def test_no_gift_is_missed_and_none_comes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_ANSWER_BYTES", 3_000)
    monkeypatch.setattr("studio.room_client.missed.PAGE", 7)

    async def main() -> None:
        async with running(RoomSettings(data=tmp_path, port=0, ws_port=0)) as edge:
            api = RoomApi(f"http://127.0.0.1:{edge.http_port}")
            url = f"ws://127.0.0.1:{edge.ws_port}/ws"
            session = Session(api, edge.anchor_link.partition("invitation=")[2])
            may_return = asyncio.Event()
            may_return.set()
            seen: list[Message] = []
            failures = 1

            async def token(was_refused: bool) -> str:
                await may_return.wait()
                return await session.token(was_refused)

            async def missed(since_ms: int):  # type: ignore[no-untyped-def]
                nonlocal failures
                async for gift in missed_gifts(api, "1", since_ms):
                    yield gift
                    failures -= 1
                    if failures == 0:
                        raise ApiError("The room server can't be reached.")

            watcher = RoomClient(
                url, "1", token, seen.append, lambda *state: None, (0.01,), missed=missed
            )
            task = asyncio.create_task(watcher.run())
            answer = await api.ask("POST", "/api/session", content={"name": "Giver"})
            await edge.services.ledger.credit(Credit("c1", str(answer["user"]), 1_000, "test"))
            async with client(url) as giver, asyncio.timeout(DEADLINE_S):
                await giver.join(str(answer["token"]))
                while not watcher.joins:
                    await asyncio.sleep(0.01)
                await give(giver, 0, 3)
                may_return.clear()
                assert watcher._connection is not None
                watcher._connection.close()
                while edge.services.figures.seated > 1:
                    await asyncio.sleep(0.01)
                await give(giver, 3, GIFTS)
                may_return.set()
                while len(numbers(seen)) < 3 + GIFTS:
                    await asyncio.sleep(0.01)
                await give(giver, 3 + GIFTS, 1)
                while len(numbers(seen)) < 4 + GIFTS:
                    await asyncio.sleep(0.01)
            joins = [each for each in seen if each["type"] == "joined"]
            assert [each["recovered"] for each in joins] == [False, False]
            given = await edge.services.store.shown_gifts.since("1", 0, 0, 500)
            assert sorted(map(int, map(str, numbers(seen)))) == [each.number for each in given]
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    asyncio.run(main())
