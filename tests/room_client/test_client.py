"""The client against a real edge: it comes back, goes on where it was, and says why it can't."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from studio.ipc.message import Message
from studio.model.errors import StudioError
from studio.room.backbone.close_code import CloseCode
from studio.room_client.client import RoomClient
from tests.room.ws.house import OpenHouse, open_house


class Staying:
    """A client that runs, and what it told."""

    def __init__(self, url: str, token: Callable[[bool], Awaitable[str]]) -> None:
        self.messages: list[Message] = []
        self.states: list[tuple[str, str]] = []
        self.client = RoomClient(
            url, "1", token, self.messages.append, lambda *state: self.states.append(state), (0.01,)
        )

    def texts(self) -> list[object]:
        return [each["text"] for each in self.messages if each["type"] in ("danmaku", "caption")]

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not is_so():
                await asyncio.sleep(0.01)


@asynccontextmanager
async def staying(
    house: OpenHouse, token: Callable[[bool], Awaitable[str]]
) -> AsyncIterator[Staying]:
    it = Staying(house.url, token)
    task = asyncio.create_task(it.client.run())
    try:
        yield it
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def run(folder: Path, test: Callable[[OpenHouse], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        async with open_house(folder) as house:
            await test(house)

    asyncio.run(main())


def test_acts_and_hears(tmp_path: Path) -> None:
    async def test(house: OpenHouse) -> None:
        async def token(was_refused: bool) -> str:
            return house.token()

        async with staying(house, token) as it:
            assert (await it.client.act({"type": "ping"}))["code"] == "unreachable"
            await it.until(lambda: it.client.joins == 1)
            answer = await it.client.act({"type": "say", "text": "来了"})
            assert answer["type"] == "accepted"
            await it.until(lambda: it.texts() == ["来了"])
            refused = await it.client.act({"type": "say"})
            assert refused["type"] == "refused"

    run(tmp_path, test)


def test_comes_back_and_says_what_it_saw_last(tmp_path: Path) -> None:
    async def test(house: OpenHouse) -> None:
        async def token(was_refused: bool) -> str:
            return house.token()

        async with staying(house, token) as it:
            await it.until(lambda: it.client.joins == 1)
            house.house.caption("1", "before")
            await it.until(lambda: it.texts() == ["before"])
            (seat,) = house.house.seats
            house.house.edges.put_out(seat, CloseCode.TOO_SLOW, "You read too slowly.")
            await it.until(lambda: it.client.joins == 2)
            seen = house.house.seen[-1]
            assert seen is not None
            assert seen.offset == 1
            assert ("reconnecting", "You read too slowly.") in it.states

    run(tmp_path, test)


def test_asks_for_another_token_when_one_is_refused(tmp_path: Path) -> None:
    async def test(house: OpenHouse) -> None:
        asked: list[bool] = []

        async def token(was_refused: bool) -> str:
            asked.append(was_refused)
            return house.token() if was_refused else house.token(valid_s=-5)

        async with staying(house, token) as it:
            await it.until(lambda: it.client.joins == 1)
            assert asked == [False, True]

    run(tmp_path, test)


def test_stops_when_it_is_put_out(tmp_path: Path) -> None:
    async def test(house: OpenHouse) -> None:
        async def token(was_refused: bool) -> str:
            return house.token()

        it = Staying(house.url, token)
        task = asyncio.create_task(it.client.run())
        await it.until(lambda: it.client.joins == 1)
        (seat,) = house.house.seats
        house.house.edges.put_out(seat, CloseCode.PUT_OUT, "You are banned.")
        async with asyncio.timeout(10):
            await task
        assert it.states[-1] == ("stopped", "You are banned.")

    run(tmp_path, test)


def test_no_token_and_no_server_are_said_and_tried_again(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    async def main() -> None:
        tries = 0

        async def token(was_refused: bool) -> str:
            nonlocal tries
            tries += 1
            if tries == 1:
                raise StudioError("The room server can't be reached.")
            return "x"

        it = Staying(f"ws://127.0.0.1:{unused_tcp_port}/ws", token)
        task = asyncio.create_task(it.client.run())
        await it.until(lambda: tries > 3)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        sentences = {why for _, why in it.states}
        assert "The room server can't be reached." in sentences
        assert any(why.startswith("The room can't be reached") for why in sentences)

    asyncio.run(main())


@pytest.fixture
def unused_tcp_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
