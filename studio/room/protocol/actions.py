"""What a client may send: one JSON object a message, told apart by ``type``.

The first is ``join``, within 5 s.  Each later one carries an ``id`` of the
client's choice, and is answered by ``accepted`` or ``refused`` with that id::

    {"type": "join", "room": "1", "token": "eyJ…"}
    {"type": "say", "id": "17", "text": "来了！"}
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from studio.model.captions.spoken import MOST_CHARACTERS, Ms
from studio.room.protocol.stage_actions import MAX_SIGNAL_BYTES, StageAction
from studio.room.protocol.values import (
    MAX_DANMAKU_CHARACTERS,
    MAX_GIFTS_AT_ONCE,
    Asked,
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

MAX_MESSAGE_BYTES = MAX_SIGNAL_BYTES + 1_024
MAX_OTHER_BYTES = 16_384
"""Of every message but a signal."""
MAX_TIMED_WORDS = 300
"""Of a caption: with them it stays below MAX_OTHER_BYTES, however short they are."""
MAX_STATE_BYTES = 2 << 20
"""Of what one studio tells another that is to go on, sealed."""


class Join(Value):
    """Come in; with ``epoch`` and ``offset`` of the last event seen, go on from there."""

    type: Literal["join"]
    room: Id
    token: Annotated[str, StringConstraints(max_length=4096)]
    epoch: Id | None = None
    offset: Annotated[int, Field(ge=0)] | None = None


class Say(Asked):
    """A danmaku."""

    type: Literal["say"]
    text: Text
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#FFFFFF"
    place: Literal["scroll", "top", "bottom"] = "scroll"


class Give(Asked):
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


class Like(Asked):
    """Applause, collected by the client for a second or two."""

    type: Literal["like"]
    count: Annotated[int, Field(ge=1, le=100)] = 1


class Hide(Asked):
    """Take a danmaku away from every screen, or bring it back."""

    type: Literal["hide"]
    danmaku: Annotated[int, Field(ge=1)]
    is_hidden: bool = True


class Mute(Asked):
    """Let somebody say nothing for a while; 0 s lets them speak again."""

    type: Literal["mute"]
    user: Id
    duration_s: Annotated[int, Field(ge=0, le=366 * 86_400)]
    reason: Reason = ""


class Ban(Asked):
    """Put somebody out of the room for a while; 0 s lets them in again."""

    type: Literal["ban"]
    user: Id
    duration_s: Annotated[int, Field(ge=0, le=366 * 86_400)]
    reason: Reason = ""


class Appoint(Asked):
    """Give somebody a role below one's own."""

    type: Literal["appoint"]
    user: Id
    role: Role


class SlowMode(Asked):
    """Let each viewer speak once in so many seconds; 0 ends it."""

    type: Literal["slow_mode"]
    seconds: Annotated[int, Field(ge=0, le=3_600)]


class OpenPoll(Asked):
    """Ask the room something."""

    type: Literal["open_poll"]
    question: Name
    choices: Annotated[tuple[Name, ...], Field(min_length=2, max_length=8)]
    duration_s: Duration = 60


class Vote(Asked):
    """Choose in a poll, once."""

    type: Literal["vote"]
    poll: Id
    choice: Annotated[int, Field(ge=0, le=7)]


class ClosePoll(Asked):
    """End a poll before its time."""

    type: Literal["close_poll"]
    poll: Id


class OpenLottery(Asked):
    """Give something away by lot among those who fulfil a condition."""

    type: Literal["open_lottery"]
    prize: Name
    winners: Annotated[int, Field(ge=1, le=100)] = 1
    condition: Condition = Condition.NONE
    detail: Annotated[str, StringConstraints(max_length=64)] = ""
    duration_s: Duration = 60


class EnterLottery(Asked):
    """Take part in a lottery without a phrase or gift."""

    type: Literal["enter_lottery"]
    lottery: Id


class CancelLottery(Asked):
    """End a lottery with nobody drawn."""

    type: Literal["cancel_lottery"]
    lottery: Id


class AskBattle(Asked):
    """Ask other rooms for a battle (PK)."""

    type: Literal["ask_battle"]
    rooms: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]
    rules: Id = "standard"


class AnswerBattle(Asked):
    """Accept or decline a battle."""

    type: Literal["answer_battle"]
    battle: Id
    is_accepted: bool


class LeaveBattle(Asked):
    """Take back a request, or give up."""

    type: Literal["leave_battle"]
    battle: Id


class StartShow(Asked):
    """The anchor is live."""

    type: Literal["start_show"]
    title: Name
    category: Name = "-"


class EndShow(Asked):
    """The anchor is no longer live."""

    type: Literal["end_show"]


TimedWord = tuple[
    Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)], Ms, Ms
]
"""A word, when it began and when it was over, in milliseconds of the programme's time line."""


class Caption(Asked):
    """Words spoken on the programme.

    Attributes:
        start_ms: When they began, in milliseconds of the programme's time line.
        is_final: Whether they will not change any more.
        translation: The same in another language; "" for none.
        breath: Of what was said between two silences; a final that comes again, with its
            translation, has the same one.  "" where nobody knows.
        speaker: As viewers know them; "" where it isn't told.
        words: The same as ``text``, of a final, where somebody timed them: for captions beside
            HLS, which is behind.
    """

    type: Literal["caption"]
    text: Annotated[str, StringConstraints(max_length=400)]
    start_ms: Annotated[int, Field(ge=0)]
    is_final: bool
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{2,12}$")] = "zh"
    translation: Annotated[str, StringConstraints(max_length=400)] = ""
    translation_language: Annotated[str, StringConstraints(pattern=r"^([A-Za-z-]{2,12})?$")] = ""
    breath: Annotated[str, StringConstraints(max_length=64)] = ""
    speaker: Annotated[str, StringConstraints(max_length=100)] = ""
    words: Annotated[tuple[TimedWord, ...], Field(max_length=MAX_TIMED_WORDS)] = ()


class HandoffOffer(Asked):
    """Let another device of the anchor's go on air: ``to``, or whichever takes it first."""

    type: Literal["handoff_offer"]
    to: Name | None = None


class HandoffTake(Asked):
    """Have a device that publishes to the room go on air; the one that is there has to say yes.

    Attributes:
        device: As it calls itself to the relay.
        patience_s: After so long without an answer it goes on air all the same; 0: never.
    """

    type: Literal["handoff_take"]
    device: Name
    patience_s: Annotated[int, Field(ge=0, le=600)] = 15


class HandoffConfirm(Asked):
    """Say yes to a device that wants to go on air."""

    type: Literal["handoff_confirm"]


class HandoffCancel(Asked):
    """Leave on air what is; refused once the cut was made.  A phone that is on air may, too.

    Attributes:
        reason: What the others are told, a sentence.
    """

    type: Literal["handoff_cancel"]
    reason: Reason = ""


class HandoffTranscode(Asked):
    """Have the server make what a device sends fit what is on air, where it does not.

    Attributes:
        device: As it calls itself to the relay; it need not publish yet.
        on: Else it is sent as it is.
    """

    type: Literal["handoff_transcode"]
    device: Name
    on: bool


class HandoffAsk(Asked):
    """Ask the device on air for all that one needs to go on with its programme.

    Attributes:
        device: As the one that asks calls itself to the relay.
        key: To which the answer is to be sealed; this server can't read it.
    """

    type: Literal["handoff_ask"]
    device: Name
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{40,64}={0,2}$")]


class HandoffGive(Asked):
    """Answer a device that asked: where the sealed state lies among the handoff's files."""

    type: Literal["handoff_give"]
    ask: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size_bytes: Annotated[int, Field(ge=1, le=MAX_STATE_BYTES)]


class HandoffRefuse(Asked):
    """Don't answer a device that asked."""

    type: Literal["handoff_refuse"]
    ask: Annotated[int, Field(ge=1)]
    reason: Reason = ""


class Ping(Asked):
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
    | StageAction
    | HandoffOffer
    | HandoffTake
    | HandoffConfirm
    | HandoffCancel
    | HandoffTranscode
    | HandoffAsk
    | HandoffGive
    | HandoffRefuse
    | Ping,
    Field(discriminator="type"),
]

ACTION: TypeAdapter[Action] = TypeAdapter(Action)
JOIN: TypeAdapter[Join] = TypeAdapter(Join)
