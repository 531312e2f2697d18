"""Who is in a room, who was, and what each of them is.

Several connections of one user count once.  Those who left are remembered, so that
slow mode and levels don't begin anew; the longest gone are forgotten first.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from studio.room.protocol.values import Badge, Person, Role
from studio.room.rules.levels import Ladder
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.roles import Roles
from studio.room.rules.saved import SavedMember


@dataclass(slots=True)
class Member:
    """Somebody who is here or was.

    Attributes:
        role: What their token says they are here; ``Roles`` may know better.
        coins: Given in this room so far.
        intimacy: Within the fan club, None outside.
        spoke_ms: When they last spoke.
    """

    user: str
    name: str
    role: Role = Role.VIEWER
    is_guest: bool = False
    connections: int = 0
    coins: int = 0
    intimacy: int | None = None
    spoke_ms: int | None = None


class Members:
    """All whom a room knows.

    Args:
        user_levels: What coins make.
        fan_levels: What intimacy makes.
        most: How many are remembered.
        most_present: How many may be here at the same time.
    """

    def __init__(
        self,
        anchor: Person,
        roles: Roles,
        user_levels: Ladder,
        fan_levels: Ladder,
        most: int,
        most_present: int,
    ) -> None:
        self.roles = roles
        self._user_levels = user_levels
        self._fan_levels = fan_levels
        self._most = most
        self._most_present = most_present
        self._all: dict[str, Member] = {}
        self._absent: OrderedDict[str, None] = OrderedDict()
        self._anchor = Member(anchor.user, anchor.name)
        self._club = anchor.name

    @property
    def anchor(self) -> Member:
        """Whose room it is."""
        return self._anchor

    @property
    def present(self) -> int:
        """How many people are here."""
        return len(self._all) - len(self._absent)

    @property
    def viewers(self) -> int:
        """How many people are here besides the anchor."""
        return self.present - (1 if self._anchor.connections else 0)

    def restore(self, saved: Iterable[SavedMember]) -> None:
        """Remember who was here before the room was started again, oldest first."""
        for each in saved:
            member = self.remember(each.user, each.name)
            member.coins = each.coins
            member.intimacy = each.intimacy

    def join(self, person: Person, is_guest: bool) -> bool:
        """Count a connection; return whether it is the user's first.

        Raises:
            RefusalError: If there is no place left.
        """
        known = self._all.get(person.user)
        is_first = known is None or not known.connections
        is_staff = self.roles.role(person.user, person.role) is not Role.VIEWER
        if is_first and self.present >= self._most_present and not is_staff:
            raise RefusalError(
                Code.ROOM_FULL, "The room is full. Come back when somebody has left.", 10_000
            )
        member = self.remember(person.user, person.name)
        self._absent.pop(person.user, None)
        member.name = person.name
        member.role = person.role
        member.is_guest = is_guest
        member.connections += 1
        return is_first

    def leave(self, user: str) -> bool:
        """Forget a connection; return whether it was the user's last."""
        member = self._all.get(user)
        if member is None or not member.connections:
            return False
        member.connections -= 1
        if member.connections:
            return False
        self._absent[user] = None
        return True

    def remember(self, user: str, name: str) -> Member:
        """Return somebody; if nobody knows them, they were here a moment ago."""
        member = self._all.get(user)
        if member is None:
            if len(self._all) >= self._most and self._absent:
                longest_gone, _ = self._absent.popitem(last=False)
                del self._all[longest_gone]
            member = self._anchor if user == self._anchor.user else Member(user, name)
            self._all[user] = member
            self._absent[user] = None
        return member

    def find(self, user: str) -> Member | None:
        """Return somebody who is here or remembered."""
        return self._all.get(user)

    def here(self, user: str) -> Member:
        """Return somebody who is here.

        Raises:
            RefusalError: If they are not.
        """
        member = self._all.get(user)
        if member is None or not member.connections:
            raise RefusalError(Code.NOT_HERE, "Come into the room first.")
        return member

    def role(self, user: str) -> Role:
        """Return what somebody is, known or not."""
        member = self._all.get(user)
        return self.roles.role(user, member.role if member else Role.VIEWER)

    def fan_level(self, user: str) -> int:
        """Return somebody's level within the fan club, 0 outside."""
        member = self._all.get(user)
        badge = self._badge(member) if member else None
        return badge.level if badge else 0

    def person(self, user: str, name: str = "") -> Person:
        """Return somebody as the others see them, called so if nobody here knows them."""
        member = self._anchor if user == self._anchor.user else self._all.get(user)
        if member is None:
            return Person(user=user, name=name or user, role=self.role(user))
        return Person(
            user=user,
            name=member.name,
            role=self.role(user),
            level=self._user_levels.level(member.coins),
            badge=self._badge(member),
        )

    def _badge(self, member: Member) -> Badge | None:
        if member.intimacy is None:
            return None
        level = self._fan_levels.level(member.intimacy)
        return Badge(club=self._club, level=level, anchor=self._anchor.user)
