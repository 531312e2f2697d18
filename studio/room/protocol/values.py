"""Values that actions and events share."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

MAX_DANMAKU_CHARACTERS = 200
MAX_GIFTS_AT_ONCE = 9_999

Name = Annotated[str, StringConstraints(min_length=1, max_length=64, strip_whitespace=True)]
"""What people call somebody or something; any script."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,64}$")]
"""What programs call somebody or something."""


class Value(BaseModel):
    """A frozen value that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Asked(Value):
    """What a client wants done; answered by its ``id``."""

    id: Id


class Role(StrEnum):
    """What somebody is in a room, from least to most rights."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    COHOST = "cohost"
    ANCHOR = "anchor"


class Person(Value):
    """Somebody in a room, as the others see them.

    Attributes:
        level: Of everything given so far; 0 for newcomers.
        badge: Of this room's fan club: its name and the level within, or None.
    """

    user: Id
    name: Name
    role: Role = Role.VIEWER
    level: int = 0
    badge: "Badge | None" = None


class Badge(Value):
    """The badge of a fan club."""

    club: Name
    level: int
    anchor: Id


class Tier(StrEnum):
    """How much is made of a gift; thresholds are data of the catalogue."""

    FREE = "free"
    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"
    LEGENDARY = "legendary"


class Choice(Value):
    """A choice of a poll, with the votes for it."""

    text: Name
    votes: int = 0


class Side(Value):
    """One room's side of a battle; rooms of the same ``team`` win together.

    Attributes:
        is_out: Whether it gave up, or was gone for too long.
        lost_until_ms: When it forfeits, as its line is lost; None while its anchor is here.
    """

    room: Id
    name: Name
    team: int = 0
    score: int = 0
    best: tuple[Person, ...] = ()
    is_out: bool = False
    lost_until_ms: int | None = None


class BattlePhase(StrEnum):
    """Where a battle is: asked, fought, the loser's forfeit, over."""

    ASKED = "asked"
    FIGHT = "fight"
    FORFEIT = "forfeit"
    OVER = "over"


class BattleState(Value):
    """A battle as everybody sees it.

    Attributes:
        began_ms: When this phase began, in milliseconds of the server's wall clock.
        ends_ms: When it ends.
        winner: Room that won, None for a draw or while it is fought.
    """

    battle: Id
    rules: Id
    phase: BattlePhase
    sides: tuple[Side, ...]
    began_ms: int = 0
    ends_ms: int
    winner: Id | None = None
    reason: str = ""


class PollState(Value):
    """A poll that can be voted in, or its result."""

    poll: Id
    question: Name
    choices: tuple[Choice, ...]
    ends_ms: int
    is_open: bool = True


class Condition(StrEnum):
    """What it takes to be in a lottery."""

    NONE = "none"
    PHRASE = "phrase"
    FAN = "fan"
    GIFT = "gift"


class LotteryState(Value):
    """A lottery (天选): open for entries, or drawn.

    Attributes:
        detail: The phrase to say, or the gift to give.
        commitment: SHA-256 of the seed, published while it is secret.
        seed: What the winners were drawn with, once they are: ``rules.draw`` says how to check it.
    """

    lottery: Id
    prize: Name
    winners_wanted: int
    condition: Condition
    detail: str = ""
    entries: int = 0
    ends_ms: int
    winners: tuple[Person, ...] = ()
    commitment: str = ""
    seed: str = ""
    is_open: bool = True


class ShowState(Value):
    """A show of a room: one session from going live to its end."""

    show: Id
    title: Name
    category: Name
    started_ms: int
    ended_ms: int | None = None


class PeerKind(StrEnum):
    """What somebody is who exchanges media with the anchor's studio."""

    GUEST = "guest"
    PHONE = "phone"
    STUDIO = "studio"


class PeerState(StrEnum):
    """Where a peer is: in the queue, let in, in a seat, or its connection is gone for now."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    ON_STAGE = "on_stage"
    LOST = "lost"


MAX_SEATS = 8
HOST = "studio"
"""What the anchor's studio is called where peers are."""

AIR = "air"
"""What the room calls its own way on air there, for phones that stand by."""


class Standby(StrEnum):
    """How far a phone is that is to go on air alone: it wants to, it may, it does."""

    NO = ""
    ASKED = "asked"
    ALLOWED = "allowed"
    CALLING = "calling"
    WARM = "warm"


class Peer(Value):
    """Somebody at the stage (连麦, 机位): waits, or exchanges signals with the anchor's studio.

    Attributes:
        id: Made by chance; it says nothing about who it is.
        seat: 1 to 8, kept while the connection is lost.
        muted: By the anchor or a co-host.
        level: Within the fan club; 0 outside.
        place: In the queue, from 1; 0 for those who do not wait.
        standby: Of a phone; once ``warm`` its picture is at the relay.
    """

    id: Id
    kind: PeerKind
    name: Name
    user: Id
    state: PeerState
    seat: int | None = None
    muted: bool = False
    level: int = 0
    place: int = 0
    standby: Standby = Standby.NO


class RoomState(Value):
    """All that a newcomer must know."""

    room: Id
    title: Name
    anchor: Person
    show: ShowState | None = None
    viewers: int = 0
    slow_mode_s: int = 0
    poll: PollState | None = None
    lottery: LotteryState | None = None
    battle: BattleState | None = None
