"""What tests of the edge need below a client: bytes, frames, and a server for a scenario."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

import uvloop

from studio.room.ws.limits import Limits
from tests.room.ws.house import OpenHouse, open_house

UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
Scenario = Callable[[OpenHouse], Coroutine[None, None, None]]


def run(folder: Path, scenario: Scenario, limits: Limits | None = None) -> None:
    async def whole() -> None:
        async with open_house(folder, limits) as house:
            await scenario(house)
            assert house.figures.errors == 0

    uvloop.run(whole())


async def until(is_true: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it never came true"
        await asyncio.sleep(0.01)


def masked(opcode: int, payload: bytes, *, first: int = 0x80) -> bytes:
    """Return a client's frame, masked with zeros."""
    size = len(payload)
    head = bytes([first | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65_536:
        head += bytes([0x80 | 126]) + size.to_bytes(2)
    else:
        head += bytes([0x80 | 127]) + size.to_bytes(8)
    return head + bytes(4) + payload


async def raw(house: OpenHouse) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return an upgraded connection without any client's manners."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(UPGRADE)
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    assert b" 101 " in answer
    return reader, writer


async def close_frame(reader: asyncio.StreamReader) -> tuple[int, str]:
    """Read until a close frame comes; return its code and sentence."""
    async with asyncio.timeout(10):
        while True:
            first, second = await reader.readexactly(2)
            size = second & 127
            if size == 126:
                size = int.from_bytes(await reader.readexactly(2))
            payload = await reader.readexactly(size)
            if first & 15 == 8:
                return int.from_bytes(payload[:2]), payload[2:].decode()
