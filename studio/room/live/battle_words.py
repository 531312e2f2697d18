"""What the homes of a battle's rooms say to each other, if they are different nodes.

One node keeps a battle: the home of the room that asked.  The homes of the others ask it
for news again and again, and tell what happened meanwhile; so nothing depends on an
answer that is lost, and a new home of either room needs no word about the old one::

    keeper ── Call ──► home of an asked room       take part, or go on with it
    home ── Report ──► keeper: News | Unknown      gifts and the anchor's line; states
    home ── Act ─────► keeper: Done | Refused      what the anchor asks for
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from studio.room.protocol.actions import AnswerBattle, LeaveBattle
from studio.room.protocol.events import Refused
from studio.room.protocol.values import BattleState, Id, Person, Value

MOST_SCORES = 200
"""In one report."""

MOST_STATES = 64
"""In one answer, and kept for those who ask late."""


class Call(Value):
    """Take part in a battle.

    Attributes:
        asker: The room whose home keeps it.
        is_new: Whether it is asked for now; if not, it goes on.
    """

    type: Literal["call"] = "call"
    battle: Id
    asker: Id
    is_new: bool


class Score(Value):
    """A gift that was paid; ``number`` is the ledger's."""

    person: Person
    coins: Annotated[int, Field(ge=0)]
    number: Annotated[int, Field(ge=1)]
    at_ms: int


class Report(Value):
    """How a room does in a battle.

    Attributes:
        keeper: Who answered last, "" if nobody did.
        seen: Of the states of that keeper, the number of the last that came.
    """

    type: Literal["report"] = "report"
    battle: Id
    room: Id
    has_anchor: bool
    keeper: str = ""
    seen: int = 0
    scores: Annotated[tuple[Score, ...], Field(max_length=MOST_SCORES)] = ()


class Act(Value):
    """What the anchor of a room asks for."""

    type: Literal["act"] = "act"
    room: Id
    action: Annotated[AnswerBattle | LeaveBattle, Field(discriminator="type")]


class Called(Value):
    """The room takes part."""

    type: Literal["called"] = "called"
    title: str


class News(Value):
    """What was to be seen since the last report.

    Attributes:
        keeper: Who keeps the battle now; another one than last time must be told all again.
        seen: The number of the last state.
    """

    type: Literal["news"] = "news"
    keeper: str
    seen: int
    states: Annotated[tuple[BattleState, ...], Field(max_length=MOST_STATES)] = ()


class Unknown(Value):
    """There is no such battle, or no longer."""

    type: Literal["unknown"] = "unknown"


class Done(Value):
    """What was asked for is done."""

    type: Literal["done"] = "done"


Words = Call | Report | Act
Answer = Called | News | Unknown | Done | Refused

WORDS: TypeAdapter[Words] = TypeAdapter(Annotated[Words, Field(discriminator="type")])
ANSWER: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, Field(discriminator="type")])


def not_open(room: str) -> Refused:
    """Return that a room can't be asked."""
    return Refused(id="call", code="not_here", sentence=f"Room {room} is not open just now.")
