"""What can be given, what it costs, how much is made of it; data/gifts.toml."""

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from studio.room.protocol.values import Id, Name, Tier
from studio.room.rules.refusal import Code, RefusalError

_TIERS = tuple(Tier)
_Coins = Annotated[int, Field(ge=0, le=100_000_000)]


class GiftKind(BaseModel):
    """A gift of the catalogue.

    Attributes:
        coins: The price of one.
        club: Whether it lets the giver into the anchor's fan club.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    zh: Name
    en: Name
    icon: str
    coins: _Coins
    club: bool = False


class Milestone(BaseModel):
    """A count within a combo that is celebrated.

    Attributes:
        raises: Steps by which the tier of that gift is raised.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: PositiveInt
    raises: Annotated[int, Field(ge=0, le=4)]


class ComboData(BaseModel):
    """How runs of equal gifts are counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    window_ms: PositiveInt
    milestones: tuple[Milestone, ...]

    @model_validator(mode="after")
    def _in_order(self) -> "ComboData":
        if any(low.count >= high.count for low, high in pairwise(self.milestones)):
            raise ValueError("milestones must be in order")
        return self

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        return tuple(each.count for each in self.milestones)

    def reached(self, before: int, after: int) -> Milestone | None:
        """Return the highest milestone above the first count and not above the second."""
        index = bisect_right(self._counts, after) - 1
        if index < 0 or self._counts[index] <= before:
            return None
        return self.milestones[index]


class Catalogue(BaseModel):
    """All gifts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    combo: ComboData
    tiers: dict[Tier, _Coins]
    gifts: tuple[GiftKind, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> "Catalogue":
        least = [self.tiers.get(tier) for tier in _TIERS]
        if None in least or least != sorted(self.tiers.values()) or least[0] != 0:
            raise ValueError("every tier needs a price, from 0 upwards")
        if len(self._by_id) != len(self.gifts):
            raise ValueError("two gifts have the same id")
        return self

    @cached_property
    def _by_id(self) -> dict[str, GiftKind]:
        return {each.id: each for each in self.gifts}

    @cached_property
    def _least(self) -> list[int]:
        return [self.tiers[tier] for tier in _TIERS]

    def find(self, gift: str) -> GiftKind:
        """Return a gift.

        Raises:
            RefusalError: If there is none of this id.
        """
        kind = self._by_id.get(gift)
        if kind is None:
            raise RefusalError(Code.UNKNOWN_GIFT, f"There is no gift {gift!r}. Choose another.")
        return kind

    def tier(self, coins: int, raises: int = 0) -> Tier:
        """Return the tier of a gift of this price, raised by so many steps."""
        index = bisect_right(self._least, coins) - 1
        return _TIERS[min(index + raises, len(_TIERS) - 1)]
