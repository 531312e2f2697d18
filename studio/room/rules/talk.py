"""Speaking: who may, what a filter's verdict leads to, and what a moderator takes away."""

from studio.room.protocol.actions import Hide, Say
from studio.room.protocol.events import Accepted, Danmaku, DanmakuHidden
from studio.room.protocol.values import Person
from studio.room.rules.danmaku import DanmakuBook
from studio.room.rules.members import Member, Members
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import ROOM, DanmakuHeld, DanmakuSaid, Hiding
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.restrictions import Restrictions
from studio.room.rules.rights import Rights
from studio.room.rules.slow_mode import SlowMode
from studio.room.rules.verdict import Kind, Verdict

_WHITE = "#FFFFFF"


class Talk:
    """What is said in one room."""

    def __init__(
        self,
        room: str,
        members: Members,
        rights: Rights,
        mutes: Restrictions,
        slow_mode: SlowMode,
        book: DanmakuBook,
    ) -> None:
        self._room = room
        self._members = members
        self._rights = rights
        self._mutes = mutes
        self._slow_mode = slow_mode
        self._book = book

    def check(self, member: Member, now_ms: int) -> None:
        """Let somebody speak, or not.

        Raises:
            RefusalError: If they are muted, or too fast for slow mode.
        """
        until_ms = self._mutes.until_ms(member.user, now_ms)
        if until_ms is not None:
            seconds = -(-(until_ms - now_ms) // 1_000)
            raise RefusalError(
                Code.MUTED, f"You are muted for another {seconds} s.", until_ms - now_ms
            )
        self._slow_mode.check(self._members.role(member.user), member.spoke_ms, now_ms)

    def say(self, member: Member, say: Say, verdict: Verdict, now_ms: int) -> Outcome:
        """Show a danmaku, or keep it for a moderator.

        Raises:
            RefusalError: If somebody may not speak (any more), or not like this.
        """
        self.check(member, now_ms)
        if verdict.kind is Kind.REFUSE:
            raise RefusalError(
                Code.UNWANTED, "This was not sent: it is against the rules of this room."
            )
        member.spoke_ms = now_ms
        number = self._book.next_number()
        if verdict.kind is Kind.HOLD:
            return self._hold(number, member, say, verdict, now_ms)
        said = DanmakuSaid(
            self._room,
            number,
            member.user,
            member.name,
            say.text,
            verdict.text,
            say.color,
            say.place,
            verdict.reasons,
            now_ms,
        )
        return self._show(said) + _accepted(say, now_ms)

    def said_elsewhere(
        self, person: Person, text: str, source: str, verdict: Verdict, now_ms: int
    ) -> Outcome:
        """Show what somebody said on a platform, or keep it for a moderator, or drop it."""
        is_muted = self._mutes.until_ms(person.user, now_ms) is not None
        if is_muted or verdict.kind is Kind.REFUSE:
            return Outcome()
        number = self._book.next_number()
        common = (self._room, number, person.user, person.name, text)
        if verdict.kind is Kind.HOLD:
            held = DanmakuHeld(
                *common, _WHITE, "scroll", verdict.reasons, verdict.score, now_ms, source
            )
            self._book.hold(held)
            return Outcome(records=(held,))
        return self._show(
            DanmakuSaid(*common, verdict.text, _WHITE, "scroll", verdict.reasons, now_ms, source)
        )

    def hide(self, moderator: Member, hide: Hide, now_ms: int) -> Outcome:
        """Take a danmaku away or bring it back; decide about one that waits.

        Raises:
            RefusalError: If there is none, or its author's role is not lower.
        """
        author = self._book.author(hide.danmaku)
        if author is not None and author != moderator.user:
            role = self._members.role(moderator.user)
            self._rights.check_towards(role, self._members.role(author), hide.type)
        record = Hiding(self._room, hide.danmaku, hide.is_hidden, moderator.user, now_ms)
        held = self._book.held(hide.danmaku)
        if held is not None:
            self._book.decide(hide.danmaku)
            decided = Outcome(records=(record,))
            return decided if hide.is_hidden else decided + self._release(held, now_ms)
        if not self._book.hide(hide.danmaku, hide.is_hidden):
            return Outcome()
        hidden = DanmakuHidden(danmaku=(hide.danmaku,), is_hidden=hide.is_hidden)
        return Outcome(events=(hidden,), records=(record,))

    def _hold(
        self, number: int, member: Member, say: Say, verdict: Verdict, now_ms: int
    ) -> Outcome:
        held = DanmakuHeld(
            self._room,
            number,
            member.user,
            member.name,
            say.text,
            say.color,
            say.place,
            verdict.reasons,
            verdict.score,
            now_ms,
        )
        self._book.hold(held)
        return Outcome(records=(held,)) + _accepted(say, now_ms, held=True)

    def _release(self, held: DanmakuHeld, now_ms: int) -> Outcome:
        said = DanmakuSaid(
            self._room,
            held.danmaku,
            held.user,
            held.name,
            held.text,
            held.text,
            held.color,
            held.place,
            held.reasons,
            now_ms,
            held.source,
        )
        return self._show(said)

    def _show(self, said: DanmakuSaid) -> Outcome:
        self._book.show(said.danmaku, said.user)
        if said.source == ROOM:
            by = self._members.person(said.user, said.name)
        else:  # a guest of another house has no level and no badge here
            by = Person(user=said.user, name=said.name)
        event = Danmaku(
            danmaku=said.danmaku,
            by=by,
            text=said.shown,
            color=said.color,
            place=said.place,
            source=said.source,
        )
        return Outcome(events=(event,), records=(said,))


def _accepted(say: Say, now_ms: int, *, held: bool = False) -> Outcome:
    return Outcome(Accepted(id=say.id, held=held, server_ms=now_ms))
