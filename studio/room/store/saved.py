"""What a room is given back when it starts again."""

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from studio.room.protocol.values import Condition, Role, ShowState
from studio.room.rules.limits import Limits
from studio.room.rules.records import (
    Appointment,
    BattleLogged,
    BattleOpened,
    DanmakuHeld,
    LotteryEntered,
    LotteryOpened,
    PollOpened,
    PollVoted,
    Restraint,
    Restriction,
)
from studio.room.rules.saved import SavedBattle, SavedMember, SavedRoom, SavedStage
from studio.room.rules.stage_records import PeerKept
from studio.room.store import schema as s


async def load_room(connection: AsyncConnection, room: str, limits: Limits) -> SavedRoom:
    """Read it, in one transaction."""
    return SavedRoom(
        members=await _members(connection, room, limits),
        appointments=await _appointments(connection, room, limits),
        restrictions=await _restrictions(connection, room, limits),
        slow_mode_s=await _value(connection, select(s.settings.c.slow_mode_s), s.settings, room),
        last_danmaku=await _value(
            connection, select(func.max(s.danmaku.c.danmaku)), s.danmaku, room
        ),
        held=await _held(connection, room, limits),
        shown_gifts=await _shown_gifts(connection, room, limits),
        foreign_gifts=await _foreign_gifts(connection, room, limits),
        **await _show(connection, room),
        **await _open_things(connection, room, limits),
    )


async def load_battle(connection: AsyncConnection, room: str) -> SavedBattle | None:
    """Read the battle that a room was in."""
    for kind, state in await _things(connection, room):
        if kind == "battle":
            table, opened = s.battle_lines, BattleOpened(**state)
            lines = select(table).where(table.c.battle == opened.battle).order_by(table.c.line)
            found = (await connection.execute(lines)).mappings().all()
            rules = s.battle_rules
            content = select(rules.c.content).where(rules.c.battle == opened.battle)
            return SavedBattle(
                opened.battle,
                opened.rules,
                tuple(BattleLogged(**row) for row in found),
                (await connection.execute(content)).scalar_one_or_none() or "",
            )
    return None


async def _members(
    connection: AsyncConnection, room: str, limits: Limits
) -> tuple[SavedMember, ...]:
    table = s.members
    statement = (
        select(table.c.user, table.c.name, table.c.coins, table.c.intimacy)
        .where(table.c.room == room)
        .order_by(table.c.at_ms.desc())
        .limit(limits.members)
    )
    found = (await connection.execute(statement)).all()
    return tuple(SavedMember(*row) for row in reversed(found))


async def _appointments(
    connection: AsyncConnection, room: str, limits: Limits
) -> tuple[Appointment, ...]:
    table = s.appointments
    statement = (
        select(table)
        .where(table.c.room == room)
        .order_by(table.c.at_ms.desc())
        .limit(limits.appointments)
    )
    found = (await connection.execute(statement)).mappings().all()
    return tuple(Appointment(**{**row, "role": Role(row["role"])}) for row in reversed(found))


async def _restrictions(
    connection: AsyncConnection, room: str, limits: Limits
) -> tuple[Restriction, ...]:
    restrictions: list[Restriction] = []
    for what in Restraint:
        table = s.restrictions
        statement = (
            select(table)
            .where(
                table.c.room == room, table.c.what == what.value, table.c.until_ms > table.c.at_ms
            )
            .order_by(table.c.until_ms.desc())
            .limit(limits.restrictions)
        )
        for row in (await connection.execute(statement)).mappings():
            changed = {"what": Restraint(row["what"]), "by_role": Role(row["by_role"])}
            restrictions.append(Restriction(**{**row, **changed}))
    return tuple(restrictions)


async def _held(connection: AsyncConnection, room: str, limits: Limits) -> tuple[DanmakuHeld, ...]:
    table = s.danmaku
    statement = (
        select(table)
        .where(table.c.room == room, table.c.shown.is_(None), table.c.is_hidden.is_(False))
        .order_by(table.c.danmaku.desc())
        .limit(limits.held)
    )
    found = (await connection.execute(statement)).mappings().all()
    return tuple(
        DanmakuHeld(
            room=row["room"],
            danmaku=row["danmaku"],
            user=row["user"],
            name=row["name"],
            text=row["text"],
            color=row["color"],
            place=row["place"],
            reasons=tuple(json.loads(row["reasons"])),
            score=row["score"],
            at_ms=row["at_ms"],
            source=row["source"],
        )
        for row in reversed(found)
    )


async def _shown_gifts(connection: AsyncConnection, room: str, limits: Limits) -> tuple[int, ...]:
    number = s.gifts.c.number
    statement = (
        select(number).where(s.gifts.c.room == room).order_by(number.desc()).limit(limits.gifts)
    )
    return tuple(reversed((await connection.execute(statement)).scalars().all()))


async def _foreign_gifts(connection: AsyncConnection, room: str, limits: Limits) -> tuple[str, ...]:
    table = s.foreign_gifts
    statement = (
        select(table.c.source, table.c.message)
        .where(table.c.room == room)
        .order_by(table.c.at_ms.desc())
        .limit(limits.gifts)
    )
    found = (await connection.execute(statement)).all()
    return tuple(f"{source}:{message}" for source, message in reversed(found))


async def _show(connection: AsyncConnection, room: str) -> dict[str, Any]:
    """Return the show that has not ended, and the applause in it."""
    table = s.shows
    statement = (
        select(table)
        .where(table.c.room == room, table.c.ended_ms.is_(None))
        .order_by(table.c.started_ms.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).mappings().first()
    if row is None:
        return {"show": None, "likes": 0}
    total = select(func.max(s.likes.c.total)).where(
        s.likes.c.room == room, s.likes.c.at_ms >= row["started_ms"]
    )
    show = ShowState(
        show=row["show"],
        title=row["title"],
        category=row["category"],
        started_ms=row["started_ms"],
    )
    return {"show": show, "likes": (await connection.execute(total)).scalar_one() or 0}


async def _open_things(connection: AsyncConnection, room: str, limits: Limits) -> dict[str, Any]:
    """Return the poll and the lottery that are open, who is in them, and who is on stage."""
    found: dict[str, Any] = {}
    peers: list[PeerKept] = []
    alive_ms = 0
    for kind, state in await _things(connection, room):
        if kind == "poll":
            poll = PollOpened(**{**state, "choices": tuple(state["choices"])})
            votes = await _entries(connection, room, poll.poll, limits.votes)
            found["poll"] = poll
            found["votes"] = tuple(
                PollVoted(room, poll.poll, user, choice)
                for user, _, choice in votes
                if 0 <= choice < len(poll.choices)
            )
        elif kind == "lottery":
            lottery = LotteryOpened(**{**state, "condition": Condition(state["condition"])})
            entries = await _entries(connection, room, lottery.lottery, limits.entries)
            found["lottery"] = lottery
            found["entries"] = tuple(
                LotteryEntered(room, lottery.lottery, user, called, bool(is_in))
                for user, called, is_in in entries
            )
        elif kind == "peer":
            peers.append(PeerKept(**state))
        elif kind == "stage":
            alive_ms = state["at_ms"]
    if peers:
        found["stage"] = SavedStage(tuple(peers), alive_ms)
    return found


async def _things(connection: AsyncConnection, room: str) -> list[tuple[str, dict[str, Any]]]:
    table = s.open_things
    statement = (
        select(table.c.kind, table.c.state).where(table.c.room == room).order_by(table.c.at_ms)
    )
    found = (await connection.execute(statement)).all()
    return [(kind, json.loads(state)) for kind, state in found]


async def _entries(
    connection: AsyncConnection, room: str, name: str, most: int
) -> list[tuple[str, str, int]]:
    table = s.open_entries
    statement = (
        select(table.c.user, table.c.called, table.c.value)
        .where(table.c.room == room, table.c.name == name)
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in (await connection.execute(statement)).all()]


async def _value(connection: AsyncConnection, statement: Any, table: Any, room: str) -> int:
    found = (await connection.execute(statement.where(table.c.room == room))).scalar()
    return int(found or 0)
