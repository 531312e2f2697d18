"""Tests of studio.room.ws.crowd: what reaches whom, newcomers, slow clients."""

import asyncio
import json
import socket
from pathlib import Path

import pytest

from studio.room.protocol.events import MESSAGE
from studio.room.ws.limits import Limits
from tests.room.ws.client import client
from tests.room.ws.house import OpenHouse
from tests.room.ws.wire import UPGRADE, masked, run, until


def test_a_compressed_and_a_plain_client_get_the_same(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as plain, client(house.url, compression="deflate") as small:
            assert "permessage-deflate" in str(small.socket.response)
            await plain.join(house.token("u1"))
            await small.join(house.token("u2"))
            await small.send(type="say", id="1", text="x" * 200)  # the client compresses, too
            for _ in range(3):
                house.house.caption("1", "一段很长的字幕" * 50)
            for each in (plain, small):
                for _ in range(3):
                    await each.until(lambda event: event["type"] == "caption")
                MESSAGE.validate_python(
                    [{k: v for k, v in event.items() if k != "_taken"} for event in each.seen]
                )

    run(tmp_path, scenario)


def test_a_newcomer_gets_each_event_once_whatever_is_being_sent(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as talker:
            await talker.join(house.token("talker"))
            guest = next(iter(house.house.seats.values()))
            is_over = False

            async def talk() -> None:
                while not is_over:
                    house.house.danmaku("1", "666", guest)
                    await asyncio.sleep(0.001)  # with more, danmaku are left out, as they may be

            task = asyncio.create_task(talk())
            reading = asyncio.create_task(talker.until(lambda event: False))
            for number in range(12):
                async with client(house.url) as newcomer:
                    joined = await newcomer.join(house.token(f"u{number}"))
                    await newcomer.until(lambda event: event["type"] == "danmaku")
                    await newcomer.until(lambda event: event["type"] == "danmaku")
                    events = [e for e in newcomer.seen if e["type"] != "joined"]
                    found = [e["offset"] for e in events if "offset" in e]  # who came, too
                    first = joined["offset"] + 1
                    assert found == list(range(first, first + len(found)))
            is_over = True
            await task
            reading.cancel()

    run(tmp_path, scenario)


async def deaf(house: OpenHouse) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a joined connection with small buffers that reads no more."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    one.connect(("127.0.0.1", house.port))
    reader, writer = await asyncio.open_connection(sock=one, limit=2_048)
    writer.write(UPGRADE)
    await reader.readuntil(b"\r\n\r\n")
    join = {"type": "join", "room": "1", "token": house.token("deaf")}
    writer.write(masked(1, json.dumps(join).encode()))
    await until(lambda: house.figures.seated == 1)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    return reader, writer


def test_a_slow_client_is_spared_danmaku_but_nothing_that_matters(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        reader, writer = await deaf(house)
        guest = next(iter(house.house.seats.values()))
        captions = 0
        while house.figures.danmaku_spared < 5:
            for _ in range(100):
                house.house.danmaku("1", "x" * 200, guest)
            house.house.caption("1", f"caption {captions}")
            captions += 1
            await house.edge.shown("1")
            assert captions < 5_000
        writer.transport.resume_reading()  # type: ignore[attr-defined]
        got = b""
        async with asyncio.timeout(20):
            while f'"caption {captions - 1}"'.encode() not in got:
                got += await reader.read(65_536)
        assert got.count(b'"type":"caption"') == captions
        assert got.count(b'"type":"danmaku"') < 100 * captions
        writer.close()

    run(tmp_path, scenario, Limits(close_s=60))


@pytest.mark.parametrize("limits", [Limits(close_s=60), Limits(close_s=0.2, close_bytes=1 << 30)])
def test_a_client_that_takes_nothing_is_ended(tmp_path: Path, limits: Limits) -> None:
    async def scenario(house: OpenHouse) -> None:
        _, writer = await deaf(house)
        while house.figures.closed_too_slow == 0:
            for _ in range(100):
                house.house.caption("1", "y" * 400)
            await house.edge.shown("1")
        await until(lambda: house.figures.connections == 0)
        assert house.figures.seated == 0
        writer.close()

    run(tmp_path, scenario, limits)


def test_a_quiet_room_is_kept_alive(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            assert json.loads(await asyncio.wait_for(guest.socket.recv(), 10)) == []

    run(tmp_path, scenario, Limits(quiet_s=0.1))
