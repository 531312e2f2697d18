"""Tests of studio.room.http.routes.battles: a battle that was fought, and its log."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from studio.room.ledger.entries import Credit
from studio.room.protocol.values import BattleState, Id
from studio.room.rules.battle_log import agrees, replay
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.records import BattleLogged
from tests.room.http.site import Site
from tests.room.ws.client import Client, client


@dataclass(frozen=True)
class Fought:
    """A battle that the first room won by surrender; ``reader`` is anybody."""

    reader: httpx.Client
    battle: Id


async def fight(url: str, tokens: dict[str, str]) -> str:
    """Have the first room ask, both be given roses, and the second give up."""

    async def act(who: Client, kind: str, **what: object) -> None:
        await who.send(type=kind, id=kind, **what)
        reply = await who.reply(kind)
        assert reply["type"] == "accepted", reply

    async def seen(who: Client, phase: str, scores: list[int]) -> str:
        def is_it(event: dict[str, Any]) -> bool:
            battle = event.get("battle") if event["type"] == "battle" else None
            return (
                isinstance(battle, dict)
                and battle["phase"] == phase
                and [side["score"] for side in battle["sides"]] == scores
            )

        return str((await who.until(is_it))["battle"]["battle"])

    async with client(url) as first, client(url) as second, client(url) as one, client(url) as two:
        await first.join(tokens["first"])
        await second.join(tokens["second"], room="pk-2")
        await one.join(tokens["lin"])
        await two.join(tokens["lin"], room="pk-2")
        await act(first, "ask_battle", rooms=["pk-2"], rules="boosted")
        battle = await seen(second, "asked", [0, 0])
        await act(second, "answer_battle", battle=battle, is_accepted=True)
        await seen(first, "fight", [0, 0])
        await act(one, "give", key="pk-key-one", gift="rose", count=3)
        await seen(first, "fight", [3, 0])
        await act(two, "give", key="pk-key-two", gift="rose", count=9)
        await seen(first, "fight", [3, 9])
        await act(second, "leave_battle", battle=battle)
        await seen(first, "forfeit", [3, 9])
        await act(first, "leave_battle", battle=battle)
        return battle


@pytest.fixture(scope="module")
def fought(site: Site) -> Iterator[Fought]:
    with ExitStack() as stack:
        operator = stack.enter_context(site.operator())
        made = operator.post(
            "/api/rooms", json={"room": "pk-2", "title": "Second", "anchor_name": "Wei"}
        )
        assert made.status_code == 201, made.text
        invitations = {"first": site.edge.anchor_link, "second": made.json()["anchor_link"]["path"]}
        tokens = {}
        for who, link in invitations.items():
            visitor = stack.enter_context(site.client())
            tokens[who] = site.sign_in(visitor, invitation=link.partition("#invitation=")[2])
        lin = stack.enter_context(site.client())
        tokens["lin"] = site.sign_in(lin, name="Lin")
        services = site.edge.services
        credit = Credit("pk-pay", tokens["lin"]["user"], 1_000, "test")
        site.loop.run(services.ledger.credit(credit))
        url = f"ws://127.0.0.1:{site.edge.ws_port}/ws"
        words = {who: str(session["token"]) for who, session in tokens.items()}
        battle = asyncio.run(fight(url, words))
        yield Fought(stack.enter_context(site.client()), battle)


def test_the_rules_are_told_as_data(fought: Fought) -> None:
    told = {each["name"]: each for each in fought.reader.get("/api/battle-rules").json()}
    assert {"standard", "two-on-two", "four-on-four"} <= told.keys()
    assert (told["standard"]["rooms"], told["four-on-four"]["rooms"]) == (2, 8)
    assert told["boosted"]["rules"]["boosts"][0]["kind"] == "window"
    assert told["standard"]["rules"]["forfeit_s"] == 180


def test_a_result_is_told_and_its_log_gives_the_same(fought: Fought) -> None:
    for room in ("1", "pk-2"):
        [newest, *_] = fought.reader.get(f"/api/rooms/{room}/battles").json()
        assert newest["battle"] == fought.battle
        report = fought.reader.get(f"/api/rooms/{room}/battles/{fought.battle}").json()
        assert report["result"] == newest
        assert (newest["winner"], newest["reason"]) == ("1", "surrender")
        assert [side["score"] for side in newest["sides"]] == [3, 9]
        assert report["agrees"] is True
        assert report["rules"]["tie"] == "overtime"


def test_anybody_can_replay_it_from_the_pages_of_the_log(fought: Fought) -> None:
    path = f"/api/rooms/1/battles/{fought.battle}"
    report = fought.reader.get(path).json()
    lines, after = [], 0
    while after is not None:
        page = fought.reader.get(f"{path}/log", params={"after": after, "limit": 2}).json()
        lines += [BattleLogged(battle=fought.battle, **line) for line in page["lines"]]
        after = page["next"]
    assert [line.what for line in lines[:5]] == ["asked", "asked", "accepted", "scored", "scored"]
    assert len(lines) == report["lines"]
    rules = BattleRules.model_validate(report["rules"])
    result = BattleState.model_validate(report["result"])
    replayed = replay(lines, result.rules, rules, report["at_ms"])
    assert agrees(replayed, result)
    forged = [line if line.what != "scored" else _more(line) for line in lines]
    assert not agrees(replay(forged, result.rules, rules, report["at_ms"]), result)


def test_there_is_no_log_of_what_is_not_there(fought: Fought) -> None:
    for path in ("/api/rooms/1/battles/none", "/api/rooms/none/battles"):
        answer = fought.reader.get(path)
        assert answer.status_code == 404
        assert answer.json()["sentence"].endswith(".")


def _more(line: BattleLogged) -> BattleLogged:
    return replace(line, coins=line.coins + 1)
