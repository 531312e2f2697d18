"""Levels: what it takes to be of each."""

from bisect import bisect_right
from itertools import pairwise

from pydantic import BaseModel, ConfigDict, PositiveInt, field_validator


class Ladder(BaseModel):
    """Thresholds; the n-th is what it takes to be of level n."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thresholds: tuple[int, ...]

    @field_validator("thresholds")
    @classmethod
    def _must_rise(cls, thresholds: tuple[int, ...]) -> tuple[int, ...]:
        if any(low >= high for low, high in pairwise(thresholds)):
            raise ValueError("each threshold must be above the one before it")
        return thresholds

    def level(self, points: int) -> int:
        """Return the level that so many points make."""
        return bisect_right(self.thresholds, points)


class FanLadder(Ladder):
    """The levels of a fan club, and how fast members climb.

    Attributes:
        intimacy_per_coin: Points for each coin that goes to the anchor.
    """

    intimacy_per_coin: PositiveInt
