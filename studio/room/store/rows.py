"""What a record becomes in the tables.

Pure.  Each kind of record writes columns that no other kind writes, and each of its
rows is absolute, so that of several rows with one key the last will do, and rows of
one batch may be written kind by kind, in the order of ``Write``'s making.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Table

from studio.room.auth.invitations import MAX_VALID_S, void_marks
from studio.room.rules import records as r
from studio.room.rules.stage_records import (
    LinkVoid,
    PeerGone,
    PeerKept,
    StageAlive,
    StageRecord,
)
from studio.room.store import schema as s

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Somebody did something to somebody or something; ``room`` is "" for the whole server."""

    room: str
    at_ms: int
    actor: str
    action: str
    subject: str
    detail: str = ""


Keepable = r.Record | AuditEntry
_GoesOn = (
    r.PollOpened | r.PollVoted | r.LotteryOpened | r.LotteryEntered | r.BattleOpened | r.BattleOver
)


@dataclass(frozen=True, eq=False)
class Write:
    """A way of writing rows.

    Attributes:
        changes: Columns that a row which is there already gets anew; none: it stays.
        is_update: Whether a row that is not there is not made.
        is_delete: Whether rows that have what is said of them are deleted.
    """

    table: Table
    changes: tuple[str, ...] = ()
    is_update: bool = False
    is_delete: bool = False


_DANMAKU = ("text", "name", "color", "place", "reasons", "source")

HELD = Write(s.danmaku, (*_DANMAKU, "score"))
SAID = Write(s.danmaku, (*_DANMAKU, "shown"))
HIDDEN = Write(s.danmaku, ("is_hidden",), is_update=True)
GIFT = Write(s.gifts)
FOREIGN_GIFT = Write(s.foreign_gifts)
TAKEN_BACK = Write(s.foreign_gifts, ("is_taken_back",), is_update=True)
LEVEL = Write(s.members, ("name", "coins", "level", "at_ms"))
FAN = Write(s.members, ("name", "intimacy", "fan_level", "at_ms"))
APPOINTED = Write(s.appointments, ("role", "by", "at_ms"))
RESTRICTED = Write(s.restrictions, ("until_ms", "by", "by_role", "reason", "at_ms"))
SETTINGS = Write(s.settings, ("slow_mode_s", "at_ms"))
PRESENCE = Write(s.presence)
LIKES = Write(s.likes, ("count", "total"))
SHOW_STARTED = Write(s.shows)
SHOW_ENDED = Write(s.shows, ("ended_ms", "likes", "peak_viewers"))
RESULT = Write(s.results, ("state", "at_ms"))
BATTLE_LINE = Write(s.battle_lines)
BATTLE_RULES = Write(s.battle_rules)
OPENED = Write(s.open_things)
KEPT = Write(s.open_things, ("state", "at_ms"))
ENTERED = Write(s.open_entries, ("value",))
THING_OVER = Write(s.open_things, is_delete=True)
ENTRIES_OVER = Write(s.open_entries, is_delete=True)
REVOKED = Write(s.revocations)
AUDIT = Write(s.audit)


def rows(record: Keepable) -> Iterator[tuple[Write, Row]]:
    """Return the rows of a record, its entry in the audit log included."""
    match record:
        case AuditEntry():
            yield AUDIT, _row(record)
        case r.DanmakuSaid() | r.DanmakuHeld() | r.Hiding():
            yield from _danmaku(record)
        case r.Restriction() | r.Appointment() | r.SlowModeSet():
            yield from _order(record)
        case r.PollResult() | r.LotteryResult() | r.BattleResult():
            yield from _result(record)
        case r.ShowStarted() | r.ShowEnded():
            yield from _show(record)
        case r.UserLevel():
            yield LEVEL, _row(record)
        case r.FanLevel():
            row = _row(record)
            row["fan_level"] = row.pop("level")
            yield FAN, row
        case r.GiftShown():
            yield GIFT, _row(record)
        case r.ForeignGave():
            yield FOREIGN_GIFT, _row(record)
        case r.ForeignTakenBack():
            yield TAKEN_BACK, {**_row(record, without=("at_ms",)), "is_taken_back": True}
        case r.Presence():
            yield PRESENCE, _row(record, without=("name",))
        case r.Liked():
            yield LIKES, _row(record)
        case r.BattleLogged():
            yield BATTLE_LINE, _row(record)
        case r.BattleRuled():
            yield BATTLE_RULES, _row(record)
        case (
            r.PollOpened()
            | r.PollVoted()
            | r.LotteryOpened()
            | r.LotteryEntered()
            | r.BattleOpened()
            | r.BattleOver()
        ):
            yield from _open(record)
        case PeerKept() | PeerGone() | StageAlive() | LinkVoid():
            yield from _at_stage(record)


def _danmaku(record: r.DanmakuSaid | r.DanmakuHeld | r.Hiding) -> Iterator[tuple[Write, Row]]:
    if isinstance(record, r.Hiding):
        yield HIDDEN, _row(record, without=("by", "at_ms"))
        action = "hide" if record.is_hidden else "show"
        yield _audit(record.room, record.at_ms, record.by, action, str(record.danmaku))
        return
    row = _row(record)
    row["reasons"] = json.dumps(record.reasons, ensure_ascii=False)
    yield (SAID if isinstance(record, r.DanmakuSaid) else HELD), row


def _order(record: r.Restriction | r.Appointment | r.SlowModeSet) -> Iterator[tuple[Write, Row]]:
    match record:
        case r.SlowModeSet():
            yield SETTINGS, {**_row(record, without=("seconds",)), "slow_mode_s": record.seconds}
        case r.Appointment():
            yield APPOINTED, _row(record)
            told = {"role": record.role}
            yield _audit(record.room, record.at_ms, record.by, "appoint", record.user, told)
        case r.Restriction():
            yield RESTRICTED, _row(record)
            is_lifted = record.until_ms <= record.at_ms
            action = f"lift_{record.what}" if is_lifted else str(record.what)
            detail = {"until_ms": record.until_ms, "reason": record.reason}
            yield _audit(record.room, record.at_ms, record.by, action, record.user, detail)


def _show(record: r.ShowStarted | r.ShowEnded) -> Iterator[tuple[Write, Row]]:
    show = record.show
    row: Row = {"room": record.room, **show.model_dump(mode="json")}
    if isinstance(record, r.ShowEnded):
        yield SHOW_ENDED, {**row, "likes": record.likes, "peak_viewers": record.peak_viewers}
    else:
        yield SHOW_STARTED, row


def _result(record: r.PollResult | r.LotteryResult | r.BattleResult) -> Iterator[tuple[Write, Row]]:
    state: BaseModel
    match record:
        case r.PollResult(room, state, _):
            kind, name, rooms = "poll", state.poll, [room]
        case r.LotteryResult(room, state, _):
            kind, name, rooms = "lottery", state.lottery, [room]
        case r.BattleResult(state, _):
            kind, name, rooms = "battle", state.battle, [side.room for side in state.sides]
    if kind != "battle":  # one goes on after its result
        yield from _over(rooms[0], name)
    text = _clean(state.model_dump_json())
    for room in rooms:
        row = {"room": room, "kind": kind, "name": name, "state": text, "at_ms": record.at_ms}
        yield RESULT, row


def _open(record: _GoesOn) -> Iterator[tuple[Write, Row]]:
    """Return the rows of what must go on after a crash."""
    match record:
        case r.PollVoted(room, poll, user, choice):
            yield ENTERED, {"room": room, "name": poll, "user": user, "called": "", "value": choice}
        case r.LotteryEntered(room, lottery, user, called, is_in):
            row = {"room": room, "name": lottery, "user": user}
            yield ENTERED, {**row, "called": _clean(called), "value": int(is_in)}
        case r.BattleOver(room, battle):
            yield from _over(room, battle)
        case r.PollOpened(room, name):
            yield OPENED, _thing("poll", room, name, record)
        case r.LotteryOpened(room, name):
            yield OPENED, _thing("lottery", room, name, record)
        case r.BattleOpened(room, name):
            yield OPENED, _thing("battle", room, name, record)


def _at_stage(record: StageRecord) -> Iterator[tuple[Write, Row]]:
    match record:
        case PeerKept(room, peer):
            yield KEPT, _thing("peer", room, peer, record)
        case PeerGone(room, peer):
            yield THING_OVER, {"room": room, "name": peer}
        case StageAlive(room):
            yield KEPT, _thing("stage", room, "stage", record)
        case LinkVoid(room, link, user, at_ms):
            expires_s = at_ms // 1_000 + MAX_VALID_S
            for mark in void_marks(room, link, user):
                yield REVOKED, {"digest": mark, "expires_s": expires_s}


def _thing(
    kind: str,
    room: str,
    name: str,
    record: r.PollOpened | r.LotteryOpened | r.BattleOpened | PeerKept | StageAlive,
) -> Row:
    state = _clean(json.dumps(asdict(record), ensure_ascii=False))
    return {"room": room, "kind": kind, "name": name, "state": state, "at_ms": record.at_ms}


def _over(room: str, name: str) -> Iterator[tuple[Write, Row]]:
    yield THING_OVER, {"room": room, "name": name}
    yield ENTRIES_OVER, {"room": room, "name": name}


def _audit(
    room: str, at_ms: int, actor: str, action: str, subject: str, detail: object = None
) -> tuple[Write, Row]:
    text = json.dumps(detail, ensure_ascii=False) if detail is not None else ""
    return AUDIT, _row(AuditEntry(room, at_ms, actor, action, subject, text))


def _row(record: Keepable, *, without: tuple[str, ...] = ()) -> Row:
    values = {key: value for key, value in asdict(record).items() if key not in without}
    return {
        key: _clean(value) if isinstance(value, str) else value for key, value in values.items()
    }


def _clean(text: str) -> str:
    """Leave out what PostgreSQL can't hold, and turn members of enums into texts."""
    return str(text).replace("\x00", "")
