"""What a filter says of a danmaku."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is to be done with a text."""

    PASS = "pass"
    MASK = "mask"
    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A filter's verdict.

    Attributes:
        text: What may be shown: with stars where words were masked.
        reasons: For moderators, e.g. ``abuse``, ``contact``, ``model``.
        score: 0 harmless to 1 surely unwanted.
    """

    kind: Kind
    text: str
    reasons: tuple[str, ...] = ()
    score: float = 0.0
