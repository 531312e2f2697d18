"""Tests of studio.room.live.directory: a whole live server, real sockets."""

import asyncio
from pathlib import Path

import uvloop

from studio.room.backbone.close_code import CloseCode
from studio.room.protocol.values import Role
from tests.room.live.stand import Stand, stand
from tests.room.live.test_actor import run
from tests.room.live.test_outbox import until
from tests.room.ws.client import client


def test_a_room_that_is_not_there_is_said_to_be_not_there(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as guest:
            await guest.send(type="join", room="99", token=here.token("u1"))
            assert (await guest.close_code())[0] == CloseCode.NO_SUCH_ROOM
        assert here.directory.rooms() == []
        assert here.directory.state("99") is None

    run(tmp_path, scenario)


def test_joins_and_acts_wait_in_order_while_a_room_is_opened(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as first, client(here.url) as second:
            for each, user in ((first, "u1"), (second, "u2")):
                await each.send(type="join", room="1", token=here.token(user))
                await each.send(type="say", id="1", text=f"I am {user}")
            for each in (first, second):
                assert (await each.reply("1"))["type"] == "accepted"
        assert here.directory.rooms() == ["1"]

    run(tmp_path, scenario)


def test_pages_can_act_and_see_what_is_live(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        assert await here.directory.actor("99") is None
        async with client(here.url) as anchor:
            await anchor.join(here.token("anchor", role=Role.ANCHOR))
            assert not here.directory.is_live("1")
            await anchor.send(type="start_show", id="1", title="Songs")
            await anchor.until(lambda event: event["type"] == "show")
            assert here.directory.is_live("1")
            actor = await here.directory.actor("1")
            assert actor is not None
            assert actor.seats == 1
            assert actor.person("anchor").role is Role.ANCHOR

    run(tmp_path, scenario)


def test_the_end_is_announced(tmp_path: Path) -> None:
    async def whole() -> None:
        async with stand(tmp_path) as here:
            one = client(here.url)
            guest = await one.__aenter__()
            await guest.join(here.token("u1"))
        assert (await guest.close_code())[0] == CloseCode.GOING_AWAY
        assert [event["code"] for event in guest.seen if event["type"] == "closing"]
        await one.__aexit__(None, None, None)

    uvloop.run(whole())


def test_an_empty_room_is_closed_after_a_while(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as guest:
            await guest.join(here.token("u1"))
            await asyncio.sleep(0.4)  # longer than an empty room stays
            assert here.directory.rooms() == ["1"]
        await until(lambda: here.directory.rooms() == [])
        async with client(here.url) as guest:
            await guest.join(here.token("u1"))

    run(tmp_path, scenario, idle_s=0.2)
