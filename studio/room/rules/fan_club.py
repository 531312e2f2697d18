"""The anchor's fan club: who is in it, how near they are, and the badge that shows it.

A gift that is marked ``club`` lets its giver in; what members give to the anchor
makes them nearer.
"""

from studio.room.protocol.events import MemberChanged
from studio.room.rules.levels import FanLadder
from studio.room.rules.members import Member, Members
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import FanLevel


class FanClub:
    """The fan club of one room."""

    def __init__(self, room: str, members: Members, data: FanLadder) -> None:
        self._room = room
        self._members = members
        self._data = data

    def gave(self, member: Member, coins: int, lets_in: bool, at_ms: int) -> Outcome:
        """Count a gift to the anchor."""
        if member.intimacy is None and not lets_in:
            return Outcome()
        level = self._data.level
        before = None if member.intimacy is None else level(member.intimacy)
        member.intimacy = (member.intimacy or 0) + coins * self._data.intimacy_per_coin
        after = level(member.intimacy)
        record = FanLevel(self._room, member.user, member.name, member.intimacy, after, at_ms)
        if after == before:
            return Outcome(records=(record,))
        changed = MemberChanged(who=self._members.person(member.user), what="badge")
        return Outcome(events=(changed,), records=(record,))
