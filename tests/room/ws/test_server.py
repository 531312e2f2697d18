"""Tests of studio.room.ws.server and edge, with real sockets."""

import asyncio
import socket
from pathlib import Path

import pytest
import uvloop
from websockets.exceptions import InvalidStatus

from studio.room.backbone.close_code import CloseCode
from studio.room.live.token_bucket import Rate
from studio.room.ws.limits import Limits
from tests.room.ws.client import client
from tests.room.ws.house import OpenHouse, open_house
from tests.room.ws.wire import UPGRADE, close_frame, raw, run, until


def test_everybody_gets_what_somebody_says_and_only_he_the_reply(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as first, client(house.url, compression="deflate") as second:
            assert (await first.join(house.token("u1")))["you"]["user"] == "u1"
            await second.join(house.token("u2"))
            await first.send(type="say", id="1", text="来了！")
            assert (await first.reply("1"))["type"] == "accepted"
            for each in (first, second):
                event = await each.until(lambda event: event["type"] == "danmaku")
                assert (event["text"], event["by"]["user"]) == ("来了！", "u1")
            assert not [event for event in second.seen if event["type"] == "accepted"]

    run(tmp_path, scenario)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "say", "id": "1", "text": "hi"}, "join_expected"),
        ({"type": "join", "room": "1", "token": "forged.token.here"}, "token_invalid"),
        ({"type": "join", "room": "no room!", "token": "x"}, "join_expected"),
    ],
)
def test_who_does_not_join_properly_is_put_out(
    tmp_path: Path, message: dict[str, str], code: str
) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as intruder:
            await intruder.send(**message)
            closed, sentence = await intruder.close_code()
            assert closed in (CloseCode.JOIN_EXPECTED, CloseCode.NOT_ADMITTED)
            assert sentence.endswith(".")
            assert [event["code"] for event in intruder.seen] == [code]
        assert not house.house.seats

    run(tmp_path, scenario)


def test_an_old_token_is_refused(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as late:
            assert (await late.join(house.token("u1", valid_s=-5)))["code"] == "token_expired"
            assert (await late.close_code())[0] == CloseCode.NOT_ADMITTED

    run(tmp_path, scenario)


def test_who_never_joins_is_put_out_and_the_rest_stays(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            silent = [await raw(house) for _ in range(50)]
            for reader, writer in silent:
                assert (await close_frame(reader))[0] == CloseCode.JOIN_EXPECTED
                writer.close()
            await until(lambda: house.figures.connections == 1)
            assert house.figures.closed_no_join == 50
            await guest.send(type="ping", id="1")
            assert (await guest.reply("1"))["type"] == "accepted"

    run(tmp_path, scenario, Limits(join_s=0.3))


@pytest.mark.slow
def test_thousands_of_half_open_connections_harm_nobody(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        sockets = []  # both ends are ours, and a process may hold 20,000 descriptors here
        for number in range(8_000):
            one = socket.create_connection(("127.0.0.1", house.port))
            if number % 2:
                one.sendall(UPGRADE if number % 4 == 1 else UPGRADE[:40])
            sockets.append(one)
            if number % 50 == 0:
                await asyncio.sleep(0)
        async with client(house.url) as guest:
            await guest.join(house.token("u1"))
            await guest.send(type="say", id="1", text="hi")
            await guest.until(lambda event: event["type"] == "danmaku")
            await until(lambda: house.figures.connections == 1, 30)
        for one in sockets:
            one.close()

    run(tmp_path, scenario, Limits(join_s=1.0))


def test_a_flood_is_refused_then_ended(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as flood:
            await flood.join(house.token("u1"))
            for number in range(200):
                await flood.send(type="ping", id=str(number))
            code, _ = await flood.close_code()
            assert code == CloseCode.TOO_FAST
            refused = [event for event in flood.seen if event["type"] == "refused"]
            assert {event["code"] for event in refused} == {"too_fast"}
            assert refused[0]["id"]
            assert refused[0]["retry_ms"] > 0
            assert len(refused) <= 21

    run(tmp_path, scenario, Limits(rate=Rate(per_s=5, burst=10), strikes=20))


@pytest.mark.parametrize(("path", "status"), [("/ws", 426), ("/elsewhere", 404), ("/ws?x=1", 426)])
def test_pages_are_told_that_there_are_none(tmp_path: Path, path: str, status: int) -> None:
    async def scenario(house: OpenHouse) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), 10)
        assert f" {status} ".encode() in answer
        writer.close()

    run(tmp_path, scenario)


def test_more_than_fit_are_asked_to_come_back(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as first, client(house.url):
            await first.join(house.token("u1"))
            with pytest.raises(InvalidStatus, match="503"):
                async with client(house.url):
                    pass

    run(tmp_path, scenario, Limits(connections=2))


def test_a_banned_user_is_put_out_with_the_reason(tmp_path: Path) -> None:
    async def scenario(house: OpenHouse) -> None:
        async with client(house.url) as boss, client(house.url) as other:
            await boss.join(house.token("boss"))
            await other.join(house.token("other"))
            await boss.send(type="ban", id="1", user="other", duration_s=60)
            assert await other.close_code() == (CloseCode.PUT_OUT, "You are banned.")
            await until(lambda: len(house.house.seats) == 1)

    run(tmp_path, scenario)


def test_ending_tells_everybody(tmp_path: Path) -> None:
    async def whole() -> None:
        async with open_house(tmp_path) as house, client(house.url) as guest:
            await guest.join(house.token("u1"))
            code = asyncio.create_task(guest.close_code())
            await house.edge.close()
            assert (await code)[0] == CloseCode.GOING_AWAY

    uvloop.run(whole())
