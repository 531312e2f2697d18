"""What a client may send: one JSON object a message, told apart by ``type``.

The first is ``join``, within 5 s.  Each later one carries an ``id`` of the
client's choice, and is answered by ``accepted`` or ``refused`` with that id::

    {"type": "join", "room": "1", "token": "eyJ…"}
    {"type": "say", "id": "17", "text": "来了！"}
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from studio.room.protocol.values import (
    MAX_DANMAKU_CHARACTERS,
    MAX_GIFTS_AT_ONCE,
    Condition,
    Id,
    Name,
    Role,
    Value,
)

Text = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_DANMAKU_CHARACTERS, strip_whitespace=True)
]
Reason = Annotated[str, StringConstraints(max_length=200)]
Duration = Annotated[int, Field(ge=1, le=366 * 86_400)]

MAX_MESSAGE_BYTES = 16_384


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
    | Ping,
    Field(discriminator="type"),
]

ACTION: TypeAdapter[Action] = TypeAdapter(Action)
JOIN: TypeAdapter[Join] = TypeAdapter(Join)
