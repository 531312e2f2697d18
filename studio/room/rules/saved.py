"""What a room is given back when it starts again, of the records that were kept."""

from dataclasses import dataclass

from studio.room.protocol.values import Id, ShowState
from studio.room.rules.records import (
    Appointment,
    BattleLogged,
    DanmakuHeld,
    LotteryEntered,
    LotteryOpened,
    PollOpened,
    PollVoted,
    Restriction,
)
from studio.room.rules.stage_records import PeerKept


@dataclass(frozen=True, slots=True)
class SavedMember:
    """What is known of somebody who was here before.

    Attributes:
        coins: Given in the room so far.
        intimacy: Within the fan club, None for those outside.
    """

    user: Id
    name: str
    coins: int = 0
    intimacy: int | None = None


@dataclass(frozen=True, slots=True)
class SavedBattle:
    """A battle that was not over.

    Attributes:
        rules: What its rules are called.
        lines: Of its log, in order.
        content: The rules that it began with, as JSON; "" in what older versions kept.
    """

    battle: Id
    rules: Id
    lines: tuple[BattleLogged, ...]
    content: str = ""


@dataclass(frozen=True, slots=True)
class SavedStage:
    """Who was let in to the stage when the room was last known to be alive."""

    peers: tuple[PeerKept, ...]
    alive_ms: int


@dataclass(frozen=True, slots=True)
class SavedRoom:
    """What a room is given back when it starts again.

    Attributes:
        members: Who gave or is a fan; the newest up to ``limits.members``, oldest first.
        restrictions: Those that are not over.
        last_danmaku: The highest number that was kept.
        held: Danmaku that wait for a moderator, oldest first.
        shown_gifts: The ledger's numbers of the newest ``limits.gifts`` gifts, oldest first.
        foreign_gifts: ``Platform:message`` of the newest gifts of platforms, oldest first.
        show: The one that has not ended.
        likes: In that show.
        poll: The one that is open, with its ``votes``.
        lottery: The one that is open, with its ``entries``.
        stage: None if nobody was let in.
    """

    members: tuple[SavedMember, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    slow_mode_s: int = 0
    last_danmaku: int = 0
    held: tuple[DanmakuHeld, ...] = ()
    shown_gifts: tuple[int, ...] = ()
    foreign_gifts: tuple[str, ...] = ()
    show: ShowState | None = None
    likes: int = 0
    poll: PollOpened | None = None
    votes: tuple[PollVoted, ...] = ()
    lottery: LotteryOpened | None = None
    entries: tuple[LotteryEntered, ...] = ()
    stage: SavedStage | None = None
