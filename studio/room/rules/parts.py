"""The parts of a room, made from data and from what was kept of it."""

from collections.abc import Callable
from typing import Protocol

from studio.room.protocol.values import Person
from studio.room.rules.audience import Audience
from studio.room.rules.combos import Combos
from studio.room.rules.danmaku import DanmakuBook
from studio.room.rules.data import RuleData
from studio.room.rules.fan_club import FanClub
from studio.room.rules.foreign import ForeignVoices
from studio.room.rules.giving import Giving
from studio.room.rules.likes import Applause
from studio.room.rules.lottery import Lotteries
from studio.room.rules.members import Members
from studio.room.rules.moderation import Moderation
from studio.room.rules.outcome import Outcome
from studio.room.rules.poll import Polls
from studio.room.rules.records import Restraint
from studio.room.rules.restrictions import Restrictions
from studio.room.rules.roles import Roles
from studio.room.rules.saved import SavedRoom
from studio.room.rules.seen import Seen
from studio.room.rules.serial import Serial
from studio.room.rules.show import Shows
from studio.room.rules.slow_mode import SlowMode
from studio.room.rules.stage import Stage
from studio.room.rules.talk import Talk


class Timed(Protocol):
    """A part that has something to do at times."""

    def tick(self, now_ms: int) -> Outcome:
        """Do what is due."""

    def due_ms(self) -> int | None:
        """Return when that is."""


class Parts:
    """All parts of one room."""

    def __init__(
        self,
        room: str,
        anchor: Person,
        saved: SavedRoom,
        data: RuleData,
        make_seed: Callable[[], str],
    ) -> None:
        limits, rights = data.limits, data.rights
        serial = Serial()
        self.members = _members(anchor, saved, data)
        self.slow_mode = SlowMode(saved.slow_mode_s)
        mutes, self.bans = (
            Restrictions(what, limits.restrictions, saved.restrictions)
            for what in (Restraint.MUTE, Restraint.BAN)
        )
        last = saved.last_danmaku
        book = DanmakuBook(
            last + limits.danmaku_gap if last else 0, limits.danmaku, limits.held, saved.held
        )
        self.talk = Talk(room, self.members, rights, mutes, self.slow_mode, book)
        self.moderation = Moderation(room, self.members, rights, mutes, self.bans, self.slow_mode)
        self.giving = _giving(room, self.members, saved, data)
        seen = Seen(limits.gifts, saved.foreign_gifts)
        self.foreign = ForeignVoices(room, self.talk, self.bans, seen)
        self.applause = Applause(room, limits.likes_every_ms, saved.likes)
        self.audience = Audience(self.members, limits.viewers_every_ms)
        self.shows = Shows(room, serial, self.applause, self.audience, saved.show)
        self.stage = Stage(room, limits, self.members.fan_level, saved.stage)
        self.polls = Polls(
            room, serial, limits.poll_every_ms, limits.votes, saved.poll, saved.votes
        )
        self.lotteries = Lotteries(
            room,
            serial,
            self.members,
            rights,
            data.gifts,
            make_seed,
            limits.lottery_every_ms,
            limits.entries,
            saved.lottery,
            saved.entries,
        )
        self.timed: tuple[Timed, ...] = (
            self.applause,
            self.audience,
            self.polls,
            self.lotteries,
            self.stage,
        )


def _members(anchor: Person, saved: SavedRoom, data: RuleData) -> Members:
    limits = data.limits
    members = Members(
        anchor,
        Roles(anchor.user, limits.appointments, saved.appointments),
        data.levels.user,
        data.levels.fan_club,
        limits.members,
        limits.present,
    )
    members.restore(saved.members)
    return members


def _giving(room: str, members: Members, saved: SavedRoom, data: RuleData) -> Giving:
    limits = data.limits
    return Giving(
        room,
        members,
        data.rights,
        data.gifts,
        data.levels.user,
        FanClub(room, members, data.levels.fan_club),
        Combos(data.gifts.combo.window_ms, limits.combos),
        Seen(limits.gifts),
        frozenset(saved.shown_gifts[-limits.gifts :]),
    )
