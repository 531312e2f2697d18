"""Order in a room: mutes, bans, roles, slow mode."""

from studio.room.protocol.actions import Appoint, Ban, Mute
from studio.room.protocol.actions import SlowMode as SetSlowMode
from studio.room.protocol.events import MemberChanged, Restricted, SlowModeChanged
from studio.room.rules.members import Member, Members
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import Appointment, Restraint, Restriction, SlowModeSet
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.restrictions import Restrictions
from studio.room.rules.rights import Rights, is_above
from studio.room.rules.slow_mode import SlowMode


class Moderation:
    """Who keeps order in one room, and how."""

    def __init__(
        self,
        room: str,
        members: Members,
        rights: Rights,
        mutes: Restrictions,
        bans: Restrictions,
        slow_mode: SlowMode,
    ) -> None:
        self._room = room
        self._members = members
        self._rights = rights
        self._restrictions = {Restraint.MUTE: mutes, Restraint.BAN: bans}
        self._slow_mode = slow_mode

    def restrict(self, by: Member, action: Mute | Ban, now_ms: int) -> Outcome:
        """Mute or ban somebody, here or not, or lift it.

        Raises:
            RefusalError: If their role is not lower, or that of whoever restricted them is higher.
        """
        what = Restraint(action.type)
        role = self._members.role(by.user)
        self._rights.check_towards(role, self._members.role(action.user), action.type)
        until_ms = now_ms + action.duration_s * 1_000
        record = Restriction(
            self._room, action.user, what, until_ms, by.user, role, action.reason, now_ms
        )
        self._restrictions[what].set(record, role)
        told_ms = until_ms if action.duration_s else 0  # a viewer's clock may be behind ours
        event = Restricted(who=action.user, what=what.value, until_ms=told_ms, role_of_actor=role)
        is_banned = what is Restraint.BAN and action.duration_s > 0
        return Outcome(
            events=(event,), records=(record,), kicked=(action.user,) if is_banned else ()
        )

    def appoint(self, by: Member, action: Appoint, now_ms: int) -> Outcome:
        """Give somebody, here or not, a role.

        Raises:
            RefusalError: If the role or theirs is not below that of whoever gives it.
        """
        role = self._members.role(by.user)
        former = self._members.role(action.user)
        self._rights.check_towards(role, former, action.type)
        if not is_above(role, action.role):
            raise RefusalError(Code.NOT_ALLOWED, "Only roles below one's own can be given.")
        if former is action.role:
            return Outcome()
        self._members.roles.appoint(action.user, action.role)
        event = MemberChanged(who=self._members.person(action.user), what="role")
        record = Appointment(self._room, action.user, action.role, by.user, now_ms)
        return Outcome(events=(event,), records=(record,))

    def set_slow_mode(self, action: SetSlowMode, now_ms: int) -> Outcome:
        """Let viewers speak once in so many seconds."""
        if action.seconds == self._slow_mode.seconds:
            return Outcome()
        self._slow_mode.seconds = action.seconds
        return Outcome(
            events=(SlowModeChanged(seconds=action.seconds),),
            records=(SlowModeSet(self._room, action.seconds, now_ms),),
        )
