"""What a client may send: one JSON object a message, told apart by ``type``.

The first is ``join``, within 5 s.  Each later one carries an ``id`` of the
client's choice, and is answered by ``accepted`` or ``refused`` with that id::

    {"type": "join", "room": "1", "token": "eyJ…"}
    {"type": "say", "id": "17", "text": "来了！"}
"""

import json
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue, StringConstraints, TypeAdapter

from studio.room.protocol.values import (
    MAX_DANMAKU_CHARACTERS,
    MAX_GIFTS_AT_ONCE,
    MAX_SEATS,
    Condition,
    Id,
    Name,
    PeerKind,
    Role,
    Value,
)

Text = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_DANMAKU_CHARACTERS, strip_whitespace=True)
]
Reason = Annotated[str, StringConstraints(max_length=200)]
Duration = Annotated[int, Field(ge=1, le=366 * 86_400)]

SeatNumber = Annotated[int, Field(ge=1, le=MAX_SEATS)]

MAX_SIGNAL_BYTES = 32_768
MAX_MESSAGE_BYTES = MAX_SIGNAL_BYTES + 1_024
MAX_OTHER_BYTES = 16_384
"""Of every message but a signal."""
MAX_STATE_BYTES = 2 << 20
"""Of what one studio tells another that is to go on, sealed."""


def signal_bytes(data: JsonValue) -> int:
    """Return how long the data of a signal is as it is sent on.

    Raises:
        ValueError: If it is no JSON, as NaN and half a surrogate pair are none.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return len(text.encode())


def _checked_signal(data: JsonValue) -> JsonValue:
    if signal_bytes(data) > MAX_SIGNAL_BYTES:
        raise ValueError(f"a signal may have {MAX_SIGNAL_BYTES} bytes at most")
    return data


class Join(Value):
    """Come in; with ``epoch`` and ``offset`` of the last event seen, go on from there."""

    type: Literal["join"]
    room: Id
    token: Annotated[str, StringConstraints(max_length=4096)]
    epoch: Id | None = None
    offset: Annotated[int, Field(ge=0)] | None = None


class _Action(Value):
    id: Id


class Say(_Action):
    """A danmaku."""

    type: Literal["say"]
    text: Text
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#FFFFFF"
    place: Literal["scroll", "top", "bottom"] = "scroll"


class Give(_Action):
    """Gifts, paid from the giver's wallet.

    Attributes:
        key: Made by the client once for each wish to give; a repeat of it costs nothing.
        to: Who gets them; the anchor if left out.
    """

    type: Literal["give"]
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    gift: Id
    count: Annotated[int, Field(ge=1, le=MAX_GIFTS_AT_ONCE)] = 1
    to: Id | None = None


class Like(_Action):
    """Applause, collected by the client for a second or two."""

    type: Literal["like"]
    count: Annotated[int, Field(ge=1, le=100)] = 1


class Hide(_Action):
    """Take a danmaku away from every screen, or bring it back."""

    type: Literal["hide"]
    danmaku: Annotated[int, Field(ge=1)]
    is_hidden: bool = True


class Mute(_Action):
    """Let somebody say nothing for a while; 0 s lets them speak again."""

    type: Literal["mute"]
    user: Id
    duration_s: Annotated[int, Field(ge=0, le=366 * 86_400)]
    reason: Reason = ""


class Ban(_Action):
    """Put somebody out of the room for a while; 0 s lets them in again."""

    type: Literal["ban"]
    user: Id
    duration_s: Annotated[int, Field(ge=0, le=366 * 86_400)]
    reason: Reason = ""


class Appoint(_Action):
    """Give somebody a role below one's own."""

    type: Literal["appoint"]
    user: Id
    role: Role


class SlowMode(_Action):
    """Let each viewer speak once in so many seconds; 0 ends it."""

    type: Literal["slow_mode"]
    seconds: Annotated[int, Field(ge=0, le=3_600)]


class OpenPoll(_Action):
    """Ask the room something."""

    type: Literal["open_poll"]
    question: Name
    choices: Annotated[tuple[Name, ...], Field(min_length=2, max_length=8)]
    duration_s: Duration = 60


class Vote(_Action):
    """Choose in a poll, once."""

    type: Literal["vote"]
    poll: Id
    choice: Annotated[int, Field(ge=0, le=7)]


class ClosePoll(_Action):
    """End a poll before its time."""

    type: Literal["close_poll"]
    poll: Id


class OpenLottery(_Action):
    """Give something away by lot among those who fulfil a condition."""

    type: Literal["open_lottery"]
    prize: Name
    winners: Annotated[int, Field(ge=1, le=100)] = 1
    condition: Condition = Condition.NONE
    detail: Annotated[str, StringConstraints(max_length=64)] = ""
    duration_s: Duration = 60


class EnterLottery(_Action):
    """Take part in a lottery without a phrase or gift."""

    type: Literal["enter_lottery"]
    lottery: Id


class CancelLottery(_Action):
    """End a lottery with nobody drawn."""

    type: Literal["cancel_lottery"]
    lottery: Id


class AskBattle(_Action):
    """Ask other rooms for a battle (PK)."""

    type: Literal["ask_battle"]
    rooms: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]
    rules: Id = "standard"


class AnswerBattle(_Action):
    """Accept or decline a battle."""

    type: Literal["answer_battle"]
    battle: Id
    is_accepted: bool


class LeaveBattle(_Action):
    """Take back a request, or give up."""

    type: Literal["leave_battle"]
    battle: Id


class StartShow(_Action):
    """The anchor is live."""

    type: Literal["start_show"]
    title: Name
    category: Name = "-"


class EndShow(_Action):
    """The anchor is no longer live."""

    type: Literal["end_show"]


class Caption(_Action):
    """Words spoken on the programme.

    Attributes:
        start_ms: When they began, in milliseconds of the programme's time line.
        is_final: Whether they will not change any more.
    """

    type: Literal["caption"]
    text: Annotated[str, StringConstraints(max_length=400)]
    start_ms: Annotated[int, Field(ge=0)]
    is_final: bool
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,12}$")] = "zh"


class StageAsk(_Action):
    """Ask to come on stage, or come back there; answered with one's peer id.

    Guests wait until they are let in.  A phone that has the anchor's own invitation is let in.
    """

    type: Literal["stage_ask"]
    kind: PeerKind


class StageLeave(_Action):
    """Leave the stage, or its queue."""

    type: Literal["stage_leave"]


class StageHost(_Action):
    """Be the studio that peers exchange signals with.

    Attributes:
        key: Made by the studio once; with it it comes back though its last connection lingers.
        take: Whether to take the place of another studio of the anchor's.
    """

    type: Literal["stage_host"]
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
    take: bool = False


class StageAccept(_Action):
    """Let a peer in: its studio may be called now; with ``seat`` it takes that seat."""

    type: Literal["stage_accept"]
    peer: Id
    seat: SeatNumber | None = None


class StageRefuse(_Action):
    """Send away a peer that waits."""

    type: Literal["stage_refuse"]
    peer: Id


class StageMute(_Action):
    """Take a peer's sound off the programme, or back on."""

    type: Literal["stage_mute"]
    peer: Id
    on: bool


class StageMove(_Action):
    """Give a peer another seat, whose holder takes the peer's; None: none, it stays let in."""

    type: Literal["stage_move"]
    peer: Id
    seat: SeatNumber | None


class StageRemove(_Action):
    """Put a peer off the stage."""

    type: Literal["stage_remove"]
    peer: Id


class Signal(_Action):
    """What WebRTC has to say; passed on unread, kept nowhere.

    Attributes:
        to: A peer's id, or ``studio``.
    """

    type: Literal["signal"]
    to: Id
    data: Annotated[JsonValue, AfterValidator(_checked_signal)]


class HandoffOffer(_Action):
    """Let another device of the anchor's go on air: ``to``, or whichever takes it first."""

    type: Literal["handoff_offer"]
    to: Name | None = None


class HandoffTake(_Action):
    """Have a device that publishes to the room go on air; the one that is there has to say yes.

    Attributes:
        device: As it calls itself to the relay.
        patience_s: After so long without an answer it goes on air all the same; 0: never.
    """

    type: Literal["handoff_take"]
    device: Name
    patience_s: Annotated[int, Field(ge=0, le=600)] = 15


class HandoffConfirm(_Action):
    """Say yes to a device that wants to go on air."""

    type: Literal["handoff_confirm"]


class HandoffCancel(_Action):
    """Leave on air what is; refused once the cut was made.

    Attributes:
        reason: What the others are told, a sentence.
    """

    type: Literal["handoff_cancel"]
    reason: Reason = ""


class HandoffAsk(_Action):
    """Ask the device on air for all that one needs to go on with its programme.

    Attributes:
        device: As the one that asks calls itself to the relay.
        key: To which the answer is to be sealed; this server can't read it.
    """

    type: Literal["handoff_ask"]
    device: Name
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{40,64}={0,2}$")]


class HandoffGive(_Action):
    """Answer a device that asked: where the sealed state lies among the handoff's files."""

    type: Literal["handoff_give"]
    ask: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size_bytes: Annotated[int, Field(ge=1, le=MAX_STATE_BYTES)]


class HandoffRefuse(_Action):
    """Don't answer a device that asked."""

    type: Literal["handoff_refuse"]
    ask: Annotated[int, Field(ge=1)]
    reason: Reason = ""


class Ping(_Action):
    """Asks for an ``accepted``, so that a client can measure the way there and back."""

    type: Literal["ping"]


Action = Annotated[
    Say
    | Give
    | Like
    | Hide
    | Mute
    | Ban
    | Appoint
    | SlowMode
    | OpenPoll
    | Vote
    | ClosePoll
    | OpenLottery
    | EnterLottery
    | CancelLottery
    | AskBattle
    | AnswerBattle
    | LeaveBattle
    | StartShow
    | EndShow
    | Caption
    | StageAsk
    | StageLeave
    | StageHost
    | StageAccept
    | StageRefuse
    | StageMute
    | StageMove
    | StageRemove
    | Signal
    | HandoffOffer
    | HandoffTake
    | HandoffConfirm
    | HandoffCancel
    | HandoffAsk
    | HandoffGive
    | HandoffRefuse
    | Ping,
    Field(discriminator="type"),
]

ACTION: TypeAdapter[Action] = TypeAdapter(Action)
JOIN: TypeAdapter[Join] = TypeAdapter(Join)
