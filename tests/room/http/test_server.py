"""Tests of studio.room.http.server and the guard that its connections have."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from studio.room.http.guard import Doorkeeper
from studio.room.http.server import HttpServer, PortError, listen

DEADLINE_S = 10.0


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body, then answer with its length; /big answers with 8 MB."""
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    content = "x" * 8_000_000 if scope["path"] == "/big" else str(length)
    await PlainTextResponse(content)(scope, receive, send)


@asynccontextmanager
async def serving(doorkeeper: Doorkeeper) -> AsyncIterator[int]:
    server = HttpServer(hello, listen("127.0.0.1", 0), doorkeeper=doorkeeper)
    await server.start()
    try:
        yield server.port
    finally:
        await server.stop()


async def ask(port: int, request: bytes) -> bytes:
    """Send this, and return everything until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        async with asyncio.timeout(DEADLINE_S):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        await hang_up(writer)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def test_it_answers_in_a_loop_that_it_does_not_own() -> None:
    async def run() -> None:
        async with serving(Doorkeeper()) as port:
            answer = await ask(
                port,
                b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
            )
            assert answer.startswith(b"HTTP/1.1 200 OK")
            assert answer.endswith(b"\r\n\r\n3")
            assert b"uvicorn" not in answer

    asyncio.run(run())


@pytest.mark.parametrize(
    "request_part",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET /",
    ],
    ids=["nothing", "half a header", "half a body", "half of the second one"],
)
def test_half_a_request_is_not_waited_for(request_part: bytes) -> None:
    async def run() -> None:
        doorkeeper = Doorkeeper(request_s=0.2)
        async with serving(doorkeeper) as port:
            await ask(port, request_part)
            assert doorkeeper.timed_out == 1
            assert doorkeeper.count == 0

    asyncio.run(run())


def test_bytes_that_drip_do_not_put_the_end_off() -> None:
    async def run() -> None:
        doorkeeper = Doorkeeper(request_s=0.3)
        async with serving(doorkeeper) as port:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\n")
            drops = 0
            async with asyncio.timeout(DEADLINE_S):
                while doorkeeper.timed_out == 0:
                    writer.write(b"X-%d: 1\r\n" % drops)
                    drops += 1
                    await asyncio.sleep(0.02)
            assert drops > 1
            await hang_up(writer)

    asyncio.run(run())


def test_who_does_not_read_the_answer_is_not_waited_for() -> None:
    async def run() -> None:
        doorkeeper = Doorkeeper(response_s=0.3)
        async with serving(doorkeeper) as port:
            _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
            writer.write(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
            async with asyncio.timeout(DEADLINE_S):
                while doorkeeper.count or not doorkeeper.timed_out:
                    await asyncio.sleep(0.01)
            await hang_up(writer)

    asyncio.run(run())


def test_one_address_holds_only_so_many_connections() -> None:
    async def run() -> None:
        doorkeeper = Doorkeeper(max_each=3)
        async with serving(doorkeeper) as port:
            held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
            async with asyncio.timeout(DEADLINE_S):
                while doorkeeper.count < 3:
                    await asyncio.sleep(0.01)
            assert await ask(port, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") == b""
            assert doorkeeper.turned_away == 1
            for _, writer in held:
                await hang_up(writer)
            async with asyncio.timeout(DEADLINE_S):
                while doorkeeper.count:
                    await asyncio.sleep(0.01)
            last = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            assert b"200 OK" in await ask(port, last)

    asyncio.run(run())


def test_a_header_without_an_end_is_refused() -> None:
    async def run() -> None:
        async with serving(Doorkeeper()) as port:
            answer = await ask(port, b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000)
            assert answer == b"" or answer.startswith(b"HTTP/1.1 400")

    asyncio.run(run())


def test_a_port_in_use_is_a_sentence() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=rf"Port {port} of 127\.0\.0\.1 is in use"):
            listen("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_a_sentence() -> None:
    with pytest.raises(PortError, match="Nobody can listen at 192"):
        listen("192.0.2.1", 8080)
    with pytest.raises(PortError, match="There is no address"):
        listen("no.such.host.invalid", 8080)


def test_a_port_can_be_taken_again_at_once() -> None:
    first = listen("127.0.0.1", 0)
    port = first.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)):
        first.close()
    listen("127.0.0.1", port).close()
