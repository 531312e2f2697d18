"""Tests of studio.room.store, the same for SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio.room.auth.refresh import begin
from studio.room.protocol.values import BattlePhase, BattleState, PollState, Role, ShowState, Side
from studio.room.rules import data as rule_data
from studio.room.rules import records as r
from studio.room.rules import saved
from studio.room.rules.stage_records import PeerGone, PeerKept, StageAlive
from studio.room.store.engines import sqlite_url
from studio.room.store.errors import StoreError
from studio.room.store.people import User
from studio.room.store.rows import AuditEntry
from studio.room.store.store import Store
from tests.room.postgres import Postgres

NOW_MS = 1_800_000_000_000
DATA = rule_data.load()

MUTE = r.Restriction(
    room="1",
    user="u2",
    what=r.Restraint.MUTE,
    until_ms=NOW_MS + 60_000,
    by="u1",
    by_role=Role.MODERATOR,
    reason="spam",
    at_ms=NOW_MS,
)
HELD = r.DanmakuHeld(
    room="1",
    danmaku=7,
    user="u2",
    name="小林",
    text="加微信",
    color="#FFFFFF",
    place="scroll",
    reasons=("contact",),
    score=0.9,
    at_ms=NOW_MS,
)
SAID = r.DanmakuSaid(
    room="1",
    danmaku=8,
    user="u2",
    name="小林",
    text="来了",
    shown="来了",
    color="#FFFFFF",
    place="scroll",
    reasons=(),
    at_ms=NOW_MS,
)
PEER = PeerKept("1", "p1", "u2", "小林", "guest", None, False, NOW_MS)
SHOW = ShowState(show="s1", title="晚安", category="talk", started_ms=NOW_MS)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "room.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    store = await Store.open(url, DATA)
    try:
        yield store
    finally:
        await store.close()


def run(url: str, work: Callable[[Store], Coroutine[Any, Any, None]]) -> None:
    async def go() -> None:
        async with opened(url) as store:
            await work(store)

    asyncio.run(go())


def test_what_a_room_is_given_back(url: str) -> None:
    async def work(store: Store) -> None:
        assert await store.load_room("1") == saved.SavedRoom()
        appointment = r.Appointment("1", "u3", Role.MODERATOR, "u1", NOW_MS)
        gift = r.GiftShown(
            room="1",
            number=41,
            kind="rose",
            count=2,
            coins=20,
            giver="u2",
            giver_name="小林",
            receiver="u1",
            combo="c1",
            combo_count=2,
            battle=None,
            at_ms=NOW_MS,
        )
        records: list[r.Record] = [
            MUTE,
            appointment,
            HELD,
            SAID,
            gift,
            replace(gift, number=42),
            r.UserLevel("1", "u2", "小林", 20, 1, NOW_MS),
            r.UserLevel("1", "u2", "小林", 40, 2, NOW_MS + 1),
            r.FanLevel("1", "u2", "小林", 15, 1, NOW_MS),
            r.SlowModeSet("1", 5, NOW_MS),
            r.ShowStarted("1", SHOW, NOW_MS),
            r.Liked("1", 10, 10, NOW_MS + 5),
            r.Liked("1", 7, 17, NOW_MS + 6),
            PEER,
            replace(PEER, seat=3),
            replace(PEER, peer="p2"),
            StageAlive("1", NOW_MS),
            StageAlive("1", NOW_MS + 10_000),
            PeerGone("1", "p2"),
        ]
        for _ in range(2):  # keeping one twice changes nothing
            await store.keep(records)
        assert await store.load_room("1") == saved.SavedRoom(
            members=(saved.SavedMember("u2", "小林", 40, 15),),
            appointments=(appointment,),
            restrictions=(MUTE,),
            slow_mode_s=5,
            last_danmaku=8,
            held=(HELD,),
            stage=saved.SavedStage((replace(PEER, seat=3),), NOW_MS + 10_000),
            shown_gifts=(41, 42),
            show=SHOW,
            likes=17,
        )
        assert await store.load_room("2") == saved.SavedRoom()

    run(url, work)


def test_what_is_over_is_not_given_back(url: str) -> None:
    async def work(store: Store) -> None:
        await store.keep([MUTE, HELD, r.ShowStarted("1", SHOW, NOW_MS)])
        lifted = replace(MUTE, until_ms=NOW_MS + 5, at_ms=NOW_MS + 5)
        ended = SHOW.model_copy(update={"ended_ms": NOW_MS + 9})
        await store.keep(
            [
                lifted,
                r.Hiding("1", 7, True, "u1", NOW_MS + 6),
                r.ShowEnded("1", ended, likes=3, peak_viewers=9, at_ms=NOW_MS + 9),
            ]
        )
        saved = await store.load_room("1")
        assert (saved.restrictions, saved.held, saved.show) == ((), (), None)
        [show] = await store.looks.shows("1", limit=10, before_ms=NOW_MS + 99)
        assert (show.ended_ms, show.likes, show.peak_viewers) == (NOW_MS + 9, 3, 9)
        await store.keep([r.Hiding("1", 7, False, "u1", NOW_MS + 10)])
        assert [held.danmaku for held in (await store.load_room("1")).held] == [7]

    run(url, work)


def test_a_held_danmaku_that_is_let_go_is_no_longer_held(url: str) -> None:
    async def work(store: Store) -> None:
        await store.keep([HELD, replace(SAID, danmaku=7)])
        assert (await store.load_room("1")).held == ()
        [kept] = await store.looks.danmaku("1", limit=5, before=100)
        assert (kept.danmaku, kept.shown, kept.score) == (7, "来了", 0.9)

    run(url, work)


def test_the_audit_log_says_who_did_what_to_whom(url: str) -> None:
    async def work(store: Store) -> None:
        await store.keep(
            [
                MUTE,
                replace(MUTE, until_ms=NOW_MS + 1, at_ms=NOW_MS + 1),
                r.Hiding("1", 8, True, "u1", NOW_MS + 2),
                r.Appointment("1", "u3", Role.COHOST, "u1", NOW_MS + 3),
                AuditEntry("", NOW_MS + 4, "operator", "rotate_secret", "secret"),
            ]
        )
        entries = await store.looks.audit("1", limit=10, before_ms=NOW_MS + 99)
        assert [(entry.actor, entry.action, entry.subject) for entry in entries] == [
            ("u1", "appoint", "u3"),
            ("u1", "hide", "8"),
            ("u1", "lift_mute", "u2"),
            ("u1", "mute", "u2"),
        ]
        [entry] = await store.looks.audit("", limit=10, before_ms=NOW_MS + 99)
        assert entry.action == "rotate_secret"

    run(url, work)


def test_results_are_kept_for_each_room_that_was_in_it(url: str) -> None:
    async def work(store: Store) -> None:
        battle = BattleState(
            battle="b1",
            rules="standard",
            phase=BattlePhase.OVER,
            sides=(Side(room="1", name="A"), Side(room="2", name="B")),
            ends_ms=NOW_MS,
        )
        poll = PollState(poll="p1", question="吃什么", choices=(), ends_ms=NOW_MS, is_open=False)
        line = r.BattleLogged("b1", 1, "asked", "1", "u1", "A", 0, 0, NOW_MS)
        await store.keep([r.BattleResult(battle, NOW_MS), r.PollResult("1", poll, NOW_MS), line])

    run(url, work)


def test_what_the_database_does_not_take_holds_up_nothing_else(url: str) -> None:
    async def work(store: Store) -> None:
        impossible = replace(SAID, danmaku=2**70)
        await store.keep([SAID, impossible, HELD, replace(SAID, danmaku=9, text="a\x00b")])
        assert store.health.refused == 1
        kept = await store.looks.danmaku("1", limit=9, before=100)
        assert [(each.danmaku, each.text) for each in kept] == [
            (9, "ab"),
            (8, "来了"),
            (7, "加微信"),
        ]

    run(url, work)


def test_rooms_and_roles(url: str) -> None:
    async def work(store: Store) -> None:
        people = store.people
        await people.add_user(User("u1", "Lin", False, NOW_MS))
        assert await store.open_room("1") is None
        assert await people.add_room("1", "晚安", "u1", NOW_MS)
        assert not await people.add_room("1", "another", "u2", NOW_MS)
        assert [room.anchor_name for room in await people.rooms()] == ["Lin"]
        room = await store.open_room("1")
        assert room is not None
        assert room.state(NOW_MS).anchor.name == "Lin"
        assert await people.role_in("1", "u1") is Role.ANCHOR
        assert await people.role_in("1", "u2") is Role.VIEWER
        assert await people.appoint_invited("1", "u2", Role.MODERATOR, NOW_MS) is Role.MODERATOR
        await store.keep([r.Appointment("1", "u2", Role.VIEWER, "u1", NOW_MS + 1)])
        assert await people.appoint_invited("1", "u2", Role.MODERATOR, NOW_MS + 2) is Role.VIEWER

    run(url, work)


def test_users_and_sessions(url: str) -> None:
    async def work(store: Store) -> None:
        people = store.people
        await people.add_user(User("u1", "Lin", False, NOW_MS))
        await people.add_user(User("u1", "Other", True, NOW_MS))
        assert await people.find_user("u1") == User("u1", "Lin", False, NOW_MS)
        assert await people.find_user("u2") is None
        assert await people.count_users() == 1
        session, _ = begin("u1", NOW_MS // 1000)
        await people.keep_session(session)
        changed = replace(session, digest="0" * 64)
        await people.keep_session(changed)
        assert await people.find_session(session.number) == changed
        await people.forget_old_sessions(session.expires_s)
        assert await people.find_session(session.number) is None

    run(url, work)


def test_many_at_once_never_find_it_locked(url: str) -> None:
    async def work(store: Store) -> None:
        said = [
            [replace(SAID, danmaku=100 * task + each) for each in range(100)] for task in range(20)
        ]
        users = [User(f"u{number}", "Lin", False, NOW_MS) for number in range(100)]
        await asyncio.gather(
            *(store.keep(records) for records in said),
            *(store.people.add_user(user) for user in users),
            *(store.looks.danmaku("1", limit=5, before=9) for _ in range(20)),
        )
        assert await store.people.count_users() == 100
        assert len(await store.looks.danmaku("1", limit=5_000, before=10**6)) == 2_000

    run(url, work)


def test_a_second_start_finds_everything(url: str) -> None:
    async def first(store: Store) -> None:
        await store.keep([SAID])

    async def second(store: Store) -> None:
        assert (await store.load_room("1")).last_danmaku == 8

    run(url, first)
    run(url, second)


def test_a_database_of_a_newer_program_is_left_alone(url: str) -> None:
    async def work(store: Store) -> None:
        async with store._engine.begin() as connection:
            await connection.exec_driver_sql("UPDATE version SET version = 99")

    run(url, work)
    with pytest.raises(StoreError, match="start the newer program"):
        run(url, work)


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "room.db"
    path.write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(StoreError, match=r"room\.db can't be used: file is not a database\."):
        asyncio.run(Store.open(sqlite_url(path), DATA))


def test_a_server_that_is_not_there_is_a_sentence_without_the_password() -> None:
    with pytest.raises(StoreError, match="can't be used") as caught:
        asyncio.run(Store.open("postgresql://me:hunter2@127.0.0.1:1/x", DATA))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://a/b"])
def test_an_address_of_something_else_is_a_sentence(url: str) -> None:
    with pytest.raises(StoreError, match="write it as postgresql://"):
        asyncio.run(Store.open(url, DATA))
