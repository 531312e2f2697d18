"""One room's side of a battle: its score, and who gave most."""

from studio.room.protocol.values import Person, Side

_BEST = 3


class BattleSide:
    """A room that fights.

    Attributes:
        has_accepted: Whether it wants to.
        is_out: Whether it gave up or was gone too long.
        gone_ms: Since when its anchor is not connected, None if they are.
        scored_line: Line of the log in which its score last rose.

    Args:
        most_givers: Of how many it is known how much they gave; the score counts all.
    """

    def __init__(self, room: str, name: str, team: int, most_givers: int) -> None:
        self.room = room
        self.name = name
        self.team = team
        self.score = 0
        self.has_accepted = False
        self.is_out = False
        self.gone_ms: int | None = None
        self.scored_line = 0
        self._most_givers = most_givers
        self._given: dict[str, int] = {}
        self._best: list[Person] = []

    def add(self, person: Person, points: int, line: int) -> None:
        """Count what somebody gave."""
        self.score += points
        self.scored_line = line
        if person.user not in self._given and len(self._given) >= self._most_givers:
            return
        self._given[person.user] = self._given.get(person.user, 0) + points
        others = [each for each in self._best if each.user != person.user]
        self._best = sorted([*others, person], key=lambda each: -self._given[each.user])[:_BEST]

    def forfeits_ms(self, from_ms: int, grace_s: int) -> int | None:
        """Return when it forfeits a fight that began then, None while its anchor is here.

        Gone since before the fight: the grace begins with it.
        """
        if self.gone_ms is None or self.is_out:
            return None
        return max(self.gone_ms, from_ms) + grace_s * 1_000

    def state(self, lost_until_ms: int | None = None) -> Side:
        """Return the side as everybody sees it."""
        return Side(
            room=self.room,
            name=self.name,
            team=self.team,
            score=self.score,
            best=tuple(self._best),
            is_out=self.is_out,
            lost_until_ms=lost_until_ms,
        )
