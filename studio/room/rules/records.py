"""What a room wants kept; ``saved`` is what it is given back when it starts again.

Each record says everything that its row needs, and is absolute, not a difference:
keeping one twice changes nothing.  They are kept in the order in which they came.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from studio.room.protocol.values import (
    BattleState,
    Condition,
    Id,
    LotteryState,
    PollState,
    Role,
    ShowState,
)
from studio.room.rules.stage_records import StageRecord

ROOM = "room"
"""The source of what is said in the room itself, and not on a platform."""


class Restraint(StrEnum):
    """What somebody may not: speak, or be here."""

    MUTE = "mute"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class Restriction:
    """Somebody may not do something until then; lifted if that is not after ``at_ms``.

    Attributes:
        by: Who decided it, ``by_role`` as what: only they or higher ones may lift it.
    """

    room: Id
    user: Id
    what: Restraint
    until_ms: int
    by: Id
    by_role: Role
    reason: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody has this role in the room from now on, whatever their token says."""

    room: Id
    user: Id
    role: Role
    by: Id
    at_ms: int


@dataclass(frozen=True, slots=True)
class DanmakuSaid:
    """A danmaku that was shown, at once or when a moderator let it go.

    Attributes:
        text: As it was written.
        shown: As it was shown, with stars where words were masked.
        reasons: What a filter saw in it.
        source: Where it was said: here, or on a platform.
    """

    room: Id
    danmaku: int
    user: Id
    name: str
    text: str
    shown: str
    color: str
    place: Literal["scroll", "top", "bottom"]
    reasons: tuple[str, ...]
    at_ms: int
    source: str = ROOM


@dataclass(frozen=True, slots=True)
class DanmakuHeld:
    """A danmaku that waits for a moderator and was not shown."""

    room: Id
    danmaku: int
    user: Id
    name: str
    text: str
    color: str
    place: Literal["scroll", "top", "bottom"]
    reasons: tuple[str, ...]
    score: float
    at_ms: int
    source: str = ROOM


@dataclass(frozen=True, slots=True)
class Hiding:
    """A moderator took a danmaku away (a held one: for good), or brought it back."""

    room: Id
    danmaku: int
    is_hidden: bool
    by: Id
    at_ms: int


@dataclass(frozen=True, slots=True)
class GiftShown:
    """A paid gift that the room saw.

    Attributes:
        number: The ledger's.
        coins: The price of all of them together.
        at_ms: When it was paid.
    """

    room: Id
    number: int
    kind: Id
    count: int
    coins: int
    giver: Id
    giver_name: str
    receiver: Id
    combo: Id
    combo_count: int
    battle: Id | None
    at_ms: int


@dataclass(frozen=True, slots=True)
class ForeignGave:
    """A gift that was given, and paid, on another platform: in none of our books.

    Attributes:
        message: The platform's id of it.
        user: The giver, as the room names people of that platform.
    """

    room: Id
    source: str
    message: str
    name: str
    count: int
    worth_fen: int
    user: Id
    user_name: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class ForeignTakenBack:
    """A platform took a gift back."""

    room: Id
    source: str
    message: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class UserLevel:
    """What somebody has given in the room so far, and the level of it."""

    room: Id
    user: Id
    name: str
    coins: int
    level: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class FanLevel:
    """Somebody is in the fan club, this near to the anchor."""

    room: Id
    user: Id
    name: str
    intimacy: int
    level: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody came with their first connection, or left with their last."""

    room: Id
    user: Id
    name: str
    is_here: bool
    is_guest: bool
    at_ms: int


@dataclass(frozen=True, slots=True)
class SlowModeSet:
    """How often viewers may speak."""

    room: Id
    seconds: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Liked:
    """Applause since the last of these, and in this show."""

    room: Id
    count: int
    total: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class ShowStarted:
    """The anchor went live."""

    room: Id
    show: ShowState
    at_ms: int


@dataclass(frozen=True, slots=True)
class ShowEnded:
    """The anchor is no longer live.

    Attributes:
        peak_viewers: The most that were here at the same time.
    """

    room: Id
    show: ShowState
    likes: int
    peak_viewers: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class PollOpened:
    """A poll that can be voted in; kept until its ``PollResult``."""

    room: Id
    poll: Id
    question: str
    choices: tuple[str, ...]
    ends_ms: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class PollVoted:
    """Somebody voted; kept until the ``PollResult``, as nobody may vote twice."""

    room: Id
    poll: Id
    user: Id
    choice: int


@dataclass(frozen=True, slots=True)
class LotteryOpened:
    """A lottery that can be entered; kept until its ``LotteryResult``, the secret seed too."""

    room: Id
    lottery: Id
    prize: str
    winners: int
    condition: Condition
    detail: str
    seed: str
    ends_ms: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class LotteryEntered:
    """Somebody takes part, or was taken out; kept until the ``LotteryResult``."""

    room: Id
    lottery: Id
    user: Id
    name: str
    is_in: bool


@dataclass(frozen=True, slots=True)
class PollResult:
    """A poll that is over."""

    room: Id
    poll: PollState
    at_ms: int


@dataclass(frozen=True, slots=True)
class LotteryResult:
    """A lottery that was drawn, or cancelled: then nobody won."""

    room: Id
    lottery: LotteryState
    at_ms: int


@dataclass(frozen=True, slots=True)
class BattleLogged:
    """One line of a battle's log: all of them, in order, replay it (``rules.battle_log``).

    Attributes:
        what: ``asked``, ``accepted``, ``declined``, ``left``, ``gone``, ``back`` or
            ``scored``.
        number: The ledger's number of the gift that scored, else 0.
    """

    battle: Id
    line: int
    what: str
    room: Id
    user: Id
    name: str
    coins: int
    number: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class BattleRuled:
    """The rules, as JSON, that a battle was begun with: its log is replayed by them."""

    battle: Id
    rules: Id
    content: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class BattleOpened:
    """A room is asked for a battle, or in one; kept until ``BattleOver``."""

    room: Id
    battle: Id
    rules: Id
    at_ms: int


@dataclass(frozen=True, slots=True)
class BattleOver:
    """Nothing more can happen in a room's battle."""

    room: Id
    battle: Id


@dataclass(frozen=True, slots=True)
class BattleResult:
    """A battle that is decided, or never came to be."""

    battle: BattleState
    at_ms: int


Record = (
    Restriction
    | Appointment
    | DanmakuSaid
    | DanmakuHeld
    | Hiding
    | GiftShown
    | ForeignGave
    | ForeignTakenBack
    | UserLevel
    | FanLevel
    | Presence
    | SlowModeSet
    | Liked
    | ShowStarted
    | ShowEnded
    | PollOpened
    | PollVoted
    | PollResult
    | LotteryOpened
    | LotteryEntered
    | LotteryResult
    | BattleOpened
    | BattleOver
    | BattleRuled
    | BattleLogged
    | BattleResult
    | StageRecord
)
