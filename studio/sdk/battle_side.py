"""One room in a battle, as plugins hear of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BattleSide:
    """One room in a battle.

    Attributes:
        room: Its id.
        name: What it is called for people.
        team: Rooms of the same number win together.
        score: Of its viewers' gifts so far.
        best: Names of those who gave most, the first one most; three at most.
        is_ours: Whether it is the room of this studio.
        is_out: Whether it gave up, or was gone for too long.
        lost_s: Seconds until it forfeits, as its line is lost; None while its anchor is there.
    """

    room: str
    name: str
    team: int
    score: int
    best: tuple[str, ...] = ()
    is_ours: bool = False
    is_out: bool = False
    lost_s: float | None = None

    def __post_init__(self) -> None:
        """Make a tuple of what travelled."""
        object.__setattr__(self, "best", tuple(self.best))
