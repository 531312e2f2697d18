"""Tests of studio.room.live.actor: a whole live server, real sockets."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import uvloop

from studio.room.backbone.close_code import CloseCode
from studio.room.ledger.entries import Credit, Marks
from studio.room.ledger.sqlite import SqliteLedger
from studio.room.protocol.events import MESSAGE
from studio.room.protocol.values import Role
from studio.room.rules.records import PollVoted, Presence, Restriction
from studio.room.rules.verdict import Kind, Verdict
from tests.room.live.pocket_ledger import PocketLedger
from tests.room.live.stand import Stand, stand
from tests.room.live.test_outbox import until
from tests.room.ws.client import Client, client

Scenario = Callable[[Stand], Coroutine[None, None, None]]


def run(folder: Path, scenario: Scenario, **more: Any) -> Stand:
    async def whole() -> Stand:
        async with stand(folder, **more) as here:
            await scenario(here)
            assert here.figures.errors == 0
        return here

    return uvloop.run(whole())


def gifts_of(viewer: Client) -> list[int]:
    """Return the numbers of the gifts that somebody saw."""
    return [event["gift"] for event in viewer.seen if event["type"] == "gift"]


class Stars:
    """A filter that masks one word, slowly, and refuses another."""

    async def judge(self, text: str) -> Verdict:
        await asyncio.sleep(0.01)
        if "spam" in text:
            return Verdict(Kind.REFUSE, text, ("spam",), 1.0)
        return Verdict(Kind.MASK, text.replace("bad", "***"), ("abuse",))


def test_joined_holds_the_room_and_fits_the_schema(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as guest, client(here.url) as member:
            joined = await guest.join(here.token("g1", is_guest=True))
            assert joined["balance"] is None
            assert joined["recovered"] is False
            assert joined["state"]["title"] == "Room"
            joined = await member.join(here.token("u1"))
            assert joined["balance"] == 1_000_000
            joined.pop("_taken")
            MESSAGE.validate_python([joined])

    run(tmp_path, scenario)


def test_danmaku_pass_the_filter(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as guest:
            await guest.join(here.token("u1"))
            await guest.send(type="say", id="1", text="bad day")
            assert (await guest.reply("1"))["type"] == "accepted"
            event = await guest.until(lambda event: event["type"] == "danmaku")
            assert event["text"] == "*** day"
            await guest.send(type="say", id="2", text="spam")
            assert (await guest.reply("2"))["code"] == "unwanted"

    run(tmp_path, scenario, judge=Stars())


def test_a_gift_is_answered_then_shown_then_kept(tmp_path: Path) -> None:
    ledger: list[PocketLedger] = []

    async def whole() -> None:
        ledger.append(PocketLedger())
        async with stand(tmp_path, ledger=ledger[0]) as here, client(here.url) as giver:
            await giver.join(here.token("u1"))
            for _ in range(2):  # a repeat costs nothing and is not shown
                await giver.send(type="give", id="1", key="key-0001", gift="rose", count=3)
                accepted = await giver.reply("1")
                assert (accepted["gift"], accepted["balance"]) == (1, 999_997)
            await giver.until(lambda event: event["type"] == "gift" and event["gift"] == 1)
            assert [event["type"] for event in giver.seen].count("gift") == 1
            await until(lambda: not ledger[0].unkept("1"))

    uvloop.run(whole())


def test_a_gift_paid_before_a_crash_is_shown_after_the_start(tmp_path: Path) -> None:
    async def whole() -> None:
        ledger = PocketLedger()
        async with stand(tmp_path, ledger=ledger) as here, client(here.url) as giver:
            await giver.join(here.token("u1"))
            await giver.send(type="give", id="1", key="key-0001", gift="rose")
            await giver.reply("1")
            await until(lambda: not ledger.unkept("1"))
        ledger.rooms["1"] = Marks()  # as if the crash had been before the flush
        async with stand(tmp_path, ledger=ledger) as here, client(here.url) as viewer:
            joined = await viewer.join(here.token("u2"), epoch="old", offset=7)
            assert joined["recovered"] is False
            assert joined["offset"] == 0  # all that happened since the start follows
            await viewer.until(lambda event: event["type"] == "gift")
            await until(lambda: not ledger.unkept("1"))
            assert here.figures.gifts_shown_again == 1
            async with client(here.url) as other:
                again = await other.join(here.token("u3"), epoch=joined["epoch"], offset=0)
                assert again["recovered"] is True
                await other.until(lambda event: event["type"] == "gift")
            async with client(here.url) as late:
                await late.join(here.token("u4"), epoch="old", offset=7)
                await late.until(lambda event: event["type"] == "gift")

    uvloop.run(whole())


def test_two_hundred_givers_and_the_books_of_the_real_ledger_balance(tmp_path: Path) -> None:
    async def whole() -> None:
        ledger = await SqliteLedger.open(tmp_path / "ledger.db")
        for number in range(20):
            await ledger.credit(Credit(f"credit-{number}", f"u{number}", 100, "test"))
        async with stand(tmp_path, ledger=ledger) as here, AsyncExitStack() as stack:
            givers = [await stack.enter_async_context(client(here.url)) for _ in range(20)]
            for number, giver in enumerate(givers):
                assert (await giver.join(here.token(f"u{number}")))["balance"] == 100
            for number, giver in enumerate(givers):
                for gift in range(12):  # of 10 coins each: two too many
                    key = f"key-{number:03d}-{gift:03d}"
                    await giver.send(type="give", id=f"{gift}", key=key, gift="rose", count=10)
            for giver in givers:
                replies = [await giver.reply(f"{gift}") for gift in range(12)]
                codes = [each["code"] for each in replies if each["type"] == "refused"]
                assert codes == ["overdraft"] * 2
            for viewer in givers:
                while len(gifts_of(viewer)) < 200:
                    await viewer.until(lambda event: event["type"] == "gift")
                assert len(set(gifts_of(viewer))) == 200
            audit = await ledger.audit()
            assert (audit.gifts, audit.problems) == (200, ())
            newest = max(gifts_of(givers[0]))
            while await ledger.marks("1") != Marks(newest, newest):
                await asyncio.sleep(0.05)
        await ledger.close()
        again = await SqliteLedger.open(tmp_path / "ledger.db")
        assert await again.marks("1") == Marks(newest, newest)
        await again.close()

    uvloop.run(whole())


def test_who_comes_back_gets_what_was_missed_and_nothing_twice(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as talker:
            await talker.join(here.token("talker"))
            async with client(here.url) as first:
                joined = await first.join(here.token("u1"))
            for number in range(20):
                await talker.send(type="say", id=f"{number}", text=f"danmaku {number}")
                await talker.reply(f"{number}")
            seen = {"epoch": joined["epoch"], "offset": joined["offset"]}
            async with client(here.url) as again:
                back = await again.join(here.token("u1"), **seen)
                assert back["recovered"] is True
                await talker.send(type="say", id="x", text="danmaku 20")
                await again.until(lambda event: event.get("text") == "danmaku 20")
                texts = [event["text"] for event in again.seen if event["type"] == "danmaku"]
                assert texts == [f"danmaku {number}" for number in range(21)]
                offsets = [event["offset"] for event in again.seen if event["type"] != "joined"]
                assert len(offsets) == len(set(offsets))
            async with client(here.url) as stranger:
                back = await stranger.join(here.token("u2"), epoch=joined["epoch"], offset=999)
                assert back["recovered"] is False

    run(tmp_path, scenario)


def test_rights_are_the_rules_and_a_ban_puts_out_every_connection(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with (
            client(here.url) as anchor,
            client(here.url) as phone,
            client(here.url) as desk,
        ):
            await anchor.join(here.token("anchor", role=Role.ANCHOR))
            await phone.join(here.token("u1"))
            await desk.join(here.token("u1"))
            await phone.send(type="ban", id="1", user="anchor", duration_s=60)
            assert (await phone.reply("1"))["type"] == "refused"
            await anchor.send(type="ban", id="2", user="u1", duration_s=60)
            assert (await anchor.reply("2"))["type"] == "accepted"
            for each in (phone, desk):
                assert (await each.close_code())[0] == CloseCode.PUT_OUT
            async with client(here.url) as again:
                assert (await again.join(here.token("u1")))["code"] == "banned"
                assert (await again.close_code())[0] == CloseCode.PUT_OUT

    here = run(tmp_path, scenario)
    assert [each.user for each in here.kept if isinstance(each, Restriction)] == ["u1"]


def test_a_vote_is_accepted_once_it_is_kept(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as anchor, client(here.url) as voter:
            await anchor.join(here.token("anchor", role=Role.ANCHOR))
            await voter.join(here.token("u1"))
            await anchor.send(
                type="open_poll", id="p", question="?", choices=["a", "b"], duration_s=60
            )
            opened = await voter.until(lambda event: event["type"] == "poll")
            await anchor.reply("p")
            here.does_keep.clear()
            await voter.send(type="vote", id="v", poll=opened["poll"]["poll"], choice=1)
            await voter.send(type="like", id="later", count=1)
            await voter.reply("later")
            assert not [event for event in voter.seen if event.get("id") == "v"]
            assert not [each for each in here.kept if isinstance(each, PollVoted)]
            here.does_keep.set()
            reply = await voter.reply("v")
            assert reply["type"] == "accepted", reply
            assert [each.user for each in here.kept if isinstance(each, PollVoted)] == ["u1"]

    run(tmp_path, scenario)


def test_one_user_has_one_rate_over_all_connections(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as phone, client(here.url) as desk:
            for each in (phone, desk):
                await each.join(here.token("u1"))
            for number in range(40):
                for each in (phone, desk):
                    await each.send(type="ping", id=str(number))
            for each in (phone, desk):
                await each.reply("39")
            replies = [*phone.seen, *desk.seen]
            codes = [event["code"] for event in replies if event["type"] == "refused"]
            assert set(codes) == {"too_fast"}
            assert 0 < len(codes) <= 20

    run(tmp_path, scenario)


@pytest.mark.slow
def test_viewers_are_told_and_timers_run(tmp_path: Path) -> None:
    async def scenario(here: Stand) -> None:
        async with client(here.url) as first, client(here.url) as second:
            await first.join(here.token("u1"))
            await second.join(here.token("u2"))
            await first.until(lambda event: event["type"] == "viewers" and event["count"] == 2)

    here = run(tmp_path, scenario)
    presence = [(each.user, each.is_here) for each in here.kept if isinstance(each, Presence)]
    assert presence[:2] == [("u1", True), ("u2", True)]
