"""Tests of studio.room.filter.remote, against servers that are right, wrong or mute."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest

from studio.room.filter.remote import RemoteModel


async def ask(answer: bytes | None) -> list[float]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is not None:
            writer.write(
                b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                % (len(answer), answer)
            )
            await writer.drain()
        else:
            await never.wait()
        writer.close()

    never = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    model = RemoteModel(f"http://127.0.0.1:{port}/score", timeout_s=0.5)
    try:
        return await model.score(["a", "b"])
    finally:
        never.set()
        await model.close()
        server.close()
        await server.wait_closed()


def run(coroutine: Callable[[], Awaitable[list[float]]]) -> list[float]:
    async def main() -> list[float]:
        return await coroutine()

    return asyncio.run(main())


def test_returns_the_scores() -> None:
    assert run(lambda: ask(b'{"scores": [0.1, 0.9]}')) == [0.1, 0.9]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (None, httpx.TimeoutException),
        (b'{"scores": [0.1]}', ValueError),
        (b"<html>", ValueError),
    ],
)
def test_says_what_is_wrong(answer: bytes | None, error: type[Exception]) -> None:
    with pytest.raises(error):
        run(lambda: ask(answer))
