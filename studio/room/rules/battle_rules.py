"""Rules of battles as data; data/battles.toml says what each key means."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

_Percent = Annotated[int, Field(ge=0, le=1_000)]
_MAX_ROOMS = 9


class Tie(StrEnum):
    """What an equal score leads to."""

    DRAW = "draw"
    FIRST = "first"
    OVERTIME = "overtime"


class Window(BaseModel):
    """Points count otherwise for a while.

    Attributes:
        from_s: After the start; below 0, before the end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["window"]
    from_s: int
    lasts_s: PositiveInt
    percent: _Percent


class Glove(BaseModel):
    """One gift of at least so many coins may make its room's points count more for a while."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["glove"]
    coins: PositiveInt
    chance_percent: Annotated[int, Field(ge=1, le=100)]
    lasts_s: PositiveInt
    percent: _Percent


class MoreTime(BaseModel):
    """One gift of at least so many coins makes the fight longer, at most so often."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["time"]
    coins: PositiveInt
    extends_s: PositiveInt
    at_most: PositiveInt


Boost = Annotated[Window | Glove | MoreTime, Field(discriminator="kind")]


class BattleRules(BaseModel):
    """The rules of one kind of battle."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    teams: Annotated[int, Field(ge=2, le=_MAX_ROOMS)]
    team_size: Annotated[int, Field(ge=1, le=4)]
    ask_s: PositiveInt
    fight_s: PositiveInt
    forfeit_s: Annotated[int, Field(ge=0)]
    settle_ms: Annotated[int, Field(ge=1, le=10_000)]
    grace_s: PositiveInt
    tie: Tie
    overtime_s: Annotated[int, Field(ge=0)] = 0
    boosts: tuple[Boost, ...] = ()

    @property
    def rooms(self) -> int:
        """How many rooms it takes."""
        return self.teams * self.team_size

    @model_validator(mode="after")
    def _fits_together(self) -> "BattleRules":
        if self.rooms > _MAX_ROOMS:
            raise ValueError(f"at most {_MAX_ROOMS} rooms can fight")
        if (self.tie is Tie.OVERTIME) != (self.overtime_s > 0):
            raise ValueError("overtime_s belongs to the tie rule 'overtime', and must be above 0")
        return self
