"""A battle as the window knows it.  Pure.

fight = fight_of(event["battle"], "1")
fight.outcome          # "win", "lose", "draw", or "" where nothing was decided
"""

from dataclasses import dataclass

from studio.app.docks.room_words import one_line

ASKED, FIGHT, FORFEIT, OVER = PHASES = ("asked", "fight", "forfeit", "over")
MOST_SIDES = 9
MOST_NAME = 40


@dataclass(frozen=True, slots=True)
class Side:
    """One room of a battle.

    Attributes:
        best: Names of those who gave most, the first one most.
        lost_until_ms: When it forfeits, by the room's clock, as its line is lost; else None.
    """

    room: str
    name: str
    team: int
    score: int
    is_ours: bool
    best: tuple[str, ...] = ()
    is_out: bool = False
    lost_until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Fight:
    """One battle.

    Attributes:
        phase: One of ``PHASES``.
        ends_ms: When the phase ends, by the room's clock.
        sides: The asking room first.
        reason: Why it ended, in the room's word.
    """

    battle: str
    rules: str
    phase: str
    ends_ms: int
    sides: tuple[Side, ...]
    winner: str = ""
    reason: str = ""

    @property
    def is_asker(self) -> bool:
        """Whether it is we who asked."""
        return self.sides[0].is_ours

    @property
    def others(self) -> tuple[Side, ...]:
        """All rooms but ours."""
        return tuple(side for side in self.sides if not side.is_ours)

    @property
    def teams(self) -> tuple[tuple[Side, ...], ...]:
        """The rooms by teams, ours first."""
        ours = {side.team for side in self.sides if side.is_ours}
        numbers = sorted({side.team for side in self.sides}, key=lambda team: team not in ours)
        return tuple(tuple(s for s in self.sides if s.team == number) for number in numbers)

    @property
    def outcome(self) -> str:
        """What came of it for us."""
        if self.reason == "draw":
            return "draw"
        winners = {side.team for side in self.sides if self.winner and side.room == self.winner}
        if not winners:
            return ""
        return "win" if winners == {s.team for s in self.sides if s.is_ours} else "lose"


def fight_of(told: object, room: str) -> Fight | None:
    """Return a battle that a room was told of; None if it is none of ours.

    Args:
        told: As the room's protocol has it.
        room: Ours.
    """
    if not isinstance(told, dict):
        return None
    sides = told.get("sides")
    found = [
        side
        for each in (sides if isinstance(sides, list | tuple) else ())[:MOST_SIDES]
        if (side := _side(each, room)) is not None
    ]
    phase, ends_ms = told.get("phase"), told.get("ends_ms")
    is_ours = any(side.is_ours for side in found)
    if not is_ours or phase not in PHASES or not isinstance(ends_ms, int):
        return None
    return Fight(
        battle=str(told.get("battle", "")),
        rules=str(told.get("rules", "")),
        phase=str(phase),
        ends_ms=ends_ms,
        sides=tuple(found),
        winner=str(told.get("winner") or ""),
        reason=str(told.get("reason") or ""),
    )


def _side(told: object, ours: str) -> Side | None:
    if not isinstance(told, dict):
        return None
    room, team, score = told.get("room"), told.get("team"), told.get("score")
    if not isinstance(room, str) or not isinstance(team, int) or not isinstance(score, int):
        return None
    best, lost_ms = told.get("best"), told.get("lost_until_ms")
    people = [each for each in (best if isinstance(best, list | tuple) else ()) if each]
    names = [one_line(each.get("name"), MOST_NAME) for each in people if isinstance(each, dict)]
    return Side(
        room=room,
        name=one_line(told.get("name"), MOST_NAME) or room,
        team=team,
        score=score,
        is_ours=room == ours,
        best=tuple(name for name in names if name),
        is_out=told.get("is_out") is True,
        lost_until_ms=lost_ms if isinstance(lost_ms, int) else None,
    )
