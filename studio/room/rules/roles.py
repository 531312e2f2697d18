"""What somebody is in a room: the anchor by right, others by appointment or by their token."""

from collections.abc import Iterable

from studio.room.protocol.values import Role
from studio.room.rules.records import Appointment
from studio.room.rules.refusal import Code, RefusalError


class Roles:
    """The roles of one room.

    An appointment counts more than a token, which may be older: whoever is made a
    viewer is one, though their token still says moderator.
    """

    def __init__(self, anchor: str, most: int, saved: Iterable[Appointment] = ()) -> None:
        self._anchor = anchor
        self._most = most
        self._appointed = {each.user: each.role for each in saved}

    def role(self, user: str, token_role: Role) -> Role:
        """Return what somebody is whose token says this."""
        if user == self._anchor:
            return Role.ANCHOR
        return self._appointed.get(user, token_role)

    def appoint(self, user: str, role: Role) -> None:
        """Give somebody a role.

        Raises:
            RefusalError: If too many have one of their own.
        """
        if user not in self._appointed and len(self._appointed) >= self._most:
            raise RefusalError(
                Code.TOO_MANY, f"{self._most} people have a role here: no more can be given."
            )
        self._appointed[user] = role
