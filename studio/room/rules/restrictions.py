"""Mutes and bans: who may not speak or be here, until when, and who may lift it."""

import heapq
from collections.abc import Iterable

from studio.room.protocol.values import Role
from studio.room.rules.records import Restraint, Restriction
from studio.room.rules.refusal import Code, RefusalError
from studio.room.rules.rights import is_above


class Restrictions:
    """Those of one kind in one room.

    Args:
        most: How many may be in force at the same time.
    """

    def __init__(self, what: Restraint, most: int, saved: Iterable[Restriction] = ()) -> None:
        self._what = what
        self._most = most
        self._in_force = {each.user: each for each in saved if each.what is what}
        self._ends = [(each.until_ms, user) for user, each in self._in_force.items()]
        heapq.heapify(self._ends)

    def until_ms(self, user: str, now_ms: int) -> int | None:
        """Return when somebody may again, None if they may."""
        restriction = self._in_force.get(user)
        if restriction is None or restriction.until_ms <= now_ms:
            return None
        return restriction.until_ms

    def set(self, restriction: Restriction, role: Role) -> None:
        """Restrict somebody as a person of this role, or lift it if it is over at once.

        Raises:
            RefusalError: If somebody of a higher role restricted them, or too many are.
        """
        now_ms = restriction.at_ms
        self._forget_what_is_over(now_ms)
        former = self._in_force.get(restriction.user)
        if former and is_above(former.by_role, role):
            raise RefusalError(
                Code.NOT_ALLOWED,
                f"This {self._what} was set by somebody of a higher role: only they may change it.",
            )
        if restriction.until_ms <= now_ms:
            self._in_force.pop(restriction.user, None)
            return
        if former is None and len(self._in_force) >= self._most:
            raise RefusalError(
                Code.TOO_MANY,
                f"{self._most} people are under a {self._what}: lift some first, or close the "
                "room to guests.",
            )
        self._in_force[restriction.user] = restriction
        heapq.heappush(self._ends, (restriction.until_ms, restriction.user))
        if len(self._ends) > 2 * self._most:  # of the same people, again and again
            self._ends = [(each.until_ms, user) for user, each in self._in_force.items()]
            heapq.heapify(self._ends)

    def _forget_what_is_over(self, now_ms: int) -> None:
        while self._ends and self._ends[0][0] <= now_ms:
            until_ms, user = heapq.heappop(self._ends)
            restriction = self._in_force.get(user)
            if restriction and restriction.until_ms == until_ms:
                del self._in_force[user]
