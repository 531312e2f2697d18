"""The room server as processes, killed and starved: what was acknowledged is never lost.

Each test prints what was measured: ``pytest -s tests/e2e/test_room_faults.py``.
"""

import asyncio
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from studio.room.auth.tokens import Claims
from studio.room.edge import running
from studio.room.http.routes.rooms import open_room
from studio.room.http.services import Services
from studio.room.protocol.values import Role
from studio.room.settings import RoomSettings
from tests.e2e.room_books import check_books
from tests.e2e.room_edge import PATIENCE_S, RunningEdge, fill_wallets
from tests.e2e.room_programme import Programme
from tests.e2e.room_storm import COINS, Storm
from tests.room.ws.client import Client, client

pytestmark = pytest.mark.slow

KILLS = 3
GIVERS = 40
GIFTS_PER_S = 300


def test_a_killed_edge_loses_no_gift_and_no_frame(tmp_path: Path) -> None:
    with Storm(tmp_path, GIVERS, GIFTS_PER_S) as storm, Programme(tmp_path, storm.data) as seen:
        begun_s = time.monotonic()
        for _ in range(KILLS):
            storm.kill_once(up_s=1.0)
        watched_s = time.monotonic() - begun_s
        programme = seen.stop()
        story = storm.stop()
    assert check_books(storm.data, story, COINS) == []
    assert story["retries"] > 0  # the kills struck while gifts were under way
    assert [len(outages) for outages in story["watchers_outages_s"]] == [KILLS, KILLS]
    assert programme.problems(watched_s - 5.0) == []
    away_s = [end - begin for begin, end in story["watchers_outages_s"][0]]
    print(
        f"\n{KILLS} kills, {len(story['acknowledged'])} gifts, {story['retries']} retried; "
        f"back after {median(away_s):.1f} s, listening after {median(storm.starts_s):.1f} s; "
        f"{programme.frames} frames without a gap"
    )


def test_a_full_disk_stops_money_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    fill_wallets(data, ["giver"], 100)
    with RunningEdge(data) as edge:
        asyncio.run(_starve(edge))
        failed = edge.text
    assert "can't be written" in failed or "keeps nothing" in failed


async def _starve(edge: RunningEdge) -> None:
    """Give and talk before, while and after no file of the edge can grow."""
    async with client(edge.url) as giver, client(edge.url) as viewer:
        assert (await giver.join(edge.token("giver")))["balance"] == 100
        await viewer.join(edge.token("viewer"))
        assert (await _give(giver, "key-before"))["balance"] == 99
        with _no_room_on_the_disk(edge):
            refused = await _give(giver, "key-during")
            assert refused["code"] == "unavailable"
            assert "Repeat the gift with the same key" in refused["sentence"]
            await giver.send(type="say", id="say", text="还在吗")
            assert (await giver.reply("say"))["type"] == "accepted"
            said = await viewer.until(lambda event: event["type"] == "danmaku")
            assert said["text"] == "还在吗"
            async with client(edge.url) as late:
                assert (await late.join(edge.token("late")))["type"] == "joined"
            health = await asyncio.to_thread(edge.get, "/healthz")
            assert health.status_code == 200
            page = await asyncio.to_thread(edge.get, "/api/gifts")
            assert page.status_code == 200
        begun_s = time.monotonic()
        paid = await _give_until_paid(giver, "key-during")
        assert paid["balance"] == 98
        print(
            f"\ndisk full: danmaku, joins and reads go on, gifts are refused; paid again "
            f"{time.monotonic() - begun_s:.2f} s after there was room"
        )
        for _ in range(2):
            await viewer.until(lambda event: event["type"] == "gift")


async def _give(giver: Client, key: str) -> dict[str, Any]:
    await giver.send(type="give", id=key, key=key, gift="heart")
    return await giver.reply(key)


async def _give_until_paid(giver: Client, key: str) -> dict[str, Any]:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            answer = await _give(giver, key)
            if answer["type"] == "accepted":
                return answer
            await asyncio.sleep(0.1)


@contextmanager
def _no_room_on_the_disk(edge: RunningEdge) -> Iterator[None]:
    """Let no file of the edge grow beyond 4 KiB: its writes fail as on a full disk."""
    before = resource.prlimit(edge.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(edge.process.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(edge.process.pid, resource.RLIMIT_FSIZE, before)


def test_a_stepped_wall_clock_moves_no_battle_and_no_gift(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the machine can't be stepped here: that of the process is, all of it."""
    step_ns = [0]
    wall_ns = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: wall_ns() + step_ns[0])
    monkeypatch.setattr(time, "time", lambda: (wall_ns() + step_ns[0]) / 1e9)
    fill_wallets(tmp_path, ["giver"], 100)

    async def scenario() -> None:
        async with running(RoomSettings(data=tmp_path, port=0, ws_port=0)) as edge:
            services, url = edge.services, f"ws://127.0.0.1:{edge.ws_port}/ws"
            await open_room(services, "2", "The other", "Anchor 2")
            async with client(url) as first, client(url) as second, client(url) as giver:
                for anchor, room in ((first, "1"), (second, "2")):
                    known = await services.store.people.find_room(room)
                    assert known is not None
                    await anchor.join(_token(services, known.anchor, Role.ANCHOR, room), room)
                await giver.join(_token(services, "giver", Role.VIEWER, "1"))
                await first.send(type="ask_battle", id="ask", rooms=["2"])
                asked = await second.until(lambda event: event["type"] == "battle")
                battle = asked["battle"]["battle"]
                await second.send(type="answer_battle", id="yes", battle=battle, is_accepted=True)
                for turn, step_h in enumerate((0, 24, -24)):
                    step_ns[0] = step_h * 3_600 * 1_000_000_000
                    assert (await _give(giver, f"key-step-{turn}"))["type"] == "accepted"
                    gift = await giver.until(lambda event: event["type"] == "gift")
                    assert 0 < gift["combo_ends_ms"] - gift["at_ms"] < 60_000
                    await giver.until(lambda event, score=turn + 1: _scored(event, score))
            print("\nclock stepped by 24 h to and fro: gifts, combos and the battle go on")

    asyncio.run(scenario())


def _scored(event: dict[str, Any], score: int) -> bool:
    if event["type"] != "battle" or event["battle"]["phase"] != "fight":
        return False
    return bool(event["battle"]["sides"][0]["score"] >= score)


def _token(services: Services, user: str, role: Role, room: str) -> str:
    claims = Claims(user, user, role, room, False, services.clock.now_s() + 600)
    return services.tokens.sign(claims)
