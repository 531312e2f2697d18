"""Tests of studio.ipc.aio: real sockets, also against the edge for threads."""

import asyncio
import queue
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from studio.ipc import address as addresses
from studio.ipc.aio import AsyncChannel, AsyncChannelServer, connect
from studio.ipc.channel import Channel
from studio.ipc.errors import ChannelError
from studio.ipc.handshake import hello
from studio.ipc.message import MAX_BYTES, Message, encode

PATIENCE_S = 30
T = TypeVar("T")


class Record:
    def __init__(self) -> None:
        self.messages: asyncio.Queue[Message] = asyncio.Queue()
        self.connects: asyncio.Queue[AsyncChannel] = asyncio.Queue()
        self.closes: asyncio.Queue[str] = asyncio.Queue()

    def on_message(self, channel: AsyncChannel, message: Message) -> None:
        self.messages.put_nowait(message)

    def on_close(self, channel: AsyncChannel, reason: str) -> None:
        self.closes.put_nowait(reason)


async def soon(awaitable: Awaitable[T]) -> T:
    return await asyncio.wait_for(awaitable, PATIENCE_S)


@asynccontextmanager
async def serving(
    address: str, record: Record, on_message: Callable[[AsyncChannel, Message], None] | None = None
) -> AsyncIterator[AsyncChannelServer]:
    server = AsyncChannelServer(
        address,
        name="push-1",
        secret="sesame",
        on_message=on_message or record.on_message,
        on_connect=record.connects.put_nowait,
        on_close=record.on_close,
    )
    await server.start()
    try:
        yield server
    finally:
        await server.close()
        await server.close()


async def join(address: str, record: Record, secret: str = "sesame") -> AsyncChannel:
    return await connect(
        address,
        role="engine",
        secret=secret,
        on_message=record.on_message,
        on_close=record.on_close,
    )


def run(test: Coroutine[None, None, None]) -> None:
    asyncio.run(test)


def test_messages_go_both_ways_in_order(address: str) -> None:
    async def test() -> None:
        heard, mine = Record(), Record()
        async with serving(address, heard) as server:
            channel = await join(address, mine)
            assert (channel.peer_name, channel.peer_role) == ("push-1", "server")
            assert (await soon(heard.connects.get())).peer_role == "engine"
            for number in range(300):
                assert channel.send({"type": "tag", "number": number, "data": bytes(number)})
            for number in range(300):
                assert (await soon(heard.messages.get()))["number"] == number
            assert server.broadcast({"type": "state"}) == 1
            assert await soon(mine.messages.get()) == {"type": "state"}
            channel.send({"type": "ping", "id": 3})
            assert await soon(mine.messages.get()) == {"type": "pong", "id": 3}
            channel.close()
            channel.close()
            assert not channel.send({"type": "late"})
            assert await soon(heard.closes.get()) == "The other side closed the connection."
            assert mine.closes.empty()

    run(test())


def test_a_large_message_arrives_whole(address: str) -> None:
    async def test() -> None:
        heard = Record()
        async with serving(address, heard):
            channel = await join(address, Record())
            assert channel.send({"type": "tag", "data": bytes(MAX_BYTES - 100)})
            assert await soon(heard.messages.get()) == {
                "type": "tag",
                "data": bytes(MAX_BYTES - 100),
            }
            channel.close()

    run(test())


def test_a_program_with_threads_speaks_to_it(address: str) -> None:
    async def test() -> None:
        heard = Record()
        received: queue.Queue[Message] = queue.Queue()
        async with serving(address, heard) as server:
            channel = await asyncio.to_thread(
                lambda: Channel.connect(
                    address,
                    role="engine",
                    secret="sesame",
                    on_message=lambda channel, message: received.put(message),
                    on_close=lambda channel, reason: None,
                )
            )
            channel.send({"type": "open"})
            assert await soon(heard.messages.get()) == {"type": "open"}
            server.broadcast({"type": "push_state"})
            message = await asyncio.to_thread(received.get, timeout=PATIENCE_S)
            assert message == {"type": "push_state"}
            channel.close()
            await soon(heard.closes.get())

    run(test())


def test_a_wrong_secret_is_refused_with_a_sentence(address: str) -> None:
    async def test() -> None:
        heard = Record()
        async with serving(address, heard):
            with pytest.raises(ChannelError, match="refused: The secret is wrong"):
                await join(address, Record(), secret="simsalabim")
        assert heard.connects.empty()

    run(test())


def test_nobody_there_is_a_sentence(address: str) -> None:
    with pytest.raises(ChannelError, match="Nobody answers at"):
        run(_connect_only(address))


async def _connect_only(address: str) -> None:
    await join(address, Record())


@pytest.mark.parametrize("answer", [b"", b"\xff" * 8, encode({"type": "hi"})])
def test_a_listener_of_another_kind_is_a_sentence(address: str, answer: bytes) -> None:
    async def test() -> None:
        with addresses.listen(address) as listener:
            waiting = asyncio.create_task(join(address, Record()))
            loop = asyncio.get_running_loop()
            sock, _ = await loop.sock_accept(listener)
            with sock:
                sock.setblocking(False)
                await loop.sock_recv(sock, 4096)
                await loop.sock_sendall(sock, answer)
            with pytest.raises(ChannelError, match="The process that listens there"):
                await soon(waiting)

    run(test())


@pytest.mark.parametrize(
    "garbage",
    [b"GET / HTTP/1.1\r\n\r\n", struct.pack(">I", 4097), struct.pack(">I", 1) + b"\x90", b""],
)
def test_garbage_is_cut_off_and_costs_the_others_nothing(address: str, garbage: bytes) -> None:
    async def test() -> None:
        heard, mine = Record(), Record()
        async with serving(address, heard):
            channel = await join(address, mine)
            reader, writer = await asyncio.open_connection(sock=_raw(address))
            writer.write(garbage)
            writer.write_eof()
            assert await soon(reader.read()) == b""
            writer.close()
            channel.send({"type": "still"})
            assert await soon(heard.messages.get()) == {"type": "still"}
            assert mine.closes.empty()
            channel.close()

    run(test())


def _raw(address: str) -> socket.socket:
    sock = addresses.connect(address, PATIENCE_S)
    sock.setblocking(False)
    return sock


def test_garbage_after_the_hello_is_cut_off(address: str) -> None:
    async def test() -> None:
        heard = Record()
        async with serving(address, heard):
            reader, writer = await asyncio.open_connection(sock=_raw(address))
            writer.write(hello("client", "sesame"))
            await soon(heard.connects.get())
            writer.write(struct.pack(">I", MAX_BYTES + 1))
            assert "announced a message of 4194305 bytes" in await soon(heard.closes.get())
            assert b"welcome" in await soon(reader.read())
            writer.close()

    run(test())


def test_strangers_can_not_take_all_the_room(address: str) -> None:
    async def test() -> None:
        heard = Record()
        async with serving(address, heard):
            silent = [await asyncio.open_connection(sock=_raw(address)) for _ in range(40)]
            channel = await join(address, Record())
            channel.send({"type": "through"})
            assert await soon(heard.messages.get()) == {"type": "through"}
            assert await soon(silent[0][0].read()) == b""
            for _, writer in silent:
                writer.close()
            channel.close()

    run(test())


def test_a_peer_that_does_not_read_costs_a_bounded_queue(address: str) -> None:
    async def test() -> None:
        heard = Record()
        async with serving(address, heard) as server:
            _, writer = await asyncio.open_connection(sock=_raw(address), limit=1)
            writer.write(hello("client", "sesame"))
            channel = await soon(heard.connects.get())
            writer.transport.pause_reading()  # type: ignore[attr-defined]  # a read transport
            sent = 0
            while server.broadcast({"type": "tag", "data": bytes(1_000_000)}):
                sent += 1
            assert 7 <= sent <= 20
            assert channel.dropped == 1
            assert channel.queued_bytes <= 8 * 1024 * 1024
            writer.close()

    run(test())


def test_a_message_that_can_not_be_handled_costs_one_connection(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    def handle(channel: AsyncChannel, message: Message) -> None:
        raise KeyError("oh")

    async def test() -> None:
        mine = Record()
        async with serving(address, Record(), handle):
            channel = await join(address, mine)
            channel.send({"type": "bad"})
            assert await soon(mine.closes.get())
            await join(address, Record())

    run(test())
    assert "could not be handled" in caplog.text
