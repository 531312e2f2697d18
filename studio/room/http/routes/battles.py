"""Battles (PK): the rules that there are, what came of them, and the log that shows why.

Whoever doubts a result computes it anew: the rules that a battle was begun with and all lines
of its log are here, and the server's own replay says whether both agree.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from studio.room.http.battle_models import BattleLine, BattleLog, BattleReport, BattleRulesCard
from studio.room.http.callers import Parts, reader
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import MAX_MS, RoomId
from studio.room.http.services import Services
from studio.room.protocol.values import BattleState
from studio.room.rules.battle_log import agrees, replay
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.records import BattleLogged
from studio.room.store.battle_logs import KeptResult

router = APIRouter(tags=["battles"], dependencies=[Depends(reader)])

SETTLE_S = 2.0
MOST_REPLAYED = 200_000
"""Lines of a log that are replayed here; a longer one is for whoever has the time."""
_PAGE = 5_000


@router.get("/battle-rules")
async def battle_rules(parts: Parts) -> list[BattleRulesCard]:
    """Return the rules by which rooms of this server can fight."""
    return [
        BattleRulesCard(name=name, rooms=rules.rooms, rules=rules)
        for name, rules in parts.rules.battles.items()
    ]


@router.get("/rooms/{room}/battles")
async def battles(
    parts: Parts,
    room: RoomId,
    before_ms: Annotated[int, Query(ge=0, le=MAX_MS)] = MAX_MS,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[BattleState]:
    """Return what a room's battles came to, the newest first."""
    await _must_exist(parts, room)
    return await parts.store.battle_logs.results(room, limit=limit, before_ms=before_ms)


@router.get("/rooms/{room}/battles/{battle}")
async def battle_report(parts: Parts, room: RoomId, battle: RoomId) -> BattleReport:
    """Return a result, its rules, and what its log gives when it is replayed."""
    kept = await _result(parts, room, battle)
    rules = _rules(parts, kept)
    replayed = None
    if rules is not None and 0 < kept.lines <= MOST_REPLAYED:
        lines = await _all_lines(parts, battle)
        replayed = await asyncio.to_thread(replay, lines, kept.state.rules, rules, kept.at_ms)
    return BattleReport(
        result=kept.state,
        rules=rules,
        lines=kept.lines,
        at_ms=kept.at_ms,
        replayed=replayed,
        agrees=None if replayed is None else agrees(replayed, kept.state),
    )


@router.get("/rooms/{room}/battles/{battle}/log")
async def battle_log(
    parts: Parts,
    room: RoomId,
    battle: RoomId,
    after: Annotated[int, Query(ge=0, le=MAX_MS)] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 500,
) -> BattleLog:
    """Return lines of a battle's log, in order; the next page is that ``after`` the last one."""
    await _result(parts, room, battle)
    found = await parts.store.battle_logs.lines(battle, after=after, limit=limit)
    lines = [BattleLine.model_validate(each, from_attributes=True) for each in found]
    return BattleLog(lines=lines, next=found[-1].line if len(found) == limit else None)


async def _must_exist(parts: Services, room: str) -> None:
    if await parts.store.people.find_room(room) is None:
        raise ProblemError.not_found("room")
    await parts.records.settled(parts.records.mark, SETTLE_S)


async def _result(parts: Services, room: str, battle: str) -> KeptResult:
    await _must_exist(parts, room)
    kept = await parts.store.battle_logs.result(room, battle)
    if kept is None:
        raise ProblemError.not_found("battle of this room with a result")
    return kept


def _rules(parts: Services, kept: KeptResult) -> BattleRules | None:
    if kept.content:
        return BattleRules.model_validate_json(kept.content)
    return parts.rules.battles.get(kept.state.rules)


async def _all_lines(parts: Services, battle: str) -> list[BattleLogged]:
    lines: list[BattleLogged] = []
    while True:
        after = lines[-1].line if lines else 0
        found = await parts.store.battle_logs.lines(battle, after=after, limit=_PAGE)
        lines += found
        if len(found) < _PAGE:
            return lines
