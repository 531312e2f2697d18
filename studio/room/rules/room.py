"""A room: who may do what in it, and what follows.

The aggregate.  Each idea lives in a file of its own; here they are put together, and
refusals, which the parts raise before they change anything, become replies.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace

from studio.room.ledger.entries import Order, Receipt
from studio.room.protocol.actions import (
    Action,
    Appoint,
    AskBattle,
    Ban,
    CancelLottery,
    Caption,
    ClosePoll,
    EndShow,
    EnterLottery,
    Give,
    Hide,
    Like,
    Mute,
    OpenLottery,
    OpenPoll,
    Say,
    SlowMode,
    StartShow,
    Vote,
)
from studio.room.protocol.events import (
    Accepted,
    BattleChanged,
    CaptionShown,
    MemberChanged,
    Refused,
)
from studio.room.protocol.values import BattlePhase, BattleState, Id, Person, Role, RoomState
from studio.room.rules.data import RuleData
from studio.room.rules.foreign import ForeignVoices
from studio.room.rules.members import Member
from studio.room.rules.outcome import Outcome
from studio.room.rules.parts import Parts
from studio.room.rules.records import Presence
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.saved import SavedRoom
from studio.room.rules.stage import Stage, StageOrder
from studio.room.rules.verdict import Verdict

_BATTLES = ("ask_battle", "answer_battle", "leave_battle")


class Room:
    """One room.

    Args:
        title: What the room is called.
        anchor: Whose room it is.
        saved: What was kept of it, None for a new one.
        make_seed: Makes the secrets of lotteries.
    """

    def __init__(
        self,
        room: Id,
        title: str,
        anchor: Person,
        saved: SavedRoom | None,
        data: RuleData,
        make_seed: Callable[[], str] = secrets.token_hex,
    ) -> None:
        self._room = room
        self._title = title
        self._rights = data.rights
        self._parts = Parts(room, anchor, saved or SavedRoom(), data, make_seed)
        self._members = self._parts.members
        self._battle: BattleState | None = None

    def join(self, person: Person, now_ms: int, is_guest: bool = False) -> Outcome:
        """Let a connection of somebody in."""
        try:
            self._check_ban(person.user, now_ms)
            is_first = self._members.join(person, is_guest)
        except RefusalError as refusal:
            return Outcome(refusal.reply(""))
        if not is_first:
            return Outcome()
        presence = self._presence(person.user, True, now_ms)
        if is_guest:
            return presence
        return presence + self._parts.audience.enter(self.person(person.user), now_ms)

    def leave(self, user: Id, now_ms: int) -> Outcome:
        """Note that a connection of somebody ended."""
        is_last = self._members.leave(user)
        return self._presence(user, False, now_ms) if is_last else Outcome()

    def may_say(self, user: Id, say: Say, now_ms: int) -> Refused | None:
        """Return why somebody may not speak, before a filter is asked; None if they may."""
        try:
            self._parts.talk.check(self._allowed(user, say, now_ms), now_ms)
        except RefusalError as refusal:
            return refusal.reply(say.id)
        return None

    def say(self, user: Id, say: Say, verdict: Verdict, now_ms: int) -> Outcome:
        """Show a danmaku, or keep it for a moderator, as the filter's verdict says.

        Whether they may speak is looked at again: the filter took its time.
        """
        try:
            member = self._allowed(user, say, now_ms)
            said = self._parts.talk.say(member, say, verdict, now_ms)
        except RefusalError as refusal:
            return Outcome(refusal.reply(say.id))
        if not said.events:  # it waits for a moderator
            return said
        return said + self._parts.lotteries.said(member, say.text, now_ms)

    def may_give(self, user: Id, give: Give, now_ms: int) -> Order | Refused:
        """Return what has to be paid, or why somebody may not give."""
        try:
            return self._parts.giving.order(self._allowed(user, give, now_ms), give)
        except RefusalError as refusal:
            return refusal.reply(give.id)

    def gift_landed(self, receipt: Receipt, now_ms: int) -> Outcome:
        """Show and count a paid gift, once for each of the ledger's numbers."""
        landed = self._parts.giving.landed(receipt, self._battle_at(receipt.at_ms))
        if not landed.records:
            return landed
        giver = self._members.remember(receipt.order.giver, receipt.order.giver)
        if any(isinstance(event, MemberChanged) for event in landed.events):
            landed += self._parts.stage.level_changed(giver.user, now_ms)
        return landed + self._parts.lotteries.gave(giver, receipt.order.gift, now_ms)

    def act(self, user: Id, action: Action, now_ms: int) -> Outcome:
        """Do anything else.

        A battle lies between rooms: if the rules of this one allow what is asked about
        it, the reply is None, and whoever keeps the battle answers.
        """
        try:
            outcome = self._do(self._allowed(user, action, now_ms), action, now_ms)
        except RefusalError as refusal:
            return Outcome(refusal.reply(action.id))
        if action.type in _BATTLES:
            return outcome
        return replace(outcome, reply=Accepted(id=action.id, server_ms=now_ms))

    def may_act(self, user: Id, action: Action, now_ms: int) -> Refused | None:
        """Return why somebody may not do an action at all; None if they may."""
        try:
            self._allowed(user, action, now_ms)
        except RefusalError as refusal:
            return refusal.reply(action.id)
        return None

    @property
    def stage(self) -> Stage:
        """Who exchanges signals with the anchor's studio; tied to connections by the actor."""
        return self._parts.stage

    @property
    def foreign(self) -> ForeignVoices:
        """What people of other platforms say and give."""
        return self._parts.foreign

    def battle_changed(self, battle: BattleState) -> Outcome:
        """Show a battle that this room is in."""
        self._battle = None if battle.phase is BattlePhase.OVER else battle
        return Outcome(events=(BattleChanged(battle=battle),))

    def tick(self, now_ms: int) -> Outcome:
        """Do what is due."""
        outcome = Outcome()
        for part in self._parts.timed:
            outcome += part.tick(now_ms)
        return outcome

    def next_due_ms(self, now_ms: int) -> int | None:
        """Return when ``tick`` has something to do, not before now; None for never."""
        due_ms = [due for part in self._parts.timed if (due := part.due_ms()) is not None]
        return max(now_ms, min(due_ms)) if due_ms else None

    def state(self, now_ms: int) -> RoomState:
        """Return all that a newcomer must know."""
        parts = self._parts
        return RoomState(
            room=self._room,
            title=self._title,
            anchor=self._members.person(self._members.anchor.user),
            show=parts.shows.show,
            viewers=self._members.viewers,
            slow_mode_s=parts.slow_mode.seconds,
            poll=parts.polls.state(),
            lottery=parts.lotteries.state(),
            battle=self._battle,
        )

    def person(self, user: Id) -> Person:
        """Return somebody as the others see them."""
        return self._members.person(user)

    def _allowed(self, user: Id, action: Action, now_ms: int) -> Member:
        self._check_ban(user, now_ms)
        member = self._members.here(user)
        self._rights.check(self._members.role(user), member.is_guest, action.type)
        return member

    def _check_ban(self, user: Id, now_ms: int) -> None:
        until_ms = self._parts.bans.until_ms(user, now_ms)
        if until_ms is not None and self._members.role(user) is not Role.ANCHOR:
            seconds = -(-(until_ms - now_ms) // 1_000)
            raise RefusalError(
                Code.BANNED,
                f"You may not be in this room for another {seconds} s.",
                until_ms - now_ms,
            )

    def _presence(self, user: Id, is_here: bool, now_ms: int) -> Outcome:
        member = self._members.remember(user, user)
        record = Presence(self._room, user, member.name, is_here, member.is_guest, now_ms)
        return Outcome(records=(record,)) + self._parts.audience.change(now_ms)

    def _battle_at(self, at_ms: int) -> Id | None:
        battle = self._battle
        if battle is None or battle.phase is not BattlePhase.FIGHT:
            return None
        return battle.battle if battle.began_ms <= at_ms <= battle.ends_ms else None

    def _do(self, member: Member, action: Action, now_ms: int) -> Outcome:
        parts = self._parts
        match action:
            case Like():
                return parts.applause.add(action.count, now_ms)
            case Hide():
                return parts.talk.hide(member, action, now_ms)
            case Mute():
                return parts.moderation.restrict(member, action, now_ms)
            case Ban():
                outcome = parts.moderation.restrict(member, action, now_ms)
                if outcome.kicked:
                    outcome += parts.lotteries.forget(action.user)
                    outcome += parts.stage.forget(action.user, now_ms)
                return outcome
            case Appoint():
                return parts.moderation.appoint(member, action, now_ms)
            case SlowMode():
                return parts.moderation.set_slow_mode(action, now_ms)
            case OpenPoll():
                return parts.polls.open(action, now_ms)
            case Vote():
                return parts.polls.vote(member.user, action, now_ms)
            case ClosePoll():
                return parts.polls.close(action, now_ms)
            case OpenLottery():
                return parts.lotteries.open(action, now_ms)
            case EnterLottery():
                return parts.lotteries.enter(member, action, now_ms)
            case CancelLottery():
                return parts.lotteries.cancel(action, now_ms)
            case _ if isinstance(action, StageOrder):
                return parts.stage.act(action, now_ms)
            case StartShow():
                return parts.shows.start(action, now_ms)
            case EndShow():
                return parts.shows.end(now_ms)
            case Caption():
                return _caption(action)
            case AskBattle():
                return self._check_free()
            case _:
                return Outcome()

    def _check_free(self) -> Outcome:
        if self._battle:
            raise RefusalError(Code.ALREADY_OPEN, "This room is in a battle: end it first.")
        return Outcome()


def _caption(action: Caption) -> Outcome:
    shown = CaptionShown(
        text=action.text,
        start_ms=action.start_ms,
        is_final=action.is_final,
        language=action.language,
        translation=action.translation,
        translation_language=action.translation_language,
    )
    return Outcome(events=(shown,))
