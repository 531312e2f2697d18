"""Who may do which action to whom: the matrix of data/rights.toml, and how it refuses.

One place for all rooms and actions; everything else asks here.
"""

from pydantic import BaseModel, ConfigDict, Field

from studio.room.protocol.values import Role
from studio.room.rules.refusal import Code, RefusalError

_RANK = {role: rank for rank, role in enumerate(Role)}
_WHO = {
    Role.VIEWER: "viewers",
    Role.MODERATOR: "moderators",
    Role.COHOST: "co-hosts",
    Role.ANCHOR: "the anchor",
}


class Right(BaseModel):
    """A row of the matrix.

    Attributes:
        least: The lowest role that has it.
        guests: Whether somebody without an account has it too.
        to_lower: Whether it counts only towards people of a lower role.
        does: Ends the sentence "Viewers may not …".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: Role = Field(alias="from")
    guests: bool = True
    to_lower: bool = False
    does: str


class Rights:
    """The matrix."""

    def __init__(self, rows: dict[str, Right]) -> None:
        self._rows = rows

    @property
    def actions(self) -> frozenset[str]:
        """All that there is a right for."""
        return frozenset(self._rows)

    def has(self, role: Role, is_guest: bool, action: str) -> bool:
        """Return whether somebody may do an action at all."""
        right = self._rows[action]
        return is_above_or_equal(role, right.least) and (right.guests or not is_guest)

    def check(self, role: Role, is_guest: bool, action: str) -> None:
        """Let somebody do an action, or not.

        Raises:
            RefusalError: If they may not.
        """
        right = self._rows[action]
        if not is_above_or_equal(role, right.least):
            allowed = _WHO[right.least] + ("" if right.least is Role.ANCHOR else " and above")
            raise RefusalError(
                Code.NOT_ALLOWED,
                f"{_capital(_WHO[role])} may not {right.does}. This is for {allowed}.",
            )
        if is_guest and not right.guests:
            raise RefusalError(Code.GUEST, f"Guests may not {right.does}. Sign in first.")

    def check_towards(self, role: Role, other: Role, action: str) -> None:
        """Let somebody do an action to somebody else, or not.

        Raises:
            RefusalError: If the other's role is not below theirs and the action needs that.
        """
        right = self._rows[action]
        if right.to_lower and not is_above(role, other):
            raise RefusalError(
                Code.NOT_ALLOWED,
                f"{_capital(_WHO[role])} may not {right.does} "
                f"where it concerns {_WHO[other]}: only somebody of a higher role may.",
            )


def is_above(role: Role, other: Role) -> bool:
    """Return whether the first role is the higher one."""
    return _RANK[role] > _RANK[other]


def is_above_or_equal(role: Role, other: Role) -> bool:
    """Return whether the first role is not the lower one."""
    return _RANK[role] >= _RANK[other]


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
