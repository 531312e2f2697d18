"""Tests of studio.room.live.battles: two rooms of a live server, real sockets."""

import time
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvloop

from studio.room.protocol.values import Role
from studio.room.rules import data as rule_data
from studio.room.rules.battle_log import agrees, replay
from studio.room.rules.records import BattleLogged, BattleOver, BattleResult
from studio.room.rules.saved import SavedBattle
from tests.room.live.stand import Stand, stand
from tests.room.live.test_outbox import until
from tests.room.ws.client import Client, client


async def phase(who: Client, name: str) -> dict[str, object]:
    event = await who.until(
        lambda event: event["type"] == "battle" and event["battle"]["phase"] == name
    )
    return dict(event["battle"])


async def come_in(here: Stand, first: Client, second: Client) -> None:
    for each, room in ((first, "1"), (second, "2")):
        await each.join(here.token("anchor", role=Role.ANCHOR, room=room), room=room)


def test_two_rooms_fight_by_gifts_and_one_gives_up(tmp_path: Path) -> None:
    async def whole() -> Stand:
        async with (
            stand(tmp_path) as here,
            client(here.url) as first,
            client(here.url) as second,
            client(here.url) as fan,
        ):
            await come_in(here, first, second)
            await fan.join(here.token("u1"), room="2")
            await first.send(type="ask_battle", id="1", rooms=["2"])
            assert (await first.reply("1"))["type"] == "accepted"
            battle = (await phase(second, "asked"))["battle"]
            await second.send(type="answer_battle", id="2", battle=battle, is_accepted=True)
            assert (await second.reply("2"))["type"] == "accepted"
            for each in (first, second, fan):
                await phase(each, "fight")
            await fan.send(type="give", id="3", key="key-0001", gift="rose", count=7)
            gift = await fan.until(lambda event: event["type"] == "gift")
            assert gift["battle"] == battle
            for each in (first, second):  # both rooms see the score of the other
                await each.until(
                    lambda event: (
                        event["type"] == "battle" and event["battle"]["sides"][1]["score"] == 7
                    )
                )
            await first.send(type="leave_battle", id="4", battle=battle)
            assert (await first.reply("4"))["type"] == "accepted"
            assert (await phase(second, "forfeit"))["winner"] == "2"
            await second.send(type="leave_battle", id="5", battle=battle)
            await phase(first, "over")
            await first.send(type="ask_battle", id="6", rooms=["2"])  # free again
            assert (await first.reply("6"))["type"] == "accepted"
        return here

    here = uvloop.run(whole())
    logged = [each.what for each in here.kept if isinstance(each, BattleLogged)]
    assert logged[:5] == ["asked", "asked", "accepted", "scored", "left"]


def test_a_studio_that_is_lost_in_a_battle_counts_as_gone_until_it_is_back(tmp_path: Path) -> None:
    async def whole() -> None:
        async with (
            stand(tmp_path) as here,
            client(here.url) as first,
            client(here.url) as second,
            AsyncExitStack() as stack,
        ):

            def lines(what: str) -> list[str]:
                logged = [each for each in here.kept if isinstance(each, BattleLogged)]
                return [each.room for each in logged if each.what == what]

            async def studio() -> Client:
                came = await stack.enter_async_context(client(here.url))
                await came.join(here.token("anchor", role=Role.ANCHOR))
                await came.send(type="stage_host", id="h", key="key-12345678")
                assert (await came.reply("h"))["type"] == "accepted"
                return came

            await come_in(here, first, second)
            await (await studio()).socket.close()  # no battle: it may go
            await until(lambda: here.directory.state("1") is not None)
            await first.send(type="ask_battle", id="1", rooms=["2"])
            battle = (await phase(second, "asked"))["battle"]
            await second.send(type="answer_battle", id="2", battle=battle, is_accepted=True)
            await phase(first, "fight")
            line = await studio()
            assert not lines("gone")
            await line.socket.close()  # the anchor's page is still there
            await until(lambda: lines("gone") == ["1"])
            await studio()
            await until(lambda: lines("back") == ["1"])

    uvloop.run(whole())


def test_a_lost_line_has_a_grace_and_then_forfeits(tmp_path: Path) -> None:
    short = {"grace_s": 1, "forfeit_s": 1, "settle_ms": 1}
    rules = rule_data.load().battles["standard"].model_copy(update=short)

    async def whole() -> Stand:
        async with (
            stand(tmp_path, battles={"standard": rules}) as here,
            client(here.url) as first,
            client(here.url) as second,
        ):
            await come_in(here, first, second)
            await first.send(type="ask_battle", id="1", rooms=["2"])
            battle = (await phase(second, "asked"))["battle"]
            await second.send(type="answer_battle", id="2", battle=battle, is_accepted=True)
            fight = await phase(first, "fight")
            await second.socket.close()
            lost = await first.until(lambda event: _lost(event) is not None)
            assert 0 < _lost(lost) - lost["at_ms"] <= 1_000
            end = await phase(first, "forfeit")
            assert (end["winner"], end["reason"]) == ("1", "disconnected")
            assert [side["is_out"] for side in end["sides"]] == [False, True]  # type: ignore[attr-defined]
            over = await phase(first, "over")
            assert (over["winner"], over["battle"]) == ("1", fight["battle"])
        return here

    here = uvloop.run(whole())
    lines = [each for each in here.kept if isinstance(each, BattleLogged)]
    [result] = [each for each in here.kept if isinstance(each, BattleResult)]
    replayed = replay(lines, "standard", rules, result.at_ms)
    assert agrees(replayed, result.battle)
    without = [line for line in lines if line.what != "gone"]
    assert not agrees(replay(without, "standard", rules, result.at_ms), result.battle)


def _lost(event: dict[str, Any]) -> Any:
    return event["battle"]["sides"][1]["lost_until_ms"] if event["type"] == "battle" else None


def test_what_can_not_be_is_refused_with_a_sentence(tmp_path: Path) -> None:
    async def whole() -> None:
        async with stand(tmp_path) as here, client(here.url) as first, client(here.url) as second:
            await come_in(here, first, second)
            asks: list[tuple[dict[str, object], str]] = [
                ({"rooms": ["99"]}, "not_here"),
                ({"rooms": ["1"]}, "bad_teams"),
                ({"rooms": ["2"], "rules": "no-such-rules"}, "unknown_rules"),
            ]
            for number, (ask, code) in enumerate(asks):
                await first.send(type="ask_battle", id=f"a{number}", **ask)
                refused = await first.reply(f"a{number}")
                assert refused["code"] == code
                assert refused["sentence"].endswith(".")
            await first.send(type="leave_battle", id="b", battle="battle-none")
            assert (await first.reply("b"))["code"] == "unknown_battle"
            await first.send(type="ask_battle", id="c", rooms=["2"])
            assert (await first.reply("c"))["type"] == "accepted"
            await second.send(type="ask_battle", id="d", rooms=["1"])
            assert (await second.reply("d"))["type"] == "refused"
            assert here.figures.errors == 0

    uvloop.run(whole())


def logged(other: str, at_ms: int) -> SavedBattle:
    """Return a fight of room 1 with another that was begun at that time."""

    def line(number: int, what: str, room: str, coins: int = 0) -> BattleLogged:
        return BattleLogged("b1", number, what, room, "fan", "Fan", coins, number, at_ms)

    lines = (
        line(1, "asked", "1"),
        line(2, "asked", other),
        line(3, "accepted", other),
        line(4, "scored", "1", 7),
    )
    return SavedBattle("b1", "standard", lines)


def resumed(folder: Path, saved: SavedBattle) -> tuple[dict[str, object], Stand]:
    """Return what the anchor of room 1 sees of a battle of before, and the server."""

    async def whole() -> tuple[dict[str, object], Stand]:
        async def open_battle(room: str) -> SavedBattle | None:
            return saved if room == "1" else None

        async with stand(folder, open_battle=open_battle) as here, client(here.url) as first:
            joined = await first.join(here.token("anchor", role=Role.ANCHOR))
            found = joined["state"]["battle"]
            if found is None:
                event = await first.until(lambda event: event["type"] == "battle")
                found = event["battle"]
            assert here.figures.errors == 0
        return dict(found), here

    return uvloop.run(whole())


def test_a_battle_of_before_a_crash_goes_on(tmp_path: Path) -> None:
    now_ms = time.time_ns() // 1_000_000
    battle, _ = resumed(tmp_path, logged("2", now_ms - 60_000))
    assert (battle["phase"], battle["began_ms"]) == ("fight", now_ms - 60_000)
    assert battle["sides"][0]["score"] == 7  # type: ignore[index]


def test_a_battle_goes_on_by_the_rules_that_it_began_with(tmp_path: Path) -> None:
    now_ms = time.time_ns() // 1_000_000
    long = rule_data.load().battles["standard"].model_copy(update={"fight_s": 900})
    saved = logged("2", now_ms - 60_000)
    saved = replace(saved, rules="gone-from-the-file", content=long.model_dump_json())
    battle, _ = resumed(tmp_path, saved)
    assert (battle["phase"], battle["ends_ms"]) == ("fight", now_ms - 60_000 + 900_000)


def test_a_battle_whose_other_room_can_not_be_opened_goes_on_until_its_grace_ends(
    tmp_path: Path,
) -> None:
    now_ms = time.time_ns() // 1_000_000
    battle, _ = resumed(tmp_path, logged("9", now_ms))
    assert (battle["phase"], battle["winner"]) == ("fight", None)


def test_a_battle_that_nobody_keeps_is_over(tmp_path: Path) -> None:
    saved = logged("2", time.time_ns() // 1_000_000)
    asked = tuple(replace(line, room="9") for line in saved.lines[:1])

    async def whole() -> Stand:
        async def open_battle(_room: str) -> SavedBattle | None:
            return replace(saved, lines=asked + saved.lines[1:])

        async with stand(tmp_path, open_battle=open_battle) as here, client(here.url) as second:
            await second.join(here.token("anchor", role=Role.ANCHOR, room="2"), room="2")
            await until(lambda: BattleOver("2", "b1") in here.kept)
        return here

    assert uvloop.run(whole()).figures.errors == 0
