"""Those at the room's stage, as its ``stage`` events tell.  Pure.

peers_of(event["peers"])        # what makes no sense is left out
"""

from dataclasses import dataclass

MAX_SEATS = 8
MOST_PEERS = 64
MOST_LETTERS = 64
KINDS = ("guest", "phone", "studio")
STATES = ("waiting", "accepted", "on_stage", "lost")
STANDBY = ("asked", "allowed", "calling", "warm")


@dataclass(frozen=True, slots=True)
class StagePeer:
    """Somebody who waits for the stage, or is linked with the studio.

    Attributes:
        state: ``waiting``, ``accepted``, ``on_stage`` or ``lost``.
        seat: 1 to 8, 0 for none; kept while the line is lost.
        level: Within the fan club.
        place: In the queue, from 1; 0 for those who do not wait.
        standby: How far a phone is that may go on air alone: ``asked``, ``allowed``,
            ``calling``, ``warm``, or "" for not at all.
    """

    id: str
    kind: str
    name: str
    state: str
    seat: int = 0
    is_muted: bool = False
    level: int = 0
    place: int = 0
    standby: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether the line is gone, and may come back."""
        return self.state == "lost"

    @property
    def waits(self) -> bool:
        """Whether the anchor has yet to let it in."""
        return self.place > 0 or self.state == "waiting"


def peers_of(told: object) -> tuple[StagePeer, ...]:
    """Return those that a room tells of."""
    if not isinstance(told, list | tuple):
        return ()
    return tuple(peer for each in told[:MOST_PEERS] if (peer := _peer(each)))


def _peer(told: object) -> StagePeer | None:
    if not isinstance(told, dict):
        return None
    id, kind, name, state = (told.get(key) for key in ("id", "kind", "name", "state"))
    if not (isinstance(id, str) and id and isinstance(name, str)):
        return None
    if kind not in KINDS or state not in STATES:
        return None
    return StagePeer(
        id=id[:MOST_LETTERS],
        kind=str(kind),
        name=" ".join(name.split())[:MOST_LETTERS],
        state=str(state),
        seat=_within(told.get("seat"), MAX_SEATS),
        is_muted=told.get("muted") is True,
        level=_within(told.get("level"), 1_000),
        place=_within(told.get("place"), 10_000),
        standby=str(standby) if (standby := told.get("standby")) in STANDBY else "",
    )


def _within(value: object, most: int) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and 0 <= value <= most else 0
