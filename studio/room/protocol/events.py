"""What a room sends: a JSON array a message, of replies (to one) and events (to all).

Every event has an ``offset``, counting up by one within an ``epoch``; whoever has
seen offset n of an epoch and comes back within the history gets n + 1 and on.
Three lanes: what is in ``DANMAKU`` may be left out for a slow client, who then sees
a hole in the offsets; nothing else may.
"""

from enum import IntEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue, TypeAdapter

from studio.room.protocol.handoff_events import HandoffChanged, HandoffStateChanged
from studio.room.protocol.numbered import Numbered as _Event
from studio.room.protocol.values import (
    BattleState,
    Id,
    LotteryState,
    Name,
    Peer,
    Person,
    PollState,
    Role,
    RoomState,
    ShowState,
    Tier,
    Value,
)


class Lane(IntEnum):
    """What goes first, and what may go."""

    CONTROL = 0
    MONEY = 1
    DANMAKU = 2


class Joined(Value):
    """The answer to ``join``.

    Attributes:
        offset: Of the newest event that ``state`` already holds; 0 for a client that names an
            epoch of before a restart, as all that happened since then follows, if it is known.
        recovered: Whether everything missed since the epoch and offset that the client named
            follows; if not, the client must start from ``state``.
        you: The client's own person.
        balance: Coins in the client's wallet, None for guests.
    """

    type: Literal["joined"] = "joined"
    epoch: Id
    offset: int
    recovered: bool
    you: Person
    balance: int | None
    state: RoomState
    server_ms: int


class Accepted(Value):
    """An action was done.

    Attributes:
        balance: Coins left, after a gift.
        gift: The ledger's number of a gift, as its event has it.
        held: Whether a danmaku waits for a moderator.
        peer: One's id at the stage, after ``stage_ask``; ``studio`` after ``stage_host``.
    """

    type: Literal["accepted"] = "accepted"
    id: Id
    balance: int | None = None
    gift: int | None = None
    held: bool = False
    peer: Id | None = None
    server_ms: int = 0


class Refused(Value):
    """An action was not done.

    Attributes:
        id: The action's, or "" for a message that could not be read.
        code: For programs, e.g. ``muted``, ``overdraft``; pages translate it.
        sentence: For people, in English.
        retry_ms: When it may be tried again, if it may.
    """

    type: Literal["refused"] = "refused"
    id: str
    code: str
    sentence: str
    retry_ms: int | None = None


class Danmaku(_Event):
    """Somebody said something. ``danmaku`` numbers it within the room for good.

    ``source`` is where: ``room``, or another platform, whose people's ids begin with its name.
    """

    type: Literal["danmaku"] = "danmaku"
    danmaku: int
    by: Person
    text: str
    color: str = "#FFFFFF"
    place: Literal["scroll", "top", "bottom"] = "scroll"
    source: Name = "room"


class DanmakuHidden(_Event):
    """A moderator took danmaku away, or brought it back."""

    type: Literal["danmaku_hidden"] = "danmaku_hidden"
    danmaku: tuple[int, ...]
    is_hidden: bool


class Gift(_Event):
    """Somebody gave; ``gift`` is the ledger's number: shown once, however often it comes.

    Attributes:
        combo: Names the run of equal gifts that this one belongs to.
        combo_count: Gifts in that run so far, this one included.
        milestone: The milestone that this gift reached within its combo, or 0.
    """

    type: Literal["gift"] = "gift"
    gift: int
    kind: Id
    name: Name
    count: int
    coins: int
    tier: Tier
    by: Person
    to: Person
    combo: Id
    combo_count: int
    combo_ends_ms: int
    milestone: int = 0
    battle: Id | None = None
    source: Name = "room"


class ForeignGift(_Event):
    """Somebody gave something on another platform, and paid there: no coins of ours.

    Attributes:
        source: The platform, e.g. ``bilibili``.
        message: The platform's own id of it: shown once, however often it comes.
        worth_fen: What was paid there, in hundredths of a yuan; 0 for a free gift.
        combo: Names the run of equal gifts that this one belongs to, or "".
        combo_count: Gifts in that run so far, or 0.
    """

    type: Literal["foreign_gift"] = "foreign_gift"
    source: Name
    message: str
    name: Name
    count: int
    worth_fen: int
    by: Person
    combo: str = ""
    combo_count: int = 0


class ForeignRemoved(_Event):
    """A platform took back gifts that were shown; ``messages`` are theirs."""

    type: Literal["foreign_removed"] = "foreign_removed"
    source: Name
    messages: tuple[str, ...]


class Likes(_Event):
    """Applause since the last of these."""

    type: Literal["likes"] = "likes"
    count: int
    total: int


class Viewers(_Event):
    """How many are here."""

    type: Literal["viewers"] = "viewers"
    count: int


class Entered(_Event):
    """Somebody has come who has a name here; in a full house not everybody is told of."""

    type: Literal["entered"] = "entered"
    by: Person


class MemberChanged(_Event):
    """Somebody rose a level, got a badge or a role."""

    type: Literal["member_changed"] = "member_changed"
    who: Person
    what: Literal["level", "badge", "role"]


class Restricted(_Event):
    """Somebody was muted or banned, or is no longer.

    Attributes:
        until_ms: By the server's clock; 0 where it was lifted.
    """

    type: Literal["restricted"] = "restricted"
    who: Id
    what: Literal["mute", "ban"]
    until_ms: int
    role_of_actor: Role


class SlowModeChanged(_Event):
    """How often viewers may speak."""

    type: Literal["slow_mode"] = "slow_mode"
    seconds: int


class PollChanged(_Event):
    """A poll was opened, voted in (at most once a second) or closed."""

    type: Literal["poll"] = "poll"
    poll: PollState


class LotteryChanged(_Event):
    """A lottery was opened, entered (at most once a second) or drawn."""

    type: Literal["lottery"] = "lottery"
    lottery: LotteryState


class BattleChanged(_Event):
    """A battle was asked for, began, scored (at most 4 times a second) or ended."""

    type: Literal["battle"] = "battle"
    battle: BattleState


class ShowChanged(_Event):
    """A show began or ended."""

    type: Literal["show"] = "show"
    show: ShowState


class CaptionShown(_Event):
    """Words spoken on the programme; a final may come again with its translation.

    Attributes:
        translation: The same in another language, its language in ``translation_language``; "" for
            none.
    """

    type: Literal["caption"] = "caption"
    text: str
    start_ms: int
    is_final: bool
    language: str
    translation: str = ""
    translation_language: str = ""


class StageChanged(_Event):
    """Who is at the stage, whole, at most twice a second; for those it concerns.

    The anchor and co-hosts are told of all, a peer of those on stage and of itself.  Its
    offset is 0, as others never see it: it is no part of what a client can miss.

    Attributes:
        peers: Who is let in first, then the queue in its order.
        you: The receiver's own peer id; ``studio`` for the anchor's studio; None: off the stage.
        host: Whether the anchor's studio is there.
        reason: Why the receiver is off the stage: ``refused``, ``removed``, ``banned``, ``lost``,
            ``left``, ``replaced`` (by another connection of theirs), ``full``, or "".
    """

    type: Literal["stage"] = "stage"
    peers: tuple[Peer, ...]
    you: Id | None = None
    host: bool
    reason: str = ""


class SignalPassed(_Event):
    """What WebRTC has to say to the receiver alone, from a peer or from ``studio``."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_inf_nan="constants", serialize_by_alias=True
    )

    type: Literal["signal"] = "signal"
    sender: Id = Field(alias="from")
    data: JsonValue


class Closing(_Event):
    """The server goes down in order, or the connection is ended: come back after ``retry_ms``."""

    type: Literal["closing"] = "closing"
    code: str
    sentence: str
    retry_ms: int | None = None


Event = Annotated[
    Danmaku
    | DanmakuHidden
    | Gift
    | ForeignGift
    | ForeignRemoved
    | Likes
    | Viewers
    | Entered
    | MemberChanged
    | Restricted
    | SlowModeChanged
    | PollChanged
    | LotteryChanged
    | BattleChanged
    | ShowChanged
    | CaptionShown
    | StageChanged
    | SignalPassed
    | HandoffChanged
    | HandoffStateChanged
    | Closing,
    Field(discriminator="type"),
]
Reply = Annotated[Joined | Accepted | Refused, Field(discriminator="type")]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
MESSAGE: TypeAdapter[tuple[Event | Reply, ...]] = TypeAdapter(tuple[Event | Reply, ...])


def lane(event: Event) -> Lane:
    """Return the lane that an event travels in."""
    match event:
        case Danmaku() | Likes() | Viewers() | Entered():
            return Lane.DANMAKU
        case Gift():
            return Lane.MONEY
        case ForeignGift():
            return Lane.MONEY if event.worth_fen else Lane.DANMAKU
        case _:
            return Lane.CONTROL
